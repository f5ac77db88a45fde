//! The tags of a page without its tree: for pages whose tree would cost too much to build.

use std::borrow::Cow;

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

/// The text between the tags, a line a block.
pub(super) fn strip_tags(html: &str) -> String {
    let mut text = String::new();
    let mut tags = Tags::of(html);
    let mut hidden = false;
    for (before, tag, _) in tags.by_ref() {
        if !hidden {
            push_line(&mut text, before);
        }
        hidden = matches!(tag, Tag::Open(name) if is_one_of(name, &RAW[..2]));
    }
    push_line(&mut text, tags.rest);
    text
}

/// A page of frames, as what it says to those who have none: the story of a small site of 2000. Any other page as it is.
pub(super) fn without_frames(html: &str) -> Cow<'_, str> {
    let Some(frames) = find(html, "<frameset") else {
        return Cow::Borrowed(html);
    };
    let inside = find(html, "<noframes").map_or("", |at| &html[at..]);
    let (_, inside) = inside.split_once('>').unwrap_or_default();
    let inside = &inside[..find(inside, "</noframes").unwrap_or(inside.len())];
    match inside.trim().is_empty() {
        true => Cow::Borrowed(html),
        false => Cow::Owned(format!("{}{inside}", &html[..frames])),
    }
}

/// Where the tag, in lower case, begins.
fn find(html: &str, tag: &str) -> Option<usize> {
    let mut windows = html.as_bytes().windows(tag.len());
    windows.position(|window| window.eq_ignore_ascii_case(tag.as_bytes()))
}

/// What the page is called in its head, where it says so.
pub(super) fn title(html: &str) -> &str {
    let behind = find(html, "<title").map_or("", |at| &html[at..]);
    let (_, inside) = behind.split_once('>').unwrap_or_default();
    let end = inside.find('<').unwrap_or_default();
    &inside[..end]
}

fn push_line(text: &mut String, words: &str) {
    for word in words.split_whitespace() {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push(' ');
        }
        text.push_str(word);
    }
    if !text.is_empty() && !text.ends_with('\n') && words.contains('\n') {
        text.push('\n');
    }
}

pub(super) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

pub(super) enum Tag<'a> {
    Open(&'a str),
    Close(&'a str),
    /// A comment, a declaration, an element that closes itself.
    Other,
}

/// The tags of a page, one by one: the text before each, what the tag is, and the tag as it is written.
pub(super) struct Tags<'a> {
    rest: &'a str,
}

impl<'a> Tags<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self { rest: html }
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = (&'a str, Tag<'a>, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.rest.find('<')?;
        let (before, markup) = self.rest.split_at(start);
        let (end, tag) = if markup.starts_with("<!--") {
            (markup.find("-->").map(|at| at + 3), Tag::Other)
        } else {
            (markup.find('>').map(|at| at + 1), tag_of(markup))
        };
        let (written, rest) = markup.split_at(end.unwrap_or(markup.len()));
        self.rest = rest;
        if let Tag::Open(name) = tag
            && is_one_of(name, RAW)
        {
            self.rest = after_raw(self.rest, name);
        }
        Some((before, tag, written))
    }
}

fn tag_of(markup: &str) -> Tag<'_> {
    let inner = markup[1..].split('>').next().unwrap_or_default();
    let (inner, close) = inner
        .strip_prefix('/')
        .map_or((inner, false), |inner| (inner, true));
    let length = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let name = &inner[..length];
    match (name.is_empty() || inner.ends_with('/'), close) {
        (true, _) => Tag::Other,
        (false, true) => Tag::Close(name),
        (false, false) => Tag::Open(name),
    }
}

/// The page from the end tag of an element whose content is no markup.
fn after_raw<'a>(html: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = html[from..].find("</") {
        let tag = from + at;
        let named = html.as_bytes().get(tag + 2..tag + 2 + name.len());
        if named.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return &html[tag..];
        }
        from = tag + 2;
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_what_stands_in_the_head() {
        for (html, expected) in [
            ("<TITLE lang=en>Quay open</TITLE>", "Quay open"),
            ("<title>Quay", ""),
            ("<title", ""),
            ("<p>Quay</p>", ""),
        ] {
            assert_eq!(title(html), expected, "{html}");
        }
    }

    #[test]
    fn a_page_of_frames_is_what_it_says_without_them() {
        let frames = "<title>Quay</title><FRAMESET><frame src=a><noframes><body><p>Open.</p></noframes></FRAMESET>";
        assert_eq!(
            without_frames(frames),
            "<title>Quay</title><body><p>Open.</p>"
        );
        for html in [
            "<p>Open.</p>",
            "<frameset><frame src=a></frameset>",
            "<frameset",
            "<frameset><noframes",
        ] {
            assert_eq!(without_frames(html), html);
        }
    }

    #[test]
    fn tags_are_taken_out_of_the_text() {
        let html = "<div>Talks\nresume<script>var a = '<p>';</script></div>\n<p>A <b>fourth</b> round.<!-- no > -->";
        assert_eq!(strip_tags(html), "Talks resume\nA fourth round.");
    }
}
