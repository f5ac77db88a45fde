//! What would be indexed: a collection read without an index.

use std::path::Path;

use fiche::Article;

use super::folders::Folders;
use super::{Collection, FailedFile, complete, pipeline};
use crate::config::Config;
use crate::error::IngestError;

impl Collection {
    /// Reads the whole collection as a refresh would, without an index: hands over each article as it would be indexed
    /// and gives the files of which some part gave none.
    ///
    /// # Errors
    /// A root cannot be read, or `fiche.toml` cannot be used.
    ///
    /// # Example
    /// ```
    /// use fiche_ingest::Collection;
    ///
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("ferry.txt");
    /// std::fs::write(&file, "Ferry back in service\n\nIt sailed again on Monday.\n")?;
    /// let mut titles = Vec::new();
    /// let failures = Collection::at(&file).preview(|article| titles.push(article.title))?;
    /// assert_eq!(titles, ["Ferry back in service"]);
    /// assert!(failures.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn preview(&self, mut show: impl FnMut(Article)) -> Result<Vec<FailedFile>, IngestError> {
        let config = Config::of_root(&self.roots[0])?;
        let (entries, unseen) = self.walk(Path::new(""), &config)?;
        let unseen = unseen
            .iter()
            .map(|it| FailedFile::new(&it.path, &it.failure));
        let mut failures: Vec<FailedFile> = unseen.collect();
        let folders = Folders::of(&entries);
        let work: Vec<_> = folders
            .iter()
            .flat_map(|folder| folder.work(|_| true))
            .collect();
        pipeline::run(&work, &self.options_with(&config), |handed| {
            let entry = handed.entry;
            let file = handed.content.take(|batch| {
                let completed = batch.into_iter().map(|it| complete(it, entry, &config));
                completed.for_each(&mut show);
                Ok::<(), IngestError>(())
            })?;
            let failed = file.and_then(|it| Some(FailedFile::new(&it.path, it.failure.as_ref()?)));
            failures.extend(failed);
            Ok::<(), IngestError>(())
        })?;
        Ok(failures)
    }
}
