//! How a score came about, in the user's words; the parts add up to it.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use tantivy::DocAddress;

use super::prepare::{Found, Prepared};
use super::rank::{Ranking, Stop};
use super::score::Scorer;
use super::unit::{Unit, terms_of};
use crate::analysis::Analyzer;
use crate::article::Article;
use crate::index::{BODY, Fields, RANKED, lead, read_article};

/// How the score of a hit came about: the sum of the parts, times the factor of age.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The score.
    pub score: f32,
    /// What adds to it, in the order of the query.
    pub parts: Vec<Part>,
    /// The words, phrases and patterns of the query that the article does not hold, in their order. Words that count less than
    /// one, as further words do, are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
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
        /// Where it occurs; empty for patterns and words near one another.
        fields: Vec<Occurrences>,
    },
    /// The words stand in the article one after another: a phrase, or a word that is made of several.
    AsOne {
        /// At most so many articles of the collection hold it: those that hold its rarest word.
        at_most: u64,
        /// Articles of the collection.
        of: u64,
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
    /// How often of these in the lead, the first words of the text, where each counts twice; 0 in other fields.
    pub in_lead: u32,
    /// Words of the field in this article, as exactly as the ranking knows it.
    pub length: u32,
    /// Words of the field in an average article, those of the lead counted twice.
    pub average_length: f32,
}

impl Explanation {
    /// The scores of the parts in whole hundredths that add up to their sum in hundredths: those that lose most by being cut are
    /// rounded up (the method of the largest remainder).
    fn hundredths(&self) -> Vec<f64> {
        let exact = self.parts.iter().map(|part| f64::from(part.score) * 100.0);
        let exact: Vec<f64> = exact.collect();
        let mut cut: Vec<f64> = exact.iter().map(|score| score.floor()).collect();
        let sum = match self.age_factor {
            None => f64::from(self.score) * 100.0,
            Some(_) => exact.iter().sum(),
        };
        let missing = sum.round_ties_even() - cut.iter().sum::<f64>();
        let mut order: Vec<usize> = (0..exact.len()).collect();
        order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
        for at in order.into_iter().take(missing.max(0.0) as usize) {
            cut[at] += 1.0;
        }
        cut
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} in all", self.score)?;
        for (part, hundredths) in self.parts.iter().zip(self.hundredths()) {
            write!(f, "\n{:>6.2}  {part}", hundredths / 100.0)?;
        }
        if let Some(factor) = self.age_factor {
            match self.age_days {
                Some(days) => write!(f, "\n × {factor:.2}  for its age of {days:.0} days")?,
                None => write!(f, "\n × {factor:.2}  for having no date that is known")?,
            }
        }
        if !self.missing.is_empty() {
            write!(f, "\n        not in it: {}", self.missing.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Near => write!(f, "{} near one another", self.label),
            Reason::AsOne { at_most, of } => write!(
                f,
                "{} as one, as rare as its words together: in {at_most} of {of} articles at most",
                self.label
            ),
            Reason::Occurs {
                articles,
                of,
                fields,
            } => {
                write!(f, "{}, in {articles} of {of} articles", self.label)?;
                for (at, field) in fields.iter().enumerate() {
                    let begin = if at == 0 { ": " } else { ", " };
                    let (count, name, length) = (field.count, &field.field, field.length);
                    write!(f, "{begin}{} in the {name} of {length} words", times(count))?;
                    match field.in_lead {
                        0 => {}
                        _ if count == 1 => f.write_str(" (in its lead, which counts twice)")?,
                        in_lead => {
                            write!(f, " ({} in its lead, which counts twice)", times(in_lead))?;
                        }
                    }
                }
                Ok(())
            }
        }
    }
}

/// How often, in words.
fn times(count: u32) -> Cow<'static, str> {
    match count {
        1 => Cow::Borrowed("once"),
        2 => Cow::Borrowed("twice"),
        count => Cow::Owned(format!("{count} times")),
    }
}

