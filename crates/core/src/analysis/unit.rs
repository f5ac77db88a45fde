//! Units: what a person would call one word, and the parts it has.
//!
//! UAX#29 parts `COVID-19` and keeps `john.doe` whole; a reader looks for both either way. So words that are bound by a
//! hyphen, an ampersand or an `@` make one unit with parts, and words that hold dots, colons or underscores are taken
//! apart. Letters of scripts without spaces make a run, whose parts are its characters. What a unit looks like does not
//! depend on the language: queries in several languages find the same units in a text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::dictionary;
use super::hangul;
use super::initials::Initials;
use super::numeral::{is_acronym, is_number};
use super::part::{elision, without_possessive};
use super::script;
use super::segment::Words;
use super::shape::{Shape, inner_bond};

/// Parts of a unit that are also indexed written together; more of them is a sentence with hyphens.
const MAX_JOINED_PARTS: usize = 4;
/// Bytes of a unit whose parts are also indexed written together.
const MAX_JOINED_BYTES: usize = 40;
/// Bytes of an address, host or dotted name that is also indexed whole.
const MAX_WHOLE_BYTES: usize = 128;

/// The units of a text, one at a time.
pub(super) struct Units<'t> {
    text: &'t str,
    words: Words<'t>,
    ahead: Ahead,
    /// Words passed over before the one ahead, and before the current unit.
    passed_ahead: usize,
    passed: usize,
    /// What was cut off the word before, to be read next.
    cut_off: Option<Range<usize>>,
    /// Words of a run that a dictionary has told apart, to be given next.
    of_run: std::vec::IntoIter<Range<usize>>,
    shape: Shape,
    span: Range<usize>,
    parts: Vec<Range<usize>>,
}

/// The word after the current unit.
enum Ahead {
    /// It was not asked for yet.
    Unread,
    Word(Range<usize>),
    End,
}

