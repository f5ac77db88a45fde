//! The headline in the page's `<title>` and `<h1>`.

use dom_query::Document;
use fiche::Provenance;

use crate::metadata::{Field, Found};

/// What parts a headline from the name of the site.
const SEPARATORS: &[&str] = &[" | ", " — ", " – ", " - ", " :: ", " » ", " « ", " · "];

/// A headline has more words than the name of a site, or at least so many.
const HEADLINE_WORDS: usize = 3;

/// Offers the headline of the page's own elements: the `<h1>` where `<title>` holds it or there is no `<title>`, else the
/// `<title>` without the name of the site.
pub(super) fn read(document: &Document, found: &mut Found) {
    let title = super::one_line(&document.select_single("title").text());
    let headings = document.select("h1");
    let headings: Vec<String> = headings
        .iter()
        .map(|h1| super::one_line(&h1.text()))
        .collect();
    let held = headings
        .iter()
        .find(|h1| h1.split(' ').count() >= HEADLINE_WORDS && title.contains(h1.as_str()));
    let alone = headings
        .first()
        .filter(|_| title.is_empty() || headings.len() == 1);
    let is_given = !title.is_empty();
    let headline = match (held, alone) {
        (Some(h1), _) => h1,
        (None, Some(h1)) if !is_given => h1,
        _ => without_site(&title),
    };
    found.offer(Field::Title, headline, Provenance::Markup);
}

/// The headline without the outlet's own name before or behind it, as OpenGraph often has it.
pub(super) fn without_outlet<'a>(title: &'a str, outlet: &str) -> &'a str {
    if outlet.is_empty() {
        return title;
    }
    let cut = SEPARATORS.iter().find_map(|separator| {
        let behind = title
            .strip_prefix(outlet)
            .and_then(|rest| rest.strip_prefix(separator));
        behind.or_else(|| {
            title
                .strip_suffix(outlet)
                .and_then(|rest| rest.strip_suffix(separator))
        })
    });
    cut.unwrap_or(title)
}

/// The title without the name of the site before or behind it.
fn without_site(title: &str) -> &str {
    let cut = SEPARATORS
        .iter()
        .filter_map(|separator| Some((title.rfind(separator)?, separator)))
        .max_by_key(|(at, _)| *at);
    let Some((at, separator)) = cut else {
        return title;
    };
    let (before, behind) = (&title[..at], &title[at + separator.len()..]);
    let words = |text: &str| text.split_whitespace().count();
    if words(before) >= HEADLINE_WORDS || words(before) >= words(behind) {
        before
    } else {
        behind
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(html: &str) -> String {
        let mut found = Found::default();
        read(&Document::from(html), &mut found);
        found.get(Field::Title).unwrap_or_default().to_owned()
    }

    #[test]
    fn an_outlet_is_cut_off_where_it_is_known() {
        for title in ["Post | Ferry back", "Ferry back - Post", "Ferry back"] {
            assert_eq!(without_outlet(title, "Post"), "Ferry back");
        }
        assert_eq!(without_outlet("Post | Ferry back", ""), "Post | Ferry back");
    }

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_headline() {
        for (html, title) in [
            (
                "<title>Harbour opens again - The Harbour Post</title>",
                "Harbour opens again",
            ),
            (
                "<title>Post | Harbour opens again at last</title>",
                "Harbour opens again at last",
            ),
            (
                "<title>Harbour – and town – open | Post</title>",
                "Harbour – and town – open",
            ),
            (
                "<title>Harbour opens again: Post</title><h1>Harbour opens again</h1>",
                "Harbour opens again",
            ),
            ("<h1>Harbour opens</h1>", "Harbour opens"),
            ("<p>No title</p>", ""),
        ] {
            assert_eq!(headline(html), title, "{html}");
        }
    }
}
