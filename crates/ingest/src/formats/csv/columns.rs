//! What the columns of a table hold: by their names, and where those say nothing by what stands in them.

use std::collections::HashSet;

use crate::dates;
use crate::formats::error::{ReadError, ReadErrorKind};
use crate::formats::mapping::{Mapping, Slot};
use crate::metadata::Field;

/// Names are short.
const LONGEST_NAME_CHARS: usize = 60;

/// A story has more letters than this on average; a Chinese one says as much in a third of them.
const SHORTEST_BODY_BYTES: usize = 80;

/// Headlines, on average.
const TITLE_WORDS: std::ops::Range<usize> = 3..40;
const LONGEST_TITLE_BYTES: usize = 300;

/// Beyond so many of a hundred a column holds one kind of value.
const NEARLY_ALL: usize = 80;

/// Labels repeat, headlines hardly do.
const HALF: usize = 50;

/// A year or an hour alone is a figure; a date is longer.
const SHORTEST_DATE_BYTES: usize = 8;

/// The names of the columns, each as a record would have it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) names: Vec<String>,
    /// Whether the first row names them.
    pub(super) has_header: bool,
}

/// Whether a row names the columns of articles: short words, among them names of a record's fields.
pub(super) fn is_known_header(row: &[String], mapping: &Mapping) -> bool {
    let is_known = |name: &&String| mapping.target(name).slot != Slot::Extra;
    row.len() > 1 && could_be_header(row) && row.iter().any(|name| is_known(&name))
}

/// Names are short, each is another, and none is a number, a date, an address or still in quotes.
fn could_be_header(row: &[String]) -> bool {
    let mut seen = HashSet::new();
    let is_name = |name: &str| {
        name.chars().count() <= LONGEST_NAME_CHARS
            && name.chars().any(char::is_alphabetic)
            && !name.contains("://")
            && !name.starts_with(['"', '\''])
            && !name.contains('\n')
            && dates::parse(name).is_none()
    };
    let mut unnamed = row.iter().filter(|name| name.trim().is_empty());
    // The index that statistics programs write has no name.
    let names = || {
        row.iter()
            .map(|name| name.trim())
            .filter(|name| !name.is_empty())
    };
    unnamed.by_ref().take(2).count() < 2
        && names().next().is_some()
        && names().all(|name| is_name(name) && seen.insert(name.to_lowercase()))
}

impl Columns {
    /// The columns of a table that begins with these rows.
    pub(super) fn of(sample: &[Vec<String>], mapping: &Mapping) -> Result<Self, ReadError> {
        let Some(first) = sample.first() else {
            return Err(ReadError::no_text());
        };
        let has_header = is_named(first, &sample[1..], mapping);
        let data = if has_header { &sample[1..] } else { sample };
        let mut columns = Self {
            names: if has_header {
                first.clone()
            } else {
                numbered(first.len())
            },
            has_header,
        };
        // Programs for statistics leave the column of row names without one.
        let is_wider = |row: &Vec<String>| row.len() == first.len() + 1;
        if has_header && !data.is_empty() && data.iter().all(is_wider) {
            columns.names.insert(0, String::new());
        }
        columns.infer(data, mapping);
        columns.check(data, mapping)?;
        Ok(columns)
    }

    fn has(&self, slot: Slot, mapping: &Mapping) -> bool {
        self.at(slot, mapping).is_some()
    }

    /// The first column that stands for a slot.
    pub(super) fn at(&self, slot: Slot, mapping: &Mapping) -> Option<usize> {
        self.names
            .iter()
            .position(|name| mapping.target(name).slot == slot)
    }

    /// Names the columns that say by their values what they are, where no name says it.
    fn infer(&mut self, data: &[Vec<String>], mapping: &Mapping) {
        if self.has(Slot::Body, mapping) {
            return;
        }
        let profiles: Vec<Profile> = (0..self.names.len())
            .map(|at| Profile::of(at, data))
            .collect();
        let longest = |profile: &&Profile| profile.mean_bytes;
        let unknown: Vec<&Profile> = profiles
            .iter()
            .filter(|profile| mapping.target(&self.names[profile.at]).slot == Slot::Extra)
            .collect();
        let Some(body) = unknown
            .iter()
            .copied()
            .filter(|profile| profile.is_body())
            .max_by_key(longest)
        else {
            return;
        };
        let others = || {
            unknown
                .iter()
                .copied()
                .filter(|profile| profile.at != body.at)
        };
        let title = others()
            .filter(|profile| profile.is_title() && profile.mean_bytes < body.mean_bytes)
            .max_by_key(longest);
        let inferred = [
            (Field::Title, "title", title),
            (
                Field::Published,
                "date",
                others().find(|profile| profile.is_date()),
            ),
            (
                Field::Url,
                "url",
                others().find(|profile| profile.is_address()),
            ),
        ];
        for (field, name, profile) in inferred {
            let is_free = !self.has(Slot::Told(field), mapping);
            if let Some(profile) = profile.filter(|_| is_free) {
                name.clone_into(&mut self.names[profile.at]);
            }
        }
        "body".clone_into(&mut self.names[body.at]);
    }

