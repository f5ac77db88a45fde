//! What the terms that are looked for begin with, so that most words of a text are passed over without stemming them.

/// A set of first letters, without case. Terms and words that begin with anything but a letter of ASCII are always in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Initials(u32);

impl Initials {
    /// Those of some terms.
    pub(crate) fn of<'t>(terms: impl Iterator<Item = &'t str>) -> Self {
        let letters = terms.filter_map(letter);
        Self(letters.fold(0, |set, letter| set | 1 << letter))
    }

    /// Whether a word could be one of the terms.
    pub(super) fn can_begin(self, word: &str) -> bool {
        letter(word).is_none_or(|letter| self.0 & (1 << letter) != 0)
    }
}

/// The place in the alphabet of the first letter, if it is of ASCII.
fn letter(word: &str) -> Option<u8> {
    let first = word.bytes().next().filter(u8::is_ascii_alphabetic)?;
    Some(first.to_ascii_lowercase() - b'a')
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Form, Tokens};
    use super::Initials;

    #[test]
    fn what_is_looked_for_is_found_as_without() {
        let text = "Dying ferries, U.S.-led evacuees; d'Ivoire, COVID-19 – Éire's skies, Єва, 2,000 ex-mayors don't";
        let language = "en".parse().ok();
        let all = |wanted: Option<Initials>| {
            let mut tokens = Tokens::new(text, Form::Stemmed(language));
            if let Some(wanted) = wanted {
                tokens = tokens.looking_for(wanted, language);
            }
            let mut found = Vec::new();
            while tokens.advance() {
                found.push(tokens.token().clone());
            }
            found
        };
        let every = all(None);
        for term in &every {
            let some = all(Some(Initials::of([term.text.as_str()].into_iter())));
            assert_eq!(some.len(), every.len());
            for (found, expected) in some.iter().zip(&every) {
                assert!(found.text.is_empty() || found == expected, "{expected:?}");
            }
            assert!(some.contains(term), "{term:?}");
        }
    }
}
