//! The story of a page: found by Readability in what is left of the page when the parts that are named as something else
//! are [taken out](super::prune).

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::prune;

/// The content that Readability found, in its own document.
const CONTENT: &str = "#readability-page-1";

/// What a page marks as an article.
const MARKED: &str = "article";

/// Words of the pictures, and what may hold them.
const CAPTIONS: &str = "figcaption, [class*=caption], [class*=Caption]";

/// A longer text is none below a picture.
const LONGEST_CAPTION_CHARS: usize = 600;

/// A page without any longer line is a menu.
const SHORTEST_PARAGRAPH_BYTES: usize = 100;

/// The story of a page, and the words below its pictures.
pub(super) struct Story {
    pub(super) text: String,
    pub(super) captions: Vec<String>,
    /// More of it is links than is not.
    pub(super) is_links: bool,
}

/// Finds the story in a page that is parsed already; an empty one where there is none.
///
/// Names mislead now and then. Where no paragraph is left without the parts that they tell of, the page is looked at
/// whole, and then what it marks as its article: the sentence below a video is too little for Readability.
pub(super) fn find(html: &str, document: Document) -> Story {
    let captions = take_captions(&document);
    let was_pruned = prune::named(&document);
    let (mut text, mut is_links) = extract(document);
    if !has_paragraph(&text) {
        let whole = Document::from(html);
        whole.select(super::UNREAD).remove();
        let marked = marked(&whole);
        if was_pruned {
            (text, is_links) = extract(whole);
        }
        if !has_paragraph(&text) && !marked.is_empty() {
            (text, is_links) = (marked, false);
        }
    }
    Story {
        text,
        captions,
        is_links,
    }
}

fn has_paragraph(text: &str) -> bool {
    text.lines()
        .any(|line| line.len() >= SHORTEST_PARAGRAPH_BYTES)
}

/// The text of the one element with a paragraph that its page marks as an article; nothing where there are several, which
/// are teasers.
fn marked(document: &Document) -> String {
    let marked = document.select(MARKED);
    let mut texts = marked
        .iter()
        .map(|element| element.formatted_text().to_string())
        .filter(|text| has_paragraph(text));
    match (texts.next(), texts.next()) {
        (Some(text), None) => text,
        _ => String::new(),
    }
}

/// What Readability takes for the story, and whether more of it is links than is not.
fn extract(document: Document) -> (String, bool) {
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let Ok(mut reader) = Readability::with_document(document, None, Some(config)) else {
        return (String::new(), false);
    };
    if reader.parse().is_err() {
        return (String::new(), false);
    }
    let content = reader.doc.select_single(CONTENT);
    let is_links = content.nodes().first().is_some_and(prune::pointers);
    (super::text_of(&reader.doc, CONTENT), is_links)
}

/// Takes the words below pictures out of the page.
fn take_captions(document: &Document) -> Vec<String> {
    let mut captions = Vec::new();
    for element in document.select(CAPTIONS).nodes() {
        if is_caption(element) {
            let text = super::one_line(&element.text());
            if !text.is_empty() && !captions.contains(&text) {
                captions.push(text);
            }
            element.remove_from_parent();
        }
    }
    captions
}

/// Whether the element says something of a picture, and no more; `no-caption` says that there is nothing.
fn is_caption(element: &NodeRef) -> bool {
    let class = element.class().unwrap_or_default();
    let names = class.split_whitespace();
    let is_named = names
        .map(|name| prune::words(name).collect::<Vec<_>>())
        .any(|words| {
            words.iter().any(|word| word == "caption")
                && !words
                    .iter()
                    .any(|word| ["no", "has", "with", "without"].contains(&word.as_str()))
        });
    let holds_more = |inner: &NodeRef| ["h1", "h2", "h3"].iter().any(|name| inner.has_name(name));
    (is_named || element.has_name("figcaption"))
        && element.normalized_char_count() <= LONGEST_CAPTION_CHARS
        && !element.descendants_it().any(|inner| holds_more(&inner))
}
