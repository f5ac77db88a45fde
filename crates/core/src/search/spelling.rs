//! "Did you mean": words of the collection that are spelt nearly as one that was typed.
//!
//! They are offered, never taken: what was typed is what is searched.

use serde::Serialize;

use super::expand;
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
        self.near(&fold(word))
            .map_err(|error| self.error(error, "search"))
    }

    fn near(&self, word: &str) -> tantivy::Result<Vec<Spelling>> {
        let (searcher, forms) = (self.searcher(), self.fields().forms);
        let letters = word.chars().count();
        let mut found: Vec<Spelling> = Vec::new();
        for (edits, _) in LETTERS_FOR_EDITS
            .iter()
            .filter(|(_, least)| letters >= *least)
        {
            for (near, articles) in expand::near(&searcher, forms, word, *edits)? {
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
