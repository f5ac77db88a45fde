//! Spellings that a name may have where it was written in other letters once: `Surovikin`, `Surowikin`, `Суровикин`.
//!
//! A table of sounds: what a newsroom may write for each, in Latin letters by English, German, French and Polish habit and in
//! Cyrillic. A name becomes an automaton over the words of the collection, so that nothing has to be indexed for it. A regular
//! expression would say the same; to make its tables took most of a search for a rare word.

use tantivy_fst::Automaton;

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

/// The bytes of the longest spelling.
const LONGEST_SPELLING: usize = 7;

/// The sounds of a name, one after another, as an automaton over folded words: it accepts those that spell each sound once or
/// more.
pub(crate) struct Skeleton {
    /// As places in the table; no two neighbours are alike.
    sounds: Vec<usize>,
}

impl Skeleton {
    /// The sounds of a folded word; `None` for what is no such name: short or long words, and letters that no sound has.
    pub(crate) fn of(folded: &str) -> Option<Self> {
        if !(MIN_LETTERS..=MAX_LETTERS).contains(&folded.chars().count()) {
            return None;
        }
        let (mut rest, mut sounds) = (folded, Vec::new());
        while !rest.is_empty() {
            let (sound, length) = longest(rest)?;
            // A doubled letter is one sound, and so are the letters of a final -yy, -iy or -ii.
            if sounds.last() != Some(&sound) {
                sounds.push(sound);
            }
            rest = &rest[length..];
        }
        Some(Self { sounds })
    }
}

/// How far a word has been read: every way to take it apart at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heard {
    /// The last bytes of the word, the latest at the end.
    bytes: [u8; LONGEST_SPELLING],
    /// By how many of these bytes begin a spelling that is not over, a bit for each sound that it may be of; where none do, a bit for
    /// each number of sounds that are over.
    open: [u32; LONGEST_SPELLING],
}

const _: () = assert!(MAX_LETTERS < u32::BITS as usize);

impl Heard {
    /// Reads the latest byte as one of these spellings of a sound, of which it is the byte of this number, counted from 1.
    fn read_as(&mut self, sound: usize, spellings: &[&str], number: usize) {
        let read = &self.bytes[LONGEST_SPELLING - number..];
        for spelling in spellings {
            match spelling.as_bytes().strip_prefix(read) {
                Some([]) => self.open[0] |= 1 << (sound + 1),
                Some(_) => self.open[number] |= 1 << sound,
                None => {}
            }
        }
    }
}

impl Automaton for Skeleton {
    type State = Heard;

    fn start(&self) -> Heard {
        let mut open = [0; LONGEST_SPELLING];
        open[0] = 1;
        let bytes = [0; LONGEST_SPELLING];
        Heard { bytes, open }
    }

    fn is_match(&self, heard: &Heard) -> bool {
        heard.open[0] >> self.sounds.len() & 1 == 1
    }

    fn can_match(&self, heard: &Heard) -> bool {
        heard.open.iter().any(|sounds| *sounds != 0)
    }

    fn accept(&self, heard: &Heard, byte: u8) -> Heard {
        let mut bytes = heard.bytes;
        bytes.rotate_left(1);
        bytes[LONGEST_SPELLING - 1] = byte;
        let open = [0; LONGEST_SPELLING];
        let mut next = Heard { bytes, open };
        for (begun, open) in heard.open.into_iter().enumerate() {
            // Where no spelling is begun: the next sound, or the last one again.
            let open = if begun == 0 { open | open >> 1 } else { open };
            let sounds = self.sounds.iter().enumerate();
            for (at, sound) in sounds.filter(|(at, _)| open >> at & 1 == 1) {
                next.read_as(at, SOUNDS[*sound], begun + 1);
            }
        }
        next
    }
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
    use tantivy_fst::Regex;

    use super::*;

    fn accepts<A: Automaton>(automaton: &A, word: &str) -> bool {
        let read = |state, byte: &u8| automaton.accept(&state, *byte);
        let state = word.as_bytes().iter().fold(automaton.start(), read);
        automaton.is_match(&state)
    }

    fn meets(typed: &str, written: &str) -> bool {
        Skeleton::of(typed).is_some_and(|skeleton| accepts(&skeleton, written))
    }

    /// What a skeleton accepts, as an expression.
    fn expression(skeleton: &Skeleton) -> Regex {
        let sounds = skeleton.sounds.iter();
        let sounds = sounds.map(|sound| format!("({})+", SOUNDS[*sound].join("|")));
        Regex::new(&sounds.collect::<String>()).expect("the table makes sound expressions")
    }

    #[test]
    fn no_spelling_is_longer_than_what_is_remembered() {
        let spellings = SOUNDS.iter().copied().flatten();
        let longest = spellings.map(|spelling| spelling.len()).max();
        assert_eq!(longest, Some(LONGEST_SPELLING));
    }

    #[test]
    fn a_skeleton_accepts_what_its_expression_does() {
        let names = [
            "surovikin",
            "zelensky",
            "shchusev",
            "kyiv-",
            "tschaikowsky",
            "mikhail",
        ];
        for skeleton in names.iter().filter_map(|name| Skeleton::of(name)) {
            let expression = expression(&skeleton);
            // Spellings of the sounds in turn, by the digits of a number; some are left out, said twice or cut.
            for number in 0..3_000_usize {
                let mut digits = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let mut draw = |below: usize| {
                    digits = digits.rotate_left(17).wrapping_mul(0x2545_f491_4f6c_dd1d) | 1;
                    (digits >> 33) % below
                };
                let mut word = String::new();
                for sound in &skeleton.sounds {
                    for _ in 0..[1, 1, 1, 1, 1, 1, 1, 2, 2, 0][draw(10)] {
                        word += SOUNDS[*sound][draw(SOUNDS[*sound].len())];
                    }
                }
                if draw(8) == 0 {
                    word.pop();
                }
                assert_eq!(
                    accepts(&skeleton, &word),
                    accepts(&expression, &word),
                    "{word}"
                );
            }
        }
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
        assert!(Skeleton::of("tony").is_none());
        assert!(Skeleton::of("北京时间今天").is_none());
    }
}
