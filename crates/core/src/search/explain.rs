//! How a score came about, in the user's words; the parts add up to it.

use std::fmt;

use serde::Serialize;
use tantivy::DocAddress;

use super::prepare::{Found, Prepared};
use super::rank::Ranking;
use super::score::Scorer;
use crate::index::RANKED;

/// How the score of a hit came about: the sum of the parts, times the factor of age.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The score.
    pub score: f32,
    /// What adds to it, in the order of the query.
    pub parts: Vec<Part>,
    /// What the article's age multiplies it by, where recency was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_factor: Option<f32>,
    /// The article's age in days; `None` where no recency was asked for, or the article has no date but a guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_days: Option<f32>,
}

/// Something that adds to a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The word, phrase or pattern of the query; both words, for nearness.
    pub label: String,
    /// What it adds.
    pub score: f32,
    /// Why so much.
    pub reason: Reason,
}

/// Why a part of a score is what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The word occurs in the article.
    Occurs {
        /// Articles of the collection that hold it.
        articles: u64,
        /// Articles of the collection.
        of: u64,
        /// Where it occurs; empty for phrases and patterns.
        fields: Vec<Occurrences>,
    },
    /// Two neighbouring words of the query stand near one another.
    Near,
}

/// How often a word occurs in a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Occurrences {
    /// The field.
    pub field: String,
    /// How often.
    pub count: u32,
    /// Words of the field in this article, as exactly as the ranking knows it.
    pub length: u32,
    /// Words of the field in an average article.
    pub average_length: f32,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} in all", self.score)?;
        for part in &self.parts {
            write!(f, "\n{:>6.2}  {part}", part.score)?;
        }
        if let Some(factor) = self.age_factor {
            match self.age_days {
                Some(days) => write!(f, "\n × {factor:.2}  for its age of {days:.0} days")?,
                None => write!(f, "\n × {factor:.2}  for having no date that is known")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Near => write!(f, "{} near one another", self.label),
            Reason::Occurs {
                articles,
                of,
                fields,
            } => {
                write!(f, "{}, in {articles} of {of} articles", self.label)?;
                for (at, field) in fields.iter().enumerate() {
                    let begin = if at == 0 { ": " } else { ", " };
                    let times = if field.count == 1 { "time" } else { "times" };
                    let (count, name, length) = (field.count, &field.field, field.length);
                    write!(f, "{begin}{count} {times} in the {name} of {length} words")?;
                }
                Ok(())
            }
        }
    }
}

/// Explains the score of a document.
pub(super) fn explain(ranking: &Ranking<'_>, address: DocAddress) -> tantivy::Result<Explanation> {
    let prepared = ranking.prepared;
    let ordinal = address.segment_ord as usize;
    let mut scorer = Scorer::new(prepared, ordinal, ranking.recency, &[])?;
    let values = scorer.parts(address.doc_id)?;
    let mut parts = Vec::new();
    for unit in prepared.scored_units().filter(|it| values.units[*it] > 0.0) {
        parts.push(Part {
            label: prepared.plan.units[unit].label.clone(),
            score: values.units[unit],
            reason: Reason::Occurs {
                articles: prepared.frequencies[unit],
                of: prepared.articles,
                fields: occurrences(prepared, ordinal, unit, address.doc_id)?,
            },
        });
    }
    let pairs = prepared.plan.pairs.iter().zip(&values.pairs);
    for ((first, second), score) in pairs.filter(|(_, score)| **score > 0.0) {
        let label = |unit: &usize| prepared.plan.units[*unit].label.as_str();
        parts.push(Part {
            label: format!("{} and {}", label(first), label(second)),
            score: *score,
            reason: Reason::Near,
        });
    }
    let sum: f32 = values.units.iter().sum::<f32>() + values.pairs.iter().sum::<f32>();
    Ok(Explanation {
        score: sum * values.age.map_or(1.0, |(factor, _)| factor),
        parts,
        age_factor: values.age.map(|(factor, _)| factor),
        age_days: values.age.and_then(|(_, days)| days),
    })
}

fn occurrences(
    prepared: &Prepared<'_>,
    ordinal: usize,
    unit: usize,
    doc: tantivy::DocId,
) -> tantivy::Result<Vec<Occurrences>> {
    let Found::Terms(terms) = &prepared.found[ordinal][unit] else {
        return Ok(Vec::new());
    };
    let mut fields: Vec<Occurrences> = Vec::new();
    for ((at, _), mut list) in terms.iter().zip(prepared.lists(ordinal, terms)?) {
        if list.seek(doc) != doc {
            continue;
        }
        let (count, length) = list.occurrences();
        match fields.last_mut().filter(|it| it.field == RANKED[*at].name) {
            Some(known) => known.count += count,
            None => fields.push(Occurrences {
                field: RANKED[*at].name.to_owned(),
                count,
                length,
                average_length: prepared.average_lengths[*at],
            }),
        }
    }
    Ok(fields)
}
