//! Words that are written as one: `Hafenarbeiterstreik`, `havenarbeiders`, `hamnarbetare`.
//!
//! Where such a word can be parted is asked on the side of the query, of the collection's own words, so that no dictionary is needed and
//! an index knows nothing of it: who asks for the whole is led to articles that name its parts.

use crate::ablation::{Piece, is_without};
use crate::article::Language;

/// The fewest letters of a part: shorter ones are beginnings and endings of words.
const MIN_PART_LETTERS: usize = 4;

/// The most letters of a word that is parted; a longer one is no word.
const MAX_LETTERS: usize = 48;

/// Languages that write compounds as one word, with the letters that may stand between the parts.
const LINKS: &[(&str, &[&str])] = &[
    ("da", &["", "s", "e"]),
    ("de", &["", "s", "es", "n", "en", "er", "e"]),
    ("fi", &["", "n"]),
    ("nb", &["", "s", "e"]),
    ("nl", &["", "s", "n", "en", "e"]),
    ("nn", &["", "s", "e"]),
    ("no", &["", "s", "e"]),
    ("sv", &["", "s"]),
];

/// A word parted in two: the bytes of the first without what links it, and where the second begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Split {
    /// The byte after the first part.
    pub(crate) first_end: usize,
    /// The first byte of the second part.
    pub(crate) second_start: usize,
}

/// Where a word may be parted in any of some languages; nowhere for short words, what is no word, and in other languages.
pub(crate) fn splits(word: &str, languages: &[Language]) -> Vec<Split> {
    let mut found: Vec<Split> = Vec::new();
    let links = languages.iter().filter_map(|language| links(*language));
    let links: Vec<&str> = links.flatten().copied().collect();
    if links.is_empty() {
        return found;
    }
    let letters = word.chars().count();
    let is_word = word.chars().all(char::is_alphabetic);
    if !is_word || !(2 * MIN_PART_LETTERS..=MAX_LETTERS).contains(&letters) {
        return found;
    }
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    for link in links {
        for second_start in &ends[MIN_PART_LETTERS..=letters - MIN_PART_LETTERS] {
            let before = &word[..*second_start];
            let Some(first) = before.strip_suffix(link) else {
                continue;
            };
            let split = Split {
                first_end: first.len(),
                second_start: *second_start,
            };
            if first.chars().count() >= MIN_PART_LETTERS && !found.contains(&split) {
                found.push(split);
            }
        }
    }
    found
}

fn links(language: Language) -> Option<&'static [&'static str]> {
    let row = LINKS.iter().find(|(code, _)| *code == language.code())?;
    (!is_without(Piece::Compounds)).then_some(row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(word: &str, code: &str) -> Vec<(String, String)> {
        let languages = [code.parse().unwrap()];
        let splits = splits(word, &languages).into_iter();
        splits
            .map(|it| (word[..it.first_end].into(), word[it.second_start..].into()))
            .collect()
    }

    #[test]
    fn a_word_is_parted_with_and_without_what_links_its_parts() {
        let parted = parted("staatsbesitz", "de");
        for (first, second) in [("staat", "besitz"), ("staats", "besitz")] {
            assert!(
                parted.contains(&(first.into(), second.into())),
                "{parted:?}"
            );
        }
    }

    #[test]
    fn letters_of_several_bytes_are_not_cut() {
        assert!(parted("größenänderung", "de").contains(&("größe".into(), "änderung".into())));
        assert!(parted("hamnförvaltning", "sv").contains(&("hamn".into(), "förvaltning".into())));
    }

    #[test]
    fn other_languages_and_short_words_are_left_whole() {
        assert_eq!(parted("understanding", "en"), []);
        assert_eq!(parted("haustür", "de"), []);
        assert_eq!(parted("covid19impfung", "de"), []);
    }
}
