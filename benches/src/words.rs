//! Words that can be said and that no language has, one for each rank; the first ranks are English function words.

/// The commonest words of English, most frequent first: real text is half function words, and engines treat them apart.
pub(crate) const FUNCTION_WORDS: [&str; 40] = [
    "the", "of", "and", "to", "a", "in", "that", "it", "is", "was", "for", "on", "with", "as",
    "he", "be", "at", "by", "had", "not", "are", "but", "from", "or", "has", "an", "they", "which",
    "one", "you", "were", "her", "all", "she", "there", "would", "their", "we", "him", "been",
];

const ONSETS: [&str; 20] = [
    "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "tr", "kl",
    "br", "sh",
];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ou"];
const CODAS: [&str; 8] = ["", "n", "r", "l", "s", "k", "m", "rt"];

const OPEN: usize = ONSETS.len() * VOWELS.len();
const CLOSED: usize = OPEN * CODAS.len();

/// How many syllables, and how many words of that length: shorter words are commoner, as in every language. None has one
/// syllable, so none is a function word.
const LENGTHS: [(u32, usize); 2] = [(2, OPEN * CLOSED), (3, OPEN * OPEN * CLOSED)];

/// How many ranks have a word.
pub(crate) const VOCABULARY: usize = 1 << 19;

/// Scatters neighbouring ranks over the alphabet; it has no factor in common with a row of [`LENGTHS`], so no two meet.
const SCATTER: usize = 7_368_787;

/// Every word, made once: writing an article is then copying.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    text: String,
    /// Where the word of each rank ends.
    ends: Vec<u32>,
}

impl Words {
    pub(crate) fn new() -> Self {
        let mut text = String::with_capacity(VOCABULARY * 8);
        let ends = (0..VOCABULARY).map(|rank| {
            push_word(rank, &mut text);
            text.len() as u32
        });
        let ends = ends.collect();
        Self { text, ends }
    }

    /// The word of a rank counted from 0; each rank has its own word.
    pub(crate) fn get(&self, rank: u32) -> &str {
        let rank = rank as usize;
        let start = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[rank] as usize]
    }

    /// The word of a rank as a name is written.
    pub(crate) fn name(&self, rank: u32) -> String {
        let mut text = self.get(rank).to_owned();
        text[..1].make_ascii_uppercase();
        text
    }
}

fn push_word(rank: usize, text: &mut String) {
    if let Some(word) = FUNCTION_WORDS.get(rank) {
        text.push_str(word);
        return;
    }
    let mut place = rank - FUNCTION_WORDS.len();
    for (syllables, words) in LENGTHS {
        if place < words {
            return push_syllables(place * (SCATTER % words) % words, syllables, text);
        }
        place -= words;
    }
}

fn push_syllables(place: usize, syllables: u32, text: &mut String) {
    let mut rest = place / CODAS.len();
    for _ in 0..syllables {
        let syllable = rest % OPEN;
        text.push_str(ONSETS[syllable / VOWELS.len()]);
        text.push_str(VOWELS[syllable % VOWELS.len()]);
        rest /= OPEN;
    }
    text.push_str(CODAS[place % CODAS.len()]);
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_rank_has_its_own_word() {
        let words = Words::new();
        let words: HashSet<&str> = (0..VOCABULARY as u32).map(|rank| words.get(rank)).collect();
        assert_eq!(words.len(), VOCABULARY);
        assert!(!words.contains(""));
    }

    #[test]
    fn commoner_words_are_shorter() {
        let words = Words::new();
        let mean = |ranks: std::ops::Range<u32>| {
            let count = f64::from(ranks.end - ranks.start);
            ranks.map(|rank| words.get(rank).len() as f64).sum::<f64>() / count
        };
        assert!(mean(0..40) < 3.5);
        assert!((4.5..6.5).contains(&mean(40..10_000)));
        assert!(mean(200_000..210_000) > 6.5);
    }
}
