//! Among how many articles a word is rare, where the collection holds several languages.
//!
//! How much a word tells is told by how few articles hold it. In a collection of ten English articles and one Spanish one, no
//! Spanish word is in more than every eleventh article, and `año` would tell more of a Spanish question than the name it asks
//! about. So a word counts as rare among the articles of the languages that use it: each language counts by how often it uses
//! the word beside the one that uses it most. A name that all use is rare among all. The language of the query is never guessed.

use tantivy::postings::TermInfo;
use tantivy::{DocId, TERMINATED};

use super::prepare::{Found, MAIN_FIELDS, Prepared};
use super::rank::Stop;
use crate::index::{BLOCK_DOCS, Spoken};

/// Blocks of a list that are looked at: in a list that has more of them, as many far apart.
const BLOCKS: usize = 8;

/// A language counts in full that uses a word so many times less often than the one that uses it most: of few articles, no
/// closer share is known, and a name is in the news of one country more than in that of another.
const SELDOM: f32 = 10.0;

/// What is counted of one unit, by language.
struct Uses<'a> {
    spoken: &'a Spoken,
    articles: Vec<f32>,
}

/// The articles among which each unit counts as rare; all of the collection where it is of one language.
pub(super) fn populations(prepared: &Prepared<'_>) -> Result<Vec<u64>, Stop> {
    let units = prepared.plan.units.len();
    let Some(spoken) = &prepared.snapshot.spoken else {
        return Ok(vec![prepared.articles; units]);
    };
    let population = |unit| {
        let mut uses = Uses {
            spoken,
            articles: vec![0.0; spoken.languages()],
        };
        for (ordinal, found) in prepared.found.iter().enumerate() {
            prepared.deadline.check()?;
            uses.add(prepared, ordinal, &found[unit])?;
        }
        Ok(uses.population(prepared.articles))
    };
    (0..units).map(population).collect()
}

impl Uses<'_> {
    fn add(
        &mut self,
        prepared: &Prepared<'_>,
        ordinal: usize,
        found: &Found,
    ) -> tantivy::Result<()> {
        match found {
            Found::Docs(docs) => {
                let docs = docs.docs();
                let step = docs.len().div_ceil(BLOCKS * BLOCK_DOCS as usize).max(1);
                self.count(ordinal, docs.iter().copied().step_by(step), step as f32);
            }
            Found::Terms(terms) => {
                self.add_lists(prepared, ordinal, terms.iter())?;
            }
            Found::Phrase(phrase) => self.add_lists(prepared, ordinal, phrase.terms())?,
        }
        Ok(())
    }

    fn add_lists<'t>(
        &mut self,
        prepared: &Prepared<'_>,
        ordinal: usize,
        terms: impl Iterator<Item = &'t (usize, TermInfo)>,
    ) -> tantivy::Result<()> {
        let mut in_main = terms.filter(|(at, _)| *at < MAIN_FIELDS);
        in_main.try_for_each(|term| self.add_list(prepared, ordinal, term))
    }

    fn add_list(
        &mut self,
        prepared: &Prepared<'_>,
        ordinal: usize,
        (at, info): &(usize, TermInfo),
    ) -> tantivy::Result<()> {
        let lists = prepared.field(ordinal, *at)?;
        let mut postings = lists.documents(info)?;
        let ends: Vec<DocId> = lists.skips(info)?.iter().map(|skip| skip.last).collect();
        if ends.len() < BLOCKS {
            while !postings.docs().is_empty() {
                self.count(ordinal, postings.docs().iter().copied(), 1.0);
                postings.advance();
            }
            return Ok(());
        }
        let stands_for = info.doc_freq as f32 / (BLOCKS as u32 * BLOCK_DOCS) as f32;
        for block in 0..BLOCKS {
            if let Some(before) = (block * ends.len() / BLOCKS).checked_sub(1) {
                postings.seek(ends[before] + 1);
            }
            self.count(ordinal, postings.docs().iter().copied(), stands_for);
        }
        Ok(())
    }

    /// Counts documents, each of which stands for so many.
    fn count(&mut self, ordinal: usize, docs: impl Iterator<Item = DocId>, stands_for: f32) {
        for doc in docs.take_while(|doc| *doc < TERMINATED) {
            if let Some(language) = self.spoken.of(ordinal, doc) {
                self.articles[language] += stands_for;
            }
        }
    }

    fn population(&self, articles: u64) -> u64 {
        let sizes = self.spoken.articles();
        let shares = self.articles.iter().zip(sizes);
        let shares: Vec<f32> = shares.map(|(held, all)| held / *all as f32).collect();
        let most = shares.iter().copied().fold(0.0, f32::max);
        if most <= 0.0 {
            return articles;
        }
        let counted = shares.iter().zip(sizes);
        let counted: f32 = counted
            .map(|(share, all)| (share * SELDOM / most).min(1.0) * *all as f32)
            .sum();
        (counted as u64).min(articles)
    }
}
