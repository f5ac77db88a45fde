//! Tables: CSV and TSV in any dialect, a row an article, streamed.
//!
//! Nothing in the format says how it is written, so the beginning is looked at: the [`dialect`], the encoding, and what
//! the [`columns`] hold. Names in the first row are read by the mapping of records; without them the longest text is the
//! body, headlines are titles, and dates are told by being dates. Memory is bounded by the longest row (of UTF-16, by the
//! file). Articles are known by the number of their row, which a line added to a text does not change.

mod columns;
mod dialect;
mod rows;

use std::collections::VecDeque;

use self::columns::Columns;
use self::dialect::Dialect;
use self::rows::{Lines, Next, Row, Rows};
use super::Format;
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::mapping::{Mapping, Slot};
use super::node::Node;
use super::sniff::{Head, Likeness};
use crate::charset;

pub(super) const FORMAT: Format = Format {
    name: "csv",
    version: 2,
    extensions: &["csv", "tsv", "tab", "psv"],
    sniff,
    read,
};

/// Some dozens of rows with whole articles in them.
const SAMPLE_BYTES: usize = 256 << 10;

/// Rows that the columns are judged by.
const SAMPLE_ROWS: usize = 100;

/// What programs write where a value is missing.
static MISSING: [&str; 7] = ["NULL", "null", "NaN", "nan", "None", "\\N", "N/A"];

/// What stands between two words of a list that Python wrote.
static QUOTES_BETWEEN: [&str; 4] = ["', '", "\", \"", "', \"", "\", '"];

