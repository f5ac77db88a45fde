//! The language of a text.
//!
//! The script decides what it can. Among languages of Latin letters whichlang is fast but knows few and never doubts, so
//! whatlang is asked too, and its reliable answer wins where the text is in a language that whichlang does not know.

use super::script::Script;
use super::term::beginning;
use crate::article::Language;

/// Bytes of a text that are looked at: enough to be sure, little beside the cost of indexing.
const LOOKED_AT_BYTES: usize = 4096;
/// Bytes that the detectors are shown first. whatlang weighs every trigram against every language: over all that is looked at,
/// that takes longer than making the terms of the article.
const FIRST_LOOK_BYTES: usize = 1024;
/// Bytes of a text with words of English alone that have to look English too.
const CONFIRMING_BYTES: usize = 320;
/// Letters below which a text says too little.
const MIN_LETTERS: usize = 20;
/// Characters below which a text without spaces says too little.
const MIN_CHARACTERS: usize = 4;

/// Vowels in a hundred letters below which a text is no language; letters with marks count as vowels. Of 24,000 articles,
/// abstracts and posts in English, German, French and Spanish the least has 26.6 and the median 40; random letters have 23.
const FEWEST_VOWELS_PERCENT: usize = 26;

/// Frequent words of English that no other language in Latin letters has.
const ENGLISH_WORDS: &[&str] = &["the", "and", "that", "with", "from", "this"];
/// So many of them tell English, where they are one word in [`ENGLISH_ONE_IN`]: in news they are one in ten.
const FEWEST_ENGLISH_WORDS: usize = 4;
const ENGLISH_ONE_IN: usize = 20;