/// Explains the score of a document; `None` where it cannot be read.
pub(super) fn explain(
    ranking: &Ranking<'_>,
    fields: &Fields,
    address: DocAddress,
) -> Result<Option<Explanation>, Stop> {
    let prepared = ranking.prepared;
    let Some(article) = read_article(prepared.searcher, fields, address)? else {
        return Ok(None);
    };
    let ordinal = address.segment_ord as usize;
    let mut scorer = Scorer::new(prepared, ordinal, ranking.recency, &[])?;
    let values = scorer.parts(address.doc_id)?;
    let mut parts = Vec::new();
    for unit in prepared.scored_units().filter(|it| values.units[*it] > 0.0) {
        parts.push(Part {
            label: prepared.plan.units[unit].label.clone(),
            score: values.units[unit],
            reason: reason(prepared, address, unit, &article)?,
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
    let is_missing = |unit: &usize| {
        let asked = &prepared.plan.units[*unit];
        asked.weight >= 1.0 && !asked.is_part && values.units[*unit] <= 0.0
    };
    let missing = prepared.scored_units().filter(is_missing);
    Ok(Some(Explanation {
        score: values.score(),
        parts,
        missing: missing
            .map(|unit| prepared.plan.units[unit].label.clone())
            .collect(),
        age_factor: values.age.map(|(factor, _)| factor),
        age_days: values.age.and_then(|(_, days)| days),
    }))
}

fn reason(
    prepared: &Prepared<'_>,
    address: DocAddress,
    unit: usize,
    article: &Article,
) -> tantivy::Result<Reason> {
    let (held, of) = (prepared.frequencies[unit], prepared.articles);
    Ok(match prepared.found[address.segment_ord as usize][unit] {
        Found::Phrase(_) => Reason::AsOne { at_most: held, of },
        Found::Terms(_) | Found::Docs(_) => Reason::Occurs {
            articles: held,
            of,
            fields: occurrences(prepared, address, unit, article)?,
        },
    })
}

fn occurrences(
    prepared: &Prepared<'_>,
    address: DocAddress,
    unit: usize,
    article: &Article,
) -> tantivy::Result<Vec<Occurrences>> {
    let ordinal = address.segment_ord as usize;
    let Found::Terms(terms) = &prepared.found[ordinal][unit] else {
        return Ok(Vec::new());
    };
    let mut fields: Vec<Occurrences> = Vec::new();
    for ((at, _), mut list) in terms.iter().zip(prepared.lists(ordinal, terms)?) {
        if list.seek(address.doc_id) != address.doc_id {
            continue;
        }
        let (count, length) = list.occurrences();
        match fields.last_mut().filter(|it| it.field == RANKED[*at].name) {
            Some(known) => known.count += count,
            None => fields.push(Occurrences {
                field: RANKED[*at].name.to_owned(),
                count,
                in_lead: 0,
                length,
                average_length: prepared.average_lengths[*at],
            }),
        }
    }
    if let Some(body) = fields.iter_mut().find(|it| it.field == RANKED[BODY].name) {
        take_out_lead(body, &prepared.plan.units[unit], article);
    }
    Ok(fields)
}

/// Tells what stands in the text from the second time that its lead is indexed.
fn take_out_lead(body: &mut Occurrences, unit: &Unit, article: &Article) {
    let (mut words, mut in_lead) = (0, 0);
    Analyzer::new().each_term(lead(&article.body), article.language, |term, _| {
        words += 1;
        in_lead += u32::from(terms_of(unit).any(|of_unit| of_unit == term));
    });
    body.in_lead = in_lead.min(body.count / 2);
    body.count -= body.in_lead;
    body.length = body.length.saturating_sub(words).max(body.count);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_adds_up() {
        let part = |score| Part {
            label: "quay".to_owned(),
            score,
            reason: Reason::Near,
        };
        let explanation = Explanation {
            score: 3.014,
            parts: [1.0049, 1.0049, 1.0042].map(part).to_vec(),
            missing: vec!["pier".to_owned(), "mole".to_owned()],
            age_factor: None,
            age_days: None,
        };
        assert_eq!(explanation.hundredths(), [101.0, 100.0, 100.0]);
        assert!(
            explanation
                .to_string()
                .starts_with("3.01 in all\n  1.01  quay")
        );
        assert!(
            explanation
                .to_string()
                .ends_with("near one another\n        not in it: pier, mole")
        );
    }
}
