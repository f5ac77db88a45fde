//! Where a stemmer goes too far: words of two meanings that it makes one, and what it should make of them instead.
//!
//! Snowball knows no words. It makes `Keating` and `Keats` one term, `according` and `accords`; in German `Sicherheit` and `sich`, `Seite` and
//! `seit`; in French `Gaza` and `gaz`, `parlement` and `parler`; in Spanish `casa` and `caso`, `Madrid` and `madre`. A list of each language
//! holds what it should do, for texts and queries alike and whatever their case: a folded word a line, in order, alone where it is its own
//! term, else before its term. What is folded alike has one line: people leave marks out, and keep their meaning.
//!
//! The English words were told by counting. In 28,600 stories of the news, words of one stem seldom have to do with one another where they
//! stand in the same stories no more often than by chance (Xu and Croft, "Corpus-based stemming using cooccurrence of word
//! variants", TOIS 1998). Of those pairs the ones are here that mean two things, each chosen by reading. Names are those of the
//! 4,000 commonest surnames and 1,000 commonest given names (United States census of 1990), with a few of places and firms, that share a
//! stem with another name or a common word and stand in capitals 96 times of 100 or more: `Banks` and `King` are not among them.
//!
//! For the other languages there is less to count in: 1,269 texts in German, 638 in French, 244 in Spanish. Their words are of stems that hold
//! two dictionary words, each in 3 or more of a million words of the language (wordfreq 3.1, Speer 2022; simplemma 2.0), chosen by reading; and
//! where both stand in five texts or more, they share no more of them than their meanings explain. Of two words the one is moved whose
//! term is another than the stem that both had: a query asks for the folded word too.

use frostem::Algorithm;

use super::fold::fold_into;
use super::halving::{self, Marks};
use crate::ablation::{Piece, is_without};

/// What one language's words become.
struct List {
    algorithm: Algorithm,
    words: &'static str,
    /// The ends of plurals, which go as their singulars do.
    plurals: &'static [&'static str],
}

const LINES: Marks = Marks {
    entry: b'\n',
    key: b' ',
};

const LISTS: &[List] = &[
    List {
        algorithm: Algorithm::English,
        words: include_str!("stems/english.txt"),
        plurals: &["s"],
    },
    List {
        algorithm: Algorithm::French,
        words: include_str!("stems/french.txt"),
        plurals: &["s"],
    },
    List {
        algorithm: Algorithm::German,
        words: include_str!("stems/german.txt"),
        plurals: &[],
    },
    List {
        algorithm: Algorithm::Spanish,
        words: include_str!("stems/spanish.txt"),
        plurals: &["s", "es"],
    },
];

/// The term of a lower-case word of a language's list, or of its plural.
pub(super) fn own_stem(algorithm: Algorithm, lower: &str) -> Option<&'static str> {
    if is_without(Piece::StemList) {
        return None;
    }
    let list = LISTS.iter().find(|list| list.algorithm == algorithm)?;
    if lower.is_ascii() {
        return list.term_or_singular(lower);
    }
    let mut folded = String::new();
    fold_into(lower, &mut folded);
    list.term_or_singular(&folded)
}

impl List {
    fn term_or_singular(&self, word: &str) -> Option<&'static str> {
        let mut singulars = self.plurals.iter();
        let of_singular = |end: &&str| self.term(word.strip_suffix(end)?);
        self.term(word).or_else(|| singulars.find_map(of_singular))
    }

    fn term(&self, word: &str) -> Option<&'static str> {
        let line = halving::find(self.words, LINES, word)?;
        let (_, term) = parts(line);
        (!term.is_empty()).then_some(term)
    }
}

/// The word of a line and its term.
fn parts(line: &'static str) -> (&'static str, &'static str) {
    line.split_once(' ').unwrap_or((line, line))
}

#[cfg(test)]
mod tests {
    use frostem::Stemmer as Snowball;

    use super::*;

    fn folded(text: &str) -> String {
        let mut folded = String::new();
        fold_into(text, &mut folded);
        folded
    }

    /// Words that Snowball stems so without their marks, and otherwise with them.
    const MARKED: &[&str] = &[
        "basée",
        "commentée",
        "coupée",
        "fondée",
        "martí",
        "parís",
        "portée",
        "renée",
        "traitée",
    ];

    #[test]
    fn the_lists_are_in_order_and_every_word_in_them_is_stemmed_otherwise_without_them() {
        let mut wrong = Vec::new();
        for list in LISTS {
            let lines: Vec<_> = list.words.lines().map(parts).collect();
            let snowball = Snowball::new(list.algorithm);
            for pair in lines.windows(2).filter(|pair| pair[0].0 >= pair[1].0) {
                wrong.push(format!("{} stands before {}", pair[0].0, pair[1].0));
            }
            for (word, term) in lines {
                assert_eq!(own_stem(list.algorithm, word), Some(term));
                assert_eq!([folded(word), folded(term)], [word, term]);
                let spelt = MARKED.iter().find(|marked| folded(marked) == word);
                let stem = snowball.stem(spelt.unwrap_or(&word));
                if folded(&stem) == term {
                    wrong.push(format!("{word} needs no line"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn plurals_and_marks_change_nothing() {
        for (algorithm, word, term) in [
            (Algorithm::English, "keatings", Some("keating")),
            (Algorithm::French, "séries", Some("serie")),
            (Algorithm::French, "series", Some("serie")),
            (Algorithm::Spanish, "unidades", Some("unidad")),
            (Algorithm::Spanish, "martes", Some("martes")),
            (Algorithm::Spanish, "marte", Some("marte")),
            (Algorithm::German, "bürger", Some("burger")),
            (Algorithm::German, "s", None),
            (Algorithm::Swedish, "serie", None),
        ] {
            assert_eq!(own_stem(algorithm, word), term, "{word}");
        }
    }
}
