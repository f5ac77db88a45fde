//! Pseudo-relevance feedback: further words for a query, from the articles that it finds first.
//!
//! The best articles are taken for what was sought; words that are frequent in them and rare elsewhere are asked for beside
//! the words of the query, each with a weight. What comes out is an ordinary query, which can be printed, edited and run
//! again. Where the first articles are no sample of what is sought, the query stays as it is, and of longer articles words
//! count less ([`caution`]).

mod caution;
mod expanded;
mod models;
mod observed;
mod stretch;

use std::collections::HashMap;

use serde::Serialize;
use tantivy::DocAddress;

pub use self::caution::Doubt;
use self::observed::{Observed, Word};
use super::copies::{Copies, Story};
use super::rank::{Ranking, Stop};
use super::request::{Counting, Search, Sort, Wanted};
use super::unit::{reading_terms, terms_of};
use super::{page, words};
use crate::analysis::QueryAnalysis;
use crate::article::Article;
use crate::error::Error;
use crate::index::{Index, read_article};
use crate::query::{Clause, Node, Query};

/// How further words are chosen from the articles found first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
#[non_exhaustive]
pub enum Feedback {
    /// Words more frequent there than chance has them: divergence from randomness, Bose-Einstein 1 (Amati, "Probability
    /// models for information retrieval based on divergence from randomness", 2003).
    #[default]
    Bo1,
    /// The relevance model, mixed with the query (Abdul-Jaleel and others, "UMass at TREC 2004").
    Rm3,
    /// Words that go together with those of the query (Fang and Zhai, "Semantic term matching in axiomatic approaches to
    /// information retrieval", SIGIR 2006).
    Axiom,
}

/// A query with further words, or why it has none.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Expansion {
    /// The query with the further words, or as it was asked where there is a doubt. Its `Display` reads back as the same
    /// query, which gives the same list.
    pub query: Query,
    /// The further words, the heaviest first; none where there is a doubt.
    pub words: Vec<FurtherWord>,
    /// Stories that they were taken from.
    pub stories: usize,
    /// Why the query stays as it was asked.
    pub doubt: Option<Doubt>,
}

/// A word beside those of a query.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FurtherWord {
    /// As an article writes it.
    pub word: String,
    /// What it counts beside a word of the query, which counts 1.
    pub weight: f32,
    /// How many of the stories that were read hold it.
    pub stories: usize,
}

/// Stories that are read; 5, 15 and 20 measure worse on most of ten judged sets.
const STORIES: usize = 10;

/// Words that are chosen, those of the query among them; with 40, gains are a little higher and searches half as slow again.
const WORDS: usize = 25;

/// What the best of them counts beside a word of the query; of .3 to .8 the best on most sets.
const SHARE: f32 = 0.6;

/// What a further word counts at least beside a word of the query: with less it takes as long and changes hardly anything.
const LEAST_WEIGHT: f32 = 0.03;

