//! The one writer of an index: what goes in, what is replaced, and when it counts.

use std::path::Path;
use std::thread;

use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::schema::Term;
use tantivy::{IndexWriter, TantivyError};

use super::document::{self, Prepared};
use super::payload::Payload;
use super::witness::{self, Witness};
use super::{Index, engine, merge, read_payload};
use crate::article::{Article, Zone};
use crate::error::Error;
use crate::index::update::FileUpdate;

/// Threads that build segments: more than this wait for the disk.
const MAX_THREADS: usize = 4;

/// Postings each thread collects before it writes a segment, in bytes: at 64 MB a run of two threads stays under
/// 400 MB of memory, and 200 MB of articles make few segments.
const MEMORY_PER_THREAD: usize = 96_000_000;

/// Names of files that an interrupted atomic write leaves behind; the engine never removes them.
const TEMPORARY_PREFIX: &str = ".tmp";

/// Adds, replaces and removes articles.
///
/// Nothing is seen by a search, and nothing survives a crash, before [`commit`](Self::commit) returns; then all of it
/// is. Dropping a writer forgets what was not committed. At most one writer exists per index, over all processes; the
/// system frees its lock when the process ends, however it ends.
pub struct Writer {
    index: Index,
    engine: IndexWriter,
    roots: Vec<String>,
    zone: Option<Zone>,
    is_rebuilding: bool,
    witness: Option<Box<dyn Witness>>,
}

