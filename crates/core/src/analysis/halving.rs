//! Sorted lists in one constant text, asked where they lie.
//!
//! A program that starts for one search makes no table first, and a text has no addresses that would have to be relocated.

use std::cmp::Ordering;

/// How a sorted text is parted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    /// Between two entries.
    pub(super) entry: u8,
    /// Behind the key of an entry that holds more than it.
    pub(super) key: u8,
}

/// The entry with a key; the entries are in the order of their keys' bytes.
pub(super) fn find(text: &'static str, marks: Marks, key: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let is_mark = |byte: &u8| *byte == marks.entry;
    let end_of = |from: usize| {
        let length = bytes[from..].iter().position(is_mark);
        length.map_or(bytes.len(), |length| from + length)
    };
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let before = bytes[low..middle].iter().rposition(is_mark);
        let start = before.map_or(low, |at| low + at + 1);
        match compare(&bytes[start..], marks, key.as_bytes()) {
            Ordering::Equal => return Some(&text[start..end_of(start)]),
            Ordering::Less => low = end_of(middle) + 1,
            Ordering::Greater => high = start.saturating_sub(1),
        }
    }
    None
}

/// Compares the key that an entry begins with.
fn compare(entry: &[u8], marks: Marks, key: &[u8]) -> Ordering {
    let is_inside = |byte: &&u8| **byte != marks.entry && **byte != marks.key;
    entry.iter().take_while(is_inside).cmp(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        let words = Marks {
            entry: b' ',
            key: b' ',
        };
        let text = "a an and z été";
        for word in text.split(' ') {
            assert_eq!(find(text, words, word), Some(word));
        }
        for word in ["", "A", "ab", "andy", "zz", "a an"] {
            assert_eq!(find(text, words, word), None, "{word}");
        }
        assert_eq!(find("", words, "a"), None);
    }

    #[test]
    fn an_entry_is_found_by_its_key() {
        let rows = Marks {
            entry: b'\n',
            key: b'\t',
        };
        let text = "a b\t1\nab\nabc\t30\nb\t";
        for (key, row) in [
            ("a b", "a b\t1"),
            ("ab", "ab"),
            ("abc", "abc\t30"),
            ("b", "b\t"),
        ] {
            assert_eq!(find(text, rows, key), Some(row));
        }
        for key in ["a", "a b\t1", "abcd", "b\t", ""] {
            assert_eq!(find(text, rows, key), None, "{key:?}");
        }
    }
}
