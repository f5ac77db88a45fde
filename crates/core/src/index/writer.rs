//! The one writer of an index: what goes in, what is replaced, and when it counts.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tantivy::TantivyError;
use tantivy::schema::Term;

use super::Index;
use super::document::{self, Prepared};
use super::draft::{Desk, Draft};
use super::lock::WriterLock;
use super::memory::Memory;
use super::payload::Payload;
use super::session::Session;
use super::witness::{self, Witness};
use crate::article::{Article, SourceFile, Zone};
use crate::error::Error;
use crate::index::update::FileUpdate;

/// Adds, replaces and removes articles.
///
/// Nothing is seen by a search, and nothing survives a crash or the loss of power, before [`commit`](Self::commit)
/// returns; then all of it is and does. Dropping a writer forgets what was not committed. At most one writer exists per
/// index, over all processes; the system frees its lock when the process ends, however it ends.
///
/// After an error of a write, what was not committed is forgotten and its space given back: the last commit is whole, and
/// the same writer can be used to try again.
pub struct Writer {
    index: Index,
    desk: Arc<Desk>,
    /// `None` where an error could not be recovered from.
    session: Option<Session>,
    roots: Vec<String>,
    zone: Option<Zone>,
    is_rebuilding: bool,
    witness: Option<Box<dyn Witness>>,
    lock: Option<WriterLock>,
    found_news: bool,
    memory: Memory,
    /// What was done since the last commit.
    since_commit: SinceCommit,
}

/// What the last commit does not tell of the state that the next one will have.
#[derive(Default)]
struct SinceCommit {
    /// The keys of what was added.
    added: HashSet<u64>,
    /// The files that were updated or removed, by the keys of their states.
    files: HashSet<u64>,
}

/// How a [`Writer`] is opened.
///
/// # Example
/// ```
/// use std::time::Duration;
/// use fiche::{Index, WriterOptions};
///
/// let index = Index::in_memory()?;
/// let options = WriterOptions::default().memory("512M".parse()?).wait(Duration::from_secs(10));
/// let writer = index.writer_with(&options)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct WriterOptions {
    patience: Duration,
    memory: Memory,
}

impl WriterOptions {
    /// Waits so long for another writer to end, instead of failing.
    pub fn wait(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Takes so much memory, about.
    pub fn memory(mut self, memory: Memory) -> Self {
        self.memory = memory;
        self
    }
}

impl Writer {
    /// Takes the lock, and sweeps up what a crash may have left.
    pub(super) fn open(index: Index, options: &WriterOptions) -> Result<Self, Error> {
        let lock = index
            .folder()
            .map(|folder| WriterLock::acquire(folder, options.patience))
            .transpose()?;
        let session = Session::begin(&index, options.memory)?;
        let seen = index.commit();
        index.reload()?;
        let now = index.commit();
        let found_news = !seen.is_same_as(&now);
        let payload = now.payload.clone();
        let payload = payload.unwrap_or_else(|| Payload::current(Vec::new(), None, false));
        Ok(Self {
            desk: Arc::new(Desk::new(index.fields())),
            index,
            session: Some(session),
            roots: payload.roots,
            zone: payload.zone,
            is_rebuilding: payload.is_rebuilding,
            witness: None,
            lock,
            found_news,
            memory: options.memory,
            since_commit: SinceCommit::default(),
        })
    }

    /// The index that is written.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Whether another writer had committed since the index was opened or reloaded last: what was compared with it before this
    /// writer was had has to be compared anew.
    pub fn found_news(&self) -> bool {
        self.found_news
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
        self.delete_key(prepared.key)?;
        self.add(prepared, None)
    }

    /// Removes every article with this id that has no source file.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses.
    pub fn delete(&mut self, id: &str) -> Result<(), Error> {
        self.delete_key(document::key(None, id))
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
        self.note_change(path);
        let term = Term::from_field_text(self.index.fields().source, path);
        self.delete_term(term);
        Ok(())
    }

