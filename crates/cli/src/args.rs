//! What can be typed: commands, options and their help, which is the documentation of the program.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as Options, Parser, Subcommand, ValueEnum};

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

const FACET_HELP: &str = "\
Count the articles that hold all the words by these fields: outlet, section, author, tag, lang, place, type, year. \
Several are named as outlet,author. An article of two authors counts for both.";

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
pub(crate) struct SearchOptions {
    /// What to find, in quotes
    pub(crate) query: String,
    /// The collection, or a folder in it to search alone [default: the collection here]
    pub(crate) path: Option<PathBuf>,
    /// How to print the hits
    #[arg(long, value_name = "FORMAT", default_value = "human", help_heading = "Output", long_help = JSON_HELP)]
    pub(crate) format: Format,
    /// Passages to show of each hit
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Output")]
    pub(crate) snippets: usize,
    /// Show how each score came about
    #[arg(long, help_heading = "Output")]
    pub(crate) explain: bool,
    /// The most hits to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = fiche::DEFAULT_LIMIT)]
    pub(crate) limit: usize,
    /// Only articles that hold all the words
    #[arg(long)]
    pub(crate) all: bool,
    /// Leave out the first hits
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// Show every copy of a story as a hit of its own, instead of one hit that lists the others
    #[arg(long)]
    pub(crate) copies: bool,
    /// Count the articles that hold all the words by these fields, such as outlet,author,year
    #[arg(long = "facet", value_name = "FIELD", value_delimiter = ',', help_heading = "Output", long_help = FACET_HELP)]
    pub(crate) facets: Vec<fiche::FacetField>,
    /// The most values of a facet to print; the rest is summed
    #[arg(long, value_name = "N", default_value_t = fiche::DEFAULT_FACET_VALUES, help_heading = "Output")]
    pub(crate) facet_values: usize,
    #[command(flatten)]
    pub(crate) period: PeriodOptions,
    #[command(flatten)]
    pub(crate) ranking: RankingOptions,
}

/// Days that are searched alone.
#[derive(Debug, Options)]
#[command(next_help_heading = "Period")]
pub(crate) struct PeriodOptions {
    /// Only articles of the days around this date, such as 2022-03-16
    #[arg(long, value_name = "DATE")]
    pub(crate) around: Option<fiche::Date>,
    /// How far around, to either side
    #[arg(long, value_name = "SPAN", default_value = "7d", value_parser = days, requires = "around")]
    pub(crate) window: f32,
}

#[derive(Debug, Options)]
pub(crate) struct TimelineOptions {
    /// What to find, in quotes; the articles that hold all the words are counted
    pub(crate) query: String,
    /// The collection, or a folder in it to search alone [default: the collection here]
    pub(crate) path: Option<PathBuf>,
    /// The length of a bar; auto is whichever makes a chart that fits a screen
    #[arg(long, value_name = "UNIT", default_value = "auto")]
    pub(crate) by: By,
    /// How to print the timeline
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
    #[command(flatten)]
    pub(crate) period: PeriodOptions,
    #[command(flatten)]
    pub(crate) ranking: RankingOptions,
}

/// The length of a bar of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    Day,
    Week,
    Month,
    Year,
    Auto,
}

/// Options of every command that searches.
#[derive(Debug, Options)]
#[command(next_help_heading = "Ranking")]
pub(crate) struct RankingOptions {
    /// The order of the hits
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub(crate) sort: Order,
    /// Rank newer articles higher: the age at which half of the effect is gone, such as 30d, 6w or 1y
    #[arg(long, value_name = "HALF-LIFE", value_parser = days)]
    pub(crate) recency: Option<f32>,
    /// From when the ages of --recency are counted: from the newest article, or from now
    #[arg(long, value_name = "WHEN", default_value = "newest")]
    pub(crate) recency_from: AgesFrom,
    /// Find more: ask for further words too, taken from the articles found first, where these agree on a subject
    #[arg(long, value_name = "MODEL", num_args = 0..=1, default_missing_value = "bo1", require_equals = true)]
    pub(crate) expand: Option<Expand>,
    /// Numbers of the ranking, such as k1=0.9,b=0.4,title=3 (`fiche.toml` lists them all)
    #[arg(long, value_name = "NAME=NUMBER", value_delimiter = ',', value_parser = weight)]
    pub(crate) weights: Vec<(String, f32)>,
    /// Take each name only as it is spelt
    #[arg(long)]
    pub(crate) no_variants: bool,
    /// Take every word exactly as it is typed: no stems, no folding, no other spellings
    #[arg(long)]
    pub(crate) exact: bool,
    /// Refuse a query that can be misunderstood instead of noting how it was
    #[arg(long)]
    pub(crate) strict: bool,
}

/// From when ages are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AgesFrom {
    Newest,
    Now,
}

/// How further words are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Expand {
    /// Those more frequent in these articles than chance has them
    Bo1,
    /// Those with the largest share of these articles
    Rm3,
    /// Those that go together with the words of the query
    Axiom,
}

