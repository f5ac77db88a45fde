//! Alerts: saved searches that tell of each new article once.
//!
//! A [`Writer`] that [watches for](Writer::watch_for) alerts gathers the articles it adds or changes. Before each commit they are
//! indexed by themselves in memory, every alert that can find one of them is run over that small index alone, and what is
//! found is written into the same commit: articles and findings survive a crash together or not at all. They wait there
//! until [`Writer::told`] removes them.
//!
//! An alert finds the articles that hold **all** its words. An article that was changed is found where its earlier version
//! was not; one that was there before the alert is not found. Words are read under the
//! stems of the article's own language.
//!
//! No deadline holds for the matching: an alert that was given up on would lose an article. What one takes is bounded by the
//! text that is judged at a time ([`batch`]) and by the limits of a query.

mod batch;
mod finding;
mod gate;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::Names;
use crate::article::Zone;
use crate::error::Error;
use crate::index::{Index, Writer};
use crate::query::{Node, Query, QueryError};
use batch::Batch;
pub use finding::Finding;

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alert {
    /// What it is called.
    pub name: String,
    /// What it looks for, in the query language.
    pub query: String,
}

impl Alert {
    /// A saved search.
    pub fn new(name: impl Into<String>, query: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            query: query.into(),
        }
    }

    /// Its query as it is understood.
    ///
    /// # Errors
    /// It cannot be an alert: see [`AlertError`].
    pub fn parse(&self) -> Result<Query, AlertError> {
        let is_plain = |name: &str| !name.trim().is_empty() && !name.contains(char::is_control);
        if !is_plain(&self.name) {
            return Err(AlertError::Name);
        }
        let query = Query::parse(&self.query).map_err(|source| AlertError::Query {
            name: self.name.clone(),
            source,
        })?;
        match query.root {
            Node::Group(clauses) if clauses.is_empty() => Err(AlertError::Everything {
                name: self.name.clone(),
            }),
            _ => Ok(query),
        }
    }
}

/// A saved search that cannot be an alert.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AlertError {
    /// It has no name, or one that cannot be printed.
    #[error("an alert needs a name, in one line")]
    Name,
    /// Its query cannot be read.
    #[error("the alert `{name}` cannot be used: {source}")]
    Query {
        /// Its name.
        name: String,
        /// Why not.
        source: QueryError,
    },
    /// It asks for nothing, and would find every article.
    #[error("the alert `{name}` asks for nothing, and would find every article; give it words")]
    Everything {
        /// Its name.
        name: String,
    },
}

/// Alerts made ready to be watched for.
///
/// # Example
/// ```
/// use fiche::{Alert, Alerts, Article, Index};
///
/// let index = Index::in_memory()?;
/// let alerts = Alerts::new([Alert::new("strikes", "docks strike")])?;
/// let mut writer = index.writer()?;
/// writer.watch_for(&alerts);
/// writer.upsert(Article::new("a", "Strike at the docks", "Cranes stood still."))?;
/// writer.upsert(Article::new("b", "Calm at the docks", "Cranes turned."))?;
/// writer.commit()?;
///
/// let findings = index.findings()?;
/// let [finding] = findings.as_slice() else { panic!() };
/// assert_eq!((finding.alert.as_str(), finding.id.as_str()), ("strikes", "a"));
/// writer.told(&findings)?;
/// writer.commit()?;
/// assert!(index.findings()?.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Alerts {
    queries: Vec<(String, Query)>,
    names: Names,
    zone: Zone,
    now: Option<i64>,
}

impl Alerts {
    /// Reads saved searches. Of two of one name the later counts.
    ///
    /// # Errors
    /// One of them cannot be an alert.
    pub fn new(alerts: impl IntoIterator<Item = Alert>) -> Result<Self, AlertError> {
        let mut by_name = BTreeMap::new();
        for alert in alerts {
            let query = alert.parse()?;
            by_name.insert(alert.name, query);
        }
        Ok(Self {
            queries: by_name.into_iter().collect(),
            ..Self::default()
        })
    }

    /// As [`Search::names`](crate::Search::names).
    pub fn names(mut self, names: Names) -> Self {
        self.names = names;
        self
    }

    /// As [`Search::zone`](crate::Search::zone).
    pub fn zone(mut self, zone: Zone) -> Self {
        self.zone = zone;
        self
    }

    /// As [`Search::now`](crate::Search::now).
    pub fn now(mut self, seconds: i64) -> Self {
        self.now = Some(seconds);
        self
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.queries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.queries.is_empty()
    }
}

impl Index {
    /// The articles that alerts have newly found and nobody was told of yet, by alert, in the order in which they came.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    pub fn findings(&self) -> Result<Vec<Finding>, Error> {
        let mut findings: Vec<Finding> = Vec::new();
        for text in self.testimony()? {
            let read = finding::read(&text).map_err(|error| Error::Corrupt {
                path: self.path().to_owned(),
                what: format!("findings of alerts: {error}"),
            })?;
            findings.extend(read);
        }
        findings.sort_by(|a, b| a.alert.cmp(&b.alert));
        Ok(findings)
    }
}

impl Writer {
    /// From now on, what these alerts find among the articles that are added or changed is kept with them.
    pub fn watch_for(&mut self, alerts: &Alerts) {
        if !alerts.is_empty() {
            let most_bytes = self.memory().gathered_bytes();
            self.set_witness(Box::new(Batch::new(alerts.clone(), most_bytes)));
        }
    }

    /// Removes findings that somebody was told of, at the next commit. All that [`Index::findings`] gave at once are to
    /// be given back at once.
    ///
    /// # Errors
    /// [`Error::Io`] where the disk refuses.
    pub fn told(&mut self, findings: &[Finding]) -> Result<(), Error> {
        let mut keys: Vec<u64> = findings.iter().map(|finding| finding.key).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            self.strike_out(key)?;
        }
        Ok(())
    }
}
