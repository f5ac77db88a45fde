//! Stored articles are whole, and found by what they say.

use tantivy::directory::RamDirectory;
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument};
use xxhash_rust::xxh3::xxh3_64;

use super::super::document::{Prepared, stored_text};
use super::super::{Index, schema};
use super::{Check, Depth};
use crate::analysis;
use crate::article::Article;

/// What decides how large the table of terms of the sample is at its beginning, in bytes; it grows.
const SAMPLE_MEMORY: usize = 15_000_000;

/// A stored article that is analysed anew.
struct Sampled {
    segment: usize,
    doc: DocId,
    article: Article,
}

impl Sampled {
    fn name(&self) -> String {
        let source = self.article.source.as_ref();
        source.map_or_else(|| self.article.id.clone(), |it| it.path.clone())
    }
}

pub(super) fn check(
    index: &Index,
    depth: Depth,
    sample: usize,
    check: &mut Check,
) -> tantivy::Result<()> {
    let searcher = index.searcher();
    let sampled = read_stored(index, &searcher, depth, sample, check)?;
    if sampled.is_empty() || check.is_cancelled() {
        return Ok(());
    }
    check.analysed = sampled.len() as u64;
    let again = analysed(&sampled)?;
    let reader: tantivy::IndexReader = again.reader()?;
    let again_searcher = reader.searcher();
    let again = again_searcher.segment_reader(0);
    for (field, entry) in searcher.schema().fields() {
        if entry.is_indexed() {
            let compare = Compare {
                field,
                name: entry.name(),
                again,
                searcher: &searcher,
                sampled: &sampled,
            };
            compare.terms(check)?;
            compare.lengths(entry.has_fieldnorms(), check)?;
        }
    }
    Ok(())
}

/// Compares stored articles with their digests, and gives a sample of them.
fn read_stored(
    index: &Index,
    searcher: &Searcher,
    depth: Depth,
    sample: usize,
    check: &mut Check,
) -> tantivy::Result<Vec<Sampled>> {
    let step = (searcher.num_docs() as usize).div_ceil(sample).max(1);
    let (mut sampled, mut seen) = (Vec::new(), 0);
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        let digests = segment.fast_fields().column_opt::<u64>("digest")?;
        let store = segment.get_store_reader(2)?;
        for doc in segment.doc_ids_alive() {
            if check.is_cancelled() {
                return Ok(sampled);
            }
            seen += 1;
            let is_sampled = seen % step == 0;
            if depth == Depth::Quick && !is_sampled {
                continue;
            }
            let document: TantivyDocument = store.get(doc)?;
            let Some(json) = stored_text(&document, index.fields().article) else {
                continue;
            };
            check.articles += 1;
            let digest = digests.as_ref().and_then(|digests| digests.first(doc));
            let article = serde_json::from_str::<Article>(json);
            match article {
                Ok(article) if digest == Some(xxh3_64(json.as_bytes())) => {
                    if is_sampled {
                        sampled.push(Sampled {
                            segment: number,
                            doc,
                            article,
                        });
                    }
                }
                Ok(article) => {
                    check.find(article.id, "its stored text does not agree with its digest");
                }
                Err(_) => {
                    let what = format!("document {doc} of segment {number}");
                    check.find(what, "its stored text cannot be read");
                }
            }
        }
    }
    Ok(sampled)
}

/// The sampled articles as documents of one segment, in their order.
fn analysed(sampled: &[Sampled]) -> tantivy::Result<tantivy::Index> {
    let (schema, fields) = schema::build();
    let tokenizers = tantivy::tokenizer::TokenizerManager::default();
    analysis::register(&tokenizers);
    let builder = tantivy::Index::builder()
        .schema(schema)
        .tokenizers(tokenizers);
    let mut writer: SingleSegmentIndexWriter =
        builder.single_segment_index_writer(RamDirectory::create(), SAMPLE_MEMORY)?;
    let mut scribe = analysis::Scribe::default();
    for one in sampled {
        let prepared = Prepared::new(one.article.clone());
        writer.add_document(prepared.into_document(&fields, None, &mut scribe))?;
    }
    writer.finalize()
}

/// One field of the sample and of the index.
struct Compare<'a> {
    field: Field,
    name: &'a str,
    again: &'a SegmentReader,
    searcher: &'a Searcher,
    sampled: &'a [Sampled],
}

impl Compare<'_> {
    /// Each term of the sample is in the index, as often and at the same places.
    fn terms(&self, check: &mut Check) -> tantivy::Result<()> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let again = self.again.inverted_index(self.field)?;
        let mut terms = again.terms().stream()?;
        while !check.is_cancelled() && terms.advance() {
            let mut expected = again.read_postings_from_terminfo(terms.value(), option)?;
            let (mut places, mut found) = (Vec::new(), Vec::new());
            let mut opened: Option<(usize, Option<_>)> = None;
            while expected.doc() != TERMINATED {
                let one = &self.sampled[expected.doc() as usize];
                if opened
                    .as_ref()
                    .is_none_or(|(segment, _)| *segment != one.segment)
                {
                    let inverted = self
                        .searcher
                        .segment_reader(one.segment as u32)
                        .inverted_index(self.field)?;
                    let info = inverted.terms().get(terms.key())?;
                    let postings =
                        info.map(|info| inverted.read_postings_from_terminfo(&info, option));
                    opened = Some((one.segment, postings.transpose()?));
                }
                let postings = opened.as_mut().and_then(|(_, postings)| postings.as_mut());
                let is_there = postings.is_some_and(|postings| {
                    let at = match postings.doc() < one.doc {
                        true => postings.seek(one.doc),
                        false => postings.doc(),
                    };
                    expected.positions(&mut places);
                    postings.positions(&mut found);
                    at == one.doc && postings.term_freq() == expected.term_freq() && places == found
                });
                if !is_there {
                    let term = String::from_utf8_lossy(terms.key()).into_owned();
                    check.find(one.name(), format!("is not found by {}:{term}", self.name));
                }
                expected.advance();
            }
        }
        Ok(())
    }

    /// Each field is as long as it was: nothing stands in the index that the article does not say.
    fn lengths(&self, has_lengths: bool, check: &mut Check) -> tantivy::Result<()> {
        if !has_lengths {
            return Ok(());
        }
        let again = self.again.get_fieldnorms_reader(self.field)?;
        for (doc, one) in self.sampled.iter().enumerate() {
            let segment = self.searcher.segment_reader(one.segment as u32);
            let lengths = segment.get_fieldnorms_reader(self.field)?;
            if lengths.fieldnorm_id(one.doc) != again.fieldnorm_id(doc as DocId) {
                check.find(one.name(), format!("its {} has another length", self.name));
            }
        }
        Ok(())
    }
}
