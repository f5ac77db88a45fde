//! The files of a collection: which there are, in a stable order, and what could not be looked at.
//!
//! Hidden files, fiche's own files and what `.ficheignore` (in the syntax of `.gitignore`, in any folder) or `fiche.toml`
//! name are passed over. Links are followed; one that leads back to a folder above it is a failure, not a loop.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use fiche::Failure;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::{DirEntry, WalkDir};

use crate::config::Config;
use crate::locate::INDEX_FOLDER;

/// Rules for what is passed over, in the syntax of `.gitignore`.
const IGNORE_FILE: &str = ".ficheignore";

/// A file of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The path from the collection's root, parted by `/`.
    pub(crate) path: String,
    /// Where it is.
    pub(crate) file: PathBuf,
    /// Bytes.
    pub(crate) size: u64,
    /// Nanoseconds since 1970 UTC.
    pub(crate) modified_ns: i64,
}

/// Something that could not be looked at, with the path from the collection's root as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unseen {
    pub(crate) path: String,
    pub(crate) failure: Failure,
}

/// What there is below a root.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) entries: Vec<Entry>,
    pub(crate) unseen: Vec<Unseen>,
}

/// Walks one root, so many folders deep. `prefix` is put before each path; `index` is the folder of the index, which is
/// never part of its own collection.
pub(crate) fn walk(
    root: &Path,
    prefix: &str,
    index: &Path,
    config: &Config,
    most_depth: usize,
) -> Walked {
    let mut walked = Walked::default();
    let mut rules = Rules::new(root, config);
    let index = index.canonicalize().ok();
    let is_index = |entry: &DirEntry| {
        let is_dir = entry.file_type().is_dir();
        is_dir && index.is_some() && entry.path().canonicalize().ok() == index
    };
    let mut walk = WalkDir::new(root)
        .follow_links(true)
        // Those of one folder differ in their names alone.
        .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
        .max_depth(most_depth)
        .into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walked.unseen.push(unseen_entry(root, prefix, &error));
                continue;
            }
        };
        let is_dir = entry.file_type().is_dir();
        if entry.depth() > 0 && (rules.pass_over(&entry) || is_dir && is_index(&entry)) {
            if is_dir {
                walk.skip_current_dir();
            }
        } else if is_dir {
            rules.enter(&entry);
        } else if entry.file_type().is_file() {
            match entry.metadata() {
                Ok(metadata) => walked.entries.push(Entry {
                    path: relative(root, entry.path(), prefix),
                    size: metadata.len(),
                    modified_ns: metadata.modified().map_or(0, nanoseconds),
                    file: entry.into_path(),
                }),
                Err(error) => walked.unseen.push(unseen_entry(root, prefix, &error)),
            }
        }
    }
    walked
}

fn unseen_entry(root: &Path, prefix: &str, error: &walkdir::Error) -> Unseen {
    let message = if error.loop_ancestor().is_some() {
        "the link leads back to a folder above it: remove it, or name it in .ficheignore".to_owned()
    } else {
        let cause = error.io_error().map(ToString::to_string);
        let cause = cause.unwrap_or_else(|| error.to_string());
        format!("cannot be looked at: {cause}; check the rights")
    };
    Unseen {
        path: relative(root, error.path().unwrap_or(root), prefix),
        failure: Failure {
            kind: "unreadable".into(),
            message,
        },
    }
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |it| -it),
    }
}

/// The path from the root, parted by `/`; a root that is a file is known by its name.
fn relative(root: &Path, path: &Path, prefix: &str) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let inside = if inside.as_os_str().is_empty() {
        Path::new(path.file_name().unwrap_or_default())
    } else {
        inside
    };
    let mut relative = prefix.to_owned();
    if let Some(plain) = plain(inside) {
        relative.push_str(plain);
        return relative;
    }
    for part in inside {
        if relative.len() > prefix.len() {
            relative.push('/');
        }
        push_name(&mut relative, part);
    }
    relative
}

/// A path that is written as it is, as nearly every one: of Unicode, without the mark of what is not, parted by `/`.
fn plain(inside: &Path) -> Option<&str> {
    let text = inside.to_str()?;
    (MAIN_SEPARATOR == '/' && !text.contains('\u{fffd}')).then_some(text)
}

