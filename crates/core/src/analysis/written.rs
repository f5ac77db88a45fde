//! Terms in a plain string, and the tokenizer that reads them off.
//!
//! The engine asks field by field, and takes a text apart for each. The words of an article are terms of two fields, so a
//! [`Scribe`](super::Scribe) takes it apart once and writes the terms of each field down: the engine has no more to do than to read.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name of the tokenizer that reads written terms.
pub(crate) const WRITTEN: &str = "fiche-written";

/// Where a term stands beside the one that was written before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// At the same place: another term for it.
    Stay,
    /// At the next place.
    Next,
}

/// Adds a term of at most [`MAX_TERM_BYTES`](super::term::MAX_TERM_BYTES): a character for its length and its step, then itself.
pub(super) fn push(written: &mut String, term: &str, step: Step) {
    let head = (term.len() as u32) << 1 | u32::from(step == Step::Next);
    written.push(char::from_u32(head).unwrap_or_default());
    written.push_str(term);
}

/// Reads written terms; a text that was written in another way ends where it cannot be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct WrittenTokenizer;

impl Tokenizer for WrittenTokenizer {
    type TokenStream<'a> = WrittenTerms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WrittenTerms<'a> {
        WrittenTerms {
            rest: text,
            token: Token::default(),
        }
    }
}

/// The terms of a written text with their positions; they have no place in any text.
pub(super) struct WrittenTerms<'t> {
    rest: &'t str,
    token: Token,
}

impl TokenStream for WrittenTerms<'_> {
    fn advance(&mut self) -> bool {
        let mut rest = self.rest.chars();
        let Some(head) = rest.next().map(u32::from) else {
            return false;
        };
        let Some((term, rest)) = rest.as_str().split_at_checked((head >> 1) as usize) else {
            return false;
        };
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(term);
        // The first is at 0: a new token is one place before that.
        let step = (head & 1) as usize;
        self.token.position = self.token.position.wrapping_add(step);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_any_length_come_back_at_their_places() {
        let long = "ä".repeat(64);
        let terms = [
            ("covid19", Step::Next, 0),
            ("covid", Step::Stay, 0),
            ("19", Step::Next, 1),
            (long.as_str(), Step::Next, 2),
            ("x", Step::Next, 3),
        ];
        let mut written = String::new();
        for (term, step, _) in terms {
            push(&mut written, term, step);
        }
        let mut tokenizer = WrittenTokenizer;
        let mut stream = tokenizer.token_stream(&written);
        for (term, _, position) in terms {
            assert!(stream.advance());
            assert_eq!(
                (stream.token().text.as_str(), stream.token().position),
                (term, position)
            );
        }
        assert!(!stream.advance());
    }

    #[test]
    fn what_was_not_written_ends_quietly() {
        for text in ["talks resumed", "\u{fffd}", "\u{5}é"] {
            let mut tokenizer = WrittenTokenizer;
            let mut stream = tokenizer.token_stream(text);
            while stream.advance() {}
        }
    }
}
