//! What a page says of its article in JSON-LD.
//!
//! Sites write it as one object, an array or a `@graph`; people and publishers stand as words, as objects, as lists of
//! either, or as an `@id` that another object of the graph has. Raw line ends and commas at the end of a list are mended;
//! JSON that is broken otherwise is passed over.

use std::collections::HashMap;

use dom_query::Document;
use fiche::Provenance;
use serde_json::{Map, Value};

use crate::dates;
use crate::metadata::{Field, Found};

/// The types of schema.org that are an article, by how their names end.
const ARTICLES: &[&str] = &[
    "Article",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "Report",
];

/// Which property fills which field; of several for one field the first that says something wins.
#[rustfmt::skip]
const PROPERTIES: &[(&str, Field)] = &[
    ("headline", Field::Title), ("name", Field::Title),
    ("alternativeHeadline", Field::Deck), ("description", Field::Deck),
    ("author", Field::Authors), ("creator", Field::Authors),
    ("publisher", Field::Outlet), ("sourceOrganization", Field::Outlet),
    ("articleSection", Field::Section),
    ("keywords", Field::Tags),
    ("inLanguage", Field::Language),
    ("url", Field::Url), ("mainEntityOfPage", Field::Url),
    ("datePublished", Field::Published), ("dateCreated", Field::Published),
    ("dateModified", Field::Modified),
];

/// Objects refer in circles, and to themselves; nobody nests a name deeper.
const DEEPEST_REFERENCE: usize = 4;

type Objects<'a> = HashMap<&'a str, &'a Map<String, Value>>;

/// What is stated of an article beside its metadata.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// Its text; of a live blog that of its entries, each below its time.
    pub(super) body: String,
    /// It is not free to read.
    pub(super) is_priced: bool,
    /// How many words it has; nothing where that is not stated.
    pub(super) words: usize,
    pub(super) is_live_blog: bool,
}

/// Offers what the page's first article says; gives what else is stated of it.
pub(super) fn read(document: &Document, found: &mut Found) -> Stated {
    let scripts = document.select(r#"script[type="application/ld+json"]"#);
    let values: Vec<Value> = scripts
        .iter()
        .filter_map(|script| parse(&script.text()))
        .collect();
    let mut objects = Vec::new();
    for value in &values {
        collect(value, &mut objects);
    }
    let by_id: Objects = objects
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let Some(article) = objects.iter().find(|object| is_article(object)) else {
        return Stated::default();
    };
    if let Some(name) = name_in_title(article, document) {
        found.offer(Field::Title, &name, Provenance::JsonLd);
    }
    for (property, field) in PROPERTIES {
        if found.has(*field, Provenance::JsonLd) {
            continue;
        }
        let stated = article.get(*property);
        for text in stated.map_or(Vec::new(), |value| texts(value, &by_id, 0)) {
            found.offer(*field, &super::unescape(&text), Provenance::JsonLd);
        }
    }
    stated(article)
}

fn stated(article: &Map<String, Value>) -> Stated {
    let updates = article.get("liveBlogUpdate").and_then(Value::as_array);
    let updates = updates.into_iter().flatten().filter_map(update);
    let updates: Vec<String> = updates.collect();
    let body = words_of(article, "articleBody");
    let words = match article.get("wordCount") {
        Some(Value::Number(count)) => count.as_u64(),
        Some(Value::String(count)) => count.trim().parse().ok(),
        _ => None,
    };
    let is_priced = article
        .get("isAccessibleForFree")
        .is_some_and(|is_free| match is_free {
            Value::Bool(is_free) => !is_free,
            Value::String(word) => word.to_ascii_lowercase().ends_with("false"),
            _ => false,
        });
    Stated {
        is_live_blog: has_type(article, "LiveBlogPosting"),
        body: match updates.is_empty() {
            true => body,
            false => updates.join("\n\n"),
        },
        is_priced,
        words: words.unwrap_or_default() as usize,
    }
}

/// An entry of a live blog: its time and its headline on a line, and its text.
fn update(entry: &Value) -> Option<String> {
    let entry = entry.as_object()?;
    let date = dates::parse(&words_of(entry, "datePublished"));
    let time = date.map(|date| date.to_string()).unwrap_or_default();
    let minute = time.get(..16).unwrap_or(&time).replace('T', " ");
    let headline = super::one_line(&words_of(entry, "headline"));
    let head: Vec<&str> = [minute.as_str(), headline.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let text = words_of(entry, "articleBody");
    (!text.is_empty() || !headline.is_empty())
        .then(|| format!("{}\n{text}", head.join(" — ")).trim().to_owned())
}

fn words_of(object: &Map<String, Value>, key: &str) -> String {
    let words = object.get(key).and_then(Value::as_str);
    words
        .map(super::unescape)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// The article's `name`, where the page's title begins with it and holds no `headline`: encyclopedias put a description
/// into the headline.
fn name_in_title(article: &Map<String, Value>, document: &Document) -> Option<String> {
    let stated = |key| {
        let words = article.get(key).and_then(Value::as_str)?;
        Some(super::one_line(&super::unescape(words)))
    };
    let title = super::one_line(&document.select_single("title").text());
    let name = stated("name").filter(|name| title.starts_with(name))?;
    let is_titled = stated("headline").is_some_and(|headline| title.contains(&headline));
    (!is_titled).then_some(name)
}

/// JSON as sites write it: inside comments or CDATA, with raw line ends in its words, with a semicolon behind.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = ["<!--", "//<![CDATA[", "<![CDATA["]
        .iter()
        .find_map(|open| text.strip_prefix(open))
        .unwrap_or(text);
    let text = ["-->", "//]]>", "]]>", ";"]
        .iter()
        .fold(text.trim(), |text, close| {
            text.strip_suffix(close).unwrap_or(text).trim()
        });
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&mended(text)))
        .ok()
}

