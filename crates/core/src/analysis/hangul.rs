//! Korean words: a noun and the particles written behind it.
//!
//! Korean has spaces, but between them stand `노동자`, `노동자가` and `노동자들은`, and no stemmer is at hand. So Hangul is
//! taken two by two like scripts without spaces, and parted from what UAX#29 leaves together with it: `NATO는`.

use std::ops::Range;

use super::script::Script;

/// The first bytes of U+1000 to U+1FFF and of U+A000 to U+DFFF, to pass over all other text without a look at its letters.
fn can_lead_hangul(byte: u8) -> bool {
    matches!(byte, 0xE1 | 0xEA..=0xED)
}

pub(super) fn is_hangul(letter: char) -> bool {
    !letter.is_ascii() && Script::of(letter) == Some(Script::Hangul)
}

/// The first stretch of a word that is of Hangul or free of it, and where the rest begins. `None` where a word has one
/// stretch.
pub(super) fn first_stretch(word: &str) -> Option<(Range<usize>, usize)> {
    if !word.bytes().any(can_lead_hangul) {
        return None;
    }
    let start = word.find(char::is_alphanumeric)?;
    let begins_so = word[start..].starts_with(is_hangul);
    let differs = |letter: char| match begins_so {
        true => !is_hangul(letter),
        false => is_hangul(letter),
    };
    let end = start + word[start..].find(differs)?;
    let rest = end + word[end..].find(char::is_alphanumeric)?;
    let first = word[start..end].trim_end_matches(|mark: char| !mark.is_alphanumeric());
    Some((start..start + first.len(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_particle_is_parted_from_a_name_in_other_letters() {
        for (word, expected) in [
            ("NATO는", Some(("NATO", "는"))),
            ("U.S.는", Some(("U.S", "는"))),
            ("16전투기", Some(("16", "전투기"))),
            ("서울.부산", Some(("서울", "부산"))),
            ("_서울_a", Some(("서울", "a"))),
            ("서울", None),
            ("_서울_", None),
            ("Київ", None),
            ("_", None),
        ] {
            let found = first_stretch(word);
            let found = found.map(|(first, rest)| (&word[first], &word[rest..]));
            assert_eq!(found, expected, "{word}");
        }
    }
}
