//! `fiche alert`: saved searches.

use fiche::{Alert, Search};
use fiche_ingest::SavedAlerts;

use super::Place;
use crate::Outcome;
use crate::args::{AlertCommand, Format, Report};
use crate::error::Trouble;
use crate::render;
use crate::render::alerts::{ListJson, Saved, list};

/// Runs the command.
pub(crate) fn run(place: &Place, command: &AlertCommand) -> Result<Outcome, Trouble> {
    match command {
        AlertCommand::Add { name, query } => add(place, name, query),
        AlertCommand::List { format } => print_list(place, *format),
        AlertCommand::Remove { name } => remove(place, name),
        AlertCommand::Run {
            name,
            limit,
            format,
        } => search(place, name, *limit, *format),
    }
}

fn add(place: &Place, name: &str, query: &str) -> Result<Outcome, Trouble> {
    let alert = Alert::new(name, query);
    let understood = alert.parse()?;
    render::human::notes(&understood.notes, query);
    SavedAlerts::of(&place.open_here()?)?.add(alert)?;
    Ok(Outcome::Found)
}

fn print_list(place: &Place, format: Report) -> Result<Outcome, Trouble> {
    let saved = SavedAlerts::of(&place.open_here()?)?;
    let saved: Vec<Saved> = saved
        .iter()
        .map(|(alert, origin)| Saved { alert, origin })
        .collect();
    match format {
        Report::Human => list(&saved)?,
        Report::Json => render::json::print(&ListJson::new(&saved))?,
    }
    Ok(if saved.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    })
}

fn remove(place: &Place, name: &str) -> Result<Outcome, Trouble> {
    if SavedAlerts::of(&place.open_here()?)?.remove(name)? {
        return Ok(Outcome::Found);
    }
    Ok(no_such(name))
}

fn search(place: &Place, name: &str, limit: usize, format: Format) -> Result<Outcome, Trouble> {
    let index = place.open_here()?;
    let saved = SavedAlerts::of(&index)?;
    let Some((alert, _)) = saved.iter().find(|(alert, _)| alert.name == name) else {
        return Ok(no_such(name));
    };
    let query = alert.parse()?;
    let search = Search::new(query.clone())
        .zone(index.zone().unwrap_or_default())
        .all_words()
        .limit(limit);
    super::search::answer(&index, &alert.query, &query, &search, format)
}

fn no_such(name: &str) -> Outcome {
    let name = crate::terminal::harmless(name);
    anstream::eprintln!("fiche: there is no alert `{name}`: see `fiche alert list`");
    Outcome::Nothing
}
