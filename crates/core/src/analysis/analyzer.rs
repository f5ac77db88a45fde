//! The terms of a text for a caller outside: to see why a word finds an article, and to measure how fast terms are made.

use std::ops::Range;

use super::tokens::{Form, Tokens, Work};
use crate::article::Language;

/// Takes texts apart into the terms that they are found by, as the index does.
///
/// It remembers stems from text to text: one for many texts is faster than one for each.
///
/// # Example
/// ```
/// use fiche::{Analyzer, Language};
///
/// let text = "Russia’s talks resumed";
/// let mut terms = Vec::new();
/// Analyzer::new().each_term(text, Some(Language::ENGLISH), |term, bytes| {
///     terms.push(format!("{term} ({})", &text[bytes]));
/// });
/// assert_eq!(terms, ["russia (Russia)", "talk (talks)", "resum (resumed)"]);
/// ```
#[derive(Clone)]
pub struct Analyzer {
    work: Work,
}

impl Analyzer {
    /// An analyzer that remembers nothing yet.
    pub fn new() -> Self {
        Self {
            work: Work::of_a_tokenizer(),
        }
    }

    /// Calls `see` with each term in order and the bytes of the text that it stands for. Words are stemmed as of the
    /// language; without one they are only folded.
    pub fn each_term(
        &mut self,
        text: &str,
        language: Option<Language>,
        mut see: impl FnMut(&str, Range<usize>),
    ) {
        let mut tokens = Tokens::new(text, Form::Stemmed(language), &mut self.work);
        while tokens.advance() {
            let token = tokens.token();
            see(&token.text, token.offset_from..token.offset_to);
        }
    }
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Analyzer").finish_non_exhaustive()
    }
}
