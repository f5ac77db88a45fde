//! An index made anew beside the old and put in its place at once.
//!
//! The new one is built in a folder inside that of the index, under the writer's lock. Its files have names of their own,
//! so they are moved beside the old ones first; what makes them the index is the renaming of one file, the commit. Before it
//! the old index is whole, after it the new one, whenever the process dies or the power goes. Readers of the old one keep
//! it until they reload. What lies in the folder beside the engine's files stays.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tantivy::directory::{Directory as _, INDEX_WRITER_LOCK};

use super::folder::{replace, sync};
use super::lock::WriterLock;
use super::salvage::{Kept, Salvage, Salvaged};
use super::{Index, MANAGED_FILE, META_FILE, document, open, seal, sweep};
use crate::article::{Article, SourceFile};
use crate::error::Error;
use crate::fault::Faults;

/// The folder in which the new index is built.
const FOLDER: &str = "rebuild";

/// How many articles are written between commits of what is salvaged.
const COMMIT_EVERY: u64 = 100_000;

/// Which of the stored articles are kept.
#[derive(Debug, Clone, Copy)]
pub enum Stored<'a> {
    /// All of them: their files are gone.
    All,
    /// Those that came from no file, and those whose files could not be looked at this time: these paths, and what is
    /// below them.
    Without(&'a [String]),
}

