//! What a page's tree would cost to build and to walk, told without building it.
//!
//! The HTML standard lets a small page cost any time and memory: a parser searches its open elements at every tag,
//! compares each attribute with those before it, and opens every unclosed `<b>` again in each paragraph that follows.
//! What is done with the tree takes, at worst, its text times its depth. So each of these is counted in one pass over
//! the page, and a page beyond what pages have is read as text without its tags. The limits are many times what the
//! largest real pages reach, and depend on the page alone: the same page is always read the same way.
//!
//! This is a guess at what a parser does, not the parser: a page that mixes its tags up on purpose can be deeper than is
//! counted here. That is what the [process of its own](crate::parsers) is for.

use super::tags::{Tag, Tags, is_one_of};

/// Larger pages are data. Pictures within the page are not counted, for they are taken out before.
const MOST_BYTES: usize = 64 << 20;

/// Signs that may begin markup: a book of 10,000 pages has about a million. Each is a node or an error in memory.
const MOST_MARKUP: usize = 1_000_000;

/// Real pages nest 30 to 100 deep; unclosed `<font>` and `<b>` of old ones a few hundred.
const MOST_DEPTH: usize = 1_000;

/// A tag has a few dozen. They are counted where the tag is long enough to hold so many.
const MOST_ATTRIBUTES: usize = 2_000;

/// How many elements are opened again because they were never closed: old pages reach some 100,000.
const MOST_COPIES: usize = 2_000_000;

/// Bytes of text, each times how deep it stands: real pages reach some 50 million, and 500 million take seconds.
const MOST_WORK: usize = 500_000_000;

/// Elements that have no end tag, or whose end tag pages leave out: they hold nothing up.
#[rustfmt::skip]
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "colgroup", "html", "head", "body", "frame",
];

/// Elements that a parser opens again where they were not closed.
#[rustfmt::skip]
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Elements in which other rules hold.
const DRAWINGS: &[&str] = &["svg", "math"];

/// Elements that end a drawing which they stand in: its end tag was left out.
const LEAVE_DRAWINGS: &[&str] = &[
    "p", "div", "li", "dd", "dt", "span", "table", "ul", "body", "br", "img", "h1", "h2",
];

/// An end tag is looked for among so many open elements: nobody leaves out more end tags in a row.
const MOST_MISSING: usize = 64;

/// Why the tree of a page is not built, as the end of a sentence about it; `None` for a page as they are.
pub(super) fn excess(html: &str) -> Option<&'static str> {
    if html.len() > MOST_BYTES {
        return Some("is larger than any page");
    }
    if html.bytes().filter(|byte| *byte == b'<').count() > MOST_MARKUP {
        return Some("has more elements than any page");
    }
    let mut cost = Cost::default();
    Tags::of(html).find_map(|(before, tag, written)| cost.add(before, &tag, written))
}

#[derive(Default)]
struct Cost<'a> {
    /// The elements that are open, the innermost last.
    open: Vec<&'a str>,
    /// How many of them are formatting.
    formatting: usize,
    /// How many of them are drawings, where every element has an end tag.
    drawings: usize,
    copies: usize,
    work: usize,
}

