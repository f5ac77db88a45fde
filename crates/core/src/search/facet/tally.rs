//! Counting the values of a field over columns, segment by segment.

use std::collections::HashMap;

use tantivy::columnar::{Cardinality, Column, StrColumn};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, SegmentReader};

use super::{Facet, FacetField, FacetValue};
use crate::search::year;

/// The counts of one field in one segment.
pub(super) struct Tally {
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
    pub(super) fn open(segment: &SegmentReader, field: FacetField) -> tantivy::Result<Self> {
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

    pub(super) fn add(&mut self, docs: &[DocId]) {
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
pub(super) fn merge(field: FacetField, tallies: &[&Tally], limit: usize) -> tantivy::Result<Facet> {
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
    fn the_most_frequent_are_kept_and_the_rest_is_summed() {
        let mut counts = vec![("d", 1), ("a", 2), ("c", 5), ("b", 2)];
        assert_eq!(cut(&mut counts, 2), (2, 3));
        assert_eq!(counts, [("c", 5), ("a", 2)]);
        assert_eq!(cut(&mut counts, 9), (0, 0));
        assert_eq!(cut(&mut counts, 0), (2, 7));
    }
}
