//! Two runs over the same topics: which is better, and whether chance alone would do the same.

use serde::Serialize;

use super::{Evaluation, Measure};

/// Random assignments of a test: the standard error of a p of .05 is then .002.
const ROUNDS: u32 = 10_000;

/// Up to so many topics that differ every assignment is tried, which is exact and no slower.
const MOST_EXACT: usize = 13;

/// The seed of the test: the same two runs always get the same p.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// A difference below this is rounding.
const SMALLEST_DIFFERENCE: f64 = 1e-9;

/// One measure of a run beside that of another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The measure, by its name.
    pub measure: String,
    /// Its mean over the judged topics in the run that is compared with.
    pub before: f64,
    /// Its mean in the run at hand.
    pub after: f64,
    /// Topics that are better, worse, and the same.
    pub better: usize,
    /// Topics that are worse.
    pub worse: usize,
    /// Topics that are the same.
    pub same: usize,
    /// How often chance alone gives a difference as large, by a two-sided paired randomisation test (Fisher; Smucker,
    /// Allan and Carterette, CIKM 2007): 1 where nothing differs; below .05 is usually called significant.
    pub p: f64,
    /// The topics that differ, those that moved most first.
    pub moved: Vec<Moved>,
}

/// A topic that differs between two runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// The topic's id.
    pub topic: String,
    /// The measure in the run that is compared with.
    pub before: f64,
    /// The measure in the run at hand.
    pub after: f64,
}

impl Moved {
    /// What the topic gained.
    pub fn gain(&self) -> f64 {
        self.after - self.before
    }
}

/// Compares two evaluations of the same judgments by one measure; topics that only one of them has are passed over.
///
/// # Example
/// ```
/// use fiche::eval::{Measure, Qrels, Run, compare, evaluate};
///
/// let qrels = Qrels::parse("1 0 a 1\n2 0 b 1\n")?;
/// let before = Run::parse("1 Q0 x 1 2 t\n1 Q0 a 2 1 t\n2 Q0 b 1 1 t\n")?;
/// let after = Run::parse("1 Q0 a 1 2 t\n2 Q0 b 1 1 t\n")?;
/// let [before, after] = [before, after].map(|run| evaluate(&qrels, &run, &[Measure::MRR]));
/// let comparison = compare(&before, &after, Measure::MRR);
/// assert_eq!((comparison.before, comparison.after, comparison.better), (0.75, 1.0, 1));
/// # Ok::<(), fiche::eval::EvalError>(())
/// ```
pub fn compare(before: &Evaluation, after: &Evaluation, measure: Measure) -> Comparison {
    let pairs = pairs(before, after, measure);
    let count = pairs.len();
    let mean = |of: fn(&Moved) -> f64| pairs.iter().map(of).sum::<f64>() / count.max(1) as f64;
    let (mean_before, mean_after) = (mean(|it| it.before), mean(|it| it.after));
    let mut moved: Vec<Moved> = pairs;
    moved.retain(|it| it.gain().abs() > SMALLEST_DIFFERENCE);
    moved.sort_by(|a, b| b.gain().abs().total_cmp(&a.gain().abs()));
    let gains: Vec<f64> = moved.iter().map(Moved::gain).collect();
    let better = gains.iter().filter(|gain| **gain > 0.0).count();
    Comparison {
        measure: measure.to_string(),
        before: mean_before,
        after: mean_after,
        better,
        worse: moved.len() - better,
        same: count - moved.len(),
        p: chance(&gains),
        moved,
    }
}

/// Both evaluations list their topics in the same order.
fn pairs(before: &Evaluation, after: &Evaluation, measure: Measure) -> Vec<Moved> {
    let mut others = before.topics.iter().peekable();
    let mut pairs = Vec::new();
    for topic in &after.topics {
        while others.next_if(|it| it.topic < topic.topic).is_some() {}
        let Some(other) = others.next_if(|it| it.topic == topic.topic) else {
            continue;
        };
        if let (Some(before), Some(after)) =
            (other.measures.get(measure), topic.measures.get(measure))
        {
            let topic = topic.topic.clone();
            pairs.push(Moved {
                topic,
                before,
                after,
            });
        }
    }
    pairs
}

/// The share of assignments of signs under which the sum is at least as far from 0.
fn chance(gains: &[f64]) -> f64 {
    let observed = gains.iter().sum::<f64>().abs() - SMALLEST_DIFFERENCE;
    let reaches = |sum: f64| u32::from(sum.abs() >= observed);
    if gains.len() <= MOST_EXACT {
        let all = 1_u32 << gains.len();
        let count: u32 = (0..all)
            .map(|signs| reaches(signed(gains, |at| signs & (1 << at) != 0)))
            .sum();
        return f64::from(count) / f64::from(all);
    }
    let mut bits = Bits::seeded(SEED);
    let count: u32 = (0..ROUNDS)
        .map(|_| reaches(signed(gains, |_| bits.next())))
        .sum();
    // The assignment that was observed is one of those that could have been drawn.
    f64::from(count + 1) / f64::from(ROUNDS + 1)
}

fn signed(gains: &[f64], mut turns: impl FnMut(usize) -> bool) -> f64 {
    let signed = gains.iter().enumerate();
    signed
        .map(|(at, gain)| if turns(at) { -gain } else { *gain })
        .sum()
}

/// Random bits (xorshift64*: Vigna, 2016): the test needs no more, and a seed makes it repeatable.
struct Bits {
    state: u64,
    left: u32,
    word: u64,
}

impl Bits {
    fn seeded(state: u64) -> Self {
        let (left, word) = (0, 0);
        Self { state, left, word }
    }

    fn next(&mut self) -> bool {
        if self.left == 0 {
            self.state ^= self.state >> 12;
            self.state ^= self.state << 25;
            self.state ^= self.state >> 27;
            self.word = self.state.wrapping_mul(0x2545_f491_4f6c_dd1d);
            self.left = u64::BITS;
        }
        self.left -= 1;
        let bit = self.word >> self.left & 1;
        bit == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_exact_for_few_topics() {
        // Two topics that gain alike: all signs alike in two of four assignments.
        assert!((chance(&[0.5, 0.5]) - 0.5).abs() < 1e-12);
        assert!((chance(&[0.1; 10]) - 2.0 / 1024.0).abs() < 1e-12);
        assert!((chance(&[]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn chance_tells_noise_from_a_gain() {
        let noise: Vec<f64> = (0..60).map(|at| f64::from(at % 7) - 3.0).collect();
        let gain: Vec<f64> = noise.iter().map(|it| it + 2.0).collect();
        assert!(chance(&noise) > 0.5, "{}", chance(&noise));
        assert!(chance(&gain) < 0.001, "{}", chance(&gain));
        assert!((chance(&gain) - chance(&gain)).abs() < f64::EPSILON);
    }
}
