//! Case, composition, diacritics: what is the same letter to a reader.
//!
//! Two steps, for a stemmer stands between them: [`lower_into`] gives the form that Snowball wants (composed, lower case,
//! one kind of apostrophe), [`fold_into`] takes off what people leave out when they type. Letters of their own keep their
//! marks: `й` is not `и`, `ї` is not `і`, `が` is not `か`, and no vowel sign of an Indic script is taken away.

use unicode_normalization::char::decompose_canonical;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::part::is_apostrophe;

/// Case that depends on the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// `I` is the capital of `i`.
    Common,
    /// `I` is the capital of `ı`, which the Turkish stemmer's vowel harmony needs; folding makes it `i` after that.
    Turkish,
}

/// Letters and ligatures that decompose to nothing plainer in Unicode, in order.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ĸ', "k"),
    ('ŀ', "l"),
    ('ł', "l"),
    ('ŉ', "n"),
    ('ŋ', "n"),
    ('œ', "oe"),
    ('ŧ', "t"),
    ('ſ', "s"),
    ('ƒ', "f"),
    ('ɖ', "d"),
    ('ɗ', "d"),
    ('ɨ', "i"),
    ('ɫ', "l"),
    ('ς', "σ"),
    ('ѐ', "е"),
    ('ё', "е"),
    ('ѝ', "и"),
    ('آ', "ا"),
    ('أ', "ا"),
    ('ؤ', "و"),
    ('إ', "ا"),
    ('ئ', "ي"),
    ('ى', "ي"),
    ('ٱ', "ا"),
    ('ک', "ك"),
    ('ی', "ي"),
];

/// The zeros of digits that are written as ASCII digits.
const ZEROS: &[char] = &['٠', '۰', '०', '০'];

/// First and last of the characters that a word is the same without.
const REMOVED: &[(char, char)] = &[
    ('\u{AD}', '\u{AD}'),   // soft hyphen
    ('\u{B7}', '\u{B7}'),   // Catalan l·l
    ('\u{300}', '\u{36F}'), // combining diacritics
    ('\u{483}', '\u{489}'), // Cyrillic titlo and its like
    ('\u{591}', '\u{5BD}'), // Hebrew accents and points
    ('\u{5BF}', '\u{5BF}'),
    ('\u{5C1}', '\u{5C2}'),
    ('\u{5C4}', '\u{5C5}'),
    ('\u{5C7}', '\u{5C7}'),
    ('\u{5F3}', '\u{5F4}'), // geresh and gershayim
    ('\u{610}', '\u{61C}'), // Arabic signs
    ('\u{640}', '\u{640}'), // tatweel
    ('\u{64B}', '\u{65F}'), // Arabic vowel marks
    ('\u{670}', '\u{670}'),
    ('\u{6D6}', '\u{6DC}'),
    ('\u{6DF}', '\u{6E8}'),
    ('\u{6EA}', '\u{6ED}'),
    ('\u{180E}', '\u{180E}'),
    ('\u{1AB0}', '\u{1AFF}'), // combining diacritics, extended
    ('\u{1DC0}', '\u{1DFF}'),
    ('\u{200B}', '\u{200F}'), // zero width, direction marks
    ('\u{2027}', '\u{2027}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{2064}'),
    ('\u{20D0}', '\u{20FF}'),
    ('\u{FE00}', '\u{FE0F}'), // variation selectors
    ('\u{FE20}', '\u{FE2F}'),
    ('\u{FEFF}', '\u{FEFF}'),
];

/// First and last of the characters that stand for plainer ones: ligatures, other widths, presentation forms.
const COMPATIBLE: &[(char, char)] = &[
    ('\u{AA}', '\u{AA}'),
    ('\u{BA}', '\u{BA}'),
    ('\u{1C4}', '\u{1CC}'), // digraphs such as ǆ
    ('\u{1F1}', '\u{1F3}'),
    ('\u{2100}', '\u{214F}'),
    ('\u{2460}', '\u{24FF}'),
    ('\u{3300}', '\u{33FF}'),
    ('\u{FB00}', '\u{FDFF}'),
    ('\u{FE70}', '\u{FEFC}'),
    ('\u{FF01}', '\u{FFEF}'),
    ('\u{1D400}', '\u{1D7FF}'),
];

