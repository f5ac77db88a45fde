//! Sorted lists in one constant text, asked where they lie.
//!
//! A program that starts for one search makes no table first, and a text has no addresses that would have to be relocated.

use std::cmp::Ordering;

/// The entry of a sorted text, its entries apart by single marks, for which the order of what is sought is equal: `order` compares
/// an entry with it.
pub(super) fn find(
    text: &'static str,
    mark: u8,
    order: impl Fn(&'static str) -> Ordering,
) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let is_mark = |byte: &u8| *byte == mark;
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let before = bytes[low..middle].iter().rposition(is_mark);
        let start = before.map_or(low, |at| low + at + 1);
        let after = bytes[middle..high].iter().position(is_mark);
        let end = after.map_or(high, |at| middle + at);
        let entry = &text[start..end];
        match order(entry) {
            Ordering::Equal => return Some(entry),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start.saturating_sub(1),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_and_nothing_else() {
        let text = "a an and z été";
        for word in text.split(' ') {
            assert_eq!(find(text, b' ', |entry| entry.cmp(word)), Some(word));
        }
        for word in ["", "A", "ab", "andy", "zz", "a an"] {
            assert_eq!(find(text, b' ', |entry| entry.cmp(word)), None, "{word}");
        }
        assert_eq!(find("", b' ', |entry| entry.cmp("a")), None);
    }
}
