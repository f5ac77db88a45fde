//! The engine's directory with what an archive needs beside it.
//!
//! - **No lock for readers.** The engine's readers open `.tantivy-meta.lock` for writing and wait for it without end:
//!   read-only media fail, and a stopped process blocks every reader. The lock guards one moment, in which a file that
//!   the commit names may be collected before it is opened; [`super::open`] repeats the opening in that case instead.
//! - **Seals** on the files that the engine does not checksum ([`super::seal`]).
//! - **Order.** The engine syncs the folder before it renames a commit into place and not after. Files of the commit
//!   before are deleted next; after a power loss the deletions could be there and the renaming not. So the folder is
//!   synced between the two, for commits and merges alike.
//! - **The first cause, and the last word.** An error of a write is told by the engine as a worker that died; the directory
//!   remembers it. And it refuses every further write: the engine's other threads would go on, and the end of a merge
//!   would write down what a failed commit had left in memory, under the stamp of the commit before.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, META_LOCK, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

use super::seal::{self, Seal};
use super::{MANAGED_FILE, META_FILE};
use crate::fault::Faults;

/// A directory of an archive's index.
#[derive(Debug, Clone)]
pub(super) struct ArchiveDirectory {
    inner: Box<dyn Directory>,
    faults: Faults,
    trouble: Trouble,
}

/// The first error of writing, after which nothing is written any more.
#[derive(Debug, Clone, Default)]
pub(super) struct Trouble(Arc<Mutex<Option<io::Error>>>);

impl Trouble {
    /// The first error.
    pub(super) fn first(&self) -> Option<io::Error> {
        self.lock().as_ref().map(copy)
    }

    /// Lets nothing be written any more; a commit that is being written is waited for.
    pub(super) fn close(&self) {
        self.lock()
            .get_or_insert_with(|| io::Error::other("the writer has given up"));
    }

    /// As [`watch`](Self::watch), for what must not go on beside [`close`](Self::close).
    fn watch_whole<T>(&self, write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let mut first = self.lock();
        if let Some(first) = &*first {
            return Err(copy(first));
        }
        write().inspect_err(|error| *first = Some(copy(error)))
    }

    /// Does a write, unless one has failed before; remembers whether it failed.
    fn watch<T>(&self, write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if let Some(first) = self.first() {
            return Err(first);
        }
        let done = write();
        if let Err(error) = &done {
            self.lock().get_or_insert_with(|| copy(error));
        }
        done
    }

    fn lock(&self) -> MutexGuard<'_, Option<io::Error>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The same error once more, with the system's number where it has one.
pub(super) fn copy(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(number) => io::Error::from_raw_os_error(number),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

impl ArchiveDirectory {
    pub(super) fn new(inner: impl Into<Box<dyn Directory>>, faults: Faults) -> Self {
        Self {
            inner: inner.into(),
            faults,
            trouble: Trouble::default(),
        }
    }

    /// The same directory for another writer, which has met no error yet.
    pub(super) fn anew(&self) -> Self {
        Self::new(self.inner.clone(), self.faults.clone())
    }

    /// Where errors of writing are remembered.
    pub(super) fn trouble(&self) -> &Trouble {
        &self.trouble
    }

    /// Whether a file is there and ends in a seal.
    pub(super) fn holds_seal(&self, name: &str) -> bool {
        let bytes = self.inner.atomic_read(Path::new(name));
        bytes.is_ok_and(|bytes| !matches!(seal::unseal(&bytes), Seal::Absent(_)))
    }

    fn write_sealed(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let is_commit = path == Path::new(META_FILE);
        self.faults.reach(if is_commit {
            "commit.write"
        } else {
            "list.write"
        })?;
        self.inner.atomic_write(path, &seal::seal(data))?;
        if is_commit {
            self.faults.reach("commit.written")?;
            self.inner.sync_directory()?;
        }
        Ok(())
    }
}

/// Whether a file carries a seal.
fn is_sealed(path: &Path) -> bool {
    [META_FILE, MANAGED_FILE]
        .iter()
        .any(|name| path == Path::new(name))
}

impl Directory for ArchiveDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let fail = |error: io::Error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        };
        if let Some(first) = self.trouble.first() {
            return Err(fail(first));
        }
        self.faults.reach("file.delete").map_err(fail)?;
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let open = || {
            self.faults.reach("file.create")?;
            self.inner.open_write(path).map_err(|error| match error {
                OpenWriteError::IoError { io_error, .. } => copy(&io_error),
                OpenWriteError::FileAlreadyExists(_) => io::ErrorKind::AlreadyExists.into(),
            })
        };
        let opened = self.trouble.watch(open);
        let inner =
            opened.map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        Ok(BufWriter::new(Box::new(WatchedFile {
            inner,
            faults: self.faults.clone(),
            trouble: self.trouble.clone(),
        })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let mut bytes = self.inner.atomic_read(path)?;
        if is_sealed(path) {
            let length = match seal::unseal(&bytes) {
                Seal::Whole(content) | Seal::Absent(content) => content.len(),
                Seal::Broken => {
                    let why = format!("{} does not agree with its checksum", path.display());
                    let error = io::Error::new(io::ErrorKind::InvalidData, why);
                    return Err(OpenReadError::wrap_io_error(error, path.to_owned()));
                }
            };
            bytes.truncate(length);
        }
        Ok(bytes)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.trouble.watch_whole(|| match is_sealed(path) {
            true => self.write_sealed(path, data),
            false => self.inner.atomic_write(path, data),
        })
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.trouble.watch(|| {
            self.faults.reach("folder.sync")?;
            self.inner.sync_directory()
        })
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        if lock.filepath == META_LOCK.filepath {
            return Ok(DirectoryLock::from(Box::new(())));
        }
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}

/// A file that is being written, whose errors are remembered.
struct WatchedFile {
    inner: WritePtr,
    faults: Faults,
    trouble: Trouble,
}

impl Write for WatchedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.trouble.watch(|| {
            self.faults.reach("file.write")?;
            self.inner.write(bytes)
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.trouble.watch(|| self.inner.flush())
    }
}

impl TerminatingWrite for WatchedFile {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.trouble.watch(|| {
            self.faults.reach("file.sync")?;
            self.inner.terminate_ref(token)
        })
    }
}
