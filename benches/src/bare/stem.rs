//! English stems for bare tantivy by the very stemmer that fiche has: the engine's own is another release of it, behind a feature
//! that would change how every crate of the workspace is built.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Stems lower-case English words.
#[derive(Clone)]
pub(super) struct Stem;

impl TokenFilter for Stem {
    type Tokenizer<T: Tokenizer> = Stemming<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Stemming<T> {
        Stemming(tokenizer)
    }
}

#[derive(Clone)]
pub(super) struct Stemming<T>(T);

impl<T: Tokenizer> Tokenizer for Stemming<T> {
    type TokenStream<'a> = Stems<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stems {
            words: self.0.token_stream(text),
            stemmer: Stemmer::new(Algorithm::English),
        }
    }
}

pub(super) struct Stems<S> {
    words: S,
    stemmer: Stemmer,
}

impl<S: TokenStream> TokenStream for Stems<S> {
    fn advance(&mut self) -> bool {
        if !self.words.advance() {
            return false;
        }
        let word = &mut self.words.token_mut().text;
        match self.stemmer.stem(word) {
            Cow::Owned(stem) => *word = stem,
            // What is borrowed is a part of the word, nearly always its beginning.
            Cow::Borrowed(stem) if word.starts_with(stem) => {
                let end = stem.len();
                word.truncate(end);
            }
            Cow::Borrowed(stem) => *word = stem.to_owned(),
        }
        true
    }

    fn token(&self) -> &Token {
        self.words.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.words.token_mut()
    }
}
