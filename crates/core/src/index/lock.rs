//! The lock of the one writer, and who holds it.
//!
//! The engine has a lock of its own, but gives it up between a commit and the merging at the end of a run, and cannot tell
//! who holds it. This one is held from the opening of a writer to its end. The system frees it when the process ends,
//! however it ends; the file stays, and what is written in it counts only while the lock is held.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::network;
use crate::error::{Error, LockHolder};
use jiff::Timestamp;

/// The file that is locked. Names with a full stop in front are left alone by the engine.
const FILE: &str = ".writer.lock";

/// How often a lock that is held is asked for again.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// The lock, held until it is dropped.
#[derive(Debug)]
pub(super) struct WriterLock {
    file: File,
    path: PathBuf,
}

impl WriterLock {
    /// Takes the lock of the index in `folder`, waiting for it so long at most.
    pub(super) fn acquire(folder: &Path, patience: Duration) -> Result<Self, Error> {
        let fail = |source| Error::Io {
            action: "write to",
            path: folder.to_owned(),
            source,
        };
        network::refuse(folder)?;
        let path = folder.join(FILE);
        let mut file = open(&path).map_err(fail)?;
        let end = Instant::now().checked_add(patience);
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(fail(error)),
                Err(TryLockError::WouldBlock) if end.is_some_and(|end| Instant::now() >= end) => {
                    return Err(Error::Locked {
                        path: folder.to_owned(),
                        holder: read(&mut file),
                    });
                }
                Err(TryLockError::WouldBlock) => thread::sleep(ASK_EVERY.min(patience)),
            }
        }
        // Who it is helps the next one that asks; where it cannot be written the lock holds all the same.
        sign(&mut file).ok();
        Ok(Self { file, path })
    }

    /// Whether the folder is still the one that was locked: it may have been removed, or another put in its place.
    pub(super) fn is_in_place(&self) -> bool {
        let ours = self.file.metadata();
        let there = std::fs::metadata(&self.path);
        matches!((ours, there), (Ok(ours), Ok(there)) if is_same(&ours, &there))
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

fn sign(file: &mut File) -> io::Result<()> {
    let holder = LockHolder {
        pid: std::process::id(),
        since: Timestamp::now().as_second(),
    };
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&serde_json::to_vec(&holder)?)
}

fn read(file: &mut File) -> Option<LockHolder> {
    const LONGEST: u64 = 1024; // bytes: the two numbers take sixty
    let mut json = String::new();
    file.take(LONGEST).read_to_string(&mut json).ok()?;
    serde_json::from_str(&json).ok()
}

#[cfg(unix)]
fn is_same(a: &std::fs::Metadata, b: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Elsewhere a folder with an open file in it can not be removed.
#[cfg(not(unix))]
fn is_same(_: &std::fs::Metadata, _: &std::fs::Metadata) -> bool {
    true
}
