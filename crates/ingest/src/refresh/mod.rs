//! Keeping an index equal to a collection: what changed is read, and nothing else.
//!
//! A run walks the roots, compares what it finds with what the index remembers ([`changes`]), reads the changed files on
//! all cores ([`pipeline`]), takes out the lines that their folders have learned ([`folders`]) and [writes](run) them. A
//! file that fails is a row of the report; the rest is done. Each commit is a consistent state: a run that is interrupted
//! is finished by the next.

mod changes;
mod configure;
mod folders;
mod lessons;
mod pipeline;
mod preview;
mod report;
mod restore;
mod roots;
mod run;
mod source;
mod stop;
mod watch;
mod write_weights;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use fiche::{Alerts, Index, Memory, Names, Writer, WriterOptions};

pub use pipeline::READER_THREAD;
pub use report::{FailedFile, Progress, Report};
pub use restore::{Origin, Restoration, Restored};
pub use stop::Stop;
pub use watch::Watched;

use crate::alerts::SavedAlerts;
use crate::config::Config;
use crate::error::IngestError;
use crate::formats::ReadOptions;
use crate::parsers::ParserProgram;
use crate::walk::{Unseen, Walked};
use changes::{Changes, Moves, Scrutiny};
use folders::{Folders, Work};
use lessons::Lessons;
use run::Run;

/// What a row of a file takes in memory, as it is found or as it is remembered: two paths, and what their allocations round up
/// to.
const ROW_BYTES: u64 = 320;

type OnProgress = Arc<dyn Fn(&Progress) + Send + Sync>;

/// A collection of files, and how closely they are looked at.
///
/// # Example
/// ```
/// use fiche_ingest::Collection;
///
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("ferry.txt"), "Ferry back in service\n\nIt sailed again on Monday.\n")?;
/// let index = fiche::Index::in_memory()?;
/// let report = Collection::at(folder.path()).refresh(&index)?;
/// assert_eq!((report.read, report.articles_changed), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Collection {
    roots: Vec<PathBuf>,
    scrutiny: Scrutiny,
    options: ReadOptions,
    on_progress: Option<OnProgress>,
    is_rebuilding: bool,
    stop: Stop,
    patience: Duration,
    /// How many folders deep the roots are looked at.
    most_depth: usize,
    memory: Option<Memory>,
}

impl Collection {
    /// The collection of the files under a folder, or of one file.
    pub fn at(root: impl AsRef<Path>) -> Self {
        Self {
            roots: vec![root.as_ref().to_owned()],
            scrutiny: Scrutiny::default(),
            options: ReadOptions::default(),
            on_progress: None,
            is_rebuilding: false,
            stop: Stop::default(),
            patience: Duration::ZERO,
            memory: None,
            most_depth: usize::MAX,
        }
    }

    /// The files beside a file and it, without the folders below: what it would be indexed with.
    pub fn beside(file: impl AsRef<Path>) -> Self {
        let folder = file.as_ref().parent().unwrap_or(Path::new(""));
        let here = folder.as_os_str().is_empty();
        Self {
            most_depth: 1,
            ..Self::at(if here { Path::new(".") } else { folder })
        }
    }

    /// The same with a further root, whose paths begin with `@` and its name.
    pub fn and(mut self, root: impl AsRef<Path>) -> Self {
        self.roots.push(root.as_ref().to_owned());
        self
    }

    /// The collection that an index was made from; `None` where it was not made from files.
    pub fn of_index(index: &Index) -> Option<Self> {
        Self::of_roots(crate::locate::roots(index))
    }

    /// The collection of these roots; `None` where there are none.
    fn of_roots(roots: Vec<PathBuf>) -> Option<Self> {
        let mut roots = roots.into_iter();
        let first = Self::at(roots.next()?);
        Some(roots.fold(first, Collection::and))
    }

    /// The roots of the collection, as they were named.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// Reads files again that failed, though they have not changed.
    pub fn retry_failed(mut self) -> Self {
        self.scrutiny.retries_failed = true;
        self
    }

