//! Words whose marks are part of them: acronyms and numbers.

/// Single letters between dots: `U.S`, `e.g`, `U.S.A.`.
pub(super) fn is_acronym(text: &str) -> bool {
    let mut letters = 0;
    let mut after_letter = false;
    for mark in text.chars() {
        let fits = if after_letter {
            mark == '.'
        } else {
            mark.is_alphabetic()
        };
        if !fits {
            return false;
        }
        after_letter = !after_letter;
        letters += usize::from(after_letter);
    }
    letters > 1
}

/// Digits with marks between them; a list such as `2020;2021` is not one.
pub(super) fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\''))
        && (!bytes.contains(&b',') || is_grouped(text) || is_decimal_comma(text))
}

/// `1,000,000`, `1.000.000`, `1'000'000`: groups of three by one mark. `1.000` is left alone: it may be a decimal.
pub(super) fn is_grouped(text: &str) -> bool {
    let Some(at) = text.find([',', '.', '\'']) else {
        return false;
    };
    let mark = char::from(text.as_bytes()[at]);
    let whole = match mark {
        '.' => text,
        _ => text.split('.').next().unwrap_or(text),
    };
    let mut groups = whole.split(mark);
    let first = groups.next().map_or(0, str::len);
    let rest = groups.clone().count();
    (1..=3).contains(&first)
        && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
        && rest >= if mark == '.' { 2 } else { 1 }
}

/// `3,5`: a comma before the last one or two digits.
fn is_decimal_comma(text: &str) -> bool {
    let (whole, decimals) = text.split_once(',').unwrap_or((text, ""));
    matches!(decimals.len(), 1 | 2)
        && [whole, decimals]
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}
