//! Whether a text asks. Separate because it is the one rule that looks at the whole text before a word of it is read.

use super::fields;
use super::lexer::operator;
use super::scan::{is_space, name_length};
use super::tree::TextKind;
use super::word::Word;

/// Whether a text is a question, whose mark is no wildcard: several words, none with an operator, and a mark at the end.
///
/// `who won?` asks. `ukrain?`, `+peace ukrain?` and `peace (ukrain?)` hold a wildcard.
pub(super) fn is_question(text: &str) -> bool {
    let text = text.trim_end_matches(is_space);
    let words = || text.split(is_space).filter(|word| !word.is_empty());
    text.ends_with('?') && words().nth(1).is_some() && !words().any(has_operator)
}

/// Whether a word holds what only the query language has.
fn has_operator(word: &str) -> bool {
    let is_field = name_length(word)
        .is_some_and(|length| fields::find(&word[..length]).is_some() && length + 1 < word.len());
    let read = Word::read(word.trim_end_matches('?'));
    is_field
        || operator(word).is_some()
        || word.len() > 1 && word.starts_with(['+', '-', '=', '/', '\\'])
        || read.kind != TextKind::Word
        || read.weight.is_some()
}
