//! The measures, each defined on the grades of one ranking as `trec_eval` defines it.

use std::fmt;
use std::str::FromStr;

/// A figure of how good one ranking is: a kind, and how far down the ranking it looks. Greater is better.
///
/// It is printed and read as people write it: `nDCG@10`, `MAP`, `P@10`, `MRR`, `MRR@10`, `S@10`, `R@100`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    kind: Kind,
    cutoff: Option<usize>,
}

/// What a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Discounted gain over that of the best order of all judged articles; the gain is the grade, the discount
    /// log₂(rank + 1). `ndcg` and `ndcg_cut` in trec_eval.
    Ndcg,
    /// Precision at each relevant article, summed, over the number of relevant articles. `map`, `map_cut`.
    AveragePrecision,
    /// The share of relevant articles in the first so many, whether or not so many were returned. `P`; `set_P` without
    /// a cutoff.
    Precision,
    /// One over the rank of the first relevant article. `recip_rank`, with a cutoff as under `-M`.
    ReciprocalRank,
    /// 1 where a relevant article was returned, else 0. `success`.
    Success,
    /// The share of the relevant articles that was returned. `recall`, `set_recall`.
    Recall,
}

const NAMES: [(Kind, &str); 6] = [
    (Kind::Ndcg, "nDCG"),
    (Kind::AveragePrecision, "MAP"),
    (Kind::Precision, "P"),
    (Kind::ReciprocalRank, "MRR"),
    (Kind::Success, "S"),
    (Kind::Recall, "R"),
];

impl Measure {
    /// nDCG of the first ten.
    pub const NDCG_10: Self = Self::at(Kind::Ndcg, 10);
    /// Average precision of the whole ranking.
    pub const MAP: Self = Self::whole(Kind::AveragePrecision);
    /// Precision of the first ten.
    pub const P_10: Self = Self::at(Kind::Precision, 10);
    /// Precision of the first thirty.
    pub const P_30: Self = Self::at(Kind::Precision, 30);
    /// Reciprocal rank within the first ten.
    pub const MRR_10: Self = Self::at(Kind::ReciprocalRank, 10);
    /// Reciprocal rank.
    pub const MRR: Self = Self::whole(Kind::ReciprocalRank);
    /// Success within the first ten.
    pub const S_10: Self = Self::at(Kind::Success, 10);
    /// Recall of the first hundred.
    pub const R_100: Self = Self::at(Kind::Recall, 100);
    /// Recall of the first thousand.
    pub const R_1000: Self = Self::at(Kind::Recall, 1000);

    /// What is reported where nothing else is asked for.
    pub const STANDARD: [Self; 9] = [
        Self::NDCG_10,
        Self::MAP,
        Self::P_10,
        Self::P_30,
        Self::MRR_10,
        Self::MRR,
        Self::S_10,
        Self::R_100,
        Self::R_1000,
    ];

    /// A measure of the first so many articles of a ranking.
    pub const fn at(kind: Kind, cutoff: usize) -> Self {
        let cutoff = Some(cutoff);
        Self { kind, cutoff }
    }

    /// A measure of a whole ranking.
    pub const fn whole(kind: Kind) -> Self {
        let cutoff = None;
        Self { kind, cutoff }
    }

    /// How far down a ranking it looks; `None` for the whole.
    pub const fn cutoff(self) -> Option<usize> {
        self.cutoff
    }

    /// The measure of a ranking, given the grade of each article returned, in order, and the grades of all relevant
    /// articles, best first.
    pub(super) fn of(self, ranking: &[i32], relevant: &[i32]) -> f64 {
        let seen = self.cut(ranking);
        let found = seen.iter().filter(|&&grade| grade > 0).count() as f64;
        match self.kind {
            Kind::Ndcg => share(gain(seen), gain(self.cut(relevant))),
            Kind::AveragePrecision => share(precisions(seen), relevant.len() as f64),
            Kind::Precision => share(found, self.cutoff.unwrap_or(ranking.len()) as f64),
            Kind::ReciprocalRank => reciprocal_rank(seen),
            Kind::Success => found.min(1.0),
            Kind::Recall => share(found, relevant.len() as f64),
        }
    }

    fn cut(self, grades: &[i32]) -> &[i32] {
        let end = self.cutoff.unwrap_or(usize::MAX).min(grades.len());
        &grades[..end]
    }
}

/// What cannot be measured counts as nothing: a topic without a relevant article scores 0.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The ranks of the relevant articles, counted from 1, with their grades.
fn relevant_ranks(grades: &[i32]) -> impl Iterator<Item = (f64, f64)> {
    (1_u32..)
        .zip(grades)
        .filter(|&(_, &grade)| grade > 0)
        .map(|(rank, &grade)| (f64::from(rank), f64::from(grade)))
}

fn gain(grades: &[i32]) -> f64 {
    relevant_ranks(grades)
        .map(|(rank, grade)| grade / (rank + 1.0).log2())
        .fold(0.0, |sum, gain| sum + gain)
}

/// The sum of the precisions at each relevant article.
fn precisions(grades: &[i32]) -> f64 {
    (1_u32..)
        .zip(relevant_ranks(grades))
        .map(|(found, (rank, _))| f64::from(found) / rank)
        .fold(0.0, |sum, gain| sum + gain)
}

fn reciprocal_rank(grades: &[i32]) -> f64 {
    relevant_ranks(grades)
        .next()
        .map_or(0.0, |(rank, _)| 1.0 / rank)
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(kind, _)| *kind == self.kind);
        f.write_str(name.expect("every kind has a name").1)?;
        self.cutoff.map_or(Ok(()), |cutoff| write!(f, "@{cutoff}"))
    }
}

/// The text names no measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a measure: write one such as nDCG@10, MAP, P@10, MRR, S@10 or R@100")]
pub struct MeasureError(String);

impl FromStr for Measure {
    type Err = MeasureError;

    /// Reads a name in any case.
    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let refuse = || MeasureError(text.to_owned());
        let (name, cutoff) = match text.split_once('@') {
            Some((name, cutoff)) => (name, Some(cutoff.parse().map_err(|_| refuse())?)),
            None => (text, None),
        };
        let known = NAMES.iter().find(|row| row.1.eq_ignore_ascii_case(name));
        let (kind, _) = *known.filter(|_| cutoff != Some(0)).ok_or_else(refuse)?;
        Ok(Self { kind, cutoff })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_prints_as_it_is_read() {
        for measure in Measure::STANDARD {
            let name = measure.to_string();
            assert_eq!(name.parse(), Ok(measure));
            assert_eq!(name.to_lowercase().parse(), Ok(measure));
        }
        assert_eq!(Measure::at(Kind::AveragePrecision, 5).to_string(), "MAP@5");
    }

    #[test]
    fn other_names_are_refused() {
        for text in ["", "F1", "P@", "P@0", "P@ten", "MAP@5@5", "@10"] {
            assert!(text.parse::<Measure>().is_err(), "{text}");
        }
    }

    #[test]
    fn nothing_returned_and_nothing_relevant_score_zero() {
        for measure in Measure::STANDARD {
            for (ranking, relevant) in [(&[][..], &[2, 1][..]), (&[0, 0], &[]), (&[], &[])] {
                assert!(
                    measure.of(ranking, relevant).abs() < f64::EPSILON,
                    "{measure}"
                );
            }
        }
    }
}
