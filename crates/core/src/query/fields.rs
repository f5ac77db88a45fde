//! The fields that a query can name, in one table.

use super::tree::Field;

/// What stands before a colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Words are looked for in this field.
    Text(Field),
    /// The value is read by a grammar of its own.
    Filter(FilterKind),
}

/// Which grammar reads the value of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterKind {
    Date,
    Language,
    Path,
    Url,
    Words,
    Format,
}

/// Every name; the first of a field's names is its canonical one.
const FIELDS: [(&str, Target); 20] = [
    ("title", Target::Text(Field::Title)),
    ("deck", Target::Text(Field::Deck)),
    ("body", Target::Text(Field::Body)),
    ("captions", Target::Text(Field::Captions)),
    ("rest", Target::Text(Field::Rest)),
    ("author", Target::Text(Field::Author)),
    ("by", Target::Text(Field::Author)),
    ("outlet", Target::Text(Field::Outlet)),
    ("source", Target::Text(Field::Outlet)),
    ("section", Target::Text(Field::Section)),
    ("tag", Target::Text(Field::Tag)),
    ("place", Target::Text(Field::Place)),
    ("date", Target::Filter(FilterKind::Date)),
    ("lang", Target::Filter(FilterKind::Language)),
    ("language", Target::Filter(FilterKind::Language)),
    ("path", Target::Filter(FilterKind::Path)),
    ("url", Target::Filter(FilterKind::Url)),
    ("words", Target::Filter(FilterKind::Words)),
    ("type", Target::Filter(FilterKind::Format)),
    ("format", Target::Filter(FilterKind::Format)),
];

/// Any other metadata is named behind this.
const EXTRA: &str = "extra.";

/// The field of that name, in any case; the key of `extra.KEY` keeps its case.
pub(super) fn find(name: &str) -> Option<Target> {
    if let Some(key) = name.strip_prefix(EXTRA) {
        return is_key(key).then(|| Target::Text(Field::Extra(key.to_owned())));
    }
    FIELDS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, target)| target.clone())
}

/// The field that a mistyped name is most like: the same but for one letter left out, put in, changed or swapped.
pub(super) fn suggest(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    FIELDS
        .iter()
        .map(|(known, _)| *known)
        .find(|known| known.len() > 3 && is_one_edit_away(known.as_bytes(), name.as_bytes()))
}

fn is_key(key: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    !key.is_empty() && key.chars().all(is_part)
}

fn is_one_edit_away(a: &[u8], b: &[u8]) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev());
    let tail = tail.take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    match (a, b) {
        (&[first, second], &[one, other]) => first == other && second == one,
        _ => a.len() <= 1 && b.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_in_any_case_and_by_its_other_names() {
        assert_eq!(find("Title"), Some(Target::Text(Field::Title)));
        assert_eq!(find("by"), find("author"));
        assert_eq!(
            find("extra.Desk"),
            Some(Target::Text(Field::Extra("Desk".into())))
        );
        assert_eq!(find("extra."), None);
        assert_eq!(find("ukraine"), None);
    }

    #[test]
    fn a_slip_of_one_letter_is_guessed() {
        for (typed, meant) in [
            ("titel", "title"),
            ("auther", "author"),
            ("outlets", "outlet"),
        ] {
            assert_eq!(suggest(typed), Some(meant), "{typed}");
        }
        assert_eq!(suggest("ukraine"), None);
    }
}
