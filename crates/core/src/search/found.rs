//! What a search gives back: owned values that outlive the index.

use std::time::Duration;

use serde::Serialize;

use super::advice::Advice;
use super::copies::ArticleCopy;
use super::explain::Explanation;
use super::facet::Facet;
use super::feedback::Expansion;
use super::spelling::DidYouMean;
use crate::article::{Date, Language};
use crate::query::Note;

/// The result of a search.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Found {
    /// The articles of this page, in the order asked for.
    pub hits: Vec<Hit>,
    /// How many articles there are in all; `None` where nothing was to be counted.
    pub total: Option<Total>,
    /// The facets asked for, in their order.
    pub facets: Vec<Facet>,
    /// How many stories those articles tell, copies counted once; `None` where there are too many to compare all of them,
    /// or where [`Copies::Apart`](crate::Copies::Apart) was asked for.
    pub stories: Option<u64>,
    /// The further words that were asked for beside those of the query, or why none were, where
    /// [`Search::expand`](crate::Search::expand) asked for them. Counts and facets speak of the query as it was typed.
    pub expansion: Option<Expansion>,
    /// Words that were typed and hardly an article holds, each with words that were perhaps meant. None of these was searched.
    pub did_you_mean: Vec<DidYouMean>,
    /// What to try, where hardly an article holds all that was asked; only where articles are counted.
    pub advice: Option<Advice>,
    /// What was understood differently from what was typed.
    pub notes: Vec<Note>,
    /// How long it took.
    pub took: Duration,
}

impl Found {
    /// The hits, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Hit> {
        self.hits.iter()
    }
}

impl<'a> IntoIterator for &'a Found {
    type Item = &'a Hit;
    type IntoIter = std::slice::Iter<'a, Hit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// How many articles a query finds. Conditions hold in both counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Articles that hold all the words.
    pub all_words: u64,
    /// Articles that hold at least one of the words: what the list of hits would hold without a limit.
    pub any_word: u64,
}

/// An article found.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// Its place in the whole list, counted from 1.
    pub rank: usize,
    /// The higher, the better; comparable within one search only.
    pub score: f32,
    /// The article's id.
    pub id: String,
    /// Six letters that name the article where its id is long; see [`Index::get`](crate::Index::get).
    pub short_id: String,
    /// The path of its source from the collection's root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The headline.
    pub title: String,
    /// Who signed it.
    pub authors: Vec<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its section.
    pub section: Option<String>,
    /// Its keywords.
    pub tags: Vec<String>,
    /// The language of its text.
    pub language: Option<Language>,
    /// When it was published.
    pub published: Option<Date>,
    /// Whether the date of publication is only a guess from the file's time of change.
    pub published_is_guess: bool,
    /// Its address.
    pub url: Option<String>,
    /// The best passages, in the order of the text.
    pub snippets: Vec<Snippet>,
    /// The other copies of the story among the hits, earliest first. The hit is the best of them; its place and score are
    /// those of the copy that ranks highest.
    pub copies: Vec<ArticleCopy>,
    /// How the score came about, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// A passage of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Snippet {
    /// The passage in runs that match or do not; put together they are its text.
    pub runs: Vec<Run>,
}

impl Snippet {
    /// The passage without its marks.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A stretch of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The text, as it stands in the article; white space is single spaces.
    pub text: String,
    /// Whether it is what the query asked for.
    #[serde(rename = "match")]
    pub is_match: bool,
}
