//! Conditions that a column answers, asked of single documents: a set would have to look for the next that meets them.

use tantivy::DocId;

use super::plan::{Condition, Match};
use crate::index::{SegmentColumns, is_moment};
use crate::query::Bound;

/// Whether a document meets a condition.
pub(super) type Test = Box<dyn Fn(DocId) -> bool + Send>;

/// The test of a set that a column answers for any document; `None` where the set has to be opened.
pub(super) fn test(columns: &SegmentColumns, set: &Match) -> tantivy::Result<Option<Test>> {
    match set {
        Match::Condition(Condition::Published { from, to }) => {
            published(columns, *from, *to).map(Some)
        }
        Match::Condition(Condition::Words { from, to }) => words(columns, *from, *to).map(Some),
        _ => Ok(None),
    }
}

/// Whether the interval of publication meets the half-open interval asked for.
fn published(
    columns: &SegmentColumns,
    from: Option<Bound>,
    to: Option<Bound>,
) -> tantivy::Result<Test> {
    let (starts, ends) = (columns.published()?, columns.published_end()?);
    let (Some(starts), Some(ends)) = (starts.cloned(), ends.cloned()) else {
        return Ok(nowhere());
    };
    Ok(Box::new(move |doc| {
        let (Some(start), Some(end)) = (starts.first(doc), ends.first(doc)) else {
            return false;
        };
        let is_moment = is_moment(start, end);
        let at = |bound: Bound| if is_moment { bound.moment } else { bound.civil };
        from.is_none_or(|from| end > at(from)) && to.is_none_or(|to| start < at(to))
    }))
}

fn words(columns: &SegmentColumns, from: u64, to: u64) -> tantivy::Result<Test> {
    let Some(words) = columns.words()?.cloned() else {
        return Ok(nowhere());
    };
    Ok(Box::new(move |doc| {
        words.first(doc).is_some_and(|it| (from..=to).contains(&it))
    }))
}

fn nowhere() -> Test {
    Box::new(|_| false)
}
