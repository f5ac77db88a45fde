//! The numbers of the ranking, each named and with its source.

use crate::index::RANKED_COUNT;

/// How a search is ranked. The defaults are one setting for all collections; each can be set per search.
///
/// Score = Σ over words of `idf · sat(tf)`, where `tf` sums the word's occurrences over the fields, each divided by the
/// field's length and multiplied by its weight (BM25F: Robertson, Zaragoza, Taylor, CIKM 2004), `sat(x) = x (k1 + 1) /
/// (x + k1)`, and `idf = ln(1 + (N - n + .5) / (n + .5))` with one `n` per word over all fields, for a phrase the sum of its
/// words' as in Lucene; plus a bounded bonus for neighbouring words of the query that stand near one another (Rasolofo and
/// Savoy, ECIR 2003). The first words of the text, its lead, are indexed twice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Saturation of repeated words; positive. Robertson's own range is 1.2 to 2; as the lead counts twice and the title
    /// several times, frequencies are higher than those of one field. Of 1.2 to 2.2 the longer articles want more and single
    /// paragraphs less (`benches/ablation.sh`).
    pub k1: f32,
    /// How much a long field weighs down its words, 0 (not at all) to 1 (in proportion). .6 to .8 measure alike.
    pub b: f32,
    /// As `b`, of the headline and the standfirst; .3 to .9 measure alike on four sets with headlines. `k1` is one for all fields, as it
    /// saturates their sum.
    pub title_b: f32,
    /// Weight of a word in the headline; 3 to 7 measure alike.
    pub title: f32,
    /// Weight of a word in the standfirst.
    pub deck: f32,
    /// Weight of a word in the text.
    pub body: f32,
    /// Weight of a word in a caption.
    pub captions: f32,
    /// Weight of a word in what extraction removed.
    pub rest: f32,
    /// Weight of nearness: what two neighbours in the query add that stand side by side once, as a share of what the rarer
    /// of them is worth; twice that at most. 0 switches it off.
    pub proximity: f32,
    /// What a phrase or a compound is worth beside its words, which rank one by one; 0 leaves it to its words. An article
    /// that holds the words apart answers too, if less well. Of 0, .1, .2 and .5 the first three measure alike.
    pub phrase: f32,
    /// The power to which `idf` is raised: above 1, rare words tell more. Best of 1, 1.1, 1.15 and 1.3 on eleven sets.
    pub rarity: f32,
    /// How soon a word that the query says again counts little more: `r (k3 + 1) / (r + k3)` for `r` times, as Okapi weighs a
    /// query's words (Robertson and others, TREC-3, 1994). 0 counts it once, a high number counts every time. Tweets and
    /// abstracts repeat what they are about, and once more says less than something else.
    pub repeat: f32,
    /// What a word of asking, `articles` or `describe`, counts in a question of several words; 1 counts it as any word.
    pub asking: f32,
    /// What the account counts that signs a post, `— Jane Doe (@janedoe)`; 1 counts it as any word.
    pub account: f32,
}

/// Nearer to the highest share, frequencies are no longer told apart well enough to be had back.
const MOST_TOLD_SHARE: f32 = 0.99;

/// The highest of the numbers: sums and products of the formulas stay far within the numbers that there are.
const MOST_WEIGHT: f32 = 1e6;

/// The highest power of a word's rarity, which is some twenty at most.
const MOST_RARITY: f32 = 8.0;

impl Default for Weights {
    fn default() -> Self {
        Self {
            k1: 2.0,
            b: 0.7,
            title_b: 0.7,
            title: 5.0,
            deck: 2.5,
            body: 1.0,
            captions: 0.5,
            rest: 0.1,
            proximity: 0.3,
            phrase: 0.1,
            rarity: 1.1,
            repeat: 2.0,
            asking: 0.3,
            account: 0.3,
        }
    }
}

