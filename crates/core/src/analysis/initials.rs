//! What the terms that are looked for begin with, so that most words of a text are passed over without stemming them.

use super::passing::Passing;

/// Letters of the alphabet of ASCII, and a place for whatever else stands second or third, or nothing.
const LETTERS: usize = 26;
const OTHER: u8 = LETTERS as u8;

/// A set of three first letters, without case. Terms and words that begin with anything but a letter of ASCII are always
/// in; where only a later one is none, those before it decide. After the first, `i` and `y` are one letter, as English stems
/// make `die` of `dying` and `sky` of `skies`; a third `e` stands for any, as they make `use` of `using`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Initials {
    /// A bit for each first letter.
    firsts: u32,
    /// By the first letter and the second, a bit for each third.
    thirds: Box<[[u32; LETTERS + 1]; LETTERS]>,
    /// Passes over words by their first letters.
    passing: Passing,
}

impl Initials {
    /// Those of some terms.
    pub(crate) fn of<'t>(terms: impl Iterator<Item = &'t str>) -> Self {
        let mut firsts = 0_u32;
        let mut thirds = Box::<[[u32; LETTERS + 1]; LETTERS]>::default();
        for term in terms.map(str::as_bytes) {
            let Some(first) = term.first().and_then(|byte| letter(*byte)) else {
                continue;
            };
            let (second, third) = second_and_third(term);
            let third = if third == b'e' - b'a' { OTHER } else { third };
            firsts |= 1 << first;
            thirds[usize::from(first)][usize::from(second)] |= 1 << third;
        }
        let is_first = |byte| letter(byte).is_none_or(|letter| firsts & 1 << letter != 0);
        Self {
            passing: Passing::until(is_first),
            firsts,
            thirds,
        }
    }

    /// The first place from a stretch's beginning on where a stretch begins that could hold one of the terms, or the end of
    /// the text; and how many words, each a stretch of its own, were passed over before it.
    pub(super) fn pass(&self, bytes: &[u8], from: usize) -> (usize, usize) {
        self.passing.pass(bytes, from, |word| self.can_begin(word))
    }

    /// Whether a word, given as its bytes, could be one of the terms.
    pub(super) fn can_begin(&self, word: &[u8]) -> bool {
        let Some(first) = word.first().and_then(|byte| letter(*byte)) else {
            return true;
        };
        // Most words end here.
        self.firsts & 1 << first != 0 && self.can_go_on(first, word)
    }

    fn can_go_on(&self, first: u8, word: &[u8]) -> bool {
        let (second, third) = second_and_third(word);
        let seconds = &self.thirds[usize::from(first)];
        let fits = |thirds: u32| {
            let is_any = third == OTHER && thirds != 0;
            is_any || thirds & (1 << third | 1 << OTHER) != 0
        };
        match second {
            OTHER => seconds.iter().any(|thirds| *thirds != 0),
            second => fits(seconds[usize::from(second)]) || seconds[LETTERS] != 0,
        }
    }
}

/// The places in the alphabet of the second letter and the third. What follows a second `y` may be any.
fn second_and_third(word: &[u8]) -> (u8, u8) {
    let later = |at: usize| {
        let letter = word.get(at).and_then(|byte| letter(*byte));
        letter.map_or(OTHER, |letter| match letter + b'a' {
            b'y' => b'i' - b'a',
            _ => letter,
        })
    };
    let second = later(1);
    let is_loose = second == OTHER || matches!(word.get(1), Some(b'y' | b'Y'));
    (second, if is_loose { OTHER } else { later(2) })
}

/// The place of a letter in the alphabet.
fn letter(byte: u8) -> Option<u8> {
    let lower = byte.to_ascii_lowercase();
    lower.is_ascii_lowercase().then(|| lower - b'a')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::tokenizer::Token;

    use super::super::tokens::{Form, Tokens, Work};
    use super::Initials;

    /// The tokens of a text, or those that are left where only one term is looked for.
    fn tokens(text: &str, wanted: Option<&str>) -> Vec<Token> {
        let language = "en".parse().ok();
        let mut work = Work::of_passages();
        let mut tokens = Tokens::new(text, Form::Stemmed(language), &mut work);
        if let Some(term) = wanted {
            let wanted = Initials::of([term].into_iter());
            tokens = tokens.looking_for(&wanted, language);
        }
        let mut found = Vec::new();
        while tokens.advance() {
            found.push(tokens.token().clone());
        }
        found
    }

    /// Each term of the text is found where it is without looking for it, and nothing else is made up.
    fn finds_each(text: &str) -> Result<(), TestCaseError> {
        let every = tokens(text, None);
        for term in &every {
            let some = tokens(text, Some(&term.text));
            let mut named = some.iter().filter(|found| !found.text.is_empty());
            prop_assert!(named.all(|found| every.contains(found)), "{term:?}");
            let count = |among: &[Token]| among.iter().filter(|it| *it == term).count();
            prop_assert_eq!(count(&some), count(&every), "{:?}", term);
        }
        Ok(())
    }

    #[test]
    fn what_is_looked_for_is_found_as_without() {
        let text = "Dying ferries, tying, U.S.-led evacuees; d'Ivoire, COVID-19 – Éire's skies, Єва, 2,000 ex-mayors \
                    don't egg O'Brien naïve cœurs a F-16 x2 gently iced yielding AT&T e.g. Ye";
        finds_each(text).unwrap();
    }

    proptest! {
        #[test]
        fn whatever_is_left_of_it(text in "[a-z]{0,3}[aeiouy]?[a-z]{0,2}(s|ed|ing|ings|ies|ied|y|ly|e|es|ational|er|'s)") {
            finds_each(&text)?;
        }

        #[test]
        fn whatever_stands_around_it(text in "[ab]{1,2}([- .,:'’_@&+#é\n]{0,2}[abAu.s1京]{1,2}){0,12}") {
            finds_each(&text)?;
        }
    }
}
