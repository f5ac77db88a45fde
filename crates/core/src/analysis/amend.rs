//! What a stemmer does not see of a word, taken off before it is asked.
//!
//! Each row of code here mends what its Snowball stemmer does with words that stand in every paper; pairs in
//! `testdata/analysis/terms.toml` show them.

use frostem::Algorithm;

/// The part of a lower-case word that is stemmed.
pub(super) fn amend(algorithm: Algorithm, lower: &str) -> &str {
    match algorithm {
        Algorithm::Arabic => without_and(lower),
        Algorithm::Dutch => without_plural(lower),
        _ => lower,
    }
}

/// `والميناء` ("and the harbour") as `الميناء`: Snowball takes off `و` and `ال`, but not both. `والد` ("father") and its forms begin alike.
fn without_and(word: &str) -> &str {
    let the = ["و", "ف"].iter().find_map(|and| word.strip_prefix(and));
    let noun = the.and_then(|the| the.strip_prefix("ال"));
    match (the, noun) {
        (Some(the), Some(noun)) => {
            let least = if noun.starts_with('د') { 4 } else { 3 };
            if noun.chars().count() >= least {
                the
            } else {
                word
            }
        }
        _ => word,
    }
}

/// Ends of Dutch words whose *s* is of the root.
const OWN_S: [&str; 4] = ["mens", "grens", "wens", "lens"];

/// Letters of the shortest Dutch word that has a plural in `-ens`.
const MIN_PLURAL_LETTERS: usize = 6;

/// `havens` as `haven`: Snowball takes `-en` for a plural, of `haven` too, and makes two terms of the two.
fn without_plural(word: &str) -> &str {
    let is_plural = word.ends_with("ens")
        && word.chars().count() >= MIN_PLURAL_LETTERS
        && !OWN_S.iter().any(|end| word.ends_with(end));
    if is_plural {
        &word[..word.len() - 1]
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_the_root_stays() {
        for (algorithm, word, part) in [
            (Algorithm::Arabic, "والميناء", "الميناء"),
            (Algorithm::Arabic, "فالحرب", "الحرب"),
            (Algorithm::Arabic, "والدته", "والدته"),
            (Algorithm::Arabic, "وزير", "وزير"),
            (Algorithm::Dutch, "havens", "haven"),
            (Algorithm::Dutch, "grens", "grens"),
            (Algorithm::Dutch, "medemens", "medemens"),
            (Algorithm::English, "havens", "havens"),
        ] {
            assert_eq!(amend(algorithm, word), part, "{word}");
        }
    }
}