impl Weights {
    /// Their names, as a person types them and `fiche.toml` lists them.
    pub const NAMES: [&str; 14] = [
        "k1",
        "b",
        "title_b",
        "title",
        "deck",
        "body",
        "captions",
        "rest",
        "proximity",
        "phrase",
        "rarity",
        "repeat",
        "asking",
        "account",
    ];

    /// The number of this name.
    pub fn get(mut self, name: &str) -> Option<f32> {
        self.place(name).copied()
    }

    /// Sets the number of this name; false where there is none of it.
    ///
    /// # Example
    /// ```
    /// let mut weights = fiche::Weights::default();
    /// assert!(weights.set("title", 3.0) && !weights.set("titel", 3.0));
    /// assert_eq!(weights.get("title"), Some(3.0));
    /// ```
    pub fn set(&mut self, name: &str, value: f32) -> bool {
        self.place(name).map(|place| *place = value).is_some()
    }

    fn place(&mut self, name: &str) -> Option<&mut f32> {
        let at = Self::NAMES.iter().position(|known| *known == name)?;
        let places = [
            &mut self.k1,
            &mut self.b,
            &mut self.title_b,
            &mut self.title,
            &mut self.deck,
            &mut self.body,
            &mut self.captions,
            &mut self.rest,
            &mut self.proximity,
            &mut self.phrase,
            &mut self.rarity,
            &mut self.repeat,
            &mut self.asking,
            &mut self.account,
        ];
        places.into_iter().nth(at)
    }

    /// The weights of the ranked fields, in the order of the schema's table.
    pub(super) fn fields(&self) -> [f32; RANKED_COUNT] {
        [self.title, self.deck, self.body, self.captions, self.rest]
    }

    /// How much length weighs in each ranked field, in the order of the schema's table.
    pub(super) fn lengths(&self) -> [f32; RANKED_COUNT] {
        [self.title_b, self.title_b, self.b, self.b, self.b]
    }

    /// The same with every number where the formulas need it: finite, none negative or beyond a million, `k1` positive, each `b`
    /// at most 1.
    pub(super) fn sane(self) -> Self {
        let positive = |value: f32, default: f32| {
            if value.is_finite() && value >= 0.0 {
                value.min(MOST_WEIGHT)
            } else {
                default
            }
        };
        let default = Self::default();
        Self {
            k1: positive(self.k1, default.k1).max(0.001),
            b: positive(self.b, default.b).min(1.0),
            title_b: positive(self.title_b, default.title_b).min(1.0),
            title: positive(self.title, default.title),
            deck: positive(self.deck, default.deck),
            body: positive(self.body, default.body),
            captions: positive(self.captions, default.captions),
            rest: positive(self.rest, default.rest),
            proximity: positive(self.proximity, default.proximity),
            phrase: positive(self.phrase, default.phrase),
            rarity: positive(self.rarity, default.rarity).min(MOST_RARITY),
            repeat: positive(self.repeat, default.repeat),
            asking: positive(self.asking, default.asking),
            account: positive(self.account, default.account),
        }
    }

    /// How much of the score a word of this weighted frequency gets; below `k1 + 1`.
    pub(super) fn saturate(&self, frequency: f32) -> f32 {
        frequency * (self.k1 + 1.0) / (frequency + self.k1)
    }

    /// The weighted frequency that gets so much of the score; of shares near the highest, which many frequencies get, a
    /// frequency that gets less.
    pub(super) fn unsaturate(&self, share: f32) -> f32 {
        let share = share.min((self.k1 + 1.0) * MOST_TOLD_SHARE);
        share * self.k1 / (self.k1 + 1.0 - share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_leads_back_to_its_frequency() {
        let weights = Weights::default();
        for frequency in [0.0, 0.004, 0.5, 3.0, 80.0] {
            let back = weights.unsaturate(weights.saturate(frequency));
            assert!(
                (back - frequency).abs() <= frequency * 1e-4,
                "{back} is not {frequency}"
            );
        }
        let highest = weights.unsaturate(weights.k1 + 1.0);
        assert!(weights.saturate(highest) < weights.k1 + 1.0);
    }
}
