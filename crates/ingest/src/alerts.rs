//! The saved searches of a collection: those of `fiche.toml`, and those that were added by command.
//!
//! Added ones are kept in `alerts.toml` in the folder of the index, a plain table of names and queries, and survive a
//! rebuilding of the index. They only ever search: no file names a program to run.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use fiche::{Alert, Index};
use serde::{Deserialize, Serialize};

use crate::config::{Config, FILE as CONFIG};
use crate::error::IngestError;

/// The name of the file, in the folder of the index.
pub const ALERTS_FILE: &str = "alerts.toml";

/// The saved searches of a collection, by name.
///
/// # Example
/// ```
/// use fiche::Alert;
/// use fiche_ingest::SavedAlerts;
///
/// let folder = tempfile::tempdir()?;
/// let index = fiche::Index::open_or_create(folder.path().join(".fiche"))?;
/// let mut alerts = SavedAlerts::of(&index)?;
/// alerts.add(Alert::new("strikes", "docks strike"))?;
/// assert_eq!(SavedAlerts::of(&index)?.iter().count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct SavedAlerts {
    index: Index,
    added: BTreeMap<String, String>,
    configured: BTreeMap<String, String>,
}

/// Held while the file is read and written anew: of two that save at once both are kept.
const LOCK_FILE: &str = ".alerts.lock";

/// What is in the file.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    alerts: BTreeMap<String, String>,
}

/// Where a saved search was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AlertOrigin {
    /// In `fiche.toml`.
    Configured,
    /// By command.
    Added,
}

impl SavedAlerts {
    /// The saved searches of the collection that an index was made from.
    ///
    /// # Errors
    /// The index or one of the files cannot be read, or holds a search that cannot be an alert.
    pub fn of(index: &Index) -> Result<Self, IngestError> {
        let root = crate::locate::roots(index).into_iter().next();
        let home = index.path().parent().map(Path::to_owned);
        let config = root
            .or(home)
            .map(|root| Config::of_root(&root))
            .transpose()?;
        Self::with(index, &config.unwrap_or_default())
    }

    /// The same, where the configuration has been read.
    pub(crate) fn with(index: &Index, config: &Config) -> Result<Self, IngestError> {
        Ok(Self {
            index: index.clone(),
            added: read(index)?,
            configured: config.alerts.clone(),
        })
    }

    /// Every saved search with where it was saved, by name. Of two of one name that of `fiche.toml` counts.
    pub fn iter(&self) -> impl Iterator<Item = (Alert, AlertOrigin)> + '_ {
        let configured = self
            .configured
            .iter()
            .map(|it| (it, AlertOrigin::Configured));
        let is_free = |name: &String| !self.configured.contains_key(name);
        let added = self.added.iter().filter(move |it| is_free(it.0));
        let added = added.map(|it| (it, AlertOrigin::Added));
        let all: BTreeMap<_, _> = configured
            .chain(added)
            .map(|((name, query), origin)| (name, (query, origin)))
            .collect();
        all.into_iter()
            .map(|(name, (query, origin))| (Alert::new(name, query), origin))
    }

    /// Saves a search, in place of one of the same name.
    ///
    /// # Errors
    /// It cannot be an alert, `fiche.toml` has one of this name, or the file cannot be written.
    pub fn add(&mut self, alert: Alert) -> Result<(), IngestError> {
        alert.parse().map_err(IngestError::Alert)?;
        if self.configured.contains_key(&alert.name) {
            return Err(IngestError::Config {
                path: PathBuf::from(CONFIG),
                message: format!("has an alert `{}`: change it there", alert.name),
            });
        }
        self.change(|added| added.insert(alert.name, alert.query))
            .map(drop)
    }

    /// Removes a search that was added by command; tells whether there was one.
    ///
    /// # Errors
    /// `fiche.toml` has one of this name, which is removed there, or the file cannot be written.
    pub fn remove(&mut self, name: &str) -> Result<bool, IngestError> {
        if self.added.contains_key(name) {
            return Ok(self.change(|added| added.remove(name))?.is_some());
        }
        if self.configured.contains_key(name) {
            return Err(IngestError::Config {
                path: PathBuf::from(CONFIG),
                message: format!("holds the alert `{name}`: remove it there"),
            });
        }
        Ok(false)
    }

    /// Changes the file, so that a crash leaves the old or the new one, and keeps what others have saved since it was read.
    fn change<T>(
        &mut self,
        change: impl FnOnce(&mut BTreeMap<String, String>) -> T,
    ) -> Result<T, IngestError> {
        let refuse = |message: String| IngestError::Config {
            path: self.index.path().join(ALERTS_FILE),
            message: format!("it cannot be written: {message}"),
        };
        let lock = File::create(self.index.path().join(LOCK_FILE));
        let lock = lock.and_then(|lock| lock.lock().map(|()| lock));
        let lock = lock.map_err(|error| refuse(error.to_string()))?;
        let mut alerts = read(&self.index)?;
        let changed = change(&mut alerts);
        let table = Table { alerts };
        let text = toml::to_string(&table).map_err(|error| refuse(error.to_string()))?;
        self.index.write_beside(ALERTS_FILE, text.as_bytes())?;
        drop(lock);
        self.added = table.alerts;
        Ok(changed)
    }
}

/// The searches that were added by command.
fn read(index: &Index) -> Result<BTreeMap<String, String>, IngestError> {
    let path = index.path().join(ALERTS_FILE);
    let refuse = |message: String| IngestError::Config {
        path: path.clone(),
        message,
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => toml::from_str::<Table>(&text)
            .map(|table| table.alerts)
            .map_err(|error| refuse(error.to_string())),
        Err(_) if !path.is_file() => Ok(BTreeMap::new()),
        Err(error) => Err(refuse(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(alerts: &SavedAlerts) -> Vec<(String, AlertOrigin)> {
        alerts
            .iter()
            .map(|(alert, origin)| (alert.name, origin))
            .collect()
    }

    #[test]
    fn alerts_are_those_of_the_file_and_those_added() {
        let folder = tempfile::tempdir().unwrap();
        let toml = "[alerts]\nport = \"harbour strike\"\n";
        std::fs::write(folder.path().join("fiche.toml"), toml).unwrap();
        let index = Index::open_or_create(folder.path().join(".fiche")).unwrap();
        let mut alerts = SavedAlerts::of(&index).unwrap();
        alerts
            .add(Alert::new("ferry", "ferry “back in service”"))
            .unwrap();
        let expected = [
            ("ferry".to_owned(), AlertOrigin::Added),
            ("port".to_owned(), AlertOrigin::Configured),
        ];
        assert_eq!(names(&SavedAlerts::of(&index).unwrap()), expected);
        assert!(alerts.remove("ferry").unwrap());
        assert!(!alerts.remove("ferry").unwrap());
        assert_eq!(names(&SavedAlerts::of(&index).unwrap()), expected[1..]);
    }

    #[test]
    fn what_cannot_be_an_alert_is_not_saved() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("fiche.toml"),
            "[alerts]\nport = \"strike\"\n",
        )
        .unwrap();
        let index = Index::open_or_create(folder.path().join(".fiche")).unwrap();
        let mut alerts = SavedAlerts::of(&index).unwrap();
        for (name, query) in [
            ("", "ferry"),
            ("a\nb", "ferry"),
            ("empty", "  "),
            ("port", "ferry"),
        ] {
            assert!(alerts.add(Alert::new(name, query)).is_err(), "{name:?}");
        }
        assert!(alerts.remove("port").is_err());
        assert_eq!(names(&alerts).len(), 1);
    }
}
