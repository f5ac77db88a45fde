//! What the engine says, as errors of ours: its types stay inside.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use super::META_FILE;
use super::directory::copy;
use crate::error::{Error, IndexAge};

/// Reads an engine's error about the index at `path`; `action` says what was tried, as a verb.
#[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
pub(crate) fn error(engine: TantivyError, action: &'static str, path: &Path) -> Error {
    let path = path.to_owned();
    let io = |source: &Arc<io::Error>| Error::Io {
        action,
        path: path.clone(),
        source: copy(source),
    };
    match &engine {
        TantivyError::LockFailure(LockError::LockBusy, _) => Error::Locked { path, holder: None },
        TantivyError::LockFailure(LockError::IoError(source), _)
        | TantivyError::IoError(source)
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
            io_error: source, ..
        })
        | TantivyError::OpenWriteError(OpenWriteError::IoError {
            io_error: source, ..
        }) => damage_or(source, &path).unwrap_or_else(|| io(source)),
        TantivyError::OpenReadError(OpenReadError::IoError {
            io_error: source,
            filepath,
        }) => match damage_or(source, &path) {
            Some(Error::Corrupt { path, what }) if what == NO_FOOTER => Error::Corrupt {
                path,
                what: format!("{}: {what}", filepath.display()),
            },
            damage => damage.unwrap_or_else(|| io(source)),
        },
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_))
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::MissingPlugin(_) => Error::Incompatible {
            path,
            why: "was written by another version of the engine".into(),
            age: IndexAge::Newer,
        },
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(missing))
            if missing == Path::new(META_FILE) =>
        {
            Error::NotFound { path }
        }
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(missing)) => Error::Corrupt {
            path,
            what: format!("{} is missing", name_of(missing)),
        },
        TantivyError::DataCorruption(_) | TantivyError::DeserializeError(_) => Error::Corrupt {
            path,
            what: in_short(plain(engine.to_string())),
        },
        _ => Error::Engine {
            path,
            what: told(&engine),
        },
    }
}

/// What the engine says, in short: it quotes whole files.
fn told(engine: &TantivyError) -> String {
    in_short(engine.to_string())
}

/// The beginning of what a message quotes of a file, which may be all of it.
pub(super) fn in_short(told: String) -> String {
    const LONGEST: usize = 300; // characters
    match told.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &told[..end]),
        None => told,
    }
}

/// A file that ends too early, has the wrong mark or cannot be unpacked was damaged; the system, which gives its errors a
/// number, is not to blame.
fn damage_or(source: &io::Error, path: &Path) -> Option<Error> {
    let is_damage = matches!(
        source.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::Other
    );
    (is_damage && source.raw_os_error().is_none()).then(|| Error::Corrupt {
        path: path.to_owned(),
        what: plain(source.to_string()),
    })
}

/// A file without the mark that the engine puts at the end of each.
const NO_FOOTER: &str = "it is cut off, or no file of an index";

/// What the engine says of damage, which names its own types and gives advice on its versions that nobody can follow, and what it
/// comes to.
const DAMAGES: [(&str, &str); 5] = [
    ("Footer magic byte mismatch", NO_FOOTER),
    ("File corrupted. The file is smaller than", NO_FOOTER),
    (
        "Meta file cannot be deserialized",
        "meta.json is cut off or was changed",
    ),
    (
        "Managed file cannot be deserialized",
        ".managed.json is cut off or was changed",
    ),
    ("Files does not exist", "it is missing"),
];

/// Damage in plain words.
pub(super) fn plain(told: String) -> String {
    let known = DAMAGES.iter().find(|(engine, _)| told.contains(engine));
    known.map_or(told, |(_, plain)| (*plain).to_owned())
}

/// The name of a file of the index, whose folder the error names already.
fn name_of(file: &Path) -> std::path::Display<'_> {
    Path::new(file.file_name().unwrap_or(file.as_os_str())).display()
}
