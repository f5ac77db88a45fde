//! What would be indexed: a collection, or one file of it, read without an index.

use std::path::Path;

use fiche::Article;

use super::folders::{Folders, Work};
use super::run::complete;
use super::{Collection, FailedFile, pipeline};
use crate::config::Config;
use crate::error::IngestError;
use crate::walk::Walked;

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
    pub fn preview(&self, show: impl FnMut(Article)) -> Result<Vec<FailedFile>, IngestError> {
        let config = Config::of_root(&self.roots[0])?;
        let Walked { entries, unseen } = self.walk(Path::new(""), &config)?;
        let folders = Folders::of(&entries, config.index.repeated_lines());
        let work: Vec<_> = folders
            .iter()
            .flat_map(|folder| folder.work(|_| true))
            .collect();
        let unseen = unseen
            .iter()
            .map(|it| FailedFile::new(&it.path, &it.failure));
        let mut failures: Vec<FailedFile> = unseen.collect();
        failures.extend(self.preview_work(&config, &work, show)?);
        Ok(failures)
    }

    /// As [`preview`](Self::preview), of one file of the collection: the lines that its folder has learned are moved out of
    /// its articles. `None` where the collection does not hold the file.
    ///
    /// # Errors
    /// A root cannot be read, or `fiche.toml` cannot be used.
    pub fn preview_file(
        &self,
        file: impl AsRef<Path>,
        show: impl FnMut(Article),
    ) -> Result<Option<Vec<FailedFile>>, IngestError> {
        let config = Config::of_root(&self.roots[0])?;
        let Walked { entries, .. } = self.walk(Path::new(""), &config)?;
        let folders = Folders::of(&entries, config.index.repeated_lines());
        let file = file.as_ref();
        let canonical = file.canonicalize().ok();
        let member = entries.iter().find(|entry| {
            entry.file.file_name() == file.file_name()
                && entry.file.canonicalize().ok() == canonical
        });
        let Some(member) = member else {
            return Ok(None);
        };
        let is_wanted = |path: &str| path == member.path;
        let folder = folders
            .iter()
            .find(|folder| folder.members().iter().any(|it| is_wanted(&it.path)));
        let work = folder.map(|folder| folder.work(|entry| is_wanted(&entry.path)));
        self.preview_work(&config, &work.unwrap_or_default(), show)
            .map(Some)
    }

    fn preview_work(
        &self,
        config: &Config,
        work: &[Work<'_, '_>],
        mut show: impl FnMut(Article),
    ) -> Result<Vec<FailedFile>, IngestError> {
        let mut failures = Vec::new();
        let waiting = pipeline::waiting_files(self.memory_with(config));
        pipeline::run(work, &self.options_with(config), waiting, |handed| {
            let entry = handed.entry;
            let file = handed.content.take(|batch| {
                let completed = batch.into_iter().map(|it| complete(it, entry, config));
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
