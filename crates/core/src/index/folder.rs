//! A folder on the disk as the engine's directory.
//!
//! The engine writes its commits with rights for the owner alone, whatever the user's mask says: nobody else could search
//! the index. Here they are written as any other file is.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use super::sweep::TEMPORARY_PREFIX;

/// A memory-mapped folder.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    inner: MmapDirectory,
    path: PathBuf,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self {
            inner: MmapDirectory::open(path)?,
            path: path.to_owned(),
        })
    }
}

/// Writes a file of a folder so that the old or the new one is there, and whole. Its name is durable once the folder is
/// synced.
pub(super) fn replace(folder: &Path, name: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = format!("{TEMPORARY_PREFIX}{}", name.display());
    replace_by(folder, &temporary, name, content)
}

/// As [`replace`], for files that are written without the writer's lock: whoever holds it sweeps up the temporary files of the
/// engine, and leaves this name alone.
pub(super) fn replace_beside(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    replace_by(folder, &format!(".{name}.new"), Path::new(name), content)?;
    sync(folder)
}

fn replace_by(folder: &Path, temporary: &str, name: &Path, content: &[u8]) -> io::Result<()> {
    let temporary = folder.join(temporary);
    let write = || {
        let mut file = File::create(&temporary)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&temporary, folder.join(name))
    };
    // What cannot be removed either is swept up by the next writer.
    write().inspect_err(|_| drop(fs::remove_file(&temporary)))
}

/// Makes the names in a folder durable; on Windows they are by themselves.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    File::open(folder)?.sync_all()
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.inner.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        replace(&self.path, path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        sync(&self.path)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}
