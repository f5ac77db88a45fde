//! How answers are printed: data in, text out, nothing computed.

pub(crate) mod advice;
pub(crate) mod alerts;
pub(crate) mod article;
pub(crate) mod check;
pub(crate) mod copies;
pub(crate) mod facets;
pub(crate) mod formats;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod measures;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod restored;
pub(crate) mod stats;
pub(crate) mod timeline;
pub(crate) mod tuning;

use std::path::PathBuf;

use fiche::{Found, Query};

/// The version of every JSON answer; raised when a key changes its meaning or goes.
pub(crate) const VERSION: u32 = 1;

/// What a search gave, with what was asked.
pub(crate) struct Answer<'a> {
    /// The query as it was typed.
    pub(crate) typed: &'a str,
    /// The query as it was understood.
    pub(crate) query: &'a Query,
    pub(crate) found: &'a Found,
    /// The root of the collection, where links are shown.
    pub(crate) root: Option<PathBuf>,
}