    /// Notes that a file changes. Tells whether it was as the last commit has it until now.
    pub(super) fn note_change(&mut self, path: &str) -> bool {
        let state = document::key(Some(path), "");
        self.since_commit.files.insert(state)
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
    /// [`Error::Io`] where the disk refuses, [`Error::Replaced`] where the folder is not the one that was opened: the last
    /// commit stays as it was, and the space taken is given back.
    pub fn commit(&mut self) -> Result<(), Error> {
        if self.lock.as_ref().is_some_and(|lock| !lock.is_in_place()) {
            return Err(Error::Replaced {
                path: self.index.path().to_owned(),
            });
        }
        self.testify().inspect_err(|_| self.begin_anew())?;
        let payload =
            Payload::current(self.roots.clone(), self.zone.clone(), self.is_rebuilding).to_json();
        let done = self.session()?.commit(&payload);
        done.map_err(|error| self.give_up(error))?;
        self.since_commit = SinceCommit::default();
        self.index.reload()
    }

    /// What the witness keeps goes into the commit that is to come.
    fn testify(&mut self) -> Result<(), Error> {
        let Some(witness) = &mut self.witness else {
            return Ok(());
        };
        for text in witness.testify()? {
            self.delete_key(witness::key(&text))?;
            self.add_testimony(&text)?;
        }
        Ok(())
    }

    /// How much memory it may take, about.
    pub(crate) fn memory(&self) -> Memory {
        self.memory
    }

    /// Commits, then waits for merges so that the index is left with few segments. Merging that finds no room is left to
    /// the next run: the commit stands.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn finish(mut self) -> Result<(), Error> {
        self.commit()?;
        if let Some(session) = self.session.take() {
            let merged = session.merge(&self.index);
            if let Err(Error::Io { .. }) = merged {
                // Beginning a session sweeps up what the merge had written.
                Session::begin(&self.index, self.memory).ok();
            } else {
                merged?;
            }
        }
        self.index.reload()
    }

    fn session(&mut self) -> Result<&mut Session, Error> {
        self.session.as_mut().ok_or_else(|| Error::Engine {
            path: self.index.path().to_owned(),
            what: "an earlier error ended this writer; open another".into(),
        })
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
    pub(crate) fn strike_out(&mut self, key: u64) -> Result<(), Error> {
        self.delete_key(key)
    }

    /// Removes what has a key, if anything has: the engine keeps every deletion in memory until the commit, more than a kilobyte
    /// each, and asks every new segment for it.
    pub(super) fn delete_key(&mut self, key: u64) -> Result<(), Error> {
        let is_committed = self.index.holds(key)?;
        self.delete_known(key, is_committed);
        Ok(())
    }

    /// As [`delete_key`](Self::delete_key), where it is known whether the last commit has anything of the key.
    pub(super) fn delete_known(&mut self, key: u64, is_committed: bool) {
        if is_committed || self.since_commit.added.contains(&key) {
            self.delete_term(Term::from_field_u64(self.index.fields().key, key));
        }
    }

    /// Without a session nothing is deleted: the commit fails and says why.
    fn delete_term(&mut self, term: Term) {
        if let Some(session) = &self.session {
            session.delete(term);
        }
    }

    pub(super) fn add(
        &mut self,
        prepared: Prepared,
        file: Option<&SourceFile>,
    ) -> Result<(), Error> {
        let (key, bytes) = (prepared.key, prepared.document_bytes());
        let draft = Draft::of(&self.desk, prepared, file);
        self.add_draft(key, draft, bytes)
    }

    /// Adds the state of a file that has no document of its own yet.
    pub(super) fn add_file(&mut self, file: &SourceFile) -> Result<(), Error> {
        let key = document::key(Some(&file.path), "");
        let document = document::file_document(self.index.fields(), file);
        self.add_draft(key, document.into(), 0)
    }

    /// Adds a text that a witness has left.
    pub(super) fn add_testimony(&mut self, text: &str) -> Result<(), Error> {
        let document = witness::document(self.index.fields(), text);
        self.add_draft(witness::key(text), document.into(), text.len() as u64)
    }

    fn add_draft(&mut self, key: u64, draft: Draft, bytes: u64) -> Result<(), Error> {
        self.since_commit.added.insert(key);
        let added = self.session()?.add(draft, bytes);
        added.map_err(|error| self.give_up(error))
    }

    /// After a failure of the engine: begins anew, and gives the first cause.
    fn give_up(&mut self, cause: TantivyError) -> Error {
        let error = match self.session.take() {
            Some(session) => session.end(cause, &self.index),
            None => self.index.error(cause, "write to"),
        };
        self.begin_anew();
        error
    }

    /// Forgets what was not committed and frees the files it took.
    fn begin_anew(&mut self) {
        if let Some(witness) = &mut self.witness {
            witness.forget();
        }
        self.since_commit = SinceCommit::default();
        // The session of before has to let go of the engine's lock first.
        self.session = None;
        self.session = Session::begin(&self.index, self.memory).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_searched_after_a_merge_has_taken_its_files() {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for id in ["a", "b", "c"] {
            writer.upsert(Article::new(id, "Harbour", "")).unwrap();
            writer.commit().unwrap();
        }
        // In memory nothing but its holders keeps a file that was deleted.
        let session = writer.session.take().unwrap();
        session.merge(&index).unwrap();
        assert_eq!(index.snapshot().unwrap().articles, 3);
    }
}
