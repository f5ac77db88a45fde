//! What the terms that are looked for begin with, so that most words of a text are passed over without stemming them.

/// Letters of the alphabet of ASCII, and a place for whatever else stands second, or nothing.
const LETTERS: usize = 26;
const OTHER: u8 = LETTERS as u8;

/// A set of first pairs of letters, without case. Terms and words that begin with anything but a letter of ASCII are
/// always in; where only the second is none, the first decides. `i` and `y` are one letter in the second place, as English
/// stems make `die` of `dying`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Initials([u32; LETTERS]);

impl Initials {
    /// Those of some terms.
    pub(crate) fn of<'t>(terms: impl Iterator<Item = &'t str>) -> Self {
        let mut set = Self::default();
        for (first, second) in terms.filter_map(|term| pair(term.as_bytes())) {
            set.0[usize::from(first)] |= 1 << second;
        }
        set
    }

    /// Whether a word, given as its bytes, could be one of the terms.
    pub(super) fn can_begin(&self, word: &[u8]) -> bool {
        pair(word).is_none_or(|(first, second)| {
            let seconds = self.0[usize::from(first)];
            seconds & (1 << second | 1 << OTHER) != 0 || second == OTHER && seconds != 0
        })
    }
}

/// The places in the alphabet of the first two letters, if the first is of ASCII.
fn pair(word: &[u8]) -> Option<(u8, u8)> {
    let mut bytes = word.iter().copied();
    let first = letter(bytes.next()?)?;
    let second = bytes.next().and_then(letter).unwrap_or(OTHER);
    let is_y = second == b'y' - b'a';
    Some((first, if is_y { b'i' - b'a' } else { second }))
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

    use super::super::tokens::{Form, Tokens};
    use super::Initials;

    /// The tokens of a text, or those that are left where only one term is looked for.
    fn tokens(text: &str, wanted: Option<&str>) -> Vec<Token> {
        let language = "en".parse().ok();
        let mut tokens = Tokens::new(text, Form::Stemmed(language));
        if let Some(term) = wanted {
            let wanted = Initials::of([term].into_iter());
            tokens = tokens.looking_for(wanted, language);
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
        fn whatever_stands_around_it(text in "[ab]{1,2}([- .,:'’_@&+#é\n]{0,2}[abAu.s1京]{1,2}){0,12}") {
            finds_each(&text)?;
        }
    }
}
