//! Which format a file is in: by its content, then by its extension.

use std::borrow::Cow;

use super::packing::Packing;
use super::peek::HEAD_BYTES;
use super::{FORMATS, Format, wire};
use crate::charset;

/// The beginning of a file, as the formats look at it.
pub(super) struct Head<'a> {
    bytes: &'a [u8],
    /// Without a byte order mark and blanks at the start; `None` where the file is not text.
    text: Option<Cow<'a, str>>,
    extension: String,
}

/// How sure a format is that a file is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// It is not.
    No,
    /// It is text, if nothing else.
    Fallback,
    /// It could be, if its extension says so.
    Possible,
    /// It looks like it, whatever its extension.
    Sure,
}

/// Formats that are no articles or that no reader knows yet, by their first bytes, so that the ledger can name them.
static KNOWN_OTHERS: [(&[u8], &str); 9] = [
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
    (b"<?xml", "XML of an unknown kind"),
];

/// A control character for fewer others makes a file binary: of random bytes one in nine is one, and a text that went
/// through a failing disk or a terminal has a few.
const OTHERS_PER_CONTROL: usize = 20;

impl<'a> Head<'a> {
    pub(super) fn new(path: &str, bytes: &'a [u8]) -> Self {
        let name = path.rsplit('/').next().unwrap_or_default();
        let extension = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
            _ => String::new(),
        };
        Self {
            bytes,
            text: text_of(bytes),
            extension,
        }
    }

    /// As they are in the file, unpacked.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text without blanks at the start, or nothing.
    pub(super) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default().trim_start()
    }

    /// Whether the file has these bytes at this place, be it text or not.
    pub(super) fn has(&self, at: usize, magic: &[u8]) -> bool {
        let rest = self.bytes.get(at..);
        rest.is_some_and(|rest| rest.starts_with(magic))
    }

    /// Whether it is text at all, of some other kind than XML.
    pub(super) fn is_plain(&self) -> bool {
        self.text.is_some() && known_other(self.text().as_bytes()).is_none()
    }

    /// The name of a document's root element, with its prefix; empty where it does not begin as XML does.
    pub(super) fn root(&self) -> &str {
        let mut text = after_prolog(self.text());
        if text
            .get(..9)
            .is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"))
        {
            text = after_prolog(after_doctype(text));
        }
        let name = text.strip_prefix('<').unwrap_or_default();
        let is_end =
            |char: char| char.is_whitespace() || matches!(char, '>' | '/' | '<' | '!' | '?');
        name.split(is_end).next().unwrap_or_default()
    }

    /// As [`root`](Self::root), without its prefix and in lower case: `newsitem` of `<n:newsItem>`.
    pub(super) fn local_root(&self) -> String {
        let root = self.root();
        let local = root.rsplit_once(':').map_or(root, |(_, local)| local);
        local.to_lowercase()
    }

    /// In lower case, without the dot.
    pub(super) fn extension(&self) -> &str {
        &self.extension
    }
}

/// Whether the bytes begin as text does.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    text_of(&bytes[..bytes.len().min(HEAD_BYTES as usize)]).is_some()
}

/// What follows the declaration, stylesheets and comments at the start of a document; nothing where one has no end.
pub(super) fn after_prolog(mut text: &str) -> &str {
    while text.starts_with("<?") || text.starts_with("<!--") {
        let end = if text.starts_with("<?") { "?>" } else { "-->" };
        text = text
            .split_once(end)
            .map_or("", |(_, rest)| rest.trim_start());
    }
    text
}

/// What follows the declaration of a document's type, and the entities declared in it.
fn after_doctype(text: &str) -> &str {
    let (head, rest) = text.split_once('>').unwrap_or((text, ""));
    if !head.contains('[') {
        return rest.trim_start();
    }
    let declared = text
        .split_once(']')
        .map_or("", |(_, rest)| rest.trim_start());
    declared.strip_prefix('>').unwrap_or_default().trim_start()
}

