//! Queries by kind, each taken from an article of the corpus, so that each finds something.

use std::ops::Range;

use crate::Corpus;
use crate::random::{Purpose, Random};
use crate::story::Story;
use crate::words::{FUNCTION_WORDS, VOCABULARY};

/// Bands of ranks, past the function words.
const COMMON: Range<u32> = FUNCTION_WORDS.len() as u32..400;
const MIDDLE: Range<u32> = 1_000..20_000;
const RARE: Range<u32> = 65_536..VOCABULARY as u32;
/// What a person would type: any word that tells something.
const TELLING: Range<u32> = 400..VOCABULARY as u32;

const PHRASE_WORDS: usize = 3;
const PREFIX_LETTERS: usize = 4;
/// Words of at least so many letters are cut short or misspelt.
const LONG_WORD: usize = 6;

/// How many articles are tried for one query before it is left out.
const ATTEMPTS: usize = 1000;

/// What a query asks for. Each kind strains another part of an engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueryKind {
    /// One word that few articles have.
    RareWord,
    /// One word of middling frequency.
    MiddleWord,
    /// One word that many articles have, and no function word.
    CommonWord,
    /// Two words of one article.
    TwoWords,
    /// Five words of one article.
    FiveWords,
    /// A rare word beside a common one.
    RareAndCommon,
    /// Three words, all required.
    AllWords,
    /// Three words in their order, function words among them.
    Phrase,
    /// The first letters of a word.
    Prefix,
    /// A word with a letter missing.
    Fuzzy,
    /// Two words in the month of the article.
    DateFilter,
}

impl QueryKind {
    /// Every kind, in the order of reports, with a short name for them.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::RareWord, "rare-word"),
        (Self::MiddleWord, "middle-word"),
        (Self::CommonWord, "common-word"),
        (Self::TwoWords, "two-words"),
        (Self::FiveWords, "five-words"),
        (Self::RareAndCommon, "rare-and-common"),
        (Self::AllWords, "all-words"),
        (Self::Phrase, "phrase"),
        (Self::Prefix, "prefix"),
        (Self::Fuzzy, "fuzzy"),
        (Self::DateFilter, "date-filter"),
    ];
}

impl Corpus {
    /// So many queries of a kind, in fiche's query language; the same ones for the same seed and size. A corpus of a few
    /// articles may have no word of a kind and give fewer.
    pub fn queries(&self, kind: QueryKind, count: usize) -> Vec<String> {
        let mut random = Random::stream(self.seed, Purpose::Queries, kind as u64);
        (0..count)
            .filter_map(|_| self.query(kind, &mut random))
            .collect()
    }

    fn query(&self, kind: QueryKind, random: &mut Random) -> Option<String> {
        let attempts = if self.is_empty() { 0 } else { ATTEMPTS };
        (0..attempts).find_map(|_| self.query_of(random.below(self.len()), kind, random))
    }

    /// A query of a kind that the article of a number answers, if it has the words for it.
    fn query_of(&self, number: usize, kind: QueryKind, random: &mut Random) -> Option<String> {
        let story = self.story(number);
        let mut draw = |band: &Range<u32>, count| {
            let ranks = draw_ranks(&story, band, count, random)?;
            Some(self.words_of(&ranks))
        };
        Some(match kind {
            QueryKind::RareWord => draw(&RARE, 1)?.concat(),
            QueryKind::MiddleWord => draw(&MIDDLE, 1)?.concat(),
            QueryKind::CommonWord => draw(&COMMON, 1)?.concat(),
            QueryKind::TwoWords => draw(&TELLING, 2)?.join(" "),
            QueryKind::FiveWords => draw(&TELLING, 5)?.join(" "),
            QueryKind::RareAndCommon => [draw(&RARE, 1)?, draw(&COMMON, 1)?].concat().join(" "),
            QueryKind::AllWords => format!("+{}", draw(&TELLING, 3)?.join(" +")),
            QueryKind::Phrase => {
                let ranks = draw_phrase(&story, random)?;
                format!("\"{}\"", self.words_of(&ranks).join(" "))
            }
            QueryKind::Prefix => {
                let word = long(draw(&TELLING, 1)?.concat())?;
                format!("{}*", &word[..PREFIX_LETTERS])
            }
            QueryKind::Fuzzy => {
                let word = long(draw(&TELLING, 1)?.concat())?;
                format!("{}~1", misspell(word, random))
            }
            QueryKind::DateFilter => {
                let date = self.article(number).published?;
                let month = format!("{:04}-{:02}", date.year(), date.month());
                format!("{} date:{month}", draw(&TELLING, 2)?.join(" "))
            }
        })
    }

    fn words_of(&self, ranks: &[u32]) -> Vec<&str> {
        ranks.iter().map(|&rank| self.words.get(rank)).collect()
    }
}

/// So many different words of a story's text whose ranks are in a band.
fn draw_ranks(
    story: &Story,
    band: &Range<u32>,
    count: usize,
    random: &mut Random,
) -> Option<Vec<u32>> {
    let mut ranks: Vec<u32> = story.sentences.iter().flatten().copied().collect();
    ranks.retain(|rank| band.contains(rank));
    ranks.sort_unstable();
    ranks.dedup();
    (ranks.len() >= count).then(|| {
        let take = |_| ranks.swap_remove(random.below(ranks.len()));
        (0..count).map(take).collect()
    })
}

/// Neighbouring words of one sentence, of which at least one tells something. A name is left out: it may stand in the
/// possessive.
fn draw_phrase(story: &Story, random: &mut Random) -> Option<Vec<u32>> {
    let sentence = random.pick(&story.sentences);
    let start = random.below(sentence.len().saturating_sub(PHRASE_WORDS - 1).max(1));
    let ranks = sentence.get(start..start + PHRASE_WORDS)?;
    let plain = |&rank: &u32| rank < VOCABULARY as u32 && !story.is_name(rank);
    let telling = ranks.iter().any(|rank| TELLING.contains(rank));
    (telling && ranks.iter().all(plain)).then(|| ranks.to_vec())
}

fn long(word: String) -> Option<String> {
    (word.len() >= LONG_WORD).then_some(word)
}

/// The word without one of its inner letters.
fn misspell(mut word: String, random: &mut Random) -> String {
    word.remove(random.within(1, word.len() - 2));
    word
}
