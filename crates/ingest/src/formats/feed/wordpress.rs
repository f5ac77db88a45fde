//! What the export of a WordPress site (WXR) says more than a feed: which posts are published, and of which kind.
//!
//! Drafts, attachments, menus and revisions are no articles. The text of a post is as it was typed: an empty line parts
//! two paragraphs, and codes in brackets stand for what WordPress would have shown.

use super::Channel;
use super::entry::words;
use crate::formats::node::{Entries, Node};
use crate::xml::Element;

/// The kinds of posts that are articles; any other is a part of the site.
static KINDS: [&str; 2] = ["post", "page"];

/// The longest opening code, such as `[caption id="…" align="…"]`.
const LONGEST_CODE_BYTES: usize = 1024;

/// Whether an item is of an export and not for readers.
pub(super) fn is_unpublished(item: &Element) -> bool {
    let told = |name| item.child(name).and_then(words);
    let is_other = |told: Option<String>, known: &[&str]| {
        told.is_some_and(|told| !known.contains(&told.as_str()))
    };
    is_other(told("wp:status"), &["publish"]) || is_other(told("wp:post_type"), &KINDS)
}

/// Adds to the record of an item what only an export tells, and makes paragraphs of its text.
pub(super) fn refine(item: &Element, channel: &Channel, entries: &mut Entries) {
    if item.child("wp:post_type").is_none() {
        return;
    }
    for (name, node) in entries.iter_mut() {
        let refine: fn(&str, &Channel) -> String = match name.as_str() {
            "authors" => |login, channel| channel.name_of(login).to_owned(),
            "body" => |text, _| mark_paragraphs(text),
            _ => continue,
        };
        if let Node::List(values) = node {
            for value in values {
                *value = Node::Text(refine(&value.texts().concat(), channel));
            }
        }
    }
    let mut categories = item.children("category");
    let section = categories.find(|category| category.attribute("domain") == Some("category"));
    entries.extend(
        section
            .and_then(words)
            .map(|name| ("section".to_owned(), Node::Text(name))),
    );
    for (name, element) in [
        ("published", "wp:post_date_gmt"),
        ("modified", "wp:post_modified_gmt"),
    ] {
        let is_told = entries.iter().any(|(known, _)| known == name);
        if let Some(date) = item.child(element).and_then(words).filter(|_| !is_told) {
            entries.push((name.to_owned(), Node::Text(date)));
        }
    }
}

/// Text as it was typed to HTML; text that has its paragraphs marked is left as it is, but for codes.
fn mark_paragraphs(text: &str) -> String {
    let text = without_codes(text);
    if text.contains("<p>") || text.contains("<p ") {
        return text;
    }
    let text = text.replace("\r\n", "\n").replace("\n\n", "<p>");
    text.replace('\n', "<br>")
}

/// The text without codes such as `[gallery ids="1,2"]` or `[/caption]`; what stands between two is kept.
fn without_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, code) = rest.split_at(at);
        out.push_str(before);
        let length = code_length(code).unwrap_or(1);
        if length == 1 {
            out.push('[');
        }
        rest = &code[length..];
    }
    out.push_str(rest);
    out
}

/// How long the code at the start of a text is: a word in small letters, then nothing or `name="value"`.
fn code_length(text: &str) -> Option<usize> {
    let end = text
        .bytes()
        .take(LONGEST_CODE_BYTES)
        .position(|byte| byte == b']')?;
    let inside = text[1..end].strip_prefix('/').unwrap_or(&text[1..end]);
    let (name, values) = inside.split_once(' ').unwrap_or((inside, ""));
    let is_word = name.len() > 2
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || b"_-".contains(&byte));
    let is_code = is_word
        && (text[1..].starts_with('/') || values.contains('=') || KNOWN_CODES.contains(&name));
    is_code.then_some(end + 1)
}

/// Codes that stand without values; any other word in brackets is the writer's own, as `[sic]`.
static KNOWN_CODES: [&str; 5] = ["gallery", "caption", "embed", "audio", "video"];

#[cfg(test)]
mod tests {
    use super::without_codes;

    #[test]
    fn codes_are_taken_out_and_brackets_kept() {
        let text = "[caption id=\"a\"]The quay[/caption] He said [sic] it [was] late [1]. [gallery] [unclosed";
        assert_eq!(
            without_codes(text),
            "The quay He said [sic] it [was] late [1].  [unclosed"
        );
    }
}
