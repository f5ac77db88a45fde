//! The lists of one ranked field in one segment: where terms are looked up and their postings opened.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use tantivy::directory::{CompositeFile, FileSlice, OwnedBytes};
use tantivy::index::InvertedIndexReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{SegmentReader, TantivyError};

use super::deltas::Deltas;
use super::positions::PositionList;
use super::schema::{Fields, RANKED, RANKED_COUNT};
use super::skips::Skips;

/// Bytes before the first list of a field: how many words the field has.
const LISTS_START: usize = 8;

/// The lists of each ranked field of a segment; `None` where no article of it has the field.
pub(crate) type SegmentLists = [Option<FieldLists>; RANKED_COUNT];

/// The lists of one field, opened once for all searches of a snapshot.
pub(crate) struct FieldLists {
    inverted: Arc<InvertedIndexReader>,
    lengths: OwnedBytes,
    /// The lists as the engine wrote them, from which the skips are read.
    file: FileSlice,
    /// The positions of all lists; empty where the field has none.
    positions: FileSlice,
    has_positions: bool,
    average_length: f32,
}

/// The files of a segment that hold its lists, for all fields.
pub(super) struct ListFiles {
    pub(super) postings: FileSlice,
    pub(super) positions: FileSlice,
}

/// Opens the lists of a segment in their files.
pub(super) fn open(
    segment: &SegmentReader,
    files: &ListFiles,
    fields: &Fields,
) -> tantivy::Result<SegmentLists> {
    let postings = CompositeFile::open(&files.postings)?;
    let positions = CompositeFile::open(&files.positions)?;
    let mut lists = SegmentLists::default();
    for ((lists, field), ranked) in lists.iter_mut().zip(fields.ranked).zip(RANKED) {
        let Some(file) = postings.open_read(field) else {
            continue;
        };
        let inverted = segment.inverted_index(field)?;
        let words = inverted.total_num_tokens();
        if words > 0 {
            *lists = Some(FieldLists {
                lengths: lengths(segment, field)?,
                file: file.slice_from(LISTS_START),
                positions: positions.open_read(field).unwrap_or_else(FileSlice::empty),
                has_positions: ranked.has_positions,
                average_length: words as f32 / segment.max_doc() as f32,
                inverted,
            });
        }
    }
    Ok(lists)
}

/// The codes of a field's lengths, as the engine keeps them: one byte a document.
fn lengths(segment: &SegmentReader, field: Field) -> tantivy::Result<OwnedBytes> {
    let file = segment.fieldnorms_readers().get_inner_file();
    let file = file.open_read(field).ok_or_else(|| {
        TantivyError::InternalError("a ranked field is without its lengths".to_owned())
    })?;
    Ok(file.read_bytes()?)
}

impl FieldLists {
    /// Where the list of a term is; `None` where the field never holds it.
    pub(crate) fn term(&self, term: &str) -> io::Result<Option<TermInfo>> {
        self.inverted.terms().get(term)
    }

    /// The documents of a list and nothing else.
    pub(crate) fn documents(&self, term: &TermInfo) -> io::Result<BlockSegmentPostings> {
        let option = IndexRecordOption::Basic;
        self.inverted
            .read_block_postings_from_terminfo(term, option)
    }

    /// A list with its frequencies.
    pub(crate) fn postings(&self, term: &TermInfo) -> io::Result<BlockSegmentPostings> {
        let option = IndexRecordOption::WithFreqs;
        self.inverted
            .read_block_postings_from_terminfo(term, option)
    }

    /// A list with its frequencies and positions.
    pub(crate) fn positions(&self, term: &TermInfo) -> tantivy::Result<PositionList> {
        let deltas = Deltas::read(&part(&self.positions, &term.positions_range)?)?;
        Ok(PositionList::new(
            self.postings(term)?,
            self.skips(term)?,
            deltas,
        ))
    }