/// The head as text. Its last character may be cut in two, which is no sign of another encoding.
fn text_of(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    };
    let decoded = charset::decode(whole, None);
    // A file that was not written to its end is filled up with zeros.
    let text = decoded.text.trim_end_matches('\0');
    // A block of zeros within it is one fault.
    let runs = text.split('\0').filter(|part| !part.is_empty());
    let controls = runs.map(|part| 1 + part.chars().filter(|char| is_control(*char)).count());
    let controls = controls.sum::<usize>().saturating_sub(1);
    let is_text = (!text.is_empty() || decoded.text.is_empty())
        && (controls * OTHERS_PER_CONTROL <= text.len() || wire::is_in(text))
        && decoded.replaced as usize * OTHERS_PER_CONTROL <= text.len();
    if !is_text {
        return None;
    }
    if decoded.text.contains('\0') {
        return Some(Cow::Owned(text.replace('\0', "")));
    }
    Some(decoded.text)
}

fn is_control(char: char) -> bool {
    char.is_ascii_control() && !matches!(char, '\t' | '\n' | '\r' | '\x0C' | '\x1b')
}

/// The format of a file, by its path and its first bytes (unpacked, 8 KiB are enough); `None` where no reader knows it.
///
/// Content that speaks for itself decides; where it could be several formats, the extension does.
///
/// # Example
/// ```
/// let format = fiche_ingest::detect("letters/quay.txt", b"<!DOCTYPE html><title>Quay</title>");
/// assert_eq!(format.unwrap().name(), "html");
/// assert!(fiche_ingest::detect("quay.txt", b"\x89PNG\r\n").is_none());
/// ```
pub fn detect(path: &str, head: &[u8]) -> Option<&'static Format> {
    if known_other(head).is_some_and(|(magic, _)| magic != b"<?xml") {
        return None;
    }
    let head = Head::new(path, head);
    let claims = |format: &&Format| {
        // What is not text is nobody's by its name alone.
        let named = head.text.is_some() && format.extensions.contains(&head.extension());
        match (format.sniff)(&head) {
            Likeness::Sure => 3 + u8::from(named),
            // What is not text is nobody's by its name alone.
            Likeness::Possible if named && head.text.is_some() => 2,
            Likeness::Fallback => 1,
            Likeness::Possible | Likeness::No => 0,
        }
    };
    // Of equal claims the first in the table wins, so the search runs from its end.
    let best = FORMATS.iter().rev().max_by_key(claims)?;
    (claims(&best) > 0).then_some(best)
}

fn known_other(head: &[u8]) -> Option<&'static (&'static [u8], &'static str)> {
    KNOWN_OTHERS
        .iter()
        .find(|(magic, _)| head.starts_with(magic))
}

/// What a file without a reader is, for a person.
pub(super) fn describe(path: &str, head: &[u8]) -> String {
    let what = match known_other(head) {
        Some((_, what)) => (*what).to_owned(),
        None if Packing::of(head).is_some() => "packed data inside packed data".to_owned(),
        None if text_of(head).is_none() => "binary data".to_owned(),
        None => format!("`{}` text", Head::new(path, head).extension()),
    };
    format!("no reader for {what}: convert it, or leave it out in `.ficheignore`")
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn the_root_stands_behind_the_prolog() {
        for (head, name) in [
            (
                "<?xml version='1.0'?>\n<!-- a > b --><!DOCTYPE nitf SYSTEM 'n.dtd'><nitf a='1'>",
                "nitf",
            ),
            ("<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf>", "nitf"),
            ("<g2:newsMessage>", "newsmessage"),
            ("<body.head/>", "body.head"),
            ("No markup", ""),
            ("<?xml", ""),
        ] {
            let root = Head::new("a.xml", head.as_bytes()).local_root();
            assert_eq!(root, name, "{head}");
        }
    }
}
