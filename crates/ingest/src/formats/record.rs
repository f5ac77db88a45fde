//! A record, of names and values, into an article: JSON objects and front matter alike.

use fiche::{Article, Date, Provenance, Value};

use super::draft::{Draft, append};
use super::mapping::{Mapping, Slot};
use super::node::{Entries, Node};
use super::options::ReadOptions;
use super::{markup, ninjs, wrap};
use crate::metadata::Field;

/// Metadata beside the fields is filtered by, and so is short; a longer text is words to be found.
const LONGEST_EXTRA_BYTES: usize = 4096;

/// An index pays for every name; a record with more of them is data and not an article.
const MOST_EXTRAS: usize = 128;

/// Seconds since 1970 lie between these (1973 to 5138); what is a thousand times more is milliseconds.
const EPOCH_SECONDS: std::ops::Range<i64> = 100_000_000..100_000_000_000;

/// What a record is wrapped in by the interfaces of search engines and content systems.
static WRAPPERS: [&str; 6] = [
    "_source",
    "fields",
    "attributes",
    "document",
    "article",
    "item",
];

/// The article in a record of a container file; it may be without a text.
pub(super) fn article(entries: Entries, options: &ReadOptions, path: &str) -> Article {
    let mut draft = Draft::default();
    let mut filler = Filler {
        draft: &mut draft,
        options,
        provenance: Provenance::Record,
        path,
    };
    filler.fill(ninjs::translate(unwrap(entries)));
    draft.finish()
}

/// Whether a record tells a story itself, and does not merely point at one.
pub(super) fn has_body(entries: &Entries, mapping: &Mapping) -> bool {
    entries.iter().any(|(name, node)| match node {
        Node::Map(_) => WRAPPERS.contains(&name.as_str()),
        Node::Null => false,
        _ => mapping.target(name).slot == Slot::Body,
    })
}

/// The entries inside a wrapper come first, those around it after them.
fn unwrap(mut entries: Entries) -> Entries {
    let is_wrapper = |(name, node): &(String, Node)| {
        WRAPPERS.contains(&name.as_str()) && matches!(node, Node::Map(_))
    };
    let Some(at) = entries.iter().position(is_wrapper) else {
        return entries;
    };
    let (_, inside) = entries.remove(at);
    let mut all = match inside {
        Node::Map(inside) => inside,
        _ => Entries::new(),
    };
    all.append(&mut entries);
    all
}

/// Fills a draft from one record.
pub(super) struct Filler<'a> {
    pub(super) draft: &'a mut Draft,
    pub(super) options: &'a ReadOptions,
    pub(super) provenance: Provenance,
    /// The path of the file, for a page inside a record.
    pub(super) path: &'a str,
}

