//! What a leaf of the query stands for, and how leaves are put together.

use crate::search::plan::Match;

/// A set that one leaf of the query stands for.
pub(super) struct Piece {
    pub(super) set: Match,
    pub(super) is_stop: bool,
    /// The words that it is made of, any of which is a hit beside other words.
    pub(super) parts: Vec<Match>,
}

impl Piece {
    pub(super) fn whole(set: Match) -> Self {
        Self {
            set,
            is_stop: false,
            parts: Vec::new(),
        }
    }
}

pub(super) fn any_of(pieces: &[Piece]) -> Match {
    Match::any(pieces.iter().map(|piece| piece.set.clone()).collect())
}

pub(super) fn all_of(pieces: &[Piece]) -> Match {
    Match::all(pieces.iter().map(|piece| piece.set.clone()).collect())
}

/// Any of the words of a phrase or compound that stands alone; beside other words they are hits already.
pub(super) fn parts_of(pieces: &[Piece]) -> Option<Match> {
    match pieces {
        [piece] if !piece.parts.is_empty() => Some(Match::any(piece.parts.clone())),
        _ => None,
    }
}
