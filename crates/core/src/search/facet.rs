//! Facets: of which outlets, authors, years the articles found are, counted over columns alone.
//!
//! Counts are exact, over all segments. They speak of the articles that hold all the words, as
//! [`Total::all_words`](super::Total) does; where none does, of those that hold any.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use tantivy::columnar::{Cardinality, Column, StrColumn};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, SegmentReader};

use super::plan::Match;
use super::rank::{Ranking, Stop};
use super::year;
use crate::query::{DateRange, Field, Filter, Node, Span, Text, TextKind};

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

/// The counts of one field in one segment.
struct Tally {
    values: Values,
    without: u64,
}

/// Where the values are.
enum Values {
    /// Texts, counted by their place in the dictionary.
    Texts { column: StrColumn, counts: Vec<u64> },
    /// Years, counted by their number.
    Years {
        column: Column<i64>,
        counts: Vec<u64>,
    },
    /// No document of the segment has one.
    None,
}

impl Tally {
    fn open(segment: &SegmentReader, field: FacetField) -> tantivy::Result<Self> {
        let (columns, name) = (segment.fast_fields(), field.row().2);
        let values = match field {
            FacetField::Year => columns.column_opt(name)?.map(|column| Values::Years {
                column,
                counts: vec![0; usize::from(year::LAST) + 1],
            }),
            _ => columns.str(name)?.map(|column| Values::Texts {
                counts: vec![0; column.num_terms()],
                column,
            }),
        };
        Ok(Self {
            values: values.unwrap_or(Values::None),
            without: 0,
        })
    }

    fn add(&mut self, docs: &[DocId]) {
        match &mut self.values {
            Values::None => self.without += docs.len() as u64,
            Values::Texts { column, counts } => {
                self.without += add_texts(column.ords(), docs, counts);
            }
            Values::Years { column, counts } => {
                let mut found = [None; COLLECT_BLOCK_BUFFER_LEN];
                column.first_vals(docs, &mut found[..docs.len()]);
                for at in &found[..docs.len()] {
                    match at {
                        Some(at) => counts[usize::from(year::of(*at))] += 1,
                        None => self.without += 1,
                    }
                }
            }
        }
    }

    /// Places and counts of the values that occur.
    fn occurring(&self) -> Vec<(usize, u64)> {
        let counts = match &self.values {
            Values::Texts { counts, .. } | Values::Years { counts, .. } => counts.as_slice(),
            Values::None => &[],
        };
        let occurring = counts.iter().copied().enumerate();
        occurring.filter(|(_, count)| *count > 0).collect()
    }

    /// The texts of values, whose places ascend.
    fn texts(&self, places: &[u64]) -> tantivy::Result<Vec<String>> {
        let mut texts = Vec::with_capacity(places.len());
        match &self.values {
            Values::Texts { column, .. } => {
                column.dictionary().sorted_ords_to_term_cb(places, |text| {
                    texts.push(String::from_utf8_lossy(text).into_owned());
                })?;
            }
            Values::Years { .. } => texts.extend(places.iter().map(|year| format!("{year:04}"))),
            Values::None => {}
        }
        Ok(texts)
    }
}

/// Counts the values of documents, each value of a document once; gives how many documents have none.
fn add_texts(ordinals: &Column<u64>, docs: &[DocId], counts: &mut [u64]) -> u64 {
    if ordinals.get_cardinality() != Cardinality::Multivalued {
        let mut found = [None; COLLECT_BLOCK_BUFFER_LEN];
        ordinals.first_vals(docs, &mut found[..docs.len()]);
        let mut without = 0;
        for ordinal in &found[..docs.len()] {
            match ordinal {
                Some(ordinal) => counts[*ordinal as usize] += 1,
                None => without += 1,
            }
        }
        return without;
    }
    let mut without = 0;
    let mut seen: Vec<u64> = Vec::new();
    for doc in docs {
        seen.clear();
        for ordinal in ordinals.values_for_doc(*doc) {
            if !seen.contains(&ordinal) {
                counts[ordinal as usize] += 1;
                seen.push(ordinal);
            }
        }
        without += u64::from(seen.is_empty());
    }
    without
}

/// The facet of all segments. Of one segment only the texts of the values listed are read.
fn merge(field: FacetField, tallies: &[&Tally], limit: usize) -> tantivy::Result<Facet> {
    let without = tallies.iter().map(|tally| tally.without).sum();
    let (mut counts, of_one) = match tallies {
        [only] => (Vec::new(), Some(*only)),
        tallies => (summed(tallies)?, None),
    };
    let mut rest = (0, 0);
    if let Some(only) = of_one {
        let mut occurring = only.occurring();
        rest = cut(&mut occurring, limit);
        occurring.sort_unstable_by_key(|(place, _)| *place);
        let places: Vec<u64> = occurring.iter().map(|(place, _)| *place as u64).collect();
        let texts = only.texts(&places)?.into_iter();
        counts = texts
            .zip(occurring.iter().map(|(_, count)| *count))
            .collect();
    }
    let more = cut(&mut counts, limit);
    let values = counts.into_iter();
    let values = values.map(|(value, count)| FacetValue::new(field, value, count));
    Ok(Facet {
        field,
        values: values.collect(),
        other_values: rest.0 + more.0,
        other_count: rest.1 + more.1,
        without,
    })
}

fn summed(tallies: &[&Tally]) -> tantivy::Result<Vec<(String, u64)>> {
    let mut sums: HashMap<String, u64> = HashMap::new();
    for tally in tallies {
        let occurring = tally.occurring();
        let places: Vec<u64> = occurring.iter().map(|(place, _)| *place as u64).collect();
        for (text, (_, count)) in tally.texts(&places)?.into_iter().zip(occurring) {
            *sums.entry(text).or_default() += count;
        }
    }
    Ok(sums.into_iter().collect())
}

/// Keeps the values of most articles, the most frequent first, equals in their order; gives how many others there are,
/// and their counts summed.
fn cut<T: Ord>(counts: &mut Vec<(T, u64)>, limit: usize) -> (u64, u64) {
    let order = |a: &(T, u64), b: &(T, u64)| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0));
    let mut others = (0, 0);
    if counts.len() > limit {
        counts.select_nth_unstable_by(limit, order);
        let rest = counts.drain(limit..);
        others = rest.fold((0, 0), |(values, sum), (_, count)| {
            (values + 1, sum + count)
        });
    }
    counts.sort_unstable_by(order);
    others
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

    #[test]
    fn the_most_frequent_are_kept_and_the_rest_is_summed() {
        let mut counts = vec![("d", 1), ("a", 2), ("c", 5), ("b", 2)];
        assert_eq!(cut(&mut counts, 2), (2, 3));
        assert_eq!(counts, [("c", 5), ("a", 2)]);
        assert_eq!(cut(&mut counts, 9), (0, 0));
        assert_eq!(cut(&mut counts, 0), (2, 7));
    }
}
