//! Spellings that a name may have where it was written in other letters once: `Surovikin`, `Surowikin`, `Суровикин`.
//!
//! A table of sounds: what a newsroom may write for each, in Latin letters by English, German, French and Polish habit and in
//! Cyrillic. A name becomes a regular expression over the words of the collection, so that nothing has to be indexed for it.

/// Letters below which a skeleton is that of many words.
const MIN_LETTERS: usize = 5;

/// Letters above which it is no name, and its expression too large.
const MAX_LETTERS: usize = 24;

/// A sound: how it may be written. Each may be doubled; of two that begin alike the later is taken.
const SOUNDS: &[&[&str]] = &[
    &["kh", "ch", "х", "h"],
    &["tsch", "tch", "ch", "cz", "ч"],
    &["shch", "szcz", "schtsch", "щ"],
    &["sch", "sh", "sz", "ш"],
    &["zh", "ж"],
    &["ts", "tz", "ц"],
    &["ou", "oo", "u", "у", "оу"],
    &["ya", "ja", "ia", "я"],
    &["yu", "ju", "iu", "iou", "ю"],
    &["ye", "je", "ie", "e", "е", "є", "э"],
    &["i", "y", "j", "и", "і", "ї", "й", "ы", "ий", "ый"],
    &["ph", "f", "ф"],
    &["v", "w", "в"],
    &["k", "c", "q", "ck", "к"],
    &["a", "а"],
    &["b", "б"],
    &["d", "д"],
    &["g", "г", "ґ"],
    &["l", "л", "ль"],
    &["m", "м"],
    &["n", "н"],
    &["o", "о"],
    &["p", "п"],
    &["r", "р"],
    &["s", "с", "сь"],
    &["t", "т"],
    &["x", "ks", "кс"],
    &["z", "з"],
];

/// A regular expression for the folded words that may spell the same name; `None` for what is no such name: short or long
/// words, and letters that no sound has.
pub(crate) fn skeleton(folded: &str) -> Option<String> {
    if !(MIN_LETTERS..=MAX_LETTERS).contains(&folded.chars().count()) {
        return None;
    }
    let (mut rest, mut pattern, mut last) = (folded, String::new(), None);
    while !rest.is_empty() {
        let (sound, length) = longest(rest)?;
        // A doubled letter is one sound, and so are the letters of a final -yy, -iy or -ii.
        if last != Some(sound) {
            pattern += "(";
            pattern += &SOUNDS[sound].join("|");
            pattern += ")+";
            last = Some(sound);
        }
        rest = &rest[length..];
    }
    Some(pattern)
}

/// The sound with the longest spelling that the text begins with, and the bytes of it.
fn longest(text: &str) -> Option<(usize, usize)> {
    let spelt = |(at, spellings): (usize, &&[&str])| {
        let fitting = spellings
            .iter()
            .filter(|spelling| text.starts_with(**spelling));
        fitting
            .map(|spelling| spelling.len())
            .max()
            .map(|length| (at, length))
    };
    SOUNDS
        .iter()
        .enumerate()
        .filter_map(spelt)
        .max_by_key(|(_, length)| *length)
}

#[cfg(test)]
mod tests {
    use tantivy_fst::{Automaton, Regex};

    use super::*;

    fn meets(typed: &str, written: &str) -> bool {
        let Some(pattern) = skeleton(typed) else {
            return false;
        };
        let regex = Regex::new(&pattern).expect("the table makes sound expressions");
        let read = |state, byte: &u8| regex.accept(&state, *byte);
        let state = written.as_bytes().iter().fold(regex.start(), read);
        regex.is_match(&state)
    }

    #[test]
    fn a_name_meets_its_other_spellings() {
        for (typed, written) in [
            ("surovikin", "surowikin"),
            ("surovikin", "суровикин"),
            ("zelensky", "zelenskyy"),
            ("zaluzhnyi", "zaluzhny"),
            ("shoigu", "schoigu"),
            ("mikhailov", "michailov"),
            ("gussein", "gusein"),
        ] {
            assert!(
                meets(typed, written) || meets(written, typed),
                "{typed} {written}"
            );
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for (typed, written) in [
            ("keating", "keats"),
            ("petrov", "petrova"),
            ("ivanov", "ivanova"),
        ] {
            assert!(!meets(typed, written), "{typed} {written}");
        }
        assert_eq!(skeleton("tony"), None);
        assert_eq!(skeleton("北京时间今天"), None);
    }
}
