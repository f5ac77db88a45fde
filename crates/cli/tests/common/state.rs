//! What an index holds, to compare two of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fiche::{Copies, Index, Search};
use fiche_ingest::SavedAlerts;

/// What is looked for: words of the articles that the tests write.
const QUERIES: [&str; 6] = [
    "harbour",
    "lighthouse",
    "quay",
    "\"closed all day\"",
    "канал",
    "пороми",
];

/// What an index holds, as far as it does not depend on when it was made.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct State {
    articles: BTreeSet<String>,
    files: BTreeMap<String, String>,
    hits: Vec<BTreeSet<String>>,
    alerts: BTreeSet<String>,
}

impl State {
    /// Reads the index in a folder.
    pub(crate) fn of(folder: &Path) -> Self {
        let index = Index::open(folder).unwrap();
        let find = |query: &str| {
            let search = query.parse::<Search>().unwrap().limit(1_000);
            let found = index.search(&search.copies(Copies::Apart)).unwrap();
            let hits = found.hits.into_iter();
            hits.map(|hit| {
                let published = hit.published.filter(|_| !hit.published_is_guess);
                format!("{:?} {} {} {published:?}", hit.path, hit.id, hit.title)
            })
            .collect::<BTreeSet<_>>()
        };
        let files = index.files().unwrap().into_values().map(|file| {
            let fingerprint = (file.fingerprint.size, file.fingerprint.hash);
            let state = format!("{fingerprint:?} {} {:?}", file.reader, file.failure);
            (file.path, state)
        });
        let saved = SavedAlerts::of(&index).unwrap();
        Self {
            alerts: saved.iter().map(|it| format!("{it:?}")).collect(),
            articles: find(""),
            files: files.collect(),
            hits: QUERIES.map(find).into(),
        }
    }
}
