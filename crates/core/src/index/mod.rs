//! The index on disk: its schema, how it is opened and recovered, how articles get in and come back out.
//!
//! One truth: articles and the state of the files they came from are documents of the same engine index and share its
//! commits, so that a crash cannot part them.

mod beginnings;
mod check;
mod columns;
mod deltas;
mod directory;
mod document;
mod draft;
mod engine;
mod files;
mod folder;
mod frequency;
mod guard;
mod lists;
mod lock;
mod marked;
mod memory;
mod merge;
mod network;
mod open;
mod payload;
mod positions;
mod queue;
mod read;
mod rebuild;
mod salvage;
mod schema;
mod seal;
mod session;
mod skips;
mod snapshot;
mod spoken;
mod stats;
mod sweep;
mod update;
mod witness;
mod writer;

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::directory::RamDirectory;
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::{IndexReader, Searcher, TantivyError};

pub use check::{Check, Damage, Depth};
pub(crate) use columns::{SegmentColumns, first_text, has_value};
pub(crate) use deltas::Positions;
pub(crate) use document::{is_moment, key, lead, plain_url, short_id};
pub(crate) use frequency::{Frequency, OccurrenceTable};
pub use guard::catches_panics;
pub(crate) use guard::{cores, guarded, shared};
pub(crate) use lists::FieldLists;
pub(crate) use marked::MarkedWords;
pub use memory::{Memory, MemoryError};
pub(crate) use positions::PositionList;
pub(crate) use read::read_article;
use read::stored_texts;
pub use rebuild::{Rebuild, Stored};
pub use salvage::{Loss, Salvaged};
pub(crate) use schema::{BODY, Fields, RANKED, RANKED_COUNT};
pub(crate) use skips::{BLOCK_DOCS, Skip, Skips};
pub(crate) use snapshot::Snapshot;
pub(crate) use spoken::Spoken;
pub use stats::Stats;
pub use update::FileUpdate;
pub(crate) use witness::Witness;
pub use writer::{Writer, WriterOptions};

use crate::analysis;
use crate::article::{Article, SourceFile, Zone};
use crate::error::Error;
use crate::fault::Faults;
use directory::ArchiveDirectory;
use open::Commit;
use payload::Payload;

/// The file that names the segments of a commit; an index is there when it is.
const META_FILE: &str = "meta.json";

/// The engine's list of the files that it made.
const MANAGED_FILE: &str = ".managed.json";

/// What decides how large the table of terms of an index in memory is at its beginning, in bytes; it grows.
const MEMORY_OF_ARTICLES: usize = 15_000_000;

/// An index of articles: opened once, searched from any number of threads.
///
/// Cloning is cheap and shares everything. A search sees the last commit that was there when the index was opened,
/// or at the last [`reload`](Self::reload); a commit made through a [`Writer`] of this very index is seen at once.
/// Readers take no lock and need no permission to write; one [`Writer`] at a time, over all processes, may change it.
/// After a crash the last commit is whole, and opening a writer sweeps up what the crash left.
///
/// # Example
/// ```
/// use fiche::{Article, Index, Search};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.upsert(Article::new("convoy", "Convoy leaves Mariupol", "The evacuation took all day."))?;
/// writer.commit()?;
/// let found = index.search(&"mariupol evacuation".parse::<Search>()?)?;
/// assert_eq!(found.hits[0].id, "convoy");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Index {
    inner: Arc<Inner>,
}

struct Inner {
    /// What callers know it by.
    path: PathBuf,
    /// Where its files are; `None` in memory.
    folder: Option<PathBuf>,
    directory: ArchiveDirectory,
    engine: tantivy::Index,
    reader: IndexReader,
    /// The commit seen last.
    commit: RwLock<Arc<Commit>>,
    fields: Fields,
    /// What searches of the commit seen last share; made by the first of them.
    snapshot: RwLock<Option<Arc<Snapshot>>>,
}

