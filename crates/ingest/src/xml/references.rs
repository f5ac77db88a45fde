//! References to characters: `&amp;`, `&eacute;`, `&#8217;`, `&#x2019;`.
//!
//! XML knows five names; feeds use those of HTML, with and without saying so. A name that is neither may be an entity
//! that the document declares: it is never expanded, and stands as it is written.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use quick_xml::escape::resolve_html5_entity;

/// `&CounterClockwiseContourIntegral;` is the longest name.
const LONGEST_NAME_BYTES: usize = 32;

/// Adds the character that a name, without `&` and `;`, stands for; a name that stands for none as it is written.
pub(super) fn push(text: &mut String, name: &str) {
    if let Some(number) = name.strip_prefix('#') {
        if let Some(char) = numbered(number) {
            return text.push(char);
        }
    } else if let Some(chars) = resolve_html5_entity(name) {
        return text.push_str(chars);
    }
    text.push('&');
    text.push_str(name);
    text.push(';');
}

/// The text with its references replaced.
pub(super) fn replace(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = name_at(rest);
        match name {
            Some(name) => push(&mut out, name),
            None => out.push('&'),
        }
        rest = &rest[name.map_or(1, |name| name.len() + 2)..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether the declaration of a document's type declares entities whose expansion could grow or lead out of the document:
/// those made of other entities, and those in other files. Names for single characters are harmless and common.
pub(super) fn are_declared(doctype: &str) -> bool {
    doctype.split("<!ENTITY").skip(1).any(|entity| {
        let entity = entity.split('>').next().unwrap_or_default().trim_start();
        let mut words = entity.split_ascii_whitespace().skip(1);
        let is_outside = words
            .next()
            .is_some_and(|word| ["SYSTEM", "PUBLIC"].contains(&word));
        let is_made_of_others = entity.split('&').skip(1).any(|name| {
            let name = name.split(';').next().unwrap_or_default();
            !name.starts_with('#') && !OF_XML.contains(&name)
        });
        !entity.starts_with('%') && (is_outside || is_made_of_others)
    })
}

/// The names that XML itself knows.
const OF_XML: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];

/// The name in a reference at the start of the text.
fn name_at(text: &str) -> Option<&str> {
    let inside = &text.as_bytes()[1..text.len().min(LONGEST_NAME_BYTES + 2)];
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let end = inside.iter().position(|byte| !is_part(byte))?;
    (end > 0 && inside[end] == b';').then(|| &text[1..=end])
}

/// A character by its number. Numbers from 128 to 159 mean Windows' quotes and dashes, as the HTML standard reads them.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    }
    .ok()?;
    if (0x80..=0x9F).contains(&code) {
        let byte = [code as u8];
        return WINDOWS_1252
            .decode_without_bom_handling(&byte)
            .0
            .chars()
            .next();
    }
    let char = char::from_u32(code).filter(|char| *char != '\0');
    Some(char.unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_that_could_grow_or_lead_out_are_told() {
        for (doctype, expected) in [
            ("rss [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;\">]", true),
            ("rss [ <!ENTITY own SYSTEM \"file:///quay\"> ]", true),
            (
                "rss [<!ENTITY nbsp \"&#160;\"><!ENTITY lt \"&amp;#60;\">]",
                false,
            ),
            (
                "rss [<!ENTITY % latin PUBLIC \"-//W3C\" \"xhtml-lat1.ent\"> %latin;]",
                false,
            ),
            ("nitf SYSTEM \"nitf-3-4.dtd\"", false),
        ] {
            assert_eq!(are_declared(doctype), expected, "{doctype}");
        }
    }

    #[test]
    fn references_are_replaced_and_other_signs_kept() {
        for (written, meant) in [
            ("Fish &amp; chips", "Fish & chips"),
            ("caf&eacute;&nbsp;bar", "café\u{a0}bar"),
            ("&#8217;&#x2019;&#146;", "’’’"),
            ("&#0;&#xD800;", "\u{FFFD}\u{FFFD}"),
            (
                "a & b &; &no such; &own; R&D",
                "a & b &; &no such; &own; R&D",
            ),
            ("&#99999999999;", "&#99999999999;"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(replace(written), meant, "{written}");
        }
    }
}
