//! Archives opened in place: ZIP and tar, each entry read as if it were a file of the collection.
//!
//! An archive is one source with many articles. Those of an entry are known by the archive's path and the entry's below
//! it, `letters.zip/2022/quay.txt`, and `#n` behind it where the entry holds several. Nothing is written to disk, so a
//! name can lead nowhere: `..`, drives and a leading `/` are taken off it, and two entries that are then called the same
//! are told apart by the number of their record when they are put into the index. Hidden entries are passed over as
//! hidden files are.
//!
//! Limits: archives stand in archives [`MOST_LEVELS`] deep; what all of them unpack to is bounded by the file's
//! [`Budget`](super::budget::Budget). An entry that fails is a failure that names it. Those without a reader, and those
//! that are encrypted, are one failure each: a saved site holds hundreds of pictures.

mod package;
mod tar;
mod zip;

use std::io::BufRead;
use std::ops::ControlFlow;

use fiche::{Article, Failure};

pub(super) use self::package::Package;
pub(super) use self::tar::FORMAT as TAR;
pub(super) use self::zip::{FORMAT as ZIP, read as read_zip, sniff as sniff_zip, without_reader};

use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::options::{ReadOptions, Report};
use super::place::Place;
use super::read_at;

/// An archive, and one inside it: people pack folders that hold packed folders. Bombs stand five deep.
const MOST_LEVELS: u32 = 2;

/// The longest path that systems take; what is longer is cut, for articles are known by it.
const LONGEST_PATH_BYTES: usize = 4096;

/// What the packing program of macOS adds beside each file.
const MAC_FOLDER: &str = "__MACOSX";

/// The entries of one archive on their way to the readers.
struct Unpacking<'u> {
    place: &'u Place<'u>,
    options: &'u ReadOptions,
    sink: &'u mut dyn FnMut(Article) -> ControlFlow<()>,
    report: &'u mut Report,
    /// Bytes of the archive in memory while its entries are read.
    held: u64,
    without_reader: Tally,
    encrypted: Tally,
}

/// Entries that share one failure: that of the first, and how many there are.
#[derive(Default)]
struct Tally {
    first: Option<Failure>,
    count: u64,
}

impl<'u> Unpacking<'u> {
    /// The bytes of an archive, and what becomes of its entries.
    fn of(intake: &'u mut Intake<'_>) -> Result<(&'u mut dyn BufRead, Self), ReadError> {
        if intake.place.depth() >= MOST_LEVELS {
            let message =
                format!("archives stand more than {MOST_LEVELS} deep in each other: unpack it");
            return Err(ReadError::new(ReadErrorKind::TooLarge, message));
        }
        let unpacking = Self {
            place: intake.place,
            options: intake.options,
            sink: intake.sink,
            report: &mut intake.report,
            held: 0,
            without_reader: Tally::default(),
            encrypted: Tally::default(),
        };
        Ok((intake.input, unpacking))
    }

    /// Reads one entry; breaks where nothing further is to be read.
    fn read(&mut self, path: &str, input: &mut dyn BufRead) -> ControlFlow<()> {
        if is_passed_over(path) {
            return ControlFlow::Continue(());
        }
        let place = self.place.entry(path, self.report.records, self.held);
        match read_at(&place, input, self.options, self.sink) {
            Ok(report) => self.report.absorb(report),
            Err(error) => {
                self.report.was_read_by(error.reader());
                self.fail(&place, &error);
            }
        }
        if self.report.stopped || self.place.budget().is_spent() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    /// Notes an entry whose bytes can not be had.
    fn refuse(&mut self, path: &str, error: &ReadError) {
        if !is_passed_over(path) {
            let place = self.place.entry(path, 0, 0);
            self.fail(&place, error);
        }
    }

    fn fail(&mut self, place: &Place<'_>, error: &ReadError) {
        let failure = place.failure(error.to_failure());
        match error.kind() {
            ReadErrorKind::Unsupported => self.without_reader.add(failure),
            ReadErrorKind::Encrypted => self.encrypted.add(failure),
            _ => self.report.fail(failure),
        }
    }

    /// Puts the entries that share a failure on the report.
    fn finish(self) {
        for tally in [self.encrypted, self.without_reader] {
            if let Some(failure) = tally.failure() {
                self.report.fail(failure);
            }
        }
    }
}

impl Tally {
    fn add(&mut self, failure: Failure) {
        self.first.get_or_insert(failure);
        self.count += 1;
    }

    fn failure(self) -> Option<Failure> {
        let mut failure = self.first?;
        if self.count > 1 {
            failure.message = format!(
                "{} (and {} more such entries)",
                failure.message,
                self.count - 1
            );
        }
        Some(failure)
    }
}

/// The path of an entry below its archive, whatever its name says.
pub(super) fn clean(name: &str) -> String {
    let mut parts = Vec::new();
    for part in name.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let mut path = parts.join("/");
    path.truncate(path.floor_char_boundary(LONGEST_PATH_BYTES));
    path
}

fn is_passed_over(path: &str) -> bool {
    path.split('/')
        .any(|part| part.starts_with('.') || part == MAC_FOLDER)
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn no_name_leads_out_of_its_archive() {
        for (name, path) in [
            ("2022/quay.txt", "2022/quay.txt"),
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("a/./b/../c.txt", "a/c.txt"),
            ("C:\\news\\..\\quay.txt", "C:/quay.txt"),
            ("..", ""),
        ] {
            assert_eq!(clean(name), path, "{name}");
        }
    }
}
