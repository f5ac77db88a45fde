//! Files are read on all cores and written by one thread, with a bound on what waits in between.
//!
//! A file whose articles fit into one batch is handed over whole. A longer one is handed over while it is still being
//! read: its further batches come through a channel of its own, which the writer empties before it turns to the next
//! file. At most [`WAITING_FILES`] batches of [`BATCH_BYTES`] wait, however long the files are and however short their
//! articles; an article itself has a limit of its own, see [`ReadOptions::most_article_bytes`].

use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use fiche::{Article, Failure, Fingerprint, Memory, SourceFile};

use super::folders::{Held, Work};
use super::source::HashedFile;
use crate::formats::{self, ReadError, ReadErrorKind, ReadOptions, Report};
use crate::learned::Learned;
use crate::walk::Entry;

/// Memory of the articles that are handed over at once.
const BATCH_BYTES: usize = 1 << 20;

/// What an article takes beside its text: itself, and what its allocations round up to. Counted, since a million records
/// of three words are more than their words.
const ARTICLE_BYTES: usize = 2 << 10;

/// Files, or first batches of files, that wait for the writer, at most.
const WAITING_FILES: usize = 16;

/// The part of the memory that they get.
const WAITING_SHARE: u64 = 32;

/// Files that may wait for the writer where so much memory may be taken.
pub(super) fn waiting_files(memory: Memory) -> usize {
    let batches = memory.bytes() / WAITING_SHARE / BATCH_BYTES as u64;
    batches.clamp(1, WAITING_FILES as u64) as usize
}

/// Batches of one long file that wait for the writer.
const WAITING_BATCHES: usize = 4;

/// A file with more articles learns from its first ones, if they are as many as fit into a batch.
const LEARNING_ARTICLES: usize = 48;

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

