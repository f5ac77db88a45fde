//! Reading stored documents back: by what names an article, by a term, by their place.

use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocAddress, DocId, DocSet, Searcher, TERMINATED, TantivyDocument, TantivyError};

use super::document::{SHORT_ID_LENGTH, has_short_id};
use super::{Fields, Index, document};
use crate::article::Article;
use crate::error::Error;

impl Index {
    /// The article with this id, path or short id; the first where several share it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    pub fn get(&self, id: &str) -> Result<Option<Article>, Error> {
        let fields = &self.inner.fields;
        self.reading(|| {
            for field in [fields.id, fields.source] {
                let found = self.first_with(&Term::from_field_text(field, id))?;
                if found.is_some() {
                    return Ok(found);
                }
            }
            let letters = id.as_bytes().try_into();
            letters.map_or(Ok(None), |it| self.first_with_short_id(it))
        })
    }

    /// Whether the last commit that was seen has anything of a key.
    pub(super) fn holds(&self, key: u64) -> Result<bool, Error> {
        let term = Term::from_field_u64(self.fields().key, key);
        let documents = self.searcher().doc_freq(&term);
        let documents = documents.map_err(|error| self.error(error, "read"))?;
        Ok(documents > 0)
    }

    /// The first article with a short id, of which these are the letters: all keys are looked at, a millisecond for a million.
    fn first_with_short_id(
        &self,
        letters: [u8; SHORT_ID_LENGTH],
    ) -> tantivy::Result<Option<Article>> {
        let snapshot = self.snapshot()?;
        let segments = snapshot.searcher.segment_readers().iter();
        for ((segment, columns), ordinal) in segments.zip(&snapshot.columns).zip(0..) {
            let Some(keys) = columns.key()? else {
                continue;
            };
            let has = |doc: &DocId| {
                keys.first(*doc)
                    .is_some_and(|key| has_short_id(key, letters))
            };
            for doc in segment.doc_ids_alive().filter(has) {
                let address = DocAddress::new(ordinal, doc);
                let found = read_article(&snapshot.searcher, self.fields(), address)?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }

    /// The committed article of a key.
    pub(crate) fn article_of(&self, key: u64) -> Result<Option<Article>, Error> {
        self.first_with(&Term::from_field_u64(self.fields().key, key))
            .map_err(|error| self.error(error, "read"))
    }

    fn first_with(&self, term: &Term) -> tantivy::Result<Option<Article>> {
        let searcher = self.searcher();
        first_of(&searcher, term, |address| {
            read_article(&searcher, self.fields(), address)
        })
    }
}

/// The stored article at `address`; `None` where the document holds only the state of a file.
pub(crate) fn read_article(
    searcher: &Searcher,
    fields: &Fields,
    address: DocAddress,
) -> tantivy::Result<Option<Article>> {
    let document: TantivyDocument = searcher.doc(address)?;
    let Some(json) = document::stored_text(&document, fields.article) else {
        return Ok(None);
    };
    let damaged = |error| TantivyError::InternalError(format!("a stored article: {error}"));
    serde_json::from_str(json).map(Some).map_err(damaged)
}

/// The stored values of a text field of the live documents that hold a term.
pub(super) fn stored_texts(
    searcher: &Searcher,
    term: &Term,
    field: Field,
) -> tantivy::Result<Vec<String>> {
    let mut texts = Vec::new();
    first_of(searcher, term, |address| {
        let document: TantivyDocument = searcher.doc(address)?;
        texts.extend(document::stored_text(&document, field).map(str::to_owned));
        Ok(None::<()>)
    })?;
    Ok(texts)
}

/// The first thing that is made of a live document with a term, in the order of the documents.
fn first_of<T>(
    searcher: &Searcher,
    term: &Term,
    mut make: impl FnMut(DocAddress) -> tantivy::Result<Option<T>>,
) -> tantivy::Result<Option<T>> {
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let inverted = segment.inverted_index(term.field())?;
        let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            if !segment.is_deleted(doc) {
                let found = make(DocAddress::new(ordinal as u32, doc))?;
                if found.is_some() {
                    return Ok(found);
                }
            }
            postings.advance();
        }
    }
    Ok(None)
}
