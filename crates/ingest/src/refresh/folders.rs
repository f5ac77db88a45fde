//! Which files learn together, and the learning of each folder before its articles go on.
//!
//! The files of a folder are one outlet's, one newsletter's or one person's more often than not, so the
//! [learned lines](crate::learned) of an article are those of its folder; a folder of few files learns with the one above.
//! Each folder has a sample, drawn by the hashes of its paths: the same files give the same sample, and a new file hardly
//! ever changes it. The sample's articles are held back until all of it is read, then learned from and let go; any other
//! file of the folder waits for that.
//!
//! What was learned is part of the reader on record, `html/3~9f2c01ab`. So a later run knows which files were read with
//! other lines than the folder has now, and reads exactly those again: a refreshed index is equal to a fresh one. A file
//! of many articles learns from its own first ones instead, and says so: `jsonl/2~own`. Where the configuration says that
//! nothing is learned, every file says that: `html/3~kept`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use fiche::{Article, SourceFile};
use xxhash_rust::xxh3::xxh3_64;

use crate::config::Repeated;
use crate::learned::{FEWEST_ARTICLES, Learned};
use crate::walk::Entry;

/// A folder with fewer files learns with the folder above it.
const FEWEST_FILES: usize = 8;

/// Enough to see a line that stands in a quarter of the articles, of four outlets too.
const SAMPLE_FILES: usize = 48;

/// Larger files are hardly ever one article.
const MOST_SAMPLE_BYTES: u64 = 1 << 20;

/// What stands between a reader and what it learned.
const LEARNED: char = '~';

/// What a file of many articles learned from.
const OWN: &str = "own";

/// What a file learned where nothing is.
const KEPT: &str = "kept";

/// How long a thread waits before it looks whether the run was broken off.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// The reader on record without what it learned.
pub(super) fn reader_of(recorded: &str) -> &str {
    recorded.split(LEARNED).next().unwrap_or_default()
}

fn learned_of(recorded: &str) -> &str {
    recorded
        .split_once(LEARNED)
        .map_or("", |(_, learned)| learned)
}

/// Whether a file on record was read when the configuration said the same of repeated lines.
pub(super) fn was_read_with(recorded: &str, repeated: Repeated) -> bool {
    (learned_of(recorded) == KEPT) == (repeated == Repeated::Kept)
}

/// The folders of a collection, as far as files learn together.
pub(super) struct Folders<'e> {
    folders: Vec<Folder<'e>>,
}

impl<'e> Folders<'e> {
    /// Parts the files of a collection.
    pub(super) fn of(entries: &'e [Entry], repeated: Repeated) -> Self {
        let paths = entries.iter().map(|entry| entry.path.as_str());
        let folders = parted(paths)
            .into_iter()
            .map(|numbers| Folder::of(entries, numbers, repeated));
        Self {
            folders: folders.collect(),
        }
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Folder<'e>> {
        self.folders.iter()
    }
}

/// The numbers of the paths that learn together.
fn parted<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<Vec<usize>> {
    let mut waiting: BTreeMap<(Reverse<usize>, &str), Vec<usize>> = BTreeMap::new();
    for (number, path) in paths.enumerate() {
        let folder = by_depth(above(path));
        waiting.entry(folder).or_default().push(number);
    }
    let mut parted = Vec::new();
    // The deepest first, so that small ones meet in the folder above them.
    while let Some(((_, name), members)) = waiting.pop_first() {
        if members.len() < FEWEST_FILES && !name.is_empty() {
            let above = by_depth(above(name));
            waiting.entry(above).or_default().extend(members);
        } else {
            parted.push(members);
        }
    }
    parted
}

/// What [`Folder::membership`] was of the folders of these files.
pub(super) fn memberships<'p>(paths: impl Iterator<Item = &'p str>) -> HashSet<u64> {
    let paths: Vec<&str> = paths.collect();
    let folders = parted(paths.iter().copied());
    let memberships = folders
        .iter()
        .map(|members| membership(members.iter().map(|number| paths[*number])));
    memberships.collect()
}

/// A number that two sets of paths share where they are the same.
fn membership<'p>(paths: impl Iterator<Item = &'p str>) -> u64 {
    let hashes = paths.map(|path| xxh3_64(path.as_bytes()));
    hashes.fold(0, u64::wrapping_add)
}

