//! Bytes to text: which encoding a file is in, and its characters.
//!
//! Archives of articles are older than UTF-8. The encoding is told by, in this order: a byte order mark (UTF-32 without one by its first letters), being UTF-8
//! (text that is not UTF-8 hardly ever looks like it, while pages often declare what they are not), the caller's hint,
//! the declaration of the page, and a guess from the letters' statistics. Nothing is dropped: bytes that stand for no
//! character become U+FFFD and are counted.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A page declares its encoding within this many bytes (the HTML standard's prescan asks for 1,024).
const DECLARED_WITHIN_BYTES: usize = 4096;

/// UTF-16 without a mark is looked for in this many bytes.
const UTF16_SAMPLE_BYTES: usize = 4096;

/// Text is UTF-8 with a few bad bytes, and not another encoding, above this many good sequences for a bad one.
const UTF8_GOOD_PER_BAD: usize = 8;

/// Bytes that are UTF-32 have so many characters for one that is none; a file may be cut off within one.
const UTF32_CHARS_PER_BAD: usize = 8;

/// Fewer bytes beyond ASCII than this are no statistics: a lone pound sign is taken for what it is in the West.
const FEWEST_BYTES_FOR_A_GUESS: usize = 4;

/// Text, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded<'a> {
    /// The characters, without a byte order mark.
    pub(crate) text: Cow<'a, str>,
    /// The name of the encoding as the WHATWG standard writes it.
    pub(crate) encoding: &'static str,
    /// How many malformed sequences became U+FFFD.
    pub(crate) replaced: u64,
}

/// Decodes bytes whose encoding is not known; `hint` is the label of one to try before guessing.
pub(crate) fn decode<'a>(bytes: &'a [u8], hint: Option<&str>) -> Decoded<'a> {
    // Before UTF-16, whose mark begins that of UTF-32.
    if let Some(decoded) = utf32(bytes) {
        return decoded;
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    // Before UTF-8: letters of UTF-16 can be pairs of ASCII bytes.
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.contains(&b'\x1b') => return utf8(text),
        _ => {}
    }
    if is_nearly_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    best_of(bytes, hint)
}

/// Text of UTF-32, which the WHATWG does not know: told by its mark, or by how the first letters of its text stand.
fn utf32(bytes: &[u8]) -> Option<Decoded<'static>> {
    let first = <[u8; 4]>::try_from(bytes.get(..4)?).ok()?;
    let is_letter = |unit: u32| (0x20..0x80).contains(&unit) || unit == 0xFEFF;
    let (unit, encoding): (fn([u8; 4]) -> u32, _) = if is_letter(u32::from_le_bytes(first)) {
        (u32::from_le_bytes, "UTF-32LE")
    } else if is_letter(u32::from_be_bytes(first)) {
        (u32::from_be_bytes, "UTF-32BE")
    } else {
        return None;
    };
    let (mut text, mut replaced) = (String::with_capacity(bytes.len() / 4), 0);
    for quad in bytes.chunks(4) {
        let quad = <[u8; 4]>::try_from(quad);
        let char = quad.ok().and_then(|quad| char::from_u32(unit(quad)));
        replaced += u64::from(char.is_none());
        text.push(char.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    // Four bytes of another kind of file may look like a letter; its whole does not.
    let is_text = !text.contains('\0') && replaced as usize * UTF32_CHARS_PER_BAD <= text.len();
    let text = text.trim_start_matches('\u{FEFF}').to_owned();
    is_text.then_some(Decoded {
        text: Cow::Owned(text),
        encoding,
        replaced,
    })
}

/// The first encoding that reads every byte, else the one that fails at the fewest.
fn best_of<'a>(bytes: &'a [u8], hint: Option<&str>) -> Decoded<'a> {
    let named = |label: &str| Encoding::for_label(label.as_bytes());
    let told = [hint.and_then(named), declared(bytes)];
    let mut best: Option<Decoded<'a>> = None;
    let candidates = told.into_iter().flatten();
    for encoding in candidates.chain(std::iter::once_with(|| guess(bytes))) {
        let decoded = decode_as(encoding, bytes);
        if decoded.replaced == 0 {
            return decoded;
        }
        if best
            .as_ref()
            .is_none_or(|best| decoded.replaced < best.replaced)
        {
            best = Some(decoded);
        }
    }
    best.unwrap_or_else(|| decode_as(UTF_8, bytes))
}

