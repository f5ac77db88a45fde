//! How long a search may take.

use std::time::{Duration, Instant};

use super::rank::Stop;

/// The moment at which a search gives up.
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    pub(super) fn within(limit: Option<Duration>) -> Self {
        Self(limit.and_then(|limit| Instant::now().checked_add(limit)))
    }

    pub(super) fn check(&self) -> Result<(), Stop> {
        match self.0 {
            Some(end) if Instant::now() >= end => Err(Stop::Deadline),
            _ => Ok(()),
        }
    }
}