/// The folder that a path lies in; empty for the root.
fn above(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn by_depth(folder: &str) -> (Reverse<usize>, &str) {
    let depth = match folder.is_empty() {
        true => 0,
        false => folder.split('/').count(),
    };
    (Reverse(depth), folder)
}

/// One file to read.
pub(super) struct Work<'f, 'e> {
    pub(super) entry: &'e Entry,
    pub(super) folder: &'f Folder<'e>,
    /// Whether its folder learns from it.
    pub(super) is_sample: bool,
    /// Whether its articles are wanted, or only what they teach.
    pub(super) is_wanted: bool,
}

/// Files that learn together.
pub(super) struct Folder<'e> {
    members: Vec<&'e Entry>,
    /// Their numbers among the entries of the collection.
    numbers: Vec<usize>,
    sample: Vec<&'e Entry>,
    learning: Mutex<Learning<'e>>,
    is_done: Condvar,
    learned: OnceLock<Learned>,
    repeated: Repeated,
}

/// What is known of a folder's sample so far.
struct Learning<'e> {
    unread: usize,
    held: Vec<Held<'e>>,
}

/// A file of the sample that waits for the others.
pub(super) struct Held<'e> {
    pub(super) entry: &'e Entry,
    pub(super) article: Article,
    /// Its state, where it is wanted.
    pub(super) file: Option<SourceFile>,
}

impl<'e> Folder<'e> {
    fn of(entries: &'e [Entry], numbers: Vec<usize>, repeated: Repeated) -> Self {
        let members: Vec<&Entry> = numbers.iter().map(|number| &entries[*number]).collect();
        let small = members
            .iter()
            .filter(|entry| entry.size <= MOST_SAMPLE_BYTES);
        let mut sample: Vec<&Entry> = small.copied().collect();
        sample.sort_by_cached_key(|entry| xxh3_64(entry.path.as_bytes()));
        sample.truncate(SAMPLE_FILES);
        let learned = OnceLock::new();
        if sample.len() < FEWEST_ARTICLES || repeated == Repeated::Kept {
            sample.clear();
            learned.get_or_init(Learned::default);
        }
        let learning = Learning {
            unread: sample.len(),
            held: Vec::new(),
        };
        Self {
            members,
            numbers,
            sample,
            learning: Mutex::new(learning),
            is_done: Condvar::new(),
            learned,
            repeated,
        }
    }

    /// The files of the folder, and of those below it that learn with it.
    pub(super) fn members(&self) -> &[&'e Entry] {
        &self.members
    }

