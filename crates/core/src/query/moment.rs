//! Dates as queries name them: `2022-03`, `2022-03-13..2022-03-20`, `>=2022`, `7d`, `last week`, `P1W`.

use crate::article::Date;

/// The range of a `date:` condition. What is relative stays relative until [`DateRange::resolve`].
#[derive(Debug, Clone, PartialEq)]
pub struct DateRange {
    /// Seconds since 1970 UTC, placeholder until the grammar of dates stands here.
    pub from: Option<Date>,
    /// As `from`.
    pub to: Option<Date>,
}

impl DateRange {
    /// The half-open interval of seconds since 1970 UTC, for a search made at `now` (seconds since 1970 UTC).
    /// An open end is `None`. An article matches where its own interval meets this one.
    pub fn resolve(&self, now: i64) -> (Option<i64>, Option<i64>) {
        let _ = now;
        (
            self.from.map(|date| date.start_seconds()),
            self.to.map(|date| date.end_seconds()),
        )
    }
}
