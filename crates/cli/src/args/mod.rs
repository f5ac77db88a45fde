//! What can be typed: commands, options and their help, which is the documentation of the program.

mod asking;
mod judging;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as Options, Parser, Subcommand, ValueEnum};

pub(crate) use asking::{
    AgesFrom, By, Expand, Order, PeriodOptions, RankingOptions, SearchOptions, SimilarOptions,
    TimelineOptions, When,
};
pub(crate) use judging::{EvalOptions, TuneOptions};

use crate::terminal::Color;

const AFTER_HELP: &str = "\
Examples:
  fiche search \"Mariupol evacuation\" ~/archive     builds the index at the first time, then answers in milliseconds
  fiche search '“evacuation convoys” date:2022-03'   a phrase, and a condition on the date
  fiche search 'evac* -hotel outlet:\"harbour post\"'  a prefix, an excluded word, an outlet
  fiche index                                        reads what has changed in the collection here

Exit codes: 0 found or done, 1 nothing found, 2 trouble (also when some files could not be read).";

const SEARCH_HELP: &str = "\
The query language:
  words                      ranked, best first; more of the words, rarer, closer together count for more
  \"a phrase\"  “curly”        the words in this order;  \"a phrase\"~5 within five words;  a NEAR/5 b in either order
  +must  -not                required, excluded;  AND OR NOT ( ) in capitals;  word^2 weighs double
  evac*  ukrain?  zelensky~  prefix, wildcard, fuzzy (~2 wider);  /regex/ on one word;
                             the ? that ends a question of several words is no wildcard
  =Kyiv  =\"exact phrase\"     exactly this form
  title:talks  author:\"Jane Doe\"  outlet:ap  section:world  tag:nato  place:kyiv  lang:uk  type:pdf  path:2022/**
  extra.desk:foreign  outlet:=\"The Harbour Post\" the whole value, letter for letter
  date:2022-03  date:2022-03-13..2022-03-20  date:>=2022  date:7d  date:\"last week\"  words:>800

The query is one argument: put it in quotes.";

const TUNE_HELP: &str = "\
The topics are parted in folds. What is told of the topics left out is what each fold gains by numbers chosen on the \
others: the gain to expect of new topics. fiche.toml is written where that is above 0, and keeps all else that it says.

Exit codes: 0 written (or shown, with --dry-run), 1 nothing gained, 2 trouble.";

const JSON_HELP: &str = "The JSON is described in crates/cli/JSON.md.";

/// Search your archive of articles: ranked, offline, in milliseconds.
#[derive(Debug, Parser)]
#[command(name = "fiche", version, about, after_help = AFTER_HELP, max_term_width = 100)]
pub(crate) struct Args {
    /// The folder of the index, instead of `.fiche` in the collection
    #[arg(long, global = true, value_name = "DIR", env = "FICHE_INDEX")]
    pub(crate) index: Option<PathBuf>,
    /// When to use colours and links
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Create the index of a collection, or bring it up to date
    Index(IndexOptions),
    /// Keep an index up to date while files change, until Ctrl-C
    Watch(WatchOptions),
    /// Find articles, best first
    #[command(after_help = SEARCH_HELP)]
    Search(SearchOptions),
    /// Count the articles that hold all the words by day, week, month or year
    Timeline(TimelineOptions),
    /// Show an article as fiche read it, or a file as it would
    Show(ShowOptions),
    /// Tell what an index holds
    Stats(StatsOptions),
    /// Find articles about the same thing as an article; copies of it are left out
    Similar(SimilarOptions),
    /// List the stories that a collection holds more than once
    Copies(CopiesOptions),
    /// Save searches that tell of each new article once
    #[command(subcommand)]
    Alert(AlertCommand),
    /// Check that an index is whole, and repair one that is not
    Check(CheckOptions),
    /// Run topics and measure the ranking as trec_eval does
    Eval(EvalOptions),
    /// Choose the numbers of the ranking on judged topics, and write them into fiche.toml where that gains
    #[command(after_help = TUNE_HELP)]
    Tune(TuneOptions),
    /// List the formats of files that fiche reads
    Formats(FormatsOptions),
    /// Complete the last word of a text as the collection has it; shell completion asks this
    Suggest(SuggestOptions),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Parse PDFs and pages for another process of fiche, which has started this one
    #[command(hide = true)]
    Parse,
}