impl<'a> Cost<'a> {
    fn add(&mut self, before: &str, tag: &Tag<'a>, written: &str) -> Option<&'static str> {
        self.work += before.len() * self.open.len();
        match tag {
            Tag::Close(name) => self.close(name),
            Tag::Open(name) => self.open(name),
            Tag::Other => {}
        }
        let is_met = [
            (self.open.len() > MOST_DEPTH, "nests deeper than any page"),
            (
                self.copies > MOST_COPIES,
                "leaves more elements open than any page",
            ),
            (
                self.work > MOST_WORK,
                "holds more text at such depth than any page",
            ),
            (
                has_many_attributes(written),
                "has a tag of more attributes than any page",
            ),
        ];
        is_met.into_iter().find_map(|(is, why)| is.then_some(why))
    }

    fn open(&mut self, name: &'a str) {
        self.copies += self.formatting;
        if self.drawings > 0 && is_one_of(name, LEAVE_DRAWINGS) {
            let drawing = self.open.iter().position(|it| is_one_of(it, DRAWINGS));
            self.close_from(drawing.unwrap_or(self.open.len()));
        }
        if self.drawings == 0 && is_one_of(name, UNCLOSED) {
            return;
        }
        self.open.push(name);
        self.formatting += usize::from(is_one_of(name, FORMATTING));
        self.drawings += usize::from(is_one_of(name, DRAWINGS));
    }

    /// Closes the innermost element of this name and those within it. An end tag that ends nothing is passed over, and so
    /// is one in a table for an element around it.
    fn close(&mut self, name: &str) {
        let nearest = self.open.iter().rev().take(MOST_MISSING);
        let around = nearest
            .take_while(|open| !is_one_of(open, &["table"]) || open.eq_ignore_ascii_case(name));
        let Some(above) = around
            .into_iter()
            .position(|open| open.eq_ignore_ascii_case(name))
        else {
            return;
        };
        self.close_from(self.open.len() - above - 1);
    }

    fn close_from(&mut self, at: usize) {
        for closed in self.open.drain(at..) {
            self.formatting -= usize::from(is_one_of(closed, FORMATTING));
            self.drawings -= usize::from(is_one_of(closed, DRAWINGS));
        }
    }
}

/// Whether the tag has more attributes than it may, quoted values aside.
fn has_many_attributes(tag: &str) -> bool {
    if tag.len() < MOST_ATTRIBUTES * 2 {
        return false;
    }
    let mut quote = None;
    let mut names = 0;
    let mut was_blank = false;
    for byte in tag.bytes() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None => {
                let is_blank = byte.is_ascii_whitespace() || byte == b'/';
                names += usize::from(was_blank && !is_blank);
                was_blank = is_blank;
            }
        }
    }
    names > MOST_ATTRIBUTES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(count: usize, part: fn(usize) -> String) -> String {
        let parts: Vec<String> = (0..count).map(part).collect();
        parts.concat()
    }

    #[test]
    fn a_page_built_to_be_slow_is_recognised() {
        let unclosed = numbered(900, |n| format!("<p><b id={n}>"));
        let attributes = numbered(3_000, |n| format!(" a{n}=1"));
        for html in [
            "<div>".repeat(100_000),
            "<div></x>".repeat(5_000),
            "<div><table><td></div>".repeat(5_000),
            format!("<svg>{}", "<tr>".repeat(5_000)),
            "<b class=x>".repeat(5_000),
            format!("{unclosed}{}", "<p>One.".repeat(20_000)),
            format!("<p{attributes}>One.</p>"),
            "<".repeat(MOST_MARKUP + 1),
            "<!--".repeat(MOST_MARKUP + 1),
            format!(
                "{}{}",
                "<div>".repeat(900),
                "<p>A paragraph of it.</p>".repeat(50_000)
            ),
        ] {
            assert!(excess(&html).is_some(), "{}", &html[..40]);
        }
    }

    #[test]
    fn long_pages_are_no_excess() {
        let json = format!("<div data-state='{}'>", "{\"a\": 1} ".repeat(50_000));
        for html in [
            "<div><p>One.</div>".repeat(50_000),
            "<div><span><b>One.</div>".repeat(50_000),
            "<table><tr><td><b>One.</table>".repeat(50_000),
            "<svg><path></svg><p>One.</i></p>".repeat(50_000),
            "<svg><path><p>One.</p>".repeat(50_000),
            "<p>One.<br><li>Two.".repeat(50_000),
            format!("<script>{}</script>", "'<div>'".repeat(50_000)),
            format!("{json}<p>One.</p>"),
            "a < b <".to_owned(),
        ] {
            assert_eq!(excess(&html), None, "{}", &html[..7]);
        }
    }
}
