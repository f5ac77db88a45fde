//! What an article says before it is written out: ranks of words, in sentences.
//!
//! Queries are taken from this form, which knows how common each word is.

use std::ops::{Range, RangeInclusive};

use crate::random::{Random, exp};
use crate::words::VOCABULARY;
use crate::zipf::Zipf;

/// A body has 350 tokens in the mean; their logarithm is normal with this deviation, so the median is 350 / e^(0.6²/2).
const MEDIAN_TOKENS: f64 = 292.0;
const TOKENS_DEVIATION: f64 = 0.6;
const TOKENS: Range<f64> = 40.0..4000.0;

/// How often, in a thousand tokens, a word is of the story's topic, of the story alone, or a number.
const BODY: Shares = Shares {
    topic: 90,
    own: 90,
    number: 8,
};
const TITLE: Shares = Shares {
    topic: 450,
    own: 150,
    number: 10,
};

const SENTENCE_TOKENS: (usize, usize) = (8, 28);
const TITLE_TOKENS: (usize, usize) = (4, 10);
const OWN_WORDS: usize = 10;

/// The ranks of topics' and stories' words, in doublings: none is a function word's, and a story's own are the rarer.
const TOPIC_OCTAVES: RangeInclusive<usize> = 8..=15;
const OWN_OCTAVES: RangeInclusive<usize> = 9..=18;

/// Of a topic's or a story's words the first so many are names.
pub(crate) const NAMES: usize = 2;

struct Shares {
    topic: usize,
    own: usize,
    number: usize,
}

/// What an event makes people write: its words, and the weeks in which they are written.
#[derive(Debug, Clone)]
pub(crate) struct Topic {
    pub(crate) words: [u32; 24],
    pub(crate) first_day: usize,
    pub(crate) days: usize,
}

impl Topic {
    pub(crate) fn new(random: &mut Random, span_days: usize) -> Self {
        let days = random.within(3, 60);
        Self {
            words: std::array::from_fn(|_| telling_rank(random, TOPIC_OCTAVES)),
            first_day: random.below(span_days - days),
            days,
        }
    }

    /// The first words of a topic come oftener than its last.
    fn draw(&self, random: &mut Random) -> u32 {
        let end = self.words.len();
        self.words[random.below(end).min(random.below(end))]
    }
}

/// Each doubling of the rank is as likely as the next, which is how Zipf's law spreads its mass: topics bend the curve little.
fn telling_rank(random: &mut Random, octaves: RangeInclusive<usize>) -> u32 {
    let first = 1 << random.within(*octaves.start(), *octaves.end());
    (first + random.below(first)) as u32
}

/// A story in ranks. A rank past the vocabulary is a number.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) title: Vec<u32>,
    pub(crate) sentences: Vec<Vec<u32>>,
    names: Vec<u32>,
}

impl Story {
    pub(crate) fn new(random: &mut Random, vocabulary: &Zipf, topic: Option<&Topic>) -> Self {
        let own: [u32; OWN_WORDS] = std::array::from_fn(|_| telling_rank(random, OWN_OCTAVES));
        let draw = |random: &mut Random, shares: &Shares| {
            let roll = random.below(1000);
            match topic {
                Some(topic) if roll < shares.topic => topic.draw(random),
                _ if roll >= 1000 - shares.own => *random.pick(&own),
                _ if roll >= 1000 - shares.own - shares.number => number(random),
                _ => vocabulary.draw(random),
            }
        };
        let title_tokens = random.within(TITLE_TOKENS.0, TITLE_TOKENS.1);
        let title = (0..title_tokens).map(|_| draw(random, &TITLE)).collect();
        let mut left = body_tokens(random);
        let mut sentences = Vec::with_capacity(left / SENTENCE_TOKENS.0);
        while left > 0 {
            let tokens = random
                .within(SENTENCE_TOKENS.0, SENTENCE_TOKENS.1)
                .min(left);
            sentences.push((0..tokens).map(|_| draw(random, &BODY)).collect());
            left -= tokens;
        }
        let topic_names = topic.into_iter().flat_map(|topic| &topic.words[..NAMES]);
        let names = topic_names.chain(&own[..NAMES]).copied().collect();
        Self {
            title,
            sentences,
            names,
        }
    }

    pub(crate) fn is_name(&self, rank: u32) -> bool {
        self.names.contains(&rank)
    }
}

/// Small numbers are commoner, and years of our time are common.
fn number(random: &mut Random) -> u32 {
    let value = match random.below(4) {
        0 => random.within(1990, 2022),
        1 => random.within(1, 1000),
        _ => random.within(2, 30),
    };
    (VOCABULARY + value) as u32
}

fn body_tokens(random: &mut Random) -> usize {
    let tokens = MEDIAN_TOKENS * exp(TOKENS_DEVIATION * random.normal());
    tokens.clamp(TOKENS.start, TOKENS.end) as usize
}