/// The JSON with blanks for raw line ends, and without the commas behind which nothing follows.
fn mended(text: &str) -> String {
    let mut json = String::with_capacity(text.len());
    let (mut in_words, mut is_escaped) = (false, false);
    for sign in text.chars() {
        let sign = if sign.is_control() { ' ' } else { sign };
        if !in_words && matches!(sign, '}' | ']') {
            let end = json.trim_end().len();
            if json[..end].ends_with(',') {
                json.truncate(end - 1);
            }
        }
        in_words ^= sign == '"' && !is_escaped;
        is_escaped = in_words && sign == '\\' && !is_escaped;
        json.push(sign);
    }
    json
}

/// Every object of the value that may be an article or be referred to, in order.
fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, objects)),
        Value::Object(object) => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.get(key) {
                    collect(inner, objects);
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    ARTICLES.iter().any(|article| has_type(object, article))
}

/// Whether the name of one of its types ends so.
fn has_type(object: &Map<String, Value>, end: &str) -> bool {
    let is_type = |value: &Value| {
        let name = value.as_str().unwrap_or_default();
        name.ends_with(end)
    };
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is_type),
        Some(name) => is_type(name),
        None => false,
    }
}

/// The words of a value: itself, its name, or those of what it refers to.
fn texts(value: &Value, by_id: &Objects, depth: usize) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values
            .iter()
            .flat_map(|value| texts(value, by_id, depth))
            .collect(),
        Value::Object(object) => object_texts(object, by_id, depth),
        _ => Vec::new(),
    }
}

fn object_texts(object: &Map<String, Value>, by_id: &Objects, depth: usize) -> Vec<String> {
    if depth == DEEPEST_REFERENCE {
        return Vec::new();
    }
    if let Some(name) = ["name", "@value", "url"]
        .iter()
        .find_map(|key| object.get(*key))
    {
        return texts(name, by_id, depth + 1);
    }
    let id = object
        .get("@id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    match by_id.get(id) {
        Some(other) => object_texts(other, by_id, depth + 1),
        None => vec![id.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_script(json: &str) -> Found {
        let html = format!(
            r#"<title>Harbour opens - Post</title><script type="application/ld+json">{json}</script>"#
        );
        let mut found = Found::default();
        read(&Document::from(html), &mut found);
        found
    }

    #[test]
    fn people_are_found_wherever_the_graph_keeps_them() {
        for json in [
            r#"{"@type": "NewsArticle", "author": "Ada Moor"}"#,
            r#"[{"@type": "WebSite"}, {"@type": ["Thing", "BlogPosting"], "author": {"name": "Ada Moor"}}]"#,
            r##"{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "name": "Ada Moor"}]}"##,
            "<!-- {\"@type\": \"Article\", \"author\": [{\"name\": [\"Ada\nMoor\"]}]}; -->",
            r#"{"@type": "Article", "headline": "\"Open,\" ]", "author": ["Ada Moor", ], }"#,
        ] {
            assert_eq!(
                read_script(json).get(Field::Authors),
                Some("Ada Moor"),
                "{json}"
            );
        }
    }

    #[test]
    fn objects_that_refer_to_each_other_end() {
        let found = read_script(
            r##"{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "x": 1}]}"##,
        );
        assert_eq!(found.get(Field::Authors), None);
    }

    #[test]
    fn the_headline_is_the_name_that_the_page_has_as_its_title() {
        let found = read_script(
            r#"{"@type": "Article", "headline": "A town by the sea", "name": "Harbour opens"}"#,
        );
        assert_eq!(found.get(Field::Title), Some("Harbour opens"));
    }

    #[test]
    fn broken_json_says_nothing() {
        assert_eq!(
            read_script(r#"{"@type": "Article", "headline": "#).get(Field::Title),
            None
        );
    }
}
