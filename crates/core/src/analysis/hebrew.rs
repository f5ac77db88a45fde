//! Hebrew words and the little words written before them: `נמל` stands in a text as `הנמל` (the harbour), `בנמל` (in a harbour),
//! `ולנמל` (and to the harbour).
//!
//! No stemmer is at hand, and to take such letters off every word of a text would cut roots: `משטרה` (police) begins with one. So the
//! word of a query is looked for with each of them, and without its own where enough is left. What is no word stands in no article.

use super::script::Script;

/// Articles, prepositions and conjunctions of one letter, and what is made of them.
const PREFIXES: &[&str] = &[
    "ב", "ה", "ו", "כ", "ל", "מ", "ש", "וב", "וה", "וכ", "ול", "ומ", "וש", "כש", "לכ", "מה", "שב",
    "שה", "של", "שמ", "כשה", "ושה",
];

/// The article, which is read as one before shorter words than the others are.
const ARTICLE: &str = "ה";

/// Letters of a word that has such forms, or that are left of one whose article is taken off, and letters that are left of one whose other
/// prefixes are: of fewer, the first is likely of its root.
const MIN_LETTERS: [usize; 2] = [3, 4];

/// The forms in which a text may hold a folded word; none for words in other letters.
pub(super) fn forms(folded: &str) -> Vec<String> {
    let is_hebrew = |letter| Script::of(letter) == Some(Script::Hebrew);
    let is_short = folded.chars().count() < MIN_LETTERS[0];
    if folded.is_ascii() || is_short || !folded.chars().all(is_hebrew) {
        return Vec::new();
    }
    let mut forms = with_prefixes(folded);
    if let Some(bare) = bare(folded) {
        forms.push(bare.to_owned());
        forms.extend(with_prefixes(bare));
    }
    forms
}

fn with_prefixes(word: &str) -> Vec<String> {
    let prefixed = PREFIXES.iter().map(|prefix| format!("{prefix}{word}"));
    prefixed.collect()
}

/// The word without its longest prefix.
fn bare(word: &str) -> Option<&str> {
    let without = |prefix: &&str| {
        let rest = word.strip_prefix(*prefix)?;
        let least = MIN_LETTERS[usize::from(*prefix != ARTICLE)];
        (rest.chars().count() >= least).then_some(rest)
    };
    let rests = PREFIXES.iter().filter_map(without);
    rests.min_by_key(|rest| rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_for_with_and_without_what_leans_on_it() {
        let found = forms("ירושלים");
        assert!(found.contains(&"בירושלים".to_owned()) && found.contains(&"ולירושלים".to_owned()));
        assert!(forms("בירושלים").contains(&"לירושלים".to_owned()));
        assert!(!forms("משה").contains(&"שה".to_owned()));
    }

    #[test]
    fn words_in_other_letters_have_no_such_forms() {
        for word in ["harbour", "порт", "ميناء", "2022"] {
            assert_eq!(forms(word), Vec::<String>::new());
        }
    }
}
