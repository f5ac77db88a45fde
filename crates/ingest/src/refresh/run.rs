//! The writing side of a refresh: what files gave, put into the index and counted.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use fiche::{Article, Date, Provenance, SourceFile, Writer};

use super::changes::{Changes, Moves};
use super::folders::Work;
use super::pipeline::Handed;
use super::report::{FailedFile, Progress, Report};
use crate::config::Config;
use crate::error::IngestError;
use crate::walk::Entry;

/// A long run commits this often, so that an interruption costs at most a minute of work.
const COMMIT_EVERY: Duration = Duration::from_mins(1);

/// The writing side of a refresh.
pub(super) struct Run<'a> {
    pub(super) writer: Writer,
    pub(super) config: &'a Config,
    report: &'a mut Report,
    pub(super) progress: Progress,
    /// Size and hash of the files that are gone.
    gone: HashSet<(u64, u64)>,
    committed: Instant,
}

impl<'a> Run<'a> {
    /// A run that writes what has changed.
    pub(super) fn new(
        writer: Writer,
        config: &'a Config,
        changes: &Changes,
        report: &'a mut Report,
    ) -> Self {
        Self {
            writer,
            config,
            report,
            progress: Progress::default(),
            gone: changes.gone.iter().map(content).collect(),
            committed: Instant::now(),
        }
    }

    /// Files that are read again are not what they were; what failed in them is told anew.
    pub(super) fn forget_failures(&mut self, outdated: &[Work<'_, '_>]) {
        let paths: HashSet<&str> = outdated
            .iter()
            .map(|work| work.entry.path.as_str())
            .collect();
        let failures = &mut self.report.failures;
        failures.retain(|failure| !paths.contains(failure.path.as_str()));
        self.report.unchanged -= outdated.len() as u64;
    }

    /// Takes the articles of a file that is gone out of the index.
    pub(super) fn remove(&mut self, file: &SourceFile) -> Result<(), IngestError> {
        self.writer.remove_file(&file.path)?;
        self.report.removed += 1;
        self.report.articles_changed += 1;
        Ok(())
    }

    /// Writes what a file gave, and commits now and then.
    pub(super) fn write(
        &mut self,
        handed: Handed<'_>,
        moves: &Moves<'_>,
    ) -> Result<(), IngestError> {
        let entry = handed.entry;
        let mut update = self.writer.update_file(&entry.path)?;
        if let Some(old) = moves.to(entry) {
            update.moved_from(old);
        }
        let mut articles = 0;
        let file = handed.content.take(|batch| {
            articles += batch.len() as u64;
            let completed = batch.into_iter().map(|it| complete(it, entry, self.config));
            completed
                .into_iter()
                .try_for_each(|article| update.add(article))
        })?;
        if let Some(file) = file {
            self.report.articles_changed += update.finish(&file)?;
            self.count(entry, &file, articles);
        }
        if self.committed.elapsed() >= COMMIT_EVERY {
            self.writer.commit()?;
            self.committed = Instant::now();
        }
        Ok(())
    }

    fn count(&mut self, entry: &Entry, file: &SourceFile, articles: u64) {
        self.report.read += 1;
        self.report.bytes_read += entry.size;
        self.report.moved += u64::from(self.gone.contains(&content(file)));
        if let Some(failure) = &file.failure {
            self.report
                .failures
                .push(FailedFile::new(&file.path, failure));
        }
        self.progress.files_done += 1;
        self.progress.bytes_done += entry.size;
        self.progress.articles += articles;
    }
}

/// Adds what the file and the configuration tell of an article that does not tell it itself.
pub(super) fn complete(mut article: Article, entry: &Entry, config: &Config) -> Article {
    if article.language.is_none() {
        article.language = config.index.language;
    }
    if article.published.is_none() {
        let modified = Date::from_seconds(entry.modified_ns.div_euclid(1_000_000_000));
        let day = modified.and_then(|at| Date::from_day(at.year(), at.month(), at.day()));
        if let Ok(day) = day {
            article.published = Some(day);
            article
                .provenance
                .insert("published".into(), Provenance::Mtime);
        }
    }
    article
}

fn content(file: &SourceFile) -> (u64, u64) {
    (file.fingerprint.size, file.fingerprint.hash)
}
