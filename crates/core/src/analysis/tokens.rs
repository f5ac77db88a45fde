//! The terms of a text in order, and the adapter that hands them to tantivy.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::initials::Initials;
use super::shape::Shape;
use super::term::TermWriter;
use super::unit::Units;
use super::written::{WRITTEN, WrittenTokenizer};
use crate::article::Language;

/// How words become terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Folded, and stemmed where the language has a stemmer.
    Stemmed(Option<Language>),
    /// Folded only: names, places, tags, and the forms that patterns are matched with.
    Folded,
}

/// The name of the tokenizer that folds the words of a text.
pub(crate) const FOLDED: &str = "fiche-folded";

/// Stems that an [`Analyzer`](super::Analyzer) remembers, about half a megabyte.
const TOKENIZER_CACHE_WORDS: usize = 4096;
/// Stems remembered within one text, which are few and cheap to make room for.
const TEXT_CACHE_WORDS: usize = 256;

/// Elisions are not written together in the languages where every other noun has one.
const ELIDING: &[&str] = &["ca", "fr", "it"];

/// Makes the tokenizers known to an index.
pub(crate) fn register(manager: &TokenizerManager) {
    manager.register(WRITTEN, WrittenTokenizer);
    manager.register(FOLDED, FoldingTokenizer(Work::of_a_tokenizer()));
}

/// A lending stream over the terms of one text.
///
/// Offsets are bytes of the text as it was given. Positions count parts: `COVID-19` is `covid` at 0, `19` at 1, and
/// `covid19` at 0 with length 2; it comes before its parts. No token is empty, none is longer than 128 bytes.
pub(crate) struct Tokens<'t> {
    units: Units<'t>,
    work: &'t mut Work,
    joins_elisions: bool,
    /// Where only some terms are looked for: what they begin with.
    wanted: Option<Initials>,
    /// The position of the unit's first part.
    base: usize,
    /// How many tokens of the unit were given, of how many.
    given: usize,
    count: usize,
}

/// What is reused from text to text.
#[derive(Clone)]
pub(crate) struct Work {
    writer: TermWriter,
    token: Token,
}

impl Work {
    /// For the few hundred words of a list of passages.
    pub(crate) fn of_passages() -> Self {
        Self::caching(TEXT_CACHE_WORDS)
    }

    /// With the memory of stems that a tokenizer has.
    pub(super) fn of_a_tokenizer() -> Self {
        Self::caching(TOKENIZER_CACHE_WORDS)
    }

    fn caching(words: usize) -> Self {
        Self {
            writer: TermWriter::caching(words),
            token: Token::default(),
        }
    }
}

impl<'t> Tokens<'t> {
    /// The terms of the text, with what is reused from another.
    pub(crate) fn new(text: &'t str, form: Form, work: &'t mut Work) -> Self {
        work.writer.set_form(form);
        work.token.reset();
        Self {
            units: Units::new(text),
            work,
            joins_elisions: joins_elisions(form),
            wanted: None,
            base: 0,
            given: 0,
            count: 0,
        }
    }

    /// Passes over tokens that none of these can be, or leaves their text empty, where the language's stems begin as their
    /// words do: for looking up a few terms, most words need not be stemmed, nor even parted from one another.
    pub(crate) fn looking_for(mut self, initials: &Initials, language: Option<Language>) -> Self {
        let keeps_initials = language.is_none_or(|language| language.code() == "en");
        if keeps_initials {
            self.wanted = Some(initials.clone());
            self.units.look_for(initials.clone());
        }
        self
    }

    /// Moves to the next token; false at the end of the text.
    pub(crate) fn advance(&mut self) -> bool {
        if self.given == self.count {
            self.base += self.units.parts().len();
            if !self.units.advance() {
                return false;
            }
            self.base += self.units.passed();
            self.given = 0;
            let has_together = self.units.shape().has_together(self.joins_elisions);
            self.count = self.units.parts().len() + usize::from(has_together);
        }
        self.write();
        self.given += 1;
        true
    }

    /// The token that was moved to.
    pub(crate) fn token(&self) -> &Token {
        &self.work.token
    }

    fn write(&mut self) {
        let Work { writer, token } = &mut *self.work;
        let (text, parts) = (self.units.text(), self.units.parts());
        let is_wanted = |word: &str| {
            let initials = self.wanted.as_ref();
            initials.is_none_or(|initials| initials.can_begin(word.as_bytes()))
        };
        token.text.clear();
        let before = self.count - parts.len();
        if self.given < before {
            let span = self.units.span();
            (token.offset_from, token.offset_to) = (span.start, span.end);
            token.position = self.base;
            token.position_length = parts.len();
            if is_wanted(&text[span]) {
                writer.together(&self.units, &mut token.text);
            }
            return;
        }
        let part = self.given - before;
        let start = parts[part].start;
        token.position = self.base + part;
        token.position_length = 1;
        if self.units.shape() == Shape::Run {
            let end = parts.get(part + 1).unwrap_or(&parts[part]).end;
            (token.offset_from, token.offset_to) = (start, end);
            writer.verbatim(&text[start..end], &mut token.text);
        } else {
            let end = parts[part].end;
            (token.offset_from, token.offset_to) = (start, end);
            let part = &text[start..end];
            if is_wanted(part) {
                writer.part(part, &mut token.text);
            }
        }
    }
}

