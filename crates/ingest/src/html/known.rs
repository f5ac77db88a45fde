//! What is known of a page from elsewhere: the crawl that it lies in tells its address, and when it was fetched.

use fiche::Provenance;
use serde::{Deserialize, Serialize};

use crate::metadata::{Field, Found};

/// One thing that is known of a page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Known {
    /// Where it was fetched from.
    Address(String),
    /// When it was fetched: a guess at when it was published.
    Fetched(String),
}

/// What is known, as metadata.
pub(crate) fn found(known: &[Known]) -> Found {
    let mut found = Found::default();
    for known in known {
        match known {
            Known::Address(url) => found.offer(Field::Url, url, Provenance::Record),
            Known::Fetched(date) => found.offer(Field::Published, date, Provenance::Fetched),
        }
    }
    found
}
