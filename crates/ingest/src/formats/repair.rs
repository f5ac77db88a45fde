//! JSON as some programs write it, made into JSON.
//!
//! Python writes `NaN` and lone surrogates, hand-made exports put line ends and tabs into strings. Strict parsers refuse
//! the record for that; here those places alone are mended, and only after the parser has refused.

/// The text with its known faults mended; `None` where there were none.
pub(super) fn json(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_string = false;
    let mut mended = false;
    while let Some(char) = rest.chars().next() {
        let (length, instead) = if in_string {
            in_a_string(rest, char)
        } else {
            between_strings(rest, char)
        };
        in_string ^= char == '"';
        out.push_str(instead.unwrap_or(&rest[..length]));
        mended |= instead.is_some();
        rest = &rest[length..];
    }
    mended.then_some(out)
}

/// Words that are numbers in other languages.
static NO_NUMBERS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];

/// How many bytes belong together, and what should stand in their place.
fn between_strings(rest: &str, char: char) -> (usize, Option<&'static str>) {
    match NO_NUMBERS.iter().find(|word| rest.starts_with(**word)) {
        Some(word) => (word.len(), Some("null")),
        None => (char.len_utf8(), None),
    }
}

fn in_a_string(rest: &str, char: char) -> (usize, Option<&'static str>) {
    match char {
        '\\' => escape(rest),
        char if char.is_ascii_control() => (1, Some(" ")),
        char => (char.len_utf8(), None),
    }
}

fn escape(rest: &str) -> (usize, Option<&'static str>) {
    let Some(unit) = unit_at(rest) else {
        let escaped = rest[1..].chars().next();
        let known = escaped.is_some_and(|char| "\"\\/bfnrtu".contains(char));
        return if known { (2, None) } else { (1, Some("\\\\")) };
    };
    let is_pair = || matches!(rest.get(6..).and_then(unit_at), Some(0xDC00..=0xDFFF));
    match unit {
        0xD800..=0xDBFF if is_pair() => (12, None),
        0xD800..=0xDFFF => (6, Some("\\ufffd")),
        _ => (6, None),
    }
}

/// The UTF-16 unit of an escape such as `\u00e9`.
fn unit_at(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn known_faults_are_mended() {
        for (faulty, mended) in [
            (r#"{"a": NaN, "b": -Infinity}"#, r#"{"a": null, "b": null}"#),
            (r#"{"a": "x \ud83d y"}"#, r#"{"a": "x \ufffd y"}"#),
            ("{\"a\": \"x\ty\"}", "{\"a\": \"x y\"}"),
            (r#"{"a": "it\'s"}"#, r#"{"a": "it\\'s"}"#),
        ] {
            assert_eq!(json(faulty).as_deref(), Some(mended));
        }
    }

    #[test]
    fn sound_json_is_left_alone() {
        for text in [r#"{"a": "NaN \ud83d\ude00 \\ \" \u00e9"}"#, "", "[1, -2]"] {
            assert_eq!(json(text), None, "{text}");
        }
    }
}
