//! How rare a phrase is, told by its words: to count the articles that hold it is to find them all.
//!
//! Its `idf` is the sum of its words', as Lucene has it: what it would be if the words met by chance, as the `idf` of words that meet
//! by chance in an article add up. A phrase whose words keep company, `Hong Kong`, is taken for rarer than it is, but never for rarer
//! than what a single article holds. Of several readings the commonest tells.

use super::Phrase;
use crate::search::prepare::{Found, Prepared, holding, idf};

/// At most so many articles hold the unit, which is a phrase: those that hold the rarest word of a reading.
pub(in crate::search) fn articles_at_most(prepared: &Prepared<'_>, unit: usize) -> u64 {
    let rarest = readings(prepared, unit).map(|words| words.into_iter().min().unwrap_or(0));
    rarest.sum::<u64>().min(prepared.articles)
}

/// The `idf` of a unit that is a phrase, among so many articles.
pub(in crate::search) fn rarity(prepared: &Prepared<'_>, unit: usize, among: u64) -> f32 {
    let rarest = idf(1.min(among), among);
    let held = readings(prepared, unit).filter(|words| words.iter().all(|it| *it > 0));
    let sums = held.map(|words| words.iter().map(|it| idf(*it, among)).sum::<f32>());
    sums.fold(rarest, f32::min)
}

/// Of each reading of a unit, how many articles hold each of its words.
fn readings<'a>(prepared: &'a Prepared<'_>, unit: usize) -> impl Iterator<Item = Vec<u64>> + 'a {
    let segments = prepared.found.iter().map(move |found| &found[unit]);
    let phrases = segments.filter_map(|found| match found {
        Found::Phrase(phrase) => Some(phrase.as_ref()),
        Found::Terms(_) | Found::Docs(_) => None,
    });
    let phrases: Vec<&Phrase> = phrases.collect();
    let count = phrases.first().map_or(0, |phrase| phrase.readings.len());
    (0..count).map(move |reading| {
        let places = 0..phrases[0].readings[reading].len();
        let held = places.map(|place| {
            let terms = phrases.iter().map(|it| &it.readings[reading][place].terms);
            holding(terms.flatten())
        });
        held.collect()
    })
}
