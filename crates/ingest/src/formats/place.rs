//! Where the bytes that are read stand: in a file of the collection, or in an entry of an archive.
//!
//! An archive is one source with many articles. An entry is read as if it were a file; it differs in what its articles
//! are known by (`letters.zip/2022/quay.txt`), and its records are counted on from those of the entries before it.

use std::path::Path;

use fiche::{Failure, Source};

use super::budget::Budget;

/// A place that bytes are read from.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    /// The path of the file on disk, from the collection's root.
    file: &'a str,
    /// What articles are known by: the path of the file, and below it that of the entry.
    name: String,
    /// The archives around it.
    depth: u32,
    /// Bytes that those archives hold in memory.
    held: u64,
    /// The highest number of a record in the entries before it.
    counted: u32,
    budget: &'a Budget,
    /// The file itself, where its bytes are these ones.
    disk: Option<&'a Path>,
}

impl<'a> Place<'a> {
    /// A file of the collection, which formats may open for themselves where it is on disk.
    pub(super) fn file(path: &'a str, disk: Option<&'a Path>, budget: &'a Budget) -> Self {
        Self {
            file: path,
            name: path.to_owned(),
            depth: 0,
            held: 0,
            counted: 0,
            budget,
            disk,
        }
    }

    /// The same, of which the bytes are packed in the file.
    pub(super) fn packed(&self) -> Self {
        Self {
            disk: None,
            ..self.clone()
        }
    }

    /// The file on disk, where its bytes are what is read.
    pub(super) fn disk(&self) -> Option<&'a Path> {
        self.disk
    }

    /// An entry of the archive at this place.
    pub(super) fn entry(&self, path: &str, counted: u32, held: u64) -> Self {
        Self {
            name: format!("{}/{path}", self.name),
            depth: self.depth + 1,
            held: self.held + held,
            counted: self.counted + counted,
            disk: None,
            ..*self
        }
    }

    /// What its articles are known by.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// How many archives are around it.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// The bytes that the archives around it hold in memory.
    pub(super) fn held(&self) -> u64 {
        self.held
    }

    /// What the file may unpack to.
    pub(super) fn budget(&self) -> &'a Budget {
        self.budget
    }

    /// The id of an article that has none of its own.
    pub(super) fn id(&self, record: Option<u32>) -> String {
        match record {
            Some(record) => format!("{}#{record}", self.name),
            None => self.name.clone(),
        }
    }

    /// What the index remembers of where an article came from.
    pub(super) fn source(&self, record: Option<u32>) -> Source {
        let is_entry = self.depth > 0;
        Source {
            path: self.file.to_owned(),
            record: record
                .or(is_entry.then_some(1))
                .map(|number| number.saturating_add(self.counted)),
            format: None,
        }
    }

    /// A failure of this place, which says its name where the file does not.
    pub(super) fn failure(&self, failure: Failure) -> Failure {
        match self.name.strip_prefix(self.file) {
            Some(entry) if !entry.is_empty() => Failure {
                message: format!("`{}`: {}", &entry[1..], failure.message),
                ..failure
            },
            _ => failure,
        }
    }
}