fn utf8(text: &str) -> Decoded<'_> {
    Decoded {
        text: Cow::Borrowed(text),
        encoding: UTF_8.name(),
        replaced: 0,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii());
    if (1..FEWEST_BYTES_FOR_A_GUESS).contains(&beyond_ascii.take(FEWEST_BYTES_FOR_A_GUESS).count())
    {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// The label in `<meta charset=…>`, `<meta … content="…; charset=…">` or `<?xml encoding=…?>`.
pub(crate) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN_BYTES)];
    let head = head.to_ascii_lowercase();
    let label_after = |tag: &[u8], name: &[u8]| {
        let tag_at = position(&head, tag)?;
        let label_at = tag_at + position(&head[tag_at..], name)? + name.len();
        let label = head[label_at..]
            .trim_ascii_start()
            .strip_prefix(b"=")?
            .trim_ascii_start();
        let label = label
            .strip_prefix(b"\"")
            .or(label.strip_prefix(b"'"))
            .unwrap_or(label);
        let end = label
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.+".contains(byte));
        Encoding::for_label(&label[..end.unwrap_or(label.len())])
    };
    label_after(b"<?xml", b"encoding")
        .or_else(|| label_after(b"<meta", b"charset"))
        // A file that can be read to its declaration as ASCII is not in UTF-16, whatever it says.
        .filter(|encoding| *encoding != UTF_16BE && *encoding != UTF_16LE)
}

fn position(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes
        .windows(needle.len())
        .position(|window| window == needle)
}

/// UTF-16 shows by its blanks: a unit 0x0020 or 0x000A in one byte order, none in the other, and no unit that is NUL.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE_BYTES)];
    if !sample.contains(&0) || is_ascii_with_stray_nuls(sample) {
        return None;
    }
    let (little, big) = (
        utf16_blanks(sample, u16::from_le_bytes),
        utf16_blanks(sample, u16::from_be_bytes),
    );
    match (little, big) {
        (Some(little), big) if little > 0 && little > 4 * big.unwrap_or(0) => Some(UTF_16LE),
        (little, Some(big)) if big > 0 && big > 4 * little.unwrap_or(0) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether a sample is ASCII text in which a NUL stands now and then: half of the bytes of Latin letters in UTF-16 are NUL,
/// and other letters have bytes beyond what ASCII prints.
fn is_ascii_with_stray_nuls(sample: &[u8]) -> bool {
    let stretches = || sample.split(|byte| *byte == 0);
    let is_printed = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    stretches().count() * 4 < sample.len() && stretches().flatten().all(is_printed)
}

/// How many blanks and line ends there are; `None` where the units are not text.
fn utf16_blanks(sample: &[u8], unit: fn([u8; 2]) -> u16) -> Option<usize> {
    let units = || sample.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let is_control = |unit: u16| unit < 0x20 && !matches!(unit, 0x09 | 0x0A | 0x0C | 0x0D);
    let malformed = char::decode_utf16(units()).filter(Result::is_err).count();
    // The sample may end within a surrogate pair.
    if malformed > 1 || units().any(is_control) {
        return None;
    }
    let is_blank = |unit: &u16| matches!(unit, 0x20 | 0x0A | 0x3001 | 0x3002 | 0xFF0C);
    Some(units().filter(is_blank).count())
}

fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let starts = |byte: &&u8| **byte >= 0xC0;
        good += chunk.valid().as_bytes().iter().filter(starts).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad > 0 && good >= bad * UTF8_GOOD_PER_BAD
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Decoded {
            text,
            encoding: encoding.name(),
            replaced: 0,
        };
    }
    let (text, replaced) = decode_counting(encoding, bytes);
    Decoded {
        text: Cow::Owned(text),
        encoding: encoding.name(),
        replaced,
    }
}

