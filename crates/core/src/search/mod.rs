//! From a query to ranked hits: compile, rank, filter, count, show, explain.
//!
//! A [`Search`] is compiled to a plan ([`compile`] → [`plan`]), the plan is looked up in every segment ([`prepare`]),
//! ranked ([`rank`], [`score`]) and the hits are read and shown ([`found`], [`snippet`], [`explain`]).

mod advice;
mod alert;
mod alone;
mod bits;
mod blocks;
mod bound;
mod by_date;
mod candidates;
mod compile;
mod condition;
mod copies;
mod count;
mod deadline;
mod docset;
mod exact;
mod expand;
mod explain;
mod facet;
mod feedback;
mod found;
mod list;
mod materialize;
mod natural;
mod page;
mod patient;
mod phrase;
mod plan;
mod population;
mod prepare;
mod proximity;
mod rank;
mod ranked;
mod relax;
mod request;
mod requirement;
mod score;
mod sequence;
mod sets;
mod similar;
mod snippet;
mod spelling;
mod stream;
mod streams;
mod stretches;
mod suggest;
mod sweep;
mod ties;
mod timeline;
mod top;
mod tune;
mod typed;
mod union;
mod unit;
mod weights;
mod window;
mod words;
mod year;

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

pub use advice::{Advice, AskedPart, Change, Offer};
pub use alert::{Alert, AlertError, Alerts, Finding};
pub use copies::{ArticleCopy, Copies, CopyGroup};
pub use explain::{Explanation, Occurrences, Part, Reason};
pub use facet::{DEFAULT_FACET_VALUES, Facet, FacetError, FacetField, FacetValue};
pub use feedback::{Doubt, Expansion, Feedback, FurtherWord};
pub use found::{Found, Hit, Run, Snippet, Total};
pub use ranked::{RankedId, RankedList};
pub use request::{AgeFrom, Counting, DEFAULT_LIMIT, MAX_HITS, Recency, Search, Sort};
pub use spelling::{DidYouMean, Spelling};
pub use suggest::{Suggestion, SuggestionKind};
pub use timeline::{Bucket, Burst, By, Timeline};
pub use tune::{DEFAULT_FOLDS, TopicQuery, Tuning};
pub use weights::Weights;

use crate::article::Article;
use crate::error::Error;
use crate::index::{Index, guarded, read_article};
use crate::query::Note;
use compile::Context;
use copies::Story;
use deadline::Deadline;
use plan::{Match, Plan};
use prepare::Prepared;
use rank::{Ranking, Stop};
use snippet::Highlighter;

impl Index {
    /// Finds articles, best first or by date. Of a phrase with many articles to look into a second thread takes a share.
    ///
    /// # Errors
    /// [`Error::Deadline`] where the search took too long, [`Error::Corrupt`] or [`Error::Io`] where the index cannot
    /// be read.
    pub fn search(&self, search: &Search) -> Result<Found, Error> {
        match search.feedback {
            None => self.search_as_asked(search),
            Some(feedback) => self.search_expanded(search, feedback),
        }
    }

    /// Lists what the query with further words finds, and counts what the query finds as it was asked.
    fn search_expanded(&self, search: &Search, feedback: Feedback) -> Result<Found, Error> {
        let began = Instant::now();
        let expansion = self.expansion(search, feedback)?;
        let applied = expansion.applied(search);
        let mut found = if expansion.doubt.is_some() {
            self.search_as_asked(&applied)?
        } else {
            let counted = self.search_as_asked(&search.clone().limit(0))?;
            let listed = self.search_as_asked(&applied.counting(Counting::Nothing))?;
            Found {
                hits: listed.hits,
                ..counted
            }
        };
        found.expansion = Some(expansion);
        found.took = began.elapsed();
        Ok(found)
    }

