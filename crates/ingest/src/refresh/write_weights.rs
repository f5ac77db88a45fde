//! Writing the numbers of the ranking into `fiche.toml`, of which all else stays as it is, comments too.

use std::path::{Path, PathBuf};

use fiche::Weights;
use toml_edit::{DocumentMut, Item, Table, value};

use super::Collection;
use crate::config::{Config, FILE};
use crate::error::IngestError;

/// The table of the numbers.
const TABLE: &str = "weights";

impl Collection {
    /// Writes some of the numbers of a ranking, by their names, into the `fiche.toml` of the first root; all else that it says
    /// stays, and so do its comments. The new file takes the place of the old one at once. Gives the file's path.
    ///
    /// # Errors
    /// `fiche.toml` cannot be used or written.
    ///
    /// # Example
    /// ```
    /// use fiche::Weights;
    /// use fiche_ingest::Collection;
    ///
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("fiche.toml");
    /// std::fs::write(&file, "# ours\n[search]\noutlets = [\"AP\"]\n\n[weights]\nb = 0.5 # short texts\n")?;
    /// let mut weights = Weights::default();
    /// weights.set("title", 3.5);
    /// Collection::at(folder.path()).write_weights(&weights, &["title"])?;
    /// let written = std::fs::read_to_string(&file)?;
    /// assert_eq!(written, "# ours\n[search]\noutlets = [\"AP\"]\n\n[weights]\nb = 0.5 # short texts\ntitle = 3.5\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_weights(&self, weights: &Weights, names: &[&str]) -> Result<PathBuf, IngestError> {
        let root = &self.roots[0];
        // What could not be read could not be kept.
        Config::of_root(root)?;
        let path = root.join(FILE);
        let refuse = |message: String| IngestError::Config {
            path: path.clone(),
            message,
        };
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(refuse(error.to_string()));
            }
            read => read.unwrap_or_default(),
        };
        let mut document: DocumentMut = text.parse().map_err(|error| refuse(format!("{error}")))?;
        set(&mut document, weights, names);
        replace(&path, &document.to_string()).map_err(|error| refuse(error.to_string()))?;
        Ok(path)
    }
}

fn set(document: &mut DocumentMut, weights: &Weights, names: &[&str]) {
    let table = document.entry(TABLE).or_insert(Item::Table(Table::new()));
    for name in names {
        if let Some(number) = weights.get(name) {
            // As it is printed: the nearest f64 to .1f32 has sixteen digits.
            let number = number
                .to_string()
                .parse::<f64>()
                .unwrap_or(f64::from(number));
            match table.get_mut(name).and_then(Item::as_value_mut) {
                Some(known) => {
                    let decor = known.decor().clone();
                    *known = number.into();
                    *known.decor_mut() = decor;
                }
                None => table[name] = value(number),
            }
        }
    }
}

/// Writes a file beside another and puts it in its place: whoever reads meanwhile sees one of them whole.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension("toml.new");
    std::fs::write(&beside, text)?;
    std::fs::rename(&beside, path)
}
