//! What a word with its operators means: `evac*`, `ukrain?`, `zelensky~1`, `talks^2`.

use std::ops::RangeInclusive;

use super::tree::TextKind;

/// Letters and digits that a prefix or a wildcard holds at least; fewer would match half of the vocabulary.
const FEWEST_LITERALS: usize = 2;
/// Letters and digits that a fuzzy word holds at least; one edit of fewer matches nearly every short word.
const FEWEST_FUZZY: usize = 3;
/// The widest fuzzy search; three edits match words that nobody takes for the same.
const MAX_FUZZY: u32 = 2;
/// A weight outside of these says nothing that one at the border does not say.
pub(super) const WEIGHTS: RangeInclusive<f32> = 0.001..=1000.0;

/// A word that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word<'t> {
    pub(super) text: String,
    pub(super) kind: TextKind,
    /// The weight as typed.
    pub(super) weight: Option<&'t str>,
    /// Why it is not what its operators ask for.
    pub(super) trouble: Option<String>,
}

impl<'t> Word<'t> {
    /// A word without operators.
    pub(super) fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            kind: TextKind::Word,
            weight: None,
            trouble: None,
        }
    }

    /// Reads a word with its operators.
    pub(super) fn read(raw: &'t str) -> Self {
        if is_address(raw) {
            return Self::plain(raw);
        }
        let (text, weight) = split_weight(raw);
        let word = if text.contains(['*', '?']) {
            wildcard(text)
        } else {
            fuzzy(text).unwrap_or_else(|| Self::plain(text))
        };
        Self { weight, ..word }
    }

    /// Reads a word that has to be found as it stands; only a weight is an operator.
    pub(super) fn read_exact(raw: &'t str) -> Self {
        let (text, weight) = split_weight(raw);
        Self {
            weight,
            ..Self::plain(text)
        }
    }

    fn of(text: impl Into<String>, kind: TextKind) -> Self {
        Self {
            text: text.into(),
            kind,
            ..Self::plain("")
        }
    }

    fn troubled(text: &str, trouble: impl Into<String>) -> Self {
        Self {
            trouble: Some(trouble.into()),
            ..Self::plain(text)
        }
    }
}

/// Whether a text is an address, which holds no operators.
pub(super) fn is_address(text: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|beginning| {
        text.get(..beginning.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(beginning))
    })
}

/// Whether anything in a text can be searched for: a letter, a digit or a pictograph.
pub(super) fn is_searchable(text: &str) -> bool {
    let is_symbol = |c| matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}');
    text.chars().any(|c| c.is_alphanumeric() || is_symbol(c))
}

/// The digits that a text begins with.
pub(super) fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

/// The number of a weight that a text begins with: `2` of `^2`, `0.5` of `^0.5)`.
pub(super) fn weight_after(text: &str) -> Option<&str> {
    let text = text.strip_prefix('^')?;
    let whole = digits(text).len();
    let fraction = text[whole..].strip_prefix('.').map_or("", digits).len();
    match (whole, fraction) {
        (0, 0) => None,
        (whole, 0) => Some(&text[..whole]),
        (whole, fraction) => Some(&text[..=whole + fraction]),
    }
}

/// The value of a weight, brought within [`WEIGHTS`], and whether it was within.
pub(super) fn weight_value(typed: &str) -> (f32, bool) {
    let value: f32 = typed.parse().unwrap_or(f32::MAX);
    let within = value.clamp(*WEIGHTS.start(), *WEIGHTS.end());
    (within, WEIGHTS.contains(&value))
}

fn split_weight(raw: &str) -> (&str, Option<&str>) {
    let split = raw.rfind('^').filter(|at| is_searchable(&raw[..*at]));
    let weight = split.and_then(|at| Some((at, weight_after(&raw[at..])?)));
    match weight {
        Some((at, weight)) if at + 1 + weight.len() == raw.len() => (&raw[..at], Some(weight)),
        _ => (raw, None),
    }
}

fn wildcard<'t>(text: &str) -> Word<'t> {
    if asks_without_spaces(text) {
        return Word::plain(text);
    }
    let letters = text.replace(['*', '?'], "");
    if !is_wordlike(&letters) {
        return match text.contains('*') {
            true => Word::troubled(
                text,
                "`*` belongs to a word, as in `evac*`; taken as it stands",
            ),
            false => Word::plain(text),
        };
    }
    if count_literals(&letters) < FEWEST_LITERALS {
        return Word::troubled(
            text,
            "a wildcard needs two letters at least, as in `ev*`; searched as a word",
        );
    }
    let beginning = text.trim_end_matches('*');
    if beginning.contains(['*', '?']) {
        Word::of(collapse_stars(text), TextKind::Wildcard)
    } else {
        Word::of(beginning, TextKind::Prefix)
    }
}

/// Whether a mark ends a question in characters that are written without spaces: `谁赢了?`. Their words are taken two by
/// two, so that a wildcard for one more would stand for nothing.
fn asks_without_spaces(text: &str) -> bool {
    let words = text.trim_end_matches('?');
    words.len() < text.len()
        && words.ends_with(|c| matches!(c, '\u{2E80}'..='\u{9FFF}'))
        && !words.contains(['*', '?'])
}

fn collapse_stars(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for c in text.chars() {
        if !(c == '*' && collapsed.ends_with('*')) {
            collapsed.push(c);
        }
    }
    collapsed
}

fn fuzzy<'t>(text: &str) -> Option<Word<'t>> {
    let (letters, distance) = text.rsplit_once('~')?;
    if digits(distance).len() != distance.len() || !is_searchable(letters) {
        return None;
    }
    if !is_wordlike(letters) || count_literals(letters) < FEWEST_FUZZY {
        return Some(Word::troubled(
            text,
            "a fuzzy word needs three letters at least, as in `war~`; searched as a word",
        ));
    }
    let wanted = match distance {
        "" => 1,
        digits => digits.parse().unwrap_or(u32::MAX),
    };
    let trouble = (!(1..=MAX_FUZZY).contains(&wanted)).then(|| {
        "a fuzzy word is one or two edits wide, `~1` or `~2`; taken as the nearest".into()
    });
    let distance = if wanted <= 1 { 1 } else { 2 };
    Some(Word {
        trouble,
        ..Word::of(letters, TextKind::Fuzzy { distance })
    })
}

fn count_literals(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Whether operators can belong to a text: it begins with a letter or digit and holds no sign but those within words.
fn is_wordlike(text: &str) -> bool {
    let is_part = |c: char| !c.is_ascii_punctuation() || "'-._&@".contains(c);
    text.starts_with(char::is_alphanumeric) && text.chars().all(is_part)
}