/// Reads the files and hands each that is wanted to `write`, on this thread, in about their order. Where `write` fails,
/// reading stops and its error is returned.
pub(super) fn run<E>(
    work: &[Work<'_, '_>],
    options: &ReadOptions,
    waiting: usize,
    mut write: impl FnMut(Handed<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (sender, receiver) = bounded(waiting);
    thread::scope(|scope| {
        for number in 0..threads.min(work.len()) {
            let (sender, next, is_over) = (sender.clone(), &next, &is_over);
            let builder = thread::Builder::new()
                .name(format!("{READER_THREAD}-{number}"))
                .stack_size(STACK_BYTES);
            let reading = move || {
                while let Some(work) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let reading = Reading {
                        work,
                        sender: &sender,
                        is_over,
                    };
                    if reading.hand_over(options).is_break() {
                        is_over.store(true, Ordering::Relaxed);
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

/// The reading of one file.
struct Reading<'a, 'f, 'e> {
    work: &'a Work<'f, 'e>,
    sender: &'a Sender<Handed<'e>>,
    /// Whether another thread found that nobody takes what it gives.
    is_over: &'a AtomicBool,
}

impl<'e> Reading<'_, '_, 'e> {
    /// Reads the file; breaks where nobody takes what it gives.
    fn hand_over(&self, options: &ReadOptions) -> ControlFlow<()> {
        let entry = self.work.entry;
        let mut batches = Batches {
            reading: self,
            waiting: Vec::new(),
            bytes: 0,
            own: None,
            channel: None,
        };
        let reading = AssertUnwindSafe(|| read_file(entry, options, &mut batches));
        let file = panic::catch_unwind(reading).unwrap_or_else(|_| panicked(entry));
        batches.end(file)
    }

    /// Hands a file over whose articles wait for nothing more.
    fn send(&self, entry: &'e Entry, content: Content) -> ControlFlow<()> {
        match self.sender.send(Handed { entry, content }) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    /// Ends a file of one article: it goes on when its folder has learned.
    fn end_single(&self, mut article: Article, mut file: SourceFile) -> ControlFlow<()> {
        let Work { entry, folder, .. } = *self.work;
        if !self.work.is_sample {
            folder.apply(&mut article, &mut file, self.is_over);
            return self.send(entry, Content::Whole(vec![article], file));
        }
        let file = self.work.is_wanted.then_some(file);
        let held = Held {
            entry,
            article,
            file,
        };
        self.let_go(folder.teach(Some(held)))
    }

    /// Ends a file of many articles or none, which teaches its folder nothing.
    fn end_other(&self, articles: Vec<Article>, file: SourceFile) -> ControlFlow<()> {
        if self.work.is_sample {
            self.let_go(self.work.folder.teach(None))?;
        }
        if !self.work.is_wanted {
            return ControlFlow::Continue(());
        }
        let file = self.work.folder.by_itself(file);
        self.send(self.work.entry, Content::Whole(articles, file))
    }

    fn let_go(&self, held: Vec<Held<'e>>) -> ControlFlow<()> {
        for Held {
            entry,
            mut article,
            file,
        } in held
        {
            if let Some(mut file) = file {
                self.work
                    .folder
                    .apply(&mut article, &mut file, self.is_over);
                self.send(entry, Content::Whole(vec![article], file))?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// Gathers the articles of a file into batches.
struct Batches<'a, 'f, 'e> {
    reading: &'a Reading<'a, 'f, 'e>,
    waiting: Vec<Article>,
    bytes: usize,
    /// What the file has learned from its own first articles.
    own: Option<Learned>,
    channel: Option<Sender<Batch>>,
}

impl Batches<'_, '_, '_> {
    fn add(&mut self, mut article: Article) -> ControlFlow<()> {
        self.bytes += ARTICLE_BYTES + article.text_bytes();
        if let Some(own) = &self.own {
            own.apply(&mut article);
        }
        self.waiting.push(article);
        let is_many = self.waiting.len() > 1 || self.own.is_some();
        if is_many && !self.reading.work.is_wanted {
            return ControlFlow::Break(());
        }
        let is_full = self.bytes >= BATCH_BYTES;
        if is_full || self.waiting.len() >= LEARNING_ARTICLES {
            self.learn();
        }
        if !is_full {
            return ControlFlow::Continue(());
        }
        self.bytes = 0;
        let batch = Batch::Articles(std::mem::take(&mut self.waiting));
        self.send(batch)
    }

    /// Learns from the articles so far, unless it has.
    fn learn(&mut self) {
        if self.own.is_none() {
            let own = self.reading.work.folder.learn_within(&self.waiting);
            self.waiting.iter_mut().for_each(|it| own.apply(it));
            self.own = Some(own);
        }
    }

    fn send(&mut self, batch: Batch) -> ControlFlow<()> {
        let channel = if let Some(channel) = &self.channel {
            channel
        } else {
            let (channel, receiver) = bounded(WAITING_BATCHES);
            let begun = Content::Begun(receiver);
            self.reading.send(self.reading.work.entry, begun)?;
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
            self.send(Batch::End(self.reading.work.folder.by_itself(file)))?;
            // The writer waits for the end of this file: what its folder held back goes on only behind it.
            self.channel = None;
            if self.reading.work.is_sample {
                let held = self.reading.work.folder.teach(None);
                return self.reading.let_go(held);
            }
            return ControlFlow::Continue(());
        }
        if self.own.is_none() && self.waiting.len() == 1 {
            let article = self.waiting.remove(0);
            return self.reading.end_single(article, file);
        }
        self.learn();
        self.reading.end_other(self.waiting, file)
    }
}

fn read_file(
    entry: &Entry,
    options: &ReadOptions,
    batches: &mut Batches<'_, '_, '_>,
) -> SourceFile {
    let mut file = match HashedFile::open(&entry.file) {
        Ok(file) => file,
        Err(error) => return failed(entry, &ReadError::from(error)),
    };
    let mut add = |article| batches.add(article);
    let result = formats::read_file(&entry.path, Some(&entry.file), &mut file, options, &mut add);
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