/// Without its extension a table is known only by a first line that names a text and another field.
fn sniff(head: &Head<'_>) -> Likeness {
    let mut lines = head.text().lines();
    let (first, second) = (
        lines.next().unwrap_or_default(),
        lines.next().unwrap_or_default(),
    );
    let names_article = |delimiter: char| {
        let names: Vec<String> = first
            .split(delimiter)
            .map(|name| name.trim().trim_matches('"').to_owned())
            .collect();
        names.len() >= 3 && second.contains(delimiter) && names_article(&names)
    };
    if [',', ';', '\t', '|'].into_iter().any(names_article) {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

fn names_article(names: &[String]) -> bool {
    let mapping = Mapping::default();
    let slots = || names.iter().map(|name| mapping.target(name).slot);
    columns::is_known_header(names, &mapping)
        && slots().any(|slot| slot == Slot::Body)
        && slots().filter(|slot| *slot != Slot::Extra).count() >= 2
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut lines = lines(intake)?;
    let separator = lines.take_first(intake, separator)?;
    let sample = lines.sample(intake, SAMPLE_BYTES)?;
    let dialect = Dialect::of(&sample, separator, &intake.options.mapping);
    let encoding = charset::decode(&sample, intake.options.encoding.as_deref()).encoding;
    let rows = Rows::new(lines, dialect, encoding);
    Table::begin(intake, rows, dialect.delimiter)?.read(intake)
}

/// The file line by line. UTF-16, as spreadsheets write it, is told into lines only once it is decoded.
fn lines(intake: &mut Intake<'_>) -> Result<Lines, ReadError> {
    if !intake.input.fill_buf()?.contains(&0) {
        return Ok(Lines::default());
    }
    Ok(Lines::of(&intake.text()?))
}

/// What `sep=;` says, the first line that spreadsheets write for themselves.
fn separator(line: &[u8]) -> Option<u8> {
    match line.trim_ascii_end().strip_prefix(b"sep=") {
        Some([delimiter]) => Some(*delimiter),
        _ => None,
    }
}

/// A table whose columns are known.
struct Table {
    rows: Rows,
    columns: Columns,
    delimiter: char,
    /// Whether the text is in the last column.
    last_is_body: bool,
    /// Rows read before the columns were known.
    begun: VecDeque<Next>,
}

impl Table {
    fn begin(intake: &mut Intake<'_>, mut rows: Rows, delimiter: u8) -> Result<Self, ReadError> {
        let mut begun = VecDeque::new();
        let mut sample: Vec<Vec<String>> = Vec::new();
        let mut bytes = 0;
        while sample.len() < SAMPLE_ROWS && bytes < SAMPLE_BYTES {
            let next = rows.next(intake)?;
            match &next {
                Next::End => break,
                Next::Bad(..) => {}
                Next::Row(row) => {
                    bytes += row.fields.iter().map(String::len).sum::<usize>();
                    sample.push(row.fields.clone());
                }
            }
            begun.push_back(next);
        }
        let mapping = &intake.options.mapping;
        let columns = Columns::of(&sample, mapping)?;
        Ok(Self {
            last_is_body: columns.at(Slot::Body, mapping) == Some(columns.names.len() - 1),
            rows,
            columns,
            delimiter: char::from(delimiter),
            begun,
        })
    }

    fn read(&mut self, intake: &mut Intake<'_>) -> Result<(), ReadError> {
        let mut has_header = self.columns.has_header;
        let mut number = 0;
        while !intake.report.stopped {
            let next = match self.begun.pop_front() {
                Some(next) => next,
                None => self.rows.next(intake)?,
            };
            match next {
                Next::End => break,
                Next::Row(_) if has_header => has_header = false,
                Next::Row(row) => {
                    number += 1;
                    self.give(intake, row, number);
                }
                Next::Bad(kind, message) => {
                    number += 1;
                    intake.fail(kind.failure(message));
                }
            }
        }
        Ok(())
    }

    fn give(&self, intake: &mut Intake<'_>, row: Row, number: u32) {
        let place = format!("line {}", row.line);
        let (width, expected) = (row.fields.len(), self.columns.names.len());
        let Some(fields) = self.fit(row.fields) else {
            let message = format!(
                "{place} has {width} values for {expected} columns: quote the values that hold a `{}`",
                self.delimiter.escape_default()
            );
            return intake.fail(ReadErrorKind::Malformed.failure(message));
        };
        let named = self.columns.names.iter().cloned().zip(fields);
        let entries = named.filter_map(|(name, field)| Some((name, value(field)?)));
        intake.give_record(Node::Map(entries.collect()), number, &place);
    }

    /// The row at its width: empty values at its end are left out, and what overflows a text in the last column is the
    /// text's own, unless the row runs over lines, as it does after a quote that is not closed.
    fn fit(&self, mut fields: Vec<String>) -> Option<Vec<String>> {
        let width = self.columns.names.len();
        while fields.len() > width && fields.last().is_some_and(String::is_empty) {
            fields.pop();
        }
        let is_one_line = || !fields.iter().any(|field| field.contains('\n'));
        if fields.len() > width && self.last_is_body && is_one_line() {
            let text = fields.split_off(width - 1);
            fields.push(text.join(self.delimiter.encode_utf8(&mut [0; 4])));
        }
        (fields.len() == width).then_some(fields)
    }
}

/// The value in a field; `None` where there is none.
fn value(field: String) -> Option<Node> {
    let text = field.trim();
    if text.is_empty() || MISSING.contains(&text) {
        return None;
    }
    // `007` is a name and no number: only what is written as numbers are is one.
    if let Some(number) = text
        .parse::<i64>()
        .ok()
        .filter(|number| number.to_string() == text)
    {
        return Some(Node::Integer(number));
    }
    if let Some(number) = text
        .parse::<f64>()
        .ok()
        .filter(|number| number.to_string() == text)
    {
        return Some(Node::Number(number));
    }
    Some(list(text).unwrap_or(Node::Text(field)))
}

/// `['harbour', 'strike']`, as Python writes a list of words into a field.
fn list(text: &str) -> Option<Node> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    if let Ok(node @ Node::List(_)) = serde_json::from_str(text) {
        return Some(node);
    }
    let inside = inside
        .strip_prefix(['\'', '"'])?
        .strip_suffix(['\'', '"'])?;
    let words = QUOTES_BETWEEN
        .iter()
        .fold(inside.to_owned(), |words, quotes| {
            words.replace(quotes, "\n")
        });
    Some(Node::List(
        words
            .lines()
            .map(|word| Node::Text(word.to_owned()))
            .collect(),
    ))
}
