//! JSON: one article, an array of them, or an object that holds them; several values one after the other too.
//!
//! A JSON Feed is such an object; what it says of all its
//! items is theirs. Records are handed over as they are parsed, so a long array costs the memory of its text and of one record.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Format;
use super::error::{ReadError, ReadErrorKind};
use super::feed::Channel;
use super::intake::Intake;
use super::node::{Counted, Entries, Node};
use super::sniff::{Head, Likeness};
use super::{jsonl, record, repair};

pub(super) const FORMAT: Format = Format {
    name: "json",
    version: 3,
    extensions: &["json", "geojson"],
    sniff,
    read,
};

/// The names under which interfaces and exports answer with a list of articles.
static CONTAINERS: [&str; 16] = [
    "articles",
    "items",
    "records",
    "results",
    "result",
    "entries",
    "data",
    "docs",
    "documents",
    "posts",
    "stories",
    "hits",
    "news",
    "response",
    "value",
    "rows",
];

/// Members of such a list that may be metadata are kept until their object is known; more of them are records.
const MOST_KEPT: usize = 10_000;

fn sniff(head: &Head<'_>) -> Likeness {
    if jsonl::is_lines(head.text()) {
        return Likeness::Possible;
    }
    let mut signs = head.text().chars().filter(|char| !char.is_whitespace());
    match (signs.next(), signs.next()) {
        (Some('{'), Some('"')) | (Some('['), Some('{')) => Likeness::Sure,
        _ => Likeness::Possible,
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let text = intake.text()?;
    let mut records = Records::new(intake);
    let Err(error) = records.read(&text) else {
        return records.finish();
    };
    // What went well stands; the second reading passes over as many records as were given in the first.
    let Some(repaired) = repair::json(&text).filter(|_| !records.is_stopped()) else {
        return Err(error);
    };
    records.passed = std::mem::take(&mut records.seen);
    records.read(&repaired)?;
    records.finish()
}

/// The records of one file on their way out.
struct Records<'i, 'a> {
    intake: &'i mut Intake<'a>,
    seen: u32,
    /// How many at the start are known already.
    passed: u32,
    /// An object at the top that may turn out to be the only one: then the file is one article.
    only: Option<Entries>,
    /// What a feed says of all its items.
    channel: Option<Channel>,
}

impl<'i, 'a> Records<'i, 'a> {
    fn new(intake: &'i mut Intake<'a>) -> Self {
        Self {
            intake,
            seen: 0,
            passed: 0,
            only: None,
            channel: None,
        }
    }

    fn read(&mut self, text: &str) -> Result<(), ReadError> {
        self.only = None;
        let mut values = serde_json::Deserializer::from_str(text);
        loop {
            let result = Top {
                records: self,
                is_member: false,
            }
            .deserialize(&mut values);
            if self.is_stopped() {
                return Ok(());
            }
            result.map_err(|error| {
                ReadError::malformed(format!(
                    "the JSON breaks off: {error}: repair it at that place"
                ))
            })?;
            if values.end().is_ok() {
                return Ok(());
            }
            if let Some(first) = self.only.take() {
                self.give(Node::Map(first));
            }
        }
    }

    fn finish(&mut self) -> Result<(), ReadError> {
        let Some(entries) = self.only.take() else {
            return Ok(());
        };
        let article = record::article(entries, self.intake.options, self.intake.path);
        self.intake.give_only(article)
    }

    fn is_stopped(&self) -> bool {
        self.intake.report.stopped
    }

    fn give(&mut self, mut node: Node) {
        self.seen += 1;
        if let (Some(channel), Node::Map(entries)) = (&self.channel, &mut node) {
            channel.complete(entries);
        }
        if self.seen > self.passed {
            let place = format!("record {}", self.seen);
            self.intake.give_record(node, self.seen, &place);
        }
    }

    /// How many records there are so far.
    fn found(&self) -> u32 {
        self.seen + u32::from(self.only.is_some())
    }

    /// An object at the top, or within a container, when all of it is known.
    fn settle(&mut self, mut entries: Entries, before: u32) {
        let has_body = self.has_body(&entries);
        if self.found() > before && !has_body {
            return;
        }
        let lists = || entries.iter().filter(|(_, node)| node.is_list_of_maps());
        if !has_body && lists().count() == 1 {
            let at = entries.iter().position(|(_, node)| node.is_list_of_maps());
            if let Some((_, Node::List(nodes))) = at.map(|at| entries.swap_remove(at)) {
                for node in nodes {
                    self.give(node);
                }
            }
        } else if self.found() == 0 {
            self.only = Some(entries);
        } else {
            self.give(Node::Map(entries));
        }
    }

    fn has_body(&self, entries: &Entries) -> bool {
        record::has_body(entries, &self.intake.options.mapping)
    }

    /// Whether a member of a list inside an object is part of that object's own metadata: related links, say.
    fn is_metadata(&self, node: &Node) -> bool {
        match node {
            Node::Map(entries) => !self.has_body(entries),
            _ => true,
        }
    }
}

/// A value at the top of the file, or one of a container.
struct Top<'r, 'i, 'a> {
    records: &'r mut Records<'i, 'a>,
    /// Whether it is a member of an object.
    is_member: bool,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_, '_> {
    /// What is no record and holds none.
    type Value = Option<Node>;

    fn deserialize<D: Deserializer<'de>>(self, values: D) -> Result<Self::Value, D::Error> {
        values.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_, '_> {
    type Value = Option<Node>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut nodes: A) -> Result<Self::Value, A::Error> {
        let mut kept = Vec::new();
        while let Some(node) = nodes.next_element_seed(Counted(&Cell::new(0)))? {
            if self.is_member && kept.len() < MOST_KEPT && self.records.is_metadata(&node) {
                kept.push(node);
                continue;
            }
            self.records.give(node);
            if self.records.is_stopped() {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok((!kept.is_empty()).then_some(Node::List(kept)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Self { records, .. } = self;
        let before = records.found();
        let count = Cell::new(0);
        let mut entries = Entries::new();
        while let Some(name) = map.next_key::<String>()? {
            let holds = CONTAINERS.contains(&name.as_str()) && !records.has_body(&entries);
            let node = if holds {
                records.channel = Channel::of_json(&entries);
                map.next_value_seed(Top {
                    records,
                    is_member: true,
                })?
            } else {
                Some(map.next_value_seed(Counted(&count))?)
            };
            entries.extend(node.map(|node| (name, node)));
        }
        records.settle(entries, before);
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Node::Text(text.to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Node::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(Node::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(
            i64::try_from(value).map_or(Node::Number(value as f64), Node::Integer),
        ))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(Node::Number(value)))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

impl Intake<'_> {
    /// Hands over the article of a record of a container; what is none is a failure that names its place, such as `line 3`.
    pub(super) fn give_record(&mut self, node: Node, number: u32, place: &str) {
        let Node::Map(entries) = node else {
            let message = format!("{place} is not an object with named fields");
            return self.fail(ReadErrorKind::Malformed.failure(message));
        };
        let article = record::article(entries, self.options, self.path);
        if article.is_empty() {
            let message = format!("{place} holds no text: map its fields in `fiche.toml`");
            return self.fail(ReadErrorKind::NoText.failure(message));
        }
        let _ = self.give(article, Some(number));
    }
}
