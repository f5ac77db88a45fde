//! Keeping an index equal to its collection while files change.
//!
//! The system tells of changes; once it has been quiet for a moment, a refresh looks at what has changed, as it would by
//! itself. What the system tells is only a hint to look: a hint that is lost costs time, not articles, as every few minutes
//! one looks anyway. A root that goes away is waited for, and nothing is taken from the index meanwhile; one that is
//! replaced, or moved back, is seen by its number in the file system and watched anew.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fiche::Index;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Collection, Report, Stop};
use crate::error::IngestError;

/// Quiet that ends a burst of changes: an editor saves in several steps, a download in many.
const QUIET: Duration = Duration::from_millis(300);

/// A stream of changes without a pause is looked at this often.
const LONGEST_BURST: Duration = Duration::from_secs(5);

/// How often the roots are looked at: whether they are still the same folders.
const ROOTS_EVERY: Duration = Duration::from_secs(2);

/// How often the whole collection is looked at, though nothing was told.
const LOOK_EVERY: Duration = Duration::from_mins(5);

/// The same where the system cannot tell of changes, and after a failure.
const LOOK_AGAIN_EVERY: Duration = Duration::from_secs(30);

/// What happens while a collection is watched.
#[derive(Debug)]
#[non_exhaustive]
pub enum Watched<'a> {
    /// The index was made equal to the collection.
    Refreshed {
        /// What was done.
        report: &'a Report,
        /// The index, as it is now.
        index: &'a Index,
    },
    /// A root is not there; the index is left as it is until the root is back.
    Waiting {
        /// The root.
        root: &'a Path,
    },
    /// A refresh failed; it is tried again at the next change, or after some minutes.
    Failed(&'a IngestError),
    /// The system does not tell of changes under a root, which is looked at every half a minute instead.
    Blind {
        /// The root.
        root: &'a Path,
        /// Why not.
        why: String,
    },
}