    /// A table without a text, a standfirst or headlines is one of figures.
    fn check(&self, data: &[Vec<String>], mapping: &Mapping) -> Result<(), ReadError> {
        let headlines = self
            .at(Slot::Told(Field::Title), mapping)
            .is_some_and(|at| Profile::of(at, data).is_title());
        let has_text = [Slot::Body, Slot::Told(Field::Deck)]
            .iter()
            .any(|slot| self.has(*slot, mapping));
        if has_text || headlines {
            return Ok(());
        }
        let names: Vec<String> = self
            .names
            .iter()
            .take(12)
            .map(|name| format!("`{name}`"))
            .collect();
        let message = format!(
            "no column of {} is known to hold a text: name it in `fiche.toml`, as in `[fields] body = [\"{}\"]`",
            names.join(", "),
            self.names.last().map_or("", String::as_str)
        );
        Err(ReadError::new(ReadErrorKind::NoText, message))
    }
}

/// Whether the first row names the columns: by known names, or since it is short above a column of long texts.
fn is_named(first: &[String], data: &[Vec<String>], mapping: &Mapping) -> bool {
    if is_known_header(first, mapping) {
        return true;
    }
    if !could_be_header(first) {
        return false;
    }
    let is_known = |name: &String| mapping.target(name).slot != Slot::Extra;
    first.iter().any(is_known)
        || (0..first.len()).any(|at| {
            let is_word = first[at].split_whitespace().count() <= 3;
            is_word && !data.is_empty() && Profile::of(at, data).is_body()
        })
}

/// Names for columns that have none, by which a collection can map them.
fn numbered(width: usize) -> Vec<String> {
    (1..=width)
        .map(|number| format!("column{number}"))
        .collect()
}

/// What stands in a column.
struct Profile {
    at: usize,
    mean_bytes: usize,
    mean_words: usize,
    /// How many of a hundred values are dates, addresses, and unlike any before.
    dates: usize,
    addresses: usize,
    distinct: usize,
}

impl Profile {
    fn of(at: usize, data: &[Vec<String>]) -> Self {
        let values: Vec<&str> = data
            .iter()
            .filter_map(|row| row.get(at))
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
            .collect();
        let count = values.len().max(1);
        let share = |is: fn(&&&str) -> bool| values.iter().filter(is).count() * 100 / count;
        Self {
            at,
            mean_bytes: values.iter().map(|value| value.len()).sum::<usize>() / count,
            mean_words: values
                .iter()
                .map(|value| value.split_whitespace().count())
                .sum::<usize>()
                / count,
            dates: share(|value| {
                value.len() >= SHORTEST_DATE_BYTES && dates::parse(value).is_some()
            }),
            addresses: share(|value| value.starts_with("http://") || value.starts_with("https://")),
            distinct: values.iter().collect::<HashSet<_>>().len() * 100 / count,
        }
    }

    fn is_body(&self) -> bool {
        self.mean_bytes >= SHORTEST_BODY_BYTES && !self.is_address()
    }

    fn is_title(&self) -> bool {
        // Scripts without blanks make one word of a headline.
        let is_headline =
            TITLE_WORDS.contains(&self.mean_words) || self.mean_bytes >= SHORTEST_BODY_BYTES / 4;
        is_headline
            && self.mean_bytes <= LONGEST_TITLE_BYTES
            && self.distinct >= HALF
            && !self.is_date()
            && !self.is_address()
    }

    fn is_date(&self) -> bool {
        self.dates >= NEARLY_ALL
    }

    fn is_address(&self) -> bool {
        self.addresses >= NEARLY_ALL
    }
}