    /// Compares the content of every file, whatever its size and time say.
    pub fn verify(mut self) -> Self {
        self.scrutiny.verifies = true;
        self
    }

    /// What ends a refresh early, or a [`watch`](Self::watch), from another thread.
    pub fn stop_by(mut self, stop: Stop) -> Self {
        self.stop = stop;
        self
    }

    /// The index is rebuilt: what it reads is no news to alerts, now or in the run that goes on where this one is
    /// interrupted.
    pub fn rebuilding(mut self) -> Self {
        self.is_rebuilding = true;
        self
    }

    /// A refresh waits so long for another writer of the index to end, instead of failing.
    pub fn wait(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// A refresh takes so much memory, about, in place of what `fiche.toml` says.
    pub fn memory(mut self, memory: Memory) -> Self {
        self.memory = Some(memory);
        self
    }

    /// The program that parses PDFs and pages apart; see [`ReadOptions::parser_program`].
    pub fn parser_program(mut self, program: ParserProgram) -> Self {
        self.options = self.options.parser_program(program);
        self
    }

    /// Tells how far a refresh is, after each file; called on the thread that refreshes.
    pub fn on_progress(mut self, tell: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Arc::new(tell));
        self
    }

    /// Makes the index equal to the collection. Where nothing changed nothing is written.
    ///
    /// # Errors
    /// A root cannot be read, `fiche.toml` cannot be used, or the index fails: then it is as its last commit left it,
    /// and a later run goes on from there. Files that fail are on the report instead.
    pub fn refresh(&self, index: &Index) -> Result<Report, IngestError> {
        let began = Instant::now();
        let mut report = match self.refresh_once(index, None) {
            // What a failed write took has been given back: a second try may find the room.
            Err(IngestError::Index(fiche::Error::Io { .. })) => self.refresh_once(index, None),
            other => other,
        }?;
        report.took = began.elapsed();
        Ok(report)
    }

    /// Compares and does what is to do. Nothing to do needs no lock; where there is something, and another writer has been at
    /// it before the lock was had, all is compared anew under the lock.
    fn refresh_once(&self, index: &Index, held: Option<Writer>) -> Result<Report, IngestError> {
        let is_held = held.is_some();
        let config = Config::of_root(&self.roots[0])?;
        let (walked, known) = at_once(
            || self.walk(index.path(), &config),
            || index.files().map_err(IngestError::from),
        );
        let (Walked { entries, unseen }, known) = (walked?, known?);
        let mut report = Report {
            files: entries.len() as u64,
            ..Report::default()
        };
        let repeated = config.index.repeated_lines();
        let rows = entries.len() + known.len();
        let mut changes = changes::find(&entries, known, index, self.scrutiny, repeated);
        keep_unseen(&mut changes, &unseen);
        report.unchanged = changes.staying().count() as u64;
        report.failures = failures_so_far(&changes, &unseen);
        let folders = Folders::of(&entries, repeated);
        let lessons = Lessons::of(&folders, &changes);
        let roots = self.roots_as_remembered(index);
        let zone = config.index.zone.clone();
        let is_changed = !lessons.touched.is_empty() || !changes.gone.is_empty();
        let was_interrupted = index.is_rebuilding();
        if is_changed || index.roots() != roots || index.zone() != zone || was_interrupted {
            let mut writer = match held {
                Some(writer) => writer,
                None => index.writer_with(&self.writer_options(&config, rows))?,
            };
            if writer.found_news() && !is_held {
                return self.refresh_once(index, Some(writer));
            }
            writer.set_roots(roots);
            writer.set_zone(zone.clone());
            if self.is_rebuilding {
                writer.set_rebuilding(true);
                writer.commit()?;
            } else if !was_interrupted {
                let saved = SavedAlerts::with(index, &config)?;
                let alerts = Alerts::new(saved.iter().map(|(alert, _)| alert))?;
                let names = Names::new(config.search.variants.clone());
                writer.watch_for(&alerts.names(names).zone(zone.unwrap_or_default()));
            }
            self.apply(writer, &config, &changes, &lessons, &mut report)?;
        }
        report.failures.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(report)
    }

