//! An entry of a feed as a record: one row for each name that a record has.

use mail_parser::decoders::base64::base64_decode;

use crate::charset;
use crate::formats::node::{Entries, Node};
use crate::formats::sniff;
use crate::xml::Element;

/// A name of a record, the elements that tell it, the surest first, and how they are read.
struct Row {
    name: &'static str,
    elements: &'static [&'static str],
    read: fn(&Element) -> Option<String>,
    takes: Takes,
}

/// Which of the values found an entry keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Those of the first element that has any.
    First,
    /// The longest of those: a text may be there twice, once without its markup.
    Longest,
    /// All of them.
    All,
}

#[rustfmt::skip]
static ROWS: [Row; 11] = [
    Row { name: "id", elements: &["guid", "id"], read: words, takes: Takes::First },
    Row { name: "title", elements: &["title", "dc:title", "media:title", "TITLE", "Title"], read: html, takes: Takes::First },
    Row { name: "body", elements: &["content:encoded", "content", "body", "fullitem"], read: html, takes: Takes::Longest },
    Row { name: SUMMARY, elements: &["excerpt:encoded", "description", "summary", "dc:description", "media:description", "itunes:summary", "ABSTRACT", "Abstract"], read: html, takes: Takes::Longest },
    Row { name: "authors", elements: &["author", "dc:creator", "dc:author"], read: person, takes: Takes::First },
    Row { name: "outlet", elements: &["source", "dc:publisher"], read: title_of, takes: Takes::First },
    Row { name: "tags", elements: &["category", "dc:subject"], read: tag, takes: Takes::All },
    Row { name: "language", elements: &["dc:language", "language"], read: words, takes: Takes::First },
    Row { name: "url", elements: &["feedburner:origLink", "link", "guid", "id"], read: address, takes: Takes::All },
    Row { name: "published", elements: &["pubDate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created", "updated", "modified"], read: words, takes: Takes::All },
    Row { name: "modified", elements: &["updated", "modified", "dcterms:modified"], read: words, takes: Takes::All },
];

/// What an entry tells in its attributes; the last ones are those of the Channel Definition Format.
static ATTRIBUTES: [(&str, &str); 6] = [
    ("language", "xml:lang"),
    ("url", "rdf:about"),
    ("url", "HREF"),
    ("url", "Href"),
    ("published", "LASTMOD"),
    ("published", "LastMod"),
];

/// The name of an entry's summary: it is the body where there is no other.
const SUMMARY: &str = "deck";

/// The entry's values by their names; `base` is the address that its links start from.
pub(super) fn read(entry: &Element, base: &str) -> Entries {
    let mut entries: Entries = ROWS
        .iter()
        .map(|row| (row.name.to_owned(), values(entry, row)))
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| {
            (
                name,
                Node::List(values.into_iter().map(Node::Text).collect()),
            )
        })
        .collect();
    for (name, attribute) in ATTRIBUTES {
        let is_told = entries.iter().any(|(known, _)| known == name);
        if let Some(value) = entry.attribute(attribute).filter(|_| !is_told) {
            entries.push((name.to_owned(), Node::Text(value.to_owned())));
        }
    }
    let has_body = entries.iter().any(|(name, _)| name == "body");
    let base = entry
        .attribute("xml:base")
        .map_or_else(|| base.to_owned(), |own| absolute(base, own));
    for (name, node) in &mut entries {
        if name == "url" {
            let addresses = node
                .texts()
                .into_iter()
                .map(|address| absolute(&base, &address));
            *node = Node::List(addresses.map(Node::Text).collect());
        } else if name == SUMMARY && !has_body {
            "body".clone_into(name);
        }
    }
    entries
}

fn values(entry: &Element, row: &Row) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for name in row.elements {
        let places = [Some(entry), entry.child("media:group")];
        let named = places
            .iter()
            .flatten()
            .flat_map(|place| place.children(name));
        values.extend(named.filter_map(row.read));
        if row.takes != Takes::All && !values.is_empty() {
            break;
        }
    }
    if row.takes == Takes::Longest {
        let longest = values.into_iter().max_by_key(String::len);
        return longest.into_iter().collect();
    }
    values
}