    /// The numbers of its files among the entries of the collection.
    pub(super) fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// What to read so that the wanted files of the folder can be: its sample first, unless it has learned already.
    pub(super) fn work(&self, is_wanted: impl Fn(&Entry) -> bool) -> Vec<Work<'_, 'e>> {
        let sample: &[&Entry] = match self.learned.get() {
            Some(_) => &[],
            None => &self.sample,
        };
        let is_in_sample = |entry: &Entry| sample.iter().any(|other| other.path == entry.path);
        let others = self.members.iter().copied();
        let others = others.filter(|entry| is_wanted(entry) && !is_in_sample(entry));
        let work = |entry: &'e Entry, is_sample| Work {
            entry,
            folder: self,
            is_sample,
            is_wanted: is_wanted(entry),
        };
        let sample = sample.iter().map(|entry| work(entry, true));
        sample
            .chain(others.map(|entry| work(entry, false)))
            .collect()
    }

    /// A number that two folders share where they hold the same files.
    pub(super) fn membership(&self) -> u64 {
        membership(self.members.iter().map(|entry| entry.path.as_str()))
    }

    /// Whether a file on record was read with other lines than the folder has learned, once it has.
    pub(super) fn is_outdated(&self, file: &SourceFile) -> bool {
        let Some(learned) = self.learned.get() else {
            return false;
        };
        let recorded = learned_of(&file.reader);
        recorded != OWN && recorded != self.suffix(learned)
    }

    /// Whether the files on record were read with the same lines: a run that was broken off leaves some that were not.
    pub(super) fn is_of_one_mind<'s>(files: impl IntoIterator<Item = &'s SourceFile>) -> bool {
        let learned = files.into_iter().map(|file| learned_of(&file.reader));
        let mut learned = learned.filter(|learned| *learned != OWN);
        let first = learned.next();
        learned.all(|other| Some(other) == first)
    }

    /// Takes in a file of the sample that gave one article, or none; the last one lets all of them go, learned from.
    pub(super) fn teach(&self, held: Option<Held<'e>>) -> Vec<Held<'e>> {
        let mut learning = self.learning();
        learning.held.extend(held);
        learning.unread = learning.unread.saturating_sub(1);
        if learning.unread > 0 {
            return Vec::new();
        }
        let mut held = std::mem::take(&mut learning.held);
        // The order in which threads come must not matter.
        held.sort_by(|a, b| a.entry.path.cmp(&b.entry.path));
        self.learned
            .get_or_init(|| Learned::from(held.iter().map(|held| &held.article)));
        drop(learning);
        self.is_done.notify_all();
        held.retain(|held| held.file.is_some());
        held
    }

    /// Moves the folder's lines out of an article and notes it in its file, when the sample is read; at once where the
    /// run is broken off.
    pub(super) fn apply(&self, article: &mut Article, file: &mut SourceFile, is_over: &AtomicBool) {
        let mut learning = self.learning();
        while self.learned.get().is_none() && !is_over.load(Ordering::Relaxed) {
            let waited = self.is_done.wait_timeout(learning, LONGEST_WAIT);
            (learning, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
        drop(learning);
        if let Some(learned) = self.learned.get() {
            learned.apply(article);
            note(file, &self.suffix(learned));
        }
    }

    /// What a file of the folder learns from its own articles.
    pub(super) fn learn_within(&self, articles: &[Article]) -> Learned {
        match self.repeated {
            Repeated::Moved => Learned::from(articles),
            Repeated::Kept => Learned::default(),
        }
    }

    /// The state of a file that learned from itself, or that holds no article.
    pub(super) fn by_itself(&self, mut file: SourceFile) -> SourceFile {
        let learned = match self.repeated {
            Repeated::Moved => OWN,
            Repeated::Kept => KEPT,
        };
        note(&mut file, learned);
        file
    }

    fn suffix(&self, learned: &Learned) -> String {
        if self.repeated == Repeated::Kept {
            return KEPT.to_owned();
        }
        let digest = learned.digest().map(|digest| format!("{digest:08x}"));
        digest.unwrap_or_default()
    }

    fn learning(&self) -> MutexGuard<'_, Learning<'e>> {
        self.learning.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes what was learned in the reader on record.
fn note(file: &mut SourceFile, learned: &str) {
    if !learned.is_empty() {
        file.reader = format!("{}{LEARNED}{learned}", file.reader);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: String) -> Entry {
        Entry {
            file: path.clone().into(),
            path,
            size: 1,
            modified_ns: 0,
        }
    }

    #[test]
    fn small_folders_learn_with_the_one_above() {
        let paths = (0..10)
            .map(|n| format!("a/{n}.txt"))
            .chain((0..3).map(|n| format!("a/b/{n}.txt")))
            .chain((0..3).map(|n| format!("c/d/{n}.txt")));
        let entries: Vec<Entry> = paths.map(entry).collect();
        let folders = Folders::of(&entries, Repeated::Moved);
        let mut counts: Vec<usize> = folders.iter().map(|it| it.members().len()).collect();
        counts.sort_unstable();
        assert_eq!(counts, [3, 13]);
    }

    #[test]
    fn a_sample_is_bounded_and_stays_when_files_come() {
        let entries: Vec<Entry> = (0..300).map(|n| entry(format!("{n}.txt"))).collect();
        let sample = |entries: &[Entry]| {
            let folders = Folders::of(entries, Repeated::Moved);
            let sample = folders.folders[0].sample.iter();
            sample.map(|entry| entry.path.clone()).collect::<Vec<_>>()
        };
        let (before, after) = (sample(&entries[..299]), sample(&entries));
        assert_eq!(before.len(), SAMPLE_FILES);
        let stayed = after.iter().filter(|path| before.contains(path)).count();
        assert!(stayed + 1 >= SAMPLE_FILES);
    }
}
