//! `fiche watch`: keep an index equal to its collection while files change.

use std::process::exit;

use fiche::Index;
use fiche_ingest::{Report, Stop, Watched};

use super::tell::tell;
use super::{Place, index, restore};
use crate::Outcome;
use crate::args::{self, WatchOptions};
use crate::error::Trouble;
use crate::render;
use crate::terminal::harmless;

/// The exit code of a process that an interruption ended.
const INTERRUPTED: i32 = 130;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &WatchOptions) -> Result<Outcome, Trouble> {
    let (folder, collection) = index::settle(place, &options.paths)?;
    let collection = match collection {
        Some(collection) => collection,
        None => index::known(&restore::open(&folder)?)?,
    };
    let stop = Stop::default();
    let collection = collection
        .stop_by(stop.clone())
        .parser_program(super::parse::program()?);
    stop_on_signals(stop)?;
    let mut is_first = true;
    collection.watch(&folder, |event| {
        match event {
            Watched::Refreshed { report, index } => {
                refreshed(report, index, options, std::mem::take(&mut is_first))?;
            }
            Watched::Waiting { root } => say(&format!("waiting for {}", root.display())),
            Watched::Failed(error) => say(&error.to_string()),
            Watched::Blind { root, why } => say(&format!(
                "changes of {} are looked for every half a minute, as the system does not tell of them: {why}",
                root.display()
            )),
            _ => {}
        }
        Ok::<(), Trouble>(())
    })?;
    Ok(Outcome::Found)
}

/// Asked a second time, the process ends at once: an index survives that.
fn stop_on_signals(stop: Stop) -> Result<(), Trouble> {
    let handle = move || {
        if stop.is_stopped() {
            exit(INTERRUPTED);
        }
        stop.stop();
    };
    ctrlc::set_handler(handle)
        .map_err(|error| Trouble::said(format!("signals cannot be handled: {error}")))
}

fn refreshed(
    report: &Report,
    index: &Index,
    options: &WatchOptions,
    is_first: bool,
) -> Result<(), Trouble> {
    let is_news = is_first || report.articles_changed > 0;
    if is_news && options.format == args::Report::Human {
        render::report::human(report, index.article_count()?);
    }
    let told = tell(
        index,
        options.telling.exec.as_deref(),
        |findings| match options.format {
            args::Report::Human => render::alerts::human(findings),
            args::Report::Json if is_news || !findings.is_empty() => {
                render::json::line(&render::report::Json::new(report, findings))
            }
            args::Report::Json => Ok(()),
        },
    );
    match told {
        // A command that fails once may take it the next time.
        Err(Trouble::Said(message)) => {
            say(&message);
            Ok(())
        }
        told => told,
    }
}

fn say(message: &str) {
    anstream::eprintln!("fiche: {}", harmless(message));
}
