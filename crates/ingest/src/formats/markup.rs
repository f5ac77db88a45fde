//! Fragments of HTML to plain text: the markup inside a JSON field or a Markdown file.
//!
//! A fragment is no page: there is nothing to extract, only tags to take off. One pass without a tree, so that no depth
//! of nesting costs stack or time.

use super::draft::append;
use super::wrap;

/// A fragment without its markup.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plain {
    /// The text, a paragraph for each block.
    pub(super) text: String,
    /// What pictures show, by their `alt`.
    pub(super) captions: Vec<String>,
}

/// Tags that end a paragraph; any other stands within one.
static BLOCKS: [&str; 29] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// Tags that end a line.
static LINES: [&str; 4] = ["br", "li", "tr", "option"];

/// Tags whose content is no text, or says how the text beside it sounds (`rt`, `rp`).
static SILENT: [&str; 6] = ["script", "style", "template", "noscript", "rt", "rp"];

/// Whether text is worth [`strip`]: it holds a tag or a character reference.
pub(super) fn is_in(text: &str) -> bool {
    let mut rest = text;
    let may_begin = |byte| matches!(byte, b'<' | b'&');
    while let Some(at) = rest.bytes().position(may_begin) {
        rest = &rest[at..];
        match tag_at(rest) {
            Ok(_) => return true,
            Err(_) if is_reference(rest) => return true,
            Err(plain) => rest = &rest[plain..],
        }
    }
    false
}

/// Takes the markup off.
pub(super) fn strip(html: &str) -> Plain {
    let mut plain = Plain::default();
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_blank_normalised(&mut text, &rest[..at]);
        rest = &rest[at..];
        let tag = match tag_at(rest) {
            Ok(tag) => tag,
            Err(plain) => {
                push_blank_normalised(&mut text, &rest[..plain]);
                rest = &rest[plain..];
                continue;
            }
        };
        rest = &rest[tag.source.len()..];
        if tag.name == "img" {
            plain.captions.extend(tag.attribute("alt").map(decode));
        } else if SILENT.contains(&tag.name.as_str()) && !tag.is_end {
            rest = after_end_of(&tag.name, rest);
        }
        text.push_str(tag.leaves());
    }
    push_blank_normalised(&mut text, rest);
    append(&mut plain.text, &wrap::paragraphs(&decode(&text)));
    plain.captions.retain(|caption| !caption.trim().is_empty());
    plain
}

/// A tag, a comment or a declaration at the start of a text.
pub(super) struct Tag<'a> {
    pub(super) source: &'a str,
    /// In lower case; empty for a comment or a declaration.
    pub(super) name: String,
    pub(super) is_end: bool,
}

impl<'a> Tag<'a> {
    fn new(source: &'a str, name: &str, is_end: bool) -> Self {
        Self {
            source,
            name: name.to_ascii_lowercase(),
            is_end,
        }
    }

    /// What stands in the text where the tag was.
    fn leaves(&self) -> &'static str {
        let name = self.name.as_str();
        match () {
            () if BLOCKS.contains(&name) => "\n\n",
            () if LINES.contains(&name) => "\n",
            () if matches!(name, "td" | "th") => " ",
            () => "",
        }
    }

    /// The value of an attribute, by its name in lower case.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let lower = self.source.to_ascii_lowercase();
        let at = lower.find(&format!(" {name}="))? + name.len() + 2;
        let value = &self.source[at..];
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next(),
            _ => value.split([' ', '>', '/']).next(),
        }
    }
}

/// `<` begins a tag before a letter, `/`, `!` or `?`, as browsers see it; anything else is a sign like any other.
///
/// The error is how many bytes at the start are known to hold no tag: whoever goes on after them reads each byte once.
pub(super) fn tag_at(text: &str) -> Result<Tag<'_>, usize> {
    let inside = text.strip_prefix('<').ok_or(1_usize)?;
    if inside.starts_with("!--") {
        let end = text.find("-->").map_or(text.len(), |at| at + 3);
        return Ok(Tag::new(&text[..end], "", false));
    }
    let is_end = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let begins_tag = |byte: u8| byte.is_ascii_alphabetic() || b"!?".contains(&byte);
    if !inside.bytes().next().is_some_and(begins_tag) {
        return Err(1);
    }
    let end = end_of_tag(text)?;
    let name = inside
        .split(|char: char| !char.is_ascii_alphanumeric())
        .next();
    Ok(Tag::new(&text[..end], name.unwrap_or_default(), is_end))
}

