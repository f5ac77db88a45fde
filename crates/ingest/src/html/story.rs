//! The story of a page: found by Readability in what is left of the page when the parts that are named as something else
//! are [taken out](super::prune).

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::prune;
use crate::lines;

/// The content that Readability found, in its own document.
const CONTENT: &str = "#readability-page-1";

/// What pages mark as the text of their article, the surest first.
#[rustfmt::skip]
const MARKED: &[&str] = &[
    "[itemprop~=articleBody]", "article",
    ".entry-content, .post-content, .article-body, .article-content, .articleBody, .story-body, .article__body, .article__content, .story__body, .post-body, #article-body, #articleBody, #story-body",
];

/// Less text than this is a teaser: what JSON-LD gives as the article's body is taken if it is longer.
const TEASER_BYTES: usize = 600;

/// A stated text that is so many times longer is the whole of what the page shows the beginning of.
const STATED_TIMES: usize = 2;

/// The paragraphs that two texts are compared by: fewer tell nothing, and more no more.
const COMPARED: (usize, usize) = (2, 12);

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
    part_lines(&document);
    let was_pruned = prune::named(&document);
    let sure = marked(&document, &MARKED[..1]);
    let (mut text, mut is_links) = extract(document);
    if is_another(&text, &sure) {
        (text, is_links) = (sure, false);
    }
    if !has_paragraph(&text) {
        let whole = Document::from(html);
        whole.select(super::UNREAD).remove();
        let marked = marked(&whole, MARKED);
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

/// Puts a blank behind each `<br>`: Readability drops those that stand before a paragraph, the words between aside.
fn part_lines(document: &Document) {
    for line_end in document.select("br").nodes() {
        line_end.insert_after(&document.tree.new_text(" "));
    }
}

/// The story as it was found, or as the page states it where that is more: behind a wall, or where Readability took
/// another part of the page.
pub(super) fn or_stated(found: String, stated: &str) -> String {
    let is_teaser = found.len() < TEASER_BYTES && stated.len() > found.len();
    let is_beginning = stated.len() > found.len() * STATED_TIMES;
    if is_teaser || is_beginning || is_another(&found, stated) {
        return stated.to_owned();
    }
    found
}

/// Whether most of what the page is sure of is not in the text that was found.
fn is_another(found: &str, sure: &str) -> bool {
    let mut paragraphs = sure.lines().map(str::trim).filter(|line| is_long(line));
    let paragraphs: Vec<&str> = paragraphs.by_ref().take(COMPARED.1).collect();
    let found = super::letters(found);
    let held = paragraphs
        .iter()
        .filter(|line| found.contains(&super::letters(line)));
    paragraphs.len() >= COMPARED.0 && held.count() * 4 < paragraphs.len()
}

fn has_paragraph(text: &str) -> bool {
    text.lines().any(is_long)
}

fn is_long(line: &str) -> bool {
    line.len() >= SHORTEST_PARAGRAPH_BYTES && !lines::is_leftover(line)
}

/// The text of the one element with a paragraph that its page marks as an article; nothing where there are several, which
/// are teasers.
fn marked(document: &Document, selectors: &[&str]) -> String {
    let marked = selectors.iter().map(|selector| {
        let elements = document.select(selector);
        let mut texts = elements
            .iter()
            .map(|element| element.formatted_text().to_string())
            .filter(|text| has_paragraph(text));
        match (texts.next(), texts.next()) {
            (Some(text), None) => text,
            _ => String::new(),
        }
    });
    marked
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
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
    let is_links = content.nodes().first().is_some_and(|story| {
        prune::repeats(story);
        prune::pointers(story)
    });
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

#[cfg(test)]
mod tests {
    use super::super::read;

    const FIRST: &str = "The harbour of Sundhaven opened again on Monday, after nine days in which no ship had come in or gone out.";
    const SECOND: &str = "Port workers came back at dawn and unloaded nine ships, said the head of the port, who had slept on the quay.";

    fn body(page: &str) -> String {
        let html =
            format!("<html><head><title>Harbour opens</title></head><body>{page}</body></html>");
        read(&html, &[], "").article.body
    }

    fn paragraphs(texts: &[&str]) -> String {
        format!("<p>{}</p>", texts.join("</p><p>"))
    }

    #[test]
    fn what_is_shown_twice_or_hidden_is_no_part_of_the_story() {
        let story = paragraphs(&[FIRST, SECOND, FIRST, SECOND]);
        let expected = [FIRST, SECOND, FIRST, SECOND].join("\n\n");
        for page in [
            format!("<article><div>{story}</div><div class=phone>{story}</div></article>"),
            format!(
                "<article>{story}<div class='box hidden'><p>Do you want to see this at work? It is of ships, and of those who sail them.</p></div></article>"
            ),
            format!(
                "<article>{story}<div id=age-modal><p>Are you of age to read of ships and of those who sail them?</p></div></article>"
            ),
        ] {
            assert_eq!(body(&page), expected, "{page}");
        }
    }

    #[test]
    fn a_short_story_is_found_where_the_page_marks_it() {
        let small = "Registration on or use of this site constitutes acceptance of our User Agreement and of all that it says of you. ";
        let print = format!(
            "<div class=footer><p>{small}</p><p>{}</p></div>",
            small.repeat(3)
        );
        assert_eq!(
            body(&format!(
                "<div class=entry-content>{}</div>{print}",
                paragraphs(&[FIRST])
            )),
            FIRST
        );
        let comments = "<p>I have waited nine days for a parcel from overseas, and I think that this is a disgrace to us all, to the town, and to its port.</p>".repeat(20);
        let marked = format!(
            "<div><div itemprop=articleBody>{}</div></div><div class=talk>{comments}</div>",
            paragraphs(&[FIRST, SECOND])
        );
        assert_eq!(body(&marked), format!("{FIRST}\n\n{SECOND}"));
    }

    #[test]
    fn the_stated_text_stands_for_a_page_that_shows_its_beginning() {
        let whole = vec![format!("{FIRST}\n\n{SECOND}"); 12].join("\n\n");
        let stated = serde_json::json!({"@type": "NewsArticle", "articleBody": whole});
        let page = format!(
            "<script type='application/ld+json'>{stated}</script><article>{}</article>",
            paragraphs(&[FIRST]).repeat(7)
        );
        assert_eq!(body(&page), whole);
    }

    #[test]
    fn words_parted_by_a_line_stay_parted() {
        let page = format!(
            "Harbour opens<br>By Ada Moor<br>March 14, 2022<br><br>{FIRST}<br><br>{SECOND}<br><br>{SECOND}"
        );
        let html = format!("<title>Harbour opens</title><table><tr><td>{page}</td></tr></table>");
        let article = read(&html, &[], "").article;
        assert_eq!(article.authors, ["Ada Moor"]);
        assert_eq!(
            article.published.map(|date| date.to_string()).as_deref(),
            Some("2022-03-14")
        );
        assert!(!article.rest.contains("MoorMarch"), "{}", article.rest);
    }
}
