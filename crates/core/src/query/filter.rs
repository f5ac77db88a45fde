//! The values of conditions: each kind has a grammar of its own.

use super::fields::FilterKind;
use super::moment::DateRange;
use super::note::quoted;
use super::tree::Filter;

/// Reads the value of a condition; the error says what is wrong and what can be written.
pub(super) fn read(kind: FilterKind, value: &str) -> Result<Filter, String> {
    let refuse = |why: &str| format!("{} {why}", quoted(value));
    match kind {
        FilterKind::Date => DateRange::read(value).map(Filter::Date).map_err(refuse),
        FilterKind::Language => (value.parse().map(Filter::Language))
            .map_err(|_| refuse("is not a language code, such as `en` or `uk`")),
        FilterKind::Path => Ok(Filter::Path(value.to_owned())),
        FilterKind::Url => Ok(Filter::Url(value.to_owned())),
        FilterKind::Format => Ok(Filter::Format(value.trim().to_lowercase())),
        FilterKind::Words => words(value)
            .ok_or_else(|| refuse("is not a number of words, such as `800`, `>800` or `200..800`")),
    }
}

fn words(value: &str) -> Option<Filter> {
    let (from, to) = if let Some((from, to)) = value.split_once("..") {
        (end(from)?, end(to)?)
    } else if let Some(value) = value.strip_prefix(">=") {
        (Some(number(value)?), None)
    } else if let Some(value) = value.strip_prefix("<=") {
        (None, Some(number(value)?))
    } else if let Some(value) = value.strip_prefix('>') {
        (Some(number(value)?.checked_add(1)?), None)
    } else if let Some(value) = value.strip_prefix('<') {
        (None, Some(number(value)?.checked_sub(1)?))
    } else {
        let exactly = Some(number(value)?);
        (exactly, exactly)
    };
    let is_range = match (from, to) {
        (None, None) => false,
        (Some(from), Some(to)) => from <= to,
        _ => true,
    };
    is_range.then_some(Filter::Words { from, to })
}

/// An end of a range; nothing is an open end.
#[expect(
    clippy::option_option,
    reason = "an end that is no number is not an open one"
)]
fn end(value: &str) -> Option<Option<u64>> {
    match value {
        "" => Some(None),
        value => number(value).map(Some),
    }
}

/// A number in digits, which commas may group.
fn number(value: &str) -> Option<u64> {
    let digits = value.replace(',', "");
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}
