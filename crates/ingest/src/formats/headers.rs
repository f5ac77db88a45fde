//! Metadata in lines of `Key: value` above a text, as Pelican, MultiMarkdown and many exports write it.
//!
//! ```text
//! Title: Ferry back in service
//! Date: 2022-03-14
//! Tags: ferry, harbour
//!
//! The ferry sailed again on Monday.
//! ```

use super::mapping::{Mapping, Slot};
use super::node::{Entries, Node};

/// A name has a few words at most.
const LONGEST_NAME_CHARS: usize = 32;

/// One line such as `Ukraine: war` is a headline; so many whose names are known are metadata.
const FEWEST_KNOWN: usize = 2;

/// Headers take so many lines at most.
const MOST_LINES: usize = 64;

/// The names and values, and the text below the empty line that ends them.
pub(super) fn split<'a>(text: &'a str, mapping: &Mapping) -> Option<(Entries, &'a str)> {
    let mut entries = Entries::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        at += line.len();
        let words = line.trim();
        if words.is_empty() {
            break;
        }
        // A value goes on in lines that stand further in.
        if line.starts_with([' ', '\t']) {
            let (_, Node::Text(value)) = entries.last_mut()? else {
                return None;
            };
            value.push('\n');
            value.push_str(words);
            continue;
        }
        let (name, value) = words.split_once(':').filter(|(name, _)| is_name(name))?;
        entries.push((name.to_owned(), Node::Text(value.trim().to_owned())));
    }
    let is_known = |name: &str| {
        let slot = mapping.target(name).slot;
        !matches!(slot, Slot::Extra | Slot::Body)
    };
    let known = entries.iter().filter(|(name, _)| is_known(name)).count();
    let is_first_known = entries.first().is_some_and(|(name, _)| is_known(name));
    (is_first_known && known >= FEWEST_KNOWN).then_some((entries, &text[at..]))
}

fn is_name(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.chars().count() <= LONGEST_NAME_CHARS
        && name
            .chars()
            .all(|char| char.is_alphanumeric() || " _-.".contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_from_prose() {
        let mapping = Mapping::default();
        for (text, below) in [
            ("Title: Quay\nDate: 2022-03-14\n\nText", Some("Text")),
            (
                "title: A\nsummary: long\n  and longer\n\nText: more",
                Some("Text: more"),
            ),
            ("Title: Quay\nDate: 2022-03-14", Some("")),
            ("Ukraine: war\n\nText", None),
            ("Title: Quay\nThe ferry sailed.\n\nText", None),
            ("Mayor: we wait\nDate: none\nTags: a\n\n", None),
        ] {
            let found = split(text, &mapping).map(|(_, below)| below);
            assert_eq!(found, below, "{text}");
        }
    }
}