impl Writer {
    /// Takes the lock, and sweeps up what a crash may have left: temporary files, and files that no commit names.
    /// Without the latter, a repeated run writes a file of the same name and fails at its commit.
    pub(super) fn open(index: Index) -> Result<Self, Error> {
        let fail = |error| index.error(error, "write to");
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads.min(MAX_THREADS))
            .memory_budget_per_thread(MEMORY_PER_THREAD)
            .num_merge_threads(1)
            .build();
        let engine: IndexWriter = index
            .inner
            .engine
            .writer_with_options(options)
            .map_err(fail)?;
        sweep_temporary_files(index.path());
        engine.set_merge_policy(merge::policy());
        engine.garbage_collect_files().wait().map_err(fail)?;
        index.reload()?;
        let payload = read_payload(&index.inner.engine, index.path())?;
        let payload = payload.unwrap_or_else(|| Payload::current(Vec::new(), None, false));
        Ok(Self {
            index,
            engine,
            roots: payload.roots,
            zone: payload.zone,
            is_rebuilding: payload.is_rebuilding,
            witness: None,
        })
    }

    /// The index that is written.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Adds an article, in place of the one with the same id and source.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses; nothing of the last commit is lost.
    pub fn upsert(&mut self, article: Article) -> Result<(), Error> {
        let prepared = Prepared::new(document::with_language(article));
        if self.witness.is_some() {
            let before = self.index.article_of(prepared.key)?;
            let is_same = before.as_ref().is_some_and(|it| *it == prepared.article);
            if !is_same {
                self.show(&prepared.article, before)?;
            }
        }
        self.delete_key(prepared.key);
        self.add(prepared, None)
    }

    /// Removes every article with this id that has no source file.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses.
    pub fn delete(&mut self, id: &str) -> Result<(), Error> {
        self.delete_key(document::key(None, id));
        Ok(())
    }

    /// Begins to replace what is known of a file: its articles and its state.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    pub fn update_file(&mut self, path: &str) -> Result<FileUpdate<'_>, Error> {
        FileUpdate::begin(self, path)
    }

    /// Removes a file: its articles and its state.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses.
    pub fn remove_file(&mut self, path: &str) -> Result<(), Error> {
        let term = Term::from_field_text(self.index.fields().source, path);
        self.engine.delete_term(term);
        Ok(())
    }

    /// Names the roots of the collection; kept with every commit.
    pub fn set_roots(&mut self, roots: Vec<String>) {
        self.roots = roots;
    }

    /// Names the zone of the collection; kept with every commit.
    pub fn set_zone(&mut self, zone: Option<Zone>) {
        self.zone = zone;
    }

    /// Whether the index is being rebuilt, kept with every commit: until it is done, no article is news to alerts.
    pub fn set_rebuilding(&mut self, is_rebuilding: bool) {
        self.is_rebuilding = is_rebuilding;
    }

    /// Makes everything since the last commit durable and visible, all at once.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses: the last commit stays as it was, and the space taken is given back.
    pub fn commit(&mut self) -> Result<(), Error> {
        let done = self.add_testimony().and_then(|()| {
            let done = self.try_commit();
            done.map_err(|error| self.index.error(error, "write to"))
        });
        if done.is_err() {
            self.give_back();
        }
        done?;
        self.index.reload()
    }

    /// What the witness keeps goes into the commit that is to come.
    fn add_testimony(&mut self) -> Result<(), Error> {
        let Some(witness) = &mut self.witness else {
            return Ok(());
        };
        for text in witness.testify()? {
            self.delete_key(witness::key(&text));
            let document = witness::document(self.index.fields(), &text);
            self.add_document(document)?;
        }
        Ok(())
    }

    fn try_commit(&mut self) -> tantivy::Result<()> {
        let payload =
            Payload::current(self.roots.clone(), self.zone.clone(), self.is_rebuilding).to_json();
        let mut prepared = self.engine.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        // The engine syncs the folder before it renames the commit into place, not after.
        let directory = self.index.inner.engine.directory();
        tantivy::directory::Directory::sync_directory(directory)?;
        Ok(())
    }

    /// After a failure: forgets what was not committed and frees the files it took. A failure here leaves only files
    /// that the next writer collects.
    fn give_back(&mut self) {
        if let Some(witness) = &mut self.witness {
            witness.forget();
        }
        if self.engine.rollback().is_ok() {
            self.engine.garbage_collect_files().wait().ok();
        }
    }

    /// Commits, then waits for merges so that the index is left with few segments.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn finish(mut self) -> Result<(), Error> {
        self.commit()?;
        let Self { index, engine, .. } = self;
        let fail = |error| index.error(error, "write to");
        engine.wait_merging_threads().map_err(fail)?;
        merge_small(&index).map_err(fail)?;
        index.reload()
    }

    /// Lets a witness look on from now on.
    pub(crate) fn set_witness(&mut self, witness: Box<dyn Witness>) {
        self.witness = Some(witness);
    }

    /// Whether anybody looks on: else the earlier version of an article need not be read.
    pub(super) fn has_witness(&self) -> bool {
        self.witness.is_some()
    }

    /// Shows the witness an article that is about to be added.
    pub(super) fn show(&mut self, article: &Article, before: Option<Article>) -> Result<(), Error> {
        match &mut self.witness {
            Some(witness) => witness.see(article, before),
            None => Ok(()),
        }
    }

    /// Removes a text that a witness has left.
    pub(crate) fn strike_out(&mut self, key: u64) {
        self.delete_key(key);
    }

    pub(super) fn delete_key(&mut self, key: u64) {
        let term = Term::from_field_u64(self.index.fields().key, key);
        self.engine.delete_term(term);
    }

    pub(super) fn add(
        &mut self,
        prepared: Prepared,
        file: Option<&crate::article::SourceFile>,
    ) -> Result<(), Error> {
        let document = prepared.into_document(self.index.fields(), file);
        self.add_document(document)
    }

    pub(super) fn add_document(&mut self, document: tantivy::TantivyDocument) -> Result<(), Error> {
        self.engine
            .add_document(document)
            .map(drop)
            .map_err(|error| self.first_cause(error))
    }

    /// A worker that died reports itself at the next call as killed; the commit tells what it died of.
    fn first_cause(&mut self, error: TantivyError) -> Error {
        let cause = self.engine.prepare_commit().err().unwrap_or(error);
        self.give_back();
        engine::error(cause, "write to", self.index.path())
    }
}

/// Merges small segments into one, once the merges of the run are over: the two would meddle with one another. Where
/// another process writes by now, merging is its business.
fn merge_small(index: &Index) -> tantivy::Result<()> {
    let small = merge::small_segments(&index.inner.engine.searchable_segment_metas()?);
    if small.len() < 2 {
        return Ok(());
    }
    let options = IndexWriterOptions::builder().num_worker_threads(1).build();
    let opened = index.inner.engine.writer_with_options(options);
    let mut engine: IndexWriter = match opened {
        Err(TantivyError::LockFailure(..)) => return Ok(()),
        opened => opened?,
    };
    engine.set_merge_policy(Box::new(NoMergePolicy));
    engine.merge(&small).wait()?;
    engine.garbage_collect_files().wait()?;
    engine.wait_merging_threads()
}

/// Removes the leavings of interrupted atomic writes. The writer's lock is held: nobody else is writing them.
fn sweep_temporary_files(path: &Path) {
    let Ok(entries) = std::fs::read_dir(path) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(TEMPORARY_PREFIX) {
            std::fs::remove_file(entry.path()).ok();
        }
    }
}
