//! What each commit says about the index as a whole, inside the commit itself.

use serde::{Deserialize, Serialize};

use crate::analysis::ANALYZER_ID;
use crate::article::Zone;
use crate::error::IndexAge;

/// The format of the schema and of the stored articles; raised by every change that an older fiche would misread.
pub(super) const FORMAT: u32 = 10;

/// The first format whose commits carry a checksum ([`super::seal`]): from here on one without it is damaged.
pub(super) const SEALED_FROM: u32 = 3;

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

    /// Why an index with this payload cannot be searched by this version, and which of the two is older; `None` where it
    /// can.
    pub(super) fn mismatch(&self) -> Option<(String, IndexAge)> {
        let age = |is_newer: bool| match is_newer {
            true => IndexAge::Newer,
            false => IndexAge::Older,
        };
        if self.format != FORMAT {
            let why = format!("has format {}, not {FORMAT}", self.format);
            return Some((why, age(self.format > FORMAT)));
        }
        (self.analyzer != ANALYZER_ID).then(|| {
            let why = format!(
                "holds terms of analyzer {}, not {ANALYZER_ID}",
                self.analyzer
            );
            (why, age(version(&self.analyzer) > version(ANALYZER_ID)))
        })
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers serialize")
    }
}

/// The number in `fiche-7 …`, which grows with every change of the analysis; 0 where there is none.
fn version(analyzer: &str) -> u32 {
    let number = analyzer
        .strip_prefix("fiche-")
        .and_then(|rest| rest.split(' ').next());
    number.and_then(|it| it.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_and_a_newer_index_are_told_apart() {
        let age = |payload: Payload| payload.mismatch().map(|(_, age)| age);
        let current = || Payload::current(Vec::new(), None, false);
        let analyzer = |analyzer: &str| Payload {
            analyzer: analyzer.into(),
            ..current()
        };
        let format = |format| Payload {
            format,
            ..current()
        };
        assert_eq!(age(current()), None);
        assert_eq!(age(format(FORMAT - 1)), Some(IndexAge::Older));
        assert_eq!(age(format(FORMAT + 1)), Some(IndexAge::Newer));
        assert_eq!(age(analyzer("fiche-1 frostem-1")), Some(IndexAge::Older));
        assert_eq!(age(analyzer("fiche-999 frostem-1")), Some(IndexAge::Newer));
        assert_eq!(age(analyzer("other")), Some(IndexAge::Older));
        let other_kind = format!("{ANALYZER_ID} icu_segmenter-1.0.0");
        assert_eq!(age(analyzer(&other_kind)), Some(IndexAge::Older));
    }
}
