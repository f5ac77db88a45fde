//! What each word of the articles found first is worth, by three models; the best word is worth 1.

use std::collections::HashMap;

use super::Feedback;
use super::observed::{Observed, Word};

/// The weights of the words of `observed`, in their order; `asked` holds the terms of the query.
pub(super) fn weigh(
    model: Feedback,
    observed: &Observed,
    asked: &HashMap<String, f32>,
) -> Vec<f32> {
    let words = observed.words.iter();
    let weights: Vec<f32> = match model {
        Feedback::Bo1 => words.map(|word| bo1(word, observed)).collect(),
        Feedback::Rm3 => words.map(|word| rm3(word, observed)).collect(),
        Feedback::Axiom => {
            let is_asked = |word: &&Word| asked.contains_key(&word.term);
            let asked: Vec<&Word> = words.clone().filter(is_asked).collect();
            words.map(|word| axiom(word, &asked, observed)).collect()
        }
    };
    let best = weights.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    weights.into_iter().map(|weight| weight / best).collect()
}

/// `tf · log2((1 + P) / P) + log2(1 + P)`, with the share `P` of the collection's articles that hold the word. Amati counts
/// the word's occurrences in the collection, which the index has not at hand.
fn bo1(word: &Word, observed: &Observed) -> f32 {
    let share = chance(word, observed);
    word.count() * ((1.0 + share) / share).log2() + (1.0 + share).log2()
}

/// The share of the word in each article, which counts as much as the article is trusted.
fn rm3(word: &Word, observed: &Observed) -> f32 {
    let articles = word.counts.iter().zip(&observed.lengths);
    let shares = articles.map(|(count, length)| count / length.max(f32::MIN_POSITIVE));
    shares
        .zip(&observed.trusts)
        .map(|(it, trust)| it * trust)
        .sum()
}

/// Articles in which words stand by chance, for each that was found.
const OTHERS: f32 = 20.0;

/// What the presence of the word tells of the presence of each word asked for, as mutual information, in the articles found
/// and [`OTHERS`] times as many in which words stand by chance. Fang and Zhai draw those at random; what is to be expected of
/// them is the same in every search.
fn axiom(word: &Word, asked: &[&Word], observed: &Observed) -> f32 {
    let told = |asked: &&Word| {
        let own = information(asked, asked, observed);
        let rarity = -chance(asked, observed).ln();
        if own > 0.0 {
            rarity * information(word, asked, observed) / own
        } else {
            0.0
        }
    };
    asked.iter().map(told).sum()
}

fn information(a: &Word, b: &Word, observed: &Observed) -> f32 {
    let others = observed.lengths.len() as f32 * OTHERS;
    let all = observed.lengths.len() as f32 + others;
    let holding = |word: &Word| word.holding() as f32 + others * chance(word, observed);
    let counts = a.counts.iter().zip(&b.counts);
    let together = counts.filter(|(a, b)| **a > 0.0 && **b > 0.0).count() as f32;
    let both = together + others * chance(a, observed) * chance(b, observed);
    let (in_a, in_b) = (holding(a), holding(b));
    let cell = |joint: f32, a: f32, b: f32| match joint > 0.0 && a > 0.0 && b > 0.0 {
        true => joint / all * (joint * all / (a * b)).ln(),
        false => 0.0,
    };
    cell(both, in_a, in_b)
        + cell(in_a - both, in_a, all - in_b)
        + cell(in_b - both, all - in_a, in_b)
        + cell(all - in_a - in_b + both, all - in_a, all - in_b)
}

/// How likely any article holds the word.
fn chance(word: &Word, observed: &Observed) -> f32 {
    word.articles as f32 / observed.articles.max(1) as f32
}
