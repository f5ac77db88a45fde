//! Ascending numbers in few bits, as 64-bit words.
//!
//! Numbers that lie evenly have gaps that are distributed geometrically, and a Rice code (Rice, Plaunt, IEEE Transactions on
//! Communications 19, 1971) writes such a gap in a few hundredths of a bit more than it tells: its upper part as so many
//! zeros and a one, its lower part as it is. How many bits the lower part has is chosen for each list.

/// Bits that tell how many numbers there are, and how many bits of each gap are written as they are.
const COUNT_BITS: u32 = 7;
const WIDTH_BITS: u32 = 5;

/// The most numbers that a list can have.
pub(super) const MAX_NUMBERS: usize = (1 << COUNT_BITS) - 1;

/// Writes numbers that ascend, each once and at most [`MAX_NUMBERS`] of them.
pub(super) fn write(numbers: &[u32], bits: &mut BitWriter) {
    let width = best_width(numbers);
    bits.put(numbers.len() as u64, COUNT_BITS);
    bits.put(u64::from(width), WIDTH_BITS);
    for gap in gaps(numbers) {
        bits.put_unary(gap >> width);
        bits.put(gap & ((1 << width) - 1), width);
    }
}

/// The numbers that were written next; `None` where no list was.
pub(super) fn read(bits: &mut BitReader<'_>) -> Option<Vec<u32>> {
    let count = bits.take(COUNT_BITS)?;
    let width = bits.take(WIDTH_BITS)? as u32;
    let mut numbers = Vec::with_capacity(count as usize);
    let mut least = 0;
    for _ in 0..count {
        let gap = bits.take_unary()? << width | bits.take(width)?;
        let number = u32::try_from(least + gap).ok()?;
        numbers.push(number);
        least = u64::from(number) + 1;
    }
    Some(numbers)
}

/// How far each number is from the least that it could be.
fn gaps(numbers: &[u32]) -> impl Iterator<Item = u64> {
    let mut least = 0;
    numbers.iter().map(move |number| {
        let number = u64::from(*number);
        let gap = number - least;
        least = number + 1;
        gap
    })
}

/// The width with which the list takes the fewest bits.
fn best_width(numbers: &[u32]) -> u32 {
    let bits = |width: &u32| {
        let of_gap = |gap| (gap >> width) + u64::from(*width);
        gaps(numbers).map(of_gap).sum::<u64>()
    };
    (0..1 << WIDTH_BITS).min_by_key(bits).unwrap_or_default()
}

/// Numbers of any widths, one after the other.
#[derive(Default)]
pub(super) struct BitWriter {
    pub(super) words: Vec<u64>,
    /// Bits that are written.
    length: u32,
}

impl BitWriter {
    /// Adds a number of so many bits, at most 32 of them.
    pub(super) fn put(&mut self, number: u64, bits: u32) {
        if bits == 0 {
            return;
        }
        let at = self.length % u64::BITS;
        match self.words.last_mut() {
            Some(last) if at > 0 => *last |= number << at,
            _ => self.words.push(number),
        }
        if at + bits > u64::BITS {
            self.words.push(number >> (u64::BITS - at));
        }
        self.length += bits;
    }

    /// Adds so many zeros and a one.
    fn put_unary(&mut self, mut zeros: u64) {
        const MOST: u32 = 32;
        while zeros >= u64::from(MOST) {
            self.put(0, MOST);
            zeros -= u64::from(MOST);
        }
        self.put(1 << zeros, zeros as u32 + 1);
    }
}

/// Reads what a [`BitWriter`] has written.
pub(super) struct BitReader<'a> {
    words: &'a [u64],
    at: u32,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(words: &'a [u64]) -> Self {
        Self { words, at: 0 }
    }

    /// What is left of the word at which the reader stands, and how many bits.
    fn rest(&self) -> Option<(u64, u32)> {
        let read = self.at % u64::BITS;
        let word = self.words.get((self.at / u64::BITS) as usize)?;
        Some((word >> read, u64::BITS - read))
    }

    /// The next number of so many bits, at most 32.
    pub(super) fn take(&mut self, bits: u32) -> Option<u64> {
        if bits == 0 {
            return Some(0);
        }
        let (mut number, held) = self.rest()?;
        self.at += bits;
        if held < bits {
            let next = self.words.get((self.at / u64::BITS) as usize)?;
            number |= next << held;
        }
        Some(number & ((1 << bits) - 1))
    }

    /// How many zeros stand before the next one.
    fn take_unary(&mut self) -> Option<u64> {
        let mut zeros = 0;
        loop {
            let (rest, held) = self.rest()?;
            let here = rest.trailing_zeros();
            if here < held {
                self.at += here + 1;
                return Some(zeros + u64::from(here));
            }
            zeros += u64::from(held);
            self.at += held;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(numbers: &[u32]) -> Vec<u64> {
        let mut bits = BitWriter::default();
        write(numbers, &mut bits);
        bits.words
    }

    fn read_from(words: &[u64]) -> Option<Vec<u32>> {
        read(&mut BitReader::new(words))
    }

    #[test]
    fn lists_at_the_ends_of_what_can_be_told_come_back() {
        let most: Vec<u32> = (0..MAX_NUMBERS as u32)
            .map(|at| u32::MAX - at)
            .rev()
            .collect();
        for list in [&[][..], &[0], &[u32::MAX], &[0, u32::MAX], &most] {
            assert_eq!(read_from(&written(list)).as_deref(), Some(list));
        }
        assert_eq!(read_from(&[]), None);
        assert_eq!(read_from(&written(&most)[..1]), None, "it was cut");
    }

    #[test]
    fn numbers_that_lie_evenly_take_hardly_more_than_they_tell() {
        let scattered = |at: u32| at.wrapping_mul(0x9e37_79b9) >> 4;
        let mut numbers: Vec<u32> = (1..1400).map(scattered).collect();
        numbers.sort_unstable();
        numbers.truncate(64);
        // One of 2^28 in 1,400: 17.5 bits, and 1.44 for where it is within them.
        assert!(written(&numbers).len() <= 20);
    }

    proptest! {
        #[test]
        fn any_list_comes_back(
            mut numbers in prop::collection::vec(any::<u32>(), 0..MAX_NUMBERS),
            shift in 0..32_u32,
        ) {
            for number in &mut numbers {
                *number >>= shift;
            }
            numbers.sort_unstable();
            numbers.dedup();
            prop_assert_eq!(read_from(&written(&numbers)), Some(numbers));
        }

        #[test]
        fn any_words_are_a_list_or_none(words in prop::collection::vec(any::<u64>(), 0..8)) {
            if let Some(numbers) = read_from(&words) {
                prop_assert!(numbers.is_sorted_by(|a, b| a < b));
            }
        }
    }
}
