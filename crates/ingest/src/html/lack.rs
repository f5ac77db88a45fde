//! Pages that hold no article: what a server says when it has none, doors to log in at, lists of other pages.
//!
//! A page is refused only where nothing speaks for it: to index a list is a small harm, to lose an article a great one. So
//! a page with two real paragraphs is one, whatever its title says.

use dom_query::Document;
use fiche::{Article, Provenance};

use crate::lines;
use crate::metadata::Field;

/// How the titles of pages begin, in lower case, that a server sends instead of the one that was asked for.
#[rustfmt::skip]
const ERRORS: &[&str] = &[
    "400 bad request", "401 unauthorized", "403 forbidden", "403 - forbidden", "404", "410 gone", "error 403", "error 404", "error 500",
    "404 not found", "404 error", "404 page not found", "500 internal server error", "502 bad gateway", "503 service unavailable",
    "503 service temporarily unavailable", "504 gateway time-out", "504 gateway timeout", "301 moved permanently", "access denied", "forbidden", "not found", "page not found",
    "page cannot be found", "page unavailable", "service unavailable", "site not found", "bad gateway", "bad request", "object moved",
    "302 found", "redirecting", "seite nicht gefunden", "page introuvable", "página no encontrada",
    "pagina non trovata", "strona nie została znaleziona", "сторінку не знайдено", "страница не найдена",
];

/// What parts the words of an error from the name of the site.
const MARKS: [char; 9] = ['-', '–', '—', '|', ':', '·', '.', '!', '…'];

/// Words of doors: pages that ask for a script, a log-in or a proof of being human before they show anything.
#[rustfmt::skip]
const DOORS: &[&str] = &[
    "enable javascript", "javascript is required", "javascript is disabled", "verify you are human", "are you a robot", "not a robot",
    "checking your browser", "just a moment", "attention required", "log in to continue", "sign in to continue", "please log in",
    "please sign in", "you must be logged in", "enable cookies",
];

/// An error page has at most so many paragraphs of explanation.
const MOST_PARAGRAPHS: usize = 1;

/// A door says little.
const LONGEST_DOOR_BYTES: usize = 600;

/// A page that leads to another says less.
const LONGEST_REDIRECT_BYTES: usize = 200;

/// What a page says of itself that its text does not show.
pub(super) struct Signs {
    /// It sends the reader to another page.
    leads_on: bool,
    /// It shows other files in its parts.
    is_frames: bool,
    /// It states that it is an article, or has what only articles have.
    is_stated: bool,
}

impl Signs {
    pub(super) fn of(document: &Document) -> Self {
        let kind = document.select_single(r#"meta[property="og:type"]"#);
        let kind = kind.attr_or("content", "").to_ascii_lowercase();
        let refresh = document.select(r#"meta[http-equiv="refresh" i][content*="url" i]"#);
        Self {
            leads_on: !refresh.is_empty(),
            is_frames: document.select("frameset").exists(),
            is_stated: kind.starts_with("article") || kind.starts_with("video"),
        }
    }
}

/// Why the page holds no article, as the end of a sentence about it; `None` where it may hold one.
pub(super) fn lack(article: &Article, signs: &Signs, is_links: bool) -> Option<&'static str> {
    if article.is_empty() {
        return Some("has no text");
    }
    if signs.is_frames && article.body.is_empty() {
        return Some("is a set of frames, which lie in files of their own");
    }
    let mut paragraphs = article
        .body
        .lines()
        .filter(|line| lines::is_paragraph(line));
    if paragraphs.nth(MOST_PARAGRAPHS).is_some() {
        return None;
    }
    let title = article.title.to_lowercase();
    let body = article.body.to_lowercase();
    let is_signed = !article.authors.is_empty() || is_dated(article);
    if ERRORS.iter().any(|error| begins(&title, error)) && !is_dated(article) {
        return Some("is an error page");
    }
    if signs.leads_on && body.len() <= LONGEST_REDIRECT_BYTES {
        return Some("only leads to another page");
    }
    // The line that asks for a script is taken out of the story, and is all there is.
    let shown = if body.is_empty() {
        article.rest.to_lowercase()
    } else {
        body
    };
    let is_door = |words: &str| title.starts_with(words) || shown.contains(words);
    if shown.len() <= LONGEST_DOOR_BYTES
        && !signs.is_stated
        && DOORS.iter().any(|words| is_door(words))
    {
        return Some("asks to log in or to run a script, and shows no text before");
    }
    if is_links && !signs.is_stated && !is_signed {
        return Some("is a list of links");
    }
    None
}

/// Whether the page itself says when it was published.
fn is_dated(article: &Article) -> bool {
    let kind = article.provenance.get(Field::Published.name());
    kind.is_some_and(|kind| !kind.is_guess() && !matches!(kind, Provenance::Url | Provenance::Path))
}

/// Whether the title is those words, or has a mark and the site's name behind them: `404 - The Post`.
fn begins(title: &str, words: &str) -> bool {
    let behind = title.strip_prefix(words).map(str::trim_start);
    behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(MARKS))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::read;

    const PARAGRAPHS: &str = "<p>The lamp of the old lighthouse burned again on Sunday night.</p>\
        <p>A society of forty neighbours had cleaned its lens and found a new mantle.</p>";

    fn lack(head: &str, body: &str) -> Option<Cow<'static, str>> {
        let html = format!("<html><head>{head}</head><body>{body}</body></html>");
        read(&html, &[], "").lack
    }

    #[test]
    fn pages_without_an_article_are_said() {
        let link = "<li><a href=\"/ferry\">The story of the harbour and its ferry</a></li>";
        let links = link.repeat(12);
        for (head, body, why) in [
            (
                "<title>404 Not Found</title>",
                "<h1>Not Found</h1><p>The address /ferry was not found on this server.</p>",
                "error",
            ),
            (
                "<title>Page not found - The Harbour Post</title>",
                "<p>Try the search.</p>",
                "error",
            ),
            (
                "<meta http-equiv=\"Refresh\" content=\"0; URL=/ferry\"><title>Ferry</title>",
                "<p>Moved.</p>",
                "leads",
            ),
            (
                "<title>Harbour Post</title>",
                "<p>Please enable JavaScript to read this site.</p>",
                "script",
            ),
            (
                "<title>Harbour Post</title>",
                &format!("<ul>{links}</ul>"),
                "links",
            ),
            ("", "", "no text"),
            (
                "<title>Harbour Post</title></head><frameset><frame src=a></frameset>",
                "",
                "frames",
            ),
        ] {
            let found = lack(head, body).unwrap_or_default();
            assert!(found.contains(why), "{head}{body}: {found}");
        }
    }

    #[test]
    fn an_article_is_never_refused() {
        for (head, body) in [
            (
                "<title>404 days at sea</title>",
                "<p>He came home on Monday.</p>",
            ),
            (
                "<title>Forbidden harbour: how the quay was closed to the town for years</title>",
                "<p>It opened on Monday.</p>",
            ),
            ("<title>Not found</title>", PARAGRAPHS),
            ("<title>Lamp lit again</title>", "<p>Short.</p>"),
            (
                "<title>Please log in, says the lamp keeper</title>",
                PARAGRAPHS,
            ),
        ] {
            assert_eq!(lack(head, body), None, "{head}{body}");
        }
    }
}
