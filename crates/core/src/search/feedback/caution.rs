//! How far the articles found first are a sample of what is sought: what further words may count, or why there are none.

use std::fmt;

use serde::Serialize;
use tantivy::DocAddress;

use crate::search::prepare::Prepared;
use crate::search::rank::{Ranking, Stop};
use crate::search::score::Scorer;

/// Why a query stays as it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Doubt {
    /// It asks for no words, or for an order by date, which further words would fill with what is hardly sought.
    NotRanked,
    /// Too few articles hold any of its words.
    TooFew,
    /// The articles found first hold nearly all that was asked: other words can only lead away.
    Answered,
    /// One of them holds far more than the others: it is the answer, and the others are none.
    OneAnswer,
    /// They hold hardly anything of what was asked.
    Astray,
    /// They are long: most of what they have in common is not what was asked.
    TooLong,
    /// They have no word in common that the query does not hold.
    NothingNew,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotRanked => "nothing is ranked by words",
            Self::TooFew => "too few articles were found to learn words from",
            Self::Answered => "the first articles hold nearly all that was asked",
            Self::OneAnswer => "one article holds far more of the words than the others",
            Self::Astray => "the first articles hold hardly any of the words",
            Self::TooLong => "the first articles are long, and tell of more than was asked",
            Self::NothingNew => "the first articles have no further word in common",
        })
    }
}

/// Articles of which a subject can be told.
const FEWEST_ARTICLES: usize = 3;

// On ten judged sets together, of which half have one right answer to each question, these three keep most of what further
// words gain and spare most of what they cost: with them, without them, and without further words, medline (MAP) has .622, .631
// and .547, questions on news (MRR@10) .577, .559 and .578, tweets .777, .761 and .779, headlines .809, .798 and .824.

/// The share of what was asked that the articles hold, from which on all is said.
const ANSWERED: f32 = 0.7;

/// The share below which they are about something else.
const ASTRAY: f32 = 0.2;

/// How much of what the best article holds the articles hold in the mean, below which that one alone is the answer.
const ALONE: f32 = 0.5;

/// Words of the articles up to which further words count in full; beyond, they count less by the square of the excess. No rule
/// by the query or the scores, clarity among them (Cronen-Townsend, Zhou and Croft, SIGIR 2002), tells headlines, which lose
/// by further words, from the questions on abstracts, which gain by them: both do so at every value. The length of what is
/// found does. Of 50 to 200 words and powers of 1 to 3, this is the mildest by which neither of two sets of headlines loses
/// significantly, and what each of them alone would choose.
const ONE_SUBJECT_WORDS: f32 = 180.0;

/// What further words count at least: with less they cost time and change nothing.
const LEAST_CONFIDENCE: f32 = 0.1;

/// How much words of the articles found first, the best of them first, may count, above 0 and at most 1, or why none is added.
pub(super) fn confidence(
    ranking: &Ranking<'_>,
    found: &[DocAddress],
) -> Result<Result<f32, Doubt>, Stop> {
    if found.len() < FEWEST_ARTICLES {
        return Ok(Err(Doubt::TooFew));
    }
    let confidence = (ONE_SUBJECT_WORDS / mean_words(ranking, found)?).powi(2);
    if confidence < LEAST_CONFIDENCE {
        return Ok(Err(Doubt::TooLong));
    }
    let shares = coverage(ranking, found)?;
    let mean = shares.iter().sum::<f32>() / shares.len() as f32;
    Ok(if mean > ANSWERED {
        Err(Doubt::Answered)
    } else if mean < ASTRAY {
        Err(Doubt::Astray)
    } else if mean < ALONE * shares[0] {
        Err(Doubt::OneAnswer)
    } else {
        Ok(confidence.min(1.0))
    })
}

/// Words of the texts in the mean, 1 at least.
fn mean_words(ranking: &Ranking<'_>, found: &[DocAddress]) -> tantivy::Result<f32> {
    let mut words = 0;
    for address in found {
        let columns = ranking.prepared.columns(address.segment_ord as usize);
        let column = columns.words()?;
        words += column.and_then(|it| it.first(address.doc_id)).unwrap_or(0);
    }
    Ok((words as f32 / found.len() as f32).max(1.0))
}

/// The units asked for that any article holds.
pub(super) fn asked(prepared: &Prepared<'_>) -> Vec<usize> {
    let is_held = |unit: &usize| prepared.frequencies[*unit] > 0;
    prepared.scored_units().filter(is_held).collect()
}

/// How much of what was asked each article holds: the share of its words, each as rare as it is. Words that no article holds
/// are left out.
fn coverage(ranking: &Ranking<'_>, found: &[DocAddress]) -> Result<Vec<f32>, Stop> {
    let prepared = ranking.prepared;
    let asked = asked(prepared);
    let weight = |unit: &usize| prepared.unit_weight(*unit);
    let all = asked.iter().map(weight).sum::<f32>() + f32::MIN_POSITIVE;
    // A scorer is opened once for a segment and goes through its documents in their order.
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_unstable_by_key(|place| found[*place]);
    let mut shares = vec![0.0; found.len()];
    for places in order.chunk_by(|a, b| found[*a].segment_ord == found[*b].segment_ord) {
        let segment = found[places[0]].segment_ord as usize;
        let mut scorer = Scorer::new(prepared, segment, None, &[])?;
        for place in places {
            let held = scorer.parts(found[*place].doc_id)?.units;
            let holds = asked.iter().filter(|unit| held[**unit] > 0.0);
            shares[*place] = holds.map(weight).sum::<f32>() / all;
        }
    }
    Ok(shares)
}
