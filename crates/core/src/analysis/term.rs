//! From a part of a text to its term.

use std::fmt::Write;

use xxhash_rust::xxh3::xxh3_64;

use super::Form;
use super::fold::{Casing, fold_into, lower_into};
use super::numeral::{is_acronym, is_grouped, is_number};
use super::part::is_contraction;
use super::shape::Shape;
use super::stem::{Cache, Stemmer};
use super::unit::Units;

/// The longest term, in bytes; tantivy drops what is longer than 65,530, this engine drops nothing.
pub(super) const MAX_TERM_BYTES: usize = 128;
/// Digits of the hash that ends the term of a longer word, so that the word is still found, and no other.
const HASH_DIGITS: usize = 16;

/// Writes terms. It holds what is reused from word to word, so that writing one allocates nothing.
#[derive(Clone, Default)]
pub(super) struct TermWriter {
    stemmer: Option<Stemmer>,
    lower: String,
    cache: Cache,
}

impl TermWriter {
    /// A writer of one text or query, without a cache.
    pub(super) fn new(form: Form) -> Self {
        let mut writer = Self::default();
        writer.set_form(form);
        writer
    }

    /// A writer of the terms of one language, without a cache.
    pub(super) fn stemming(stemmer: Stemmer) -> Self {
        Self {
            stemmer: Some(stemmer),
            ..Self::default()
        }
    }

    /// A writer that remembers the stems of so many words.
    pub(super) fn caching(words: usize) -> Self {
        Self {
            cache: Cache::holding(words),
            ..Self::default()
        }
    }

    /// Goes on with texts of another form; the cache stays.
    pub(super) fn set_form(&mut self, form: Form) {
        self.stemmer = match form {
            Form::Stemmed(language) => language.and_then(Stemmer::of),
            Form::Folded => None,
        };
    }

    /// The term of a part, which is stemmed if the form says so.
    pub(super) fn part(&mut self, part: &str, out: &mut String) {
        out.clear();
        let is_stemmable = self.lower_part(part);
        match self.stemmer {
            Some(stemmer) if is_stemmable && stemmer.fits(&self.lower) => {
                stemmer.stem_into(&self.lower, &mut self.cache, out);
                out.retain(|mark| mark != '\'');
            }
            _ => self.fold_lower(out),
        }
        self.finish(out);
    }

    /// The part that was written last in lower case with its marks, where folding takes some away; else nothing.
    pub(super) fn mark(&self, out: &mut String) {
        out.clear();
        if self.lower.is_ascii() || self.lower.len() > MAX_TERM_BYTES {
            return;
        }
        fold_into(&self.lower, out);
        let is_plain = *out == self.lower;
        out.clear();
        if !is_plain {
            out.push_str(&self.lower);
        }
    }

    /// The term that stands for a unit beside its parts. It is never stemmed: it is one spelling of a compound.
    pub(super) fn together(&mut self, units: &Units<'_>, out: &mut String) {
        out.clear();
        if units.shape() == Shape::Whole {
            self.lower_whole(&units.text()[units.span()]);
            self.fold_lower(out);
        } else {
            for part in units.parts() {
                self.lower_part(&units.text()[part.clone()]);
                self.fold_lower(out);
            }
        }
        self.finish(out);
    }

    /// The term of two neighbours in a script without spaces, or of a lone character.
    pub(super) fn verbatim(&mut self, text: &str, out: &mut String) {
        out.clear();
        self.lower_whole(text);
        self.fold_lower(out);
        self.finish(out);
    }

    fn lower_whole(&mut self, text: &str) {
        self.lower.clear();
        lower_into(text, Casing::Common, &mut self.lower);
    }

    /// Lowers a part and says whether it is a word that can have a stem.
    fn lower_part(&mut self, part: &str) -> bool {
        self.lower.clear();
        let casing = self
            .stemmer
            .map_or(Casing::Common, |stemmer| stemmer.casing());
        lower_into(part, casing, &mut self.lower);
        if self.lower.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return true;
        }
        if is_acronym(&self.lower) {
            self.lower.retain(|mark| mark != '.');
            return false;
        }
        if is_number(&self.lower) {
            plain_number(&mut self.lower);
            return false;
        }
        let is_mixed = |mark: char| mark == '.' || mark.is_numeric();
        !self.lower.contains(is_mixed) && !is_contraction(&self.lower)
    }

    fn fold_lower(&mut self, out: &mut String) {
        if self.lower.contains('\'') && !is_contraction(&self.lower) {
            self.lower.retain(|mark| mark != '\'');
        }
        fold_into(&self.lower, out);
    }

    /// Sees to it that a term is neither empty nor too long.
    fn finish(&self, out: &mut String) {
        if out.is_empty() {
            // A mark alone, such as a tatweel: it stands for itself.
            out.push_str(&self.lower);
        }
        if out.is_empty() {
            out.push(char::REPLACEMENT_CHARACTER);
        }
        if out.len() > MAX_TERM_BYTES {
            let hash = xxh3_64(out.as_bytes());
            out.truncate(beginning(out, MAX_TERM_BYTES - HASH_DIGITS).len());
            write!(out, "{hash:0HASH_DIGITS$x}").expect("writing to a string cannot fail");
        }
    }
}

/// The longest beginning of so many bytes that parts no character.
pub(super) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Writes `1,000,000` as `1000000` and `3,5` as `3.5`.
fn plain_number(number: &mut String) {
    if is_grouped(number) {
        let decimal = if number.contains([',', '\'']) {
            '.'
        } else {
            ','
        };
        number.retain(|mark| mark.is_ascii_digit() || mark == decimal);
    } else if let Some(at) = number.find(',') {
        number.replace_range(at..=at, ".");
    }
}

/// A word as it is typed, in lower case with its marks, where folding takes some away: `résumé`, and nothing of `resume`. Of
/// `l'énergie` the noun.
pub(crate) fn marked(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let mut units = Units::new(word);
    let is_word = units.advance() && matches!(units.shape(), Shape::Word | Shape::Elision);
    let part = units.parts().last().filter(|_| is_word)?.clone();
    let (mut writer, mut term) = (TermWriter::new(Form::Folded), String::new());
    writer.part(&word[part], &mut term);
    writer.mark(&mut term);
    (!term.is_empty()).then_some(term)
}

/// A literal of a pattern (prefix, wildcard, fuzzy word) as terms spell it: composed, lower case, folded, and without
/// hyphens and apostrophes, for no term holds them. Words are not parted, and `*` and `?` stay.
pub(crate) fn fold(text: &str) -> String {
    let (mut lower, mut out) = (String::new(), String::new());
    lower_into(text, Casing::Common, &mut lower);
    let keep = if is_contraction(&lower) { '\'' } else { '\0' };
    lower.retain(|mark| mark == keep || !matches!(mark, '-' | '‐' | '‑' | '\''));
    fold_into(&lower, &mut out);
    out
}
