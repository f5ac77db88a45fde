//! How much memory writing may take, and how it is shared out.

use std::fmt;
use std::fs;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

use super::guard::cores;

/// Bytes of a mebibyte.
const MIB: u64 = 1 << 20;

/// What a writer takes beside its tables and its queue: the program, documents on their way, merges, readers of files.
const OTHER_BYTES: u64 = 160 * MIB;

/// The part that is left to the pages of files: a process that is held to so many bytes and has none for them reads its own
/// program from the disk again and again.
const PAGES_ONE_IN: u64 = 5;

/// What a table takes while it is written as a segment, in tenths of what it holds: the columns are sorted and packed beside it.
const TABLE_TENTHS: u64 = 16;

/// The part of the machine's memory that is taken unless said otherwise: a laptop goes on working meanwhile.
const MACHINE_SHARE: u64 = 4;

/// More than this makes an index no faster, see [`MOST_TABLE_BYTES`].
const MOST_BY_DEFAULT: u64 = 1024 * MIB;

/// Threads that build segments: more than this wait for the disk.
const MAX_THREADS: u64 = 4;

/// Postings that a thread collects before it writes a segment, in bytes, at most: at 96 MB, 200 MB of articles make few
/// segments.
const MOST_TABLE_BYTES: u64 = 96_000_000;

/// At least: the engine takes no less than 15 MB, and writes a segment a megabyte before that.
const LEAST_TABLE_BYTES: u64 = 16_000_000;

/// Bytes of documents that wait to be indexed, at most: enough for a second's work of two threads; a document holds its
/// article's text three times.
const MOST_QUEUE_BYTES: u64 = 48 * MIB;

/// At least, lest the threads wait for the queue.
const LEAST_QUEUE_BYTES: u64 = 8 * MIB;

/// The part of what is shared out that the queue gets.
const QUEUE_SHARE: u64 = 6;

/// The part of it that the text of articles may take which are held against alerts at once; an index of them in memory takes some
/// times as much.
const GATHERED_ONE_IN: u64 = 64;

/// More articles at once are held against alerts no faster.
const MOST_GATHERED_BYTES: u64 = 16 * MIB;

/// How much memory a [`Writer`](crate::Writer) may take, about: a quarter of the machine's, a gibibyte at most, unless said
/// otherwise.
///
/// It bounds what is waiting and what is collected, so that a process that is held to so much, pages of files and all, comes to
/// its end. A single article and the ids of a file's articles take what they take. Where more is free, pages of the index's own
/// files, which a merge reads, stay until the system needs them for something else: tools that count what is resident show more.
///
/// # Example
/// ```
/// use fiche::Memory;
///
/// let memory: Memory = "512M".parse()?;
/// assert_eq!(memory, Memory::of_bytes(512 << 20));
/// assert_eq!("1.5 GiB".parse::<Memory>()?.to_string(), "1536M");
/// assert!("12K".parse::<Memory>().is_err());
/// # Ok::<(), fiche::MemoryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Memory(u64);

impl Memory {
    /// The least that anything can be indexed with.
    pub const LEAST: Self = Self(256 * MIB);

    /// So many bytes; less than [`LEAST`](Self::LEAST) is taken as that.
    pub fn of_bytes(bytes: u64) -> Self {
        Self(bytes).max(Self::LEAST)
    }

    /// What it is in bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }

    /// Threads that build segments, as many as their tables have room.
    pub(super) fn threads(self) -> usize {
        let room = self.tables_bytes() / LEAST_TABLE_BYTES;
        (cores() as u64).min(MAX_THREADS).min(room).max(1) as usize
    }

    /// Bytes of postings that each thread may collect.
    pub(super) fn table_bytes(self) -> usize {
        let room = self.tables_bytes() / self.threads() as u64;
        room.clamp(LEAST_TABLE_BYTES, MOST_TABLE_BYTES) as usize
    }

    /// Bytes of documents that may wait to be indexed.
    pub(super) fn queue_bytes(self) -> u64 {
        (self.shared_out() / QUEUE_SHARE).clamp(LEAST_QUEUE_BYTES, MOST_QUEUE_BYTES)
    }

    /// What is left of it for a writer where something else takes so many bytes; no less than [`LEAST`](Self::LEAST).
    pub fn without(self, bytes: u64) -> Self {
        Self::of_bytes(self.0.saturating_sub(bytes))
    }

