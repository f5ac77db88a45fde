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
    let outlet = super::letters(outlet);
    let cut = SEPARATORS.iter().find_map(|separator| {
        let before = title.rsplit_once(separator);
        let behind = title.split_once(separator);
        before
            .filter(|(_, site)| is_outlet(site, &outlet))
            .map(|(headline, _)| headline)
            .or_else(|| {
                behind
                    .filter(|(site, _)| is_outlet(site, &outlet))
                    .map(|(_, headline)| headline)
            })
    });
    cut.map_or(title, str::trim)
}

/// `Post` and `Post.example` are one outlet.
fn is_outlet(site: &str, outlet: &str) -> bool {
    let site = super::letters(site);
    let is_begun = !site.is_empty() && outlet.starts_with(&site);
    is_begun || (!outlet.is_empty() && site.starts_with(outlet))
}

/// The headline as the page shows it, where the title holds it before or behind more words and a mark between.
pub(super) fn as_shown<'a>(title: &'a str, shown: &str) -> &'a str {
    if shown.split_whitespace().count() < HEADLINE_WORDS {
        return title;
    }
    let is_more = |rest: &str, at_start: bool| {
        SEPARATORS.iter().any(|separator| {
            let mark = separator.trim();
            let rest = rest.trim();
            if at_start {
                rest.starts_with(mark)
            } else {
                rest.ends_with(mark)
            }
        })
    };
    if title
        .strip_prefix(shown)
        .is_some_and(|rest| is_more(rest, true))
    {
        return &title[..shown.len()];
    }
    if title
        .strip_suffix(shown)
        .is_some_and(|rest| is_more(rest, false))
    {
        return &title[title.len() - shown.len()..];
    }
    title
}

/// The title without the name of the site before or behind it.
pub(super) fn without_site(title: &str) -> &str {
    let words = |text: &str| text.split_whitespace().count();
    // `Harbour opens again » Local » News » Post`: a way through the site, of short words.
    let path = SEPARATORS.iter().find_map(|separator| {
        let (headline, path) = title.split_once(separator)?;
        let is_path = path.matches(separator).count() > 0
            && path
                .split(separator)
                .all(|step| words(step) <= HEADLINE_WORDS);
        (is_path && words(headline) > HEADLINE_WORDS).then_some(headline)
    });
    if let Some(headline) = path {
        return headline;
    }
    let cut = SEPARATORS
        .iter()
        .filter_map(|separator| Some((title.rfind(separator)?, separator)))
        .max_by_key(|(at, _)| *at);
    let Some((at, separator)) = cut else {
        return title;
    };
    let (before, behind) = (&title[..at], &title[at + separator.len()..]);
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
        for title in [
            "Post | Ferry back",
            "Ferry back - Post",
            "Ferry back - Post.example",
            "Ferry back",
        ] {
            assert_eq!(without_outlet(title, "Post"), "Ferry back");
        }
        assert_eq!(without_outlet("Post | Ferry back", ""), "Post | Ferry back");
    }

    #[test]
    fn the_headline_is_the_one_that_the_page_shows() {
        for (title, shown, expected) in [
            (
                "Harbour opens again » Local » Post",
                "Harbour opens again",
                "Harbour opens again",
            ),
            (
                "Local | Harbour opens again",
                "Harbour opens again",
                "Harbour opens again",
            ),
            (
                "Harbour opens again and again",
                "Harbour opens again",
                "Harbour opens again and again",
            ),
            ("Harbour | Post", "Harbour", "Harbour | Post"),
        ] {
            assert_eq!(as_shown(title, shown), expected, "{title}");
        }
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
            (
                "<title>Harbour opens again today » Local » News » The Harbour Post</title>",
                "Harbour opens again today",
            ),
            ("<h1>Harbour opens</h1>", "Harbour opens"),
            ("<p>No title</p>", ""),
        ] {
            assert_eq!(headline(html), title, "{html}");
        }
    }
}
