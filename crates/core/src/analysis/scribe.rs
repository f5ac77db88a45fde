//! The terms of an article, of all its fields, in one pass.
//!
//! A word is known by its stem in the field that it stands in, and by its form in the field of all forms. Both are found
//! at once and remembered: news repeats its words, and to look one up takes a fraction of the time of making its terms.

use xxhash_rust::xxh3::xxh3_64;

use super::Form;
use super::held::Held;
use super::remembered::Word;
use super::shape::Shape;
use super::term::TermWriter;
use super::tokens::joins_elisions;
use super::unit::Units;
use super::written::{Step, push};
use crate::article::Language;

/// Words that are remembered, in two megabytes: of 100 words of the news 4 have to be made anew, of 8,192 words 12.
const REMEMBERED_WORDS: usize = 2 * PAIRS;
const PAIRS: usize = 16_384;

/// Writes the terms of articles down, as the engine reads them. It remembers words from article to article: one for many is
/// faster than one for each.
pub(crate) struct Scribe {
    stemmed: TermWriter,
    folded: TermWriter,
    language: Option<Language>,
    /// Two by two, by the hash of the word; the one that was met last before the other.
    words: Vec<Word>,
    /// The number of the article, by which it is known that a form is among its forms.
    article: u32,
    held: Held,
    /// The term, the form and the marked form that are made now.
    term: String,
    form: String,
    mark: String,
}

/// What is done with the forms of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Forms {
    /// They are forms of the article.
    Added,
    /// They are known from another of its texts.
    Known,
}

impl Scribe {
    /// Begins another article, of a language, if it is known.
    pub(crate) fn begin(&mut self, language: Option<Language>) {
        self.held.clear();
        if self.language != language {
            self.language = language;
            self.stemmed.set_form(Form::Stemmed(language));
        }
        self.article = self.article.wrapping_add(1);
        if self.article == 0 {
            // Once in four thousand million: no word may pass for one of this article.
            self.words.clear();
            self.article = 1;
        }
        self.words.resize_with(REMEMBERED_WORDS, Word::default);
    }

    /// The terms of one of its texts, stemmed as its language has it.
    pub(crate) fn terms(&mut self, text: &str, forms: Forms) -> String {
        // A term is about as long as its word, and has a head where the word has a space.
        let mut written = String::with_capacity(text.len());
        let joins = joins_elisions(Form::Stemmed(self.language));
        let mut units = Units::new(text);
        while units.advance() {
            let shape = units.shape();
            if shape == Shape::Run {
                self.run(&units, forms, &mut written);
                continue;
            }
            let has_together = shape.has_together(joins);
            self.together(&units, has_together, forms, &mut written);
            let mut step = if has_together { Step::Stay } else { Step::Next };
            for part in units.parts() {
                self.part(&text[part.clone()], step, forms, &mut written);
                step = Step::Next;
            }
        }
        written
    }

    /// The forms of the article so far, each at least once and few more than once.
    pub(crate) fn forms(&self) -> &str {
        self.held.forms()
    }

    /// The words of the article so far whose marks its forms lack, and the forms of those that it never holds without; each at least once
    /// and few more than once.
    pub(crate) fn marks(&mut self) -> &str {
        self.held.marks()
    }

    fn run(&mut self, units: &Units<'_>, forms: Forms, written: &mut String) {
        let parts = units.parts();
        for (at, part) in parts.iter().enumerate() {
            let end = parts.get(at + 1).unwrap_or(part).end;
            self.folded
                .verbatim(&units.text()[part.start..end], &mut self.form);
            push(written, &self.form, Step::Next);
            self.add_form(forms);
        }
    }

    /// Adds the terms that stand for a unit beside its parts.
    fn together(&mut self, units: &Units<'_>, is_term: bool, forms: Forms, written: &mut String) {
        if is_term {
            self.stemmed.together(units, &mut self.term);
            push(written, &self.term, Step::Next);
        }
        if units.shape().has_together(joins_elisions(Form::Folded)) {
            self.folded.together(units, &mut self.form);
            self.add_form(forms);
        }
    }

