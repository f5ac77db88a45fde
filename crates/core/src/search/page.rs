//! The documents of the page asked for: each a hit, or the copies of a story as one.

use tantivy::DocAddress;

use super::by_date::First;
use super::copies::{self, Copies, Listed, Page, Story};
use super::found::Total;
use super::rank::{Ranking, Stop};
use super::request::{Search, Sort};
use super::score::Scorer;

/// Documents in order, each with its score.
pub(super) type Scored = Vec<(DocAddress, f32)>;

/// Each document with its score, copies and all.
pub(super) fn documents(ranking: &Ranking<'_>, search: &Search) -> Result<Scored, Stop> {
    let listed = list(ranking, search, search.depth())?;
    let page = listed.into_iter().skip(search.offset);
    page.map(|listed| Ok((listed.0, score(ranking, listed)?)))
        .collect()
}

/// The article that each story is shown by, with the story's score.
pub(super) fn leaders(ranking: &Ranking<'_>, search: &Search) -> Result<Scored, Stop> {
    let page = stories(ranking, search, None)?;
    let leaders = page.stories.iter();
    leaders
        .map(|story| Ok((story.leader, score(ranking, story.first)?)))
        .collect()
}

/// The stories; `total` tells how many hits there are, where they were counted.
pub(super) fn stories(
    ranking: &Ranking<'_>,
    search: &Search,
    total: Option<Total>,
) -> Result<Page, Stop> {
    match search.copies {
        Copies::Folded => {
            let hits = total.map(|total| total.any_word);
            copies::page(ranking, search, hits, |depth| list(ranking, search, depth))
        }
        Copies::Apart => {
            let listed = list(ranking, search, search.depth())?;
            let page = listed.into_iter().skip(search.offset);
            Ok(Page {
                stories: page.map(Story::alone).collect(),
                total: None,
            })
        }
    }
}

/// The first documents in the order asked for.
fn list(ranking: &Ranking<'_>, search: &Search, depth: usize) -> Result<Vec<Listed>, Stop> {
    // Who asks for counts alone has nothing to rank.
    if depth == 0 {
        return Ok(Vec::new());
    }
    let is_ranked = ranking.prepared.scored_units().next().is_some();
    let first = match search.sort {
        Sort::Relevance if is_ranked => {
            let best = ranking.best(depth)?;
            return Ok(best.iter().map(|it| (it.address, Some(it.key))).collect());
        }
        // Without a word to rank by, the latest is the best.
        Sort::Relevance | Sort::Newest => First::Newest,
        Sort::Oldest => First::Oldest,
    };
    let addresses = ranking.by_date(depth, first)?;
    Ok(addresses.into_iter().map(|it| (it, None)).collect())
}

/// The score of a document, worked out where the list did not need it.
pub(super) fn score(ranking: &Ranking<'_>, (address, score): Listed) -> Result<f32, Stop> {
    if let Some(score) = score {
        return Ok(score);
    }
    let ordinal = address.segment_ord as usize;
    let mut scorer = Scorer::new(ranking.prepared, ordinal, ranking.recency, &[])?;
    Ok(scorer.parts(address.doc_id)?.score())
}
