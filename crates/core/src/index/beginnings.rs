//! What short beginnings of words give, kept for as long as a commit is the one that is searched.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Words with the number of articles that hold them.
type Words = Vec<(String, u64)>;

/// What beginnings of words have given in one commit.
#[derive(Default)]
pub(crate) struct Beginnings(Mutex<HashMap<String, Words>>);

impl Beginnings {
    /// What was kept for a beginning.
    pub(crate) fn get(&self, beginning: &str) -> Option<Words> {
        self.kept().get(beginning).cloned()
    }

    /// Keeps what a beginning gives.
    pub(crate) fn keep(&self, beginning: &str, words: &Words) {
        self.kept().insert(beginning.to_owned(), words.clone());
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, Words>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
