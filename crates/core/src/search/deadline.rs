//! When a search gives up: after so long, or when it is asked to.

use std::time::{Duration, Instant};

use super::rank::Stop;
pub(super) use crate::cancel::Cancel;

/// The moment at which a search gives up.
#[derive(Clone)]
pub(super) struct Deadline {
    end: Option<Instant>,
    cancel: Option<Cancel>,
}

impl Deadline {
    pub(super) fn new(limit: Option<Duration>, cancel: Option<Cancel>) -> Self {
        Self {
            end: limit.and_then(|limit| Instant::now().checked_add(limit)),
            cancel,
        }
    }

    /// The same, but at most so long from now.
    pub(super) fn within(&self, limit: Duration) -> Self {
        let soon = Self::new(Some(limit), self.cancel.clone());
        let ends = [self.end, soon.end].into_iter().flatten();
        Self {
            end: ends.min(),
            ..soon
        }
    }

    pub(super) fn check(&self) -> Result<(), Stop> {
        if self.cancel.as_ref().is_some_and(Cancel::is_cancelled) {
            return Err(Stop::Cancelled);
        }
        match self.end {
            Some(end) if Instant::now() >= end => Err(Stop::Deadline),
            _ => Ok(()),
        }
    }

    /// As [`checks`](Self::checks), where so many steps are left until the next look.
    pub(super) fn checks_after(&self, every: u32, left: u32) -> Checks<'_> {
        Checks {
            deadline: self,
            every,
            left,
        }
    }

    /// Looks at the clock once in so many steps.
    pub(super) fn checks(&self, every: u32) -> Checks<'_> {
        self.checks_after(every, every)
    }
}

/// Looks at the clock now and then.
pub(super) struct Checks<'d> {
    deadline: &'d Deadline,
    every: u32,
    left: u32,
}

impl Checks<'_> {
    /// How many steps are left until the next look.
    pub(super) fn left(&self) -> u32 {
        self.left
    }

    /// Takes a step.
    pub(super) fn step(&mut self) -> Result<(), Stop> {
        self.steps(1)
    }

    /// Takes so many steps.
    pub(super) fn steps(&mut self, steps: usize) -> Result<(), Stop> {
        self.left = self
            .left
            .saturating_sub(u32::try_from(steps).unwrap_or(u32::MAX));
        if self.left > 0 {
            return Ok(());
        }
        self.left = self.every;
        self.deadline.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_ends_the_earlier_counts() {
        let hour = Duration::from_hours(1);
        let is_over = |limit, within| {
            let deadline = Deadline::new(limit, None).within(within);
            matches!(deadline.check(), Err(Stop::Deadline))
        };
        assert!(is_over(None, Duration::ZERO));
        assert!(is_over(Some(Duration::ZERO), hour));
        assert!(!is_over(Some(hour), hour));
    }
}
