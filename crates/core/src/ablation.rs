//! Pieces of the analysis that are left out to measure what they gain; in an ordinary build none is.
//!
//! With the feature `ablation` the variable `FICHE_WITHOUT` names them, spaces between: `lead stop-words`. An index and its
//! searches have them in common, so that no option of a search can switch them off; `benches/ablation.sh` makes indexes without.

/// A piece of the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The beginning of a text counts twice.
    Lead,
    /// Function words weigh nothing.
    StopWords,
    /// Words that languages write as one are searched as their parts too.
    Compounds,
    /// Words are stemmed.
    Stemming,
    /// Names and meanings that the stemmer must not make one are kept apart.
    StemList,
}

/// Whether a piece is left out.
#[cfg(not(any(test, feature = "ablation")))]
#[inline]
pub(crate) const fn is_without(_piece: Piece) -> bool {
    false
}

#[cfg(any(test, feature = "ablation"))]
pub(crate) use on::is_without;

#[cfg(any(test, feature = "ablation"))]
mod on {
    use std::sync::LazyLock;

    use super::Piece;

    /// The variable that names what is left out.
    const VARIABLE: &str = "FICHE_WITHOUT";

    const NAMES: [(&str, Piece); 5] = [
        ("lead", Piece::Lead),
        ("stop-words", Piece::StopWords),
        ("compounds", Piece::Compounds),
        ("stemming", Piece::Stemming),
        ("stem-list", Piece::StemList),
    ];

    /// Whether a piece is left out.
    pub(crate) fn is_without(piece: Piece) -> bool {
        static LEFT_OUT: LazyLock<Vec<Piece>> =
            LazyLock::new(|| named(&std::env::var(VARIABLE).unwrap_or_default()));
        LEFT_OUT.contains(&piece)
    }

    fn named(names: &str) -> Vec<Piece> {
        let known = |name| NAMES.iter().find(|(known, _)| *known == name);
        let pieces = names.split_whitespace().filter_map(known);
        pieces.map(|(_, piece)| *piece).collect()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn pieces_are_left_out_by_name() {
            assert_eq!(named("lead  stem-list"), [Piece::Lead, Piece::StemList]);
            assert!(named("").is_empty() && named("leads").is_empty());
            assert!(!is_without(Piece::Lead));
        }
    }
}
