//! What a caller can settle about reading, and what reading tells in return.

use fiche::Failure;

use super::mapping::Mapping;
use crate::parsers::{ParserProgram, Parsers};

/// 256 MiB: a whole book is 1 MiB; beyond this a file that must be held whole is an accident.
const MOST_BYTES: u64 = 256 << 20;

/// 64 MiB: a line of JSONL is one article with its markup, of a few hundred kilobytes at most.
const MOST_RECORD_BYTES: u64 = 64 << 20;

/// 16 MiB: five times "War and Peace". What is longer is a dump, which no reader of a hit would find anything in.
const MOST_ARTICLE_BYTES: u64 = 16 << 20;

/// Enough to see what is wrong with a file; the rest is counted in [`Report::failed`].
const MOST_FAILURES: usize = 20;

/// What stands between the readers of one archive.
pub(super) const READERS_PARTED_BY: char = '+';

/// How files are read: the names of a record's fields, and the limits.
///
/// # Example
/// ```
/// use fiche_ingest::{Mapping, ReadOptions};
///
/// let mut mapping = Mapping::default();
/// mapping.insert("kop", "title")?;
/// let options = ReadOptions::default().mapping(mapping).most_bytes(1 << 20);
/// # Ok::<(), fiche_ingest::MappingError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ReadOptions {
    pub(super) mapping: Mapping,
    pub(super) encoding: Option<String>,
    pub(super) most_bytes: u64,
    pub(super) most_record_bytes: u64,
    pub(super) most_article_bytes: u64,
    pub(super) parsers: Parsers,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            mapping: Mapping::default(),
            encoding: None,
            most_bytes: MOST_BYTES,
            most_record_bytes: MOST_RECORD_BYTES,
            most_article_bytes: MOST_ARTICLE_BYTES,
            parsers: Parsers::default(),
        }
    }
}

impl ReadOptions {
    /// Which field of an article a name in a record or in front matter stands for.
    pub fn mapping(mut self, mapping: Mapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// The encoding of files that are not UTF-8 and do not tell theirs, by its WHATWG label, such as `windows-1251`.
    pub fn encoding(mut self, label: impl Into<String>) -> Self {
        self.encoding = Some(label.into());
        self
    }

    /// The size, unpacked, above which a file that must be held whole is refused. Streamed formats have no such limit.
    pub fn most_bytes(mut self, bytes: u64) -> Self {
        self.most_bytes = bytes;
        self
    }

    /// The size above which one record of a streamed file, such as a line of JSONL, is passed over.
    pub fn most_record_bytes(mut self, bytes: u64) -> Self {
        self.most_record_bytes = bytes;
        self
    }

    /// The text of one article, in bytes, above which it is a failure and not indexed.
    pub fn most_article_bytes(mut self, bytes: u64) -> Self {
        self.most_article_bytes = bytes;
        self
    }

    /// The program that parses PDFs and pages apart; without one pages are parsed in this process, under limits on what
    /// they cost that a page built for it can evade, and PDFs are failures.
    pub fn parser_program(mut self, program: ParserProgram) -> Self {
        self.parsers = Parsers::of(program);
        self
    }
}

/// What reading one file gave, beside the articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The reader and its version, such as `jsonl/1`: a better reader re-reads exactly its own files. For an archive the
    /// readers of its entries too: `zip/1+html/1`.
    pub reader: String,
    /// How many articles were handed over.
    pub articles: u64,
    /// The first records that gave no article, and what else went wrong.
    pub failures: Vec<Failure>,
    /// How many failures there were in all.
    pub failed: u64,
    /// The encoding of the text, by its WHATWG name; the last one where records differ.
    pub encoding: &'static str,
    /// How many malformed sequences of bytes became U+FFFD.
    pub replaced: u64,
    /// Whether the caller broke off before the end.
    pub stopped: bool,
    /// The highest number of a record that gave an article.
    pub(super) records: u32,
}

impl Report {
    /// The name of the format, without the reader's version; of an archive its own, not those of its entries.
    pub(super) fn format(&self) -> Option<&str> {
        let name = self.reader.split('/').next();
        name.filter(|name| !name.is_empty())
    }

    /// All failures as one row of the ledger: the first, and how many more there were.
    pub fn failure(&self) -> Option<Failure> {
        let mut first = self.failures.first()?.clone();
        if self.failed > 1 {
            first.message = format!("{} (and {} more)", first.message, self.failed - 1);
        }
        Some(first)
    }

    /// Adds what an entry of this archive gave.
    pub(super) fn absorb(&mut self, entry: Self) {
        self.was_read_by(&entry.reader);
        self.articles += entry.articles;
        self.records = self.records.saturating_add(entry.records);
        self.failed += entry.failed;
        let room = MOST_FAILURES.saturating_sub(self.failures.len());
        self.failures.extend(entry.failures.into_iter().take(room));
        if !entry.encoding.is_empty() {
            self.encoding = entry.encoding;
        }
        self.replaced += entry.replaced;
        self.stopped |= entry.stopped;
    }

    /// Adds the readers of an entry to those of its archive.
    pub(super) fn was_read_by(&mut self, readers: &str) {
        for reader in readers.split(READERS_PARTED_BY) {
            if !self
                .reader
                .split(READERS_PARTED_BY)
                .any(|known| known == reader)
            {
                self.reader.push(READERS_PARTED_BY);
                self.reader.push_str(reader);
            }
        }
    }

    pub(super) fn fail(&mut self, failure: Failure) {
        self.failed += 1;
        if self.failures.len() < MOST_FAILURES {
            self.failures.push(failure);
        }
    }
}
