//! What in a text matches the query.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::super::deadline::Checks;
use super::super::exact;
use super::super::prepare::Prepared;
use super::super::rank::Stop;
use super::super::unit::{Unit, UnitKind, reading_terms};
use crate::analysis::{Form, Initials, Reading, Tokens, Work, fold};
use crate::article::Language;

/// Marks of a text that are weighed: one that matches more often answers at its beginning as well as anywhere, and a sentence
/// of nothing but marks is compared mark by mark.
const MOST_MARKS: usize = 4_096;

/// A stretch of a text that matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    /// Bytes of the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The unit of the plan that it matches, and what that is worth.
    pub(super) unit: usize,
    pub(super) worth: f32,
}

/// Finds the marks of one plan.
pub(super) struct Marker {
    /// Units whose single terms are marked, by term.
    terms: HashMap<String, Vec<usize>>,
    /// The unstemmed words of a unit that matches by them alone.
    forms: HashMap<usize, HashSet<String>>,
    /// Sequences that are marked as one.
    sequences: Vec<Sequence>,
    /// Texts that are marked letter for letter.
    exact: Vec<(usize, String)>,
    /// What each unit is worth.
    worth: Vec<f32>,
    /// What the terms of units and sequences begin with.
    initials: Initials,
    /// How many units are marked.
    units: usize,
    /// Reused from text to text.
    work: RefCell<Work>,
}

struct Sequence {
    unit: usize,
    reading: Reading,
    slop: u32,
}

/// A token of the text that a sequence may use.
struct Place {
    term: String,
    position: u32,
    start: usize,
    end: usize,
}

impl Marker {
    pub(super) fn new(prepared: &Prepared<'_>) -> Self {
        let units = &prepared.plan.units;
        let worth = (0..units.len()).map(|unit| prepared.unit_weight(unit));
        let mut marker = Self {
            terms: HashMap::new(),
            forms: HashMap::new(),
            sequences: Vec::new(),
            exact: Vec::new(),
            worth: worth.collect(),
            initials: Initials::default(),
            units: 0,
            work: RefCell::new(Work::of_passages()),
        };
        for at in prepared.scored_units().filter(|at| !units[*at].is_part) {
            marker.add(at, &units[at]);
            marker.units += 1;
        }
        let in_sequences = marker.sequences.iter();
        let in_sequences = in_sequences.flat_map(|it| reading_terms(&it.reading));
        let terms = marker.terms.keys().map(String::as_str);
        marker.initials = Initials::of(terms.chain(in_sequences));
        marker
    }

    fn add(&mut self, at: usize, unit: &Unit) {
        if let Some(text) = &unit.exact {
            self.exact.push((at, text.clone()));
            return;
        }
        match &unit.kind {
            UnitKind::Terms(terms) => self.add_terms(at, terms.iter().map(String::as_str)),
            UnitKind::Forms { forms, stems } => {
                self.add_terms(at, stems.iter().map(String::as_str));
                self.forms.insert(at, forms.iter().cloned().collect());
            }
            UnitKind::Sequences { readings, slop } => self.add_readings(at, readings, *slop),
            UnitKind::Near { operands, .. } => {
                for readings in operands {
                    self.add_readings(at, readings, 0);
                }
            }
        }
    }