impl Index {
    /// The query of a search with further words from the articles that it finds first: what
    /// [`Search::expand`] runs. Conditions hold for the articles that are read as for those that are found.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    ///
    /// # Example
    /// ```
    /// use fiche::{Article, Feedback, Index, Search};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for (id, body) in [
    ///     ("a", "The ferry strike goes on; the crews want higher wages."),
    ///     ("b", "Ferry crews on strike: wages are too low, their union says."),
    ///     ("c", "A strike of ferry crews over wages ended."),
    ///     ("d", "Higher wages for harbour crews, and for pilots."),
    ///     ("e", "The baker sold bread."),
    /// ] {
    ///     writer.upsert(Article::new(id, "", body))?;
    /// }
    /// writer.commit()?;
    /// let search: Search = "ferry strike islands harbour pilots".parse()?;
    /// let expansion = index.expansion(&search, Feedback::Bo1)?;
    /// assert!(expansion.words.iter().any(|it| it.word == "wages"), "{expansion:?}");
    /// assert!(expansion.query.to_string().starts_with("ferry"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn expansion(&self, search: &Search, feedback: Feedback) -> Result<Expansion, Error> {
        if search.sort != Sort::Relevance {
            return Ok(Expansion::doubted(search, 0, Doubt::NotRanked));
        }
        let first = Search {
            feedback: None,
            ..search.clone()
        };
        let first = first.limit(STORIES).offset(0).counting(Counting::Nothing);
        self.with_ranking(&first, |ranking, _| {
            // Articles that hold the only word asked for answer, copies or not: telling them apart would take longer than the rest.
            let copies = match caution::asked(ranking.prepared).len() {
                0 | 1 => Copies::Apart,
                _ => Copies::Folded,
            };
            let first = first.clone().copies(copies);
            let stories = page::stories(ranking, &first, None)?.stories;
            let found: Vec<DocAddress> = stories.iter().map(|story| story.leader).collect();
            let is_ranked = ranking.prepared.scored_units().next().is_some();
            let confidence = match is_ranked {
                true => caution::confidence(ranking, &found)?,
                false => Err(Doubt::NotRanked),
            };
            match confidence {
                Err(doubt) => Ok(Expansion::doubted(search, found.len(), doubt)),
                Ok(confidence) => {
                    let read = self.read(ranking, &stories)?;
                    self.expand(ranking, search, feedback, &read, SHARE * confidence)
                }
            }
        })
    }

    fn read(&self, ranking: &Ranking<'_>, stories: &[Story]) -> Result<Vec<(Article, f32)>, Stop> {
        let mut read = Vec::with_capacity(stories.len());
        for story in stories {
            let article = read_article(ranking.prepared.searcher, self.fields(), story.leader)?;
            if let Some(article) = article {
                read.push((article, page::score(ranking, story.first)?));
            }
        }
        Ok(read)
    }

    /// With the words of the articles that were read, of which the best counts `share` beside a word of the query.
    fn expand(
        &self,
        ranking: &Ranking<'_>,
        search: &Search,
        feedback: Feedback,
        read: &[(Article, f32)],
        share: f32,
    ) -> Result<Expansion, Stop> {
        let prepared = ranking.prepared;
        let asked = asked(ranking);
        let mut observed = Observed::of(read, &asked);
        observed.look_up(prepared.searcher, self.fields(), prepared.articles, &asked)?;
        let weights = models::weigh(feedback, &observed, &asked);
        let mut chosen: Vec<(f32, &Word)> = weights.into_iter().zip(&observed.words).collect();
        chosen.retain(|(weight, _)| *weight > 0.0);
        chosen.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.term.cmp(&b.1.term)));
        let snapshot = self.snapshot()?;
        let analysis = QueryAnalysis {
            languages: &snapshot.languages,
            variants: search.variants,
            names: &search.names,
        };
        let is_stop = |word: &Word| analysis.words(&word.written).iter().all(|it| it.stop);
        chosen.retain(|(_, word)| asked.contains_key(&word.term) || !is_stop(word));
        chosen.truncate(WORDS);
        let mut clauses = expanded::clauses(&search.query.root, search.wanted == Wanted::AllWords);
        let mut further = Vec::new();
        for (weight, word) in chosen {
            let is_felt = share * weight >= LEAST_WEIGHT;
            let weight = words::hundredths(share * weight);
            if asked.contains_key(&word.term) {
                add_weight(&mut clauses, &word.term, weight, &analysis);
            } else if is_felt {
                further.push(FurtherWord {
                    word: word.written.clone(),
                    weight,
                    stories: word.holding(),
                });
            }
        }
        if further.is_empty() {
            return Ok(Expansion::doubted(search, read.len(), Doubt::NothingNew));
        }
        clauses.extend(further.iter().map(expanded::clause));
        Ok(Expansion {
            query: Query {
                root: Node::Group(clauses),
                notes: search.query.notes.clone(),
            },
            words: further,
            stories: read.len(),
            doubt: None,
        })
    }
}

impl Expansion {
    fn doubted(search: &Search, stories: usize, doubt: Doubt) -> Self {
        Self {
            query: search.query.clone(),
            words: Vec::new(),
            stories,
            doubt: Some(doubt),
        }
    }

    /// The search with the further words.
    pub(super) fn applied(&self, search: &Search) -> Search {
        let is_expanded = self.doubt.is_none();
        Search {
            query: self.query.clone(),
            feedback: None,
            // Every word that was typed is required by the query itself.
            wanted: if is_expanded {
                Wanted::AnyWord
            } else {
                search.wanted
            },
            ..search.clone()
        }
    }
}

/// The terms that the query asks for, each with what its word is worth.
fn asked(ranking: &Ranking<'_>) -> HashMap<String, f32> {
    let prepared = ranking.prepared;
    let terms = prepared.scored_units().flat_map(|unit| {
        let worth = prepared.unit_weight(unit);
        terms_of(&prepared.plan.units[unit]).map(move |term| (term.to_owned(), worth))
    });
    terms.collect()
}

/// Lets a word of the query count so much more, where it stands by itself.
fn add_weight(clauses: &mut [Clause], term: &str, weight: f32, analysis: &QueryAnalysis<'_>) {
    let is_it = |clause: &&mut Clause| {
        let Some(text) = expanded::word_of(clause) else {
            return false;
        };
        let words = analysis.words(&text.text);
        let [word] = words.as_slice() else {
            return false;
        };
        let mut terms = word.readings.iter().flat_map(reading_terms);
        terms.any(|known| known == term)
    };
    if let Some(clause) = clauses.iter_mut().find(is_it) {
        expanded::add_weight(clause, weight);
    }
}