    /// Bytes of text that alerts may gather before they are run.
    pub(crate) fn gathered_bytes(self) -> usize {
        (self.0 / GATHERED_ONE_IN).min(MOST_GATHERED_BYTES) as usize
    }

    /// What the tables of all threads may hold.
    fn tables_bytes(self) -> u64 {
        (self.shared_out() - self.queue_bytes()) * 10 / TABLE_TENTHS
    }

    fn shared_out(self) -> u64 {
        self.0 - self.0 / PAGES_ONE_IN - OTHER_BYTES
    }
}

impl Default for Memory {
    fn default() -> Self {
        let machine = of_machine().unwrap_or(MOST_BY_DEFAULT * MACHINE_SHARE);
        Self::of_bytes((machine / MACHINE_SHARE).min(MOST_BY_DEFAULT))
    }
}

/// The memory of the machine, or of the container that the process is held in, where the system tells it in a file.
fn of_machine() -> Option<u64> {
    let told = fs::read_to_string("/proc/meminfo").ok();
    let machine = told.as_deref().and_then(meminfo_total);
    let container = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let container = container.and_then(|told| told.trim().parse().ok());
    machine.into_iter().chain(container).min()
}

/// The line `MemTotal:  24615912 kB`.
fn meminfo_total(told: &str) -> Option<u64> {
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

/// A size that is none, or too little.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{typed}` is no size from {} up: write it as 512M or 2G",
    Memory::LEAST
)]
pub struct MemoryError {
    typed: String,
}

impl FromStr for Memory {
    type Err = MemoryError;

    /// Reads `512M`, `1.5G`, `800 MiB`; a number alone is bytes. K, M and G are powers of 1024.
    fn from_str(typed: &str) -> Result<Self, MemoryError> {
        let refused = || MemoryError {
            typed: typed.to_owned(),
        };
        let text = typed.trim().to_ascii_lowercase();
        let end = text.find(|letter: char| letter.is_ascii_alphabetic());
        let (number, unit) = text.split_at(end.unwrap_or(text.len()));
        let number: f64 = number.trim().parse().map_err(|_| refused())?;
        let power = match unit {
            "" | "b" => 0,
            "k" | "kb" | "kib" => 1,
            "m" | "mb" | "mib" => 2,
            "g" | "gb" | "gib" => 3,
            _ => return Err(refused()),
        };
        let bytes = number * 1024_f64.powi(power);
        let memory = Self(bytes as u64);
        if bytes.is_finite() && memory >= Self::LEAST {
            Ok(memory)
        } else {
            Err(refused())
        }
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}M", self.0 / MIB)
    }
}

impl<'de> Deserialize<'de> for Memory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = String::deserialize(deserializer)?;
        typed.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_it_is_shared_out_and_no_more() {
        for megabytes in [256, 300, 512, 1024, 4096] {
            let memory = Memory::of_bytes(megabytes * MIB);
            let tables = (memory.table_bytes() * memory.threads()) as u64;
            let taken = tables * TABLE_TENTHS / 10 + memory.queue_bytes() + OTHER_BYTES;
            let pages = memory.bytes() / PAGES_ONE_IN;
            assert!(taken + pages <= memory.bytes(), "{memory}: {taken}");
        }
        let half = Memory::of_bytes(512 * MIB);
        assert_eq!(half.without(100 * MIB), Memory::of_bytes(412 * MIB));
        assert_eq!(half.without(u64::MAX), Memory::LEAST);
        assert_eq!(Memory::of_bytes(0), Memory::LEAST);
        assert!(Memory::default() >= Memory::LEAST);
    }

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (typed, bytes) in [
            ("512M", Some(512 << 20)),
            ("2g", Some(2 << 30)),
            ("0.5 GB", Some(512 << 20)),
            ("268435456", Some(256 << 20)),
            ("268435455", None),
            ("many", None),
            ("1T", None),
            ("-1G", None),
            ("infG", None),
            ("", None),
        ] {
            let read = typed.parse::<Memory>().ok().map(Memory::bytes);
            assert_eq!(read, bytes, "{typed}");
        }
    }

    #[test]
    fn the_memory_of_the_machine_is_read() {
        let told = "MemFree: 1 kB\nMemTotal:       24615912 kB\n";
        assert_eq!(meminfo_total(told), Some(24_615_912 * 1024));
        assert_eq!(meminfo_total("MemTotal: x"), None);
    }
}
