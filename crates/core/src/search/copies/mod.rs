//! Copies of one story, folded into one hit.
//!
//! Nothing about copies is decided when an article is indexed: the candidates of a page are compared by their signatures
//! ([`columns`]), those that tell one story are put together ([`fold`]), and what the ranking did not bring up is looked up
//! by the bands of their signatures ([`lookup`]). So an article that is added or removed changes no other.

mod columns;
mod fold;
mod groups;
mod lookup;

use serde::Serialize;
use tantivy::DocAddress;

use super::deadline::Deadline;
use super::rank::{Ranking, Stop};
use super::request::{MAX_HITS, Search};
use super::similar::LeftOut;
use crate::article::{Article, Date};
pub(super) use columns::Columns;
pub use groups::CopyGroup;

/// What becomes of copies of one story among the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Copies {
    /// One hit stands for all of them and lists the others.
    #[default]
    Folded,
    /// Each is a hit of its own.
    Apart,
}

/// An article among the copies of a story: what tells it from the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ArticleCopy {
    /// The article's id.
    pub id: String,
    /// Six letters that name the article where its id is long.
    pub short_id: String,
    /// The path of its source from the collection's root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Its headline, which may be another than the hit's.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Whether the date of publication is only a guess from the file's time of change.
    pub published_is_guess: bool,
    /// Its address.
    pub url: Option<String>,
}

impl ArticleCopy {
    pub(super) fn of(article: Article) -> Self {
        let published_is_guess = article.published_is_guess();
        let path = article.source.map(|source| source.path);
        let key = crate::index::key(path.as_deref(), &article.id);
        Self {
            short_id: crate::index::short_id(key),
            id: article.id,
            path,
            title: article.title,
            outlet: article.outlet,
            published_is_guess,
            published: article.published,
            url: article.url,
        }
    }
}

/// A document of a list with its score; without one where the list is not in the order of scores.
pub(super) type Listed = (DocAddress, Option<f32>);

/// A story among the hits.
#[derive(Debug, Clone)]
pub(super) struct Story {
    /// The best copy, which is shown.
    pub(super) leader: DocAddress,
    /// The copy that stands first in the list, which gives the story its place and its score.
    pub(super) first: Listed,
    /// The others, earliest first.
    pub(super) copies: Vec<DocAddress>,
}

impl Story {
    /// An article that is taken for a story of its own.
    pub(super) fn alone(first: Listed) -> Self {
        Self {
            leader: first.0,
            first,
            copies: Vec::new(),
        }
    }
}

/// The stories of a page.
pub(super) struct Page {
    pub(super) stories: Vec<Story>,
    /// How many stories all the hits tell, where all of them were compared.
    pub(super) total: Option<u64>,
}

/// Hits up to which all are compared, whatever the page: then the number of stories is known. A signature takes a
/// microsecond to read, so that this is lost in the time of a search.
const ALWAYS_COMPARED: u64 = 100;

/// Folds the copies in the list that `list` gives to a depth. The list is asked for more where copies have left the page
/// short.
pub(super) fn page(
    ranking: &Ranking<'_>,
    search: &Search,
    hits: Option<u64>,
    list: impl Fn(usize) -> Result<Vec<Listed>, Stop>,
) -> Result<Page, Stop> {
    let wanted = search.depth();
    let few = hits.filter(|hits| *hits <= ALWAYS_COMPARED && wanted > 0);
    // Half as many more, for a page that copies leave short is ranked anew.
    let with_copies = wanted.saturating_add(wanted / 2);
    let mut depth = with_copies.max(few.unwrap_or(0) as usize).min(MAX_HITS);
    let columns = Columns::new(ranking.prepared.snapshot, &search.preferred_outlets)?;
    loop {
        let mut listed = list(depth)?;
        let is_whole = listed.len() < depth || few.is_some();
        if let Some(left_out) = &search.left_out {
            listed = remaining(listed, left_out, &columns)?;
        }
        let stories = stories(&listed, &columns, ranking.deadline)?;
        if stories.len() < wanted && !is_whole && depth < MAX_HITS {
            depth = (depth * 2).min(MAX_HITS);
            continue;
        }
        let total = is_whole.then_some(stories.len() as u64);
        let page = stories.into_iter().skip(search.offset).take(search.limit);
        let mut stories: Vec<Story> = page.collect();
        if !is_whole {
            lookup::complete(ranking, &columns, &mut stories)?;
        }
        return Ok(Page { stories, total });
    }
}

/// The list without an article and its copies.
fn remaining(
    listed: Vec<Listed>,
    left_out: &LeftOut,
    columns: &Columns<'_>,
) -> tantivy::Result<Vec<Listed>> {
    let mut rest = Vec::with_capacity(listed.len());
    for it in listed {
        if !left_out.holds(columns, it.0)? {
            rest.push(it);
        }
    }
    Ok(rest)
}

/// The stories that a list tells, each at the place of its first copy.
fn stories(
    listed: &[Listed],
    columns: &Columns<'_>,
    deadline: &Deadline,
) -> Result<Vec<Story>, Stop> {
    let addresses: Vec<DocAddress> = listed.iter().map(|(address, _)| *address).collect();
    let groups = fold::fold(&addresses, columns, deadline)?;
    let story = |group: fold::Group| Story {
        leader: addresses[group.leader],
        first: listed[group.first],
        copies: group.others.iter().map(|at| addresses[*at]).collect(),
    };
    Ok(groups.into_iter().map(story).collect())
}
