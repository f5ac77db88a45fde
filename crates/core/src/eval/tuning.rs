//! Choosing the numbers of a ranking on judgments, without fooling oneself.
//!
//! **Coordinate ascent** (Metzler and Croft, "Linear feature-based models for information retrieval", 2007): one number after
//! another is set to the best of a few values around it, until a round changes nothing. What it finds is the best for the
//! topics that it looked at, by chance as well as by merit; so the topics are parted in **folds**, each is left out once, and
//! what the numbers chosen on the others gain is told on the one that was left out. Pure: what is measured, the caller says.

/// A number that may be changed, and the values that may be tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Dial {
    /// What it is called.
    pub name: String,
    /// Where it stands before.
    pub start: f32,
    /// The least and the most that are tried.
    pub range: (f32, f32),
}

/// Factors by which a number is tried: a third up and down, then a tenth.
const FACTORS: [&[f32]; 2] = [&[0.5, 0.75, 1.33, 2.0], &[0.9, 1.1]];

/// What a number that is 0 is tried as, as a share of the most that is tried.
const FROM_NOUGHT: f32 = 0.1;

/// Rounds over all numbers with each set of factors; most end sooner, since a round changes nothing.
const MOST_ROUNDS: usize = 3;

/// A gain below this is rounding, and no reason to leave a default.
const LEAST_GAIN: f64 = 1e-5;

/// Finds numbers for which `measure` is higher than where they start, in the order of the dials. It is asked some ten times
/// for each dial and round.
///
/// # Errors
/// What `measure` gives.
///
/// # Example
/// ```
/// use fiche::eval::{Dial, ascend};
///
/// let dial = |name: &str| Dial { name: name.into(), start: 1.0, range: (0.0, 10.0) };
/// let hill = |at: &[f32]| Ok::<_, ()>(-f64::from((at[0] - 3.0).powi(2) + (at[1] - 0.5).powi(2)));
/// let found = ascend(&[dial("title"), dial("b")], hill)?;
/// assert!((found[0] - 3.0).abs() < 0.3 && (found[1] - 0.5).abs() < 0.1, "{found:?}");
/// # Ok::<(), ()>(())
/// ```
pub fn ascend<E>(
    dials: &[Dial],
    mut measure: impl FnMut(&[f32]) -> Result<f64, E>,
) -> Result<Vec<f32>, E> {
    let mut at: Vec<f32> = dials.iter().map(|dial| dial.start).collect();
    let mut best = measure(&at)?;
    for factors in FACTORS {
        for _ in 0..MOST_ROUNDS {
            let before = at.clone();
            for (place, dial) in dials.iter().enumerate() {
                let here = at[place];
                for value in dial.tried(here, factors) {
                    let kept = std::mem::replace(&mut at[place], value);
                    let reached = measure(&at)?;
                    if reached > best + LEAST_GAIN {
                        best = reached;
                    } else {
                        at[place] = kept;
                    }
                }
            }
            if at == before {
                break;
            }
        }
    }
    Ok(at)
}

impl Dial {
    /// The values to try around one, without it.
    fn tried(&self, here: f32, factors: &[f32]) -> Vec<f32> {
        let (least, most) = self.range;
        if here <= 0.0 {
            return vec![most * FROM_NOUGHT];
        }
        let values = factors.iter().map(|factor| hundredths(here * factor));
        let mut values: Vec<f32> = values.map(|value| value.clamp(least, most)).collect();
        values.dedup();
        values.retain(|value| (value - here).abs() > f32::EPSILON);
        values
    }
}

/// As people write numbers: to two places.
fn hundredths(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// Parts `count` things into `folds`, each as large as the others but for one: the fold of each. The same every time; things
/// that stand side by side, which are often alike, come into different folds.
pub fn folds(count: usize, folds: usize) -> Vec<usize> {
    (0..count).map(|at| at % folds.max(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dial(start: f32) -> Dial {
        let name = "title".to_owned();
        let range = (0.0, 8.0);
        Dial { name, start, range }
    }

    #[test]
    fn the_top_of_a_hill_is_found_from_either_side_and_from_nought() {
        for start in [0.0, 0.3, 7.9] {
            let hill = |at: &[f32]| Ok::<_, ()>(-f64::from((at[0] - 2.0).abs()));
            let found = ascend(&[dial(start)], hill).unwrap()[0];
            assert!((found - 2.0).abs() < 0.2, "{found} from {start}");
        }
    }

    #[test]
    fn nothing_changes_where_nothing_is_better() {
        let flat = |_: &[f32]| Ok::<_, ()>(0.5);
        assert_eq!(ascend(&[dial(5.0), dial(0.0)], flat), Ok(vec![5.0, 0.0]));
        assert_eq!(ascend(&[dial(5.0)], |_| Err("gone")), Err("gone"));
    }

    #[test]
    fn values_stay_in_their_range() {
        let up = |at: &[f32]| Ok::<_, ()>(f64::from(at[0]));
        let found = ascend(&[dial(5.0)], up).unwrap()[0];
        assert!((found - 8.0).abs() < f32::EPSILON, "{found}");
    }

    #[test]
    fn folds_are_as_large_as_one_another() {
        assert_eq!(folds(5, 2), [0, 1, 0, 1, 0]);
        assert_eq!(folds(2, 5), [0, 1]);
        assert!(folds(0, 3).is_empty());
    }
}