/// The words of an element, if it has any.
pub(super) fn words(element: &Element) -> Option<String> {
    let text = element.text();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Content as HTML: escaped, as most feeds have it, as elements, as XHTML in Atom stands, or as the bytes of a text in
/// base64.
fn html(element: &Element) -> Option<String> {
    let says = |name, kinds: &[&str]| {
        let kind = element.attribute(name).unwrap_or_default();
        kinds.iter().any(|other| kind.starts_with(other))
    };
    if says("type", &["image/", "audio/", "video/"]) {
        return None;
    }
    if says("type", &["application/octet"]) || says("mode", &["base64"]) {
        return unpack(&words(element)?);
    }
    match element.elements().next() {
        Some(_) => Some(element.markup()),
        None => words(element),
    }
}

/// The text whose bytes stand in base64, if they are a text.
fn unpack(base64: &str) -> Option<String> {
    let packed: Vec<u8> = base64
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    let bytes = base64_decode(&packed)?;
    sniff::is_text(&bytes).then(|| charset::decode(&bytes, None).text.into_owned())
}

/// The name of a person of Atom, or the words of any other.
pub(super) fn person(element: &Element) -> Option<String> {
    words_within(element, "name")
}

/// The title of the feed that an entry was taken from.
fn title_of(source: &Element) -> Option<String> {
    words_within(source, "title")
}

/// The words of the element of this name inside, or those of one without elements.
fn words_within(element: &Element, name: &str) -> Option<String> {
    match element.elements().next() {
        Some(_) => element.child(name).and_then(words),
        None => words(element),
    }
}

/// A keyword: Atom has it in attributes, with a label for people.
fn tag(element: &Element) -> Option<String> {
    let told = element.attribute("label").or(element.attribute("term"));
    match told {
        Some(told) => Some(told.to_owned()),
        None => words(element),
    }
}

/// The page of an entry: a link says what else it may be, and an id may be an address that is no page.
fn address(element: &Element) -> Option<String> {
    let is = |name, value| element.attribute(name).is_none_or(|told| told == value);
    if element.name == "link" && !is("rel", "alternate")
        || element.name == "guid" && !is("isPermaLink", "true")
    {
        return None;
    }
    let href = element
        .attribute("href")
        .or(element.attribute("rdf:resource"));
    href.map(|href| href.trim().to_owned())
        .or_else(|| words(element))
}

/// An address as it is meant on a page at `base`; one that can not be told stays as it is written.
fn absolute(base: &str, address: &str) -> String {
    let Some((scheme, rest)) = base.split_once("://").filter(|_| !address.contains("://")) else {
        return address.to_owned();
    };
    let host = rest.split('/').next().unwrap_or_default();
    let folder = rest.rsplit_once('/').map_or(host, |(folder, _)| folder);
    match address {
        "" => base.to_owned(),
        address if address.starts_with("//") => format!("{scheme}:{address}"),
        address if address.starts_with('/') => format!("{scheme}://{host}{address}"),
        address if address.contains(':') || address.starts_with('.') => address.to_owned(),
        address => format!("{scheme}://{folder}/{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn an_address_starts_from_its_base() {
        for (base, address, meant) in [
            (
                "https://post.example/news/all.xml",
                "/quay",
                "https://post.example/quay",
            ),
            (
                "https://post.example/news/all.xml",
                "quay",
                "https://post.example/news/quay",
            ),
            ("https://post.example", "quay", "https://post.example/quay"),
            (
                "https://post.example/a",
                "//desk.example/quay",
                "https://desk.example/quay",
            ),
            (
                "https://post.example/a",
                "http://desk.example/quay",
                "http://desk.example/quay",
            ),
            ("https://post.example/a", "tag:quay", "tag:quay"),
            ("", "/quay", "/quay"),
        ] {
            assert_eq!(absolute(base, address), meant, "{address} at {base}");
        }
    }
}
