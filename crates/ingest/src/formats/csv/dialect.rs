//! How a table is written: what parts its columns and what quotes them, told from its beginning.
//!
//! Every dialect is tried on the sample. The right one cuts it into rows of one width; a wrong one cuts prose at its commas,
//! or runs on through many rows after a quote that is none.

use std::collections::HashMap;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::columns;
use crate::formats::mapping::Mapping;

/// A way to write a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    quote: Option<u8>,
    /// A backslash where quotes inside quotes are written `\"` and not `""`.
    escape: Option<u8>,
}

static DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Quotes and escapes, the usual first: of equal dialects the first is taken.
static QUOTES: [(Option<u8>, Option<u8>); 4] = [
    (Some(b'"'), None),
    (Some(b'"'), Some(b'\\')),
    (None, None),
    (Some(b'\''), None),
];

/// Known names in the first row weigh more than rows of one width, which prose can have by chance.
const HEADER_WEIGHT: f32 = 1.0;

/// Few rows can be of one width by chance: then more columns are likelier, and a blank behind each comma is prose.
const WIDTH_WEIGHT: f32 = 0.1;
const BLANK_WEIGHT: f32 = 0.2;

/// A value that stands in quotes still has not been unquoted.
const QUOTED_WEIGHT: f32 = 0.5;

/// Room for one row while a sample is tried; a longer row is no sample.
const SAMPLE_ROW_BYTES: usize = 1 << 20;
const MOST_COLUMNS: usize = 4096;

impl Dialect {
    pub(super) fn parser(self) -> Reader {
        ReaderBuilder::new()
            .delimiter(self.delimiter)
            .quote(self.quote.unwrap_or(b'"'))
            .quoting(self.quote.is_some())
            .escape(self.escape)
            .build()
    }

    /// The dialect of a sample, where its delimiter may be known; a table of one column is one that nothing parts.
    pub(super) fn of(sample: &[u8], delimiter: Option<u8>, mapping: &Mapping) -> Self {
        let delimiters = delimiter.map_or(DELIMITERS.to_vec(), |known| vec![known]);
        let first = Self {
            delimiter: delimiters[0],
            quote: QUOTES[0].0,
            escape: None,
        };
        let mut best = (0.0, first);
        for (quote, escape) in QUOTES {
            for &delimiter in &delimiters {
                let dialect = Self {
                    delimiter,
                    quote,
                    escape,
                };
                let score = dialect.score(sample, mapping);
                if score > best.0 {
                    best = (score, dialect);
                }
            }
        }
        best.1
    }

    /// How well the sample is cut by this dialect.
    fn score(self, sample: &[u8], mapping: &Mapping) -> f32 {
        let cut = self.cut(sample);
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for width in &cut.widths {
            *counts.entry(*width).or_default() += 1;
        }
        let Some((width, count)) = counts
            .into_iter()
            .max_by_key(|(width, count)| (*count, *width))
        else {
            return 0.0;
        };
        if width < 2 {
            return 0.0;
        }
        let covered = cut.bytes as f32 / sample.len() as f32;
        let columns = WIDTH_WEIGHT * (1.0 - 1.0 / width as f32);
        let share = |count: usize| count as f32 / cut.widths.len() as f32;
        let against = BLANK_WEIGHT * share(cut.blanks) + QUOTED_WEIGHT * share(cut.quoted);
        let has_header = columns::is_known_header(&cut.first, mapping);
        let header = if has_header { HEADER_WEIGHT } else { 0.0 };
        (share(count) + header + columns - against) * covered
    }

    fn cut(self, sample: &[u8]) -> Cut {
        let mut parser = self.parser();
        let mut cut = Cut::default();
        let mut output = vec![0; SAMPLE_ROW_BYTES.min(sample.len() + 1)];
        let mut ends = vec![0; MOST_COLUMNS];
        let mut input = sample;
        loop {
            let (result, taken, written, width) = parser.read_record(input, &mut output, &mut ends);
            if result != ReadRecordResult::Record || width == 0 {
                return cut;
            }
            input = &input[taken..];
            cut.bytes = sample.len() - input.len();
            if cut.widths.is_empty() {
                cut.first = fields(&output, &ends[..width]);
            }
            cut.add(&output[..written], &ends[..width]);
        }
    }
}

/// A sample cut into rows.
#[derive(Default)]
struct Cut {
    widths: Vec<usize>,
    first: Vec<String>,
    /// Rows with a value that begins with a blank.
    blanks: usize,
    /// Rows with a value that is in quotes still.
    quoted: usize,
    /// How much of the sample is in whole rows.
    bytes: usize,
}

impl Cut {
    fn add(&mut self, output: &[u8], ends: &[usize]) {
        let mut start = 0;
        let (mut is_blank, mut is_quoted) = (false, false);
        for end in ends {
            let field = &output[start..*end];
            is_blank |= start > 0 && field.starts_with(b" ");
            is_quoted |= matches!(field, [b'"', .., b'"'] | [b'\'', .., b'\'']);
            start = *end;
        }
        self.blanks += usize::from(is_blank);
        self.quoted += usize::from(is_quoted);
        self.widths.push(ends.len());
    }
}

fn fields(output: &[u8], ends: &[usize]) -> Vec<String> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts
        .zip(ends)
        .map(|(start, end)| String::from_utf8_lossy(&output[start..*end]).into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_told_from_the_signs_in_its_texts() {
        for (sample, delimiter, quote) in [
            ("a,b\nc,d\n", b',', Some(b'"')),
            ("Town;Open, late\nSport;Won, again\n", b';', Some(b'"')),
            ("Town;'Open; late'\nSport;'Won; again'\n", b';', Some(b'\'')),
            ("title|text\nOne|a, b, c\n", b'|', Some(b'"')),
            ("title,text\nOne,\"a\nb;c;d\ne;f;g\"\n", b',', Some(b'"')),
        ] {
            let dialect = Dialect::of(sample.as_bytes(), None, &Mapping::default());
            assert_eq!(
                char::from(dialect.delimiter),
                char::from(delimiter),
                "{sample}"
            );
            assert_eq!(dialect.quote, quote, "{sample}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_a_letter() {
        let sample = b"1\tThe \"quay\" is shut\n2\t\"It was open\n3\tIt is shut\n";
        let dialect = Dialect::of(sample, None, &Mapping::default());
        assert_eq!((dialect.delimiter, dialect.quote), (b'\t', None));
    }
}
