//! What the articles found first say: how often each word stands in each of them, and how rare it is elsewhere.

use std::collections::HashMap;

use tantivy::Searcher;

use super::stretch::Finder;
use crate::analysis::Analyzer;
use crate::article::Article;
use crate::index::Fields;
use crate::search::words::{self, articles_about};

/// Words that are looked up in the index, those of most articles first: a word that is so far down is not chosen.
const MOST_LOOKED_UP: usize = 400;

/// The part of the collection above which a word tells nothing of a subject.
const MAX_SHARE: f32 = 0.25;

/// Articles of a collection in which no share of them tells a common word.
const FEW_ARTICLES: u64 = 40;

/// Articles read from which on a word has to stand in two of them: one in a single article is about that article.
const SEVERAL: usize = 4;

/// Saturation of a word's count in an article; the next article says more than the next time. Of 0 (none) and 2, the latter is
/// better by .008 on cranfield and even elsewhere.
const COUNT_SATURATION: f32 = 2.0;

/// The power of an article's score, as a share of the best, with which its words count. Where one article stands out, it is
/// perhaps the only one that was sought, and the words of the others would lead away from it. 4 is a compromise: 0 costs
/// headlines .03 of MRR@10 and questions on news .01, 8 costs medline .010 of MAP.
const TRUST_POWER: f32 = 4.0;

/// A word of the articles that were read.
pub(super) struct Word {
    pub(super) term: String,
    /// As it is written where it stands first.
    pub(super) written: String,
    /// What it counts in each article, by its place.
    pub(super) counts: Vec<f32>,
    /// Articles of the collection that hold it; 0 until it was looked up.
    pub(super) articles: u64,
}

impl Word {
    /// What it counts in all.
    pub(super) fn count(&self) -> f32 {
        self.counts.iter().sum()
    }

    /// How many of the articles that were read hold it.
    pub(super) fn holding(&self) -> usize {
        self.counts.iter().filter(|count| **count > 0.0).count()
    }
}

/// The articles found first.
#[derive(Default)]
pub(super) struct Observed {
    pub(super) words: Vec<Word>,
    places: HashMap<String, usize>,
    /// What all words of each article count.
    pub(super) lengths: Vec<f32>,
    /// How much each article is trusted to be sought; 1 for the best.
    pub(super) trusts: Vec<f32>,
    /// Articles of the collection.
    pub(super) articles: u64,
}

impl Observed {
    /// Reads articles, the best first, each with its score; `worth` is that of each term asked for.
    pub(super) fn of(read: &[(Article, f32)], worth: &HashMap<String, f32>) -> Self {
        let mut observed = Self::default();
        let mut analyzer = Analyzer::new();
        let mut finder = Finder::of(worth);
        let best = read.first().map_or(1.0, |(_, score)| *score);
        for (at, (article, score)) in read.iter().enumerate() {
            let (language, text) = (words::language_of(article), words::text_of(article));
            let stretch = finder.best(text, language);
            for text in [&article.title, &article.deck, &text[stretch]] {
                words::each_of(&mut analyzer, text, language, |term, written| {
                    observed.word(term, written, read.len()).counts[at] += 1.0;
                });
            }
            let trust = (score / best.max(f32::MIN_POSITIVE)).powf(TRUST_POWER);
            observed.weigh(at, trust);
        }
        observed
    }

    fn word(&mut self, term: &str, written: &str, articles: usize) -> &mut Word {
        let place = self.places.get(term).copied();
        let place = place.unwrap_or_else(|| {
            self.places.insert(term.to_owned(), self.words.len());
            self.words.push(Word {
                term: term.to_owned(),
                written: written.to_owned(),
                counts: vec![0.0; articles],
                articles: 0,
            });
            self.words.len() - 1
        });
        &mut self.words[place]
    }

    /// Weighs the words of the article that was read last.
    fn weigh(&mut self, at: usize, trust: f32) {
        let mut length = 0.0;
        for word in &mut self.words {
            let count = &mut word.counts[at];
            *count = trust * *count * (COUNT_SATURATION + 1.0) / (*count + COUNT_SATURATION);
            length += *count;
        }
        self.lengths.push(length);
        self.trusts.push(trust);
    }

    /// Keeps the words that may tell a subject, and those asked for, and looks up how rare they are.
    pub(super) fn look_up(
        &mut self,
        searcher: &Searcher,
        fields: &Fields,
        articles: u64,
        asked: &HashMap<String, f32>,
    ) -> tantivy::Result<()> {
        self.articles = articles;
        let least = if self.lengths.len() >= SEVERAL { 2 } else { 1 };
        self.words
            .retain(|word| word.holding() >= least || asked.contains_key(&word.term));
        let worth = |word: &Word| word.count() * word.holding() as f32;
        self.words.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
        self.words.truncate(MOST_LOOKED_UP);
        for word in &mut self.words {
            word.articles = articles_about(searcher, fields, &word.term)?;
        }
        let is_common = |word: &Word| {
            articles > FEW_ARTICLES && word.articles as f32 > MAX_SHARE * articles as f32
        };
        self.words
            .retain(|word| word.articles > 0 && !is_common(word));
        Ok(())
    }
}