/// A tag is shorter, but for pictures written into it; what has no end by then is text.
const LONGEST_TAG_BYTES: usize = 1 << 20;

/// The byte after the `>` that ends the tag; one inside quotes does not.
fn end_of_tag(text: &str) -> Result<usize, usize> {
    let mut quote = None;
    let mut before = b'<';
    for (at, byte) in text.bytes().enumerate().take(LONGEST_TAG_BYTES).skip(1) {
        match (quote, byte) {
            (None, b'>') => return Ok(at + 1),
            (None, b'<') => return Err(at),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        before = byte;
    }
    Err(text.floor_char_boundary(LONGEST_TAG_BYTES))
}

fn after_end_of<'a>(name: &str, text: &'a str) -> &'a str {
    let end = format!("</{name}");
    let at = text
        .as_bytes()
        .windows(end.len())
        .position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
    at.map_or("", |at| &text[at..])
}

/// Line ends of the source mean no more than blanks, and many blanks no more than one.
fn push_blank_normalised(out: &mut String, text: &str) {
    for char in text.chars() {
        if !char.is_ascii_whitespace() {
            out.push(char);
        } else if !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

/// `&CounterClockwiseContourIntegral;` is the longest.
const LONGEST_REFERENCE_BYTES: usize = 33;

fn is_reference(text: &str) -> bool {
    let reference = &text.as_bytes()[..text.len().min(LONGEST_REFERENCE_BYTES)];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    reference.strip_prefix(b"&").is_some_and(|name| {
        let end = name.iter().position(|byte| !is_name(byte));
        end.is_some_and(|end| end > 1 && name[end] == b';')
    })
}

/// Character references by the HTML parser, which knows all 2,231 of them; there are no tags left to nest.
pub(super) fn decode(text: &str) -> String {
    if text.contains('&') {
        let lines = text.split('\n').map(|line| {
            if line.contains('&') {
                let escaped = line.replace('<', "&lt;");
                dom_query::Document::fragment(escaped).text().to_string()
            } else {
                line.to_owned()
            }
        });
        return lines.collect::<Vec<_>>().join("\n");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_references_are_taken_off() {
        let plain =
            strip("<p>Fish &amp; chips caf&eacute; &#8212; <b>open</b>\nagain</p><p>5 < 6</p>");
        assert_eq!(plain.text, "Fish & chips café — open again\n\n5 < 6");
        assert_eq!(strip("a\n      b <b> c</b>").text, "a b c");
    }

    #[test]
    fn scripts_and_comments_are_no_text() {
        let plain = strip(
            "a<script>if (1 < 2) { x('</p>') }</SCRIPT>b<!-- <p>c</p> --> d<style>p{}</style>",
        );
        assert_eq!(plain.text, "ab d");
    }

    #[test]
    fn pictures_leave_captions() {
        let plain = strip("<img src='a.png' alt=\"The quay &amp; the > crane\"><br>Text");
        assert_eq!(plain.captions, ["The quay & the > crane"]);
        assert_eq!(plain.text, "Text");
    }

    #[test]
    fn ordinary_signs_are_no_markup() {
        for text in ["5 < 6 and 7 > 3", "R&D at AT&T; so", "a <3 b", "Q&A"] {
            assert!(!is_in(text), "{text}");
        }
        assert!(is_in("a<br/>b") && is_in("caf&eacute;") && is_in("&#39;"));
    }

    #[test]
    fn nesting_costs_no_stack() {
        let deep = format!(
            "{}deep{}",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        assert_eq!(strip(&deep).text, "deep");
    }
}