    /// What is told of the full blocks of a list.
    pub(crate) fn skips(&self, term: &TermInfo) -> tantivy::Result<Skips> {
        let list = part(&self.file, &term.postings_range)?;
        Skips::read(&list, term.doc_freq, self.has_positions)
    }

    /// The length of the field in each document of the segment, as a code of the engine's.
    pub(crate) fn lengths(&self) -> &OwnedBytes {
        &self.lengths
    }

    /// The average length of the field over all documents of the segment, in words.
    pub(crate) fn average_length(&self) -> f32 {
        self.average_length
    }

    /// Words of the field in the segment.
    pub(super) fn words(&self) -> u64 {
        self.inverted.total_num_tokens()
    }
}

/// The part of a file that a term's entry in the dictionary names.
fn part(file: &FileSlice, range: &Range<usize>) -> tantivy::Result<OwnedBytes> {
    if range.start > range.end || range.end > file.num_bytes().get_bytes() as usize {
        let what = "a list lies outside its file".to_owned();
        return Err(TantivyError::InternalError(what));
    }
    Ok(file.read_bytes_slice(range.clone())?)
}

#[cfg(test)]
mod tests {
    use tantivy::DocId;

    use super::*;
    use crate::article::Article;
    use crate::index::{BLOCK_DOCS, Index, Skip};

    /// Articles with a word in the body and in the rest, which is indexed without positions.
    fn index(articles: usize) -> Index {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for number in 0..articles {
            let mut article = Article::new(number.to_string(), "", "");
            article.body = "harbour ".repeat(number % 7) + &"quiet ".repeat(number % 90);
            article.rest = "harbour ".repeat(1 + number % 300);
            writer.upsert(article).unwrap();
        }
        writer.finish().unwrap();
        index
    }

    /// The documents of a list with their frequencies and the codes of their lengths.
    fn decoded(lists: &FieldLists, term: &TermInfo) -> Vec<(DocId, u32, u8)> {
        let mut postings = lists.postings(term).unwrap();
        let mut decoded = Vec::new();
        while !postings.docs().is_empty() {
            let entries = postings.docs().iter().zip(postings.freqs());
            decoded.extend(entries.map(|(doc, freq)| (*doc, *freq, lists.lengths[*doc as usize])));
            postings.advance();
        }
        decoded
    }

    #[test]
    fn the_skips_tell_of_every_full_block_what_it_holds() {
        for articles in [127, 128, 1000] {
            let snapshot = index(articles).snapshot().unwrap();
            let fields = snapshot.lists[0].iter().flatten();
            let mut full_blocks = 0;
            for lists in fields {
                let Some(term) = lists.term("harbour").unwrap() else {
                    continue;
                };
                let decoded = decoded(lists, &term);
                let blocks: Vec<_> = decoded.chunks_exact(BLOCK_DOCS as usize).collect();
                let skips: Vec<Skip> = lists.skips(&term).unwrap().iter().collect();
                assert_eq!(skips.len(), blocks.len());
                for (skip, block) in skips.iter().zip(blocks) {
                    assert_eq!(Some(skip.last), block.last().map(|(doc, ..)| *doc));
                    let is_told = |(_, freq, code): &(DocId, u32, u8)| {
                        let freq = u8::try_from(*freq).ok().filter(|it| *it < u8::MAX);
                        *code == skip.length_code && freq == skip.frequency
                    };
                    assert!(block.iter().any(is_told), "{skip:?} is not in {block:?}");
                    full_blocks += 1;
                }
            }
            assert_eq!(full_blocks > 0, articles >= 150 || articles == 128);
        }
    }

    #[test]
    fn damaged_skips_are_an_error() {
        let read = |bytes: Vec<u8>| Skips::read(&OwnedBytes::new(bytes), 128, true).is_ok();
        let mut whole = vec![0x80 + 12];
        whole.extend([0; 12]);
        assert!(read(whole.clone()));
        whole.pop();
        assert!(!read(whole));
        assert!(!read(vec![0x80 + 8; 20]));
        assert!(!read(vec![0; 20]));
        assert!(!read(Vec::new()));
    }
}
