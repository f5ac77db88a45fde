//! A disk in memory that keeps apart what is there and what would be there after a loss of power.
//!
//! The content of a file is safe once it was synced; before, any beginning of it may be there, with any of its sectors not
//! written: what was written later may have reached the disk sooner. That a name was given or
//! taken is safe once the folder was synced; before, each such change may have reached the disk or not, in any order.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// A disk that can lose its power.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    now: Platter,
    history: Vec<Moment>,
    /// Told by the test: commits that were acknowledged.
    acknowledged: u32,
}

/// What a disk holds.
#[derive(Debug, Clone, Default)]
struct Platter {
    files: Vec<File>,
    names: BTreeMap<PathBuf, usize>,
    synced_names: BTreeMap<PathBuf, usize>,
    unsynced: Vec<Change>,
}

#[derive(Debug, Clone, Default)]
struct File {
    bytes: Arc<Vec<u8>>,
    is_synced: bool,
}

#[derive(Debug, Clone)]
enum Change {
    Give(PathBuf, usize),
    Take(PathBuf),
}

/// The disk after one operation.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    platter: Platter,
    /// Commits that were acknowledged by then.
    pub(super) acknowledged: u32,
}

impl Platter {
    fn apply(names: &mut BTreeMap<PathBuf, usize>, change: &Change) {
        match change {
            Change::Give(path, file) => names.insert(path.clone(), *file),
            Change::Take(path) => names.remove(path),
        };
    }

    fn change(&mut self, change: Change) {
        Self::apply(&mut self.names, &change);
        self.unsynced.push(change);
    }

    fn add(&mut self, bytes: &[u8], is_synced: bool) -> usize {
        self.files.push(File {
            bytes: Arc::new(bytes.to_vec()),
            is_synced,
        });
        self.files.len() - 1
    }
}

impl Moment {
    /// The disk after the power went at this moment. `chance` decides what reached it: a number below its argument.
    pub(super) fn lose_power(&self, chance: &mut impl FnMut(usize) -> usize) -> Disk {
        let mut names = self.platter.synced_names.clone();
        for change in &self.platter.unsynced {
            if chance(2) == 0 {
                Platter::apply(&mut names, change);
            }
        }
        let mut platter = Platter::default();
        for (path, file) in names {
            let file = &self.platter.files[file];
            let reached = match file.is_synced {
                true => file.bytes.len(),
                false => chance(file.bytes.len() + 1),
            };
            let mut bytes = file.bytes[..reached].to_vec();
            if !file.is_synced {
                tear(&mut bytes, chance);
            }
            let copy = platter.add(&bytes, true);
            platter.names.insert(path, copy);
        }
        platter.synced_names = platter.names.clone();
        Disk(Arc::new(Mutex::new(State {
            now: platter,
            ..State::default()
        })))
    }
}

/// Bytes that a disk writes at once.
const SECTOR_BYTES: usize = 512;

/// Loses every fourth sector or so: a torn write, or one that was overtaken by a later one.
fn tear(bytes: &mut [u8], chance: &mut impl FnMut(usize) -> usize) {
    for sector in bytes.chunks_mut(SECTOR_BYTES) {
        if chance(4) == 0 {
            sector.fill(0);
        }
    }
}

impl Disk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Does something to the disk and remembers how it left it.
    fn operate<T>(&self, operation: impl FnOnce(&mut Platter) -> T) -> T {
        let state = &mut *self.state();
        let result = operation(&mut state.now);
        state.history.push(Moment {
            platter: state.now.clone(),
            acknowledged: state.acknowledged,
        });
        result
    }

    /// Tells the disk that a commit was acknowledged.
    pub(super) fn acknowledge(&self, commit: u32) {
        self.state().acknowledged = commit;
    }

    /// The disk after each operation.
    pub(super) fn history(&self) -> Vec<Moment> {
        self.state().history.clone()
    }

    /// The names of the files.
    pub(super) fn names(&self) -> Vec<PathBuf> {
        self.state().now.names.keys().cloned().collect()
    }

    fn read(&self, path: &Path) -> Result<Arc<Vec<u8>>, OpenReadError> {
        let state = self.state();
        let file = state.now.names.get(path);
        file.map(|file| Arc::clone(&state.now.files[*file].bytes))
            .ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }
}

impl Directory for Disk {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let bytes = self.read(path)?.to_vec();
        Ok(Arc::new(OwnedBytes::new(bytes)))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        if !self.state().now.names.contains_key(path) {
            return Err(DeleteError::FileDoesNotExist(path.to_owned()));
        }
        self.operate(|platter| platter.change(Change::Take(path.to_owned())));
        Ok(())
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.state().now.names.contains_key(path))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if self.state().now.names.contains_key(path) {
            return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
        }
        let file = self.operate(|platter| {
            let file = platter.add(&[], false);
            platter.change(Change::Give(path.to_owned(), file));
            file
        });
        Ok(BufWriter::new(Box::new(OpenFile {
            disk: self.clone(),
            file,
        })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.read(path).map(|bytes| bytes.to_vec())
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.operate(|platter| {
            let file = platter.add(data, true);
            platter.change(Change::Give(path.to_owned(), file));
        });
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.operate(|platter| {
            platter.synced_names = platter.names.clone();
            platter.unsynced.clear();
        });
        Ok(())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// A file that is being written.
struct OpenFile {
    disk: Disk,
    file: usize,
}

impl Write for OpenFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.operate(|platter| {
            Arc::make_mut(&mut platter.files[self.file].bytes).extend_from_slice(bytes);
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for OpenFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.disk
            .operate(|platter| platter.files[self.file].is_synced = true);
        Ok(())
    }
}
