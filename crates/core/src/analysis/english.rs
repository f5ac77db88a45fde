//! What Snowball does with English verbs in `-ize` and words in `y`, mended.

use std::borrow::Cow;

use frostem::Stemmer as Snowball;

use super::spelling;

/// The stem of a lower-case word. Verbs in `-ize` have that of the spelling in `-ise`: their own is cut back to another word, as that
/// of `optimizing` to that of `optimum`. One of a word in `y` keeps it, so that `Tony` is not `Toni`: Snowball makes both `toni`.
pub(super) fn stem(snowball: Snowball, lower: &str) -> Cow<'_, str> {
    if let Some(british) = spelling::with_s(lower) {
        return Cow::Owned(snowball.stem(&british).into_owned());
    }
    let stem = snowball.stem(lower);
    if stem.ends_with('i') && has_y(lower, stem.len()) {
        return Cow::Owned(format!("{}y", &stem[..stem.len() - 1]));
    }
    stem
}

/// Whether an `i` that ends the stem stands for `y`: `cities`, `happiness`, `studying`; not `Delhi`, `taxis`, `skiing`.
fn has_y(lower: &str, stem_length: usize) -> bool {
    let Some((stem, ending)) = lower.split_at_checked(stem_length) else {
        return true;
    };
    stem.ends_with('y') || !(ending.is_empty() || ending == "s" || ending.starts_with("ing"))
}

#[cfg(test)]
mod tests {
    use frostem::Algorithm;

    use super::*;

    fn stem_of(word: &str) -> String {
        stem(Snowball::new(Algorithm::English), word).into_owned()
    }

    #[test]
    fn both_spellings_of_a_verb_have_one_stem() {
        for (british, american) in [
            ("optimising", "optimizing"),
            ("organisation", "organizations"),
            ("realised", "realize"),
        ] {
            assert_eq!(stem_of(british), stem_of(american));
        }
        assert_ne!(stem_of("optimizing"), stem_of("optimum"));
        assert_eq!(stem_of("prizes"), stem_of("prize"));
    }
}
