//! tar archives, streamed: however long one is, no more of it is held than the entry that is read.
//!
//! Links, devices and folders are passed over. What breaks off the archive is one failure; the entries before it stand.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use ::tar::Archive;

use super::{Unpacking, clean};
use crate::formats::Format;
use crate::formats::error::{ReadError, ReadErrorKind};
use crate::formats::intake::Intake;
use crate::formats::sniff::{Head, Likeness};

pub(in crate::formats) const FORMAT: Format = Format {
    name: "tar",
    version: 3,
    extensions: &["tar"],
    sniff,
    read,
};

/// Where each of a tar's headers says what it is, and what it says: POSIX's and GNU's. A story of mustard may say `ustar` there.
const MAGIC_AT: usize = 257;
const MAGICS: [&[u8]; 2] = [b"ustar\0", b"ustar  \0"];

/// An entry's header and its long name; the program that unpacks it would hold it whole, and so a gigabyte of it.
const MOST_HEADER_BYTES: u64 = 1 << 20;

fn sniff(head: &Head<'_>) -> Likeness {
    if MAGICS.iter().any(|magic| head.has(MAGIC_AT, magic)) {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let budget = intake.place.budget();
    let (input, mut unpacking) = Unpacking::of(intake)?;
    let allowed = Cell::new(MOST_HEADER_BYTES);
    let mut archive = Archive::new(Allowed {
        input,
        allowed: &allowed,
    });
    let mut result = Ok(());
    for entry in archive.entries()? {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                result = Err(broken_off(error));
                break;
            }
        };
        let is_file = entry.header().entry_type().is_file();
        let path = clean(&String::from_utf8_lossy(&entry.path_bytes()));
        let failed = unpacking.report.failed;
        allowed.set(u64::MAX);
        let mut bytes = budget.bound("tar", entry);
        if is_file && unpacking.read(&path, &mut bytes).is_break() {
            break;
        }
        // What the reader left is passed over here, where it may be as long as it likes.
        if let Err(error) = io::copy(&mut bytes, &mut io::sink()) {
            // The reader of the entry met it first and has said it, or has it not.
            if unpacking.report.failed == failed {
                result = Err(error.into());
            }
            break;
        }
        allowed.set(MOST_HEADER_BYTES);
    }
    unpacking.finish();
    result
}

fn broken_off(error: io::Error) -> ReadError {
    if error
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<ReadError>)
    {
        return error.into();
    }
    ReadError::malformed(format!(
        "the tar archive breaks off ({error}): fetch it again"
    ))
}

/// A stream that gives so many bytes and no more.
struct Allowed<'a> {
    input: &'a mut dyn BufRead,
    allowed: &'a Cell<u64>,
}

impl Read for Allowed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        let Some(left) = self.allowed.get().checked_sub(count as u64) else {
            let message = format!(
                "an entry's name takes more than {MOST_HEADER_BYTES} bytes: unpack the archive yourself"
            );
            return Err(ReadError::new(ReadErrorKind::TooLarge, message).into());
        };
        self.allowed.set(left);
        Ok(count)
    }
}
