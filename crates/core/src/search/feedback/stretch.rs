//! The stretch of an article that answers: of a long article only that is read, since the rest is about other things.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::{Form, Initials, Tokens, Work, is_spaceless};
use crate::article::Language;

/// Words of the stretch. On ten judged sets 120 is better than 30 and 60, and than the whole text, which costs news .05 of
/// their MRR@10.
const WORDS: usize = 120;

/// A stretch is better by more than the rounding of its sum.
const LEAST_GAIN: f32 = 1e-3;

/// Finds the stretches of texts that answer one query. Words that were not asked for are passed over.
pub(super) struct Finder<'a> {
    /// What each term asked for is worth.
    worth: &'a HashMap<String, f32>,
    initials: Initials,
    work: Work,
}

/// A word of a text that was asked for.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    term: &'a str,
    worth: f32,
    /// How many words stand before it.
    position: usize,
    /// Its first byte, and the byte after it.
    start: usize,
    end: usize,
}

impl<'a> Finder<'a> {
    pub(super) fn of(worth: &'a HashMap<String, f32>) -> Self {
        Self {
            worth,
            initials: Initials::of(worth.keys().map(String::as_str)),
            work: Work::of_passages(),
        }
    }

    /// The first of the stretches that hold the most of what was asked, as bytes; the beginning of a text that holds none of it.
    pub(super) fn best(&mut self, text: &str, language: Option<Language>) -> Range<usize> {
        let last = last_of_best(&self.asked(text, language));
        let is_break = |letter: char| letter.is_whitespace() || is_spaceless(letter);
        let start = last.filter(|last| last.position >= WORDS).and_then(|last| {
            let mut before = text[..last.start].rmatch_indices(is_break);
            before.nth(WORDS - 1)
        });
        let start = start.map_or(0, |(at, _)| at);
        let end = text[start..].match_indices(is_break).nth(WORDS);
        let end = end.map_or(text.len(), |(at, _)| start + at);
        start..last.map_or(end, |last| end.max(last.end))
    }

    /// The words of a text that were asked for, in order.
    fn asked(&mut self, text: &str, language: Option<Language>) -> Vec<Asked<'a>> {
        let tokens = Tokens::new(text, Form::Stemmed(language), &mut self.work);
        let mut tokens = tokens.looking_for(&self.initials, language);
        let mut asked = Vec::new();
        while tokens.advance() {
            let token = tokens.token();
            if let Some((term, worth)) = self.worth.get_key_value(&token.text) {
                asked.push(Asked {
                    term,
                    worth: *worth,
                    position: token.position,
                    start: token.offset_from,
                    end: token.offset_to,
                });
            }
        }
        asked
    }
}

/// The last word of the first stretch that holds the most.
fn last_of_best<'a>(asked: &[Asked<'a>]) -> Option<Asked<'a>> {
    let mut held = Held::default();
    let (mut from, mut most, mut best) = (0, 0.0, None);
    for word in asked {
        held.enter(word);
        while asked[from].position + WORDS <= word.position {
            held.leave(&asked[from]);
            from += 1;
        }
        if held.worth > most + LEAST_GAIN {
            (most, best) = (held.worth, Some(*word));
        }
    }
    best
}

/// What a stretch holds of the words asked for: each once more counts as the next part of a harmonic row.
#[derive(Default)]
struct Held<'a> {
    times: HashMap<&'a str, u16>,
    worth: f32,
}

impl<'a> Held<'a> {
    fn enter(&mut self, word: &Asked<'a>) {
        let times = self.times.entry(word.term).or_default();
        *times += 1;
        self.worth += word.worth / f32::from(*times);
    }

    fn leave(&mut self, word: &Asked<'a>) {
        if let Some(times) = self.times.get_mut(word.term).filter(|times| **times > 0) {
            self.worth -= word.worth / f32::from(*times);
            *times -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretch of a text in which these places hold a word that is asked for, and all others another.
    fn stretch(words: usize, asked: &[(usize, &str)], language: &str) -> Vec<String> {
        let mut text = vec!["quiet"; words];
        for (at, word) in asked {
            text[*at] = word;
        }
        let text = text.join(" ");
        let worth = HashMap::from([("harbour".to_owned(), 2.0), ("strike".to_owned(), 3.0)]);
        let best = Finder::of(&worth).best(&text, language.parse().ok());
        text[best].split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_stretch_holds_what_was_asked() {
        for language in ["en", ""] {
            assert_eq!(stretch(50, &[], language).len(), 50);
            assert!(stretch(400, &[], language).len().abs_diff(WORDS) <= 1);
            let once = [
                (20, "harbour"),
                (21, "harbour"),
                (300, "strike"),
                (310, "harbour"),
            ];
            let found = stretch(400, &once, language);
            assert!(found.contains(&"strike".to_owned()), "{found:?}");
            assert_eq!(found.last().map(String::as_str), Some("harbour"));
            assert!(found.len().abs_diff(WORDS) <= 1, "{}", found.len());
            let often = [
                (300, "harbour"),
                (399, "harbour"),
                (10, "harbour"),
                (12, "strike"),
            ];
            assert_eq!(stretch(400, &often, language)[12], "strike");
        }
    }

    #[test]
    fn a_script_without_spaces_has_a_stretch_too() {
        let text = "北".repeat(500) + "港口罢工" + &"北".repeat(500);
        let worth = HashMap::from([("港口".to_owned(), 1.0)]);
        let best = Finder::of(&worth).best(&text, "zh".parse().ok());
        let found = &text[best];
        assert!(
            found.contains("港口") && found.chars().count() <= WORDS + 2,
            "{found}"
        );
    }
}
