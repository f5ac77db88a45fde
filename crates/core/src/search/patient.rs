//! An automaton that gives up: a pattern that hardly a word matches walks a dictionary of millions without a match at which
//! the clock could be looked at.

use std::cell::Cell;

use tantivy_fst::Automaton;

use super::deadline::Deadline;
use super::rank::Stop;

/// Letters between two looks at the clock, some hundred microseconds.
const LETTERS_PER_CHECK: u32 = 4_096;

/// An automaton that matches nothing more once the deadline has passed.
pub(super) struct Patient<'a, A> {
    automaton: &'a A,
    deadline: &'a Deadline,
    letters_left: Cell<u32>,
    is_over: Cell<bool>,
}

impl<'a, A> Patient<'a, A> {
    pub(super) fn new(automaton: &'a A, deadline: &'a Deadline) -> Self {
        Self {
            automaton,
            deadline,
            letters_left: Cell::new(LETTERS_PER_CHECK),
            is_over: Cell::new(false),
        }
    }

    /// Whether all was walked; to be asked where a walk has come to its end.
    pub(super) fn ended(&self) -> Result<(), Stop> {
        self.deadline.check()
    }
}

impl<A: Automaton> Automaton for Patient<'_, A> {
    type State = A::State;

    fn start(&self) -> A::State {
        self.automaton.start()
    }

    fn is_match(&self, state: &A::State) -> bool {
        self.automaton.is_match(state)
    }

    fn can_match(&self, state: &A::State) -> bool {
        !self.is_over.get() && self.automaton.can_match(state)
    }

    fn accept(&self, state: &A::State, byte: u8) -> A::State {
        match self.letters_left.get() {
            0 => {
                self.letters_left.set(LETTERS_PER_CHECK);
                self.is_over.set(self.deadline.check().is_err());
            }
            left => self.letters_left.set(left - 1),
        }
        self.automaton.accept(state, byte)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tantivy_fst::{IntoStreamer as _, Map, Regex, Streamer as _};

    use super::*;

    /// How many words of a made-up dictionary a pattern matches before the deadline.
    fn matching(pattern: &str, deadline: &Deadline) -> (usize, bool) {
        let words = (0..20_000).map(|number| format!("w{number:05}"));
        let dictionary = Map::from_iter(words.map(|word| (word, 0))).unwrap();
        let regex = Regex::new(pattern).unwrap();
        let patient = Patient::new(&regex, deadline);
        let mut stream = dictionary.search(&patient).into_stream();
        let mut count = 0;
        while stream.next().is_some() {
            count += 1;
        }
        (count, patient.ended().is_ok())
    }

    #[test]
    fn a_walk_without_a_match_ends_at_the_deadline() {
        let (endless, over) = (
            Deadline::new(None, None),
            Deadline::new(Some(Duration::ZERO), None),
        );
        // The last word of the dictionary is never come to.
        let last = "w.*19999";
        assert_eq!(matching(last, &endless), (1, true));
        assert_eq!(matching(last, &over), (0, false));
        assert_eq!(matching("w.*", &endless), (20_000, true));
        let (some, is_whole) = matching("w.*", &over);
        assert!(some < 20_000 && !is_whole, "{some}");
    }
}
