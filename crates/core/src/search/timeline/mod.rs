//! How many articles were published when: days, weeks, months or years, and the days that stand out.
//!
//! An article is counted where it certainly belongs. One whose date is less exact than a bucket (`2022-03` in a timeline
//! of days), is a guess, or is not known at all is in no bucket, and counted as such.

mod buckets;
mod bursts;
mod days;

use std::time::{Duration, Instant};

use serde::Serialize;

use super::copies::Story;
use super::found::{Hit, Total};
use super::rank::{Ranking, Stop};
use super::request::Search;
use super::top::Ranked;
use crate::article::Date;
use crate::error::Error;
use crate::index::Index;
use crate::query::Note;
use days::{DAY_SECONDS, Dated};

/// The length of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Whichever makes a chart that can be taken in at a glance.
    #[default]
    Auto,
}

/// How many articles were published when.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Timeline {
    /// The length of the buckets; never [`By::Auto`].
    pub by: By,
    /// The buckets that hold an article, the earliest first.
    pub buckets: Vec<Bucket>,
    /// Days with many more articles than the weeks around them, the earliest first.
    pub bursts: Vec<Burst>,
    /// Articles that the timeline is about: those that hold all the words, or any where none holds all.
    pub articles: u64,
    /// Articles whose date is less exact than a bucket.
    pub imprecise: u64,
    /// Articles whose date is only a guess.
    pub guessed: u64,
    /// Articles without a date.
    pub undated: u64,
    /// What was understood differently from what was typed.
    #[serde(skip)]
    pub notes: Vec<Note>,
    /// How long it took.
    #[serde(skip)]
    pub took: Duration,
}

/// A stretch of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Bucket {
    /// The day, the Monday of the week, the month, or the year.
    pub start: Date,
    /// How many articles were published in it.
    pub count: u64,
}

/// A day with many more articles than those around it.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Burst {
    /// The day.
    pub day: Date,
    /// How many articles were published on it.
    pub count: u64,
    /// How many are published on a day of the weeks around it, in the mean.
    pub usual: f32,
    /// The article of the day that answers the query best, without passages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<Hit>,
}

impl Index {
    /// Counts the articles that hold all the words by when they were published. Where no article holds all, those that
    /// hold any are counted, and a note says so. Days are those of the search's zone.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    ///
    /// # Example
    /// ```
    /// use fiche::{Article, By, Index, Search};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// for (id, day) in [("a", "2022-03-14"), ("b", "2022-03-16"), ("c", "2022-05")] {
    ///     let mut article = Article::new(id, "Strike at the docks", "Cranes stood still.");
    ///     article.published = Some(day.parse()?);
    ///     writer.upsert(article)?;
    /// }
    /// writer.commit()?;
    /// let timeline = index.timeline(&"strike".parse::<Search>()?, By::Month)?;
    /// let counts = timeline.buckets.iter().map(|it| (it.start.to_string(), it.count));
    /// assert_eq!(counts.collect::<Vec<_>>(), [("2022-03".into(), 2), ("2022-05".into(), 1)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn timeline(&self, search: &Search, by: By) -> Result<Timeline, Error> {
        let began = Instant::now();
        self.with_ranking(search, |ranking, plan| {
            let (mut days, mut dated) = days::count(ranking, &plan.all_words, &search.zone)?;
            let all_words = days.articles();
            if all_words == 0 && plan.all_words != plan.hits {
                (days, dated) = days::count(ranking, &plan.hits, &search.zone)?;
            }
            let total = Total {
                all_words,
                any_word: days.articles(),
            };
            let by = match by {
                By::Auto => buckets::readable(&days),
                by => by,
            };
            let (buckets, imprecise) = buckets::fill(&days, by);
            let mut bursts = bursts::find(&days);
            self.tell(ranking, search, &dated, &mut bursts)?;
            let mut notes = plan.notes.clone();
            notes.extend(super::any_note(plan, total));
            Ok(Timeline {
                by,
                articles: total.any_word,
                buckets,
                bursts,
                imprecise,
                guessed: days.guessed,
                undated: days.undated,
                notes,
                took: began.elapsed(),
            })
        })
    }

    /// Gives each burst the article of its day that answers best.
    fn tell(
        &self,
        ranking: &Ranking<'_>,
        search: &Search,
        dated: &Dated,
        bursts: &mut [Burst],
    ) -> Result<(), Stop> {
        let search = search.clone().passages(0);
        for burst in bursts {
            let day = burst.day.start_seconds().div_euclid(DAY_SECONDS);
            let documents = days::of_day(dated, day);
            let best = ranking.best_of(documents.iter().map(Vec::as_slice), 1)?;
            let alone = |it: Ranked<f32>| Story::alone((it.address, Some(it.key)));
            let best: Vec<Story> = best.into_iter().map(alone).collect();
            burst.story = self.hits(ranking, &search, &best)?.pop();
        }
        Ok(())
    }
}
