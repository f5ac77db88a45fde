//! Words of a query, and the terms that stand for each.
//!
//! A collection holds articles in several languages, each stemmed by its own rules, so a word of a query is stemmed by all
//! of them: what it may have become in an article of any language is one alternative among the terms of its slot. A
//! compound can be written in parts or together, a name in several spellings: those are further readings. All readings of
//! a word are scored as one term.

use std::borrow::Cow;
use std::ops::Range;

use super::part::elision;
use super::shape::Shape;
use super::stem::Stemmer;
use super::term::TermWriter;
use super::tokens::Form;
use super::unit::Units;
use super::variants::Names;
use super::{hebrew, spelling, stops, variants};
use crate::article::Language;

/// A word of a query and the terms that stand for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QueryWord {
    /// Its first byte in the text.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// The ways in which an article may hold it; at least one.
    pub readings: Vec<Reading>,
    /// Whether it is a function word, which says nothing about what is sought.
    pub stop: bool,
    /// The words that a compound, a `#HashTag` or an `@AccountName` is made of; each says something by itself.
    pub parts: Vec<QueryWord>,
}

/// One way to write a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// One slot is a term; several are terms in these relative positions.
    pub slots: Vec<Slot>,
    /// Whether it is another name of the same thing, from the table of names, or another spelling of the word.
    pub variant: bool,
}

/// A position of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    /// How many positions after the first.
    pub offset: u32,
    /// Any of these terms: the stems of several languages.
    pub terms: Vec<String>,
    /// Whether the terms are beginnings: a lone character of a script without spaces is the beginning of the pair that
    /// it makes with the next.
    pub prefix: bool,
}

/// How the text of a query is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueryAnalysis<'a> {
    /// The languages that the collection holds.
    pub languages: &'a [Language],
    /// Whether other names of the same place or person are found too.
    pub variants: bool,
    /// Groups of names beside the built-in ones.
    pub names: &'a Names,
}

impl QueryAnalysis<'_> {
    /// The words of a text, as articles in all languages of the collection may hold them.
    pub(crate) fn words(&self, text: &str) -> Vec<QueryWord> {
        self.reader(self.stemmed()).words(text)
    }

    /// As [`words`](Self::words), for fields that are folded and not stemmed.
    pub(crate) fn folded(&self, text: &str) -> Vec<QueryWord> {
        self.reader(vec![TermWriter::new(Form::Folded)]).words(text)
    }

    /// All words of a text, one after another.
    pub(crate) fn phrase(&self, text: &str) -> Reading {
        self.reader(self.stemmed()).phrase(text)
    }

    fn reader(&self, writers: Vec<TermWriter>) -> Reader<'_> {
        Reader {
            writers,
            analysis: self,
        }
    }

    /// The folded form stands first: articles without a language hold it, and the tables are asked with it.
    fn stemmed(&self) -> Vec<TermWriter> {
        let mut writers = Vec::with_capacity(1 + self.languages.len());
        writers.push(TermWriter::new(Form::Folded));
        let stemmers = self.languages.iter().copied().filter_map(Stemmer::of);
        writers.extend(stemmers.map(TermWriter::stemming));
        writers
    }
}

/// Reads one text in all forms at once.
struct Reader<'a> {
    writers: Vec<TermWriter>,
    analysis: &'a QueryAnalysis<'a>,
}

