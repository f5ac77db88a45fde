//! Text to terms: what a word of an article is found by.
//!
//! One module, because an article and a query must go the same way: what differs between them is in [`query`] alone.
//!
//! | step | example | why |
//! |---|---|---|
//! | words by UAX#29 ([`segment`]) | `1,000.5`, `don't` | one rule for all scripts, at the speed of ASCII |
//! | units ([`unit`]) | `COVID-19` → `covid` `19` and `covid19` | both spellings find both |
//! | runs without spaces | `北京时间` → `北京` `京时` `时间` `间` | no dictionary, nothing unfindable; words with the feature of that name ([`dictionary`]) |
//! | Korean ([`hangul`]) | `NATO는` → `nato` `는` | two by two as well: particles stand behind the noun |
//! | apostrophes ([`part`]) | `Russia’s` → `russia`, `l'énergie` → `l` `energie` | the noun is what is sought |
//! | lower case, composition ([`fold`]) | `İ` → `i`, `e` + `´` → `é` | one form for a stemmer to know |
//! | stem ([`stem`]) | `evacuated` → `evacu` | by the language of the article; no digits, no dots; less for words of two meanings ([`own_stem`]), in Arabic and Dutch more ([`amend`]) |
//! | fold | `Zürich` → `zurich`, `ﬁ` → `fi` | people leave marks out; `й` and `が` are letters. Words that lose marks are kept with them too ([`held`]), and rank first where they were typed so |
//! | cap ([`term`]) | 128 bytes and a hash | a long word is still found, and nothing is dropped |
//!
//! A [`scribe`] does it for all texts of an article at once, and hands the engine what it has [`written`]. Stop words are indexed; [`query`] tells which they are, and adds other spellings of names ([`variants`]) and words ([`spelling`]), and
//! what leans on Hebrew words ([`hebrew`]). Compounds are parted there too ([`compound`]), by the words of the collection.
//! [`asking`] holds the words that a question is asked with.

mod amend;
mod analyzer;
mod asking;
mod compound;
mod detect;
mod dictionary;
mod english;
mod fold;
mod halving;
mod hangul;
mod hebrew;
mod held;
mod initials;
mod likeness;
mod lists;
mod numeral;
mod own_stem;
mod part;
mod passing;
mod query;
mod remembered;
mod rice;
mod scribe;
mod script;
mod segment;
mod shape;
mod signature;
mod skeleton;
mod spelling;
mod stem;
mod stops;
mod term;
mod tokens;
mod unit;
mod variants;
mod written;

pub use analyzer::Analyzer;
pub(crate) use asking::is_asking;
pub(crate) use compound::{Split, splits};
pub use detect::detect;
pub(crate) use initials::Initials;
pub use likeness::are_copies;
pub(crate) use likeness::{Issued, MIN_COMMON, Print};
pub(crate) use query::{QueryAnalysis, QueryWord, Reading, Slot};
pub(crate) use scribe::{Forms, Scribe};
pub(crate) use script::is_spaceless;
pub(crate) use signature::Signature;
pub(crate) use skeleton::Skeleton;
pub(crate) use term::{fold, marked};
pub(crate) use tokens::{FOLDED, Form, Tokens, Work, register};
pub use variants::Names;
pub(crate) use written::WRITTEN;

macro_rules! analyzer_id {
    () => {
        "fiche-5 frostem-2.20261016.1 unicode-segmentation-1.13.3 unicode-normalization-0.1.26"
    };
}

/// The identity of everything here that can change a term. An index that was written under another one is rebuilt.
///
/// It names our own version, which every change of a rule or table of this module raises, and the pinned crates; that of the
/// dictionaries where words are told apart by them, so that an index is of one kind.
pub(crate) const ANALYZER_ID: &str = if cfg!(feature = "dictionary") {
    concat!(analyzer_id!(), " icu_segmenter-2.4.0")
} else {
    analyzer_id!()
};
