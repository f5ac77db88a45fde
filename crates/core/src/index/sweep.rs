//! What a crash may have left in the folder of an index: files that nobody will ever name again.
//!
//! The engine collects the files that it has on its list. After a loss of power the list may be older than the files, and
//! a file that is on no list stays for ever, or stands in the way of the next of its name.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::META_FILE;

/// Names of files that an interrupted atomic write leaves behind; the engine never removes them.
pub(super) const TEMPORARY_PREFIX: &str = ".tmp";

/// Letters of the number that begins the name of each file of a segment.
const SEGMENT_ID_LENGTH: usize = 32;

/// Removes what is superfluous. The writer's lock is held: nobody else is writing it. What cannot be removed stays for
/// the next writer.
pub(super) fn sweep(folder: &Path, engine: &tantivy::Index) -> tantivy::Result<()> {
    let living = living_files(engine)?;
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        if is_superfluous(&entry.file_name().to_string_lossy(), &living) {
            std::fs::remove_file(entry.path()).ok();
        }
    }
    Ok(())
}

/// The files of the last commit.
pub(super) fn living_files(engine: &tantivy::Index) -> tantivy::Result<HashSet<PathBuf>> {
    let mut files = engine.load_metas()?.list_segment_files();
    files.insert(META_FILE.into());
    Ok(files)
}

/// Whether a file of this name is of the engine's making and in no commit.
pub(super) fn is_superfluous(name: &str, living: &HashSet<PathBuf>) -> bool {
    let is_dead = || is_segment_file(name) && !living.contains(Path::new(name));
    name.starts_with(TEMPORARY_PREFIX) || is_dead()
}

/// Whether a file of this name is a part of a segment.
pub(super) fn is_segment_file(name: &str) -> bool {
    name.split_once('.').is_some_and(|(id, _)| {
        id.len() == SEGMENT_ID_LENGTH && id.bytes().all(|it| it.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_engine_made_and_no_commit_names_is_superfluous() {
        let segment = |last: &str| format!("0123456789abcdef0123456789abcde{last}");
        let living = HashSet::from([PathBuf::from(segment("0.term"))]);
        for (name, is_expected) in [
            (segment("0.term"), false),
            (segment("1.term"), true),
            (segment("0.7.del"), true),
            (".tmpAbCdEf".into(), true),
            ("meta.json".into(), false),
            (".managed.json".into(), false),
            (".writer.lock".into(), false),
            ("notes.term".into(), false),
        ] {
            assert_eq!(is_superfluous(&name, &living), is_expected, "{name}");
        }
    }
}