impl Reader<'_> {
    fn words(&mut self, text: &str) -> Vec<QueryWord> {
        let mut words = Vec::new();
        let mut units = Units::new(text);
        while units.advance() {
            match units.shape() {
                Shape::Word => words.push(self.word(text, &units.parts()[0], true)),
                Shape::Parts => {
                    let parts = units.parts().iter();
                    words.extend(parts.map(|part| self.word(text, part, false)));
                }
                Shape::Run => self.run(&units, &mut words),
                Shape::Joined | Shape::Whole | Shape::Elision => words.push(self.compound(&units)),
            }
        }
        words
    }

    fn word(&mut self, text: &str, part: &Range<usize>, alone: bool) -> QueryWord {
        let typed = &text[part.clone()];
        let terms = self.terms(typed);
        let stop = alone && stops::is_stop(typed, &terms[0], self.analysis.languages);
        let variants = self.variants(&terms[0]);
        let mut readings = vec![vec![slot(0, terms)]];
        let mut parts = Vec::new();
        if text[..part.start].ends_with(['#', '@']) {
            let humps = humps(typed).map(|hump| part.start + hump.start..part.start + hump.end);
            parts = humps.map(|hump| self.word(text, &hump, true)).collect();
            readings.extend(sequence_of(&parts));
        }
        QueryWord {
            parts,
            ..query_word(part.clone(), readings, variants, stop)
        }
    }

    fn compound(&mut self, units: &Units<'_>) -> QueryWord {
        let mut together = String::new();
        self.writers[0].together(units, &mut together);
        let variants = self.variants(&together);
        let terms = match units.shape() {
            Shape::Whole => vec![together],
            _ => self.terms(&together),
        };
        let mut readings = vec![vec![slot(0, terms)]];
        if units.parts().len() > 1 {
            readings.push(without_article(units, self.slots(units)));
        }
        let mut word = query_word(units.span(), readings, variants, false);
        if units.parts().len() > 1 && units.shape() != Shape::Elision {
            let parts = units.parts().iter();
            word.parts = parts
                .map(|part| self.word(units.text(), part, true))
                .collect();
        }
        word
    }

    /// Pairs of a run are words that rank one by one, but a name is one word.
    fn run(&mut self, units: &Units<'_>, words: &mut Vec<QueryWord>) {
        let slots = self.slots(units);
        let variants = self.variants(&units.text()[units.span()]);
        if !variants.is_empty() {
            words.push(query_word(units.span(), vec![slots], variants, false));
            return;
        }
        let parts = units.parts();
        for slot in slots {
            let first = slot.offset as usize;
            let last = parts.get(first + 1).unwrap_or(&parts[first]);
            let span = parts[first].start..last.end;
            let stop = stops::is_stop(
                &units.text()[span.clone()],
                &slot.terms[0],
                self.analysis.languages,
            );
            words.push(query_word(
                span,
                vec![vec![Slot { offset: 0, ..slot }]],
                Vec::new(),
                stop,
            ));
        }
    }

    fn phrase(&mut self, text: &str) -> Reading {
        let mut slots = self.text_slots(text);
        for slot in &mut slots {
            let variants = self.variants(&slot.terms[0]);
            let alone = variants.into_iter().filter(|slots| slots.len() == 1);
            for term in alone.flatten().flat_map(|variant| variant.terms) {
                push_new(&mut slot.terms, term);
            }
        }
        Reading {
            slots,
            variant: false,
        }
    }

    /// The slots of the other names of what this term names.
    fn variants(&mut self, folded: &str) -> Vec<Vec<Slot>> {
        if !self.analysis.variants {
            return Vec::new();
        }
        let mut names = variants::others(folded, self.analysis.names);
        if self.analysis.languages.contains(&Language::ENGLISH) {
            names.extend(spelling::other(folded).map(Cow::Owned));
        }
        names.iter().map(|name| self.text_slots(name)).collect()
    }

    fn text_slots(&mut self, text: &str) -> Vec<Slot> {
        let (mut slots, mut base) = (Vec::new(), 0);
        let mut units = Units::new(text);
        while units.advance() {
            let of_unit = self.slots(&units).into_iter();
            slots.extend(of_unit.map(|slot| Slot {
                offset: base + slot.offset,
                ..slot
            }));
            base += units.parts().len() as u32;
        }
        slots
    }

    /// The parts of a unit, one after another, as an article holds them.
    fn slots(&mut self, units: &Units<'_>) -> Vec<Slot> {
        let (text, parts) = (units.text(), units.parts());
        match units.shape() {
            Shape::Run => {
                let pairs = parts.windows(2).map(|pair| pair[0].start..pair[1].end);
                let lone = (parts.len() == 1).then(|| parts[0].clone());
                let spans = pairs.chain(lone).zip(0..);
                spans
                    .map(|(span, offset)| Slot {
                        prefix: parts.len() == 1,
                        ..slot(offset, vec![self.verbatim(&text[span])])
                    })
                    .collect()
            }
            Shape::Whole if parts.len() == 1 => {
                let mut together = String::new();
                self.writers[0].together(units, &mut together);
                vec![slot(0, vec![together])]
            }
            _ => {
                let parts = parts.iter().zip(0..);
                parts
                    .map(|(part, offset)| slot(offset, self.terms(&text[part.clone()])))
                    .collect()
            }
        }
    }

    /// The terms of a part in all forms, the folded one first.
    fn terms(&mut self, part: &str) -> Vec<String> {
        let mut terms = Vec::new();
        for writer in &mut self.writers {
            let mut term = String::new();
            writer.part(part, &mut term);
            push_new(&mut terms, term);
        }
        if terms[0].is_ascii() && !part.is_ascii() {
            // Written without its marks, a word may have another stem: `résumé` has none in English, `resume` has.
            let plain = terms[0].clone();
            for writer in &mut self.writers {
                let mut term = String::new();
                writer.part(&plain, &mut term);
                push_new(&mut terms, term);
            }
        }
        for form in hebrew::forms(&terms[0]) {
            push_new(&mut terms, form);
        }
        terms
    }

    fn verbatim(&mut self, text: &str) -> String {
        let mut term = String::new();
        self.writers[0].verbatim(text, &mut term);
        term
    }
}

