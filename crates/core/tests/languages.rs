//! A word is as rare as it is in the languages that use it.

#[path = "common/articles.rs"]
mod articles;

use articles::index_of;
use fiche::{Article, Index, Reason, Search};

/// Articles of a language that share a sentence; every `each`-th names the ship.
fn articles_in(code: &str, count: usize, sentence: &str, each: usize) -> Vec<Article> {
    let article = |number: usize| {
        let ship = if number.is_multiple_of(each) {
            " Meridian"
        } else {
            ""
        };
        let mut article = Article::new(format!("{code}{number}"), "", format!("{sentence}{ship}"));
        article.language = code.parse().ok();
        article
    };
    (0..count).map(article).collect()
}

/// What the word is worth in the first hit.
fn worth(index: &Index, word: &str) -> f32 {
    let search: Search = word.parse().unwrap();
    let found = index.search(&search.explain().passages(0)).unwrap();
    let parts = &found.hits[0].explanation.as_ref().unwrap().parts;
    let is_word = |reason: &Reason| matches!(reason, Reason::Occurs { .. });
    let parts = parts.iter().filter(|part| is_word(&part.reason));
    parts.map(|part| part.score).sum()
}

#[test]
fn a_common_word_of_a_small_language_is_not_made_rare_by_a_large_one() {
    let spanish = || articles_in("es", 60, "El puerto cerró este año", 6);
    let english = || articles_in("en", 900, "The quay was closed all day", 6);
    let alone = index_of(spanish());
    let mixed = index_of([spanish(), english()].concat());
    let commonness = worth(&mixed, "puerto") / worth(&alone, "puerto");
    assert!(
        commonness < 1.5,
        "`puerto` is worth {commonness} times as much"
    );
    let name = worth(&mixed, "Meridian") / worth(&alone, "Meridian");
    assert!((0.8..1.25).contains(&name), "the name: {name} times");
    assert!(worth(&mixed, "Meridian") > 10.0 * worth(&mixed, "puerto"));
}

#[test]
fn a_handful_of_articles_is_no_language_of_the_collection() {
    // Three articles that were taken for Catalan do not make their words common.
    let stray = articles_in("ca", 3, "Un vaixell al moll", 9);
    let english = articles_in("en", 900, "The quay was closed all day", 6);
    let mixed = index_of([stray, english].concat());
    assert!(worth(&mixed, "vaixell") > 2.0 * worth(&mixed, "Meridian"));
}