fn decode_counting(encoding: &'static Encoding, mut bytes: &[u8]) -> (String, u64) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut replaced = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return (text, replaced),
            DecoderResult::OutputFull => text.reserve(bytes.len().max(16)),
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UKRAINIAN: &str =
        "Жителі села повертаються додому після паводка, який знищив міст і дорогу до школи.";
    const RUSSIAN: &str =
        "Паром не вышел из порта из-за сильного ветра, пассажиры ждали до самого вечера.";
    const GERMAN: &str =
        "Die Fähre fährt während des Sturms nicht; über zwölf Gäste müssen übernachten.";
    const CHINESE: &str = "港口工人周一恢复工作,罢工持续了九天,码头上堆满了集装箱。";
    const JAPANESE: &str = "港の組合は月曜日に仕事を再開した。ストライキは九日間続いた。";

    fn encoded(label: &str, text: &str) -> Vec<u8> {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        encoding.encode(text).0.into_owned()
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn text_of_old_encodings_is_recognised() {
        for (label, text) in [
            ("windows-1251", UKRAINIAN),
            ("windows-1251", RUSSIAN),
            ("koi8-r", RUSSIAN),
            ("iso-8859-1", GERMAN),
            ("gb18030", CHINESE),
            ("shift_jis", JAPANESE),
            ("euc-jp", JAPANESE),
            ("iso-2022-jp", JAPANESE),
        ] {
            let bytes = encoded(label, text);
            let decoded = decode(&bytes, None);
            assert_eq!(decoded.text, text, "{label} read as {}", decoded.encoding);
            assert_eq!(decoded.replaced, 0, "{label}");
        }
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        for text in [GERMAN, RUSSIAN, "港口\n罢工结束。"] {
            for (bytes, name) in [
                (utf16(text, u16::to_le_bytes), "UTF-16LE"),
                (utf16(text, u16::to_be_bytes), "UTF-16BE"),
                (
                    utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes),
                    "UTF-16LE",
                ),
            ] {
                let decoded = decode(&bytes, None);
                assert_eq!((decoded.text.as_ref(), decoded.encoding), (text, name));
            }
        }
    }

    #[test]
    fn utf32_is_read_with_and_without_its_mark() {
        let bytes_of = |text: &str, bytes: fn(u32) -> [u8; 4]| {
            let units = text.chars().map(|char| bytes(char as u32));
            units.flatten().collect::<Vec<u8>>()
        };
        for text in ["<?xml version=\"1.0\"?>", "Порт \u{1F6A2}"] {
            let marked = format!("\u{FEFF}{text}");
            for bytes in [u32::to_le_bytes, u32::to_be_bytes] {
                assert_eq!(decode(&bytes_of(&marked, bytes), None).text, text);
            }
        }
        let plain = bytes_of("<feed/>", u32::to_be_bytes);
        assert_eq!(decode(&plain, None).encoding, "UTF-32BE");
        assert_ne!(
            decode(b"A\0\0\0\xFF\xFF\xFF\xFF", None).encoding,
            "UTF-32LE"
        );
    }

    #[test]
    fn a_declaration_beats_a_guess_and_utf8_beats_a_declaration() {
        let page = |label: &str| format!("<html><meta charset=\"{label}\"><p>Ну</p></html>");
        let bytes = encoded("koi8-r", &page("koi8-r"));
        assert_eq!(decode(&bytes, None).text, page("koi8-r"));
        let bytes = page("iso-8859-1").into_bytes();
        assert_eq!(decode(&bytes, None).encoding, "UTF-8");
    }

    #[test]
    fn a_hint_is_tried_before_the_guess() {
        let bytes = encoded("koi8-r", "Ну");
        assert_eq!(decode(&bytes, Some("koi8-r")).text, "Ну");
        assert_eq!(decode(&bytes, Some("no such label")).replaced, 0);
    }

    #[test]
    fn a_bad_byte_in_utf8_is_counted_and_costs_nothing_else() {
        let mut bytes = format!("\u{FEFF}{UKRAINIAN}").into_bytes();
        bytes.push(0xFF);
        let decoded = decode(&bytes[3..], None);
        assert_eq!(decoded.text, format!("{UKRAINIAN}\u{FFFD}"));
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 1));
    }

    #[test]
    fn a_lone_sign_is_read_as_in_the_west() {
        let decoded = decode(b"A fee of \xA315m for the striker", None);
        assert_eq!(decoded.text, "A fee of £15m for the striker");
    }

    #[test]
    fn a_mark_is_no_part_of_the_text() {
        assert_eq!(decode("\u{FEFF}Harbour".as_bytes(), None).text, "Harbour");
    }
}
