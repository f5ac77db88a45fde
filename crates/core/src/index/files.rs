//! What the index remembers of the files of its collection.

use std::collections::HashMap;

use tantivy::columnar::{Column, ColumnarReader, DynamicColumn, StrColumn};
use tantivy::{DocId, Searcher, SegmentReader, TantivyDocument};

use super::document::stored_text;
use super::schema::Fields;
use crate::article::{Failure, Fingerprint, SourceFile};

/// The state of every file, by its path: one sweep over columns, and a stored document only where a file failed.
pub(super) fn read_all(
    searcher: &Searcher,
    fields: &Fields,
) -> tantivy::Result<HashMap<String, SourceFile>> {
    // How many there are is a number in a file, which may be damaged.
    let documents = searcher.num_docs() as usize;
    let mut files = HashMap::with_capacity(documents.min(MOST_RESERVED));
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let Some(mut columns) = Columns::open(segment)? else {
            continue;
        };
        for doc in segment.doc_ids_alive() {
            if let Some(mut file) = columns.take_file(doc) {
                if columns.is_record(doc) {
                    let address = tantivy::DocAddress::new(ordinal as u32, doc);
                    file.failure = read_failure(searcher, fields, address)?;
                }
                files.insert(file.path.clone(), file);
            }
        }
    }
    Ok(files)
}

fn read_failure(
    searcher: &Searcher,
    fields: &Fields,
    address: tantivy::DocAddress,
) -> tantivy::Result<Option<Failure>> {
    let document: TantivyDocument = searcher.doc(address)?;
    Ok(
        stored_text(&document, fields.file_failure)
            .and_then(|json| serde_json::from_str(json).ok()),
    )
}

/// The columns of one segment that hold the state of files; texts are read in one sweep of their dictionaries, since
/// looking values up one by one decodes a block each.
pub(super) struct Columns {
    source: Texts,
    reader: Texts,
    size: Column<u64>,
    modified_ns: Column<i64>,
    hash: Column<u64>,
    record: Option<Column<u64>>,
}

impl Columns {
    /// `None` where no document of the segment carries the state of a file.
    fn open(segment: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let columns = segment.fast_fields();
        let (Some(source), Some(reader)) = (columns.str("source")?, columns.str("file_reader")?)
        else {
            return Ok(None);
        };
        let (Some(size), Some(modified_ns), Some(hash)) = (
            columns.column_opt("file_size")?,
            columns.column_opt("file_modified_ns")?,
            columns.column_opt("file_hash")?,
        ) else {
            return Ok(None);
        };
        Ok(Some(Self {
            source: Texts::read(source)?,
            reader: Texts::read(reader)?,
            size,
            modified_ns,
            hash,
            record: columns.column_opt("record")?,
        }))
    }

    /// The same of a segment of which only the columns can be read.
    pub(super) fn of(columnar: &ColumnarReader) -> Option<Self> {
        let open = |name: &str| columnar.read_columns(name).ok()?.first()?.open().ok();
        let number = |name: &str| match open(name)? {
            DynamicColumn::U64(column) => Some(column),
            _ => None,
        };
        let text = |name: &str| match open(name)? {
            DynamicColumn::Str(column) => Texts::read(column).ok(),
            _ => None,
        };
        let DynamicColumn::I64(modified_ns) = open("file_modified_ns")? else {
            return None;
        };
        Some(Self {
            source: text("source")?,
            reader: text("file_reader")?,
            size: number("file_size")?,
            modified_ns,
            hash: number("file_hash")?,
            record: number("record"),
        })
    }

    /// The file that a document came from; empty where it came from none.
    pub(super) fn path(&self, doc: DocId) -> String {
        self.source.of(doc)
    }

    fn is_record(&self, doc: DocId) -> bool {
        self.record
            .as_ref()
            .is_some_and(|column| column.first(doc).is_some())
    }

    /// The state of a file, but for its failure, where the document carries one.
    pub(super) fn file(&self, doc: DocId) -> Option<SourceFile> {
        let fingerprint = self.fingerprint(doc)?;
        Some(self.state(self.source.of(doc), fingerprint, doc))
    }

    /// The same, whose path cannot be had again: no other document has the state of the file.
    fn take_file(&mut self, doc: DocId) -> Option<SourceFile> {
        let fingerprint = self.fingerprint(doc)?;
        let path = self.source.take(doc);
        Some(self.state(path, fingerprint, doc))
    }

    fn fingerprint(&self, doc: DocId) -> Option<Fingerprint> {
        Some(Fingerprint {
            size: self.size.first(doc)?,
            modified_ns: self.modified_ns.first(doc).unwrap_or_default(),
            hash: self.hash.first(doc).unwrap_or_default(),
        })
    }

    fn state(&self, path: String, fingerprint: Fingerprint, doc: DocId) -> SourceFile {
        SourceFile {
            path,
            fingerprint,
            reader: self.reader.of(doc),
            failure: None,
        }
    }
}

/// Room for so many values of a column is taken beforehand.
const MOST_RESERVED: usize = 1 << 16;

/// A text column with its whole dictionary in memory.
pub(super) struct Texts {
    column: StrColumn,
    values: Vec<String>,
}

impl Texts {
    pub(super) fn read(column: StrColumn) -> tantivy::Result<Self> {
        // How many there are is a number in a file, which may be damaged.
        let mut values = Vec::with_capacity(column.num_terms().min(MOST_RESERVED));
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            values.push(String::from_utf8_lossy(stream.key()).into_owned());
        }
        Ok(Self { column, values })
    }

    /// The first value of the document; empty where it has none.
    pub(super) fn of(&self, doc: DocId) -> String {
        let value = self.ordinal(doc).and_then(|it| self.values.get(it));
        value.cloned().unwrap_or_default()
    }

    /// The same, which is gone from here then.
    fn take(&mut self, doc: DocId) -> String {
        let value = self.ordinal(doc).and_then(|it| self.values.get_mut(it));
        value.map(std::mem::take).unwrap_or_default()
    }

    fn ordinal(&self, doc: DocId) -> Option<usize> {
        let ordinal = self.column.term_ords(doc).next()?;
        usize::try_from(ordinal).ok()
    }
}