/// A byte that is not Unicode becomes U+FFFD and its two digits, and a U+FFFD of the name itself two of them: no two
/// names become one, and nearly every name stays as it is.
fn push_name(path: &mut String, name: &OsStr) {
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        path.push_str(&chunk.valid().replace('\u{fffd}', "\u{fffd}\u{fffd}"));
        for byte in chunk.invalid() {
            write!(path, "\u{fffd}{byte:02X}").expect("a string takes any text");
        }
    }
}

/// The file that a path of the index names, from the collection's root: names that are not Unicode get their bytes back.
///
/// # Example
/// ```
/// use fiche_ingest::file_path;
///
/// assert_eq!(file_path("2022/ferry.txt").to_str(), Some("2022/ferry.txt"));
/// # #[cfg(unix)]
/// assert_eq!(file_path("\u{fffd}FF.txt").as_os_str().as_encoded_bytes(), b"\xff.txt");
/// ```
pub fn file_path(path: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(path.len());
    let mut parts = path.split('\u{fffd}');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    while let Some(part) = parts.next() {
        let digits = part.get(..2).filter(|it| !it.starts_with('+'));
        if let Some(byte) = digits.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            bytes.push(byte);
            bytes.extend_from_slice(&part.as_bytes()[2..]);
            continue;
        }
        // Two of them are one that the name itself holds.
        bytes.extend_from_slice("\u{fffd}".as_bytes());
        bytes.extend_from_slice(part.as_bytes());
        if part.is_empty() {
            bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
        }
    }
    of_bytes(bytes)
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(bytes).into()
}

/// Elsewhere names that are not Unicode cannot be made of bytes.
#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// What is passed over, for the folders on the way to the current entry.
struct Rules {
    shows_hidden: bool,
    configured: Gitignore,
    /// The rules of a folder, with its depth.
    folders: Vec<(usize, Gitignore)>,
}

impl Rules {
    fn new(root: &Path, config: &Config) -> Self {
        let mut configured = GitignoreBuilder::new(root);
        for glob in &config.index.ignore {
            // Globs were checked when the configuration was read.
            configured.add_line(None, glob).ok();
        }
        Self {
            shows_hidden: config.index.hidden,
            configured: configured.build().unwrap_or_else(|_| Gitignore::empty()),
            folders: Vec::new(),
        }
    }

    fn enter(&mut self, folder: &DirEntry) {
        let depth = folder.depth();
        self.folders.retain(|(other, _)| *other < depth);
        let file = folder.path().join(IGNORE_FILE);
        if file.is_file() {
            let mut builder = GitignoreBuilder::new(folder.path());
            builder.add(file);
            if let Ok(rules) = builder.build() {
                self.folders.push((depth, rules));
            }
        }
    }

    fn pass_over(&mut self, entry: &DirEntry) -> bool {
        let name = entry.file_name().as_encoded_bytes();
        let is_own = [INDEX_FOLDER, IGNORE_FILE, crate::config::FILE]
            .iter()
            .any(|own| name == own.as_bytes());
        if is_own || name.starts_with(b".") && !self.shows_hidden {
            return true;
        }
        let depth = entry.depth();
        self.folders.retain(|(other, _)| *other < depth);
        let is_dir = entry.file_type().is_dir();
        let nearest_first = self.folders.iter().rev().map(|(_, rules)| rules);
        let said = nearest_first
            .chain([&self.configured])
            .map(|rules| rules.matched(entry.path(), is_dir))
            .find(|matched| !matched.is_none());
        said.is_some_and(|matched| matched.is_ignore())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStrExt as _;

    use super::*;

    #[test]
    fn a_name_of_any_bytes_is_had_back() {
        let names: [&[u8]; 9] = [
            b"plain.txt",
            b"\xff\xfe.txt",
            b"a\xc3(b\xe2\x80",
            "\u{fffd}".as_bytes(),
            "\u{fffd}\u{fffd}FF".as_bytes(),
            "\u{fffd}41\u{fffd}".as_bytes(),
            b"\xff\xef\xbf\xbdFF\xfe",
            "\u{fffd}+1".as_bytes(),
            b"new\nline\x1b[31m",
        ];
        let mut seen = std::collections::HashSet::new();
        for name in names {
            let mut path = String::new();
            push_name(&mut path, OsStr::from_bytes(name));
            assert_eq!(file_path(&path).as_os_str().as_bytes(), name, "{path:?}");
            assert!(seen.insert(path.clone()), "{path:?} names two files");
        }
    }
}
