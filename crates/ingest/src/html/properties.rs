//! What a page says of its article in `<meta>` and `<link>`: OpenGraph, Dublin Core, Parsely, Sailthru and others.

use dom_query::Document;
use fiche::Provenance::{self, Meta, OpenGraph};
use serde_json::Value;

use crate::metadata::{Field, Found};

/// Names of `<meta>`, in lower case, and what they fill; of one provenance the first that says something wins.
#[rustfmt::skip]
const NAMES: &[(&str, Field, Provenance)] = &[
    ("og:title", Field::Title, OpenGraph), ("og:description", Field::Deck, OpenGraph), ("og:site_name", Field::Outlet, OpenGraph),
    ("og:url", Field::Url, OpenGraph), ("og:locale", Field::Language, OpenGraph), ("og:article:author", Field::Authors, OpenGraph),
    ("article:author", Field::Authors, OpenGraph), ("article:section", Field::Section, OpenGraph), ("article:tag", Field::Tags, OpenGraph),
    ("article:published_time", Field::Published, OpenGraph), ("og:published_time", Field::Published, OpenGraph),
    ("article:published", Field::Published, OpenGraph), ("article:modified_time", Field::Modified, OpenGraph),
    ("og:updated_time", Field::Modified, OpenGraph), ("article:modified", Field::Modified, OpenGraph),
    ("parsely-title", Field::Title, Meta), ("dc.title", Field::Title, Meta), ("dcterms.title", Field::Title, Meta),
    ("citation_title", Field::Title, Meta), ("sailthru.title", Field::Title, Meta), ("hdl", Field::Title, Meta),
    ("title", Field::Title, Meta), ("twitter:title", Field::Title, Meta),
    ("parsely-author", Field::Authors, Meta), ("sailthru.author", Field::Authors, Meta), ("dc.creator", Field::Authors, Meta),
    ("dcterms.creator", Field::Authors, Meta), ("citation_author", Field::Authors, Meta), ("author", Field::Authors, Meta),
    ("byl", Field::Authors, Meta), ("authors", Field::Authors, Meta), ("rbauthors", Field::Authors, Meta), ("creator", Field::Authors, Meta),
    ("parsely-pub-date", Field::Published, Meta), ("sailthru.date", Field::Published, Meta), ("dc.date.issued", Field::Published, Meta),
    ("dcterms.issued", Field::Published, Meta), ("dcterms.created", Field::Published, Meta), ("dcterms.available", Field::Published, Meta),
    ("dc.date", Field::Published, Meta), ("dc.date.created", Field::Published, Meta), ("dcterms.date", Field::Published, Meta),
    ("citation_publication_date", Field::Published, Meta), ("citation_date", Field::Published, Meta), ("datepublished", Field::Published, Meta),
    ("rnews:datepublished", Field::Published, Meta), ("originalpublicationdate", Field::Published, Meta), ("publish-date", Field::Published, Meta),
    ("publishdate", Field::Published, Meta), ("publish_date", Field::Published, Meta), ("publication_date", Field::Published, Meta),
    ("pubdate", Field::Published, Meta), ("pdate", Field::Published, Meta), ("ptime", Field::Published, Meta), ("article_date_original", Field::Published, Meta),
    ("cxenseparse:recs:publishtime", Field::Published, Meta), ("weibo:article:create_at", Field::Published, Meta), ("date", Field::Published, Meta),
    // In UTC, which is the next day for an evening in America.
    ("parsely-page-date", Field::Published, Meta),
    ("dcterms.modified", Field::Modified, Meta), ("dc.date.modified", Field::Modified, Meta), ("datemodified", Field::Modified, Meta),
    ("lastmod", Field::Modified, Meta), ("last-modified", Field::Modified, Meta), ("utime", Field::Modified, Meta),
    ("dc.publisher", Field::Outlet, Meta), ("citation_journal_title", Field::Outlet, Meta), ("cre", Field::Outlet, Meta), ("application-name", Field::Outlet, Meta),
    ("parsely-section", Field::Section, Meta), ("section", Field::Section, Meta), ("sailthru.section", Field::Section, Meta), ("cg", Field::Section, Meta),
    ("parsely-tags", Field::Tags, Meta), ("news_keywords", Field::Tags, Meta), ("sailthru.tags", Field::Tags, Meta), ("keywords", Field::Tags, Meta),
    ("dc.description", Field::Deck, Meta), ("description", Field::Deck, Meta), ("twitter:description", Field::Deck, Meta),
    ("dc.language", Field::Language, Meta), ("content-language", Field::Language, Meta), ("language", Field::Language, Meta),
    ("parsely-link", Field::Url, Meta),
];

/// Elements with an attribute that says something of the page.
#[rustfmt::skip]
const ATTRIBUTES: &[(&str, &str, Field)] = &[
    (r#"link[rel="canonical"]"#, "href", Field::Url),
    ("html[lang]", "lang", Field::Language),
    ("html", "xml:lang", Field::Language),
];

/// Offers what the page's head says.
pub(super) fn read(document: &Document, found: &mut Found) {
    let mut stated = stated(document);
    let page = stated.iter().find(|(name, _)| name == PARSELY_PAGE);
    let inside = page.map_or_else(Vec::new, |(_, json)| parsely(json));
    stated.extend(inside);
    for (name, field, provenance) in NAMES {
        if found.has(*field, *provenance) {
            continue;
        }
        for (_, content) in stated.iter().filter(|(stated, _)| stated == name) {
            found.offer(*field, content, *provenance);
        }
    }
    for (selector, attribute, field) in ATTRIBUTES {
        if let Some(value) = document.select_single(selector).attr(attribute) {
            found.offer(*field, &value, Meta);
        }
    }
}

/// Every `<meta>` of the page as name and content; one that has several names stands once for each.
fn stated(document: &Document) -> Vec<(String, String)> {
    let mut stated = Vec::new();
    for meta in &document.select("meta[content]") {
        let content = meta.attr_or("content", "");
        for key in ["property", "name", "itemprop", "http-equiv"] {
            for name in meta.attr_or(key, "").split_whitespace() {
                let name = normal_name(name);
                // JSON stays as it is until it is parsed.
                let content = if name == PARSELY_PAGE {
                    content.to_string()
                } else {
                    super::unescape(&content)
                };
                stated.push((name, content));
            }
        }
    }
    stated
}

const PARSELY_PAGE: &str = "parsely-page";

/// The names of Parsely's older form, a JSON object in one `<meta>`, and those of its newer one.
const PARSELY: &[(&str, &str)] = &[
    ("title", "parsely-title"),
    ("author", "parsely-author"),
    ("authors", "parsely-author"),
    ("pub_date", "parsely-page-date"),
    ("section", "parsely-section"),
    ("tags", "parsely-tags"),
    ("link", "parsely-link"),
];

fn parsely(json: &str) -> Vec<(String, String)> {
    let Ok(Value::Object(page)) = serde_json::from_str(json) else {
        return Vec::new();
    };
    let mut stated = Vec::new();
    for (key, name) in PARSELY {
        let values = match page.get(*key) {
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        let texts = values.iter().filter_map(Value::as_str);
        stated.extend(texts.map(|text| ((*name).to_owned(), super::unescape(text))));
    }
    stated
}

/// `DC:Creator` and `dc.creator` are one name.
fn normal_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    match lower.split_once(':') {
        Some((schema @ ("dc" | "dcterms"), name)) => format!("{schema}.{name}"),
        _ => lower,
    }
}
