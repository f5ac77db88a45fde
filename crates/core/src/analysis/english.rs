//! Where the English stemmer goes too far: names that it takes for other words, and words of two meanings that it makes one.
//!
//! Snowball knows no words. It makes `Keating` and `Keats` one term, `Williams` and `William`, `according` and `accords`, `important`
//! and `imports`. `english.txt` holds what it should do instead, for texts and queries alike and whatever their case: a word a line,
//! in order, alone where it stays as it is, else before its term. A plural in `s` goes as its singular does.
//!
//! Its words were told by counting. In 28,600 stories of the news, words of one stem seldom have to do with one another where they
//! stand in the same stories no more often than by chance (Xu and Croft, "Corpus-based stemming using cooccurrence of word
//! variants", TOIS 1998). Of those pairs the ones are here that mean two things, each chosen by reading. Names are those of the
//! 4,000 commonest surnames and 1,000 commonest given names (United States census of 1990), with a few of places and firms, that share a
//! stem with another name or a common word and stand in capitals 96 times of 100 or more: `Banks` and `King` are not among them.

use std::borrow::Cow;

use frostem::Stemmer as Snowball;

use super::halving::{self, Marks};
use super::spelling;
use crate::ablation::{Piece, is_without};

const WORDS: &str = include_str!("english.txt");

const LINES: Marks = Marks {
    entry: b'\n',
    key: b' ',
};

/// The stem of a lower-case word. Verbs in `-ize` have that of the spelling in `-ise`: their own is cut back to another word, as that
/// of `optimizing` to that of `optimum`. One of a word in `y` keeps it, so that `Tony` is not `Toni`: Snowball makes both `toni`.
pub(super) fn stem(snowball: Snowball, lower: &str) -> Cow<'_, str> {
    if let Some(own) = own_stem(lower) {
        return Cow::Borrowed(own);
    }
    if let Some(british) = spelling::with_s(lower) {
        return Cow::Owned(snowball.stem(&british).into_owned());
    }
    let stem = snowball.stem(lower);
    if stem.ends_with('i') && has_y(lower, stem.len()) {
        return Cow::Owned(format!("{}y", &stem[..stem.len() - 1]));
    }
    stem
}

/// The term of a word of the list, or of its plural.
fn own_stem(lower: &str) -> Option<&'static str> {
    if is_without(Piece::StemList) {
        return None;
    }
    let singular = || lower.strip_suffix('s').and_then(term);
    term(lower).or_else(singular)
}

fn term(word: &str) -> Option<&'static str> {
    let line = halving::find(WORDS, LINES, word)?;
    let (_, term) = parts(line);
    (!term.is_empty()).then_some(term)
}

/// The word of a line and its term.
fn parts(line: &'static str) -> (&'static str, &'static str) {
    line.split_once(' ').unwrap_or((line, line))
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
    fn the_list_is_in_order_and_every_word_in_it_is_stemmed_otherwise_without_it() {
        let lines: Vec<_> = WORDS.lines().map(parts).collect();
        assert!(lines.is_sorted_by(|a, b| a.0 < b.0));
        for (word, term) in lines {
            assert_eq!(stem_of(word), term);
            let without = Snowball::new(Algorithm::English).stem(word);
            assert_ne!(without, term, "{word} needs no line");
        }
    }

    #[test]
    fn the_term_of_one_word_is_not_the_stem_of_another_meaning() {
        for (one, other) in [
            ("according", "accords"),
            ("important", "imports"),
            ("business", "busy"),
            ("nations", "national"),
            ("united", "units"),
            ("officer", "office"),
            ("customers", "customs"),
            ("providence", "provided"),
        ] {
            assert_ne!(stem_of(one), stem_of(other));
        }
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
