//! Every promise of an index, read again.
//!
//! | promise | how it is proven |
//! |---|---|
//! | the commit and the list of files are as they were written | their seals ([`super::seal`]) |
//! | every file of the commit is there, and its ends are whole | the footer that the engine puts behind each, to the letter |
//! | every byte of them is as it was written | the checksum in the footer; not in a quick check |
//! | no article stands twice | the keys of all live documents |
//! | articles and what is remembered of their files agree | each file has its state once, on its only article or beside several |
//! | stored articles are whole | their digests: of all, or of a sample in a quick check |
//! | what an article says is what it is found by | a sample is analysed anew, and its terms, their places and the lengths of its fields compared |

mod files;
mod records;
mod terms;

use std::path::Path;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::{Index, META_FILE, guarded};
use crate::cancel::Cancel;
use crate::error::Error;

/// Articles that are analysed anew.
const SAMPLE: usize = 1_000;

/// Articles that are analysed anew in a quick check.
const QUICK_SAMPLE: usize = 100;

/// Findings that are listed.
const MAX_LISTED: usize = 1_000;

/// How much is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Depth {
    /// Everything but the checksums of whole files and most stored articles: seconds.
    Quick,
    /// Every byte.
    #[default]
    Full,
}

/// What a check found.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Check {
    /// What is damaged: the first thousand of it; empty for a whole index.
    pub damages: Vec<Damage>,
    /// How many damages there are.
    pub damaged: u64,
    /// Files of the index that were looked at.
    pub files: u64,
    /// Bytes of those files.
    pub bytes: u64,
    /// Articles whose stored text was compared with its digest.
    pub articles: u64,
    /// Articles that were analysed anew and compared with the index.
    pub analysed: u64,
    /// Bytes of files that no commit names; the next writer frees them.
    pub superfluous_bytes: u64,
    /// How long it took.
    #[serde(skip)]
    pub took: Duration,
    /// What ends it early; then it is no result.
    #[serde(skip)]
    cancel: Cancel,
}

/// A promise that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// The file of the index, or the file or id of the article.
    pub what: String,
    /// What is wrong with it.
    pub message: String,
}

impl Check {
    /// Whether every promise that was looked at holds.
    pub fn is_whole(&self) -> bool {
        self.damaged == 0
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    fn find(&mut self, what: impl Into<String>, message: impl Into<String>) {
        self.damaged += 1;
        if self.damages.len() < MAX_LISTED {
            self.damages.push(Damage {
                what: what.into(),
                message: message.into(),
            });
        }
    }
}

impl Index {
    /// Checks the index in the folder `path`. It is only read; writers may go on meanwhile.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, [`Error::Incompatible`] where another version wrote it, [`Error::Io`] where
    /// it cannot be read. Damage is in the result.
    ///
    /// # Example
    /// ```
    /// use fiche::{Depth, Index};
    ///
    /// let folder = tempfile::tempdir()?;
    /// Index::open_or_create(folder.path())?;
    /// assert!(Index::check(folder.path(), Depth::Full)?.is_whole());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(path: impl AsRef<Path>, depth: Depth) -> Result<Check, Error> {
        Self::check_unless(path, depth, &Cancel::default())
    }

    /// As [`check`](Self::check), unless it is cancelled: a large index takes minutes.
    ///
    /// # Errors
    /// As [`check`](Self::check), and [`Error::Cancelled`].
    pub fn check_unless(
        path: impl AsRef<Path>,
        depth: Depth,
        cancel: &Cancel,
    ) -> Result<Check, Error> {
        let (path, began) = (path.as_ref(), Instant::now());
        let mut check = Check {
            cancel: cancel.clone(),
            ..Check::default()
        };
        let is_readable = guarded(path, || files::check(path, depth, &mut check));
        note(is_readable, path, &mut check)?;
        // What is damaged is not read any further: the engine takes the numbers in its files at their word, down to how much
        // memory to take, and no fence holds that.
        let opened = check.is_whole().then(|| Self::open(path)).transpose();
        if let Some(index) = note(opened, path, &mut check)?.flatten() {
            let records = guarded(path, || {
                records::check(&index, &mut check).map_err(|error| index.error(error, "read"))
            });
            note(records, path, &mut check)?;
            let sample = match depth {
                Depth::Quick => QUICK_SAMPLE,
                Depth::Full => SAMPLE,
            };
            let terms = guarded(path, || {
                terms::check(&index, depth, sample, &mut check)
                    .map_err(|error| index.error(error, "read"))
            });
            note(terms, path, &mut check)?;
        }
        check.took = began.elapsed();
        match cancel.is_cancelled() {
            true => Err(Error::Cancelled),
            false => Ok(check),
        }
    }
}

/// Damage that ends a part of the check is a finding; that the index is not there, or cannot be read, is an error. What
/// the files told already need not be told again.
fn note<T>(done: Result<T, Error>, path: &Path, check: &mut Check) -> Result<Option<T>, Error> {
    match done {
        Ok(value) => Ok(Some(value)),
        Err(_) if !check.is_whole() => Ok(None),
        Err(Error::Corrupt { what, .. } | Error::Engine { what, .. }) => {
            check.find(path.join(META_FILE).display().to_string(), what);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
