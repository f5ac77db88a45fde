//! The program `fiche`: search your archive of articles from the command line.

mod args;
mod commands;
mod error;
mod render;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use error::Trouble;

/// Segments are built and merged by threads that come and go: of what they had freed the C library's allocator held on to 193 of
/// 476 MB while a large collection was indexed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command found, as grep tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Found, or done.
    Found,
    /// Nothing found.
    Nothing,
    /// Done, but for some files that could not be read.
    Partial,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Found => Self::from(0),
            Outcome::Nothing => Self::from(1),
            Outcome::Partial => Self::from(2),
        }
    }
}

fn main() -> ExitCode {
    silence_caught_panics();
    let args = Args::parse();
    args.color.write_global();
    match run(args) {
        Ok(outcome) => outcome.into(),
        Err(trouble) => trouble.report(),
    }
}

fn run(args: Args) -> Result<Outcome, Trouble> {
    let place = commands::Place { index: args.index };
    match args.command {
        Command::Index(options) => commands::index::run(&place, &options),
        Command::Watch(options) => commands::watch::run(&place, &options),
        Command::Search(options) => commands::search::run(&place, &options),
        Command::Timeline(options) => commands::timeline::run(&place, &options),
        Command::Show(options) => commands::show::run(&place, &options),
        Command::Stats(options) => commands::stats::run(&place, &options),
        Command::Similar(options) => commands::similar::run(&place, &options),
        Command::Copies(options) => commands::copies::run(&place, &options),
        Command::Alert(command) => commands::alert::run(&place, &command),
        Command::Check(options) => commands::check::run(&place, &options),
        Command::Eval(options) => commands::eval::run(&place, &options),
        Command::Tune(options) => commands::tune::run(&place, &options),
        Command::Formats(options) => commands::formats::run(&options),
        Command::Suggest(options) => commands::suggest::run(&place, &options),
        Command::Completions { shell } => commands::pages::completions(shell),
        Command::Man => commands::pages::man(),
        Command::Parse => commands::parse::run(),
    }
}

/// A reader that panics makes a failed file of it, and the engine an index that is damaged: both are told, and the message
/// of the panic would say it twice.
fn silence_caught_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let is_reader = |name: &str| name.starts_with(fiche_ingest::READER_THREAD);
        if !thread.name().is_some_and(is_reader) && !fiche::catches_panics() {
            usual(panic);
        }
    }));
}
