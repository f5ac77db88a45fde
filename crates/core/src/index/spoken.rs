//! Which of a collection's languages an article is in.

use tantivy::columnar::Column;
use tantivy::{DocId, Searcher};

/// Articles of a language below which nothing is told of how it uses a word; they are counted with no language.
const LEAST_ARTICLES: u64 = 50;
/// The share of the articles below which a language is a guess gone wrong, or changes nothing.
const LEAST_ONE_IN: u64 = 50;

/// The languages of a collection that holds several.
pub(crate) struct Spoken {
    articles: Vec<u64>,
    segments: Vec<Ordinals>,
}

/// The languages of one segment's documents.
struct Ordinals {
    /// `None` where no document has a language.
    column: Option<Column<u64>>,
    /// By the column's values: the language's place, where it is one of those told.
    places: Vec<Option<usize>>,
}

impl Spoken {
    /// Of the languages of a commit, given with how many articles are in each; `None` where one is all that counts.
    pub(super) fn of_commit(
        searcher: &Searcher,
        counts: &[(String, u64)],
    ) -> tantivy::Result<Option<Self>> {
        let all: u64 = counts.iter().map(|(_, count)| count).sum();
        let tells = |count: u64| count >= LEAST_ARTICLES && count * LEAST_ONE_IN >= all;
        let told: Vec<&(String, u64)> = counts.iter().filter(|it| tells(it.1)).collect();
        if told.len() < 2 {
            return Ok(None);
        }
        let segments = searcher.segment_readers().iter().map(|segment| {
            let Some(column) = segment.fast_fields().str("language")? else {
                return Ok(Ordinals {
                    column: None,
                    places: Vec::new(),
                });
            };
            let mut places = vec![None; column.num_terms()];
            for (place, (code, _)) in told.iter().enumerate() {
                if let Some(ordinal) = column.dictionary().term_ord(code.as_bytes())? {
                    places[ordinal as usize] = Some(place);
                }
            }
            Ok(Ordinals {
                column: Some(column.ords().clone()),
                places,
            })
        });
        Ok(Some(Self {
            segments: segments.collect::<tantivy::Result<_>>()?,
            articles: told.iter().map(|(_, count)| *count).collect(),
        }))
    }

    /// How many languages there are.
    pub(crate) fn languages(&self) -> usize {
        self.articles.len()
    }

    /// How many articles are in each.
    pub(crate) fn articles(&self) -> &[u64] {
        &self.articles
    }

    /// The place of a document's language; `None` where it has none, or one of few articles.
    pub(crate) fn of(&self, segment: usize, doc: DocId) -> Option<usize> {
        let ordinals = self.segments.get(segment)?;
        let ordinal = ordinals.column.as_ref()?.first(doc)?;
        ordinals.places.get(ordinal as usize).copied().flatten()
    }
}
