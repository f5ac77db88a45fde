//! Live blogs: many small entries, each with its time, the newest first or last as the page has them.
//!
//! Readability looks for one story and keeps the longest entries without their times. So where a page says that it is a
//! live blog, its entries are taken one by one, each below a line with its time, in the order of the page.

use dom_query::{Document, NodeRef, Selection};

use super::prune;

/// A live blog has so many entries at least.
const FEWEST_ENTRIES: usize = 3;

/// A shorter entry is a time and a name.
const SHORTEST_ENTRY_CHARS: usize = 20;

/// Words that stand next to each other in the names of a live blog's elements.
const NAMES: [(&str, &str); 3] = [("live", "blog"), ("live", "ticker"), ("live", "updates")];

/// Names that say it in one word.
const NAME: [&str; 3] = ["liveblog", "liveticker", "liveupdates"];

/// The entries of a live blog, below their times; `None` where the page is none or has no entries of its own. `html` is
/// the page as it is written, where the words are looked for first.
pub(super) fn entries(html: &str, document: &Document, is_stated: bool) -> Option<String> {
    if !is_stated && !mentions_live(html) {
        return None;
    }
    let microdata = document.select(r#"[itemtype*="LiveBlogPosting"]"#);
    if !is_stated && microdata.is_empty() && !is_named(document) {
        return None;
    }
    let marked = document.select(r#"[itemprop~="liveBlogUpdate"]"#);
    let marked: Vec<NodeRef> = marked.nodes().to_vec();
    let entries = match marked.len() >= FEWEST_ENTRIES {
        true => marked,
        false => timed(document),
    };
    let chars: usize = entries.iter().map(NodeRef::normalized_char_count).sum();
    let is_most = chars * 2 >= document.root().normalized_char_count();
    if entries.len() < FEWEST_ENTRIES || !is_most {
        return None;
    }
    let texts: Vec<String> = entries.iter().map(text).collect();
    Some(texts.join("\n\n"))
}

/// Whether the page holds a name of live blogs anywhere, be it in a link.
fn mentions_live(html: &str) -> bool {
    html.match_indices("ive").any(|(at, live)| {
        let behind = html[at + live.len()..]
            .bytes()
            .map(|byte| byte.to_ascii_lowercase());
        let letters = behind.filter(u8::is_ascii_alphabetic).take(LONGEST_NAME);
        html[..at].ends_with(['l', 'L'])
            && NAMES
                .iter()
                .any(|(_, second)| letters.clone().take(second.len()).eq(second.bytes()))
    })
}

/// The longest second word of a name.
const LONGEST_NAME: usize = 7;

/// Whether an element is called a live blog.
fn is_named(document: &Document) -> bool {
    let elements = document.select(r#"[class*="ive"], [id*="ive"]"#);
    elements.nodes().iter().any(|element| {
        let names = [element.attr_or("class", ""), element.attr_or("id", "")];
        names
            .iter()
            .flat_map(|names| names.split_whitespace())
            .any(|name| {
                let words: Vec<String> = prune::words(name).collect();
                let is_pair = |pair: &[String]| {
                    NAMES
                        .iter()
                        .any(|(first, second)| pair[0] == *first && pair[1] == *second)
                };
                words.windows(2).any(is_pair)
                    || words.iter().any(|word| NAME.contains(&word.as_str()))
            })
    })
}

/// The elements beside each other that have a time and a text each: of several such rows the longest.
fn timed<'a>(document: &'a Document) -> Vec<NodeRef<'a>> {
    let times = document.select("time");
    let mut rows: Vec<(NodeRef<'a>, Vec<NodeRef<'a>>)> = Vec::new();
    for time in times.nodes() {
        // The entry is the first element around the time that says more than it, and the row the one around that.
        let own = time.normalized_char_count();
        let entry = time
            .ancestors_it(None)
            .find(|around| around.normalized_char_count() >= own + SHORTEST_ENTRY_CHARS);
        let row = entry.and_then(|entry| Some((entry.parent()?, entry)));
        let Some((row, entry)) = row.filter(|(row, _)| !row.is_document()) else {
            continue;
        };
        match rows.iter_mut().find(|(known, _)| known.id == row.id) {
            Some((_, entries)) if entries.iter().all(|known| known.id != entry.id) => {
                entries.push(entry);
            }
            Some(_) => {}
            None => rows.push((row, vec![entry])),
        }
    }
    let rows = rows.into_iter().map(|(_, entries)| entries);
    let longest = rows.max_by_key(|entries| {
        let chars = entries.iter().map(NodeRef::normalized_char_count);
        chars.sum::<usize>()
    });
    longest.unwrap_or_default()
}

/// The time of an entry on a line, and its text.
fn text(entry: &NodeRef) -> String {
    let entry = Selection::from(*entry);
    let time = entry.select(r#"time, [itemprop~="datePublished"]"#);
    let shown = super::one_line(&time.nodes().first().map(NodeRef::text).unwrap_or_default());
    let label = match shown.is_empty() {
        true => time
            .attr_or("datetime", &time.attr_or("content", ""))
            .to_string(),
        false => shown,
    };
    time.remove();
    let text = entry.formatted_text();
    format!("{label}\n{}", text.trim()).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn page(container: &str) -> String {
        page_of("Harbour opens: live", container)
    }

    fn page_of(headline: &str, container: &str) -> String {
        let entry = |time: &str, text: &str| {
            format!(
                "<div class=post><header><time datetime='2022-03-14T{time}:00Z'>{time}</time></header><p>{text}</p></div>"
            )
        };
        let entries = [
            entry(
                "11:40",
                "The first ship has left the quay, with wheat for the south.",
            ),
            entry(
                "10:05",
                "The gate of the harbour is open, say those who stand before it.",
            ),
            entry("09:30", "Pickets left at dawn."),
        ];
        format!(
            "<html><body><h1>{headline}</h1><div class='{container}'>{}</div></body></html>",
            entries.concat()
        )
    }

    #[test]
    fn entries_keep_their_order_and_times() {
        let article = read(&page("live-blog__entries"), &[], "").article;
        assert!(article.live);
        let body = article.body;
        let expected = "11:40\nThe first ship has left the quay, with wheat for the south.\n\n10:05\nThe gate of the harbour is open, say those who stand before it.\n\n09:30\nPickets left at dawn.";
        assert_eq!(body, expected);
    }

    #[test]
    fn entries_that_are_stated_are_taken_where_the_page_shows_less() {
        let update = |time: &str, text: &str| {
            format!(
                r#"{{"@type": "BlogPosting", "headline": "{text}", "datePublished": "2022-03-14T{time}:00+02:00", "articleBody": "{text} It took the port nine days to come so far."}}"#
            )
        };
        let updates = [update("11:40", "Ship leaves"), update("10:05", "Gate open")].join(",");
        let html = format!(
            r#"<script type="application/ld+json">{{"@type": "LiveBlogPosting", "headline": "Harbour opens", "liveBlogUpdate": [{updates}]}}</script><h1>Harbour opens</h1>"#
        );
        let body = read(&html, &[], "").article.body;
        assert_eq!(
            body,
            "2022-03-14 11:40 — Ship leaves\nShip leaves It took the port nine days to come so far.\n\n2022-03-14 10:05 — Gate open\nGate open It took the port nine days to come so far."
        );
    }

    #[test]
    fn other_pages_are_no_live_blogs() {
        let article = read(&page("stories"), &[], "").article;
        assert!(!article.body.starts_with("11:40"), "{}", article.body);
        assert!(!article.live);
    }

    #[test]
    fn a_headline_of_a_live_blog_is_enough() {
        let article = read(&page_of("Live: harbour opens", "stories"), &[], "").article;
        assert!(article.body.starts_with("11:40"), "{}", article.body);
        assert!(article.live);
    }
}