impl Stored<'_> {
    fn keeps(self, path: Option<&str>) -> bool {
        let Some(path) = path else {
            return true;
        };
        let is_below = |folder: &String| {
            let rest = path.strip_prefix(folder.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match self {
            Self::All => true,
            Self::Without(unseen) => unseen.iter().any(is_below),
        }
    }
}

/// An index that is being built beside the one it will replace. Dropped before [`finish`](Self::finish), it leaves
/// everything as it was.
pub struct Rebuild {
    old: Salvage,
    new: Index,
    path: PathBuf,
    lock: WriterLock,
}

impl Rebuild {
    /// Begins to rebuild the index in the folder `path`, which may be older, newer or damaged, waiting so long for a writer to
    /// end.
    ///
    /// # Errors
    /// [`Error::Locked`] where there is a writer, [`Error::Io`] where the folder cannot be written.
    pub fn begin(path: impl AsRef<Path>, patience: Duration) -> Result<Self, Error> {
        let path = path.as_ref();
        let lock = WriterLock::acquire(path, patience)?;
        let folder = path.join(FOLDER);
        let fail = |source| io_error(path, source);
        reach("rebuild.begin").map_err(fail)?;
        remove(&folder).map_err(fail)?;
        fs::create_dir(&folder).map_err(fail)?;
        let directory = open::open_directory(&folder)?;
        Ok(Self {
            old: Salvage::of(path)?,
            new: Index::create_in(directory, path, Some(folder))?,
            path: path.to_owned(),
            lock,
        })
    }

    /// The new index, to be filled.
    pub fn index(&self) -> &Index {
        &self.new
    }

    /// The roots of the old index, as far as they can be read.
    pub fn roots(&self) -> Vec<String> {
        let payload = self.old.payload();
        payload.map(|it| it.roots.clone()).unwrap_or_default()
    }

    /// Whether the old index tells what it was made from.
    pub fn is_described(&self) -> bool {
        self.old.payload().is_some()
    }

    /// Puts stored articles of the old index into the new one, with what was remembered of their files, and tells what is
    /// lost. An article that is there already stays as it is.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses.
    pub fn keep(&self, stored: Stored<'_>) -> Result<Salvaged, Error> {
        let mut writer = self.new.writer()?;
        if let (Stored::All, Some(payload)) = (stored, self.old.payload()) {
            writer.set_roots(payload.roots.clone());
            writer.set_zone(payload.zone.clone());
        }
        let known = self.new.files()?;
        let (mut written, mut articles) = (0, 0);
        let is_wanted = |path: Option<&str>| {
            let is_there = path.is_some_and(|path| known.contains_key(path));
            !is_there && stored.keeps(path)
        };
        let salvaged = self.old.read(&is_wanted, |kept| {
            if !is_wanted(path_of(&kept)) {
                return Ok(());
            }
            written += 1;
            if written % COMMIT_EVERY == 0 {
                writer.commit()?;
            }
            match kept {
                Kept::Article(article, file) => {
                    articles += 1;
                    writer.restore(*article, file.as_ref())
                }
                Kept::File(file) => writer.add_file(&file),
                Kept::Findings(json) => writer.add_testimony(&json),
            }
        })?;
        writer.finish()?;
        Ok(Salvaged {
            articles,
            ..salvaged
        })
    }

    /// Puts the new index in the place of the old one.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses: the old index stays.
    pub fn finish(self) -> Result<Index, Error> {
        if !self.lock.is_in_place() {
            return Err(Error::Replaced { path: self.path });
        }
        let fail = |source| io_error(&self.path, source);
        let directory = open::open_directory(&self.path)?;
        // An older fiche knows this lock alone.
        let engine_lock = directory
            .acquire_lock(&INDEX_WRITER_LOCK)
            .map_err(|error| {
                self.new
                    .error(tantivy::TantivyError::LockFailure(error, None), "write to")
            })?;
        let (path, folder) = (self.path.clone(), self.path.join(FOLDER));
        let (engine, _) = open::open_engine(&open::open_directory(&folder)?, &folder)?;
        let living = sweep::living_files(&engine).map_err(|error| self.new.error(error, "read"))?;
        put_in_place(&path, &folder, living.iter().map(PathBuf::as_path)).map_err(fail)?;
        drop(engine_lock);
        let index = Index::open(&path)?;
        let swept = sweep::sweep(&path, &index.inner.engine);
        swept.map_err(|error| index.error(error, "write to"))?;
        remove(&folder).map_err(fail)?;
        Ok(index)
    }
}

fn path_of(kept: &Kept) -> Option<&str> {
    match kept {
        Kept::Article(article, _) => article.source.as_ref().map(|it| it.path.as_str()),
        Kept::File(file) => Some(&file.path),
        Kept::Findings(_) => None,
    }
}

/// Moves the files of a commit beside those of another, and then the commit over the other.
fn put_in_place<'a>(
    path: &Path,
    folder: &Path,
    files: impl Iterator<Item = &'a Path>,
) -> io::Result<()> {
    let names = list_files(path)?;
    reach("rebuild.list")?;
    let list = seal::seal(&serde_json::to_vec(&names)?);
    replace(path, Path::new(MANAGED_FILE), &list)?;
    sync(path)?;
    for file in files.filter(|file| *file != Path::new(META_FILE)) {
        reach("rebuild.move")?;
        match fs::rename(folder.join(file), path.join(file)) {
            // The commit names files that a segment may have and this one has not.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            moved => moved?,
        }
    }
    sync(path)?;
    reach("rebuild.swap")?;
    fs::rename(folder.join(META_FILE), path.join(META_FILE))?;
    reach("rebuild.swapped")?;
    sync(path)
}

/// The engine's list of the files in both folders.
fn list_files(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for folder in [path.to_owned(), path.join(FOLDER)] {
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name().into_string().unwrap_or_default();
            if name == META_FILE || sweep::is_segment_file(&name) {
                names.push(name);
            }
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes what an interrupted rebuilding has left. The writer's lock is held.
pub(super) fn sweep_folder(path: &Path) {
    // What cannot be removed stays for the next writer.
    remove(&path.join(FOLDER)).ok();
}

fn reach(step: &'static str) -> io::Result<()> {
    Faults::from_env().reach(step)
}

fn io_error(path: &Path, source: io::Error) -> Error {
    Error::Io {
        action: "rebuild",
        path: path.to_owned(),
        source,
    }
}

impl super::Writer {
    /// Adds an article as an earlier index stored it, unless it is there.
    fn restore(&mut self, article: Article, file: Option<&SourceFile>) -> Result<(), Error> {
        let prepared = document::Prepared::new(article);
        match self.index().article_of(prepared.key)? {
            Some(_) => Ok(()),
            None => self.add(prepared, file),
        }
    }
}
