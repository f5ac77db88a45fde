//! The lines before a record's block: the named fields of WARC, the one line of ARC.

use std::borrow::Cow;

/// How a line of WARC begins that opens a record.
const WARC: &[u8] = b"WARC/";

/// Where the date stands in a line of ARC, counted from its end: addresses hold blanks, the fields behind them do not.
const ARC_DATES: [usize; 2] = [3, 8];

/// Dates of ARC have 14 digits; those of odd writers more or fewer.
const ARC_DATE_DIGITS: std::ops::RangeInclusive<usize> = 8..=18;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a server answered, with its HTTP headers (in ARC perhaps without).
    Response,
    /// A page as it was got in some other way, without HTTP headers.
    Resource,
    /// The text of a page.
    Conversion,
    /// Anything else: requests, metadata, revisits, continuations.
    Other,
}

/// What is told of a record before its block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) kind: Kind,
    /// The address, without the angle brackets that some writers put around it.
    pub(super) url: String,
    /// When it was captured, as it is written.
    pub(super) date: String,
    pub(super) content_type: String,
    /// The bytes of the block; `None` where that is not told.
    pub(super) length: Option<u64>,
}

/// Whether a record can begin with this line.
pub(super) fn is_opening(line: &[u8]) -> bool {
    line.starts_with(WARC) || arc(line).is_some()
}

/// Whether the record that this line opens has more lines before its block.
pub(super) fn has_fields(opening: &[u8]) -> bool {
    opening.starts_with(WARC)
}

/// A record of ARC from its line: address, IP, date, type, in ARC 2 five fields more, length.
pub(super) fn arc(line: &[u8]) -> Option<Header> {
    let line = String::from_utf8_lossy(line.trim_ascii());
    let words: Vec<&str> = line.split(' ').collect();
    let count = words.len();
    let date_at = ARC_DATES.iter().find_map(|from_end| {
        let at = count.checked_sub(*from_end).filter(|at| *at >= 2)?;
        let is_date = ARC_DATE_DIGITS.contains(&words[at].len())
            && words[at].bytes().all(|byte| byte.is_ascii_digit());
        is_date.then_some(at)
    })?;
    let url = words[..date_at - 1].join(" ");
    if !url.contains("://") {
        return None;
    }
    Some(Header {
        kind: Kind::Response,
        url: address(&url),
        // What is behind the seconds is below them.
        date: words[date_at].chars().take(14).collect(),
        content_type: words[date_at + 1].to_owned(),
        length: words[count - 1].parse().ok(),
    })
}

/// A record of WARC from its fields, a line each.
pub(super) fn warc(lines: &[u8]) -> Header {
    let fields = Fields::new(lines);
    Header {
        kind: match fields.get("WARC-Type").to_ascii_lowercase().as_str() {
            "response" => Kind::Response,
            "resource" => Kind::Resource,
            "conversion" => Kind::Conversion,
            _ => Kind::Other,
        },
        url: address(fields.get("WARC-Target-URI")),
        date: fields.get("WARC-Date").to_owned(),
        content_type: fields.get("Content-Type").to_owned(),
        length: fields.get("Content-Length").parse().ok(),
    }
}

fn address(text: &str) -> String {
    let bare = text.strip_prefix('<').unwrap_or(text);
    let bare = bare.strip_suffix('>').unwrap_or(bare);
    bare.replace(' ', "%20")
}

/// Named fields as WARC and HTTP write them; a line that begins with a blank goes on with the one before it.
pub(super) struct Fields<'a> {
    text: Cow<'a, str>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(lines: &'a [u8]) -> Self {
        let mut text = String::from_utf8_lossy(lines);
        if text.contains("\n ") || text.contains("\n\t") {
            let joined = text.replace("\r\n", "\n");
            text = Cow::Owned(joined.replace("\n ", " ").replace("\n\t", " "));
        }
        Self { text }
    }

    /// The value of the first field of this name, or nothing.
    pub(super) fn get(&self, name: &str) -> &str {
        let mut fields = self.text.lines().filter_map(|line| line.split_once(':'));
        let field = fields.find(|(other, _)| other.trim().eq_ignore_ascii_case(name));
        field.map_or("", |(_, value)| value.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_arc_is_read_from_its_end() {
        for (line, url, length) in [
            (
                "http://post.example/a 10.0.0.1 20220314093000 text/html 1591",
                "http://post.example/a",
                Some(1591),
            ),
            (
                "http://post.example/a b 10.0.0.1 20220314093000 text/html 7",
                "http://post.example/a%20b",
                Some(7),
            ),
            (
                "http://post.example/ 10.0.0.1 20220314093000 text/html 200 sum - 0 a.arc 12",
                "http://post.example/",
                Some(12),
            ),
            (
                "http://post.example/ 10.0.0.1 20220314093000 text/html -1",
                "http://post.example/",
                None,
            ),
        ] {
            let header = arc(line.as_bytes()).expect(line);
            assert_eq!(
                (header.url.as_str(), header.length),
                (url, length),
                "{line}"
            );
            assert_eq!(
                (header.date.as_str(), header.content_type.as_str()),
                ("20220314093000", "text/html")
            );
        }
        for line in [
            "URL IP-address Archive-date Content-type Archive-length",
            "1 0 Capture",
            "",
        ] {
            assert_eq!(arc(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn fields_are_found_whatever_their_case_and_folding() {
        let header = warc(b"warc-type: Response\r\nWARC-Target-URI: <http://post.example/a>\r\nCONTENT-LENGTH:\r\n 12\r\n");
        assert_eq!(
            (header.kind, header.url.as_str(), header.length),
            (Kind::Response, "http://post.example/a", Some(12))
        );
    }
}
