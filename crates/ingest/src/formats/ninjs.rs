//! ninjs, the IPTC's form of news in JSON, in the words of any other record.
//!
//! Its names are those of agencies: `located` is where a story was filed and `place` what it is about, `subject` is a
//! list of topics, the text stands in `body_html` and again in `body_text`. A table turns an item's names into those that
//! [`Mapping`](super::mapping::Mapping) knows; what it does not name is left as it is.

use super::node::{Entries, Node};

/// What is done with the names that stand for one thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Take {
    /// The first that holds something counts; the others say it again.
    First,
    /// The words of all, one by one.
    All,
    /// As `All`; commas are part of them, as in `arts, culture and entertainment`.
    Topics,
}

use Take::{All, First, Topics};

/// Our name, and the names of ninjs 1 and 2 for it, the surest first; `a.b` is `b` inside `a`.
#[rustfmt::skip]
static NAMES: [(&str, Take, &[&str]); 17] = [
    ("id", First, &["guid", "altids.itemid", "uri"]),
    ("url", First, &["uri"]),
    ("headline", First, &["headline", "headlines", "title", "titles"]),
    ("deck", First, &["description_text", "description_html", "description_caption", "descriptions"]),
    ("body", First, &["body_html", "body_xhtml", "bodies", "body_text"]),
    ("byline", First, &["byline", "by", "authors", "photographer"]),
    ("outlet", First, &["source", "provider", "infosource", "infosources", "copyrightholder"]),
    ("section", First, &["service"]),
    ("published", First, &["firstpublished", "firstcreated", "versioncreated"]),
    ("modified", First, &["versioncreated"]),
    ("place", First, &["located", "datelinelocation.city"]),
    ("tags", Topics, &["subject", "subjects", "keywords"]),
    ("genre", All, &["genre", "genres"]),
    ("places", All, &["place", "places"]),
    ("people", All, &["person", "people"]),
    ("organisations", All, &["organisation", "organisations"]),
    ("slug", First, &["slugline"]),
];

/// Names that say how an item was delivered, and nothing of the story.
#[rustfmt::skip]
static DELIVERY: [&str; 16] = [
    "altids", "annotations", "associations", "charcount", "copyrightnotice", "datelinelocation", "mimetype", "pubstatus",
    "readtime", "renditions", "signals", "standard", "textformat", "usageterms", "version", "wordcount",
];

/// Names that only ninjs has.
static SIGNS: [&str; 3] = ["versioncreated", "firstcreated", "pubstatus"];

/// The texts of an item inside another, the surest first.
static CAPTIONS: [&str; 5] = [
    "description_text",
    "description_caption",
    "descriptions",
    "headline",
    "headlines",
];

/// The entries of an item of ninjs under the names of other records; those of any other record as they are.
pub(super) fn translate(entries: Entries) -> Entries {
    if !entries
        .iter()
        .any(|(name, _)| SIGNS.contains(&name.as_str()))
    {
        return entries;
    }
    let mut translated = Entries::new();
    for (ours, take, theirs) in &NAMES {
        let found = theirs.iter().filter_map(|name| find(&entries, name));
        let node = match take {
            First => found.map(Node::clone).next(),
            All => Some(Node::List(words(found).map(Node::Text).collect())),
            Topics => Some(Node::List(words(found).map(named).collect())),
        };
        translated.extend(node.map(|node| ((*ours).to_owned(), node)));
    }
    let captions = entries.iter().filter(|(name, _)| name == "associations");
    let captions = captions.flat_map(|(_, node)| captions_of(node));
    translated.push(("captions".to_owned(), Node::List(captions.collect())));
    translated.extend(entries.into_iter().filter(|(name, _)| !is_settled(name)));
    translated
}

/// The value under a name, if it holds words.
fn find<'a>(entries: &'a Entries, name: &str) -> Option<&'a Node> {
    let (outer, inner) = name.split_once('.').unwrap_or((name, ""));
    let (_, node) = entries.iter().find(|(name, _)| name == outer)?;
    let node = match node {
        Node::Map(inside) if !inner.is_empty() => find(inside, inner)?,
        _ => node,
    };
    let holds_words = !matches!(node, Node::Null) && !node.texts().is_empty();
    holds_words.then_some(node)
}

fn words<'a>(nodes: impl Iterator<Item = &'a Node>) -> impl Iterator<Item = String> {
    nodes.flat_map(Node::texts)
}

/// A value that its source parts from others.
fn named(text: String) -> Node {
    Node::Map(vec![("name".to_owned(), Node::Text(text))])
}

fn is_settled(name: &str) -> bool {
    let mut known = NAMES.iter().flat_map(|(_, _, theirs)| theirs.iter());
    DELIVERY.contains(&name) || known.any(|known| *known == name)
}

/// What the pictures of an item show. Stories that go with it are items of their own.
fn captions_of(associations: &Node) -> Vec<Node> {
    let items: Vec<&Node> = match associations {
        Node::Map(items) => items.iter().map(|(_, item)| item).collect(),
        Node::List(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    let caption = |item: &Node| {
        let Node::Map(item) = item else {
            return None;
        };
        let is_story = find(item, "type").is_some_and(|node| *node == Node::Text("text".into()));
        let words = CAPTIONS.iter().find_map(|name| find(item, name));
        words.filter(|_| !is_story).cloned()
    };
    items.into_iter().filter_map(caption).collect()
}