#[derive(Debug, Options)]
pub(crate) struct IndexOptions {
    /// Folders or files of the collection; without any, the collection here, or the roots that `--index` knows
    pub(crate) paths: Vec<PathBuf>,
    /// Read files again that failed, though they have not changed
    #[arg(long)]
    pub(crate) retry_failed: bool,
    /// Compare the content of every file, whatever its size and time say
    #[arg(long)]
    pub(crate) verify: bool,
    /// Read everything anew; the old index stays until the new one is whole
    #[arg(long)]
    pub(crate) rebuild: bool,
    /// How much memory to take, about, such as 512M or 2G [default: a quarter of the machine's, 1G at most]
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<fiche::Memory>,
    #[command(flatten)]
    pub(crate) waiting: WaitOptions,
    /// How to print the report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
    #[command(flatten)]
    pub(crate) telling: TellingOptions,
}

#[derive(Debug, Options)]
pub(crate) struct SuggestOptions {
    /// What has been typed
    pub(crate) typed: String,
    /// The most suggestions
    #[arg(short = 'n', long, value_name = "N", default_value_t = fiche::DEFAULT_LIMIT)]
    pub(crate) limit: usize,
    /// Complete the word alone, without headlines
    #[arg(long)]
    pub(crate) words: bool,
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
}

#[derive(Debug, Options)]
pub(crate) struct WatchOptions {
    /// Folders or files of the collection; without any, the collection here, or the roots that `--index` knows
    pub(crate) paths: Vec<PathBuf>,
    /// How to tell what happens; as JSON, one value a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
    #[command(flatten)]
    pub(crate) telling: TellingOptions,
}

#[derive(Debug, Options)]
pub(crate) struct CheckOptions {
    /// Leave out the checksums of whole files and most stored articles: seconds instead of minutes
    #[arg(long)]
    pub(crate) quick: bool,
    /// Make a damaged index anew, from its files or from the articles that it stores, and tell what is lost
    #[arg(long)]
    pub(crate) repair: bool,
    #[command(flatten)]
    pub(crate) waiting: WaitOptions,
    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
}

/// What happens where another process writes to the index.
#[derive(Debug, Options)]
pub(crate) struct WaitOptions {
    /// Wait for another process that writes to the index, at most so many seconds where a number is given
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = FOR_EVER)]
    wait: Option<u64>,
}

/// As many seconds as a number can tell.
const FOR_EVER: &str = "18446744073709551615";

impl WaitOptions {
    /// How long to wait.
    pub(crate) fn patience(&self) -> Duration {
        Duration::from_secs(self.wait.unwrap_or(0))
    }
}

/// How new articles that alerts have found are told.
#[derive(Debug, Options)]
#[command(next_help_heading = "Alerts")]
pub(crate) struct TellingOptions {
    /// Give what alerts have newly found to this command of the shell, as JSON on its standard input; what it does not
    /// take (by exit code 0) is told again the next time, under the same `event` by which a receiver knows it
    #[arg(long, value_name = "COMMAND")]
    pub(crate) exec: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AlertCommand {
    /// Save a search; what it finds from now on is told by `fiche index` and `fiche watch`
    Add {
        /// What to call it
        name: String,
        /// What to find, in quotes: new articles with all the words
        query: String,
    },
    /// List the saved searches, those of `fiche.toml` among them
    List {
        /// How to print the list
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        format: Report,
    },
    /// Remove a saved search
    Remove {
        /// What it is called
        name: String,
    },
    /// Search the whole index with a saved search, new articles or not
    Run {
        /// What it is called
        name: String,
        /// The most hits to print
        #[arg(short = 'n', long, value_name = "N", default_value_t = fiche::DEFAULT_LIMIT)]
        limit: usize,
        /// How to print the hits
        #[arg(long, value_name = "FORMAT", default_value = "human", long_help = JSON_HELP)]
        format: Format,
    },
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// For people
    Human,
    /// As one JSON value
    Json,
}

/// How hits are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// As one JSON value
    Json,
    /// As one JSON value a hit
    Jsonl,
    /// The path of each hit's file
    Paths,
    /// The same, each ended by a NUL, for `xargs -0`: a path may hold the end of a line
    Paths0,
    /// As lines of a TREC run
    Trec,
}

#[derive(Debug, Options)]
pub(crate) struct ShowOptions {
    /// The article's id, its path, or the short id printed beside a hit; or a file that is in no index
    pub(crate) id: String,
    /// Tell where each value came from
    #[arg(long)]
    pub(crate) why: bool,
    /// Print the source file as it is
    #[arg(long, conflicts_with = "why")]
    pub(crate) raw: bool,
    /// How to print the article
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
}

#[derive(Debug, Options)]
pub(crate) struct FormatsOptions {
    /// How to print the list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
}

#[derive(Debug, Options)]
pub(crate) struct StatsOptions {
    /// List the files of which some part gave no article
    #[arg(long)]
    pub(crate) failures: bool,
    /// How to print the counts
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
}

#[derive(Debug, Options)]
pub(crate) struct CopiesOptions {
    /// The most groups to print
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// How to print the groups
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
}
