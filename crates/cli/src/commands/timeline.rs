//! `fiche timeline`: how many articles there were when.

use super::Place;
use super::search::{configured, narrowed, open, parse, search, within};
use crate::Outcome;
use crate::args::{By, Report, TimelineOptions};
use crate::error::Trouble;
use crate::render;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &TimelineOptions) -> Result<Outcome, Trouble> {
    let query = parse(&options.query, &options.ranking)?;
    let (index, subtree) = open(place, options.path.as_deref())?;
    let asked = narrowed(within(query.clone(), &options.period), subtree);
    let search = configured(
        &index,
        search(asked, &options.ranking),
        &options.ranking.weights,
    )?
    .zone(index.zone().unwrap_or_default());
    let by = match options.by {
        By::Day => fiche::By::Day,
        By::Week => fiche::By::Week,
        By::Month => fiche::By::Month,
        By::Year => fiche::By::Year,
        By::Auto => fiche::By::Auto,
    };
    let timeline = index.timeline(&search, by)?;
    let answer = render::timeline::Answer {
        typed: &options.query,
        query: &query,
        timeline: &timeline,
    };
    match options.format {
        Report::Human => render::timeline::human(&answer)?,
        Report::Json => render::json::print(&render::timeline::Json::new(&answer))?,
    }
    Ok(if timeline.articles == 0 {
        Outcome::Nothing
    } else {
        Outcome::Found
    })
}
