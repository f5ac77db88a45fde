//! What to try where hardly an article holds all that was asked: which word is to blame, and what asking for less would find.
//!
//! It is offered, never done: what was typed is what is searched. Each offer is an ordinary query, counted as any other.

mod changes;

use std::time::Duration;

use serde::Serialize;

use super::deadline::Deadline;
use super::found::Total;
use super::rank::{Ranking, Stop};
use super::request::{Advising, Search};
use super::spelling::DidYouMean;
use crate::analysis::QueryAnalysis;
use crate::index::Index;
use crate::query::{Clause, Node, Query, TextKind};
use changes::Altered;

/// Articles with all the words from which on nothing is offered: less is a handful.
const ENOUGH_ARTICLES: u64 = 5;

/// The most words, phrases and conditions of a query that are looked at one by one: of a longer one, hardly any article holds
/// all, and none of its words is to blame.
const MAX_PARTS: usize = 8;

/// The most queries that are offered.
const MAX_OFFERS: usize = 5;

/// How long is counted: it comes on top of the search, and what is not counted by then is not told.
const BUDGET: Duration = Duration::from_millis(200);

/// What to try where hardly an article holds all that was asked.
///
/// # Example
/// ```
/// use fiche::{Article, Change, Index, Search};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.upsert(Article::new("convoy", "Convoy leaves Mariupol", "The evacuation took all day."))?;
/// writer.commit()?;
/// let found = index.search(&"evacuation mariupol helicopter".parse::<Search>()?)?;
/// let advice = found.advice.expect("no article holds all three");
/// assert_eq!((advice.parts[2].text.as_str(), advice.parts[2].articles), ("helicopter", 0));
/// let offer = &advice.offers[0];
/// assert_eq!((offer.change, offer.query.as_str()), (Change::LeftOut, "evacuation mariupol"));
/// assert_eq!(offer.articles, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Advice {
    /// The words, phrases and conditions of the query, in its order.
    pub parts: Vec<AskedPart>,
    /// Queries that more articles answer, the least changed first; those alike, by how many articles they find.
    pub offers: Vec<Offer>,
}

/// A word, a phrase or a condition of a query, and what it takes away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AskedPart {
    /// As a query says it.
    pub text: String,
    /// Articles that it finds by itself.
    pub articles: u64,
    /// Articles that hold all the rest of the query; `None` where there is no rest.
    pub without: Option<u64>,
}

/// A query that more articles answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Offer {
    /// How it differs.
    pub change: Change,
    /// What was changed or left out, as it was.
    pub part: String,
    /// The whole query, which can be typed.
    pub query: String,
    /// Articles that hold all of it.
    pub articles: u64,
}

/// How an offered query differs from the one that was asked; what changes less comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// A word is spelt as the collection has it.
    Respelt,
    /// A word that was asked for exactly may have other forms.
    AnyForm,
    /// The words of a phrase, or of those near one another, may stand anywhere.
    Apart,
    /// A word may stand in any part of an article.
    AnyField,
    /// The dates are of a longer time.
    Widened,
    /// A word or condition is left out.
    LeftOut,
}

impl Index {
    /// What to try, where hardly an article holds all that was asked.
    pub(super) fn advice(
        &self,
        ranking: &Ranking<'_>,
        search: &Search,
        total: Option<Total>,
        doubts: &[DidYouMean],
    ) -> Result<Option<Advice>, Stop> {
        let is_little = |total: &Total| total.all_words < ENOUGH_ARTICLES;
        let Some(total) = total.filter(|it| search.advising == Advising::Wanted && is_little(it))
        else {
            return Ok(None);
        };
        let analysis = search.analysis(&ranking.prepared.snapshot.languages);
        let clauses = telling(&search.query.root, &analysis);
        if ranking.prepared.articles == 0 || !(1..=MAX_PARTS).contains(&clauses.len()) {
            return Ok(None);
        }
        let counter = Counter {
            index: self,
            search,
            deadline: ranking.deadline.within(BUDGET),
        };
        let advice = counter.advice(&clauses, total.all_words, doubts)?;
        let says = clauses.len() > 1 || !advice.offers.is_empty();
        Ok(Some(advice).filter(|_| says))
    }
}

/// The clauses of a query without its function words, which take nothing away.
fn telling(root: &Node, analysis: &QueryAnalysis<'_>) -> Vec<Clause> {
    let clauses = changes::clauses(root);
    let tells = |clause: &&Clause| match &clause.node {
        Node::Text(text) if text.kind == TextKind::Word && !text.exact => {
            let words = analysis.words(&text.text);
            !words.iter().all(|word| word.stop)
        }
        _ => true,
    };
    let telling: Vec<Clause> = clauses.iter().filter(tells).cloned().collect();
    if telling.is_empty() { clauses } else { telling }
}

/// Counts what queries find.
struct Counter<'a> {
    index: &'a Index,
    search: &'a Search,
    deadline: Deadline,
}

impl Counter<'_> {
    fn advice(
        &self,
        clauses: &[Clause],
        found: u64,
        doubts: &[DidYouMean],
    ) -> Result<Advice, Stop> {
        let mut parts = Vec::new();
        let mut offers = Vec::new();
        for at in 0..clauses.len() {
            let Some(articles) = self.count(&clauses[at..=at])? else {
                break;
            };
            let rest = changes::without(clauses, at);
            let without = match rest.is_empty() {
                true => None,
                false => self.count(&rest)?,
            };
            parts.push(AskedPart {
                text: changes::print(&clauses[at..=at]),
                articles,
                without,
            });
            offers.extend(
                without.map(|count| offer(Change::LeftOut, &clauses[at..=at], &rest, count)),
            );
        }
        for altered in changes::of(clauses, doubts) {
            let Some(articles) = self.count(&altered.clauses)? else {
                break;
            };
            let Altered {
                change,
                part,
                clauses,
            } = altered;
            offers.push(offer(change, &part, &clauses, articles));
        }
        offers.retain(|offer| offer.articles > found);
        offers.sort_by_key(|offer| (offer.change, std::cmp::Reverse(offer.articles)));
        offers.truncate(MAX_OFFERS);
        Ok(Advice { parts, offers })
    }

    /// Articles that hold all of some clauses; `None` where the time is up.
    fn count(&self, clauses: &[Clause]) -> Result<Option<u64>, Stop> {
        let search = Search {
            query: Query {
                root: Node::Group(clauses.to_vec()),
                notes: Vec::new(),
            },
            recency: None,
            ..self.search.clone()
        };
        let counted = self
            .index
            .ranking_within(&search, &self.deadline, |ranking, plan| {
                ranking.count(&plan.all_words)
            });
        match counted {
            Ok(count) => Ok(Some(count)),
            Err(Stop::Deadline) => Ok(None),
            Err(stop) => Err(stop),
        }
    }
}

fn offer(change: Change, part: &[Clause], clauses: &[Clause], articles: u64) -> Offer {
    Offer {
        change,
        part: changes::print(part),
        query: changes::print(clauses),
        articles,
    }
}
