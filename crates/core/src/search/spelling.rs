//! "Did you mean": words of the collection that are spelt nearly as one that was typed.
//!
//! They are offered, never taken: what was typed is what is searched.

use serde::Serialize;

use super::deadline::Deadline;
use super::expand;
use super::rank::{Ranking, Stop};
use super::request::DEFAULT_DEADLINE;
use super::unit::UnitKind;
use crate::analysis::fold;
use crate::error::Error;
use crate::index::Index;

/// A word of the collection that is spelt nearly as another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Spelling {
    /// The word, folded: in lower case and without diacritics.
    pub word: String,
    /// Articles that hold it.
    pub articles: u64,
    /// Letters to add, leave out, change or swap to come from one to the other.
    pub edits: u8,
}

/// A word that was typed and hardly an article holds, and what was perhaps meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DidYouMean {
    /// The word as it was typed.
    pub typed: String,
    /// Words of the collection, the likeliest first; at least one.
    pub spellings: Vec<Spelling>,
}

/// Articles up to which a word that was typed is doubted.
const FEW_ARTICLES: u64 = 1;

/// How many times as many articles must hold a word that is offered instead: one that is as rare is as likely a slip.
const TIMES_AS_MANY: u64 = 4;

/// The most words of a query that are doubted: each goes through the words of the collection twice.
const MAX_DOUBTED: usize = 16;

/// The most spellings that are offered.
const MAX_SPELLINGS: usize = 5;

/// Letters from which on one edit, or two, leave the word recognisable: of shorter ones, most neighbours are other words.
const LETTERS_FOR_EDITS: [(u8, usize); 2] = [(1, 4), (2, 8)];

/// How many times as many articles must hold a word with two edits as one with one edit to come before it: typing two
/// wrong letters is that much rarer (Norvig, "How to write a spelling corrector", takes any one edit before every two).
const EDIT_COST: u64 = 20;

impl Index {
    /// Words of the collection that are spelt nearly as this one, the likeliest first: few edits, many articles. The word
    /// itself is not among them; of words of fewer than four letters there is none.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    ///
    /// # Example
    /// ```
    /// use fiche::{Article, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.upsert(Article::new("convoy", "Convoy leaves Mariupol", "The evacuation took all day."))?;
    /// writer.commit()?;
    /// assert_eq!(index.spellings("mariupl")?[0].word, "mariupol");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn spellings(&self, word: &str) -> Result<Vec<Spelling>, Error> {
        let deadline = Deadline::new(Some(DEFAULT_DEADLINE), None);
        self.near(&fold(word), &deadline)
            .map_err(|stop| self.stopped(stop, Some(DEFAULT_DEADLINE)))
    }

    /// What may have been meant by the words of a query that hardly an article holds.
    pub(super) fn did_you_mean(&self, ranking: &Ranking<'_>) -> Result<Vec<DidYouMean>, Stop> {
        let prepared = ranking.prepared;
        let mut found: Vec<DidYouMean> = Vec::new();
        let mut doubted = 0;
        for (unit, articles) in prepared.plan.units.iter().zip(&prepared.frequencies) {
            let is_word = matches!(unit.kind, UnitKind::Terms(_)) && unit.exact.is_none();
            let is_new = !found.iter().any(|known| known.typed == unit.label);
            if !is_word || !is_new || unit.weight <= 0.0 || *articles > FEW_ARTICLES {
                continue;
            }
            doubted += 1;
            if doubted > MAX_DOUBTED {
                break;
            }
            let mut spellings = self.near(&fold(&unit.label), ranking.deadline)?;
            spellings.retain(|it| it.articles > (articles + 1) * TIMES_AS_MANY);
            if !spellings.is_empty() {
                found.push(DidYouMean {
                    typed: unit.label.clone(),
                    spellings,
                });
            }
        }
        Ok(found)
    }

    fn near(&self, word: &str, deadline: &Deadline) -> Result<Vec<Spelling>, Stop> {
        let (searcher, forms) = (self.searcher(), self.fields().forms);
        let letters = word.chars().count();
        let mut found: Vec<Spelling> = Vec::new();
        for (edits, _) in LETTERS_FOR_EDITS
            .iter()
            .filter(|(_, least)| letters >= *least)
        {
            for (near, articles) in expand::near(&searcher, forms, word, *edits, deadline)? {
                let is_new = near != word && !found.iter().any(|known| known.word == near);
                if is_new {
                    found.push(Spelling {
                        word: near,
                        articles,
                        edits: *edits,
                    });
                }
            }
        }
        let first = word.chars().next();
        found.sort_by_cached_key(|it| {
            let worth = it.articles * if it.edits == 1 { EDIT_COST } else { 1 };
            let keeps_first = it.word.chars().next() == first;
            (!keeps_first, std::cmp::Reverse(worth), it.word.clone())
        });
        found.truncate(MAX_SPELLINGS);
        Ok(found)
    }
}
