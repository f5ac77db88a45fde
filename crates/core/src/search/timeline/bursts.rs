//! Days with many more articles than the weeks around them.
//!
//! The number of articles of a day is held against the mean of the days around it, as in Vlachos and others, "Identifying
//! similarities, periodicities and bursts for online search queries" (SIGMOD 2004); how far it lies above is measured in
//! standard deviations of a Poisson process, whose variance is its mean.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Burst;
use super::buckets::date_of;
use super::days::Days;

/// Days before and after that tell what is usual: four weeks, so that every day of the week is in them alike.
const AROUND: i64 = 28;

/// Standard deviations above the usual from which on a day stands out.
const LEAST_DEVIATIONS: f32 = 3.0;

/// Fewer articles are chance, however quiet the days around.
const LEAST_ARTICLES: u64 = 3;

/// Days before and after a burst that are part of it.
const SAME_BURST: i64 = 3;

/// More bursts are no help to a reader.
const MOST: usize = 5;

/// The strongest bursts, the earliest first; their stories are still to be found.
pub(super) fn find(days: &Days) -> Vec<Burst> {
    let counts = &days.of_day;
    let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value())
    else {
        return Vec::new();
    };
    let candidates = counts.iter().filter(|(_, count)| **count >= LEAST_ARTICLES);
    let mut candidates: Vec<Candidate> = candidates
        .map(|(day, count)| Candidate::new(*day, *count, usual(counts, *day, *first, *last)))
        .filter(|it| it.deviations >= LEAST_DEVIATIONS)
        .collect();
    candidates.sort_by(Candidate::strongest_first);
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let is_apart = |other: &Candidate| (other.day - candidate.day).abs() > SAME_BURST;
        if chosen.len() < MOST && chosen.iter().all(is_apart) {
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(|it| it.day);
    chosen.iter().filter_map(Candidate::burst).collect()
}

/// Articles of a day around this one in the mean, within the stretch that there are articles of.
fn usual(counts: &BTreeMap<i64, u64>, day: i64, first: i64, last: i64) -> f32 {
    let (from, to) = ((day - AROUND).max(first), (day + AROUND).min(last));
    let around: u64 = counts.range(from..=to).map(|(_, count)| count).sum();
    let others = around - counts.get(&day).copied().unwrap_or(0);
    others as f32 / (to - from).max(1) as f32
}

struct Candidate {
    day: i64,
    count: u64,
    usual: f32,
    deviations: f32,
}

impl Candidate {
    fn new(day: i64, count: u64, usual: f32) -> Self {
        // One is added so that a quiet time does not make a burst of every article.
        let deviations = (count as f32 - usual) / (usual + 1.0).sqrt();
        Self {
            day,
            count,
            usual,
            deviations,
        }
    }

    fn strongest_first(&self, other: &Self) -> Ordering {
        let by_strength = other.deviations.total_cmp(&self.deviations);
        by_strength.then_with(|| self.day.cmp(&other.day))
    }

    fn burst(&self) -> Option<Burst> {
        Some(Burst {
            day: date_of(self.day)?,
            count: self.count,
            usual: self.usual,
            story: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(counts: &[(i64, u64)]) -> Vec<(String, u64)> {
        let of_day = counts.iter().copied().collect();
        let days = Days {
            of_day,
            ..Days::default()
        };
        let bursts = find(&days).into_iter();
        bursts.map(|it| (it.day.to_string(), it.count)).collect()
    }

    #[test]
    fn a_day_far_above_the_weeks_around_it_stands_out() {
        let mut counts: Vec<(i64, u64)> = (0..60).map(|day| (day, 2)).collect();
        assert!(found(&counts).is_empty());
        counts[30].1 = 20;
        counts[31].1 = 12;
        assert_eq!(found(&counts), [("1970-01-31".to_owned(), 20)]);
        counts[50].1 = 11;
        assert_eq!(found(&counts).len(), 2);
    }

    #[test]
    fn a_busy_time_is_no_row_of_bursts_and_one_day_alone_is_none() {
        assert!(found(&(0..60).map(|day| (day, 40)).collect::<Vec<_>>()).is_empty());
        assert!(found(&[(0, 2)]).is_empty());
        assert!(found(&[]).is_empty());
    }
}
