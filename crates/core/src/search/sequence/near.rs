//! Words near one another, in any order.

use crate::search::deadline::Checks;
use crate::search::rank::Stop;

/// How often the operands stand near one another, in any order: for each span of the first, whether every other has a
/// span such that neighbours have at most `distance` other words between them.
pub(in crate::search) fn count_near(
    spans: &[Vec<(u32, u32)>],
    distance: u32,
    checks: &mut Checks<'_>,
) -> Result<u32, Stop> {
    let (Some((firsts, others)), true) = (
        spans.split_first(),
        spans.iter().all(|spans| !spans.is_empty()),
    ) else {
        return Ok(0);
    };
    let compared: usize = others.iter().map(Vec::len).sum();
    let gap = |a: (u32, u32), b: (u32, u32)| {
        let (left, right) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        right.0.saturating_sub(left.1 + 1)
    };
    let is_near = |first: &(u32, u32)| {
        let nearest = |spans: &Vec<(u32, u32)>| {
            let by_gap = |span: &&(u32, u32)| gap(*first, **span);
            spans.iter().min_by_key(by_gap).copied()
        };
        let mut chosen: Vec<(u32, u32)> = others.iter().filter_map(nearest).collect();
        chosen.push(*first);
        chosen.sort_unstable();
        chosen
            .windows(2)
            .all(|pair| gap(pair[0], pair[1]) <= distance)
    };
    let mut count = 0;
    for first in firsts {
        checks.steps(1 + compared)?;
        count += u32::from(is_near(first));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::search::deadline::Deadline;

    #[test]
    fn nearness_has_no_order() {
        let deadline = Deadline::new(None, None);
        let count = |spans: &[Vec<(u32, u32)>], distance| {
            count_near(spans, distance, &mut deadline.checks(1)).unwrap()
        };
        let near = |a: u32, b: u32, distance| count(&[vec![(a, a)], vec![(b, b)]], distance);
        assert_eq!(near(3, 9, 5), 1);
        assert_eq!(near(9, 3, 5), 1);
        assert_eq!(near(3, 10, 5), 0);
        assert_eq!(count(&[vec![(1, 1)], Vec::new()], 5), 0);
    }

    #[test]
    fn a_word_that_a_document_repeats_without_end_is_left_at_the_deadline() {
        let over = Deadline::new(Some(Duration::ZERO), None);
        let spans: Vec<(u32, u32)> = (0..1_000).map(|at| (at, at)).collect();
        let counted = count_near(&[spans.clone(), spans], 0, &mut over.checks(10_000));
        assert!(matches!(counted, Err(Stop::Deadline)), "{counted:?}");
    }
}
