//! Replacing what the index knows of one file, record by record.

use std::collections::{HashMap, HashSet};

use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, TERMINATED};

use super::document::{self, Prepared};
use super::writer::Writer;
use crate::article::{Article, SourceFile};
use crate::error::Error;

/// Replaces the articles and the state of one file.
///
/// Articles are added one by one, so that a file of any length passes through; those that are in the index already,
/// word for word, are left alone, and those that the file no longer holds go at [`finish`](Self::finish). An update
/// that is dropped instead leaves the file's earlier articles and those added so far: finish it with a failure. The second update of
/// a file between two commits begins by removing all that the index has of it.
pub struct FileUpdate<'w> {
    writer: &'w mut Writer,
    path: String,
    /// The articles of the last commit that have not been seen again, by key; none where the file has changed since.
    stale: HashMap<u64, Known>,
    seen: HashSet<u64>,
    /// The first article waits to know whether it is the only one: then it carries the state of the file.
    first: Option<Prepared>,
    changed: u64,
    /// The path that the file had when it was read last, where it has been moved.
    moved_from: Option<String>,
}

/// An article of the file as the last commit holds it.
struct Known {
    digest: u64,
    /// Whether its document holds the state of the file too, which has to move.
    carries_state: bool,
}

impl<'w> FileUpdate<'w> {
    pub(super) fn begin(writer: &'w mut Writer, path: &str) -> Result<Self, Error> {
        // What the commit holds of a file that has changed since may be gone, and what was added since is not in it.
        let stale = if writer.note_change(path) {
            known_articles(writer, path).map_err(|error| writer.index().error(error, "read"))?
        } else {
            writer.remove_file(path)?;
            HashMap::new()
        };
        Ok(Self {
            writer,
            path: path.to_owned(),
            stale,
            seen: HashSet::new(),
            first: None,
            changed: 0,
            moved_from: None,
        })
    }

    /// The file was read before under another path: its articles are no news to alerts.
    pub fn moved_from(&mut self, path: &str) {
        self.moved_from = Some(path.to_owned());
    }

    /// Adds the next article of the file. An id that the file has used before is made unique by the record's number.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses.
    pub fn add(&mut self, mut article: Article) -> Result<(), Error> {
        let source = article.source.get_or_insert_default();
        source.path.clone_from(&self.path);
        let number = source.record.unwrap_or(self.seen.len() as u32 + 1);
        if self
            .seen
            .contains(&document::key(Some(&self.path), &article.id))
        {
            article.id = format!("{}#{number}", article.id);
        }
        let prepared = Prepared::new(document::with_language(article));
        self.seen.insert(prepared.key);
        match (self.seen.len(), self.first.take()) {
            (1, _) => {
                self.first = Some(prepared);
                Ok(())
            }
            (_, Some(first)) => {
                self.put(first, None)?;
                self.put(prepared, None)
            }
            (_, None) => self.put(prepared, None),
        }
    }

    /// Adds an article in place of what is known of it; with the state of the file where it carries that. What stands in the index
    /// word for word stays as it is, unless the state of the file has to move to it or away from it.
    fn put(&mut self, prepared: Prepared, file: Option<&SourceFile>) -> Result<(), Error> {
        let known = self.stale.remove(&prepared.key);
        let known = known.as_ref();
        let is_same = known.is_some_and(|known| known.digest == prepared.digest);
        let moves_state = file.is_some() || known.is_some_and(|known| known.carries_state);
        if is_same && !moves_state {
            return Ok(());
        }
        self.show(&prepared, is_same)?;
        self.changed += u64::from(!is_same);
        self.writer.delete_known(prepared.key, known.is_some());
        self.writer.add(prepared, file)
    }

    /// Shows an article to whoever looks on, unless it is as it was.
    fn show(&mut self, prepared: &Prepared, is_same: bool) -> Result<(), Error> {
        if is_same || !self.writer.has_witness() {
            return Ok(());
        }
        let index = self.writer.index();
        let mut before = index.article_of(prepared.key)?;
        if let (None, Some(old)) = (&before, &self.moved_from) {
            let id = &prepared.article.id;
            let rest = id.strip_prefix(&self.path);
            let id = rest.map_or_else(|| id.clone(), |rest| format!("{old}{rest}"));
            before = index.article_of(document::key(Some(old), &id))?;
        }
        self.writer.show(&prepared.article, before)
    }

    /// Ends the update: the file's earlier articles that were not added again go, and its state is replaced by `file`.
    /// Returns how many articles were added, changed or removed; of a file that had changed since the last commit already,
    /// how many it holds.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses.
    pub fn finish(mut self, file: &SourceFile) -> Result<u64, Error> {
        self.writer
            .delete_key(document::key(Some(&self.path), ""))?;
        match self.first.take() {
            Some(only) if file.failure.is_none() => self.put(only, Some(file))?,
            only => {
                if let Some(only) = only {
                    self.put(only, None)?;
                }
                self.writer.add_file(file)?;
            }
        }
        self.changed += self.stale.len() as u64;
        for key in std::mem::take(&mut self.stale).into_keys() {
            self.writer.delete_known(key, true);
        }
        Ok(self.changed)
    }
}

/// The committed articles of a file, by key.
fn known_articles(writer: &Writer, path: &str) -> tantivy::Result<HashMap<u64, Known>> {
    let index = writer.index();
    let term = Term::from_field_text(index.fields().source, path);
    let mut known = HashMap::new();
    for segment in index.searcher().segment_readers() {
        let inverted = segment.inverted_index(term.field())?;
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        let columns = segment.fast_fields();
        let (Some(keys), Some(digests)) = (
            columns.column_opt::<u64>("key")?,
            columns.column_opt::<u64>("digest")?,
        ) else {
            continue;
        };
        let sizes = columns.column_opt::<u64>("file_size")?;
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            let carries_state = sizes
                .as_ref()
                .is_some_and(|sizes| sizes.first(doc).is_some());
            if let (false, Some(key), Some(digest)) =
                (segment.is_deleted(doc), keys.first(doc), digests.first(doc))
            {
                known.insert(
                    key,
                    Known {
                        digest,
                        carries_state,
                    },
                );
            }
            postings.advance();
        }
    }
    Ok(known)
}
