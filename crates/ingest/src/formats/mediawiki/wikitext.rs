//! Wikitext to plain text, roughly: templates, tables, references and formulas are left out; of links and files the
//! words stay.
//!
//! Passes over the text, each without recursion, so that no nesting costs stack: first what is left out whole, then
//! links from the inside out, then line by line the marks of headings, lists and type.

use super::site::{Site, Target};
use crate::formats::draft::append;
use crate::formats::markup;

/// What is left of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// Paragraphs parted by an empty line.
    pub(super) text: String,
    pub(super) captions: Vec<String>,
    pub(super) categories: Vec<String>,
    /// The day in `{{date|…}}`, with which a story of Wikinews begins.
    pub(super) date: Option<String>,
}

/// Elements that are left out with what is in them.
static UNREAD: [&str; 11] = [
    "ref",
    "references",
    "gallery",
    "math",
    "timeline",
    "score",
    "syntaxhighlight",
    "source",
    "imagemap",
    "graph",
    "templatestyles",
];

/// Links inside captions inside captions are as deep as pages go.
const DEEPEST_LINK: usize = 16;

/// The address and words of a link to another site; a longer one is a bracket that was never closed.
const LONGEST_LINK_BYTES: usize = 4096;

/// To find that a block is left open costs a look at all the text behind it; a page with more of them is no wiki's.
const MOST_LEFT_OPEN: u32 = 100;

/// Takes the marks off a page.
pub(super) fn clean(text: &str, site: &Site) -> Page {
    let text = without(text, "<!--", "-->");
    let mut page = Page {
        date: date(&text),
        ..Page::default()
    };
    let text = without_blocks(&without_elements(&text));
    let text = with_links_resolved(&text, site, &mut page);
    for block in text.split("\n\n") {
        let lines: Vec<String> = block.lines().filter_map(line).collect();
        append(&mut page.text, &lines.join("\n"));
    }
    page
}

fn date(text: &str) -> Option<String> {
    let at = text.find("{{date|").or_else(|| text.find("{{Date|"))?;
    let inside = &text[at + "{{date|".len()..];
    inside.split(['}', '|']).next().map(str::to_owned)
}

/// The text without what stands between two marks; what is left open is left out to the end.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(open) {
        out.push_str(before);
        rest = inside.split_once(close).map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// The text without elements that hold no prose; of one without an end only the tag is left out.
fn without_elements(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Looked for once: what has no end here has none further on.
    let mut endless: Vec<&str> = Vec::new();
    while let Some(at) = rest.find('<') {
        let (before, markup) = rest.split_at(at);
        out.push_str(before);
        rest = markup;
        let Some(name) = unread_name(markup) else {
            out.push('<');
            rest = &markup[1..];
            continue;
        };
        let Some((tag, inside)) = markup.split_once('>') else {
            break;
        };
        rest = inside;
        if tag.ends_with('/') || endless.contains(&name) {
            continue;
        }
        match inside.split_once(&format!("</{name}>")) {
            Some((_, after)) => rest = after,
            None => endless.push(name),
        }
    }
    out.push_str(rest);
    out
}

/// The name of the unread element that a text begins with.
fn unread_name(text: &str) -> Option<&'static str> {
    let begins = |name: &&&str| {
        let inside = text[1..].strip_prefix(**name);
        inside.is_some_and(|after| after.starts_with([' ', '>', '/', '\n']))
    };
    UNREAD.iter().find(begins).copied()
}

/// The text without `{{templates}}` and `{| tables |}`, which nest. One that is left open ends with its paragraph.
fn without_blocks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut left_open = 0;
    while let Some(at) = rest.find('{') {
        let (before, block) = rest.split_at(at);
        out.push_str(before);
        let is_block = block.starts_with("{{") || block.starts_with("{|");
        let length = match (is_block && left_open < MOST_LEFT_OPEN).then(|| block_length(block)) {
            Some(Some(length)) => length,
            Some(None) => {
                left_open += 1;
                block.find("\n\n").unwrap_or(block.len())
            }
            None => {
                out.push('{');
                1
            }
        };
        rest = &block[length..];
    }
    out.push_str(rest);
    out
}