impl Index {
    /// Opens the index in the folder `path`, or makes an empty one there.
    ///
    /// # Errors
    /// As [`open`](Self::open), and [`Error::Io`] where the folder cannot be made.
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        match Self::open(path) {
            Err(Error::NotFound { .. }) => Self::create(path),
            other => other,
        }
    }

    fn create(path: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(path).map_err(|source| Error::Io {
            action: "make",
            path: path.to_owned(),
            source,
        })?;
        Self::create_in(open::open_directory(path)?, path, Some(path.to_owned()))
    }

    /// An empty index in an empty directory.
    fn create_in(
        directory: ArchiveDirectory,
        path: &Path,
        folder: Option<PathBuf>,
    ) -> Result<Self, Error> {
        let (schema, _) = schema::build();
        let engine = tantivy::Index::create(directory.clone(), schema, open::settings())
            .map_err(|error| engine::error(error, "make", path))?;
        analysis::register(engine.tokenizers());
        Self::over(engine, None, directory, path, folder)
    }

    /// Opens the index in the folder `path`.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, [`Error::Incompatible`] where another version of fiche wrote it,
    /// [`Error::Corrupt`] where a file is missing or cut off, [`Error::Io`] where it cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        open::look_for_commit(path)?;
        Self::open_in(open::open_directory(path)?, path, Some(path.to_owned()))
    }

    fn open_in(
        directory: ArchiveDirectory,
        path: &Path,
        folder: Option<PathBuf>,
    ) -> Result<Self, Error> {
        guarded(path, || {
            let (engine, payload) = open::open_engine(&directory, path)?;
            Self::over(engine, payload.as_ref(), directory, path, folder)
        })
    }

    /// An empty index that lives in memory and is gone with its last handle.
    ///
    /// # Errors
    /// Only where memory cannot be had.
    pub fn in_memory() -> Result<Self, Error> {
        let directory = ArchiveDirectory::new(RamDirectory::create(), Faults::default());
        Self::create_in(directory, Path::new("(memory)"), None)
    }

    /// An index of these articles in memory, in one segment whose documents are numbered as they come.
    pub(crate) fn of_articles<'a>(
        articles: impl Iterator<Item = &'a Article>,
    ) -> Result<Self, Error> {
        let path = Path::new("(memory)");
        let directory = ArchiveDirectory::new(RamDirectory::create(), Faults::default());
        let (schema, fields) = schema::build();
        let build = || {
            let tokenizers = tantivy::tokenizer::TokenizerManager::default();
            analysis::register(&tokenizers);
            let builder = tantivy::Index::builder()
                .schema(schema)
                .tokenizers(tokenizers);
            let mut engine: SingleSegmentIndexWriter =
                builder.single_segment_index_writer(directory.clone(), MEMORY_OF_ARTICLES)?;
            let mut scribe = analysis::Scribe::default();
            for article in articles {
                let prepared = document::Prepared::new(article.clone());
                engine.add_document(prepared.into_document(&fields, None, &mut scribe))?;
            }
            engine.finalize()
        };
        let engine = build().map_err(|error| engine::error(error, "make", path))?;
        Self::over(engine, None, directory, path, None)
    }

    fn over(
        engine: tantivy::Index,
        payload: Option<&Payload>,
        directory: ArchiveDirectory,
        path: &Path,
        folder: Option<PathBuf>,
    ) -> Result<Self, Error> {
        let (reader, commit) = open::open_reader(&engine, payload)
            .map_err(|error| engine::error(error, "open", path))?;
        let (_, fields) = schema::build();
        Ok(Self {
            inner: Arc::new(Inner {
                path: path.to_owned(),
                folder,
                directory,
                engine,
                reader,
                commit: RwLock::new(Arc::new(commit)),
                fields,
                snapshot: RwLock::new(None),
            }),
        })
    }

    /// The folder of the index.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Sees the commits that other processes have made since the index was opened. Where it fails, searches go on over
    /// the commit that they saw.
    ///
    /// # Errors
    /// As [`open`](Self::open): [`Error::Incompatible`] where another version of fiche has rebuilt the index since.
    pub fn reload(&self) -> Result<(), Error> {
        let Inner {
            reader,
            engine,
            directory,
            ..
        } = &*self.inner;
        let done = guarded(self.path(), || {
            open::reload(reader, engine, directory, self.path())
        });
        let commit = done?;
        let held = self.inner.commit.write();
        *held.unwrap_or_else(PoisonError::into_inner) = Arc::new(commit);
        // The files of an old commit are not given back while anything holds it.
        self.hold(None);
        Ok(())
    }

    /// The one writer of the index; its lock is held until it is dropped.
    ///
    /// # Errors
    /// [`Error::Locked`] where there is another writer, [`Error::Io`] where the folder cannot be written.
    pub fn writer(&self) -> Result<Writer, Error> {
        self.writer_with(&WriterOptions::default())
    }

    /// As [`writer`](Self::writer), opened as the options say.
    ///
    /// # Errors
    /// As [`writer`](Self::writer).
    pub fn writer_with(&self, options: &WriterOptions) -> Result<Writer, Error> {
        guarded(self.path(), || Writer::open(self.clone(), options))
    }

    /// What the index remembers of each file of its collection, by path.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    pub fn files(&self) -> Result<HashMap<String, SourceFile>, Error> {
        self.reading(|| files::read_all(&self.searcher(), self.fields()))
    }

    /// The roots of the collection, as they were given to [`Writer::set_roots`].
    pub fn roots(&self) -> Vec<String> {
        let commit = self.commit();
        let roots = commit.payload.as_ref().map(|payload| &payload.roots);
        roots.cloned().unwrap_or_default()
    }

    /// The zone of the collection, as it was given to [`Writer::set_zone`]; `None` is UTC.
    pub fn zone(&self) -> Option<Zone> {
        self.commit().payload.as_ref()?.zone.clone()
    }

    /// Whether a rebuilding of the index was begun and is not done; see [`Writer::set_rebuilding`].
    pub fn is_rebuilding(&self) -> bool {
        let commit = self.commit();
        let payload = commit.payload.as_ref();
        payload.is_some_and(|payload| payload.is_rebuilding)
    }

    /// Writes a small file of the caller's own beside those of the index, which survives a rebuilding of it. After a crash
    /// or a loss of power the old content or the new is there, whole; once this has returned, the new.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses, or where the index is in memory.
    pub fn write_beside(&self, name: &str, content: &[u8]) -> Result<(), Error> {
        let write = || {
            let folder = self.folder().ok_or(io::ErrorKind::Unsupported)?;
            let faults = Faults::from_env();
            faults.reach("beside.write")?;
            folder::replace_beside(folder, name, content)?;
            faults.reach("beside.written")
        };
        write().map_err(|source| Error::Io {
            action: "write to",
            path: self.path().to_owned(),
            source,
        })
    }

    fn reading<T>(&self, read: impl FnOnce() -> tantivy::Result<T>) -> Result<T, Error> {
        guarded(self.path(), || {
            read().map_err(|error| self.error(error, "read"))
        })
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.commit().searcher.clone()
    }

    fn commit(&self) -> Arc<Commit> {
        let held = self.inner.commit.read();
        held.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The commit seen last, with what every search of it needs.
    pub(crate) fn snapshot(&self) -> tantivy::Result<Arc<Snapshot>> {
        let commit = self.commit();
        let held = self.inner.snapshot.read();
        let held = held.unwrap_or_else(PoisonError::into_inner).clone();
        let generation = commit.searcher.generation().generation_id();
        let is_current =
            |it: &Arc<Snapshot>| it.searcher.generation().generation_id() == generation;
        if let Some(snapshot) = held.filter(is_current) {
            return Ok(snapshot);
        }
        let snapshot = Arc::new(Snapshot::of(&commit, self.fields())?);
        self.hold(Some(Arc::clone(&snapshot)));
        Ok(snapshot)
    }

    fn hold(&self, snapshot: Option<Arc<Snapshot>>) {
        let held = self.inner.snapshot.write();
        *held.unwrap_or_else(PoisonError::into_inner) = snapshot;
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.inner.fields
    }

    fn folder(&self) -> Option<&Path> {
        self.inner.folder.as_deref()
    }

    fn directory(&self) -> &ArchiveDirectory {
        &self.inner.directory
    }

    pub(crate) fn error(&self, error: TantivyError, action: &'static str) -> Error {
        engine::error(error, action, self.path())
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index")
            .field("path", &self.inner.path)
            .finish_non_exhaustive()
    }
}

/// What removes a text of [`Index::testimony`].
pub(crate) fn testimony_key(text: &str) -> u64 {
    witness::key(text)
}

#[cfg(test)]
mod tests;
