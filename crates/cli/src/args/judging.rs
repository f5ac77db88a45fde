//! Options of the commands that measure and tune the ranking.

use std::path::PathBuf;

use clap::Args as Options;

use super::{RankingOptions, Report};

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
