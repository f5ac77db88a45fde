//! Words, phrases and patterns to the units that rank.

use std::ops::Range;

use super::piece::Piece;
use super::{Compiler, Result};
use crate::analysis::{QueryAnalysis, QueryWord, Reading, Slot, fold};
use crate::index::RANKED_COUNT;
use crate::query::{Field, Near, Note, Text, TextKind};
use crate::search::expand::{self, Pattern};
use crate::search::plan::Match;
use crate::search::unit::{FieldMask, Unit, UnitKind, reading_terms};

/// What a part of a word that is written as one counts beside the whole, which has to come first. .3, .5 and .8 measure alike
/// on German questions.
const COMPOUND_PART_WEIGHT: f32 = 0.5;

impl Compiler<'_> {
    pub(super) fn text(&mut self, text: &Text, weight: f32) -> Result<Vec<Piece>> {
        if let Some(field) = text.field.as_ref().filter(|field| !field.is_ranked()) {
            return Ok(self.metadata(field, text).into_iter().collect());
        }
        let pattern = match text.kind {
            TextKind::Word if text.exact => Some(Pattern::Literal),
            TextKind::Word => return self.words(text, weight),
            TextKind::Phrase { slop } => return self.phrase(text, slop, weight),
            TextKind::Prefix => Some(Pattern::Prefix),
            TextKind::Wildcard => Some(Pattern::Wildcard),
            TextKind::Fuzzy { distance } => Some(Pattern::Fuzzy(distance)),
            TextKind::Regex => Some(Pattern::Regex),
        };
        let pattern = pattern.unwrap_or(Pattern::Literal);
        self.pattern(text, pattern, weight)
    }

    fn words(&mut self, text: &Text, weight: f32) -> Result<Vec<Piece>> {
        let words = self.context.analysis.words(&text.text);
        if words.is_empty() {
            self.note_no_words(text);
        }
        let is_address = is_address(&text.text);
        let mut pieces = Vec::with_capacity(words.len());
        let mut before = None;
        for mut word in words {
            let span = word.start..word.end;
            let is_stop = word.stop || is_address;
            for slot in word.readings.iter_mut().flat_map(|it| &mut it.slots) {
                self.complete(slot)?;
            }
            let label = text.text[word.start..word.end].to_owned();
            let kin = self.kin_of(&word, &label)?;
            self.drop_absent_names(&mut word)?;
            let compound = self.compound(&word, &text.text)?;
            let parts = std::mem::take(&mut word.parts);
            let as_typed = match is_stop {
                true => None,
                false => self.as_typed(&word, &label)?,
            };
            let kind = kind_of(word);
            let share = if matches!(kind, UnitKind::Sequences { .. }) {
                self.context.weights.phrase
            } else {
                1.0
            };
            let mut set = self.push(text, label, kind, weight * share);
            before = self.note_overlap(before, &set, &span);
            self.push_as_typed(text, as_typed, weight);
            if let Some(forms) = kin {
                set = Match::any(vec![set, self.push_kin(text, forms, weight)]);
            }
            let parts = match is_stop {
                true => Vec::new(),
                false if compound.is_empty() => self.parts(text, parts, weight)?,
                false => self.parts(text, compound, weight * COMPOUND_PART_WEIGHT)?,
            };
            pieces.push(Piece {
                set,
                is_stop,
                parts,
            });
        }
        Ok(pieces)
    }

    /// Remembers the unit before where its word reaches into this one; gives this one for the next, with where it ends.
    fn note_overlap(
        &mut self,
        before: Option<(usize, usize)>,
        set: &Match,
        span: &Range<usize>,
    ) -> Option<(usize, usize)> {
        let Match::Unit(unit) = *set else {
            return None;
        };
        if let Some((first, end)) = before
            && span.start < end
        {
            self.overlapping.push((first, unit));
        }
        Some((unit, span.end))
    }

    fn phrase(&mut self, text: &Text, slop: u32, weight: f32) -> Result<Vec<Piece>> {
        let mut reading = self.context.analysis.phrase(&text.text);
        if reading.slots.is_empty() {
            self.note_no_words(text);
            return Ok(Vec::new());
        }
        for slot in &mut reading.slots {
            self.complete(slot)?;
        }
        let readings = vec![reading];
        let kind = if readings[0].slots.len() == 1 && !text.exact {
            UnitKind::Terms(readings[0].slots[0].terms.clone())
        } else {
            UnitKind::Sequences { readings, slop }
        };
        let has_parts = !text.exact && matches!(kind, UnitKind::Sequences { .. });
        let share = if has_parts {
            self.context.weights.phrase
        } else {
            1.0
        };
        let set = self.push(text, format!("“{}”", text.text), kind, weight * share);
        let mut piece = Piece::whole(set);
        if has_parts {
            let words = self.context.analysis.words(&text.text);
            piece.parts = self.parts(text, words, weight)?;
        }
        Ok(vec![piece])
    }

    fn pattern(&mut self, text: &Text, pattern: Pattern, weight: f32) -> Result<Vec<Piece>> {
        let literal = if pattern == Pattern::Regex {
            text.text.clone()
        } else {
            fold(&text.text)
        };
        let context = self.context;
        let mut found = expand::forms(
            context.searcher,
            context.fields.forms,
            &literal,
            pattern,
            context.deadline,
        )?;
        if matches!(pattern, Pattern::Fuzzy(_)) {
            for form in self.skeleton_forms(&literal)? {
                found.add(form);
            }
        }
        if let Some(note) = found.note(text) {
            self.notes.push(note);
        }
        let kind = UnitKind::Forms {
            stems: stems(&context.analysis, &found.forms),
            forms: found.forms,
        };
        let set = self.push(text, pattern.label(&text.text), kind, weight);
        Ok(vec![Piece::whole(set)])
    }

    pub(super) fn near(&mut self, near: &Near, weight: f32) -> Match {
        let analysis = &self.context.analysis;
        let readings = |text: &Text| match text.kind {
            TextKind::Phrase { .. } => vec![analysis.phrase(&text.text)],
            _ => match analysis.words(&text.text).as_slice() {
                [word] => word.readings.clone(),
                _ => vec![analysis.phrase(&text.text)],
            },
        };
        let operands: Vec<Vec<Reading>> = near.operands.iter().map(readings).collect();
        let label: Vec<&str> = near
            .operands
            .iter()
            .map(|text| text.text.as_str())
            .collect();
        let label = label.join(&format!(" NEAR/{} ", near.distance));
        let kind = UnitKind::Near {
            operands,
            distance: near.distance,
        };
        let Some(first) = near.operands.first() else {
            return Match::Everything;
        };
        let first = Text {
            exact: false,
            ..first.clone()
        };
        self.push(&first, label, kind, weight)
    }

    /// A lone character of an unspaced script is the beginning of the terms that it stands in.
    fn complete(&self, slot: &mut Slot) -> Result<()> {
        if slot.prefix {
            let (searcher, field) = (self.context.searcher, self.context.fields.forms);
            let beginnings = std::mem::take(&mut slot.terms);
            for beginning in &beginnings {
                let deadline = self.context.deadline;
                let found = expand::forms(searcher, field, beginning, Pattern::Prefix, deadline)?;
                slot.terms.extend(found.forms);
            }
        }
        Ok(())
    }

    pub(super) fn push(
        &mut self,
        text: &Text,
        label: String,
        kind: UnitKind,
        weight: f32,
    ) -> Match {
        let unit = Unit {
            label,
            weight,
            fields: mask(text.field.as_ref()),
            kind,
            exact: text.exact.then(|| text.text.clone()),
            is_part: false,
        };
        Match::Unit(self.units.add(unit))
    }

    /// Adds the words that a unit is made of, which rank beside it and are not marked in passages.
    fn parts(&mut self, text: &Text, words: Vec<QueryWord>, weight: f32) -> Result<Vec<Match>> {
        let mut parts = Vec::new();
        for mut word in words.into_iter().filter(|word| !word.stop) {
            if !word.parts.is_empty() {
                let within = std::mem::take(&mut word.parts);
                parts.extend(self.parts(text, within, weight)?);
                continue;
            }
            let label = text.text[word.start..word.end].to_owned();
            let as_typed = self.as_typed(&word, &label)?;
            self.push_as_typed(text, as_typed, weight);
            let unit = self.units.add(Unit {
                label,
                weight,
                fields: mask(text.field.as_ref()),
                kind: kind_of(word),
                exact: None,
                is_part: true,
            });
            parts.push(Match::Unit(unit));
        }
        Ok(parts)
    }

    pub(super) fn note_no_words(&mut self, text: &Text) {
        let message = format!("`{}` holds no word to search for", text.text);
        self.notes.push(Note::at(text.span, message));
    }
}

