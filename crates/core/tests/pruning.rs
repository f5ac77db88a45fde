//! A pruned search gives the very list that an exhaustive one gives, number for number.

mod common;

use common::{Words, collection};
use fiche::{Article, Counting, Index, Recency, Search, Weights};

/// Queries of every shape that is pruned, made of words of all frequencies.
fn queries(words: &mut Words) -> Vec<String> {
    let mut queries = Vec::new();
    for _ in 0..180 {
        let (a, b, c, d) = (words.next(), words.next(), words.next(), words.next());
        queries.extend([
            a.clone(),
            format!("{a} {b}"),
            format!("{a} {b} {c}"),
            format!("{a} {b} {c} {d} {a}"),
            format!("{a}^3 {b} -{c}"),
            format!("{a} {b} words:>40"),
            format!("“{a} {b}”"),
            format!("“{a} {b} {c}”"),
            format!("“{a} {b}” words:>40 -{c}"),
            format!("title:“{a} {b}”"),
            format!("“{a} {b}” {c}"),
            format!("“{a} {b}” “{c} {d}”"),
            format!("+“{a} {b}” {c} -“{c} {d}”"),
            format!("+{c} “{a} {b}”"),
            format!("{a}-{b} {c}"),
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

/// Articles of everyday words, of which some stand together oftener than by chance.
fn everyday() -> Index {
    const WORDS: [&str; 14] = [
        "the", "of", "to", "be", "or", "not", "harbour", "harbours", "strike", "Kyiv", "Kiev",
        "COVID-19", "covid", "19",
    ];
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut state = 5_u64;
    let mut draw = |end: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % end
    };
    for number in 0..4_000 {
        let mut words = |count: u64| {
            // The later a word, the rarer it is.
            let word = |_| {
                let end = 1 + draw(WORDS.len() as u64);
                WORDS[draw(end) as usize]
            };
            (0..count).map(word).collect::<Vec<_>>().join(" ")
        };
        let (title, body) = (words(number % 5), words(3 + number % 60));
        let mut article = Article::new(number.to_string(), title, body);
        if number % 9 == 0 {
            article.captions.push(words(12));
        }
        writer.upsert(article).unwrap();
        if number == 2_500 {
            writer.commit().unwrap();
        }
    }
    for number in (0..4_000).step_by(17) {
        writer.delete(&number.to_string()).unwrap();
    }
    writer.commit().unwrap();
    index
}

#[test]
fn phrases_of_function_words_and_names_are_pruned_to_the_exhaustive_list_too() {
    let index = everyday();
    let mut found = 0;
    for query in [
        "“the of”",
        "“to be or not to be”",
        "“not to be” harbour",
        "“the harbour of”",
        "“the strike of the harbour”",
        "“of Kyiv”",
        "“Kyiv strike” words:>20",
        "“the Kiev”~2",
        "“harbour strike”~3",
        "harbour NEAR/2 strike",
        "“harbour of” NEAR/3 “the strike”",
        "COVID-19",
        "COVID-19 strike",
        "“the COVID-19 strike”",
        "title:“the of”",
        "“the of” -title:“the of”",
        "+“the of” +“of the” strike",
        "“of the” OR (“or not” strike)",
        "(“of the” “to be”) harbour^2",
        "captions:“harbour of”",
    ] {
        for limit in [1, 10, 300] {
            let search: Search = query.parse().unwrap();
            let search = search.counting(Counting::Nothing).limit(limit);
            let pruned = index.rank(&search).unwrap().ids().unwrap();
            let exhaustive = index.rank(&search.exhaustive()).unwrap().ids().unwrap();
            assert_eq!(pruned, exhaustive, "query: {query}");
            found += pruned.len();
        }
    }
    assert!(found > 2_000, "{found}");
}

#[test]
fn phrases_with_many_articles_to_look_into_are_found_wherever_they_are() {
    type Holds = fn(u32) -> bool;
    const ARTICLES: u32 = 9_000;
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let holds: [(&str, Holds); 6] = [
        ("never", |_| false),
        ("first", |number| number == 0),
        ("last", |number| number == ARTICLES - 1),
        ("rarely", |number| number % 1_200 == 1_100),
        ("lately", |number| number > 8_000 && number % 5 > 0),
        ("often", |number| number % 4 > 0),
    ];
    for number in 0..ARTICLES {
        let phrase = |(word, holds): (&str, Holds)| match holds(number) {
            true => format!("{word} quay wall. "),
            false => format!("{word} the quay wall. "),
        };
        let body: String = holds.into_iter().map(phrase).collect();
        let body = body + &"calm ".repeat(number as usize % 7);
        writer
            .upsert(Article::new(number.to_string(), "", body))
            .unwrap();
    }
    for number in (3..ARTICLES).step_by(50) {
        writer.delete(&number.to_string()).unwrap();
    }
    writer.finish().unwrap();
    let is_live = |number: &u32| number % 50 != 3;
    for (word, holds) in holds {
        let expected = (0..ARTICLES)
            .filter(|it| holds(*it))
            .filter(is_live)
            .count();
        for query in [
            format!("“{word} quay”"),
            format!("“{word} quay wall”"),
            format!("+“{word} quay” calm"),
        ] {
            let search: Search = query.parse().unwrap();
            let all = index
                .rank(&search.clone().limit(ARTICLES as usize))
                .unwrap();
            // A phrase that is nowhere is searched as its words.
            if word != "never" {
                assert_eq!(all.len(), expected, "query: {query}");
            }
            let best = index
                .rank(&search.counting(Counting::Nothing))
                .unwrap()
                .ids()
                .unwrap();
            let all = all.ids().unwrap();
            assert_eq!(best, all[..best.len()], "query: {query}");
        }
    }
}

#[test]
fn a_list_does_not_depend_on_what_was_counted_before() {
    let index = everyday();
    for query in [
        "“the harbour of”",
        "“harbour strike” Kyiv",
        "“strike strike strike strike strike”",
    ] {
        let search: Search = query.parse().unwrap();
        let list = |search: &Search| -> Vec<(String, f32)> {
            let hits = index.search(search).unwrap().hits.into_iter();
            hits.map(|hit| (hit.id, hit.score)).collect()
        };
        let counted = list(&search);
        assert_eq!(
            list(&search.counting(Counting::Nothing)),
            counted,
            "query: {query}"
        );
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