/// How long the block at the start of a text is, the blocks inside it counted.
fn block_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while at + 1 < bytes.len() {
        let change = match &bytes[at..at + 2] {
            b"{{" | b"{|" => 1,
            b"}}" => -1,
            // The last bar of a template before its end is no end of a table.
            b"|}" if bytes.get(at + 2) != Some(&b'}') => -1,
            _ => 0,
        };
        depth = depth.saturating_add_signed(change);
        at += if change == 0 { 1 } else { 2 };
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The text with the words of its links; files leave captions, categories keywords.
fn with_links_resolved(text: &str, site: &Site, page: &mut Page) -> String {
    let mut open = vec![String::with_capacity(text.len())];
    let mut rest = text;
    while let Some(at) = rest.find(['[', ']']) {
        let (before, mark) = rest.split_at(at);
        push(&mut open, before);
        let length = if mark.starts_with("[[") && open.len() < DEEPEST_LINK {
            open.push(String::new());
            2
        } else if mark.starts_with("]]") && open.len() > 1 {
            let link = open.pop().unwrap_or_default();
            push(&mut open, &words_of_link(&link, site, page));
            2
        } else if let Some((words, length)) = outside_link(mark) {
            push(&mut open, words);
            length
        } else {
            push(&mut open, &mark[..1]);
            1
        };
        rest = &mark[length..];
    }
    push(&mut open, rest);
    open.join("[[")
}

fn push(open: &mut [String], text: &str) {
    if let Some(innermost) = open.last_mut() {
        innermost.push_str(text);
    }
}

/// What a reader sees of `[[target|words]]`.
fn words_of_link(link: &str, site: &Site, page: &mut Page) -> String {
    let (target, words) = link.split_once('|').unwrap_or((link, ""));
    let is_shown = target.starts_with(':');
    match site.target(target.trim_start_matches(':')) {
        Target::File if !is_shown => {
            page.captions.extend(caption(words));
            String::new()
        }
        Target::Category if !is_shown => {
            let name = target.split_once(':').map_or(target, |(_, name)| name);
            page.categories.push(name.trim().to_owned());
            String::new()
        }
        Target::Elsewhere if words.is_empty() && !is_shown => String::new(),
        _ if words.is_empty() => target.trim_start_matches(':').to_owned(),
        _ => words.to_owned(),
    }
}

/// The last part of a file's link that is no option is its caption.
fn caption(options: &str) -> Option<String> {
    let last = options.rsplit('|').next()?.trim();
    let is_option =
        !last.contains(' ') || last.contains("px") && last.len() < 12 || last.contains('=');
    (!is_option).then(|| line(last)).flatten()
}

/// The words of `[https://… words]` at the start of a text, and its length.
fn outside_link(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('[')?;
    if !["http://", "https://", "//"]
        .iter()
        .any(|start| inside.starts_with(start))
    {
        return None;
    }
    let inside = &inside[..inside.floor_char_boundary(LONGEST_LINK_BYTES)];
    let end = inside
        .find([']', '\n'])
        .filter(|end| inside[*end..].starts_with(']'))?;
    let words = inside[..end].split_once(' ').map_or("", |(_, words)| words);
    Some((words, end + 2))
}

/// A line without the marks of type, of headings and of lists; none where nothing is left.
fn line(line: &str) -> Option<String> {
    let line = line.replace("'''", "").replace("''", "");
    let line = line.trim();
    let heading = line
        .strip_prefix('=')
        .and_then(|inside| inside.strip_suffix('='));
    let line = heading.map_or(line, |inside| inside.trim_matches('='));
    let line = line.trim_start_matches(['*', '#', ':', ';']).trim();
    if line.starts_with("__") && line.ends_with("__") || line.starts_with("----") {
        return None;
    }
    let line = match markup::is_in(line) {
        true => markup::strip(line).text,
        false => line.to_owned(),
    };
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(wikitext: &str) -> String {
        clean(wikitext, &Site::default()).text
    }

    #[test]
    fn marks_are_taken_off() {
        for (written, left) in [
            ("The '''harbour''' is ''old''.", "The harbour is old."),
            (
                "The [[mole]] and the [[Quay (port)|north quay]]s.",
                "The mole and the north quays.",
            ),
            (
                "See [https://post.example the Post] and [https://post.example].",
                "See the Post and .",
            ),
            ("A{{cn|date=May {{y}}}} b", "A b"),
            ("a\n\n{| class=x\n|-\n| {{t|}} x\n|}\n\nb", "a\n\nb"),
            (
                "Built.<ref name=\"a\">A book</ref> In<ref name=b /> use.",
                "Built. In use.",
            ),
            ("== Works ==\n* one\n* two", "Works\none\ntwo"),
            (
                "__NOTOC__\n----\n1 < 2 &amp; caf&eacute;<br>open",
                "1 < 2 & café\nopen",
            ),
            ("[[de:Hafen]]Text", "Text"),
            (
                "An open {{template\n\nNext [[link",
                "An open\n\nNext [[link",
            ),
            ("<!-- not -->seen<!-- open", "seen"),
            ("a [1] ] b", "a [1] ] b"),
        ] {
            assert_eq!(text(written), left, "{written}");
        }
    }

    #[test]
    fn files_and_categories_tell_of_the_page() {
        let page = clean(
            "{{date|March 14, 2022}}\n[[File:crane.jpg|thumb|200px|The [[crane|tall crane]] at dusk]]Text.\n[[Category:Ports]]",
            &Site::default(),
        );
        assert_eq!(page.text, "Text.");
        assert_eq!(page.captions, ["The tall crane at dusk"]);
        assert_eq!(page.categories, ["Ports"]);
        assert_eq!(page.date.as_deref(), Some("March 14, 2022"));
    }

    #[test]
    fn nesting_costs_no_stack() {
        for (open, close) in [
            ("{{", "}}"),
            ("[[", "]]"),
            ("{|", "|}"),
            ("<ref>", "</ref>"),
        ] {
            let deep = format!("{}x{}", open.repeat(20_000), close.repeat(20_000));
            assert!(text(&deep).len() <= deep.len());
            assert!(text(&open.repeat(20_000)).len() <= deep.len());
        }
    }
}
