//! What is asked of a search: the query and everything beside it.

use std::str::FromStr;
use std::time::Duration;

use super::copies::Copies;
use super::deadline::Cancel;
use super::facet::{DEFAULT_FACET_VALUES, FacetField};
use super::feedback::Feedback;
use super::similar::LeftOut;
use super::weights::Weights;
use crate::analysis::{Names, QueryAnalysis};
use crate::article::{Language, Zone};
use crate::query::{Node, Query, QueryError};

/// How long a search takes at most, unless it says otherwise: whoever waits longer has given up.
pub(super) const DEFAULT_DEADLINE: Duration = Duration::from_secs(30);

/// Hits of a page unless said otherwise.
pub const DEFAULT_LIMIT: usize = 10;

/// The most hits that one search gives, offset included: a longer list is an export, not an answer.
pub const MAX_HITS: usize = 10_000;

/// The order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// By the beginning of the interval of publication, latest first; undated articles last.
    Newest,
    /// Earliest first; undated articles last.
    Oldest,
}

/// What a search counts beside the hits it lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Counting {
    /// Nothing: the fastest.
    Nothing,
    /// How many articles hold all the words, and how many hold any, exactly.
    #[default]
    Exact,
}

/// Newer articles rank higher: the score is multiplied by `1 - weight + weight · 2^(-age / half_life)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recency {
    /// The age at which half of the weight is gone, in days; positive.
    pub half_life_days: f32,
    /// How much of the score depends on the age, 0 to 1. An article without a date, or with one that is only a guess,
    /// counts as infinitely old.
    pub weight: f32,
    /// From when ages are counted.
    pub from: AgeFrom,
}

/// From when the age of an article is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum AgeFrom {
    /// From the newest article that is not of the future: in an archive that ended years ago, every article is equally old
    /// from now.
    #[default]
    Newest,
    /// From the moment of the search.
    Now,
}

impl Recency {
    /// How much of the score depends on age unless said otherwise: enough to order articles that answer alike, not
    /// enough to bring up one that does not answer.
    pub const WEIGHT: f32 = 0.5;

    /// A half-life in days with the usual weight.
    pub fn half_life_days(days: f32) -> Self {
        Self {
            half_life_days: days,
            weight: Self::WEIGHT,
            from: AgeFrom::default(),
        }
    }
}

/// Which articles are hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Wanted {
    /// Those that hold any of the words.
    #[default]
    AnyWord,
    /// Those that hold all the words.
    AllWords,
}

/// Whether it is told what to ask instead, where hardly an article holds all that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Advising {
    Wanted,
    Unwanted,
}

/// A search: the query and everything that is asked beside it.
///
/// # Example
/// ```
/// use fiche::{Search, Sort};
///
/// let search = "“humanitarian corridor” mariupol date:2022-03".parse::<Search>()?;
/// let search = search.limit(20).sort(Sort::Newest);
/// # Ok::<(), fiche::QueryError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Search {
    pub(crate) query: Query,
    pub(crate) limit: usize,
    pub(crate) offset: usize,
    pub(crate) sort: Sort,
    pub(crate) counting: Counting,
    pub(crate) weights: Weights,
    pub(crate) recency: Option<Recency>,
    pub(crate) feedback: Option<Feedback>,
    pub(crate) passages: usize,
    pub(crate) variants: bool,
    pub(crate) names: Names,
    pub(crate) copies: Copies,
    pub(crate) preferred_outlets: Vec<String>,
    pub(super) left_out: Option<LeftOut>,
    pub(crate) advising: Advising,
    pub(crate) explain: bool,
    pub(crate) exhaustive: bool,
    pub(crate) now: Option<i64>,
    pub(crate) zone: Zone,
    pub(crate) wanted: Wanted,
    pub(crate) facets: Vec<FacetField>,
    pub(crate) facet_values: usize,
    pub(crate) deadline: Option<Duration>,
    pub(crate) cancel: Option<Cancel>,
}

impl Search {
    /// A search for a query, with the defaults: ten hits, best first, counted, one passage each, 30 seconds at most.
    pub fn new(query: Query) -> Self {
        Self {
            query,
            limit: DEFAULT_LIMIT,
            offset: 0,
            sort: Sort::default(),
            counting: Counting::default(),
            weights: Weights::default(),
            recency: None,
            feedback: None,
            passages: 1,
            variants: true,
            names: Names::default(),
            copies: Copies::default(),
            preferred_outlets: Vec::new(),
            left_out: None,
            advising: Advising::Wanted,
            explain: false,
            exhaustive: false,
            now: None,
            zone: Zone::default(),
            wanted: Wanted::default(),
            facets: Vec::new(),
            facet_values: DEFAULT_FACET_VALUES,
            deadline: Some(DEFAULT_DEADLINE),
            cancel: None,
        }
    }

    /// At most so many hits; offset and limit together are cut at [`MAX_HITS`].
    pub fn limit(mut self, hits: usize) -> Self {
        self.limit = hits;
        self
    }

    /// Only articles that hold all the words are hits; else all that hold any, those with more of the words first.
    pub fn all_words(mut self) -> Self {
        self.wanted = Wanted::AllWords;
        self
    }

    /// Leaves out the first so many hits.
    pub fn offset(mut self, hits: usize) -> Self {
        self.offset = hits;
        self
    }

    /// The order of the hits.
    pub fn sort(mut self, sort: Sort) -> Self {
        self.sort = sort;
        self
    }

    /// What is counted beside the hits.
    pub fn counting(mut self, counting: Counting) -> Self {
        self.counting = counting;
        self
    }

