//! How deep a page's elements nest, told without building its tree.
//!
//! The HTML standard asks a parser to search its stack of open elements at every tag: 100,000 elements inside each other
//! take minutes. No article needs a thousandth of that.

/// Real pages nest 30 to 100 deep; unclosed `<font>` and `<b>` of old ones a few hundred.
const DEEPEST: usize = 1_000;

/// Elements that have no end tag, or whose end tag pages leave out: they hold nothing up.
#[rustfmt::skip]
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "colgroup", "html", "head", "body", "frame",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

/// Whether the page nests deeper than any article does.
pub(super) fn is_too_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    let tags = Tags { rest: html };
    for (_, tag) in tags {
        match tag {
            Tag::Close => depth = depth.saturating_sub(1),
            Tag::Open(name) if !is_one_of(name, UNCLOSED) => depth += 1,
            Tag::Open(_) | Tag::Other => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// The text between the tags, a line a block.
pub(super) fn strip_tags(html: &str) -> String {
    let mut text = String::new();
    let mut tags = Tags { rest: html };
    let mut hidden = false;
    for (before, tag) in tags.by_ref() {
        if !hidden {
            push_line(&mut text, before);
        }
        hidden = matches!(tag, Tag::Open(name) if is_one_of(name, &RAW[..2]));
    }
    push_line(&mut text, tags.rest);
    text
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

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

enum Tag<'a> {
    Open(&'a str),
    Close,
    /// A comment, a declaration, an element that closes itself.
    Other,
}

/// The tags of a page, one by one, each with the text before it.
struct Tags<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tags<'a> {
    type Item = (&'a str, Tag<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.rest.find('<')?;
        let (before, markup) = self.rest.split_at(start);
        let (end, tag) = if markup.starts_with("<!--") {
            (markup.find("-->").map(|at| at + 3), Tag::Other)
        } else {
            (markup.find('>').map(|at| at + 1), tag_of(markup))
        };
        self.rest = &markup[end.unwrap_or(markup.len())..];
        if let Tag::Open(name) = tag
            && is_one_of(name, RAW)
        {
            self.rest = after_raw(self.rest, name);
        }
        Some((before, tag))
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
        (false, true) => Tag::Close,
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
    fn a_page_built_to_be_slow_is_recognised() {
        assert!(is_too_deep(&"<div>".repeat(100_000)));
        assert!(is_too_deep(&"<b class=x>".repeat(5_000)));
    }

    #[test]
    fn long_pages_are_not_deep() {
        assert!(!is_too_deep(&"<div><p>One.</div>".repeat(50_000)));
        assert!(!is_too_deep(&"<p>One.<br><li>Two.".repeat(50_000)));
        assert!(!is_too_deep(&format!(
            "<script>{}</script>",
            "'<div>'".repeat(50_000)
        )));
        assert!(!is_too_deep("a < b <"));
    }

    #[test]
    fn tags_are_taken_out_of_the_text() {
        let html = "<div>Talks\nresume<script>var a = '<p>';</script></div>\n<p>A <b>fourth</b> round.<!-- no > -->";
        assert_eq!(strip_tags(html), "Talks resume\nA fourth round.");
    }
}
