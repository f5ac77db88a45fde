//! Whether a text is prose that was pasted rather than a query that was typed: a sentence, a headline, a post.
//!
//! In prose `NOT` is emphasis, a hyphen before a word is a dash and brackets are brackets; read as operators they would
//! leave out the very articles that are sought. Quotes keep their meaning: they are quotations in both.

use super::fields;
use super::lexer::operator;
use super::scan::{is_space, name_length};
use super::tree::{Clause, Node, Occur, TextKind};

/// What makes any text a query, by itself or before a word.
pub(super) const SIGNS_ARE_MEANT: &str = "\\";
/// Words that prose has at least: shorter texts are typed, and their signs meant.
const FEWEST_WORDS: usize = 8;
/// Words to each operator that prose has at least; a query that is built of operators has more of them.
const WORDS_PER_OPERATOR: usize = 8;

/// Whether a text reads as prose: enough words, the marks of a sentence, no condition on a field, and few words that
/// could be operators.
pub(super) fn is_prose(text: &str) -> bool {
    let words = || text.split(is_space).filter(|word| !word.is_empty());
    let count = words().count();
    count >= FEWEST_WORDS
        && words().any(ends_clause)
        && !words().any(|word| word.starts_with(SIGNS_ARE_MEANT) || is_condition(word))
        && !has_operators_in_brackets(text)
        && words().filter(|word| is_operator(word)).count() * WORDS_PER_OPERATOR <= count
}

/// Whether a tree is what prose is read as: words and quotations side by side.
pub(super) fn is_plain(root: &Node) -> bool {
    let is_plain = |node: &Node| match node {
        Node::Text(text) => {
            let is_kind = matches!(text.kind, TextKind::Word | TextKind::Phrase { .. });
            is_kind && !text.exact && text.field.is_none()
        }
        _ => false,
    };
    let is_beside = |clause: &Clause| clause.occur == Occur::Should && is_plain(&clause.node);
    match root {
        Node::Group(clauses) => clauses.iter().all(is_beside),
        node => is_plain(node),
    }
}

/// Whether a word would be read as an operator, or with one.
pub(super) fn is_operator(word: &str) -> bool {
    let has_sign = word.len() > 1 && word.starts_with(['+', '-', '=']);
    has_sign || operator(word).is_some()
}

/// Whether a mark of a sentence ends a word or stands alone.
fn ends_clause(word: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '”' | '’' | '\'' | '»' | ')');
    let marks = ['.', ',', '!', '?', ';', ':', '…', '—', '–'];
    word.trim_end_matches(closing).ends_with(marks)
}

fn is_condition(word: &str) -> bool {
    let word = word.trim_start_matches(['+', '-', '(']);
    let field = name_length(word).filter(|length| fields::find(&word[..*length]).is_some());
    field.is_some_and(|length| length + 1 < word.len())
}

/// `(nato OR otan)`: nobody writes prose so.
fn has_operators_in_brackets(text: &str) -> bool {
    text.split('(').skip(1).any(|inside| {
        let inside = inside.split(')').next().unwrap_or_default();
        inside.split(is_space).any(|word| operator(word).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_prose_and_a_query_is_not() {
        for text in [
            "The harbour will NOT close today. We repeat, it stays open for ferries.",
            "What do we know about the strike (the first since May) ?",
            "Ferry crews walk out: why the harbour stands still this week",
        ] {
            assert!(is_prose(text), "{text}");
        }
        for text in [
            "harbour strike",
            "harbour strike, ferries NOT closed",
            "(strike OR walkout) harbour ferries crews pay talks today, also tomorrow",
            "ferry crews walk out, why the harbour stands still title:strike",
            "harbour -strike ferries -crews pay +talks today, also tomorrow",
            "harbour strike ferries crews pay talks today also tomorrow",
            "\\ The harbour will NOT close today. We repeat, it stays open.",
        ] {
            assert!(!is_prose(text), "{text}");
        }
    }
}
