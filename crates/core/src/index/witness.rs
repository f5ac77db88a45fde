//! What looks on while articles are written, and what it leaves in the commit.

use super::document;
use super::schema::Fields;
use super::{Index, stored_texts};
use crate::article::Article;
use crate::error::Error;

/// Marks, in the column `record`, the documents that hold what alerts have found and nobody was told of yet. They are marked as
/// records too, so that they count as no article anywhere.
pub(super) const FINDINGS: u64 = 2;

/// Looks on while articles are written; what it has to keep goes into the same commit as the articles it saw.
pub(crate) trait Witness: Send {
    /// An article that is new, or other than its committed version.
    ///
    /// # Errors
    /// It could not be judged.
    fn see(&mut self, article: &Article, before: Option<Article>) -> Result<(), Error>;

    /// What is to be kept with the articles seen since the last time, as JSON.
    ///
    /// # Errors
    /// It could not be judged.
    fn testify(&mut self) -> Result<Vec<String>, Error>;

    /// The articles seen since the last time will not be committed.
    fn forget(&mut self);
}

/// The document of a text to be kept, and its key.
pub(super) fn document(fields: &Fields, json: &str) -> tantivy::TantivyDocument {
    let mut document = tantivy::TantivyDocument::default();
    document.add_u64(fields.record, 1);
    document.add_u64(fields.record, FINDINGS);
    document.add_u64(fields.key, key(json));
    document.add_text(fields.findings, json);
    document
}

/// What removes the document of a text: it is no article's key, as no path holds a NUL.
pub(super) fn key(json: &str) -> u64 {
    document::key(Some("\0findings"), json)
}

impl Index {
    /// The texts that were left in commits and not removed since.
    pub(crate) fn testimony(&self) -> Result<Vec<String>, Error> {
        let fields = self.fields();
        let marked = tantivy::Term::from_field_u64(fields.record, FINDINGS);
        stored_texts(&self.searcher(), &marked, fields.findings)
            .map_err(|error| self.error(error, "read"))
    }
}
