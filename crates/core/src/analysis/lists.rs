//! Lists of folded words by language, each in one constant text.

use super::halving::{self, Marks};
use crate::article::Language;

/// By the code of the language; the words in the order of their bytes, a space between two.
pub(super) type Lists = &'static [(&'static str, &'static str)];

const BETWEEN_WORDS: Marks = Marks {
    entry: b' ',
    key: b' ',
};

/// Whether the list of one of the languages holds a word.
pub(super) fn holds(lists: Lists, languages: &[Language], word: &str) -> bool {
    languages.iter().any(|language| {
        let row = lists.iter().find(|(code, _)| *code == language.code());
        row.is_some_and(|(_, list)| is_in(list, word))
    })
}

/// Whether a list holds a word.
pub(super) fn is_in(list: &'static str, word: &str) -> bool {
    halving::find(list, BETWEEN_WORDS, word).is_some()
}

/// Every list is sorted, without a word twice, and found in.
#[cfg(test)]
pub(super) fn assert_sorted(lists: Lists) {
    for (code, list) in lists {
        let words: Vec<&str> = list.split(' ').collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(words, sorted, "write {code} as {}", sorted.join(" "));
        let language = [code.parse().unwrap()];
        let is_held = |word: &str| holds(lists, &language, word);
        assert!(words.iter().all(|word| is_held(word)), "{code}");
        assert!(!is_held("harbour") && !is_held(""), "{code}");
    }
}