    /// How files are read, by the names of fields that the configuration gives.
    fn options_with(&self, config: &Config) -> ReadOptions {
        let mapping = config.mapping().unwrap_or_default();
        self.options.clone().mapping(mapping)
    }

    /// How the index is written beside so many rows of files in memory.
    fn writer_options(&self, config: &Config, rows: usize) -> WriterOptions {
        let memory = self.memory_with(config);
        WriterOptions::default()
            .wait(self.patience)
            .memory(memory.without(rows as u64 * ROW_BYTES))
    }

    fn memory_with(&self, config: &Config) -> Memory {
        self.memory.or(config.index.memory).unwrap_or_default()
    }

    fn apply(
        &self,
        writer: Writer,
        config: &Config,
        changes: &Changes,
        lessons: &Lessons,
        report: &mut Report,
    ) -> Result<(), IngestError> {
        let mut run = Run::new(writer, config, changes, report);
        let moves = Moves::find(changes);
        let gone = changes.gone.iter();
        let (renamed, gone): (Vec<_>, Vec<_>) = gone.partition(|file| moves.is_from(file));
        gone.into_iter().try_for_each(|file| run.remove(file))?;
        self.read(&lessons.work(), &moves, &mut run)?;
        // Now it is known what each folder has learned, and so which files were read with other lines.
        let outdated = lessons.outdated();
        run.forget_failures(&outdated);
        self.read(&outdated, &moves, &mut run)?;
        // The earlier articles of moved files are looked at until the later ones are written.
        renamed.into_iter().try_for_each(|file| run.remove(file))?;
        run.writer.set_rebuilding(false);
        run.writer.finish()?;
        Ok(())
    }

    fn read(
        &self,
        work: &[Work<'_, '_>],
        moves: &Moves<'_>,
        run: &mut Run<'_>,
    ) -> Result<(), IngestError> {
        let wanted = || work.iter().filter(|work| work.is_wanted);
        run.progress.files_total += wanted().count() as u64;
        run.progress.bytes_total += wanted().map(|work| work.entry.size).sum::<u64>();
        let options = self.options_with(run.config);
        let waiting = pipeline::waiting_files(self.memory_with(run.config));
        let done = pipeline::run(work, &options, waiting, |handed| {
            run.write(handed, moves)?;
            if let Some(tell) = &self.on_progress {
                tell(&run.progress);
            }
            self.stop.check()
        });
        if let Err(IngestError::Stopped) = done {
            run.writer.commit()?;
        }
        done
    }
}

/// Does two things at once, where the system gives a thread for the second.
fn at_once<A, B: Send>(one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, &other);
        let one = one();
        let done = thread.ok().and_then(|thread| thread.join().ok());
        (one, done.unwrap_or_else(&other))
    })
}

/// What could not be looked at this time is not gone: its articles stay.
fn keep_unseen(changes: &mut Changes, unseen: &[Unseen]) {
    let is_below = |path: &str, folder: &str| {
        let rest = path.strip_prefix(folder);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let gone = std::mem::take(&mut changes.gone).into_iter();
    (changes.unseen, changes.gone) =
        gone.partition(|file| unseen.iter().any(|it| is_below(&file.path, &it.path)));
}

/// The failures of files that are not read in this run.
fn failures_so_far(changes: &Changes, unseen: &[Unseen]) -> Vec<FailedFile> {
    let known = changes.staying().filter_map(|file| {
        let failure = file.failure.as_ref()?;
        Some(FailedFile::new(&file.path, failure))
    });
    let unseen = unseen
        .iter()
        .map(|it| FailedFile::new(&it.path, &it.failure));
    known.chain(unseen).collect()
}
