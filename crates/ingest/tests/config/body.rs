//! What holds of any `fiche.toml` and of any list of saved searches: the body of their fuzz target.

use std::fs;
use std::sync::LazyLock;

use fiche::{Alerts, Index, Search};
use fiche_ingest::{ALERTS_FILE, Collection, IngestError, SavedAlerts};
use tempfile::TempDir;

/// A folder with an article and an index, whose configuration comes and goes.
pub(crate) struct Desk {
    folder: TempDir,
    index: Index,
}

/// The one that the target works at.
pub(crate) fn desk() -> &'static Desk {
    static DESK: LazyLock<Desk> = LazyLock::new(Desk::new);
    &DESK
}

impl Desk {
    /// Makes it in a folder of its own.
    pub(crate) fn new() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let folder = kept.path();
        let text = "Ferry to Sandmouth\n\nIt sailed again on Monday, said the harbour.\n";
        fs::write(folder.join("ferry.txt"), text).unwrap();
        let index = Index::open_or_create(folder.join(".fiche")).unwrap();
        Collection::at(folder).refresh(&index).unwrap();
        Self {
            folder: kept,
            index,
        }
    }

    /// The bytes as either.
    pub(crate) fn any(&self, bytes: &[u8]) {
        self.config(bytes);
        self.alerts(bytes);
    }

    /// The bytes as `fiche.toml`: they are refused with a message that names the file, or they configure a search that has
    /// an answer. No configuration makes anything outside of the index's folder.
    pub(crate) fn config(&self, bytes: &[u8]) {
        let folder = self.folder.path();
        fs::write(folder.join("fiche.toml"), bytes).unwrap();
        let search = "ferry".parse::<Search>().unwrap();
        match Collection::at(folder).configure(search) {
            Ok(search) => {
                let found = self.index.search(&search).unwrap();
                let is_finite = |hit: &fiche::Hit| hit.score.is_finite();
                assert!(found.iter().all(is_finite), "{found:?}");
            }
            Err(error) => refused(&error, "fiche.toml"),
        }
        let index = Index::in_memory().unwrap();
        match Collection::at(folder).refresh(&index) {
            Ok(report) => assert!(report.files <= 2, "{report:?}"),
            Err(error) => refused(&error, "fiche.toml"),
        }
        let files = fs::read_dir(folder).unwrap();
        assert_eq!(files.count(), 3, "nothing else was made");
        fs::remove_file(folder.join("fiche.toml")).unwrap();
    }

    /// The bytes as the searches that were saved by command.
    pub(crate) fn alerts(&self, bytes: &[u8]) {
        let file = self.folder.path().join(".fiche").join(ALERTS_FILE);
        fs::write(&file, bytes).unwrap();
        match SavedAlerts::of(&self.index) {
            Ok(saved) => {
                let alerts = Alerts::new(saved.iter().map(|(alert, _)| alert));
                let refused = alerts.err().map(|error| error.to_string());
                assert!(refused.is_none_or(|said| said.contains("alert")));
            }
            Err(error) => refused(&error, ALERTS_FILE),
        }
        fs::remove_file(&file).unwrap();
    }
}

fn refused(error: &IngestError, file: &str) {
    let said = error.to_string();
    assert!(said.contains(file), "{said}");
}