/// Whether `l'énergie` has a term beside those of its parts.
pub(super) fn joins_elisions(form: Form) -> bool {
    match form {
        Form::Stemmed(Some(language)) => !ELIDING.contains(&language.code()),
        Form::Stemmed(None) | Form::Folded => true,
    }
}

impl TokenStream for Tokens<'_> {
    fn advance(&mut self) -> bool {
        Tokens::advance(self)
    }

    fn token(&self) -> &Token {
        Tokens::token(self)
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.work.token
    }
}

/// The tokenizer that tantivy clones for each field and thread.
#[derive(Clone)]
struct FoldingTokenizer(Work);

impl Tokenizer for FoldingTokenizer {
    type TokenStream<'a> = Tokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens<'a> {
        Tokens::new(text, Form::Folded, &mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::{Names, QueryAnalysis};

    fn terms(text: &str, form: Form) -> Vec<(usize, String)> {
        let mut work = Work::of_passages();
        let mut tokens = Tokens::new(text, form, &mut work);
        let mut found = Vec::new();
        while tokens.advance() {
            found.push((tokens.token().position, tokens.token().text.clone()));
        }
        found
    }

    #[derive(serde::Deserialize)]
    struct Rows {
        terms: Vec<Row>,
        meet: Vec<Pair>,
        finds: Vec<Find>,
        apart: Vec<Pair>,
    }

    #[derive(serde::Deserialize)]
    struct Row {
        lang: String,
        text: String,
        terms: String,
    }

    #[derive(serde::Deserialize)]
    struct Pair {
        lang: String,
        pair: [String; 2],
    }

    #[derive(serde::Deserialize)]
    struct Find {
        lang: String,
        query: String,
        text: String,
    }

    fn rows() -> Rows {
        let rows = include_str!("../../../../testdata/analysis/terms.toml");
        let mut rows: Rows = toml::from_str(rows).expect("the rows are TOML of this shape");
        if cfg!(feature = "dictionary") {
            // They tell of pairs of characters; what dictionaries make of these languages has rows of its own.
            let is_spaced = |lang: &str| !["ja", "km", "lo", "my", "th", "zh"].contains(&lang);
            rows.terms.retain(|row| is_spaced(&row.lang));
            rows.finds.retain(|row| is_spaced(&row.lang));
            rows.meet.retain(|row| is_spaced(&row.lang));
            rows.apart.retain(|row| is_spaced(&row.lang));
        }
        rows
    }

    fn stemmed(lang: &str) -> Form {
        Form::Stemmed(lang.parse().ok())
    }

    /// Whether some reading of every word of the query stands in the text.
    fn meets(query: &str, text: &str, lang: &str) -> bool {
        let languages: Vec<Language> = lang.parse().into_iter().collect();
        let analysis = QueryAnalysis {
            languages: &languages,
            variants: true,
            names: &Names::default(),
        };
        let held = terms(text, stemmed(lang));
        let holds = |term: &String| held.iter().any(|(_, held)| held == term);
        analysis.words(query).iter().all(|word| {
            word.readings.iter().any(|reading| {
                let mut slots = reading.slots.iter();
                slots.all(|slot| slot.prefix || slot.terms.iter().any(holds))
            })
        })
    }

    #[test]
    fn a_text_has_the_terms_of_its_row() {
        for row in rows().terms {
            let found = terms(&row.text, stemmed(&row.lang));
            let found: Vec<_> = found
                .iter()
                .map(|(at, term)| format!("{term}@{at}"))
                .collect();
            assert_eq!(found.join(" "), row.terms, "{} ({})", row.text, row.lang);
        }
    }

    #[test]
    fn pairs_meet_or_stay_apart() {
        let rows = rows();
        let mut wrong = Vec::new();
        for (pairs, expected) in [(rows.meet, true), (rows.apart, false)] {
            for Pair {
                lang,
                pair: [one, other],
            } in pairs
            {
                let found = [meets(&one, &other, &lang), meets(&other, &one, &lang)];
                if found != [expected; 2] {
                    wrong.push(format!("{one} / {other} ({lang}): {found:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_part_finds_the_whole() {
        for Find { lang, query, text } in rows().finds {
            assert!(meets(&query, &text, &lang), "{query} / {text} ({lang})");
        }
    }

    proptest! {
        #[test]
        fn tokens_point_into_their_text(text in "[a-zA-Z0-9 .,:'’_@&+#-]{0,40}|\\PC{0,40}") {
            let mut work = Work::of_passages();
            let mut tokens = Tokens::new(&text, stemmed("en"), &mut work);
            let mut position = 0;
            while tokens.advance() {
                let token = tokens.token();
                prop_assert!(text.get(token.offset_from..token.offset_to).is_some());
                prop_assert!((1..=128).contains(&token.text.len()), "{token:?}");
                prop_assert!(token.position >= position);
                position = token.position;
            }
        }

        #[test]
        fn a_text_is_found_by_its_own_words(text in "[a-zA-Z0-9 .,:'’_@&+#-]{0,40}|\\PC{0,40}") {
            prop_assert!(meets(&text, &text, "en"));
            prop_assert!(meets(&text, &text, "fr"));
        }
    }
}