/// The parts of a compound without an article or preposition that leans on them: who asks for `l'Ukraine` takes
/// `d'Ukraine` and `en Ukraine` too.
fn without_article(units: &Units<'_>, mut slots: Vec<Slot>) -> Vec<Slot> {
    if elision(&units.text()[units.span()]).is_some() {
        slots.remove(0);
        for slot in &mut slots {
            slot.offset -= 1;
        }
    }
    slots
}

fn query_word(
    span: Range<usize>,
    readings: Vec<Vec<Slot>>,
    variants: Vec<Vec<Slot>>,
    stop: bool,
) -> QueryWord {
    let reading = |variant| move |slots| Reading { slots, variant };
    let mut readings: Vec<_> = readings.into_iter().map(reading(false)).collect();
    readings.extend(variants.into_iter().map(reading(true)));
    QueryWord {
        start: span.start,
        end: span.end,
        readings,
        stop,
        parts: Vec::new(),
    }
}

/// Words one after another as one reading; none of no words.
fn sequence_of(words: &[QueryWord]) -> Option<Vec<Slot>> {
    let first = |word: &QueryWord| Some(word.readings.first()?.slots.first()?.terms.clone());
    let terms: Option<Vec<Vec<String>>> = words.iter().map(first).collect();
    let slots = terms?.into_iter().zip(0..);
    let slots: Vec<Slot> = slots.map(|(terms, at)| slot(at, terms)).collect();
    (!slots.is_empty()).then_some(slots)
}

/// The words of a name written as one, told by its capitals and digits: `CamelCase` has two, `NATOSummit2022` three,
/// `nato` none. A lone letter is no word.
fn humps(name: &str) -> impl Iterator<Item = Range<usize>> {
    let letters: Vec<(usize, char)> = name.char_indices().collect();
    let begins_word = |at: usize| {
        let (before, here) = (letters[at - 1].1, letters[at].1);
        let is_before_small = letters
            .get(at + 1)
            .is_some_and(|next| next.1.is_lowercase());
        here.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && is_before_small)
            || here.is_numeric() != before.is_numeric()
    };
    let mut bounds = vec![0];
    bounds.extend(
        (1..letters.len())
            .filter(|at| begins_word(*at))
            .map(|at| letters[at].0),
    );
    bounds.push(name.len());
    let is_one = bounds.len() == 2;
    let humps: Vec<Range<usize>> = bounds.windows(2).map(|it| it[0]..it[1]).collect();
    let is_word = move |hump: &Range<usize>| !is_one && hump.len() > 1;
    humps.into_iter().filter(is_word)
}

fn slot(offset: u32, terms: Vec<String>) -> Slot {
    Slot {
        offset,
        terms,
        prefix: false,
    }
}

fn push_new(terms: &mut Vec<String>, term: String) {
    if !terms.contains(&term) {
        terms.push(term);
    }
}
