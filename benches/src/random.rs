//! Chance that is the same on every machine: SplitMix64, and sampling by whole numbers.

/// SplitMix64 (Steele, Lea and Flood 2014). Its output is fixed by its definition, so a corpus does not change with a
/// dependency's version; it passes BigCrush, which is more than articles need.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

impl Random {
    /// A stream of its own for each number under a seed: article 7 is the same whether or not article 6 was made.
    pub(crate) fn stream(seed: u64, purpose: Purpose, number: u64) -> Self {
        let mut random = Self(seed ^ (purpose as u64).wrapping_mul(GOLDEN));
        let offset = random.next();
        Self(offset ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, by multiplication (Lemire 2019); its bias is below 2⁻³² for the small ends used here.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number of a closed range.
    pub(crate) fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True so many times in a thousand.
    pub(crate) fn chance(&mut self, per_mille: usize) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the items.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Near a standard normal: the sum of twelve uniforms (Irwin–Hall), by whole numbers until the last step.
    pub(crate) fn normal(&mut self) -> f64 {
        let sum: u64 = (0..12).map(|_| self.next() >> 32).sum();
        sum as f64 / 4_294_967_296.0 - 6.0
    }
}

/// What a stream of chance is for; streams of two purposes have nothing in common.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    Topics = 1,
    Pools = 2,
    Articles = 3,
    Queries = 4,
}

/// e to the power of x by repeated squaring. The platform's `exp` may differ in its last bit; products do not.
pub(crate) fn exp(x: f64) -> f64 {
    (0..20).fold(1.0 + x / 1_048_576.0, |power, _| power * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_splitmix64() {
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn streams_differ_by_purpose_and_number() {
        let first = |purpose, number| Random::stream(1, purpose, number).next();
        assert_ne!(first(Purpose::Articles, 1), first(Purpose::Articles, 2));
        assert_ne!(first(Purpose::Articles, 1), first(Purpose::Queries, 1));
    }

    #[test]
    fn exp_is_near_enough() {
        for x in [-3.0, -0.5, 0.0, 0.5, 3.0_f64] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
    }
}
