//! Damage done to bytes, the same in each run.

/// A linear congruential generator with Knuth's constants of MMIX.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number of 31 bits.
    pub(crate) fn next(&mut self) -> usize {
        let step = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = step.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    /// A number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.next() % end.max(1)
    }
}

/// What failing disks, bad transfers and hostile people do to a file.
pub(crate) fn damage(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let (from, to) = (random.below(bytes.len()), random.below(bytes.len()));
    let (from, to) = (from.min(to), from.max(to));
    match random.below(7) {
        0 => bytes.truncate(from),
        1 => drop(bytes.drain(from..to)),
        2 => {
            let part = bytes[from..to].to_vec();
            let times = 1 + random.below(64);
            bytes.splice(
                from..from,
                part.repeat(times.min(1 + (1 << 16) / part.len().max(1))),
            );
        }
        3 => {
            let start = random.below(other.len());
            let end = start + random.below(other.len() - start);
            bytes.splice(from..to, other[start..end].iter().copied());
        }
        4 => bytes[from..to].fill(0),
        5 => bytes[from..to].reverse(),
        _ => {
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.next() as u8;
                }
            }
        }
    }
}
