//! A web page read as an article: the story out of the page, and all that the page says about it.
//!
//! The story is found by dom_smoothie (Mozilla's Readability), then [`lines`](crate::lines) take out what it left in.
//! Every other text of the page goes to the rest. Metadata is offered by one module a kind of place: [`json_ld`],
//! [`properties`] (OpenGraph and `<meta>`), [`markup`] (the page's own elements and its byline). A page built to be slow
//! (100,000 nested elements) is recognised by a [scan](cost) and read as text without its [tags].

mod cost;
mod dated;
mod edges;
mod inlined;
mod json_ld;
mod known;
mod lack;
mod letter;
mod live;
mod markup;
mod properties;
mod prune;
mod story;
mod stub;
mod tags;
mod tidy;
mod title;
mod weights;

use std::borrow::Cow;
use std::collections::HashSet;

use dom_query::Document;
use fiche::{Article, Provenance};
use serde::{Deserialize, Serialize};

use crate::metadata::{self, Field, Found, byline, dateline};
use crate::{dates, lines};
use lack::Signs;

pub(crate) use known::{Known, found};
pub(crate) use letter::{Letter, read_flat_letter, read_letter};

/// Elements whose text nobody reads.
const UNREAD: &str = "script, style, noscript, template, svg, select, textarea, iframe";

/// A line of a menu: one short word.
const LONGEST_MENU_WORD_BYTES: usize = 24;

/// The first lines of the story are where its byline stands.
const BYLINE_LINES: usize = 4;

/// What a page holds.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) article: Article,
    /// Why it is no article, as the end of a sentence about the page.
    pub(crate) lack: Option<Cow<'static, str>>,
    /// Why it was read without its structure, in the same form.
    pub(crate) excess: Option<Cow<'static, str>>,
    /// Whether it shows only the beginning of its article.
    pub(crate) is_stub: bool,
}

/// What is said of a page that is a stub, as the end of a sentence about it.
pub(crate) const STUB: &str =
    "shows only the beginning of its article, before a paywall: save it again with access";

/// Reads a decoded page, of which something may be known from elsewhere; `path` is where it lies and may tell its date. A
/// page without an article gives what text it has.
pub(crate) fn read(html: &str, known: &[Known], path: &str) -> Page {
    let html = &*inlined::without_files(html);
    let html = &*tags::without_frames(html);
    match cost::excess(html) {
        Some(why) => read_flat(html, known, path, why.into()),
        None => read_tree(html, found(known), path),
    }
}

/// The text of a page without its tags below its title, and why nothing else is asked of its structure.
pub(crate) fn read_flat(html: &str, known: &[Known], path: &str, why: Cow<'static, str>) -> Page {
    let mut found = found(known);
    let title = one_line(tags::title(html));
    found.offer(
        Field::Title,
        title::without_site(&title),
        Provenance::Markup,
    );
    let article = finish(article_of(&tags::strip_tags(html)), found, path);
    let lack = article.is_empty().then_some("has no text".into());
    Page {
        article,
        lack,
        excess: Some(why),
        is_stub: false,
    }
}

fn read_tree(html: &str, mut found: Found, path: &str) -> Page {
    let document = Document::from(html);
    let stated = json_ld::read(&document, &mut found);
    properties::read(&document, &mut found);
    title::read(&document, &mut found);
    let signs = Signs::of(&document);
    document.select(UNREAD).remove();
    markup::read(html, &document, &mut found);
    let page = text_of(&document, "body");
    let is_stated = stated.is_live_blog || is_live_headline(&found);
    let live = live::entries(html, &document, is_stated);
    let story = story::find(html, document);
    let is_live = live.is_some() || stated.is_live_blog;
    let shown = live.unwrap_or(story.text);
    let text = match is_live {
        true if stated.body.len() > shown.len() => stated.body.clone(),
        true => shown,
        false => tidy::tidy(&story::or_stated(shown, &stated.body)),
    };
    dated::offer(&text, &page, &mut found);
    let mut article = article_of(if text.is_empty() { &page } else { &text });
    article.captions.extend(story.captions);
    article.captions.dedup();
    let mut article = finish(article, found, path);
    article.live = is_live;
    if !is_live {
        edges::trim(&mut article);
    }
    article.rest = rest_of(&page, &article);
    let lack = lack::lack(&article, &signs, story.is_links).map(Cow::from);
    let is_stub = lack.is_none() && stub::note(&mut article, &stated, &page);
    Page {
        article,
        lack,
        excess: None,
        is_stub,
    }
}

fn is_live_headline(found: &Found) -> bool {
    let titles = found.all(Field::Title);
    let mut titles = titles.map(|title| Article::new("", title, ""));
    titles.any(|article| article.is_live())
}

