//! The words of the collection that a prefix, a wildcard, a fuzzy word or a regular expression matches.

use std::collections::HashMap;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, Term};
use tantivy::{Searcher, TantivyError};
use tantivy_fst::{Automaton, Regex};

use super::deadline::Deadline;
use super::patient::Patient;
use super::rank::Stop;
use crate::query::{Note, Text};

/// The most words that one pattern stands for; of more, those in most articles are searched.
pub(super) const MAX_EXPANSIONS: usize = 1024;

/// Words that match between two looks at the clock.
pub(super) const TERMS_PER_CHECK: u32 = 1024;

/// How a literal matches words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// The word itself.
    Literal,
    Prefix,
    Wildcard,
    /// Within so many edits; two letters changing places are one edit.
    Fuzzy(u8),
    Regex,
}

impl Pattern {
    /// How the pattern is shown in an explanation.
    pub(super) fn label(self, text: &str) -> String {
        match self {
            Self::Literal => format!("={text}"),
            Self::Prefix => format!("{text}*"),
            Self::Wildcard => text.to_owned(),
            Self::Fuzzy(distance) => format!("{text}~{distance}"),
            Self::Regex => format!("/{text}/"),
        }
    }
}

/// The words that a pattern matches.
pub(super) struct Expansion {
    /// In most articles first.
    pub(super) forms: Vec<String>,
    /// How many there are in all.
    matching: usize,
}

impl Expansion {
    /// Adds a word that matches in another way.
    pub(super) fn add(&mut self, form: String) {
        if !self.forms.contains(&form) {
            self.forms.push(form);
            self.matching += 1;
        }
    }

    /// What the user should know of it.
    pub(super) fn note(&self, text: &Text) -> Option<Note> {
        let message = match self.matching {
            0 => format!("no word of the collection matches `{}`", text.text),
            count if count > MAX_EXPANSIONS => format!(
                "`{}` matches {count} words; the {MAX_EXPANSIONS} most frequent are searched",
                text.text
            ),
            _ => return None,
        };
        Some(Note::at(text.span, message))
    }
}

/// Looks the pattern up in the dictionary of unstemmed words. The literal is folded.
pub(super) fn forms(
    searcher: &Searcher,
    field: Field,
    literal: &str,
    pattern: Pattern,
    deadline: &Deadline,
) -> Result<Expansion, Stop> {
    let counts = match pattern {
        Pattern::Literal => {
            return Ok(Expansion {
                forms: vec![literal.to_owned()],
                matching: 1,
            });
        }
        Pattern::Prefix => collect_prefix(searcher, field, literal, deadline)?,
        Pattern::Wildcard => {
            let regex = compile(&wildcard_regex(literal))?;
            collect(searcher, field, &regex, deadline)?
        }
        // What the engine's automaton cannot express matches nothing, and the note says so.
        Pattern::Regex => match compile(literal) {
            Ok(regex) => collect(searcher, field, &regex, deadline)?,
            Err(_) => Counts::new(),
        },
        Pattern::Fuzzy(distance) => near(searcher, field, literal, distance.min(2), deadline)?,
    };
    Ok(most_frequent(counts))
}

/// The words that an automaton accepts.
pub(super) fn accepted<A>(
    searcher: &Searcher,
    field: Field,
    automaton: &A,
    deadline: &Deadline,
) -> Result<Expansion, Stop>
where
    A: Automaton,
    A::State: Clone,
{
    collect(searcher, field, automaton, deadline).map(most_frequent)
}

/// The words within so many edits, two at most, with the articles that hold each.
pub(super) fn near(
    searcher: &Searcher,
    field: Field,
    word: &str,
    edits: u8,
    deadline: &Deadline,
) -> Result<Counts, Stop> {
    let term = Term::from_field_text(field, word);
    let automaton = FuzzyTermQuery::new(term, edits, true).automaton()?;
    collect(searcher, field, &automaton, deadline)
}

pub(super) type Counts = HashMap<String, u64>;

fn most_frequent(counts: Counts) -> Expansion {
    let matching = counts.len();
    let mut forms: Vec<(String, u64)> = counts.into_iter().collect();
    forms.sort_unstable_by(|(a, in_a), (b, in_b)| in_b.cmp(in_a).then_with(|| a.cmp(b)));
    forms.truncate(MAX_EXPANSIONS);
    Expansion {
        forms: forms.into_iter().map(|(form, _)| form).collect(),
        matching,
    }
}

fn add(counts: &mut Counts, key: &[u8], articles: u32) {
    if let Ok(form) = std::str::from_utf8(key) {
        *counts.entry(form.to_owned()).or_default() += u64::from(articles);
    }
}

fn collect_prefix(
    searcher: &Searcher,
    field: Field,
    prefix: &str,
    deadline: &Deadline,
) -> Result<Counts, Stop> {
    let mut counts = Counts::new();
    let mut checks = deadline.checks(TERMS_PER_CHECK);
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().range().ge(prefix).into_stream()?;
        while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
            add(&mut counts, terms.key(), terms.value().doc_freq);
            checks.step()?;
        }
    }
    Ok(counts)
}

fn collect<A>(
    searcher: &Searcher,
    field: Field,
    automaton: &A,
    deadline: &Deadline,
) -> Result<Counts, Stop>
where
    A: Automaton,
    A::State: Clone,
{
    let mut counts = Counts::new();
    let patient = Patient::new(automaton, deadline);
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().search(&patient).into_stream()?;
        while terms.advance() {
            add(&mut counts, terms.key(), terms.value().doc_freq);
        }
        patient.ended()?;
    }
    Ok(counts)
}

fn compile(pattern: &str) -> tantivy::Result<Regex> {
    Regex::new(pattern)
        .map_err(|error| TantivyError::InvalidArgument(format!("regular expression: {error}")))
}

/// `*` any letters, `?` one letter; everything else stands for itself.
fn wildcard_regex(pattern: &str) -> String {
    let mut regex = String::new();
    for letter in pattern.chars() {
        match letter {
            '*' => regex.push_str(".*"),
            '?' => regex.push('.'),
            other => regex.push_str(&regex_syntax::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    regex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_is_literal_but_for_its_two_signs() {
        assert_eq!(wildcard_regex("u.s?*"), r"u\.s..*");
    }
}
