//! A word that a [scribe](super::Scribe) remembers with its terms.

use crate::article::Language;

/// Bytes of a word and its terms that are remembered. Few words are longer: what stands in another of them is kept once.
const MOST_BYTES: usize = 48;

/// A word as it stood in a text, its term, its form, and its form with marks where folding takes some away.
///
/// It is as long as a line of the cache. In a large table of words each is a line that the memory has to bring, and with its text
/// elsewhere it would be two.
#[derive(Clone)]
#[repr(align(64))]
pub(super) struct Word {
    /// The last article whose forms it was added to.
    pub(super) article: u32,
    language: Option<Language>,
    own_end: u8,
    term: Piece,
    form: Piece,
    mark: Piece,
    bytes: [u8; MOST_BYTES],
}

/// Where a piece of text begins and ends.
#[derive(Clone, Copy, Default)]
struct Piece {
    start: u8,
    end: u8,
}

impl Word {
    /// A word with its term, its form and its form with marks; `None` where they are too long.
    pub(super) fn of(
        own: &str,
        language: Option<Language>,
        [term, form, mark]: [&str; 3],
    ) -> Option<Self> {
        let mut word = Self {
            language,
            ..Self::default()
        };
        let mut end = 0;
        word.own_end = word.keep(own, &mut end)?.end;
        word.form = word.keep(form, &mut end)?;
        word.term = word.keep(term, &mut end)?;
        word.mark = word.keep(mark, &mut end)?;
        Some(word)
    }

    /// Keeps a piece behind the others, unless it stands in them.
    fn keep(&mut self, piece: &str, end: &mut usize) -> Option<Piece> {
        let piece = piece.as_bytes();
        let mut places = self.bytes[..*end].windows(piece.len().max(1));
        let known = places.position(|place| place == piece);
        let start = known.unwrap_or(*end);
        if known.is_none() {
            *end += piece.len();
            self.bytes.get_mut(start..*end)?.copy_from_slice(piece);
        }
        Some(Piece {
            start: start as u8,
            end: (start + piece.len()) as u8,
        })
    }

    /// Whether it is this word of a text in this language.
    #[inline]
    pub(super) fn is(&self, own: &str, language: Option<Language>) -> bool {
        self.language == language
            && usize::from(self.own_end) == own.len()
            && self.bytes[..own.len()] == *own.as_bytes()
    }

    /// Its stem, as the language has it.
    pub(super) fn term(&self) -> &str {
        self.text(self.term)
    }

    /// Its form, folded.
    pub(super) fn form(&self) -> &str {
        self.text(self.form)
    }

    /// Its form with the marks that folding takes away; empty where there are none.
    pub(super) fn mark(&self) -> &str {
        self.text(self.mark)
    }

    #[inline]
    fn text(&self, piece: Piece) -> &str {
        let bytes = &self.bytes[piece.start.into()..piece.end.into()];
        // It was text when it was kept.
        str::from_utf8(bytes).unwrap_or_default()
    }
}

/// A word that no text holds.
impl Default for Word {
    fn default() -> Self {
        Self {
            article: 0,
            language: None,
            own_end: 0,
            term: Piece::default(),
            form: Piece::default(),
            mark: Piece::default(),
            bytes: [0; MOST_BYTES],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_fills_one_line_of_the_cache() {
        assert_eq!(size_of::<Word>(), 64);
    }

    #[test]
    fn a_word_is_remembered_with_its_terms_or_not_at_all() {
        let long = "Donaudampfschifffahrt".repeat(2);
        let longer = "a".repeat(300);
        for (pieces, is_kept) in [
            (["Talks", "talk", "talks", ""], true),
            (["Résumés", "resum", "resumes", "résumés"], true),
            (["Київ", "київ", "київ", ""], true),
            ([&long, &long, &long, ""], true),
            ([&long, "donaudampf", &long, ""], false),
            ([&longer, "a", "a", ""], false),
            (["a", "a", "a", &longer], false),
        ] {
            let [own, term, form, mark] = pieces;
            let word = Word::of(own, Some(Language::ENGLISH), [term, form, mark]);
            assert_eq!(word.is_some(), is_kept, "{own}");
            let Some(word) = word else {
                continue;
            };
            let read = [word.term(), word.form(), word.mark()];
            assert_eq!(read, [term, form, mark]);
            assert!(word.is(own, Some(Language::ENGLISH)));
            assert!(!word.is(own, None));
            assert!(!word.is(&format!("{own}s"), Some(Language::ENGLISH)));
        }
        assert!(!Word::default().is("a", None));
    }
}
