//! The engine at work for a writer, from its opening to its end or its first error.
//!
//! The engine's own rolling back is not used. Its threads of before go on for a while beside the new ones, and a merge
//! that ends in them can write down what a failed commit left in memory, under the stamp of the commit before; deletes
//! of the next attempt, which have the same stamps, are then passed over, and articles stand twice. A session that failed
//! or ended can write nothing more ([`super::directory`]): it is dropped, and the next begins from the last commit.

use std::sync::Arc;

use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::Term;
use tantivy::{IndexWriter, TantivyError};

use super::directory::{ArchiveDirectory, Trouble};
use super::draft::Draft;
use super::memory::Memory;
use super::queue::{Queue, Queued};
use super::{Index, merge, open, rebuild, sweep};
use crate::error::Error;

/// What is tried, in the words of an error.
const ACTION: &str = "write to";

/// The engine at work.
pub(super) struct Session {
    end: End,
    directory: ArchiveDirectory,
    /// The index as it was when the session began: the list of files of an earlier opening may be out of date.
    index: tantivy::Index,
    writer: IndexWriter<Queued>,
    queue: Arc<Queue>,
    /// Documents that were handed over.
    added: u32,
}

/// Closes the directory when the session is dropped, before the writer's lock can be given up: threads of the engine
/// outlive it.
struct End(Trouble);

impl Drop for End {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Session {
    /// Begins from the last commit, and sweeps up files that it does not name. The writer's lock is held.
    pub(super) fn begin(index: &Index, memory: Memory) -> Result<Self, Error> {
        let directory = index.directory().anew();
        let (engine, _) = open::open_engine(&directory, index.path())?;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(memory.threads())
            .memory_budget_per_thread(memory.table_bytes())
            .num_merge_threads(1)
            .build();
        let begin = || {
            let writer: IndexWriter<Queued> = engine.writer_with_options(options)?;
            if let Some(folder) = index.folder() {
                sweep::sweep(folder, &engine)?;
                rebuild::sweep_folder(folder);
            }
            writer.set_merge_policy(merge::policy());
            writer.garbage_collect_files().wait()?;
            // The first delete of a writer has the stamp of the last commit, and a merge that ends before the next commit
            // makes it durable without the rest. So the first deletes nothing: no record is a zeroth.
            writer.delete_term(Term::from_field_u64(index.fields().record, 0));
            Ok(writer)
        };
        let writer = begin().map_err(|error| failure(error, &directory, index))?;
        Ok(Self {
            end: End(directory.trouble().clone()),
            directory,
            index: engine,
            writer,
            queue: Arc::new(Queue::of_bytes(memory.queue_bytes())),
            added: 0,
        })
    }

    /// Hands over a document of about so many bytes, when there is room for it.
    pub(super) fn add(&mut self, draft: Draft, bytes: u64) -> tantivy::Result<()> {
        self.added = self.added.saturating_add(1);
        let queued = self.queue.enter(draft, bytes);
        self.writer.add_document(queued).map(drop)
    }

    pub(super) fn delete(&self, term: Term) {
        self.writer.delete_term(term);
    }

    pub(super) fn commit(&mut self, payload: &str) -> tantivy::Result<()> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(payload);
        prepared.commit().map(drop)
    }

    /// Ends the session with merges.
    pub(super) fn merge(self, index: &Index) -> Result<(), Error> {
        let Self {
            end,
            directory,
            index: engine,
            writer,
            added,
            ..
        } = self;
        let merged = writer.wait_merging_threads();
        let merged = merged.and_then(|()| merge::merge_small(&engine, added));
        let merged = merged.map_err(|error| failure(error, &directory, index));
        drop(end);
        merged
    }

    /// Ends the session with an error, of which the first cause is given.
    pub(super) fn end(mut self, error: TantivyError, index: &Index) -> Error {
        // A worker that died reports itself at the next call as killed; the commit tells what it died of.
        let cause = match self.directory.trouble().first() {
            None => self.writer.prepare_commit().err().unwrap_or(error),
            Some(_) => error,
        };
        failure(cause, &self.directory, index)
    }
}

/// An error of writing: the disk's own, where it had one.
fn failure(error: TantivyError, directory: &ArchiveDirectory, index: &Index) -> Error {
    match (index.error(error, ACTION), directory.trouble().first()) {
        (locked @ Error::Locked { .. }, _) => locked,
        (_, Some(source)) => Error::Io {
            action: ACTION,
            path: index.path().to_owned(),
            source,
        },
        (error, None) => error,
    }
}
