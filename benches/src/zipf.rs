//! Ranks by Zipf's law as Mandelbrot has it: the r-th word comes with weight 1 / (r + q)ˢ.

use crate::random::Random;

/// Mandelbrot's q: flattens the first ranks, as function words of English are.
const SHIFT: f64 = 2.7;

/// Draws ranks in constant time by Walker's alias method, in whole numbers.
#[derive(Debug, Clone)]
pub(crate) struct Zipf {
    /// For each slot: below which 32-bit threshold the slot itself is drawn, and what is drawn above.
    slots: Vec<(u32, u32)>,
}

impl Zipf {
    /// A law over so many ranks, counted from 0.
    pub(crate) fn new(ranks: usize) -> Self {
        let mut weights: Vec<f64> = (0..ranks).map(weight).collect();
        let scale = ranks as f64 / weights.iter().sum::<f64>();
        for weight in &mut weights {
            *weight *= scale;
        }
        Self::from_scaled(&mut weights)
    }

    /// Vose's construction: each slot is filled up to the mean weight 1 by one of the slots that have more.
    fn from_scaled(weights: &mut [f64]) -> Self {
        let mut slots: Vec<(u32, u32)> = (0_u32..)
            .take(weights.len())
            .map(|rank| (u32::MAX, rank))
            .collect();
        let (mut poor, mut rich): (Vec<usize>, Vec<usize>) =
            (0..weights.len()).partition(|&rank| weights[rank] < 1.0);
        while let (Some(low), Some(&high)) = (poor.pop(), rich.last()) {
            slots[low] = ((weights[low] * 4_294_967_296.0) as u32, high as u32);
            weights[high] -= 1.0 - weights[low];
            if weights[high] < 1.0 {
                rich.pop();
                poor.push(high);
            }
        }
        Self { slots }
    }

    pub(crate) fn draw(&self, random: &mut Random) -> u32 {
        let bits = random.next();
        let slot = ((bits >> 32) * self.slots.len() as u64) >> 32;
        let (threshold, alias) = self.slots[slot as usize];
        if (bits as u32) < threshold {
            slot as u32
        } else {
            alias
        }
    }
}

/// The weight of a rank counted from 0, with s = 1.125: the eighth root is three square roots, which every machine computes
/// alike, as it need not compute powers.
fn weight(rank: usize) -> f64 {
    let place = rank as f64 + 1.0 + SHIFT;
    1.0 / (place * place.sqrt().sqrt().sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    #[test]
    fn ranks_come_by_their_weight() {
        let (ranks, draws) = (1000, 200_000);
        let zipf = Zipf::new(ranks);
        let mut random = Random::stream(1, Purpose::Articles, 0);
        let mut counts = vec![0_u32; ranks];
        for _ in 0..draws {
            counts[zipf.draw(&mut random) as usize] += 1;
        }
        let total: f64 = (0..ranks).map(weight).sum();
        for range in [0..1, 1..10, 10..100, 100..1000] {
            let expected: f64 = range.clone().map(weight).sum::<f64>() / total;
            let seen = f64::from(counts[range.clone()].iter().sum::<u32>()) / f64::from(draws);
            assert!(
                (seen / expected - 1.0).abs() < 0.03,
                "{range:?}: {seen}, not {expected}"
            );
        }
    }
}
