//! The parts of compounds that languages write as one word, told by the collection's own words.

use super::{Compiler, Result};
use crate::analysis::{QueryWord, Split, splits};

impl Compiler<'_> {
    /// The two words that a compound is made of, where the collection knows both better than the whole: of all ways to part it the one
    /// with the highest geometric mean of the articles that hold each, the whole among them (Koehn and Knight, "Empirical methods for
    /// compound splitting", EACL 2003). No words where it is none.
    pub(super) fn compound(&self, word: &QueryWord, text: &str) -> Result<Vec<QueryWord>> {
        let whole = &text[word.start..word.end];
        let splits = splits(whole, self.context.analysis.languages);
        if word.stop || !word.parts.is_empty() || splits.is_empty() {
            return Ok(Vec::new());
        }
        let held = self.articles_of(word)?;
        // Squared, so that no root is drawn.
        let mut best = (held.saturating_mul(held), Vec::new());
        for split in splits {
            let (worth, parts) = self.parted(word, text, split)?;
            if worth > best.0 {
                best = (worth, parts);
            }
        }
        Ok(best.1)
    }

    /// The words of one way to part a word, and the product of the articles that hold each; none where one is no word.
    fn parted(&self, word: &QueryWord, text: &str, split: Split) -> Result<(u64, Vec<QueryWord>)> {
        let first = word.start..word.start + split.first_end;
        let second = word.start + split.second_start..word.end;
        let (mut worth, mut parts) = (1_u64, Vec::new());
        // The second part tells more: few endings are words.
        for span in [second, first] {
            let mut words = self.context.analysis.words(&text[span.clone()]);
            let Some(part) = words.pop().filter(|part| words.is_empty() && !part.stop) else {
                return Ok((0, Vec::new()));
            };
            worth = worth.saturating_mul(self.articles_of(&part)?);
            if worth == 0 {
                return Ok((0, Vec::new()));
            }
            parts.insert(
                0,
                QueryWord {
                    start: span.start,
                    end: span.end,
                    ..part
                },
            );
        }
        Ok((worth, parts))
    }
}
