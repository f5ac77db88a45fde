//! Scripts, by the ranges of their letters.
//!
//! Separate because three steps ask the same question: which words may meet which stemmer, which scripts are written
//! without spaces, and which languages a text can be in.

/// A script that the analysis treats in a way of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Arabic,
    Armenian,
    Cyrillic,
    Devanagari,
    Georgian,
    Greek,
    Han,
    Hangul,
    Hebrew,
    Kana,
    Khmer,
    Lao,
    Latin,
    Myanmar,
    Tamil,
    Thai,
}

/// First and last code point, in order. Letters of other scripts are in no row.
const RANGES: &[(u32, u32, Script)] = &[
    (0x0041, 0x005A, Script::Latin),
    (0x0061, 0x007A, Script::Latin),
    (0x00AA, 0x00AA, Script::Latin),
    (0x00BA, 0x00BA, Script::Latin),
    (0x00C0, 0x02AF, Script::Latin),
    (0x0370, 0x03FF, Script::Greek),
    (0x0400, 0x052F, Script::Cyrillic),
    (0x0531, 0x058F, Script::Armenian),
    (0x0591, 0x05F4, Script::Hebrew),
    (0x0600, 0x06FF, Script::Arabic),
    (0x0750, 0x077F, Script::Arabic),
    (0x08A0, 0x08FF, Script::Arabic),
    (0x0900, 0x097F, Script::Devanagari),
    (0x0B80, 0x0BFF, Script::Tamil),
    (0x0E01, 0x0E5B, Script::Thai),
    (0x0E81, 0x0EDF, Script::Lao),
    (0x1000, 0x109F, Script::Myanmar),
    (0x10A0, 0x10FF, Script::Georgian),
    (0x1100, 0x11FF, Script::Hangul),
    (0x1780, 0x17FF, Script::Khmer),
    (0x1C80, 0x1C8F, Script::Cyrillic),
    (0x1C90, 0x1CBF, Script::Georgian),
    (0x1E00, 0x1EFF, Script::Latin),
    (0x1F00, 0x1FFF, Script::Greek),
    (0x2C60, 0x2C7F, Script::Latin),
    (0x2E80, 0x2FDF, Script::Han),
    (0x3005, 0x3007, Script::Han),
    (0x3021, 0x3029, Script::Han),
    (0x3041, 0x30FF, Script::Kana),
    (0x31F0, 0x31FF, Script::Kana),
    (0x3400, 0x4DBF, Script::Han),
    (0x4E00, 0x9FFF, Script::Han),
    (0xA640, 0xA69F, Script::Cyrillic),
    (0xA720, 0xA7FF, Script::Latin),
    (0xAC00, 0xD7A3, Script::Hangul),
    (0xF900, 0xFAFF, Script::Han),
    (0xFB00, 0xFB06, Script::Latin),
    (0xFB1D, 0xFB4F, Script::Hebrew),
    (0xFB50, 0xFDFF, Script::Arabic),
    (0xFE70, 0xFEFC, Script::Arabic),
    (0xFF21, 0xFF5A, Script::Latin),
    (0xFF66, 0xFF9F, Script::Kana),
    (0x20000, 0x323AF, Script::Han),
];

impl Script {
    /// The script of a letter, where it is one of ours.
    pub(super) fn of(letter: char) -> Option<Self> {
        if letter.is_ascii_alphabetic() {
            return Some(Self::Latin);
        }
        let code = u32::from(letter);
        let row = RANGES.partition_point(|&(_, last, _)| last < code);
        RANGES
            .get(row)
            .filter(|(first, ..)| *first <= code)
            .map(|(.., script)| *script)
    }

    /// Whether the analysis takes its letters two by two: there are no spaces between words, or none before particles.
    pub(super) fn is_spaceless(self) -> bool {
        matches!(
            self,
            Self::Han
                | Self::Hangul
                | Self::Kana
                | Self::Khmer
                | Self::Lao
                | Self::Myanmar
                | Self::Thai
        )
    }
}

/// Whether a word that begins with this letter belongs to a run without spaces.
pub(crate) fn is_spaceless(letter: char) -> bool {
    !letter.is_ascii() && Script::of(letter).is_some_and(Script::is_spaceless)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_are_in_order_and_apart() {
        for pair in RANGES.windows(2) {
            assert!(pair[0].0 <= pair[0].1 && pair[0].1 < pair[1].0, "{pair:x?}");
        }
    }

    #[test]
    fn a_letter_has_its_script() {
        let cases = [
            ('a', Some(Script::Latin)),
            ('ł', Some(Script::Latin)),
            ('ї', Some(Script::Cyrillic)),
            ('京', Some(Script::Han)),
            ('ー', Some(Script::Kana)),
            ('한', Some(Script::Hangul)),
            ('7', None),
            ('·', None),
        ];
        for (letter, script) in cases {
            assert_eq!(Script::of(letter), script, "{letter}");
        }
    }
}
