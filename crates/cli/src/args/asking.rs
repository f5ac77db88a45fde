//! Options of the commands that search.

use std::path::PathBuf;

use clap::{Args as Options, ValueEnum};

use super::{Format, JSON_HELP, Report};

const FACET_HELP: &str = "\
Count the articles that hold all the words by these fields: outlet, section, author, tag, lang, place, type, year. \
Several are named as outlet,author. An article of two authors counts for both.";

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