/// Two-letter codes of what the detectors call by three; other codes are kept as they are.
const CODES: &[(&str, &str)] = &[
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "no"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// The language of a text, by its beginning; `None` where it is too short or nothing is sure.
pub fn detect(text: &str) -> Option<Language> {
    let first = beginning(text, FIRST_LOOK_BYTES);
    if is_plainly_english(first) {
        return Some(Language::ENGLISH);
    }
    let text = beginning(text, LOOKED_AT_BYTES);
    let letters = Letters::of(text);
    let east_asian = letters.kana + letters.han;
    if east_asian >= MIN_CHARACTERS && east_asian * 2 > letters.all {
        let code = if letters.kana * 20 > east_asian {
            "ja"
        } else {
            "zh"
        };
        return code.parse().ok();
    }
    if letters.all < MIN_LETTERS {
        return None;
    }
    if letters.cyrillic * 2 > letters.all {
        of_cyrillic(text)
    } else if letters.latin * 2 > letters.all {
        of_latin(text, &letters)
    } else {
        by_trigrams(text).and_then(|info| language(info.lang().code()))
    }
}

/// The letters of a text, counted.
#[derive(Default)]
struct Letters {
    all: usize,
    latin: usize,
    cyrillic: usize,
    han: usize,
    kana: usize,
    /// Vowels of Latin script; letters with marks count as such.
    vowels: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for letter in text.chars() {
            if letter.is_ascii() {
                let is_letter = usize::from(letter.is_ascii_alphabetic());
                letters.all += is_letter;
                letters.latin += is_letter;
                letters.vowels += usize::from(is_vowel(letter));
            } else {
                letters.count(letter);
            }
        }
        letters
    }

    /// Counts a letter beyond ASCII.
    fn count(&mut self, letter: char) {
        let is_letter = usize::from(letter.is_alphabetic());
        self.all += is_letter;
        self.vowels += is_letter;
        match Script::of(letter) {
            Some(Script::Latin) => self.latin += 1,
            Some(Script::Cyrillic) => self.cyrillic += 1,
            Some(Script::Han) => self.han += 1,
            Some(Script::Kana) => self.kana += 1,
            _ => {}
        }
    }

    /// Whether the letters are no words: of those of any language every third or so is a vowel, of letters in any order every
    /// fifth. Keys, codes and pictures written in letters would be weighed against every language, and one of them would win.
    fn are_noise(&self) -> bool {
        self.vowels * 100 < self.all * FEWEST_VOWELS_PERCENT
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(
        letter.to_ascii_lowercase(),
        'a' | 'e' | 'i' | 'o' | 'u' | 'y'
    )
}

/// Russian and Ukrainian are told by letters that only one of them has; whatlang knows the others.
fn of_cyrillic(text: &str) -> Option<Language> {
    let holds = |letters: &[char]| text.contains(letters);
    if holds(&['ї', 'є', 'ґ', 'Ї', 'Є']) && !holds(&['ы', 'ў', 'э']) {
        return language("ukr");
    }
    if holds(&['ў', 'Ў']) {
        return language("bel");
    }
    if holds(&['ђ', 'ћ']) {
        return language("srp");
    }
    by_trigrams(text).and_then(|info| language(info.lang().code()))
}

fn of_latin(text: &str, letters: &Letters) -> Option<Language> {
    if letters.are_noise() {
        return None;
    }
    let quick = whichlang::detect_language(beginning(text, FIRST_LOOK_BYTES)).three_letter_code();
    let info = by_trigrams(text)?;
    let slow = info.lang().code();
    if quick == slow && info.is_reliable() {
        return language(quick);
    }
    let quick = whichlang::detect_language(text).three_letter_code();
    let known = whichlang::LANGUAGES
        .iter()
        .any(|known| known.three_letter_code() == slow);
    if quick == slow || known {
        language(quick)
    } else if info.is_reliable() {
        language(slow)
    } else {
        None
    }
}

/// Whether both tell it: words that nobody else has, and whichlang.
fn is_plainly_english(beginning: &str) -> bool {
    has_english_words(beginning)
        && whichlang::detect_language(super::term::beginning(beginning, CONFIRMING_BYTES))
            == whichlang::Lang::Eng
        && !Letters::of(beginning).are_noise()
}

/// Whether the beginning has words that only English has, as often as English has them: nobody else needs to be asked.
fn has_english_words(beginning: &str) -> bool {
    let (mut all, mut own) = (0, 0);
    for word in beginning.split_whitespace() {
        all += 1;
        own += usize::from(ENGLISH_WORDS.iter().any(|it| word.eq_ignore_ascii_case(it)));
    }
    own >= FEWEST_ENGLISH_WORDS && own * ENGLISH_ONE_IN >= all
}

/// What whatlang says, of the beginning alone where that makes it sure.
fn by_trigrams(text: &str) -> Option<whatlang::Info> {
    let first = whatlang::detect(beginning(text, FIRST_LOOK_BYTES));
    let sure = first.filter(whatlang::Info::is_reliable);
    sure.or_else(|| whatlang::detect(text))
}

fn language(code: &str) -> Option<Language> {
    let row = CODES.iter().find(|(long, _)| *long == code);
    row.map_or(code, |(_, short)| short).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_its_language() {
        let cases = [
            (
                "en",
                "Drivers of the harbour trains went back to work on Monday after nine days.",
            ),
            (
                "de",
                "Die Lokführer im Hafen nahmen am Montag nach neun Tagen die Arbeit wieder auf.",
            ),
            (
                "fr",
                "Les dockers ont repris le travail lundi matin après neuf jours de grève.",
            ),
            (
                "es",
                "Los estibadores volvieron al trabajo el lunes después de nueve días de huelga.",
            ),
            (
                "pl",
                "Po dziewięciu dniach strajku pracownicy portu wrócili w poniedziałek do pracy, ponieważ związek podpisał porozumienie.",
            ),
            (
                "uk",
                "Портові робітники повернулися до праці в понеділок після дев’яти днів страйку, їхня спілка підписала угоду.",
            ),
            (
                "ru",
                "Портовые рабочие вернулись к работе в понедельник после девяти дней забастовки.",
            ),
            ("zh", "港口工人在罢工九天之后于星期一复工。"),
            (
                "ja",
                "港の労働者は九日間のストライキの後、月曜日に仕事に戻った。",
            ),
            (
                "ko",
                "항만 노동자들은 아흐레 동안의 파업을 끝내고 월요일에 일터로 돌아왔다.",
            ),
            (
                "el",
                "Οι εργάτες του λιμανιού επέστρεψαν στη δουλειά τη Δευτέρα.",
            ),
        ];
        for (code, text) in cases {
            assert_eq!(
                detect(text).map(|found| found.to_string()).as_deref(),
                Some(code),
                "{text}"
            );
        }
    }

    #[test]
    fn a_few_letters_say_nothing() {
        let noise = "qzkvbtrwpxnmjshdfgl eoai cvbnmq wrtp ".repeat(40);
        for text in ["", "Kyiv", "2022-03-14", "???", noise.as_str()] {
            assert_eq!(detect(text), None, "{text}");
        }
    }
}