/// Whether a text is an address: `https://…`, `www.…`, or a host and a path, as `pic.example.org/a1` is. Its words name
/// a machine and a file: beside other words they say nothing, as function words do.
fn is_address(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let has_scheme = ["https://", "http://", "www."].iter().any(|beginning| {
        let head = text.get(..beginning.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(beginning))
    });
    has_scheme || text.split_once('/').is_some_and(|(host, _)| is_host(host))
}

/// Names between dots, the last of letters: not `U.S.` and not `3.5`.
fn is_host(text: &str) -> bool {
    let last = text.rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// A word whose readings are all single terms is one list of terms; else its readings are sequences.
fn kind_of(word: QueryWord) -> UnitKind {
    if word.readings.iter().all(|reading| reading.slots.len() == 1) {
        let slots = word.readings.into_iter().flat_map(|it| it.slots);
        let mut terms: Vec<String> = Vec::new();
        for term in slots.flat_map(|slot| slot.terms) {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        UnitKind::Terms(terms)
    } else {
        UnitKind::Sequences {
            readings: word.readings,
            slop: 0,
        }
    }
}

/// The terms of the ranked fields under which unstemmed words are indexed.
pub(super) fn stems(analysis: &QueryAnalysis<'_>, forms: &[String]) -> Vec<String> {
    let plain = QueryAnalysis {
        variants: false,
        ..*analysis
    };
    let words = forms.iter().flat_map(|form| plain.words(form));
    let mut stems: Vec<String> = words
        .flat_map(|word| word.readings)
        .flat_map(|reading| {
            let terms: Vec<String> = reading_terms(&reading).map(str::to_owned).collect();
            terms
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

pub(super) fn mask(field: Option<&Field>) -> FieldMask {
    let only = |at: usize| {
        let mut mask = [false; RANKED_COUNT];
        mask[at] = true;
        mask
    };
    match field {
        Some(Field::Title) => only(0),
        Some(Field::Deck) => only(1),
        Some(Field::Body) => only(2),
        Some(Field::Captions) => only(3),
        Some(Field::Rest) => only(4),
        _ => [true; RANKED_COUNT],
    }
}
