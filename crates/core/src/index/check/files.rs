//! The files of an index: there, whole at their ends, and as they were written.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use tantivy::HasLen as _;
use tantivy::directory::footer::Footer;
use tantivy::directory::{Directory as _, FileSlice};

use super::super::directory::ArchiveDirectory;
use super::super::engine;
use super::super::salvage::{Commit, SEGMENT_FILES};
use super::super::seal::{Seal, unseal};
use super::super::{MANAGED_FILE, META_FILE, open, sweep};
use super::{Check, Depth};
use crate::cancel::Cancel;
use crate::error::Error;

/// Bytes of a file that are read between two looks at whether the check was cancelled.
const BYTES_PER_CHECK: usize = 1 << 20;

/// How often a file that is missing is looked for in a newer commit: another process may be merging.
const TRIES: usize = 5;

pub(super) fn check(path: &Path, depth: Depth, check: &mut Check) -> Result<(), Error> {
    let directory = open::open_directory(path)?;
    for tries_left in (0..TRIES).rev() {
        let mut found = Check {
            cancel: check.cancel.clone(),
            ..Check::default()
        };
        let Some(living) = check_commit(path, &mut found)? else {
            *check = found;
            return Ok(());
        };
        let missing = check_living(path, &directory, &living, depth, &mut found);
        if missing == 0 || tries_left == 0 || read(path, META_FILE)? == living.bytes {
            check_list(path, &living, &mut found)?;
            found.superfluous_bytes = superfluous_bytes(path, &living.files);
            *check = found;
            return Ok(());
        }
    }
    Ok(())
}

/// The files of a commit, and the commit itself.
struct Living {
    bytes: Vec<u8>,
    files: HashSet<PathBuf>,
}

fn read(path: &Path, name: &str) -> Result<Vec<u8>, Error> {
    match std::fs::read(path.join(name)) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(Error::Io {
            action: "read",
            path: path.to_owned(),
            source,
        }),
    }
}

/// Reads the commit; `None` where it is damaged, so that nothing is known of the files.
fn check_commit(path: &Path, check: &mut Check) -> Result<Option<Living>, Error> {
    let bytes = read(path, META_FILE)?;
    check.files += 1;
    check.bytes += bytes.len() as u64;
    if bytes.is_empty() && !path.join(META_FILE).exists() {
        if !path.join(MANAGED_FILE).exists() {
            return Err(Error::NotFound {
                path: path.to_owned(),
            });
        }
        check.find(META_FILE, "is missing");
        return Ok(None);
    }
    let commit = match unseal(&bytes) {
        Seal::Broken => {
            check.find(META_FILE, "does not agree with its checksum");
            return Ok(None);
        }
        Seal::Whole(content) | Seal::Absent(content) => Commit::read(content),
    };
    let Some(commit) = commit else {
        check.find(META_FILE, "cannot be read");
        return Ok(None);
    };
    let segments = commit.segments();
    let components = segments.iter().flat_map(|segment| {
        let files = SEGMENT_FILES
            .iter()
            .map(|extension| segment.file(extension));
        files.chain(segment.deletes.clone())
    });
    let files = components.collect();
    Ok(Some(Living { bytes, files }))
}

/// Looks at every file of the commit and tells how many are missing.
fn check_living(
    path: &Path,
    directory: &ArchiveDirectory,
    living: &Living,
    depth: Depth,
    check: &mut Check,
) -> u64 {
    let mut missing = 0;
    let mut files: Vec<&PathBuf> = living.files.iter().collect();
    files.sort();
    for file in files {
        let name = file.display().to_string();
        check.files += 1;
        if !path.join(file).is_file() {
            missing += 1;
            check.find(name, "is missing");
            continue;
        }
        match directory.open_read(file) {
            Ok(slice) => {
                check.bytes += slice.len() as u64;
                if let Err(message) = check_content(slice, depth, &check.cancel) {
                    check.find(name, message);
                }
            }
            Err(error) => check.find(name, engine::plain(error.to_string())),
        }
    }
    missing
}

/// The footer of a file holds the checksum of the rest and the version of the engine, and nothing else: what differs by a
/// bit is damaged.
fn check_content(file: FileSlice, depth: Depth, cancel: &Cancel) -> Result<(), String> {
    let cut = |error: std::io::Error| engine::plain(format!("its end is damaged: {error}"));
    let (footer, body) = Footer::extract_footer(file).map_err(cut)?;
    if footer.version != *tantivy::version() {
        return Err("its end is damaged: it tells of another engine".into());
    }
    if depth == Depth::Full {
        let told = checksum(&body, cancel).map_err(|error| error.to_string())?;
        if told.is_some_and(|told| told != footer.crc) {
            return Err("does not agree with its checksum".into());
        }
    }
    Ok(())
}

/// The checksum of a file; `None` where it was cancelled.
fn checksum(file: &FileSlice, cancel: &Cancel) -> std::io::Result<Option<u32>> {
    let mut hasher = crc32fast::Hasher::new();
    for start in (0..file.len()).step_by(BYTES_PER_CHECK) {
        if cancel.is_cancelled() {
            return Ok(None);
        }
        let end = file.len().min(start + BYTES_PER_CHECK);
        hasher.update(&file.read_bytes_slice(start..end)?);
    }
    Ok(Some(hasher.finalize()))
}

/// The engine's list of its files has a seal, and names every file of the commit.
fn check_list(path: &Path, living: &Living, check: &mut Check) -> Result<(), Error> {
    let bytes = read(path, MANAGED_FILE)?;
    check.files += 1;
    check.bytes += bytes.len() as u64;
    let Seal::Whole(content) = unseal(&bytes) else {
        if !matches!(unseal(&living.bytes), Seal::Absent(_)) {
            check.find(MANAGED_FILE, "does not agree with its checksum");
        }
        return Ok(());
    };
    let listed: HashSet<PathBuf> = serde_json::from_slice(content).unwrap_or_default();
    for file in living.files.difference(&listed) {
        check.find(file.display().to_string(), "is not on the list of files");
    }
    Ok(())
}

fn superfluous_bytes(path: &Path, living: &HashSet<PathBuf>) -> u64 {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let superfluous = entries.filter(|entry| {
        let name = entry.file_name();
        sweep::is_superfluous(&name.to_string_lossy(), living)
    });
    superfluous
        .filter_map(|entry| Some(entry.metadata().ok()?.len()))
        .sum()
}
