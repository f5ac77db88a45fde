//! What `fiche.toml` says of searching the collection.

use fiche::{Names, Search};

use super::Collection;
use crate::config::Config;
use crate::error::IngestError;

impl Collection {
    /// The search with what `fiche.toml` says of it: further spellings of names, the outlets whose copies lead, and the
    /// numbers of the ranking.
    ///
    /// # Errors
    /// `fiche.toml` cannot be used.
    ///
    /// # Example
    /// ```
    /// use fiche::{Index, Search};
    /// use fiche_ingest::Collection;
    ///
    /// let folder = tempfile::tempdir()?;
    /// std::fs::write(folder.path().join("a.txt"), "Ferry to Sandmünde\n\nIt sailed again on Monday.\n")?;
    /// std::fs::write(folder.path().join("fiche.toml"), "[search]\nvariants = [['Sandmouth', 'Sandmünde']]\n")?;
    /// let (index, collection) = (Index::in_memory()?, Collection::at(folder.path()));
    /// collection.refresh(&index)?;
    /// let search = collection.configure("sandmouth".parse::<Search>()?)?;
    /// assert_eq!(index.search(&search)?.hits.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn configure(&self, search: Search) -> Result<Search, IngestError> {
        let config = Config::of_root(&self.roots[0])?;
        let search = config
            .weights
            .iter()
            .fold(search, |search, (name, number)| {
                search.weight(name, *number)
            });
        Ok(search
            .names(Names::new(config.search.variants))
            .preferred_outlets(config.search.outlets))
    }

    /// The outlets whose copies of a story lead, the most preferred first.
    ///
    /// # Errors
    /// `fiche.toml` cannot be used.
    pub fn preferred_outlets(&self) -> Result<Vec<String>, IngestError> {
        Ok(Config::of_root(&self.roots[0])?.search.outlets)
    }
}
