//! Whether a regular expression can be run over the words of an index: looked at before anything is built from it.
//!
//! The automaton of a pattern grows with the product of its nested counted repeats: `((a{0,50}){0,50}){0,50}` would not be
//! built in a minute. Matching is over whole words, so anchors and word boundaries say nothing, and neither does laziness.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};

/// The longest pattern, in bytes.
const MAX_BYTES: usize = 256;
/// Brackets within brackets of a pattern.
const MAX_NESTING: u32 = 16;
/// Characters and classes that a pattern stands for when its counted repeats are written out; `a{500}` is 500.
const MAX_SIZE: u64 = 500;

/// Why a pattern cannot be run, as the end of a sentence.
pub(super) fn refuse(pattern: &str) -> Option<&'static str> {
    if pattern.len() > MAX_BYTES {
        return Some("is longer than 256 bytes");
    }
    let parsed = ParserBuilder::new()
        .nest_limit(MAX_NESTING)
        .build()
        .parse(pattern);
    let Ok(hir) = parsed else {
        return Some("is not a regular expression");
    };
    if !hir.properties().look_set().is_empty() {
        return Some("has an anchor or a word boundary, but a pattern always matches a whole word");
    }
    if has_lazy(&hir) {
        return Some("has a lazy repeat, but a pattern always matches a whole word");
    }
    (size(&hir) > MAX_SIZE).then_some("has repeats that are too many or nested; write fewer")
}

/// The nesting limit of the parser bounds the recursion.
fn size(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => literal.0.len() as u64,
        HirKind::Class(_) => 1,
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1);
            size(&repetition.sub).saturating_mul(u64::from(times))
        }
        HirKind::Capture(capture) => size(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(size).fold(0, u64::saturating_add)
        }
    }
}

fn has_lazy(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Repetition(repetition) => !repetition.greedy || has_lazy(&repetition.sub),
        HirKind::Capture(capture) => has_lazy(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(has_lazy),
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_would_not_return_is_refused() {
        for pattern in [
            "((a{0,50}){0,50}){0,50}",
            "a{1000}",
            "(",
            "^a",
            r"\bkyiv",
            "a+?",
            "[z-a]",
        ] {
            assert!(refuse(pattern).is_some(), "{pattern}");
        }
        assert!(refuse(&"a".repeat(257)).is_some());
        assert!(refuse(&"(".repeat(100)).is_some());
    }

    #[test]
    fn an_ordinary_pattern_is_taken() {
        for pattern in [
            "ky(iv|ev)",
            "zelensk(y|yy|iy)",
            ".*tion",
            "[0-9]{4}",
            "київ",
        ] {
            assert_eq!(refuse(pattern), None, "{pattern}");
        }
    }
}
