//! What each commit says about the index as a whole, inside the commit itself.

use serde::{Deserialize, Serialize};

use crate::analysis::ANALYZER_ID;
use crate::article::Zone;

/// The format of the schema and of the stored articles; raised by every change that an older fiche would misread.
pub(super) const FORMAT: u32 = 2;

/// The payload of a commit: well under the 64 KB at which it would weigh on every opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// [`FORMAT`] of the writer.
    pub(super) format: u32,
    /// What decides the terms: the analyzer's version, the stemmer's and the Unicode tables'.
    pub(super) analyzer: String,
    /// The roots of the collection, as the caller named them.
    #[serde(default)]
    pub(super) roots: Vec<String>,
    /// The zone of the collection; UTC where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) zone: Option<Zone>,
    /// Whether the articles are no news to alerts: the index is being rebuilt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_rebuilding: bool,
}

impl Payload {
    /// The payload of an index that this version of fiche writes.
    pub(super) fn current(roots: Vec<String>, zone: Option<Zone>, is_rebuilding: bool) -> Self {
        Self {
            format: FORMAT,
            analyzer: ANALYZER_ID.to_owned(),
            roots,
            zone,
            is_rebuilding,
        }
    }

    /// Why an index with this payload cannot be searched by this version; `None` where it can.
    pub(super) fn mismatch(&self) -> Option<String> {
        if self.format != FORMAT {
            return Some(format!("has format {}, not {FORMAT}", self.format));
        }
        (self.analyzer != ANALYZER_ID).then(|| {
            format!(
                "holds terms of analyzer {}, not {ANALYZER_ID}",
                self.analyzer
            )
        })
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers serialize")
    }
}
