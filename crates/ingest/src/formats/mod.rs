//! Files to articles: one table of formats, one reader a file.
//!
//! ```text
//! bytes ─ packing (gzip, zstd, bzip2, xz) ─ head ─ detect ─ reader ─ articles, one by one
//!   └──────── an entry of an archive ────────────────────────┘
//! ```
//!
//! A reader is handed an [`Intake`](intake::Intake): the file's bytes, text or lines under the limits of the
//! [`ReadOptions`], and a place for its articles. A further format is one file with a `FORMAT` and one row in [`FORMATS`].
//! Formats of one article hold the file in memory; JSONL, SGML, XML, tables, mailboxes and the wire are streamed record by
//! record, however long the file.

mod anpa;
mod archive;
mod budget;
mod csv;
mod dialect;
mod document;
mod docx;
mod draft;
mod epub;
mod error;
mod feed;
mod headers;
mod html;
mod intake;
mod iptc7901;
mod json;
mod jsonl;
mod mail;
mod mapping;
mod markdown;
mod markup;
mod mediawiki;
mod newsml;
mod ninjs;
mod nitf;
mod node;
mod odt;
mod options;
mod packing;
mod pdf;
mod peek;
mod place;
mod record;
mod records;
mod repair;
mod rst;
mod select;
mod sgml;
mod sniff;
mod text;
mod warc;
mod wire;
mod wrap;

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::Path;

use fiche::Article;

pub use error::{ReadError, ReadErrorKind};
pub use mapping::{Mapping, MappingError};
pub use options::{ReadOptions, Report};
pub use sniff::detect;

use budget::Budget;
use intake::Intake;
use options::READERS_PARTED_BY;
use packing::Packing;
use peek::Peeked;
use place::Place;
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
static FORMATS: [Format; 24] = [
    anpa::FORMAT,
    iptc7901::FORMAT,
    sgml::FORMAT,
    nitf::FORMAT,
    newsml::FORMAT,
    pdf::FORMAT,
    jsonl::FORMAT,
    json::FORMAT,
    feed::FORMAT,
    mediawiki::FORMAT,
    html::FORMAT,
    mail::mbox::FORMAT,
    mail::mhtml::FORMAT,
    mail::eml::FORMAT,
    csv::FORMAT,
    warc::FORMAT,
    markdown::FORMAT,
    rst::FORMAT,
    archive::ZIP,
    epub::FORMAT,
    docx::FORMAT,
    odt::FORMAT,
    archive::TAR,
    text::FORMAT,
];

/// The reader on record for files that no format knows. Its version grows with the table, so that such files are
/// looked at again.
const DETECTION: &str = "detect/6";

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

    /// Whether the reader on record is this one, in this version.
    fn is_reader(&self, recorded: &str) -> bool {
        let rest = recorded.strip_prefix(self.name);
        let version = rest.and_then(|rest| rest.strip_prefix('/'));
        version.is_some_and(|version| version.parse() == Ok(self.version))
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

/// Whether the readers on record, such as `html/1` or `zip/1+html/1`, would read its files the same way today.
pub(crate) fn is_current(reader: &str) -> bool {
    reader
        .split(READERS_PARTED_BY)
        .all(|reader| reader == DETECTION || FORMATS.iter().any(|format| format.is_reader(reader)))
}

/// Reads one file and hands its articles to `sink`, one by one, until it breaks.
///
/// `path` is the file's path from the collection's root, parted by `/`: articles are known by it, and it helps to tell
/// the format and the date. The input may be packed with gzip, zstd, bzip2 or xz. A record that gives no article is a failure on
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
/// assert_eq!(report.reader, "text/4");
/// assert_eq!(articles[0].title, "Ferry back in service");
/// # Ok::<(), fiche_ingest::ReadError>(())
/// ```
pub fn read(
    path: &str,
    input: &mut dyn BufRead,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Article) -> ControlFlow<()>,
) -> Result<Report, ReadError> {
    read_file(path, None, input, options, sink)
}

/// As [`read`], for a file that may be on disk too, which a format that jumps about in it opens for itself.
pub(crate) fn read_file(
    path: &str,
    disk: Option<&Path>,
    input: &mut dyn BufRead,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Article) -> ControlFlow<()>,
) -> Result<Report, ReadError> {
    let budget = Budget::default();
    let mut input = budget.count(input);
    read_at(&Place::file(path, disk, &budget), &mut input, options, sink)
}

/// Reads what stands at a place: a file, or an entry of an archive as if it were one.
fn read_at(
    place: &Place<'_>,
    input: &mut dyn BufRead,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Article) -> ControlFlow<()>,
) -> Result<Report, ReadError> {
    let mut input = Peeked::new(input).map_err(|error| undetected(error.into()))?;
    let Some(packing) = Packing::of(input.head()) else {
        return read_unpacked(place, place.name(), &mut input, options, sink);
    };
    let mut inside = packing
        .unpack(&mut input, place.budget())
        .and_then(|unpacked| Ok(Peeked::new(unpacked)?))
        .map_err(undetected)?;
    read_unpacked(
        &place.packed(),
        &packing.strip(place.name()),
        &mut inside,
        options,
        sink,
    )
}

fn read_unpacked<R: BufRead>(
    place: &Place<'_>,
    path: &str,
    input: &mut Peeked<R>,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Article) -> ControlFlow<()>,
) -> Result<Report, ReadError> {
    let format = format_of(path, input.head()).map_err(undetected)?;
    let mut intake = Intake {
        path,
        place,
        input,
        options,
        sink,
        report: Report {
            reader: format.reader(),
            ..Report::default()
        },
    };
    let result = (format.read)(&mut intake);
    finish(place, intake.report, result)
}

fn format_of(path: &str, head: &[u8]) -> Result<&'static Format, ReadError> {
    if head.is_empty() {
        return Err(ReadError::no_text());
    }
    detect(path, head)
        .ok_or_else(|| ReadError::new(ReadErrorKind::Unsupported, sniff::describe(path, head)))
}

/// A file that gave an article is no error, whatever came later.
fn finish(
    place: &Place<'_>,
    mut report: Report,
    result: Result<(), ReadError>,
) -> Result<Report, ReadError> {
    let error = match result {
        Ok(()) if report.articles + report.failed > 0 => return Ok(report),
        Ok(()) => ReadError::no_text(),
        Err(error) if report.articles > 0 => {
            report.fail(place.failure(error.to_failure()));
            return Ok(report);
        }
        Err(error) => error,
    };
    Err(error.by(report.reader))
}

fn undetected(error: ReadError) -> ReadError {
    error.by(DETECTION.to_owned())
}
