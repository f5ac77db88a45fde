//! The forms that an article holds, written down for the fields that tell which articles hold a word as it is typed.
//!
//! Separate from the [scribe](super::Scribe), which makes them word by word: that an article holds a word with its marks and in no other
//! way (`Müller`, never `Muller`) is known when all of it is read.

use xxhash_rust::xxh3::xxh3_64;

use super::written::{Step, push};

/// The forms of one article, gathered; each list names what it holds at least once and little of it more than once.
#[derive(Default)]
pub(super) struct Held {
    forms: String,
    marks: String,
    /// The forms of words with marks, each behind a line break, and the hashes of the forms of words without.
    folded: String,
    plain: Vec<u64>,
}

impl Held {
    /// Begins another article.
    pub(super) fn clear(&mut self) {
        self.forms.clear();
        self.marks.clear();
        self.folded.clear();
        self.plain.clear();
    }

    /// Adds a form that is of no one word: of a compound, or of characters of a script without spaces.
    pub(super) fn add(&mut self, form: &str) {
        push(&mut self.forms, form, Step::Next);
    }

    /// Adds the form of a word; `mark` is the word with the marks that its form lacks, empty where it lacks none.
    pub(super) fn add_word(&mut self, form: &str, mark: &str) {
        self.add(form);
        if mark.is_empty() {
            self.plain.push(xxh3_64(form.as_bytes()));
        } else {
            push(&mut self.marks, mark, Step::Next);
            if form.contains(char::is_alphabetic) {
                self.folded.push('\n');
                self.folded.push_str(form);
            }
        }
    }

    /// The forms.
    pub(super) fn forms(&self) -> &str {
        &self.forms
    }

    /// The words with marks, and the forms of those that the article never holds without: what articles hold a word without marks is
    /// told by these, which are few. Numbers in digits of other scripts have marks, and no such forms.
    pub(super) fn marks(&mut self) -> &str {
        if !self.folded.is_empty() {
            self.plain.sort_unstable();
        }
        for form in self.folded.split('\n').skip(1) {
            let hash = xxh3_64(form.as_bytes());
            if self.plain.binary_search(&hash).is_err() {
                push(&mut self.marks, form, Step::Next);
            }
        }
        self.folded.clear();
        &self.marks
    }
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    use super::super::written::WrittenTokenizer;
    use super::*;

    fn read(written: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut tokenizer = WrittenTokenizer;
        let mut terms = tokenizer.token_stream(written);
        terms.process(&mut |token| found.push(token.text.clone()));
        found
    }

    #[test]
    fn a_form_that_never_stands_without_marks_is_told_with_them() {
        let mut held = Held::default();
        for (words, marks) in [
            (
                &[("muller", "müller"), ("quay", "")][..],
                &["müller", "muller"][..],
            ),
            (&[("muller", ""), ("muller", "müller")], &["müller"]),
            (&[("muller", "müller"), ("muller", "")], &["müller"]),
            (
                &[("cote", "côte"), ("cote", "côté")],
                &["côte", "côté", "cote", "cote"],
            ),
            (&[("2022", "٢٠٢٢")], &["٢٠٢٢"]),
            (&[("quay", "")], &[]),
        ] {
            held.clear();
            for (form, mark) in words {
                held.add_word(form, mark);
            }
            assert_eq!(read(held.forms()).len(), words.len());
            assert_eq!(read(held.marks()), marks, "{words:?}");
            assert_eq!(read(held.marks()), marks, "asked again: {words:?}");
        }
    }
}