    /// The numbers of the ranking.
    pub fn weights(mut self, weights: Weights) -> Self {
        self.weights = weights.sane();
        self
    }

    /// Sets one of the numbers of the ranking by its name, one of [`Weights::NAMES`]; another name changes nothing.
    pub fn weight(mut self, name: &str, value: f32) -> Self {
        self.weights.set(name, value);
        self.weights = self.weights.sane();
        self
    }

    /// Ranks newer articles higher; only with [`Sort::Relevance`].
    pub fn recency(mut self, recency: Recency) -> Self {
        self.recency = Some(recency);
        self
    }

    /// Asks for further words beside those of the query, taken from the articles that it finds first, where these are a sample
    /// of what is sought; see [`Index::expansion`](crate::Index::expansion). It finds more, and for questions with one right
    /// answer hardly better.
    pub fn expand(mut self, feedback: Feedback) -> Self {
        self.feedback = Some(feedback);
        self
    }

    /// So many passages of each hit are shown; 0 leaves the text alone, which is faster.
    pub fn passages(mut self, passages: usize) -> Self {
        self.passages = passages;
        self
    }

    /// Whether other spellings of a name count as the name itself.
    pub fn variants(mut self, are_searched: bool) -> Self {
        self.variants = are_searched;
        self
    }

    /// Groups of names beside the built-in ones; in force unless [`variants`](Self::variants) are switched off.
    pub fn names(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    /// What becomes of copies of one story; [`Index::rank`](crate::Index::rank) never folds them.
    pub fn copies(mut self, copies: Copies) -> Self {
        self.copies = copies;
        self
    }

    /// Outlets whose copy of a story leads before that of others, the most preferred first. Case makes no difference.
    pub fn preferred_outlets(mut self, outlets: Vec<String>) -> Self {
        self.preferred_outlets = outlets;
        self
    }

    /// Narrows the query by a condition that every hit has to meet.
    pub fn narrowed(mut self, condition: Node) -> Self {
        self.query = self.query.narrowed(condition);
        self
    }

    /// Leaves out an article and its copies; only where copies are folded.
    pub(super) fn leave_out(mut self, article: LeftOut) -> Self {
        self.left_out = Some(article);
        self
    }

    /// Whether hardly any article holding all that was asked is answered with [`Advice`](crate::Advice) on what to ask instead. It
    /// is unless switched off: who shows none saves the counts behind it, some twenty queries and 200 ms at most.
    /// Without [`Counting::Exact`] there is never any.
    pub fn advice(mut self, is_given: bool) -> Self {
        self.advising = match is_given {
            true => Advising::Wanted,
            false => Advising::Unwanted,
        };
        self
    }

    /// Gives each hit the [`Explanation`](crate::Explanation) of its score.
    pub fn explain(mut self) -> Self {
        self.explain = true;
        self
    }

    /// Scores every matching article instead of leaving out those that cannot be among the best. The hits are the
    /// same: this is for checking that they are.
    pub fn exhaustive(mut self) -> Self {
        self.exhaustive = true;
        self
    }

    /// The moment from which `7d` is counted, in seconds since 1970 UTC; the clock's unless set.
    pub fn now(mut self, seconds: i64) -> Self {
        self.now = Some(seconds);
        self
    }

    /// The zone of the collection: when `today` begins, and of which day an article is that is dated by the moment; UTC
    /// unless set. See [`Index::zone`](crate::Index::zone).
    pub fn zone(mut self, zone: Zone) -> Self {
        self.zone = zone;
        self
    }

    /// Counts the articles that hold all the words by this field; once for each field.
    ///
    /// # Example
    /// ```
    /// use fiche::{Article, FacetField, Index, Search};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for (id, outlet) in [("a", "The Harbour Post"), ("b", "The Harbour Post"), ("c", "Meridian Wire")] {
    ///     let mut article = Article::new(id, "Strike at the docks", "Cranes stood still.");
    ///     article.outlet = Some(outlet.into());
    ///     writer.upsert(article)?;
    /// }
    /// writer.commit()?;
    /// let found = index.search(&"strike".parse::<Search>()?.facet(FacetField::Outlet))?;
    /// let first = &found.facets[0].values[0];
    /// assert_eq!((first.value.as_str(), first.count), ("The Harbour Post", 2));
    /// // What finds just these two:
    /// assert_eq!(first.filter, "outlet:=\"The Harbour Post\"");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn facet(mut self, field: FacetField) -> Self {
        if !self.facets.contains(&field) {
            self.facets.push(field);
        }
        self
    }

    /// So many values of each facet are listed; the rest is summed.
    pub fn facet_values(mut self, values: usize) -> Self {
        self.facet_values = values;
        self
    }

    /// The search ends with [`Error::Deadline`](crate::Error::Deadline) after so long; `None` waits.
    pub fn deadline(mut self, deadline: Option<Duration>) -> Self {
        self.deadline = deadline;
        self
    }

    /// The search ends with [`Error::Cancelled`](crate::Error::Cancelled) once this is cancelled.
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = Some(cancel.clone());
        self
    }

    /// The query as it was understood.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// How its words are read in a collection of these languages.
    pub(super) fn analysis<'a>(&'a self, languages: &'a [Language]) -> QueryAnalysis<'a> {
        QueryAnalysis {
            languages,
            variants: self.variants,
            names: &self.names,
        }
    }

    /// Hits that are ranked in all, those left out by the offset included.
    pub(super) fn depth(&self) -> usize {
        self.offset.saturating_add(self.limit).min(MAX_HITS)
    }
}

impl FromStr for Search {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        Query::parse(text).map(Self::new)
    }
}
