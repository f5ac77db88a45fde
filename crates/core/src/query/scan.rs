//! How far a run of characters reaches: the measures of the [`lexer`](super::lexer), each over the rest of a text.

use super::lexer::QUOTES;
use super::word;

/// What parts words: white space, controls, and the marks of no width that come with pasted text.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

/// The length of the letters before a colon.
pub(super) fn name_length(rest: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let length = rest.find(|c| !is_part(c))?;
    (length > 0 && rest[length..].starts_with(':')).then_some(length)
}

/// What follows a backslash that makes a word literal.
pub(super) fn literal(rest: &str) -> Option<&str> {
    let after = rest.strip_prefix('\\')?;
    (run_length(after) > 0).then_some(after)
}

/// The length of a run of characters: to white space, a bracket or an opening quote. The brackets of an address belong to
/// it, and so does a straight quote behind a letter or digit (`12"`).
pub(super) fn run_length(rest: &str) -> usize {
    if word::is_address(rest) {
        return balanced_length(rest);
    }
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        let ends = match c {
            '(' | ')' => true,
            '"' => !before.is_alphanumeric(),
            c => is_space(c) || QUOTES.iter().any(|row| row.0 == c),
        };
        if ends {
            return at;
        }
        before = c;
    }
    rest.len()
}

/// The runs of a text that is to be read as words, whatever it holds.
pub(super) fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while let Some(first) = rest.chars().next() {
            let length = run_length(rest);
            let (run, after) = rest.split_at(length.max(first.len_utf8()));
            rest = after;
            if length > 0 {
                return Some(run);
            }
        }
        None
    })
}

/// The length to white space or to a bracket whose partner is not within.
pub(super) fn balanced_length(rest: &str) -> usize {
    let mut opened = Vec::new();
    let mut length = rest.len();
    for (at, c) in rest.char_indices() {
        let ends = match c {
            '(' => {
                opened.push(at);
                false
            }
            ')' => opened.pop().is_none(),
            c => is_space(c),
        };
        if ends {
            length = at;
            break;
        }
    }
    opened.first().copied().unwrap_or(length)
}

/// The length of a pattern, to the first slash without a backslash; a pattern holds no white space.
pub(super) fn pattern_length(rest: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            c if is_space(c) => return None,
            '/' if !is_escaped => return Some(at),
            c => is_escaped = c == '\\' && !is_escaped,
        }
    }
    None
}