impl Filler<'_> {
    /// Puts every entry where its name says; nothing is lost but what is mapped to `skip`.
    pub(super) fn fill(&mut self, entries: Entries) {
        let mut ranked: Vec<_> = entries
            .into_iter()
            .map(|(name, node)| (self.options.mapping.target(&name), name, node))
            .collect();
        ranked.sort_by_key(|(target, ..)| target.rank);
        for (target, name, node) in ranked {
            self.put(target.slot, &name, node);
        }
    }

    fn put(&mut self, slot: Slot, name: &str, node: Node) {
        match slot {
            Slot::Skip => {}
            Slot::Extra => self.keep_beside(name, node),
            Slot::Id => self.identify(name, node),
            Slot::Body => self.write(&node),
            Slot::Rest => self.keep_text(&node.texts().join("\n\n")),
            Slot::Captions => self.draft.article.captions.extend(node.texts()),
            Slot::Told(field) => self.tell(field, name, node),
            Slot::Path => {
                for path in node.texts() {
                    self.draft.tell_path(&path, Provenance::Url);
                }
                self.keep_beside(name, node);
            }
        }
    }

    /// The first name that holds an id gives it.
    fn identify(&mut self, name: &str, node: Node) {
        match node.texts().first() {
            Some(id) if self.draft.article.id.is_empty() => {
                id.trim().clone_into(&mut self.draft.article.id);
            }
            _ => self.keep_beside(name, node),
        }
    }

    /// A field takes its value from the first name that holds one; what it cannot hold is kept beside.
    fn tell(&mut self, field: Field, name: &str, node: Node) {
        if self.draft.found.get(field).is_none() {
            let is_parted = is_parted(&node);
            for text in field_texts(field, &node) {
                let text = plain(&text);
                if is_parted && field == Field::Tags {
                    self.draft.tell_tag(&text, self.provenance);
                } else {
                    self.draft.tell(field, &text, self.provenance);
                }
            }
            if self.draft.found.get(field).is_some() {
                return;
            }
        }
        self.keep_beside(name, node);
    }

    /// The body is the first text there is; a second one that says something else goes to the rest.
    fn write(&mut self, node: &Node) {
        let text = node.texts().join("\n\n");
        if text.is_empty() {
            return;
        }
        if text.len() > LONGEST_BODY_BYTES {
            self.draft.article.body = text;
            return;
        }
        if !self.draft.article.body.is_empty() {
            return self.keep_text(&text);
        }
        if is_page(&text) {
            return self.write_page(&text);
        }
        if markup::is_in(&text) {
            let plain = markup::strip(&text);
            self.draft.article.captions.extend(plain.captions);
            return self.draft.write(&plain.text);
        }
        self.draft.write(&wrap::paragraphs(&text));
    }

    /// A whole page in a record is extracted as one that stands alone; the record's own metadata comes first.
    fn write_page(&mut self, page: &str) {
        let article = self.options.parsers.page(page, &[], self.path).article;
        let draft = &mut self.draft.article;
        append(&mut draft.body, &article.body);
        append(&mut draft.rest, &article.rest);
        draft.captions.extend(article.captions);
        self.draft
            .tell(Field::Title, &article.title, Provenance::Markup);
    }

    /// Text that is not the story, unless the story holds it already.
    fn keep_text(&mut self, text: &str) {
        let text = wrap::paragraphs(&plain(text));
        if !self.draft.article.body.contains(&text) {
            append(&mut self.draft.article.rest, &text);
        }
    }

    /// Metadata without a field: scalars and lists of them by their name, maps by `name.inner`.
    fn keep_beside(&mut self, name: &str, node: Node) {
        match node {
            Node::Map(entries) if is_wrapper(name) => self.fill(entries),
            Node::Map(entries) => {
                for (inner, node) in entries {
                    if !matches!(node, Node::Map(_)) {
                        self.keep_beside(&format!("{name}.{inner}"), node);
                    }
                }
            }
            Node::Text(text) if text.len() > LONGEST_EXTRA_BYTES => self.keep_text(&text),
            node => {
                let extra = &mut self.draft.article.extra;
                if let Some(value) = value(node).filter(|_| extra.len() < MOST_EXTRAS) {
                    extra.insert(name.to_owned(), value);
                }
            }
        }
    }
}

/// Names that only group others: Zola's `[extra]` and `[taxonomies]`, Hugo's `[params]`, an exporter's `metadata`.
fn is_wrapper(name: &str) -> bool {
    ["extra", "taxonomies", "params", "metadata", "meta"].contains(&name)
}

/// A longer text is refused when it is handed over: nothing is done with it before.
const LONGEST_BODY_BYTES: usize = 64 << 20;

/// A page has a root or a declaration; anything less is a fragment.
fn is_page(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(1024)];
    let head = head.to_ascii_lowercase();
    ["<!doctype html", "<html", "<body"]
        .iter()
        .any(|tag| head.contains(tag))
}

/// Text without markup, on the lines it was on.
fn plain(text: &str) -> String {
    if markup::is_in(text) {
        markup::strip(text).text
    } else {
        text.to_owned()
    }
}

/// Whether a list parts its values itself, so that a comma stands within one. A lone text may still be a list.
fn is_parted(node: &Node) -> bool {
    match node {
        Node::List(nodes) => nodes.len() > 1 || matches!(nodes.as_slice(), [Node::Map(_)]),
        _ => false,
    }
}

/// The values as words; a number for a date is seconds or milliseconds since 1970, as programs write them.
fn field_texts(field: Field, node: &Node) -> Vec<String> {
    let is_date = matches!(field, Field::Published | Field::Modified);
    match node {
        Node::Integer(number) if is_date => {
            epoch(*number).map_or_else(|| node.texts(), |text| vec![text])
        }
        Node::Number(number) if is_date => epoch(*number as i64).into_iter().collect(),
        _ => node.texts(),
    }
}

fn epoch(number: i64) -> Option<String> {
    let candidates = [number, number / 1000];
    let seconds = candidates
        .into_iter()
        .find(|number| EPOCH_SECONDS.contains(number))?;
    Date::from_seconds(seconds)
        .ok()
        .map(|date| date.to_string())
}

fn value(node: Node) -> Option<Value> {
    match node {
        Node::Null | Node::Map(_) => None,
        Node::Bool(value) => Some(Value::Bool(value)),
        Node::Integer(value) => Some(Value::Integer(value)),
        Node::Number(value) => Some(Value::Number(value)),
        Node::Text(text) if text.trim().is_empty() => None,
        Node::Text(text) => Some(Value::Text(text)),
        Node::List(nodes) => {
            let values: Vec<_> = nodes.into_iter().filter_map(value).collect();
            (!values.is_empty()).then_some(Value::List(values))
        }
    }
}