impl<'t> Units<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            words: Words::new(text),
            ahead: Ahead::Unread,
            passed_ahead: 0,
            passed: 0,
            cut_off: None,
            of_run: Vec::new().into_iter(),
            shape: Shape::Word,
            span: 0..0,
            parts: Vec::new(),
        }
    }

    /// From here on passes over words that are units of their own and cannot be one of the terms.
    pub(super) fn look_for(&mut self, wanted: Initials) {
        self.words.look_for(wanted);
    }

    /// How many such words, each of one part, were passed over before this unit.
    pub(super) fn passed(&self) -> usize {
        self.passed
    }

    /// Moves to the next unit; false at the end of the text.
    pub(super) fn advance(&mut self) -> bool {
        self.parts.clear();
        if let Some(word) = self.of_run.next() {
            self.passed = 0;
            self.give(word);
            return true;
        }
        if let Some(word) = self.lone_word() {
            self.give(word);
            return true;
        }
        self.look_ahead();
        self.passed = self.passed_ahead;
        let Some(first) = self.take() else {
            return false;
        };
        if self.begins_run(&first) {
            self.read_run(first);
        } else {
            self.read_chain(first);
        }
        true
    }

    /// Moves to a word that is a unit of its own.
    fn give(&mut self, word: Range<usize>) {
        self.shape = Shape::Word;
        self.span = word.clone();
        self.parts.push(word);
    }

    /// How its parts belong together.
    pub(super) fn shape(&self) -> Shape {
        self.shape
    }

    /// Where it stands in the text.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Its parts, as ranges in the text; at least one.
    pub(super) fn parts(&self) -> &[Range<usize>] {
        &self.parts
    }

    /// The text from which the ranges are.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Most words of a text: those that need no look at what is around them.
    fn lone_word(&mut self) -> Option<Range<usize>> {
        let is_unread = matches!(self.ahead, Ahead::Unread) && self.cut_off.is_none();
        if is_unread && !self.words.is_looking() {
            self.words.next_lone()
        } else {
            None
        }
    }

    /// Reads the next word without taking it.
    fn look_ahead(&mut self) {
        if matches!(self.ahead, Ahead::Unread) {
            self.ahead = self.next_word().map_or(Ahead::End, Ahead::Word);
            self.passed_ahead = self.words.take_passed();
        }
    }

    fn take(&mut self) -> Option<Range<usize>> {
        self.look_ahead();
        match std::mem::replace(&mut self.ahead, Ahead::Unread) {
            Ahead::Word(word) => Some(word),
            Ahead::Unread | Ahead::End => None,
        }
    }

    fn next_word(&mut self) -> Option<Range<usize>> {
        let word = self.cut_off.take().or_else(|| self.words.next())?;
        let text = &self.text[word.clone()];
        if text.is_ascii() {
            return Some(word);
        }
        let Some((first, rest)) = hangul::first_stretch(text) else {
            return Some(word);
        };
        self.cut_off = Some(word.start + rest..word.end);
        Some(word.start + first.start..word.start + first.end)
    }

    fn begins_run(&self, word: &Range<usize>) -> bool {
        let first = self.text[word.clone()].chars().next();
        first.is_some_and(script::is_spaceless)
    }

    fn read_run(&mut self, first: Range<usize>) {
        let mut end = first.end;
        while let Some(next) =
            self.next_if(|units, next| next.start == end && units.begins_run(next))
        {
            end = next.end;
        }
        let run = &self.text[first.start..end];
        if let Some(words) = dictionary::words(run) {
            let in_text = |word: Range<usize>| first.start + word.start..first.start + word.end;
            let words: Vec<Range<usize>> = words.into_iter().map(in_text).collect();
            self.of_run = words.into_iter();
            if let Some(word) = self.of_run.next() {
                self.give(word);
                return;
            }
        }
        self.span = first.start..end;
        self.shape = Shape::Run;
        let clusters = run.grapheme_indices(true);
        self.parts.extend(clusters.map(|(at, cluster)| {
            let start = first.start + at;
            start..start + cluster.len()
        }));
    }

    fn next_if(&mut self, fits: impl Fn(&Self, &Range<usize>) -> bool) -> Option<Range<usize>> {
        self.look_ahead();
        match &self.ahead {
            Ahead::Word(next) if fits(self, next) => self.take(),
            _ => None,
        }
    }

    fn read_chain(&mut self, first: Range<usize>) {
        let start = first.start;
        let mut shape = Shape::Word;
        let mut word = first;
        loop {
            let end = self.push_word(word.clone(), &mut shape);
            let Some((bond, next)) = self.bound_word(end) else {
                self.span = start..self.with_suffix(end, &mut shape);
                break;
            };
            shape = bond.max_with(shape);
            word = next;
        }
        self.shape = self.settle(shape);
        if self.shape == Shape::Word {
            // The range without a possessive: what a snippet marks is the name.
            self.span = self.parts[0].clone();
        }
    }

    /// Adds the parts of a UAX#29 word; the byte after it.
    fn push_word(&mut self, word: Range<usize>, shape: &mut Shape) -> usize {
        let text = &self.text[word.clone()];
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            self.parts.push(word.clone());
            return word.end;
        }
        if is_acronym(text) {
            let end = self.acronym_end(word.end);
            self.parts.push(word.start..end);
            return self.skip_possessive(end);
        }
        if is_number(text) {
            self.parts.push(word.clone());
            return word.end;
        }
        self.push_marked(word.clone(), shape);
        word.end
    }

    /// Parts a word at the marks that UAX#29 keeps inside.
    fn push_marked(&mut self, word: Range<usize>, shape: &mut Shape) {
        let mut start = word.start;
        for (at, mark) in self.text[word.clone()].char_indices() {
            let Some(bond) = inner_bond(mark) else {
                continue;
            };
            let at = word.start + at;
            if start < at {
                self.push_apostrophed(start..at, shape);
                *shape = bond.max_with(*shape);
            }
            start = at + mark.len_utf8();
        }
        if start < word.end {
            self.push_apostrophed(start..word.end, shape);
        }
    }

    fn push_apostrophed(&mut self, part: Range<usize>, shape: &mut Shape) {
        let text = without_possessive(&self.text[part.clone()]);
        let part = part.start..part.start + text.len();
        match elision(text) {
            Some((article, rest)) => {
                self.parts.push(part.start..part.start + article);
                self.parts.push(part.start + rest..part.end);
                *shape = Shape::Elision.max_with(*shape);
            }
            None => self.parts.push(part),
        }
    }

    /// An acronym owns its last dot.
    fn acronym_end(&self, end: usize) -> usize {
        end + usize::from(self.text[end..].starts_with('.'))
    }

    /// Passes over the `'s` of `U.S.'s`, which UAX#29 takes for a word.
    fn skip_possessive(&mut self, end: usize) -> usize {
        let possessive = self.next_if(|units, next| {
            let gap = units.text.get(end..next.start).unwrap_or_default();
            matches!(gap, "'" | "’") && matches!(&units.text[next.clone()], "s" | "S")
        });
        possessive.map_or(end, |word| word.end)
    }

    /// The next word, where a single mark binds it to what ended here.
    fn bound_word(&mut self, end: usize) -> Option<(Shape, Range<usize>)> {
        let mark = self.text[end..].chars().next()?;
        let bond = match mark {
            '-' | '‐' | '‑' | '&' => Shape::Joined,
            '@' => Shape::Whole,
            _ => return None,
        };
        let after = end + mark.len_utf8();
        let next = self.next_if(|units, next| next.start == after && !units.begins_run(next))?;
        Some((bond, next))
    }

    /// `C++`, `C#`: the marks belong to a lone letter before them.
    fn with_suffix(&self, end: usize, shape: &mut Shape) -> usize {
        let lone = self.parts.len() == 1 && self.parts[0].len() == 1;
        let rest = &self.text[end..];
        let suffix = ["++", "#"].into_iter().find(|mark| rest.starts_with(mark));
        match suffix {
            Some(mark) if lone && !rest[mark.len()..].starts_with(char::is_alphanumeric) => {
                *shape = Shape::Whole;
                end + mark.len()
            }
            _ => end,
        }
    }

    /// The shape that the limits allow.
    fn settle(&self, shape: Shape) -> Shape {
        let (parts, bytes) = (self.parts.len(), self.span.len());
        match shape {
            Shape::Joined if parts == 1 => Shape::Word,
            Shape::Joined if parts > MAX_JOINED_PARTS || bytes > MAX_JOINED_BYTES => Shape::Parts,
            Shape::Whole if bytes > MAX_WHOLE_BYTES => Shape::Parts,
            shape => shape,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<(Shape, Vec<&str>)> {
        let mut units = Units::new(text);
        let mut found = Vec::new();
        while units.advance() {
            let parts = units.parts().iter().map(|part| &text[part.clone()]);
            found.push((units.shape(), parts.collect()));
        }
        found
    }

    #[test]
    fn a_unit_has_the_shape_of_its_marks() {
        let cases: &[(&str, Shape, &[&str])] = &[
            ("talks", Shape::Word, &["talks"]),
            ("Russia’s", Shape::Word, &["Russia"]),
            ("U.S.’s", Shape::Word, &["U.S."]),
            ("U.S.-led", Shape::Joined, &["U.S.", "led"]),
            ("1,000,000", Shape::Word, &["1,000,000"]),
            ("2020,2021", Shape::Parts, &["2020", "2021"]),
            ("COVID-19", Shape::Joined, &["COVID", "19"]),
            ("a-b-c-d-e", Shape::Parts, &["a", "b", "c", "d", "e"]),
            ("AT&T", Shape::Joined, &["AT", "T"]),
            ("_x_", Shape::Word, &["x"]),
            ("j.doe@a.org", Shape::Whole, &["j", "doe", "a", "org"]),
            ("Ukraine:war", Shape::Parts, &["Ukraine", "war"]),
            ("C++", Shape::Whole, &["C"]),
            ("l’énergie", Shape::Elision, &["l", "énergie"]),
            ("北京时间", Shape::Run, &["北", "京", "时", "间"]),
        ];
        // With dictionaries a run is words, which have rows of their own.
        let is_kept = |shape| shape != Shape::Run || !cfg!(feature = "dictionary");
        for (text, shape, parts) in cases.iter().filter(|case| is_kept(case.1)) {
            assert_eq!(units(text), [(*shape, parts.to_vec())], "{text}");
        }
    }

    #[test]
    fn marks_with_white_space_or_nothing_after_them_bind_nothing() {
        assert_eq!(units("war - talks").len(), 2);
        assert_eq!(units("Kyiv-").len(), 1);
        assert_eq!(units("soup/day").len(), 2);
        assert_eq!(units("北京-2").len(), 2);
    }
}
