//! Files to articles, and an index that stays equal to them.

mod alerts;
mod charset;
mod child;
mod config;
mod dates;
mod error;
mod formats;
mod html;
mod learned;
mod lines;
mod locate;
mod metadata;
mod parsers;
mod pdf;
mod refresh;
mod walk;
mod xml;

pub use alerts::{ALERTS_FILE, AlertOrigin, SavedAlerts};
pub use error::IngestError;
pub use formats::{
    Format, Mapping, MappingError, ReadError, ReadErrorKind, ReadOptions, Report as ReadReport,
    detect, formats, read,
};
pub use locate::{index_folder, is_index, locate};
pub use parsers::{ParserProgram, serve_parsers};
pub use refresh::{
    Collection, FailedFile, Origin, Progress, READER_THREAD, Report, Restoration, Restored, Stop,
    Watched,
};
pub use walk::file_path;

/// The code of the README is run as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
