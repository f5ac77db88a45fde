//! A ZIP file with its entries by number and by name.
//!
//! The list of entries stands at the end of a ZIP, and readers are given a stream. A file on disk is opened beside it,
//! however large it is; a ZIP in another archive, or packed, is held whole, under the limit for such files. Entries are
//! unpacked one at a time.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::clean;
use crate::formats::budget::Budget;
use crate::formats::error::{ReadError, ReadErrorKind};
use crate::formats::intake::Intake;
use crate::xml::{Element, Elements, Limits, Wants};

/// The list of entries is parsed whole, into some 400 bytes for each.
const MOST_ENTRIES: usize = 500_000;

/// What is looked at of the file at once.
const BLOCK_BYTES: usize = 1 << 20;

/// What each entry of the list begins with.
const LISTED: &[u8; 4] = b"PK\x01\x02";

/// An open ZIP file.
pub(in crate::formats) struct Package<'a> {
    archive: ZipArchive<Box<dyn ReadSeek>>,
    /// The number of each entry, by its cleaned path; of two the first.
    numbers: HashMap<String, usize>,
    /// Bytes that are held in memory for it.
    held: u64,
    budget: &'a Budget,
    most_bytes: u64,
}

impl<'a> Package<'a> {
    /// Opens the file that is being read.
    pub(super) fn open(intake: &mut Intake<'a>) -> Result<Self, ReadError> {
        let budget = intake.place.budget();
        let (mut bytes, held): (Box<dyn ReadSeek>, _) = if let Some(disk) = intake.place.disk() {
            let file = File::open(disk)?;
            budget.take(file.metadata()?.len());
            (Box::new(BufReader::new(file)), 0)
        } else {
            let bytes = intake.bytes()?;
            let held = bytes.len() as u64;
            (Box::new(Cursor::new(bytes)), held)
        };
        if listed(&mut bytes)? > MOST_ENTRIES {
            let message =
                format!("the ZIP archive holds more than {MOST_ENTRIES} entries: unpack it");
            return Err(ReadError::new(ReadErrorKind::TooLarge, message));
        }
        let archive = ZipArchive::new(bytes).map_err(|error| {
            ReadError::malformed(format!(
                "the ZIP archive can not be opened ({error}): fetch it again"
            ))
        })?;
        let mut package = Self {
            archive,
            numbers: HashMap::new(),
            held,
            budget,
            most_bytes: intake.options.most_bytes.saturating_sub(held),
        };
        for number in 0..package.len() {
            if let Some(path) = package.path(number) {
                package.numbers.entry(path).or_insert(number);
            }
        }
        Ok(package)
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.archive.len()
    }

    /// Bytes that are held in memory for it.
    pub(super) fn held(&self) -> u64 {
        self.held
    }

    /// The cleaned path of an entry; `None` for a folder.
    pub(super) fn path(&self, index: usize) -> Option<String> {
        let entry = self.archive.by_index_data(index).ok()?;
        if entry.is_dir() {
            return None;
        }
        // Programs that write UTF-8 without saying so are many more than those that write the code page of DOS.
        match std::str::from_utf8(entry.name_raw()) {
            Ok(name) => Some(clean(name)),
            Err(_) => Some(clean(&entry.name().ok()?)),
        }
    }

    /// Whether there is an entry whose path begins so.
    pub(in crate::formats) fn has(&self, start: &str) -> bool {
        self.numbers.keys().any(|path| path.starts_with(start))
    }

    /// The unpacked bytes of an entry.
    pub(super) fn entry(&mut self, index: usize) -> Result<impl BufRead, ReadError> {
        let entry = self.archive.by_index(index).map_err(refusal)?;
        Ok(self.budget.bound("ZIP", entry))
    }

    /// Whether the file unpacks to more than it may.
    pub(in crate::formats) fn is_spent(&self) -> bool {
        self.budget.is_spent()
    }

    /// The whole of an entry of this path; nothing where there is none.
    pub(in crate::formats) fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.numbers.get(path).copied() else {
            return Ok(None);
        };
        let most = self.most_bytes;
        let mut bytes = Vec::new();
        self.entry(index)?.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            let message = format!("`{path}` in it holds more than {most} bytes: raise the limit");
            return Err(ReadError::new(ReadErrorKind::TooLarge, message));
        }
        Ok(Some(bytes))
    }

    /// The wanted elements of an entry of XML, one by one, each with those around it; nothing where there is no such
    /// entry. What is damaged is an error after what could be read.
    pub(in crate::formats) fn each_element(
        &mut self,
        path: &str,
        wants: Wants,
        mut take: impl FnMut(Element, &[Element]),
    ) -> Result<(), ReadError> {
        let Some(bytes) = self.get(path)? else {
            return Ok(());
        };
        let limits = Limits {
            most_element_bytes: self.most_bytes,
            most_whole_bytes: self.most_bytes,
        };
        let mut elements = Elements::new(bytes.as_slice(), wants, limits, None);
        let mut result = Ok(());
        while let Some(element) = elements.next() {
            match element {
                Ok(element) => take(element, elements.around()),
                Err(error) => result = Err(ReadError::from(error)),
            }
        }
        result
    }
}

/// What can be read from any place of it.
trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// How many entries the file seems to list; the lists of archives in it count too.
fn listed(bytes: &mut dyn ReadSeek) -> io::Result<usize> {
    let mut block = Vec::with_capacity(BLOCK_BYTES);
    let mut count = 0;
    loop {
        let begun = block.len();
        let room = (BLOCK_BYTES - begun) as u64;
        if (&mut *bytes).take(room).read_to_end(&mut block)? == 0 {
            break;
        }
        count += block
            .windows(LISTED.len())
            .filter(|four| four == LISTED)
            .count();
        // A mark may stand across two blocks.
        block.drain(..block.len().saturating_sub(LISTED.len() - 1));
    }
    bytes.seek(SeekFrom::Start(0))?;
    Ok(count)
}

fn refusal(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) => error.into(),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::new(
            ReadErrorKind::Encrypted,
            "the entry is encrypted: unpack it with its password",
        ),
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            ReadError::new(
                ReadErrorKind::Unsupported,
                format!("{error}: unpack it yourself"),
            )
        }
        error => ReadError::malformed(format!("{error}: fetch the archive again")),
    }
}