/// The text below the first element that fits, a line a paragraph.
fn text_of(document: &Document, selector: &str) -> String {
    let selection = document.select_single(selector);
    selection.formatted_text().to_string()
}

fn article_of(text: &str) -> Article {
    let parted = lines::part(text);
    Article {
        body: parted.body,
        rest: parted.rest,
        captions: parted.captions,
        ..Article::default()
    }
}

/// The lines of the page that are neither in the story nor the words of a menu.
fn rest_of(page: &str, article: &Article) -> String {
    let captions = article.captions.iter().map(String::as_str);
    let kept: HashSet<String> = article.body.lines().chain(captions).map(one_line).collect();
    let mut seen = HashSet::new();
    let rest: Vec<&str> = article
        .rest
        .lines()
        .chain(page.lines())
        .map(str::trim)
        .filter(|line| !is_menu_word(line) && !kept.contains(&one_line(line)) && seen.insert(*line))
        .collect();
    rest.join("\n")
}

fn is_menu_word(line: &str) -> bool {
    line.len() <= LONGEST_MENU_WORD_BYTES && !line.contains(char::is_whitespace)
}

/// Fills in what the text and the addresses tell, and settles what holds.
fn finish(mut article: Article, mut found: Found, path: &str) -> Article {
    offer_text(&article.body, &mut found);
    let url = found.get(Field::Url).map(str::to_owned);
    for (name, provenance) in [
        (url.as_deref().unwrap_or_default(), Provenance::Url),
        (path, Provenance::Path),
    ] {
        if let Some(date) = dates::in_path(name) {
            found.offer(Field::Published, &date.to_string(), provenance);
        }
    }
    drop_outlets(&mut found);
    let shown = found
        .said(Field::Title, Provenance::Markup)
        .unwrap_or_default()
        .to_owned();
    found.apply(&mut article);
    let outlet = article.outlet.as_deref().unwrap_or_default();
    let title = title::without_outlet(&article.title, outlet);
    let title = title::as_shown(title, &shown).to_owned();
    article.title = title;
    metadata::drop_repeated_deck(&mut article);
    article
}

/// What a content system adds to the outlet's name where nobody signed.
const OF_OUTLETS: &[&str] = &[
    "",
    "magazine",
    "media",
    "staff",
    "editors",
    "com",
    "online",
    "redaktion",
];

/// Where people signed, the outlet is not one of the authors.
fn drop_outlets(found: &mut Found) {
    let outlets: Vec<String> = found.all(Field::Outlet).map(letters).collect();
    let is_person = |author: &str| {
        let author = letters(author);
        let mut added = outlets
            .iter()
            .filter_map(|outlet| author.strip_prefix(outlet.as_str()));
        !added.any(|added| OF_OUTLETS.contains(&added))
    };
    if found.all(Field::Authors).any(is_person) {
        found.retain(Field::Authors, is_person);
    }
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|sign| sign.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn offer_text(body: &str, found: &mut Found) {
    let mut paragraphs = body.lines().filter(|line| !line.is_empty());
    if let Some((place, outlet, _)) = paragraphs.clone().take(BYLINE_LINES).find_map(dateline) {
        found.offer(Field::Place, &place, Provenance::Text);
        found.offer(Field::Outlet, &outlet.unwrap_or_default(), Provenance::Text);
    }
    let signed = paragraphs.by_ref().take(BYLINE_LINES).find_map(byline);
    for name in signed.map(|(names, _)| names).unwrap_or_default() {
        found.offer(Field::Authors, &name, Provenance::Text);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Content systems escape what they put into JSON-LD and `<meta>` as if it were HTML, some of them twice.
fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        if cost::excess(&text).is_some() {
            return tags::strip_tags(&text);
        }
        if text.contains('<') || holds_reference(&text) {
            text = Document::fragment(text).formatted_text().to_string();
        }
    }
    text
}

/// Whether there is an `&amp;` or its kin; `?lang=en&copy=2` of an address is none.
fn holds_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|after| {
        let name = after.split(';').next().unwrap_or_default();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
        name.len() < after.len() && !name.is_empty() && name.chars().all(is_name)
    })
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn what_is_escaped_once_more_is_unescaped_and_addresses_stay() {
        for (text, plain) in [
            ("Bed &amp; breakfast", "Bed & breakfast"),
            ("Bed &amp;amp; breakfast", "Bed & breakfast"),
            ("&#039;Ferry back&#039;", "'Ferry back'"),
            (
                "https://post.example/?lang=en&copy=2",
                "https://post.example/?lang=en&copy=2",
            ),
            (
                "Bed & breakfast; and a ferry",
                "Bed & breakfast; and a ferry",
            ),
        ] {
            assert_eq!(unescape(text), plain);
        }
    }
}