    fn search_as_asked(&self, search: &Search) -> Result<Found, Error> {
        let began = Instant::now();
        self.with_ranking(search, |ranking, plan| {
            let total = count(ranking, plan, search)?;
            let page = page::stories(ranking, search, total)?;
            let did_you_mean = self.did_you_mean(ranking)?;
            let mut found = Found {
                hits: self.hits(ranking, search, &page.stories)?,
                total,
                facets: facets(ranking, plan, search, total)?,
                stories: page.total,
                expansion: None,
                advice: self.advice(ranking, search, total, &did_you_mean)?,
                did_you_mean,
                notes: plan.notes.clone(),
                took: Duration::ZERO,
            };
            found
                .notes
                .extend(total.and_then(|total| any_note(plan, total)));
            found.took = began.elapsed();
            Ok(found)
        })
    }

    /// The hits alone: nothing is counted, and no word doubted.
    fn list(&self, search: &Search) -> Result<Vec<Hit>, Error> {
        self.with_ranking(search, |ranking, _| {
            let page = page::stories(ranking, search, None)?;
            self.hits(ranking, search, &page.stories)
        })
    }

    /// The best articles in order, without reading any of them: for evaluation, export and measuring.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn rank(&self, search: &Search) -> Result<RankedList<'_>, Error> {
        self.ranked(search, page::documents)
    }

    /// As [`rank`](Self::rank), with one article for each story, the one that a search would show, where the search folds
    /// copies: for whom it is enough to know where the articles are.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn rank_stories(&self, search: &Search) -> Result<RankedList<'_>, Error> {
        self.ranked(search, page::leaders)
    }

    fn ranked(
        &self,
        search: &Search,
        entries: fn(&Ranking<'_>, &Search) -> Result<page::Scored, Stop>,
    ) -> Result<RankedList<'_>, Error> {
        if let Some(feedback) = search.feedback {
            let expansion = self.expansion(search, feedback)?;
            return self.ranked(&expansion.applied(search), entries);
        }
        self.with_ranking(search, |ranking, _| {
            Ok(RankedList {
                index: self,
                entries: entries(ranking, search)?,
                snapshot: Arc::clone(ranking.prepared.snapshot),
            })
        })
    }

    fn with_ranking<T>(
        &self,
        search: &Search,
        work: impl FnOnce(&Ranking<'_>, &Plan) -> Result<T, Stop>,
    ) -> Result<T, Error> {
        guarded(self.path(), || self.with_ranking_of(search, work))
    }

    fn with_ranking_of<T>(
        &self,
        search: &Search,
        work: impl FnOnce(&Ranking<'_>, &Plan) -> Result<T, Stop>,
    ) -> Result<T, Error> {
        let deadline = Deadline::new(search.deadline, search.cancel.clone());
        let done = self.ranking_within(search, &deadline, work);
        done.map_err(|stop| self.stopped(stop, search.deadline))
    }

    /// Why a search ended early, as an error.
    fn stopped(&self, stop: Stop, deadline: Option<Duration>) -> Error {
        match stop {
            Stop::Engine(error) => self.error(error, "search"),
            Stop::Cancelled => Error::Cancelled,
            Stop::Deadline => Error::Deadline {
                seconds: deadline.unwrap_or_default().as_secs_f64(),
            },
        }
    }

    fn ranking_within<T>(
        &self,
        search: &Search,
        deadline: &Deadline,
        work: impl FnOnce(&Ranking<'_>, &Plan) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let snapshot = self.snapshot()?;
        let now = search.now.unwrap_or_else(clock);
        let context = Context {
            searcher: &snapshot.searcher,
            marked: &snapshot.marked,
            fields: self.fields(),
            analysis: search.analysis(&snapshot.languages),
            weights: search.weights,
            now,
            zone: &search.zone,
            deadline,
        };
        let prepare =
            |plan| Prepared::new(plan, &snapshot, self.fields(), search.weights, deadline);
        let plan = compile::plan(&search.query, &context)?.of(search.wanted);
        let mut prepared = prepare(&plan)?;
        let (with_kin, words_instead);
        if search.variants && compile::has_rare_words(&prepared) {
            with_kin = compile::plan_with_kin(&search.query, &context)?.of(search.wanted);
            if with_kin.units.len() > plan.units.len() {
                prepared = prepare(&with_kin)?;
            }
        }
        if let Some(hits) = &prepared.plan.relaxed
            && !relax::has_hits(&prepared)?
        {
            words_instead = relax::with_hits(prepared.plan, hits.clone());
            prepared = prepare(&words_instead)?;
        }
        let recency = search.recency.map(|recency| match recency.from {
            AgeFrom::Now => Ok((recency, now)),
            AgeFrom::Newest => Ok((recency, by_date::newest(&snapshot, now)?)),
        });
        let ranking = Ranking {
            prepared: &prepared,
            recency: recency.transpose().map_err(Stop::Engine)?,
            is_exhaustive: search.exhaustive,
            deadline,
        };
        deadline.check()?;
        work(&ranking, prepared.plan)
    }

    fn hits(
        &self,
        ranking: &Ranking<'_>,
        search: &Search,
        stories: &[Story],
    ) -> Result<Vec<Hit>, Stop> {
        let highlighter = Highlighter::new(ranking.prepared);
        let searcher = ranking.prepared.searcher;
        let mut hits = Vec::with_capacity(stories.len());
        for (at, story) in stories.iter().enumerate() {
            ranking.deadline.check()?;
            let Some(article) = read_article(searcher, self.fields(), story.leader)? else {
                continue;
            };
            let snippets = highlighter.passages(&article, search.passages)?;
            let mut hit = hit(article, snippets);
            hit.rank = search.offset + at + 1;
            hit.score = page::score(ranking, story.first)?;
            for copy in &story.copies {
                ranking.deadline.check()?;
                let copy = read_article(searcher, self.fields(), *copy)?;
                hit.copies.extend(copy.map(ArticleCopy::of));
            }
            if search.explain {
                hit.explanation = explain::explain(ranking, self.fields(), story.first.0)?;
            }
            hits.push(hit);
        }
        Ok(hits)
    }
}

fn hit(article: Article, snippets: Vec<Snippet>) -> Hit {
    let published_is_guess = article.published_is_guess();
    let path = article.source.map(|source| source.path);
    let key = crate::index::key(path.as_deref(), &article.id);
    Hit {
        rank: 0,
        score: 0.0,
        short_id: crate::index::short_id(key),
        id: article.id,
        path,
        title: article.title,
        authors: article.authors,
        outlet: article.outlet,
        section: article.section,
        tags: article.tags,
        language: article.language,
        published_is_guess,
        published: article.published,
        url: article.url,
        snippets,
        copies: Vec::new(),
        explanation: None,
    }
}

fn count(ranking: &Ranking<'_>, plan: &Plan, search: &Search) -> Result<Option<Total>, Stop> {
    match search.counting {
        Counting::Nothing => Ok(None),
        Counting::Exact => ranking.total(plan).map(Some),
    }
}

fn facets(
    ranking: &Ranking<'_>,
    plan: &Plan,
    search: &Search,
    total: Option<Total>,
) -> Result<Vec<Facet>, Stop> {
    if search.facets.is_empty() {
        return Ok(Vec::new());
    }
    let set = counted(ranking, plan, total)?;
    facet::count(ranking, set, &search.facets, search.facet_values)
}

/// The articles that facets and timelines speak of: those that hold all the words, or any where none holds all.
fn counted<'p>(
    ranking: &Ranking<'_>,
    plan: &'p Plan,
    total: Option<Total>,
) -> Result<&'p Match, Stop> {
    let all_words = match total {
        Some(total) => total.all_words,
        None => ranking.count(&plan.all_words)?,
    };
    Ok(if all_words > 0 {
        &plan.all_words
    } else {
        &plan.hits
    })
}

/// Said where hits hold only some of the words.
fn any_note(plan: &Plan, total: Total) -> Option<Note> {
    let says = plan.all_words != plan.hits && total.all_words == 0 && total.any_word > 0;
    says.then(|| Note::general("no article holds all the words; these hold some"))
}

fn clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}
