//! How good a ranking is: topics, judgments, runs and the measures of the TREC evaluations.
//!
//! The module is pure: text in, numbers out. It knows neither the index nor the search, so that a run of any engine can be
//! measured by it, and its figures can be checked against `trec_eval`, whose definitions it follows to the last tie.
//!
//! - **Topics** are the questions: `id TAB words`, one a line ([`parse_topics`]).
//! - **Judgments** (qrels) say which article answers which topic, and how well: `topic 0 article grade` ([`Qrels`]).
//! - A **run** is what an engine returned: `topic Q0 article rank score tag` ([`Run`]).
//! - [`evaluate`] compares a run with judgments; [`Measure`] says what is counted.
//! - [`compare`] sets two such evaluations side by side and tests whether they differ by chance.
//! - [`ascend`] finds the numbers of a ranking that measure best, and [`folds`] parts topics so that one is left to check on.
//!
//! # Example
//! ```
//! use fiche::eval::{Measure, Over, Qrels, Run, evaluate};
//!
//! let qrels = Qrels::parse("strike 0 docks 1\nstrike 0 ferry 0\nfloods 0 river 2\n")?;
//! let mut run = Run::default();
//! run.insert("strike", "ferry", 7.5);
//! run.insert("strike", "docks", 6.25);
//!
//! let evaluation = evaluate(&qrels, &run, &Measure::STANDARD);
//! let answered = evaluation.mean(Over::Answered);
//! assert_eq!(answered.get(Measure::MRR), Some(0.5));
//! let judged = evaluation.mean(Over::Judged);
//! assert_eq!(judged.get(Measure::MRR), Some(0.25));
//! # Ok::<(), fiche::eval::EvalError>(())
//! ```

mod comparison;
mod error;
mod evaluation;
mod measure;
mod qrels;
mod run;
mod topics;
mod tuning;

pub use comparison::{Comparison, Moved, compare};
pub use error::EvalError;
pub use evaluation::{Evaluation, Measures, Over, TopicMeasures, evaluate};
pub use measure::{Kind, Measure, MeasureError};
pub use qrels::Qrels;
pub use run::Run;
pub use topics::{Topic, parse_topics};
pub use tuning::{Dial, ascend, folds};

/// The lines that say something, counted from 1; a byte order mark is no part of the first.
fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.chars().all(is_blank))
}

/// The columns of a line, if there are at least as many as asked for; what follows them is passed over.
fn columns<const N: usize>(line: &str) -> Option<[&str; N]> {
    let mut parts = line.split(is_blank).filter(|part| !part.is_empty());
    let mut columns = [""; N];
    for column in &mut columns {
        *column = parts.next()?;
    }
    Some(columns)
}

/// What parts the columns of TREC's files: C's `isspace`, which is ASCII only.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}
