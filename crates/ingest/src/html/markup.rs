//! What the elements of the page itself say of its article: microdata, `<time>`, `rel=author`, classes such as `byline`.

use dom_query::{Document, NodeRef, Selection};
use fiche::Provenance;

use crate::metadata::{self, Field, Found};

/// Where the words of an element are.
enum From {
    Attribute(&'static str),
    Text,
    /// Several things in one line, parted by marks.
    Parts,
    /// A byline in the text: names and perhaps an outlet.
    Byline,
}

struct Row {
    /// What stands in the source of every page that has such an element: a page is walked for no other row.
    needs: &'static str,
    selector: &'static str,
    field: Field,
    from: From,
}

const fn row(needs: &'static str, selector: &'static str, field: Field, from: From) -> Row {
    Row {
        needs,
        selector,
        field,
        from,
    }
}

/// Elements, the surest first: for each field the first row that finds something is taken.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    row("itemprop", r#"[itemprop~="datePublished"]"#, Field::Published, From::Attribute("datetime")),
    row("itemprop", r#"[itemprop~="datePublished"]"#, Field::Published, From::Attribute("content")),
    row("itemprop", r#"[itemprop~="datePublished"]"#, Field::Published, From::Text),
    row("pubdate", "time[pubdate]", Field::Published, From::Attribute("datetime")),
    row("datetime", "article time[datetime], main time[datetime]", Field::Published, From::Attribute("datetime")),
    row("datetime", "time[datetime]", Field::Published, From::Attribute("datetime")),
    row("", "abbr.published, .dt-published, .entry-date, .post-date, .published, .pubdate, .publish-date, .article-date, .timestamp, .dateline, .date", Field::Published, From::Attribute("title")),
    row("", "time, abbr.published, .dt-published, .entry-date, .post-date, .published, .pubdate, .publish-date, .article-date, .timestamp, .dateline, .date", Field::Published, From::Text),
    row("", ".published-at, .publishedAt, [class*=publish-date], [class*=publish_date], [class*=date-publish], [id*=date-publish], [class*=byline-date], [class*=by_line_date], [class*=article-date], [class*=post-date], [class*=article_date]", Field::Published, From::Parts),
    row("itemprop", r#"[itemprop~="dateModified"]"#, Field::Modified, From::Attribute("datetime")),
    row("itemprop", r#"[itemprop~="dateModified"]"#, Field::Modified, From::Attribute("content")),
    row("itemprop", r#"[itemprop~="articleSection"]"#, Field::Section, From::Text),
    row("itemprop", r#"[itemprop~="publisher"] [itemprop~="name"]"#, Field::Outlet, From::Attribute("content")),
    row("itemprop", r#"[itemprop~="publisher"] [itemprop~="name"]"#, Field::Outlet, From::Text),
    row("itemprop", r#"[itemprop~="keywords"]"#, Field::Tags, From::Attribute("content")),
    row("itemprop", r#"[itemprop~="author"] [itemprop~="name"]"#, Field::Authors, From::Text),
    row("itemprop", r#"[itemprop~="author"]"#, Field::Authors, From::Text),
    row("author", r#"[rel~="author"]"#, Field::Authors, From::Text),
    row("byline", ".byline [class*=author], .byline [class*=name], .byline a", Field::Authors, From::Text),
    row("", ".p-author, .author-name, .byline-name, .byline__name, .article-author, .post-author, .entry-author", Field::Authors, From::Text),
    row("author", "[class*=author-name], [class*=author_name], [class*=authorName]", Field::Authors, From::Byline),
    row("", ".byline, [class*=byline], [class*=Byline], [class*=by_line], [class*=by-line], [class*=by_author], [id*=byline], .author, .article__author, .vcard .fn, .writtenby", Field::Authors, From::Byline),
];

/// Where more elements are bylines they are those of other stories, below the article's own.
const MOST_BYLINES: usize = 8;

/// What is said of an article stands among the first elements of its kind; a page of a thousand times is a table.
const MOST_ELEMENTS: usize = 200;

/// How the classes and ids of what is not the story begin.
const OTHERS: &[&str] = &[
    "comment",
    "disqus",
    "related",
    "recommend",
    "sidebar",
    "most-read",
    "trending",
];

/// Offers what the elements of a page say; `html` is its source.
pub(super) fn read(html: &str, document: &Document, found: &mut Found) {
    let mut settled: Vec<Field> = Vec::new();
    for row in ROWS {
        let provenance = match row.selector.contains("itemprop") {
            true => Provenance::Microdata,
            false => Provenance::Markup,
        };
        // Of authors the better trusted may turn out to be the outlet.
        let is_known = row.field != Field::Authors && found.is_outranked(row.field, provenance);
        if is_known || settled.contains(&row.field) || !html.contains(row.needs) {
            continue;
        }
        let mut said = said(document, row);
        if row.field == Field::Authors && said.len() > MOST_BYLINES {
            said.truncate(1);
        }
        for text in said.into_iter().flatten() {
            found.offer(row.field, &text, provenance);
        }
        if found.has(row.field, provenance) {
            settled.push(row.field);
        }
    }
}

/// What each element of a row says that is of the article.
fn said(document: &Document, row: &Row) -> Vec<Vec<String>> {
    let elements = document.select(row.selector);
    let own = elements
        .nodes()
        .iter()
        .take(MOST_ELEMENTS)
        .filter(|node| !is_of_another(node));
    own.map(|node| words(&Selection::from(*node), &row.from))
        .filter(|words| !words.is_empty())
        .collect()
}

/// Whether the element stands in a comment or beside the story: its people and days are not the article's.
fn is_of_another(element: &NodeRef) -> bool {
    element.ancestors_it(None).any(|ancestor| {
        let names = [ancestor.attr_or("class", ""), ancestor.attr_or("id", "")];
        let is_marked = names
            .iter()
            .flat_map(|names| names.split_whitespace())
            .any(|name| {
                let name = name.to_ascii_lowercase();
                OTHERS.iter().any(|other| name.starts_with(other))
            });
        is_marked && !ancestor.has_name("body") && !ancestor.has_name("html")
    })
}

fn words(element: &Selection, from: &From) -> Vec<String> {
    let text = || super::one_line(&element.text());
    match from {
        From::Attribute(name) => element
            .attr(name)
            .map(|value| value.to_string())
            .into_iter()
            .collect(),
        From::Text => vec![text()],
        From::Parts => text().split(['|', '•', '·']).map(str::to_owned).collect(),
        From::Byline => {
            let names = metadata::signature(&text());
            if names.is_empty() {
                first_signature(&element.formatted_text())
            } else {
                names
            }
        }
    }
}

/// The names on the first line that is a signature: what they are to the outlet stands on a line of its own.
fn first_signature(lines: &str) -> Vec<String> {
    let signatures = lines.lines().map(|line| metadata::signature(line.trim()));
    let mut signed = signatures.filter(|names| !names.is_empty());
    signed.next().unwrap_or_default()
}
