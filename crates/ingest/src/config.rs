//! `fiche.toml` beside a collection: what its files are, as far as fiche cannot see it.
//!
//! | key | meaning | default |
//! |---|---|---|
//! | `[index] ignore` | globs of files to pass over, in the syntax of `.gitignore` | none |
//! | `[index] hidden` | whether files and folders whose names begin with a full stop are read | `false` |
//! | `[index] language` | the language of articles that do not tell theirs, such as `"uk"` | detected |
//! | `[index] learn` | whether lines that stand in many articles of a folder or outlet are moved out of the story | `true` |
//! | `[index] zone` | the zone whose days, weeks and years dates are of: `"Europe/Kyiv"`, `"+02:00"` | UTC |
//! | `[index] memory` | how much memory indexing takes, about: `"512M"` | a quarter of the machine's, 1 GiB at most |
//! | `[search] variants` | names of one place or person, each a group: `[["Sandmouth", "Sandmünde"]]` | the built-in ones |
//! | `[search] outlets` | outlets whose copy of a story leads before others, the most preferred first | none |
//! | `[alerts] NAME` | a saved search: each new article that it finds is told | none |
//! | `[fields] NAME` | names that stand for a field in records and front matter: `title = ["Kop"]` | the common names |
//! | `[weights] NAME` | a number of the ranking, such as `title = 3.0`; [`Weights::NAMES`] lists them | the defaults |

use std::collections::BTreeMap;
use std::path::Path;

use fiche::{Alert, Alerts, Language, Memory, Weights, Zone};
use ignore::gitignore::GitignoreBuilder;
use serde::Deserialize;

use crate::error::IngestError;
use crate::formats::Mapping;

/// The name of the file.
pub(crate) const FILE: &str = "fiche.toml";

/// What `fiche.toml` says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) index: IndexConfig,
    pub(crate) search: SearchConfig,
    pub(crate) fields: BTreeMap<String, Vec<String>>,
    pub(crate) alerts: BTreeMap<String, String>,
    pub(crate) weights: BTreeMap<String, f32>,
}

/// The part on what is indexed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct IndexConfig {
    pub(crate) ignore: Vec<String>,
    pub(crate) hidden: bool,
    pub(crate) language: Option<Language>,
    pub(crate) zone: Option<Zone>,
    learn: Option<bool>,
    pub(crate) memory: Option<Memory>,
}

/// What becomes of the lines that stand in many articles of one folder or outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeated {
    /// They are learned, and moved to the rest.
    Moved,
    /// They stay where they are.
    Kept,
}

/// The part on how it is searched.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SearchConfig {
    pub(crate) variants: Vec<Vec<String>>,
    pub(crate) outlets: Vec<String>,
}

impl IndexConfig {
    pub(crate) fn repeated_lines(&self) -> Repeated {
        match self.learn {
            Some(false) => Repeated::Kept,
            _ => Repeated::Moved,
        }
    }
}

impl Config {
    /// Reads the configuration of a root; a root without one, or that is a file, has the defaults.
    pub(crate) fn of_root(root: &Path) -> Result<Self, IngestError> {
        let path = root.join(FILE);
        let refuse = |message: String| IngestError::Config {
            path: path.clone(),
            message,
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(_) if !path.is_file() => return Ok(Self::default()),
            Err(error) => return Err(refuse(error.to_string())),
        };
        let config: Self = toml::from_str(&text).map_err(|error| refuse(error.to_string()))?;
        config.check(root).map_err(refuse)?;
        Ok(config)
    }

    fn check(&self, root: &Path) -> Result<(), String> {
        let mut globs = GitignoreBuilder::new(root);
        for glob in &self.index.ignore {
            globs
                .add_line(None, glob)
                .map_err(|error| format!("`{glob}` is not a glob: {error}"))?;
        }
        let alerts = self.alerts.iter();
        let alerts = alerts.map(|(name, query)| Alert::new(name, query));
        Alerts::new(alerts).map_err(|error| error.to_string())?;
        self.weights()?;
        self.mapping().map(drop)
    }

    /// The numbers of the ranking, the defaults where nothing is said.
    pub(crate) fn weights(&self) -> Result<Weights, String> {
        let mut weights = Weights::default();
        for (name, number) in &self.weights {
            if !(number.is_finite() && *number >= 0.0) {
                return Err(format!("the weight `{name}` is not a number of 0 or more"));
            }
            if !weights.set(name, *number) {
                let known = Weights::NAMES.join(", ");
                return Err(format!("`{name}` is no weight; the weights are {known}"));
            }
        }
        Ok(weights)
    }

    /// The names of fields, those of the configuration before the common ones.
    pub(crate) fn mapping(&self) -> Result<Mapping, String> {
        let mut mapping = Mapping::default();
        for (field, names) in &self.fields {
            for name in names {
                mapping
                    .insert(name, field)
                    .map_err(|error| error.to_string())?;
            }
        }
        Ok(mapping)
    }
}