impl Collection {
    /// Keeps the index in a folder equal to the collection until [stopped](Collection::stop_by), and tells what happens,
    /// beginning with a first refresh. The index is opened for each refresh: another process may have changed it, or the
    /// folder may be another one.
    ///
    /// # Errors
    /// What `tell` returns. Everything else is told and tried again.
    pub fn watch<E>(
        &self,
        index: impl AsRef<Path>,
        mut tell: impl FnMut(Watched<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut eyes = Eyes::new(self, index.as_ref());
        let mut looked: Option<Instant> = None;
        let mut has_failed = false;
        while !self.stop.is_stopped() {
            let is_new = eyes.settle(&mut tell)?;
            let every = if has_failed {
                LOOK_AGAIN_EVERY
            } else {
                eyes.look_every()
            };
            let is_due = looked.is_none_or(|at| at.elapsed() >= every);
            if let Some(root) = eyes.missing() {
                if is_new {
                    tell(Watched::Waiting { root })?;
                }
                looked = None;
            } else if is_new || is_due || eyes.has_seen {
                eyes.has_seen = false;
                has_failed = !self.look(index.as_ref(), &mut tell)?;
                looked = Some(Instant::now());
            }
            eyes.has_seen |= self.stop.wait(ROOTS_EVERY) && eyes.wait_for_quiet();
        }
        Ok(())
    }

    /// Refreshes once, tells how it went, and gives whether it went well.
    fn look<E>(
        &self,
        folder: &Path,
        tell: &mut impl FnMut(Watched<'_>) -> Result<(), E>,
    ) -> Result<bool, E> {
        let refresh = || {
            let index = Index::open_or_create(folder)?;
            let report = self.refresh(&index)?;
            Ok::<_, IngestError>((index, report))
        };
        let done = refresh();
        match &done {
            Ok((index, report)) => tell(Watched::Refreshed { report, index })?,
            Err(IngestError::Stopped) => {}
            Err(error) => tell(Watched::Failed(error))?,
        }
        Ok(done.is_ok())
    }
}

/// What a folder or file is to the system, whatever its name: another one in its place has another.
type Identity = (u64, u64);

/// The roots as they are watched.
struct Eyes {
    stop: Stop,
    index: PathBuf,
    roots: Vec<(PathBuf, Option<Identity>)>,
    watcher: Option<RecommendedWatcher>,
    /// Whether the roots were settled on before.
    is_settled: bool,
    is_blind: bool,
    /// Whether a change was told that nobody has looked at yet.
    has_seen: bool,
}

impl Eyes {
    fn new(collection: &Collection, index: &Path) -> Self {
        let roots = collection.roots.iter().cloned();
        Self {
            stop: collection.stop.clone(),
            index: index.to_owned(),
            roots: roots.map(|root| (root, None)).collect(),
            watcher: None,
            is_settled: false,
            is_blind: false,
            has_seen: true,
        }
    }

    /// Watches the roots that there are, if they are not those that are watched already; tells whether they were not.
    fn settle<E>(
        &mut self,
        tell: &mut impl FnMut(Watched<'_>) -> Result<(), E>,
    ) -> Result<bool, E> {
        let mut is_new = !self.is_settled;
        self.is_settled = true;
        for (root, known) in &mut self.roots {
            let now = identity(root);
            is_new |= now != *known;
            *known = now;
        }
        if !is_new {
            return Ok(false);
        }
        self.is_blind = false;
        self.watcher = match self.open() {
            Ok(watcher) => Some(watcher),
            Err(error) => {
                self.blind(0, &error, tell)?;
                None
            }
        };
        for at in 0..self.roots.len() {
            let (root, identity) = &self.roots[at];
            let (Some(_), Some(watcher)) = (identity, &mut self.watcher) else {
                continue;
            };
            let path = root.canonicalize().unwrap_or_else(|_| root.clone());
            if let Err(error) = watcher.watch(&path, RecursiveMode::Recursive) {
                self.blind(at, &error, tell)?;
            }
        }
        Ok(true)
    }

    fn blind<E>(
        &mut self,
        root: usize,
        error: &notify::Error,
        tell: &mut impl FnMut(Watched<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.is_blind = true;
        tell(Watched::Blind {
            root: &self.roots[root].0,
            why: error.to_string(),
        })
    }

    fn open(&self) -> notify::Result<RecommendedWatcher> {
        let stop = self.stop.clone();
        let index = absolute(&self.index);
        notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_change(&event, &index)) {
                stop.wake();
            }
        })
    }

    /// The first root that is not there.
    fn missing(&self) -> Option<&Path> {
        let missing = self.roots.iter().find(|(_, identity)| identity.is_none());
        missing.map(|(root, _)| root.as_path())
    }

    fn look_every(&self) -> Duration {
        match self.is_blind || self.watcher.is_none() {
            true => LOOK_AGAIN_EVERY,
            false => LOOK_EVERY,
        }
    }

    /// Waits until no change was told for a moment; always true.
    fn wait_for_quiet(&self) -> bool {
        let began = Instant::now();
        while !self.stop.is_stopped() && began.elapsed() < LONGEST_BURST && self.stop.wait(QUIET) {}
        true
    }
}

/// The path as the system tells it, of a folder that may not be there yet.
fn absolute(folder: &Path) -> PathBuf {
    let parent = folder.parent().filter(|it| !it.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new(".")).canonicalize();
    match (folder.canonicalize(), parent, folder.file_name()) {
        (Ok(folder), _, _) => folder,
        (_, Ok(parent), Some(name)) => parent.join(name),
        _ => folder.to_owned(),
    }
}

/// Whether an event may mean that the collection has changed: reading changes nothing, and what happens in the folder of the
/// index is fiche's own doing.
fn is_change(event: &Event, index: &Path) -> bool {
    if event.need_rescan() {
        return true;
    }
    let is_outside = |path: &PathBuf| !path.starts_with(index);
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(is_outside)
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = path.metadata().ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// Where folders have no number, the time at which they were made stands for it.
#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    let made = path.metadata().ok()?.created().ok()?;
    let since = made.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some((since.as_secs(), u64::from(since.subsec_nanos())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changes_outside_of_the_index_count() {
        use notify::event::{AccessKind, CreateKind, Flag};
        let event = |kind, path: &str| Event::new(kind).add_path(PathBuf::from(path));
        let created = EventKind::Create(CreateKind::File);
        let index = Path::new("/news/.fiche");
        assert!(is_change(&event(created, "/news/a.txt"), index));
        assert!(!is_change(&event(created, "/news/.fiche/meta.json"), index));
        assert!(!is_change(
            &event(EventKind::Access(AccessKind::Read), "/news/a.txt"),
            index
        ));
        let overflow = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(is_change(&overflow, index));
    }
}
