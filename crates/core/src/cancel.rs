//! What ends long work from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ends searches and checks from another thread: those that were given it or a clone of it.
///
/// # Example
/// ```
/// use fiche::{Cancel, Error, Index, Search};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.upsert(fiche::Article::new("a", "Talks resume", "They began on Monday."))?;
/// writer.commit()?;
/// let cancel = Cancel::default();
/// let search = "talks".parse::<Search>()?.cancel(&cancel);
/// assert!(index.search(&search).is_ok());
/// cancel.cancel();
/// assert!(matches!(index.search(&search), Err(Error::Cancelled)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks for the end. A search looks some hundred times a second, a check after each megabyte.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the end was asked for.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