    fn add_terms<'t>(&mut self, at: usize, terms: impl Iterator<Item = &'t str>) {
        for term in terms {
            self.terms.entry(term.to_owned()).or_default().push(at);
        }
    }

    fn add_readings(&mut self, at: usize, readings: &[Reading], slop: u32) {
        for reading in readings {
            if reading.slots.len() == 1 {
                self.add_terms(at, reading_terms(reading));
            } else {
                self.sequences.push(Sequence {
                    unit: at,
                    reading: reading.clone(),
                    slop,
                });
            }
        }
    }

    /// Whether some stretch of so many bytes holds a mark of every unit. The marks are in order.
    pub(super) fn has_all_within(&self, bytes: usize, marks: &[Mark]) -> bool {
        let mut seen: Vec<usize> = Vec::with_capacity(self.units);
        (0..marks.len()).any(|from| {
            seen.clear();
            let end = marks[from].start + bytes;
            for mark in marks[from..].iter().take_while(|mark| mark.end <= end) {
                if !seen.contains(&mark.unit) {
                    seen.push(mark.unit);
                }
            }
            seen.len() == self.units
        })
    }

    /// The marks of a text, in order; none overlaps another.
    pub(super) fn find(
        &self,
        text: &str,
        language: Option<Language>,
        checks: &mut Checks<'_>,
    ) -> Result<Vec<Mark>, Stop> {
        let mut marks = Vec::new();
        for (unit, form) in &self.exact {
            let found = exact::occurrences(text, form).into_iter();
            marks.extend(found.map(|(start, end)| self.mark(start, end, *unit)));
        }
        if !self.terms.is_empty() || !self.sequences.is_empty() {
            self.find_terms(text, language, &mut marks, checks)?;
        }
        let mut marks = without_overlap(marks);
        marks.truncate(MOST_MARKS);
        Ok(marks)
    }

    fn mark(&self, start: usize, end: usize, unit: usize) -> Mark {
        Mark {
            start,
            end,
            unit,
            worth: self.worth[unit],
        }
    }

    fn find_terms(
        &self,
        text: &str,
        language: Option<Language>,
        marks: &mut Vec<Mark>,
        checks: &mut Checks<'_>,
    ) -> Result<(), Stop> {
        let wanted: HashSet<&str> = self
            .sequences
            .iter()
            .flat_map(|sequence| reading_terms(&sequence.reading))
            .collect();
        let mut places = Vec::new();
        let mut work = self.work.borrow_mut();
        let tokens = Tokens::new(text, Form::Stemmed(language), &mut work);
        let mut tokens = tokens.looking_for(&self.initials, language);
        while tokens.advance() {
            checks.step()?;
            let token = tokens.token();
            if token.text.is_empty() {
                continue;
            }
            let (start, end) = (token.offset_from, token.offset_to);
            for unit in self.terms.get(&token.text).into_iter().flatten() {
                if self.is_form(*unit, &text[start..end]) {
                    marks.push(self.mark(start, end, *unit));
                }
            }
            if wanted.contains(token.text.as_str()) {
                places.push(Place {
                    term: token.text.clone(),
                    position: token.position as u32,
                    start,
                    end,
                });
            }
        }
        for sequence in &self.sequences {
            self.find_sequence(sequence, &places, marks, checks)?;
        }
        Ok(())
    }

    /// A unit that stands for unstemmed words marks only those; any other marks what its stems match.
    fn is_form(&self, unit: usize, word: &str) -> bool {
        let forms = self.forms.get(&unit);
        forms.is_none_or(|forms| {
            let form = fold(word);
            forms.contains(&form) || possessive_base(&form).is_some_and(|it| forms.contains(it))
        })
    }

    /// The places are in the order of their positions.
    fn find_sequence(
        &self,
        sequence: &Sequence,
        places: &[Place],
        marks: &mut Vec<Mark>,
        checks: &mut Checks<'_>,
    ) -> Result<(), Stop> {
        let slots = &sequence.reading.slots;
        let is_in = |slot: usize, place: &Place| slots[slot].terms.contains(&place.term);
        for (at, first) in places.iter().enumerate().filter(|(_, it)| is_in(0, it)) {
            checks.steps(slots.len())?;
            let mut last = first;
            let mut left = sequence.slop;
            let is_whole = (1..slots.len()).all(|slot| {
                let nearest = last.position + slots[slot].offset - slots[slot - 1].offset;
                let reach = nearest..=nearest + left;
                let from = places.partition_point(|it| it.position < nearest);
                let ahead = places[from.max(at)..].iter();
                let mut ahead = ahead.take_while(|it| it.position <= *reach.end());
                let next = ahead.find(|it| is_in(slot, it));
                next.is_some_and(|next| {
                    left -= next.position - nearest;
                    last = next;
                    true
                })
            });
            if is_whole {
                let end = last.end.max(first.end);
                marks.push(self.mark(first.start, end, sequence.unit));
            }
        }
        Ok(())
    }
}

/// `russia` of `russia's`: a form is indexed without its possessive.
fn possessive_base(form: &str) -> Option<&str> {
    form.strip_suffix("'s").or_else(|| form.strip_suffix("’s"))
}

/// In order, the longer of two that overlap.
fn without_overlap(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut end = 0;
    marks.retain(|mark| {
        let is_free = mark.start >= end;
        if is_free {
            end = mark.end;
        }
        is_free
    });
    marks
}