    fn part(&mut self, part: &str, step: Step, forms: Forms, written: &mut String) {
        let Some(at) = self.recall(part) else {
            push(written, &self.term, step);
            if forms == Forms::Added {
                self.held.add_word(&self.form, &self.mark);
            }
            return;
        };
        let word = &mut self.words[at];
        push(written, word.term(), step);
        if forms == Forms::Added && word.article != self.article {
            word.article = self.article;
            self.held.add_word(word.form(), word.mark());
        }
    }

    /// Where the word is remembered: from now on, if it was not. One that is too long for that is only made.
    fn recall(&mut self, part: &str) -> Option<usize> {
        let at = xxh3_64(part.as_bytes()) as usize % PAIRS * 2;
        if self.words[at].is(part, self.language) {
            return Some(at);
        }
        if self.words[at + 1].is(part, self.language) {
            self.words.swap(at, at + 1);
            return Some(at);
        }
        self.make(part);
        let word = Word::of(part, self.language, [&self.term, &self.form, &self.mark])?;
        self.words[at + 1] = std::mem::replace(&mut self.words[at], word);
        Some(at)
    }

    fn make(&mut self, part: &str) {
        self.stemmed.part(part, &mut self.term);
        self.folded.part(part, &mut self.form);
        self.folded.mark(&mut self.mark);
    }

    fn add_form(&mut self, forms: Forms) {
        if forms == Forms::Added {
            self.held.add(&self.form);
        }
    }
}

impl Default for Scribe {
    fn default() -> Self {
        Self {
            stemmed: TermWriter::new(Form::Stemmed(None)),
            folded: TermWriter::new(Form::Folded),
            language: None,
            words: Vec::new(),
            article: 0,
            held: Held::default(),
            term: String::new(),
            form: String::new(),
            mark: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    use super::super::tokens::{Tokens, Work};
    use super::super::written::WrittenTokenizer;
    use super::*;

    type Places = Vec<(usize, String)>;

    fn read(written: &str) -> Places {
        let mut tokenizer = WrittenTokenizer;
        places(&mut tokenizer.token_stream(written))
    }

    fn places(stream: &mut impl TokenStream) -> Places {
        let mut found = Vec::new();
        stream.process(&mut |token| found.push((token.position, token.text.clone())));
        found
    }

    fn expected(text: &str, form: Form) -> Places {
        places(&mut Tokens::new(text, form, &mut Work::of_passages()))
    }

    fn words(places: Places) -> BTreeSet<String> {
        places.into_iter().map(|(_, term)| term).collect()
    }

    #[test]
    fn a_form_is_written_once_in_an_article_and_again_in_the_next() {
        let mut scribe = Scribe::default();
        for _ in 0..2 {
            scribe.begin(Some(Language::ENGLISH));
            scribe.terms("talks on talks", Forms::Added);
            scribe.terms("on the lead", Forms::Known);
            let forms = read(scribe.forms());
            assert_eq!(forms, [(0, "talks".to_owned()), (1, "on".to_owned())]);
        }
    }

    #[test]
    fn words_whose_marks_are_folded_are_written_with_them_too() {
        let mut scribe = Scribe::default();
        for (text, marks) in [
            (
                "The Résumé of résumés, resume",
                &["résumé", "résumés", "resumes"][..],
            ),
            (
                "Müller and Muller’s Straße",
                &["müller", "straße", "strasse"],
            ),
            ("Київ ще йде", &[]),
            ("北京时间 がんばる", &[]),
        ] {
            scribe.begin(None);
            scribe.terms(text, Forms::Added);
            let found = read(scribe.marks()).into_iter().map(|(_, term)| term);
            assert_eq!(found.collect::<Vec<_>>(), marks, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_the_text_has(
            texts in prop::collection::vec("[a-zA-Z0-9 .,:'’_@&+#-]{0,40}|([a-zA-Z]{1,4}[ .,'’@&#+-]{1,2}){0,8}|\\PC{0,40}|[北京이ا ]{0,9}", 1..4),
        ) {
            let mut scribe = Scribe::default();
            for language in [None, "en".parse().ok(), "fr".parse().ok(), "tr".parse().ok()] {
                scribe.begin(language);
                let mut forms = BTreeSet::new();
                for text in &texts {
                    let written = scribe.terms(text, Forms::Added);
                    prop_assert_eq!(read(&written), expected(text, Form::Stemmed(language)));
                    forms.extend(words(expected(text, Form::Folded)));
                }
                prop_assert_eq!(words(read(scribe.forms())), forms);
            }
        }
    }
}