/// Adds the composed, lower-case form of a word, its apostrophes all `'`.
pub(super) fn lower_into(word: &str, casing: Casing, out: &mut String) {
    if word.is_ascii() && casing == Casing::Common {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
    } else if word.chars().any(|letter| is_in(COMPATIBLE, letter)) {
        let plain = word.nfkc().filter(|letter| !letter.is_whitespace());
        plain.for_each(|letter| push_lower(letter, casing, out));
    } else if is_composed(word) {
        word.chars()
            .for_each(|letter| push_lower(letter, casing, out));
    } else {
        word.nfc()
            .for_each(|letter| push_lower(letter, casing, out));
    }
}

/// Adds a lower-case word without what people leave out when they type.
pub(super) fn fold_into(lower: &str, out: &mut String) {
    if lower.is_ascii() {
        out.push_str(lower);
    } else {
        lower.chars().for_each(|letter| push_folded(letter, out));
    }
}

fn is_composed(word: &str) -> bool {
    // Nothing below the combining marks is changed by composition.
    word.chars().all(|letter| letter < '\u{300}') || is_nfc_quick(word.chars()) == IsNormalized::Yes
}

fn push_lower(letter: char, casing: Casing, out: &mut String) {
    match letter {
        'I' if casing == Casing::Turkish => out.push('ı'),
        'İ' => out.push('i'),
        // A stemmer takes a soft hyphen or the dot of `l·l` for a letter.
        '\u{AD}' | '\u{B7}' => {}
        _ if letter.is_ascii() => out.push(letter.to_ascii_lowercase()),
        _ if is_apostrophe(letter) => out.push('\''),
        _ => out.extend(letter.to_lowercase()),
    }
}

fn push_folded(letter: char, out: &mut String) {
    if is_in(REMOVED, letter) {
        return;
    }
    if letter.is_ascii() {
        out.push(letter);
    } else if let Ok(row) = LETTERS.binary_search_by_key(&letter, |row| row.0) {
        out.push_str(LETTERS[row].1);
    } else if has_diacritics(letter) {
        decompose_canonical(letter, |part| {
            if !is_in(REMOVED, part) {
                out.push(part);
            }
        });
    } else {
        out.push(digit(letter).unwrap_or(letter));
    }
}

/// Whether its canonical decomposition is a letter and diacritics: Latin and Greek.
fn has_diacritics(letter: char) -> bool {
    matches!(letter, '\u{C0}'..='\u{24F}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}')
}

fn digit(letter: char) -> Option<char> {
    let value = ZEROS
        .iter()
        .map(|&zero| u32::from(letter).wrapping_sub(u32::from(zero)))
        .find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

fn is_in(ranges: &[(char, char)], letter: char) -> bool {
    let row = ranges.partition_point(|&(_, last)| last < letter);
    ranges.get(row).is_some_and(|&(first, _)| first <= letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let (mut lower, mut out) = (String::new(), String::new());
        lower_into(text, Casing::Common, &mut lower);
        fold_into(&lower, &mut out);
        out
    }

    #[test]
    fn the_tables_are_in_order() {
        assert!(LETTERS.is_sorted_by(|a, b| a.0 < b.0));
        for ranges in [REMOVED, COMPATIBLE] {
            assert!(ranges.is_sorted_by(|a, b| a.1 < b.0));
        }
    }

    #[test]
    fn what_people_leave_out_is_left_out() {
        let cases = [
            ("Zürich", "zurich"),
            ("Re\u{301}sume\u{301}", "resume"),
            ("ＡＢＣ", "abc"),
            ("ﬁnance", "finance"),
            ("Łódź", "lodz"),
            ("Ærø", "aero"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("Москва\u{301}", "москва"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
            ("σίσυφος", "σισυφοσ"),
            ("soft\u{AD}ware", "software"),
            ("مُحَمَّد", "محمد"),
            ("שָׁלוֹם", "שלום"),
            ("٢٠٢٢", "2022"),
            ("ﾄﾞｲﾂ", "ドイツ"),
        ];
        for (text, term) in cases {
            assert_eq!(folded(text), term, "{text}");
        }
    }

    #[test]
    fn letters_of_their_own_stay() {
        for text in ["йод", "їжак", "ўсход", "がぎ", "हिन्दी", "தமிழ்"]
        {
            assert_eq!(folded(text), text);
        }
    }
}
