//! Files are read on all cores and written by one thread, with a bound on what waits in between.
//!
//! A file whose articles fit into one batch is handed over whole. A longer one is handed over while it is still being
//! read: its further batches come through a channel of its own, which the writer empties before it turns to the next
//! file. At most [`WAITING_FILES`] batches of [`BATCH_BYTES`] wait, however long the files are.

use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use fiche::{Article, Failure, Fingerprint, SourceFile};

use super::source::HashedFile;
use crate::formats::{ReadError, ReadErrorKind, ReadOptions, Report, read};
use crate::walk::Entry;

/// Text of the articles that are handed over at once.
const BATCH_BYTES: usize = 1 << 20;

/// Files, or first batches of files, that wait for the writer.
const WAITING_FILES: usize = 32;

/// Batches of one long file that wait for the writer.
const WAITING_BATCHES: usize = 4;

/// Parsers of nested formats need more than the 2 MiB that a thread has by itself.
const STACK_BYTES: usize = 16 << 20;

/// The beginning of the names of threads that read files; a panic there is a failure of the file, not of the program.
pub const READER_THREAD: &str = "fiche-reader";

/// A file on its way to the writer.
pub(super) struct Handed<'e> {
    pub(super) entry: &'e Entry,
    pub(super) content: Content,
}

/// What a file gave.
pub(super) enum Content {
    /// Everything.
    Whole(Vec<Article>, SourceFile),
    /// The first batches of what comes through the channel.
    Begun(Receiver<Batch>),
}

impl Content {
    /// Hands the articles over, batch by batch, and gives the file's state, if its reader came to an end.
    pub(super) fn take<E>(
        self,
        mut add: impl FnMut(Vec<Article>) -> Result<(), E>,
    ) -> Result<Option<SourceFile>, E> {
        let batches = match self {
            Self::Whole(articles, file) => {
                add(articles)?;
                return Ok(Some(file));
            }
            Self::Begun(batches) => batches,
        };
        let mut end = None;
        for batch in batches {
            match batch {
                Batch::Articles(articles) => add(articles)?,
                Batch::End(file) => end = Some(file),
            }
        }
        Ok(end)
    }
}

/// A part of what a long file gives.
pub(super) enum Batch {
    Articles(Vec<Article>),
    End(SourceFile),
}

/// Reads the entries and hands each to `write`, on this thread, in about their order. Where `write` fails, reading
/// stops and its error is returned.
pub(super) fn run<E>(
    entries: &[Entry],
    options: &ReadOptions,
    mut write: impl FnMut(Handed<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (sender, receiver) = bounded(WAITING_FILES);
    thread::scope(|scope| {
        for number in 0..threads.min(entries.len()) {
            let (sender, next) = (sender.clone(), &next);
            let builder = thread::Builder::new()
                .name(format!("{READER_THREAD}-{number}"))
                .stack_size(STACK_BYTES);
            let reading = move || {
                while let Some(entry) = entries.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if hand_over(entry, options, &sender).is_break() {
                        break;
                    }
                }
            };
            if builder.spawn_scoped(scope, reading).is_err() {
                // The system gives no further thread: those that there are do the work, or else this one cannot.
                break;
            }
        }
        drop(sender);
        receiver.into_iter().try_for_each(&mut write)
    })
}

/// Reads one entry; breaks where nobody takes what it gives.
fn hand_over<'e>(
    entry: &'e Entry,
    options: &ReadOptions,
    sender: &Sender<Handed<'e>>,
) -> ControlFlow<()> {
    let mut batches = Batches {
        entry,
        sender,
        waiting: Vec::new(),
        bytes: 0,
        channel: None,
    };
    let reading = AssertUnwindSafe(|| read_file(entry, options, &mut batches));
    let file = panic::catch_unwind(reading).unwrap_or_else(|_| panicked(entry));
    batches.end(file)
}

/// Gathers the articles of a file into batches.
struct Batches<'a, 'e> {
    entry: &'e Entry,
    sender: &'a Sender<Handed<'e>>,
    waiting: Vec<Article>,
    bytes: usize,
    channel: Option<Sender<Batch>>,
}

impl Batches<'_, '_> {
    fn add(&mut self, article: Article) -> ControlFlow<()> {
        self.bytes += article.body.len() + article.rest.len();
        self.waiting.push(article);
        if self.bytes < BATCH_BYTES {
            return ControlFlow::Continue(());
        }
        self.bytes = 0;
        let batch = Batch::Articles(std::mem::take(&mut self.waiting));
        self.send(batch)
    }

    fn send(&mut self, batch: Batch) -> ControlFlow<()> {
        let channel = if let Some(channel) = &self.channel {
            channel
        } else {
            let (channel, receiver) = bounded(WAITING_BATCHES);
            let begun = Handed {
                entry: self.entry,
                content: Content::Begun(receiver),
            };
            if self.sender.send(begun).is_err() {
                return ControlFlow::Break(());
            }
            self.channel.insert(channel)
        };
        if channel.send(batch).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn end(mut self, file: SourceFile) -> ControlFlow<()> {
        if self.channel.is_some() {
            let rest = Batch::Articles(std::mem::take(&mut self.waiting));
            self.send(rest)?;
            return self.send(Batch::End(file));
        }
        let whole = Handed {
            entry: self.entry,
            content: Content::Whole(self.waiting, file),
        };
        if self.sender.send(whole).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

fn read_file(entry: &Entry, options: &ReadOptions, batches: &mut Batches<'_, '_>) -> SourceFile {
    let mut file = match HashedFile::open(&entry.file) {
        Ok(file) => file,
        Err(error) => return failed(entry, &ReadError::from(error)),
    };
    let result = read(&entry.path, &mut file, options, &mut |article| {
        batches.add(article)
    });
    let (reader, failure) = match &result {
        Ok(report) => (report.reader.clone(), Report::failure(report)),
        Err(error) => (error.reader().to_owned(), Some(error.to_failure())),
    };
    match file.finish() {
        Ok(hash) => state(entry, hash, reader, failure),
        Err(error) => failed(entry, &ReadError::from(error)),
    }
}

fn failed(entry: &Entry, error: &ReadError) -> SourceFile {
    state(
        entry,
        0,
        error.reader().to_owned(),
        Some(error.to_failure()),
    )
}

fn panicked(entry: &Entry) -> SourceFile {
    let failure = Failure {
        kind: ReadErrorKind::Malformed.as_str().to_owned(),
        message: "the reader failed on this file: please report it with the file".to_owned(),
    };
    state(entry, 0, String::new(), Some(failure))
}

fn state(entry: &Entry, hash: u64, reader: String, failure: Option<Failure>) -> SourceFile {
    SourceFile {
        path: entry.path.clone(),
        fingerprint: Fingerprint {
            size: entry.size,
            modified_ns: entry.modified_ns,
            hash,
        },
        reader,
        failure,
    }
}
