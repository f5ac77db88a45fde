//! Messages of an agency's wire, as teleprinters framed them: SOH header, STX text, ETX trailer, EOT.
//!
//! [ANPA 1312](super::anpa) and [IPTC 7901](super::iptc7901) share the frame and a character set of seven bits, and
//! differ in what the parts hold. A file can hold many messages.

use fiche::Provenance;

use super::draft::Draft;
use super::error::ReadError;
use super::intake::Intake;
use super::records::{self, Several};
use crate::metadata::Field;

const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
const EOT: &[u8] = b"\x04";

/// A header is one or two lines; what opens a message is told within so many bytes.
const LONGEST_HEADER_BYTES: usize = 1024;

/// One message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message<'a> {
    pub(super) header: &'a str,
    pub(super) text: &'a str,
    pub(super) trailer: &'a str,
}

impl<'a> Message<'a> {
    fn parse(source: &'a str) -> Option<Self> {
        let (_, rest) = source.split_once(SOH)?;
        let (header, rest) = rest.split_once(STX)?;
        let (text, trailer) = rest.split_once(ETX).unwrap_or((rest, ""));
        Some(Self {
            header,
            text,
            trailer,
        })
    }
}

/// Whether a text opens with the header of a message. SYN fills the line before it.
pub(super) fn is_in(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(LONGEST_HEADER_BYTES)];
    let head = head.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{16}');
    head.strip_prefix(SOH).is_some_and(|head| {
        let header = head.split(STX).next().unwrap_or_default();
        header.len() < head.len() && header.chars().any(char::is_alphanumeric)
    })
}

/// Reads every message of a file; `write` puts one into a draft.
pub(super) fn read(
    intake: &mut Intake<'_>,
    write: fn(&Message<'_>, &mut Draft),
) -> Result<(), ReadError> {
    let mut several = Several::default();
    records::each(intake, &[EOT], &mut |intake, bytes, number| {
        let source = intake.decode(bytes).replace("\r\n", "\n");
        let Some(message) = Message::parse(&source) else {
            return;
        };
        let mut draft = Draft::default();
        write(&message, &mut draft);
        if let Some(date) = stamp(message.trailer) {
            draft.tell(Field::Published, &date, Provenance::Header);
        }
        several.give(intake, number, draft.finish());
    })?;
    several.finish(intake);
    Ok(())
}

/// The text with the signs that the seven bits lack: `_` stands for a dash, ` `` ` and `''` for quotes, `3{` for 3½.
/// The lines stay as they are.
pub(super) fn plain(text: &str) -> String {
    let text = text
        .replace("``", "“")
        .replace("''", "”")
        .replace(" _ ", " — ");
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '{' if out.ends_with(|last: char| last.is_ascii_digit() || last.is_whitespace()) => {
                out.push('½');
            }
            '\n' | '\t' => out.push(char),
            char if char.is_control() => push_blank(&mut out),
            ' ' => push_blank(&mut out),
            char => out.push(char),
        }
    }
    out
}

fn push_blank(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The time at which a message was sent, as [`dates`](crate::dates) read it: `AP-WF-11-13-13 1509GMT` or
/// `131509 GMT Nov 13`.
pub(super) fn stamp(trailer: &str) -> Option<String> {
    let line = trailer
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())?;
    dashed(line).or_else(|| numbered(line))
}

/// `AP-WF-11-13-13 1509GMT<`: month, day, year, hour, minute, zone.
fn dashed(line: &str) -> Option<String> {
    let (day, time) = line.trim_end_matches('<').split_once(' ')?;
    let mut parts = day.rsplit('-');
    let (year, day, month) = (parts.next()?, parts.next()?, parts.next()?);
    let (time, zone) = time.trim().split_at_checked(4)?;
    let all_two = [year, day, month]
        .iter()
        .all(|part| part.len() == 2 && is_number(part));
    (all_two && is_number(time))
        .then(|| format!("{}-{month}-{day} {}", full_year(year), clock(time, zone)))
}

/// `131509 GMT Nov 13`: day, hour, minute, zone, month, year.
fn numbered(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let number = words.next().filter(|word| is_number(word))?;
    let (day, time) = number.split_at_checked(2).filter(|_| number.len() == 6)?;
    let words: Vec<&str> = words.collect();
    let (zone, month, year) = match words.as_slice() {
        [zone, month, year, ..] => (*zone, month, year),
        [month, year] => ("GMT", month, year),
        _ => return None,
    };
    let is_year = year.len() == 2 && is_number(year);
    is_year.then(|| format!("{day} {month} {} {}", full_year(year), clock(time, zone)))
}

/// Agencies stamp in Greenwich time, so that is meant where no zone stands.
fn clock(time: &str, zone: &str) -> String {
    let zone = if zone.trim().is_empty() { "GMT" } else { zone };
    format!("{}:{} {zone}", &time[..2], &time[2..])
}

/// The wires began in the 1970s.
fn full_year(year: &str) -> String {
    let century = if year < "70" { "20" } else { "19" };
    format!("{century}{year}")
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates;

    #[test]
    fn a_stamp_is_a_time() {
        for (stamped, meant) in [
            ("MW-WF-03-14-22 1509GMT<\n", "2022-03-14T15:09:00Z"),
            ("MW-NR-02-12-88 0044EST", "1988-02-12T00:44:00-05:00"),
            ("141509 GMT Mar 22 ", "2022-03-14T15:09:00Z"),
            ("141509 Mai 22", "2022-05-14T15:09:00Z"),
            ("\n\n", ""),
            ("end", ""),
        ] {
            let date = stamp(stamped).and_then(|text| dates::parse(&text));
            let date = date.map_or(String::new(), |date| date.to_string());
            assert_eq!(date, meant, "{stamped}");
        }
    }

    #[test]
    fn signs_beyond_seven_bits_are_put_back() {
        assert_eq!(
            plain("``Late _ again,'' 3{\u{1f} \u{1e} ahead"),
            "“Late — again,” 3½ ahead"
        );
    }

    #[test]
    fn a_frame_tells_a_message() {
        assert!(is_in("\u{16}\u{16}\u{1}a0001\u{1f}_all\n\u{2}^Ferry"));
        assert!(!is_in("\u{1}\u{2}\u{3}"));
        assert!(!is_in("Ferry\u{1}a\u{2}"));
    }
}
