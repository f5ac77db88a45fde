//! The zone in which days begin and end.

use std::fmt;
use std::str::FromStr;

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

/// The zone of a collection: `UTC`, a name such as `Europe/Kyiv`, or a fixed offset such as `+02:00`.
///
/// A day that an article tells without a zone is a day of its collection; the zone decides which of them a moment falls
/// into, and when `today` begins. Names need the system's time zone database.
///
/// # Example
/// ```
/// use fiche::Zone;
///
/// let zone: Zone = "+02:00".parse()?;
/// assert_eq!(zone.to_string(), "+02:00");
/// # Ok::<(), fiche::ZoneError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(TimeZone);

/// The text names no zone that is known here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a zone known here: write a name such as Europe/Kyiv, an offset such as +02:00, or UTC"
)]
pub struct ZoneError(String);

impl Zone {
    /// The clock of the zone at a moment, as if it were a clock in UTC: seconds since 1970.
    pub(crate) fn civil(&self, moment: i64) -> i64 {
        moment.saturating_add(self.offset(moment))
    }

    /// The moment at which the zone's clock shows a time, which is given as if it were one in UTC. A time that is shown
    /// twice means the first, one that is skipped the moment of the change.
    pub(crate) fn moment(&self, civil: i64) -> i64 {
        let moment = datetime(civil).and_then(|local| self.0.to_timestamp(local).ok());
        moment.map_or(civil, Timestamp::as_second)
    }

    /// Seconds by which the zone's clock is ahead of UTC at a moment.
    fn offset(&self, moment: i64) -> i64 {
        let moment = Timestamp::from_second(moment);
        moment.map_or(0, |moment| i64::from(self.0.to_offset(moment).seconds()))
    }

    /// Clocks for many moments.
    pub(crate) fn clock(&self) -> Clock<'_> {
        Clock {
            zone: self,
            from: i64::MAX,
            to: i64::MIN,
            offset: 0,
        }
    }
}

fn datetime(civil: i64) -> Option<civil::DateTime> {
    let moment = Timestamp::from_second(civil).ok()?;
    Some(Offset::UTC.to_datetime(moment))
}

impl Default for Zone {
    /// UTC.
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, ZoneError> {
        let parser = jiff::fmt::temporal::DateTimeParser::new();
        let zone = parser.parse_time_zone(text.trim());
        zone.map(Self).map_err(|_| ZoneError(text.to_owned()))
    }
}

impl TryFrom<String> for Zone {
    type Error = ZoneError;

    fn try_from(text: String) -> Result<Self, ZoneError> {
        text.parse()
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.to_string()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = self.0.iana_name() {
            return f.write_str(name);
        }
        let seconds = self.offset(0);
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// The clock of a zone, for many moments that lie near one another: the change before and after the last one is kept.
#[derive(Debug)]
pub(crate) struct Clock<'z> {
    zone: &'z Zone,
    from: i64,
    to: i64,
    offset: i64,
}

impl Clock<'_> {
    /// As [`Zone::civil`].
    pub(crate) fn civil(&mut self, moment: i64) -> i64 {
        if !(self.from..self.to).contains(&moment) {
            self.settle(moment);
        }
        moment.saturating_add(self.offset)
    }

    fn settle(&mut self, moment: i64) {
        self.offset = self.zone.offset(moment);
        let Ok(at) = Timestamp::from_second(moment) else {
            (self.from, self.to) = (moment, moment.saturating_add(1));
            return;
        };
        let zone = &self.zone.0;
        let next = zone.following(at).next();
        self.to = next.map_or(i64::MAX, |change| change.timestamp().as_second());
        // A change at the very moment is not before it, and the offset that it ends would be kept too long.
        let at = Timestamp::from_second(moment.saturating_add(1)).unwrap_or(at);
        let last = zone.preceding(at).next();
        self.from = last.map_or(i64::MIN, |change| change.timestamp().as_second());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;

    #[test]
    fn a_zone_prints_as_it_is_read() {
        for text in ["UTC", "+02:00", "-05:30"] {
            assert_eq!(text.parse::<Zone>().unwrap().to_string(), text);
        }
        for text in ["", "Kyiv time", "+99:00"] {
            assert!(text.parse::<Zone>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_clock_is_ahead_by_the_offset_and_back() {
        let zone: Zone = "+02:00".parse().unwrap();
        assert_eq!(zone.civil(HOUR), 3 * HOUR);
        assert_eq!(zone.moment(3 * HOUR), HOUR);
        assert_eq!(zone.clock().civil(HOUR), 3 * HOUR);
        assert_eq!(Zone::default().civil(HOUR), HOUR);
    }

    #[test]
    fn a_clock_for_many_moments_is_the_clock_of_each() {
        // A machine without the database cannot know the summer of Kyiv.
        let Ok(zone) = "Europe/Kyiv".parse::<Zone>() else {
            return;
        };
        let mut clock = zone.clock();
        // Every 1,000 hours of twelve years, forth and back over the changes.
        for step in (0..100).chain((0..100).rev()) {
            let moment = 1_300_000_000 + step * 1000 * HOUR;
            assert_eq!(clock.civil(moment), zone.civil(moment), "{moment}");
        }
        let change = 1_648_342_800; // 27 March 2022, 01:00 UTC
        assert_eq!(clock.civil(change) - change, 3 * HOUR);
        assert_eq!(clock.civil(change - 1) - change + 1, 2 * HOUR);
    }
}
