//! Files to articles: one table of formats, one reader a file.
//!
//! ```text
//! bytes ─ packing (gzip, zstd) ─ head ─ detect ─ reader ─ articles, one by one
//! ```
//!
//! A reader is handed an [`Intake`](intake::Intake): the file's bytes, text or lines under the limits of the
//! [`ReadOptions`], and a place for its articles. A further format is one file with a `FORMAT` and one row in [`FORMATS`].
//! Formats of one article hold the file in memory; JSONL is streamed record by record, however long the file.

mod draft;
mod error;
mod html;
mod intake;
mod json;
mod jsonl;
mod mapping;
mod markdown;
mod markup;
mod node;
mod options;
mod packing;
mod pdf;
mod peek;
mod record;
mod repair;
mod sniff;
mod text;
mod wrap;

use std::cell::Cell;
use std::io::BufRead;
use std::ops::ControlFlow;

use fiche::Article;

pub use error::{ReadError, ReadErrorKind};
pub use mapping::{Mapping, MappingError};
pub use options::{ReadOptions, Report};
pub use sniff::detect;

use intake::Intake;
use packing::Packing;
use peek::Peeked;
use sniff::{Head, Likeness};

/// A format that fiche reads.
pub struct Format {
    name: &'static str,
    version: u32,
    extensions: &'static [&'static str],
    sniff: fn(&Head<'_>) -> Likeness,
    read: fn(&mut Intake<'_>) -> Result<(), ReadError>,
}

/// Every format. Of formats that are equally sure of a file the first has it.
static FORMATS: [Format; 6] = [
    pdf::FORMAT,
    jsonl::FORMAT,
    json::FORMAT,
    html::FORMAT,
    markdown::FORMAT,
    text::FORMAT,
];

/// The reader on record for files that no format knows. Its version grows with the table, so that such files are
/// looked at again.
const DETECTION: &str = "detect/2";

impl Format {
    /// Its name: `html`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The extensions that speak for it, in lower case and without the dot, the usual one first.
    pub fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    /// The reader and its version, such as `html/1`: the version grows when the same file would give another article.
    pub fn reader(&self) -> String {
        format!("{}/{}", self.name, self.version)
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reader())
    }
}

/// The formats that fiche reads.
pub fn formats() -> &'static [Format] {
    &FORMATS
}

/// Whether a reader on record, such as `html/1`, would read its files the same way today.
pub(crate) fn is_current(reader: &str) -> bool {
    reader == DETECTION || FORMATS.iter().any(|format| format.reader() == reader)
}

/// Reads one file and hands its articles to `sink`, one by one, until it breaks.
///
/// `path` is the file's path from the collection's root, parted by `/`: articles are known by it, and it helps to tell
/// the format and the date. The input may be packed with gzip or zstd. A record that gives no article is a failure on
/// the report, and the reading goes on.
///
/// # Errors
/// The file gave nothing at all. Records that fail, and anything that fails after the first article, are on the report
/// instead.
///
/// # Example
/// ```
/// use std::ops::ControlFlow;
/// use fiche_ingest::{ReadOptions, read};
///
/// let mut file: &[u8] = b"Ferry back in service\n\nThe ferry sailed again on Monday, after nine days in dock.\n";
/// let mut articles = Vec::new();
/// let report = read("harbour/ferry.txt", &mut file, &ReadOptions::default(), &mut |article| {
///     articles.push(article);
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(report.reader, "text/1");
/// assert_eq!(articles[0].title, "Ferry back in service");
/// # Ok::<(), fiche_ingest::ReadError>(())
/// ```
pub fn read(
    path: &str,
    input: &mut dyn BufRead,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Article) -> ControlFlow<()>,
) -> Result<Report, ReadError> {
    let mut input = Peeked::new(input).map_err(|error| undetected(error.into()))?;
    let Some(packing) = Packing::of(input.head()) else {
        return read_unpacked(path, path, &mut input, options, sink);
    };
    let taken = Cell::new(0);
    let mut inside = packing
        .unpack(&mut input, &taken)
        .and_then(|unpacked| Ok(Peeked::new(unpacked)?))
        .map_err(undetected)?;
    read_unpacked(path, &packing.strip(path), &mut inside, options, sink)
}

fn read_unpacked<R: BufRead>(
    source: &str,
    path: &str,
    input: &mut Peeked<R>,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Article) -> ControlFlow<()>,
) -> Result<Report, ReadError> {
    let format = format_of(path, input.head()).map_err(undetected)?;
    let mut intake = Intake {
        path,
        source,
        input,
        options,
        sink,
        report: Report {
            reader: format.reader(),
            ..Report::default()
        },
    };
    let result = (format.read)(&mut intake);
    finish(intake.report, result)
}

fn format_of(path: &str, head: &[u8]) -> Result<&'static Format, ReadError> {
    if head.is_empty() {
        return Err(ReadError::no_text());
    }
    detect(path, head)
        .ok_or_else(|| ReadError::new(ReadErrorKind::Unsupported, sniff::describe(path, head)))
}

/// A file that gave an article is no error, whatever came later.
fn finish(mut report: Report, result: Result<(), ReadError>) -> Result<Report, ReadError> {
    let error = match result {
        Ok(()) if report.articles + report.failed > 0 => return Ok(report),
        Ok(()) => ReadError::no_text(),
        Err(error) if report.articles > 0 => {
            report.fail(error.to_failure());
            return Ok(report);
        }
        Err(error) => error,
    };
    Err(error.by(report.reader))
}

fn undetected(error: ReadError) -> ReadError {
    error.by(DETECTION.to_owned())
}
