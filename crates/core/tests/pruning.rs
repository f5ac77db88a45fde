//! A pruned search gives the very list that an exhaustive one gives, number for number.

mod common;

use common::{Words, collection};
use fiche::{Article, Counting, Index, Recency, Search, Weights};

/// Queries of every shape that is pruned, made of words of all frequencies.
fn queries(words: &mut Words) -> Vec<String> {
    let mut queries = Vec::new();
    for _ in 0..300 {
        let (a, b, c, d) = (words.next(), words.next(), words.next(), words.next());
        queries.extend([
            a.clone(),
            format!("{a} {b}"),
            format!("{a} {b} {c}"),
            format!("{a} {b} {c} {d} {a}"),
            format!("{a}^3 {b} -{c}"),
            format!("{a} {b} words:>40"),
            format!("“{a} {b}” {c}"),
            format!("title:{a} {b} {c}"),
            format!("+{a} {b} {c}"),
            format!("{a} NEAR/3 {b} {c}"),
            format!("“{a} {b}”~9"),
            format!("“{a} {b} {c}”~30 words:>20 -words:>60"),
            format!("{a} +{b} {c} words:30..90"),
        ]);
    }
    queries
}

#[test]
fn a_pruned_list_equals_the_exhaustive_one() {
    let index = collection(3_000, 5);
    let mut words = Words::seeded(7);
    for (number, query) in queries(&mut words).iter().enumerate() {
        let mut search: Search = query.parse().unwrap();
        search = search.counting(Counting::Nothing).limit(10);
        match number % 4 {
            1 => {
                search = search.weights(Weights {
                    k1: 0.9,
                    b: 0.4,
                    title: 3.0,
                    ..Weights::default()
                });
            }
            2 => {
                search = search
                    .recency(Recency::half_life_days(30.0))
                    .now(1_650_000_000);
            }
            3 => search = search.offset(5).limit(25),
            _ => {}
        }
        let pruned = index.rank(&search).unwrap().ids().unwrap();
        let exhaustive = index.rank(&search.exhaustive()).unwrap().ids().unwrap();
        assert_eq!(pruned, exhaustive, "query: {query}");
    }
}

#[test]
fn words_with_marks_are_pruned_to_the_exhaustive_list_too() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..3_000 {
        let cafe = if number % 3 == 0 { "café " } else { "cafe " };
        let name = if number % 7 == 0 { "Müller" } else { "Muller" };
        let body = format!(
            "{}{name} {}",
            cafe.repeat(number % 5),
            "quay ".repeat(number % 40)
        );
        writer
            .upsert(Article::new(number.to_string(), "", body))
            .unwrap();
    }
    writer.commit().unwrap();
    for query in [
        "café",
        "café Müller",
        "Müller quay café",
        "+Müller café",
        "“café Müller” quay",
        "cafe",
        "Muller cafe quay",
        "+muller Café",
        "“cafe muller” quay",
    ] {
        let search: Search = query.parse().unwrap();
        let pruned = index.rank(&search).unwrap().ids().unwrap();
        let exhaustive = index.rank(&search.exhaustive()).unwrap().ids().unwrap();
        assert_eq!(pruned, exhaustive, "query: {query}");
    }
}

#[test]
fn counts_equal_the_lists() {
    let index = collection(400, 3);
    let mut words = Words::seeded(11);
    for query in queries(&mut words).iter().take(500) {
        let search: Search = query.parse().unwrap();
        let found = index.search(&search.limit(10_000).passages(0)).unwrap();
        let total = found.total.unwrap();
        assert_eq!(total.any_word, found.hits.len() as u64, "query: {query}");
        assert!(total.all_words <= total.any_word, "query: {query}");
    }
}

#[test]
fn an_explanation_adds_up_to_the_score() {
    let index = collection(500, 2);
    let mut words = Words::seeded(13);
    for query in queries(&mut words).iter().take(300) {
        let search: Search = query.parse().unwrap();
        let search = search
            .explain()
            .passages(0)
            .recency(Recency::half_life_days(90.0));
        for hit in &index.search(&search.now(1_650_000_000)).unwrap() {
            let explanation = hit.explanation.as_ref().unwrap();
            let sum: f32 = explanation.parts.iter().map(|part| part.score).sum();
            let score = sum * explanation.age_factor.unwrap_or(1.0);
            let is_equal = (score - hit.score).abs() <= 1e-4 * hit.score.max(1.0);
            assert!(is_equal, "query: {query}, {score} is not {}", hit.score);
        }
    }
}
