//! Passing over the words of a text that cannot be one of the terms that are looked for, a byte at a time.
//!
//! A machine of seven states whose transitions are shifts (Per Vognsen, *Shift-based DFAs*, 2022): each byte has a row of numbers,
//! six bits for each state, and to shift it by the state gives the next. It takes two cycles a byte, and foresees no branch
//! wrongly but at the words where it stops.

use super::segment::{CORE, LOW_LINE, MARK, NON_ASCII, SPACE, class};

/// Bits of a state in a row.
const BITS: u64 = 6;

/// White space, or the beginning.
const GAP: u64 = 0;
/// White space right behind a word.
const AFTER: u64 = BITS;
/// Marks before a word.
const BEFORE: u64 = 2 * BITS;
/// A word that is none of the terms.
const WORD: u64 = 3 * BITS;
/// Marks behind it.
const BEHIND: u64 = 4 * BITS;
/// The first byte of a word that may be one of the terms.
const WANTED: u64 = 5 * BITS;
/// Anything else than a single word of ASCII between white space.
const OTHER: u64 = 6 * BITS;

/// What a text is passed over with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passing {
    /// By byte, the next state of each.
    rows: Box<[u64; 256]>,
}

impl Passing {
    /// Stops where a word begins with one of these bytes.
    pub(super) fn until(is_wanted: impl Fn(u8) -> bool) -> Self {
        let row = |byte: u8| {
            let next = |state| Self::next(state, byte, is_wanted(byte)) << state;
            [GAP, AFTER, BEFORE, WORD, BEHIND].map(next).iter().sum()
        };
        Self {
            rows: Box::new(std::array::from_fn(|byte| row(byte as u8))),
        }
    }

    fn next(state: u64, byte: u8, is_wanted: bool) -> u64 {
        let is_word = matches!(state, WORD | BEHIND);
        match class(byte) {
            SPACE if is_word => AFTER,
            SPACE => GAP,
            MARK if is_word => BEHIND,
            MARK => BEFORE,
            CORE if state == WORD => WORD,
            CORE if state == BEHIND => OTHER,
            CORE if is_wanted => WANTED,
            CORE => WORD,
            LOW_LINE | NON_ASCII.. => OTHER,
        }
    }

    /// The first place from a stretch's beginning on where a stretch begins that is no single word of ASCII or may be wanted, as it
    /// is asked of the bytes from there on, or the end of the text; and how many words were passed over before it.
    pub(super) fn pass(
        &self,
        bytes: &[u8],
        from: usize,
        may_be_wanted: impl Fn(&[u8]) -> bool,
    ) -> (usize, usize) {
        let (mut at, mut state, mut passed) = (from, GAP, 0);
        while let Some(byte) = bytes.get(at) {
            state = self.rows[usize::from(*byte)] >> state & ((1 << BITS) - 1);
            passed += usize::from(state == AFTER);
            if state >= WANTED {
                if state == OTHER || may_be_wanted(&bytes[at..]) {
                    let before = bytes[from..at].iter();
                    let space = before.rev().position(|byte| class(*byte) == SPACE);
                    return (space.map_or(from, |length| at - length), passed);
                }
                state = WORD;
            }
            at += 1;
        }
        let is_word = matches!(state, WORD | BEHIND);
        (at, passed + usize::from(is_word))
    }
}
