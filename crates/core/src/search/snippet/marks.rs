//! What in a text matches the query.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use tantivy::tokenizer::Token;

use super::super::deadline::Checks;
use super::super::exact;
use super::super::prepare::Prepared;
use super::super::rank::Stop;
use super::super::unit::{Unit, UnitKind, reading_terms};
use super::passage::MAX_CHARS;
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
    /// The terms of those.
    in_sequences: HashSet<String>,
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

/// What of the query was found in a text so far.
struct Found {
    marks: Vec<Mark>,
    places: Vec<Place>,
}

impl Marker {
    pub(super) fn new(prepared: &Prepared<'_>) -> Self {
        let units = &prepared.plan.units;
        let worth = (0..units.len()).map(|unit| prepared.unit_weight(unit));
        let mut marker = Self {
            terms: HashMap::new(),
            forms: HashMap::new(),
            sequences: Vec::new(),
            in_sequences: HashSet::new(),
            exact: Vec::new(),
            worth: worth.collect(),
            initials: Initials::of(std::iter::empty()),
            units: 0,
            work: RefCell::new(Work::of_passages()),
        };
        for at in prepared.scored_units().filter(|at| !units[*at].is_part) {
            marker.add(at, &units[at]);
            marker.units += 1;
        }
        let sequences = marker.sequences.iter();
        let in_sequences = sequences.flat_map(|it| reading_terms(&it.reading));
        marker.in_sequences = in_sequences.map(str::to_owned).collect();
        let terms = marker.terms.keys().chain(&marker.in_sequences);
        marker.initials = Initials::of(terms.map(String::as_str));
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
            // Its word is marked already.
            UnitKind::Marked(_) | UnitKind::Plain(_) => {}
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

    /// Whether some passage holds a mark of every unit. The marks are in order.
    fn answers(&self, marks: &[Mark]) -> bool {
        let mut seen: Vec<usize> = Vec::with_capacity(self.units);
        (0..marks.len()).any(|from| {
            seen.clear();
            let end = marks[from].start + MAX_CHARS;
            for mark in marks[from..].iter().take_while(|mark| mark.end <= end) {
                if !seen.contains(&mark.unit) {
                    seen.push(mark.unit);
                }
            }
            seen.len() == self.units
        })
    }

    /// The marks of a text, in order; none overlaps another. Where a passage of its first bytes answers, only those are looked
    /// at: how many of the text were is told with the marks.
    pub(super) fn find(
        &self,
        text: &str,
        first: usize,
        language: Option<Language>,
        checks: &mut Checks<'_>,
    ) -> Result<(usize, Vec<Mark>), Stop> {
        let mut exact = Vec::new();
        for (unit, form) in &self.exact {
            let found = exact::occurrences(text, form).into_iter();
            exact.extend(found.map(|(start, end)| self.mark(start, end, *unit)));
        }
        if self.terms.is_empty() && self.sequences.is_empty() {
            return Ok((text.len(), in_order(exact)));
        }
        let mut found = Found {
            marks: exact,
            places: Vec::new(),
        };
        let mut work = self.work.borrow_mut();
        let tokens = Tokens::new(text, Form::Stemmed(language), &mut work);
        let mut tokens = tokens.looking_for(&self.initials, language);
        let mut first = (first < text.len()).then_some(first);
        while tokens.advance() {
            checks.step()?;
            let token = tokens.token();
            if let Some(end) = first.filter(|end| token.offset_from >= *end) {
                first = None;
                let marks = self.marks_before(end, &found, checks)?;
                if self.answers(&marks) {
                    return Ok((end, marks));
                }
            }
            if !token.text.is_empty() {
                self.look_at(token, text, &mut found);
            }
        }
        let marks = self.marks_before(text.len(), &found, checks)?;
        Ok((text.len(), marks))
    }

    fn mark(&self, start: usize, end: usize, unit: usize) -> Mark {
        Mark {
            start,
            end,
            unit,
            worth: self.worth[unit],
        }
    }

    /// Takes a token of the text down, if anything of the query is in it.
    fn look_at(&self, token: &Token, text: &str, found: &mut Found) {
        let (start, end) = (token.offset_from, token.offset_to);
        for unit in self.terms.get(&token.text).into_iter().flatten() {
            if self.is_form(*unit, &text[start..end]) {
                found.marks.push(self.mark(start, end, *unit));
            }
        }
        if self.in_sequences.contains(&token.text) {
            found.places.push(Place {
                term: token.text.clone(),
                position: token.position as u32,
                start,
                end,
            });
        }
    }

    /// What was found before an end, with the sequences that it makes.
    fn marks_before(
        &self,
        end: usize,
        found: &Found,
        checks: &mut Checks<'_>,
    ) -> Result<Vec<Mark>, Stop> {
        let mut marks = found.marks.clone();
        for sequence in &self.sequences {
            self.find_sequence(sequence, &found.places, &mut marks, checks)?;
        }
        marks.retain(|mark| mark.end <= end);
        Ok(in_order(marks))
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

/// In order, the longer of two that overlap, and not too many.
fn in_order(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut end = 0;
    marks.retain(|mark| {
        let is_free = mark.start >= end;
        if is_free {
            end = mark.end;
        }
        is_free
    });
    marks.truncate(MOST_MARKS);
    marks
}
