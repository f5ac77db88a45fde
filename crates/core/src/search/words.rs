//! The words of an article that tell what it is about: what similar articles and further words are found by.

use tantivy::Searcher;
use tantivy::schema::Term;

use crate::analysis::{Analyzer, detect};
use crate::article::{Article, Language};
use crate::index::Fields;

/// Bytes of the text that are read: what an article is about stands in its beginning.
const MAX_TEXT_BYTES: usize = 64 * 1024;

/// Title, deck and body: the fields in which a word makes an article be about something.
const MAIN_FIELDS: usize = 3;

/// A text of an article that its words are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Text,
}

/// The language of an article.
pub(super) fn language_of(article: &Article) -> Option<Language> {
    article.language.or_else(|| detect(&article.body))
}

/// The part of an article's text that is read.
pub(super) fn text_of(article: &Article) -> &str {
    &article.body[..article.body.floor_char_boundary(MAX_TEXT_BYTES)]
}

/// Calls `see` with each word of an article: its term, the word as it is written, and where it stands.
pub(super) fn each(
    analyzer: &mut Analyzer,
    article: &Article,
    mut see: impl FnMut(&str, &str, Part),
) {
    let language = language_of(article);
    let texts = [
        (article.title.as_str(), Part::Title),
        (&article.deck, Part::Text),
        (text_of(article), Part::Text),
    ];
    for (text, part) in texts {
        each_of(analyzer, text, language, |term, written| {
            see(term, written, part);
        });
    }
}

/// Calls `see` with each word of a text that may tell what it is about: its term, and the word as it is written.
pub(super) fn each_of(
    analyzer: &mut Analyzer,
    text: &str,
    language: Option<Language>,
    mut see: impl FnMut(&str, &str),
) {
    analyzer.each_term(text, language, |term, bytes| {
        let written = &text[bytes];
        if tells(written) {
            see(term, written);
        }
    });
}

/// Numbers and lone letters tell nothing; a lone character of a script without spaces is part of a pair.
fn tells(written: &str) -> bool {
    let letters = written.chars().filter(|letter| letter.is_alphabetic());
    letters.count() > 1
}

/// In how many articles a term stands, as far as it makes them be about something.
pub(super) fn articles_about(
    searcher: &Searcher,
    fields: &Fields,
    term: &str,
) -> tantivy::Result<u64> {
    let mut holding = 0;
    for field in &fields.ranked[..MAIN_FIELDS] {
        holding = holding.max(searcher.doc_freq(&Term::from_field_text(*field, term))?);
    }
    Ok(holding)
}

/// A weight as people read it: in hundredths, and never none.
pub(super) fn hundredths(weight: f32) -> f32 {
    (weight * 100.0).round().max(1.0) / 100.0
}
