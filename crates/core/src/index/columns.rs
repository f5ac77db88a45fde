//! The columns of a segment that searches look single documents up in.
//!
//! To find a column among those of a segment and to open it takes longer than many a search: each is opened once a
//! commit, by the first that asks for it.

use std::io;
use std::sync::OnceLock;

use tantivy::columnar::{Column, DynamicColumn, HasAssociatedColumnType, StrColumn};
use tantivy::{DocId, SegmentReader};

/// The columns of one segment.
pub(crate) struct SegmentColumns {
    segment: SegmentReader,
    key: Lazy<u64>,
    words: Lazy<u64>,
    live: Lazy<u64>,
    signature: Lazy<u64>,
    published: Lazy<i64>,
    published_end: Lazy<i64>,
    published_guess: Lazy<u64>,
    id: OnceLock<Option<StrColumn>>,
    source: OnceLock<Option<StrColumn>>,
}

/// A column once it was asked for; `None` in it where no document has a value.
type Lazy<T> = OnceLock<Option<Column<T>>>;

/// Whether a document has a value in a column.
pub(crate) fn has_value(column: Option<&Column<u64>>, doc: DocId) -> bool {
    column.is_some_and(|column| column.first(doc).is_some())
}

/// The first text that a document has in a column.
pub(crate) fn first_text(column: Option<&StrColumn>, doc: DocId) -> io::Result<Option<String>> {
    let Some(column) = column else {
        return Ok(None);
    };
    let Some(ordinal) = column.term_ords(doc).next() else {
        return Ok(None);
    };
    let mut text = String::new();
    column.ord_to_str(ordinal, &mut text)?;
    Ok(Some(text))
}

/// A column of the schema, which no document may have a value in.
type Opened<'a, T> = tantivy::Result<Option<&'a Column<T>>>;

impl SegmentColumns {
    pub(super) fn of(segment: &SegmentReader) -> Self {
        Self {
            segment: segment.clone(),
            key: Lazy::new(),
            words: Lazy::new(),
            live: Lazy::new(),
            signature: Lazy::new(),
            published: Lazy::new(),
            published_end: Lazy::new(),
            published_guess: Lazy::new(),
            id: OnceLock::new(),
            source: OnceLock::new(),
        }
    }

    /// What names the article in the index.
    pub(crate) fn key(&self) -> Opened<'_, u64> {
        self.open(&self.key, "key")
    }

    /// Words of the body.
    pub(crate) fn words(&self) -> Opened<'_, u64> {
        self.open(&self.words, "words")
    }

    /// Has a value where the article is a live blog.
    pub(crate) fn live(&self) -> Opened<'_, u64> {
        self.open(&self.live, "live")
    }

    /// The packed hashes of the text.
    pub(crate) fn signature(&self) -> Opened<'_, u64> {
        self.open(&self.signature, "signature")
    }

    /// First second of the interval of publication, since 1970 UTC.
    pub(crate) fn published(&self) -> Opened<'_, i64> {
        self.open(&self.published, "published")
    }

    /// First second after the interval of publication, since 1970 UTC.
    pub(crate) fn published_end(&self) -> Opened<'_, i64> {
        self.open(&self.published_end, "published_end")
    }

    /// Has a value where the date of publication is a guess.
    pub(crate) fn published_guess(&self) -> Opened<'_, u64> {
        self.open(&self.published_guess, "published_guess")
    }

    /// The article's id.
    pub(crate) fn id(&self) -> tantivy::Result<Option<&StrColumn>> {
        self.open_text(&self.id, "id")
    }

    /// The path of the file that the article came from.
    pub(crate) fn source(&self) -> tantivy::Result<Option<&StrColumn>> {
        self.open_text(&self.source, "source")
    }

    fn open_text<'a>(
        &self,
        lazy: &'a OnceLock<Option<StrColumn>>,
        name: &str,
    ) -> tantivy::Result<Option<&'a StrColumn>> {
        if let Some(column) = lazy.get() {
            return Ok(column.as_ref());
        }
        let column = self.segment.fast_fields().str(name)?;
        Ok(lazy.get_or_init(|| column).as_ref())
    }

    fn open<'a, T>(&'a self, lazy: &'a Lazy<T>, name: &str) -> Opened<'a, T>
    where
        T: HasAssociatedColumnType,
        DynamicColumn: Into<Option<Column<T>>>,
    {
        if let Some(column) = lazy.get() {
            return Ok(column.as_ref());
        }
        let column = self.segment.fast_fields().column_opt(name)?;
        Ok(lazy.get_or_init(|| column).as_ref())
    }
}
