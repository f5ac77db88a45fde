//! Facets: of which outlets, authors, years the articles found are, counted over columns alone.
//!
//! Counts are exact, over all segments. They speak of the articles that hold all the words, as
//! [`Total::all_words`](super::Total) does; where none does, of those that hold any.

mod tally;

use std::fmt;
use std::str::FromStr;

use super::plan::Match;
use super::rank::{Ranking, Stop};
use crate::query::{DateRange, Field, Filter, Node, Span, Text, TextKind};
use serde::{Serialize, Serializer};
use tally::{Tally, merge};

/// Values of a facet that are listed unless said otherwise; the rest is summed.
pub const DEFAULT_FACET_VALUES: usize = 10;

/// What articles are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetField {
    /// The outlet.
    Outlet,
    /// The section.
    Section,
    /// Each author; an article of two counts for both.
    Author,
    /// Each tag; an article of several counts for each.
    Tag,
    /// The language, by its code.
    Language,
    /// The place of the dateline.
    Place,
    /// The format that the article was read in, such as `html`.
    Type,
    /// The year in which it was published.
    Year,
}

/// Field, the name it goes by, and its column.
const FIELDS: [(FacetField, &str, &str); 8] = [
    (FacetField::Outlet, "outlet", "outlet"),
    (FacetField::Section, "section", "section"),
    (FacetField::Author, "author", "author"),
    (FacetField::Tag, "tag", "tag"),
    (FacetField::Language, "lang", "language"),
    (FacetField::Place, "place", "place"),
    (FacetField::Type, "type", "format"),
    (FacetField::Year, "year", "published"),
];

impl FacetField {
    /// Every field, in the order of the help.
    pub const ALL: [Self; 8] = [
        Self::Outlet,
        Self::Section,
        Self::Author,
        Self::Tag,
        Self::Language,
        Self::Place,
        Self::Type,
        Self::Year,
    ];

    /// Its name, as it is asked for.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        let row = FIELDS.iter().find(|row| row.0 == self);
        row.expect("every field has a row")
    }
}

/// No facet has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no facet `{0}`; there are outlet, section, author, tag, lang, place, type and year"
)]
pub struct FacetError(String);

impl FromStr for FacetField {
    type Err = FacetError;

    fn from_str(name: &str) -> Result<Self, FacetError> {
        let row = FIELDS.iter().find(|row| row.1.eq_ignore_ascii_case(name));
        row.map(|row| row.0)
            .ok_or_else(|| FacetError(name.to_owned()))
    }
}

impl fmt::Display for FacetField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for FacetField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Articles counted by the values of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Facet {
    /// What they are counted by.
    pub field: FacetField,
    /// The values of most articles, the most frequent first and equals by their text.
    pub values: Vec<FacetValue>,
    /// How many further values there are.
    pub other_values: u64,
    /// The counts of the further values, summed: an article of two such values is in it twice.
    pub other_count: u64,
    /// Articles without a value.
    pub without: u64,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FacetValue {
    /// The value, as articles give it.
    pub value: String,
    /// How many articles have it.
    pub count: u64,
    /// The condition that finds just these articles, to put behind the query.
    pub filter: String,
}

impl FacetValue {
    fn new(field: FacetField, value: String, count: u64) -> Self {
        Self {
            filter: filter(field, &value).to_string(),
            value,
            count,
        }
    }
}

/// The condition that finds the articles of a value.
fn filter(field: FacetField, value: &str) -> Node {
    let whole = |field: Field| {
        Node::Text(Text {
            field: Some(field),
            kind: TextKind::Phrase { slop: 0 },
            text: value.to_owned(),
            exact: true,
            span: Span::default(),
        })
    };
    match field {
        FacetField::Outlet => whole(Field::Outlet),
        FacetField::Section => whole(Field::Section),
        FacetField::Author => whole(Field::Author),
        FacetField::Tag => whole(Field::Tag),
        FacetField::Place => whole(Field::Place),
        FacetField::Type => Node::Filter(Filter::Format(value.to_owned())),
        FacetField::Language => match value.parse() {
            Ok(language) => Node::Filter(Filter::Language(language)),
            Err(_) => Node::Group(Vec::new()),
        },
        FacetField::Year => {
            let year = value.parse().ok();
            Node::Filter(Filter::Date(DateRange::Between {
                from: year,
                to: year,
            }))
        }
    }
}

/// Counts the articles of a set by fields, in one pass over the set.
pub(super) fn count(
    ranking: &Ranking<'_>,
    set: &Match,
    fields: &[FacetField],
    limit: usize,
) -> Result<Vec<Facet>, Stop> {
    let mut segments: Vec<Vec<Tally>> = Vec::new();
    for ordinal in 0..ranking.prepared.searcher.segment_readers().len() {
        let segment = ranking.prepared.segment(ordinal);
        let tallies = fields.iter().map(|field| Tally::open(segment, *field));
        let mut tallies: Vec<Tally> = tallies.collect::<tantivy::Result<_>>()?;
        ranking.sweep(ordinal, set, |docs| {
            for tally in &mut tallies {
                tally.add(docs);
            }
        })?;
        segments.push(tallies);
    }
    let facet = |(at, field): (usize, &FacetField)| {
        let tallies: Vec<&Tally> = segments.iter().map(|tallies| &tallies[at]).collect();
        Ok(merge(*field, &tallies, limit)?)
    };
    fields.iter().enumerate().map(facet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_goes_by_its_name() {
        for field in FacetField::ALL {
            assert_eq!(field.name().parse(), Ok(field));
        }
        assert!("colour".parse::<FacetField>().is_err());
    }
}
