//! What ends a long work early.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::error::IngestError;

/// Ends a refresh or a watch from another thread, such as one that handles signals; its clones end it alike.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    is_stopped: AtomicBool,
    /// Whether something happened since the last [`Stop::wait`].
    has_news: Mutex<bool>,
    woken: Condvar,
}

impl Stop {
    /// Asks for the end. What is being done is brought to a state that can be kept.
    pub fn stop(&self) {
        self.inner.is_stopped.store(true, Ordering::Release);
        self.wake();
    }

    /// Whether the end was asked for.
    pub fn is_stopped(&self) -> bool {
        self.inner.is_stopped.load(Ordering::Acquire)
    }

    /// An error where the end was asked for.
    pub(super) fn check(&self) -> Result<(), IngestError> {
        match self.is_stopped() {
            true => Err(IngestError::Stopped),
            false => Ok(()),
        }
    }

    /// Ends a [`wait`](Self::wait).
    pub(super) fn wake(&self) {
        *self.news() = true;
        self.inner.woken.notify_all();
    }

    /// Waits for [`wake`](Self::wake) or [`stop`](Self::stop), so long at most; tells whether one of them came.
    pub(super) fn wait(&self, longest: Duration) -> bool {
        let is_quiet = |has_news: &mut bool| !*has_news && !self.is_stopped();
        let waited = self
            .inner
            .woken
            .wait_timeout_while(self.news(), longest, is_quiet);
        let (mut has_news, _) = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *has_news) || self.is_stopped()
    }

    fn news(&self) -> std::sync::MutexGuard<'_, bool> {
        let news = self.inner.has_news.lock();
        news.unwrap_or_else(PoisonError::into_inner)
    }
}