/// The order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// Best first
    Relevance,
    /// Latest first
    Newest,
    /// Earliest first
    Oldest,
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
pub(crate) struct SimilarOptions {
    /// The article's id, its path, or the short id printed beside a hit; or a file that is in no index
    pub(crate) id: String,
    /// The most hits to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = fiche::DEFAULT_LIMIT)]
    pub(crate) limit: usize,
    /// Only what led up to it: articles before this date, or before the article's own
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true, default_missing_value = OWN_DATE, value_parser = when)]
    pub(crate) before: Option<When>,
    /// Only what followed: articles of this date and later, or of the article's own
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true, default_missing_value = OWN_DATE, value_parser = when)]
    pub(crate) since: Option<When>,
    /// Passages to show of each hit
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) snippets: usize,
    /// Show the query that was asked, and how each score came about
    #[arg(long)]
    pub(crate) explain: bool,
    /// How to print the hits
    #[arg(long, value_name = "FORMAT", default_value = "human", long_help = JSON_HELP)]
    pub(crate) format: Format,
}

/// A date to which articles are similar before or since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// The date of the article that was asked about.
    Own,
    /// A date that was named.
    Named(fiche::Date),
}

/// Stands for an option without a date.
const OWN_DATE: &str = "its own date";

#[derive(Debug, Options)]
pub(crate) struct CopiesOptions {
    /// The most groups to print
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// How to print the groups
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
}

#[derive(Debug, Options)]
pub(crate) struct EvalOptions {
    /// The topics, `id TAB words` a line
    #[arg(long, value_name = "FILE")]
    pub(crate) topics: PathBuf,
    /// The judgments, `topic 0 article grade` a line
    #[arg(long, value_name = "FILE")]
    pub(crate) qrels: Option<PathBuf>,
    /// Where to write the run
    #[arg(long, value_name = "FILE")]
    pub(crate) run: Option<PathBuf>,
    /// The most hits of a topic
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1000)]
    pub(crate) limit: usize,
    /// Measure each topic too
    #[arg(long, requires = "qrels")]
    pub(crate) per_topic: bool,
    /// Compare with an earlier run: means, topics better and worse, and the chance that it is noise
    #[arg(long, value_name = "RUN", requires = "qrels")]
    pub(crate) compare: Option<PathBuf>,
    /// The measure by which the topics that moved most are listed
    #[arg(
        long,
        value_name = "MEASURE",
        default_value = "nDCG@10",
        requires = "compare"
    )]
    pub(crate) by: fiche::eval::Measure,
    /// How to print the measures
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
    #[command(flatten)]
    pub(crate) ranking: RankingOptions,
}

#[derive(Debug, Options)]
pub(crate) struct TuneOptions {
    /// The topics, `id TAB words` a line
    #[arg(long, value_name = "FILE")]
    pub(crate) topics: PathBuf,
    /// The judgments, `topic 0 article grade` a line
    #[arg(long, value_name = "FILE")]
    pub(crate) qrels: PathBuf,
    /// The measure to raise
    #[arg(long, value_name = "MEASURE", default_value = "nDCG@10")]
    pub(crate) by: fiche::eval::Measure,
    /// Parts that the topics are in, each of which is left out once
    #[arg(long, value_name = "N", default_value_t = fiche::DEFAULT_FOLDS, value_parser = folds)]
    pub(crate) folds: usize,
    /// Show what would be written
    #[arg(long, conflicts_with = "force")]
    pub(crate) dry_run: bool,
    /// Write the numbers even where topics left out gain nothing by them
    #[arg(long)]
    pub(crate) force: bool,
    /// How to print what was found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Report,
    #[command(flatten)]
    pub(crate) ranking: RankingOptions,
}

/// Reads how many folds there are: one has nothing to be left out.
fn folds(text: &str) -> Result<usize, String> {
    let folds = text.parse().ok().filter(|folds| (2..=100).contains(folds));
    folds.ok_or_else(|| "write a number of 2 to 100".to_owned())
}

/// Reads `30d`, `6w`, `6m` or `1y` as days.
fn days(text: &str) -> Result<f32, String> {
    const DAYS: [(char, f32); 4] = [('d', 1.0), ('w', 7.0), ('m', 30.0), ('y', 365.0)];
    let unit = DAYS.iter().find(|(unit, _)| text.ends_with(*unit));
    let number: Option<f32> = unit.and_then(|(unit, _)| text.strip_suffix(*unit)?.parse().ok());
    match (unit, number) {
        (Some((_, days)), Some(number)) if number > 0.0 => Ok(days * number),
        _ => Err("write a number and d, w, m or y, such as 30d".to_owned()),
    }
}

fn when(text: &str) -> Result<When, fiche::DateError> {
    if text == OWN_DATE {
        return Ok(When::Own);
    }
    text.parse().map(When::Named)
}

/// Reads `name=number`.
fn weight(text: &str) -> Result<(String, f32), String> {
    let (name, number) = text
        .split_once('=')
        .ok_or("write name=number, such as title=2")?;
    let number: f32 = number
        .parse()
        .ok()
        .filter(|number: &f32| number.is_finite() && *number >= 0.0)
        .ok_or_else(|| format!("`{number}` is not a number of 0 or more"))?;
    let name = name.to_ascii_lowercase();
    if fiche::Weights::NAMES.contains(&name.as_str()) {
        Ok((name, number))
    } else {
        let known = fiche::Weights::NAMES.join(", ");
        Err(format!("`{name}` is not one of {known}"))
    }
}
