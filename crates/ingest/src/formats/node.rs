//! A value of JSON, YAML or TOML, bounded.
//!
//! `serde_json::Value` would take a hundred megabytes of `[[],[],…` to gigabytes of memory; a [`Node`] counts its values
//! while they are read and refuses what no article holds. It keeps the order of keys, as their writer meant it.

use std::cell::Cell;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// More values than this are data, not an article: a live blog of a thousand entries holds some ten thousand.
const MOST_VALUES: u32 = 500_000;

/// TOML's dates come through serde as a map of this one key.
const TOML_DATE: &str = "$__toml_private_datetime";

/// The keys under which a record wraps a text, in the order in which they are looked for.
static TEXT_KEYS: [&str; 10] = [
    "name", "rendered", "text", "#text", "value", "content", "body", "html", "title", "term",
];

/// A value of a record.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Map(Entries),
}

/// The names and values of a record, in its order.
pub(super) type Entries = Vec<(String, Node)>;

impl Node {
    /// The words of the value, one by one: of a list those of its values, of a map that of its text.
    pub(super) fn texts(&self) -> Vec<String> {
        match self {
            Self::Null => Vec::new(),
            Self::Bool(value) => vec![value.to_string()],
            Self::Integer(value) => vec![value.to_string()],
            Self::Number(value) => vec![value.to_string()],
            Self::Text(text) if text.trim().is_empty() => Vec::new(),
            Self::Text(text) => vec![text.clone()],
            Self::List(nodes) => nodes.iter().flat_map(Self::texts).collect(),
            Self::Map(entries) => text_of(entries).map(Self::texts).unwrap_or_default(),
        }
    }

    /// Whether a list of maps is what it holds.
    pub(super) fn is_list_of_maps(&self) -> bool {
        match self {
            Self::List(nodes) => {
                !nodes.is_empty() && nodes.iter().all(|node| matches!(node, Self::Map(_)))
            }
            _ => false,
        }
    }
}

/// The value among a map's entries that is its text.
fn text_of(entries: &Entries) -> Option<&Node> {
    TEXT_KEYS.iter().find_map(|key| {
        let entry = entries.iter().find(|(name, _)| name == key)?;
        (entry.1 != Node::Null).then_some(&entry.1)
    })
}

/// Reads one value and counts what it holds.
#[derive(Clone, Copy)]
pub(super) struct Counted<'a>(pub(super) &'a Cell<u32>);

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let count = Cell::new(0);
        Counted(&count).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for Counted<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.0.set(self.0.get() + 1);
        if self.0.get() > MOST_VALUES {
            let message =
                format!("one record holds more than {MOST_VALUES} values, as no article does");
            return Err(D::Error::custom(message));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Counted<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::Number(value as f64), Node::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut nodes: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(node) = nodes.next_element_seed(self)? {
            list.push(node);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Entries::new();
        while let Some(name) = map.next_key::<String>()? {
            entries.push((name, map.next_value_seed(self)?));
        }
        match entries.as_slice() {
            [(name, Node::Text(date))] if name == TOML_DATE => Ok(Node::Text(date.clone())),
            _ => Ok(Node::Map(entries)),
        }
    }
}
