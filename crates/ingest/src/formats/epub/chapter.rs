//! A chapter of a book: its text and what it is called.

use crate::formats::markup::{self, Plain};

/// A longer heading is a paragraph in the wrong element.
const LONGEST_HEADING_CHARS: usize = 300;

/// A chapter.
#[derive(Debug, Default)]
pub(super) struct Chapter {
    heading: String,
    /// The title in its head, which is often that of the book.
    head: String,
    pub(super) language: Option<String>,
    pub(super) text: String,
    pub(super) captions: Vec<String>,
}

impl Chapter {
    /// Reads a page of XHTML. A heading that the text begins with is taken off it.
    pub(super) fn of(page: &str) -> Self {
        let (head, body) = split(page);
        let Plain { text, captions } = markup::strip(body);
        let heading = heading(body);
        let text = text
            .strip_prefix(heading.as_str())
            .unwrap_or(&text)
            .trim_start();
        Self {
            head: one_line(
                &inside(head, "title")
                    .map(markup::strip)
                    .unwrap_or_default()
                    .text,
            ),
            language: language(head),
            text: text.lines().map(one_line).collect::<Vec<_>>().join("\n"),
            captions,
            heading: Some(one_line(&heading))
                .filter(|heading| heading.chars().count() <= LONGEST_HEADING_CHARS)
                .unwrap_or_default(),
        }
    }

    /// What it is called: by its heading, or by the book's contents where those say the heading and more (`I` and
    /// `I. The Quay`); else by its head, else as the book.
    pub(super) fn title<'a>(&'a self, label: Option<&'a str>, book: &'a str) -> &'a str {
        let label = label.unwrap_or_default();
        let says_more = label.to_lowercase().contains(&self.heading.to_lowercase());
        let known = [
            if says_more { label } else { "" },
            self.heading.as_str(),
            self.head.as_str(),
            book,
        ];
        known
            .into_iter()
            .find(|title| !title.is_empty())
            .unwrap_or_default()
    }
}

/// What stands before the body of a page, and the body.
fn split(page: &str) -> (&str, &str) {
    match find(page, "<body") {
        Some(at) => page.split_at(at),
        None => ("", page),
    }
}

/// The words of the first heading, on the lines they are on.
fn heading(body: &str) -> String {
    let starts = (1..=6).filter_map(|level| Some((find(body, &format!("<h{level}"))?, level)));
    let Some((at, level)) = starts.min() else {
        return String::new();
    };
    let inside = inside(&body[at..], &format!("h{level}"));
    inside
        .map(|html| markup::strip(html).text)
        .unwrap_or_default()
}

/// What is inside the first element of this name.
fn inside<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let start = &html[find(html, &format!("<{name}"))?..];
    let inside = &start[start.find('>')? + 1..];
    let end = find(inside, &format!("</{name}")).unwrap_or(0);
    Some(&inside[..end])
}

/// The language that the root of a page tells.
fn language(head: &str) -> Option<String> {
    let root = &head[find(head, "<html")?..];
    let root = &root[..root.find('>')?];
    let value = root.split("lang=").nth(1)?;
    let quote = value.chars().next().filter(|char| "\"'".contains(*char))?;
    value[1..].split(quote).next().map(str::to_owned)
}

/// Where a tag begins, whatever the case of its letters.
fn find(html: &str, tag: &str) -> Option<usize> {
    let is_tag = |window: &[u8]| window.eq_ignore_ascii_case(tag.as_bytes());
    html.as_bytes().windows(tag.len()).position(is_tag)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
