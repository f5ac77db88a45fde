//! What is offered where hardly an article holds all that was asked.

use fiche::{Advice, Article, Change, Counting, Found, Index, Search};

fn archive() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let stories = [
        (
            "a",
            "2022-03-14",
            "The harbour strike began",
            "Dockers left the quay at noon.",
        ),
        (
            "b",
            "2022-03-20",
            "Ferries stand still",
            "The strike at the harbour goes on, the dockers say.",
        ),
        (
            "c",
            "2022-05-02",
            "Harbour quiet again",
            "The strike is over, and the ferries sail.",
        ),
        (
            "d",
            "2023-01-10",
            "A year after the strike",
            "Wages at the harbour rose by a tenth.",
        ),
        (
            "e",
            "2023-02-11",
            "Storm over the harbour",
            "Ferries stayed at the quay.",
        ),
        (
            "f",
            "2023-02-12",
            "After the storm",
            "The harbour counts its broken boats.",
        ),
    ];
    for (id, day, title, body) in stories {
        let mut article = Article::new(id, title, body);
        article.published = Some(day.parse().unwrap());
        article.language = "en".parse().ok();
        writer.upsert(article).unwrap();
    }
    writer.commit().unwrap();
    index
}

fn advice(query: &str) -> Option<Advice> {
    let search: Search = query.parse().unwrap();
    archive().search(&search).unwrap().advice
}

#[test]
fn who_wants_none_gets_none_and_the_same_hits() {
    let index = archive();
    let search: Search = "harbour strike helicopter".parse().unwrap();
    let advised = index.search(&search).unwrap();
    let unadvised = index.search(&search.advice(false)).unwrap();
    assert!(advised.advice.is_some() && unadvised.advice.is_none());
    assert_eq!(advised.total, unadvised.total);
    let ids = |found: &Found| -> Vec<String> { found.iter().map(|hit| hit.id.clone()).collect() };
    assert_eq!(ids(&advised), ids(&unadvised));
}

fn offers(query: &str) -> Vec<(Change, String, u64)> {
    let offers = advice(query).expect(query).offers.into_iter();
    offers
        .map(|offer| (offer.change, offer.query, offer.articles))
        .collect()
}

#[test]
fn the_word_that_no_article_holds_is_told_and_left_out() {
    let told = advice("harbour strike helicopters").unwrap();
    let parts: Vec<_> = told
        .parts
        .iter()
        .map(|it| (it.text.as_str(), it.articles, it.without))
        .collect();
    assert_eq!(
        parts,
        [
            ("harbour", 6, Some(0)),
            ("strike", 4, Some(0)),
            ("helicopters", 0, Some(4)),
        ]
    );
    assert_eq!(
        offers("harbour strike helicopters"),
        [(Change::LeftOut, "harbour strike".to_owned(), 4)]
    );
}

#[test]
fn every_change_is_an_ordinary_query_with_less_in_it() {
    for (query, change, offered, articles) in [
        ("harbuor ferries", Change::Respelt, "harbour ferries", 3),
        ("=Strike", Change::AnyForm, "Strike", 4),
        ("\"dockers strike\"", Change::Apart, "dockers strike", 2),
        ("dockers NEAR/1 strike", Change::Apart, "dockers strike", 2),
        ("title:ferries", Change::AnyField, "ferries", 3),
        (
            "strike date:2022-03-14",
            Change::Widened,
            "strike date:2022-03",
            2,
        ),
        ("strike date:2022-03-14", Change::LeftOut, "strike", 4),
        ("strike lang:fr", Change::LeftOut, "strike", 4),
        (
            "harbour -storm -strike",
            Change::LeftOut,
            "harbour -strike",
            2,
        ),
    ] {
        let offers = offers(query);
        let expected = (change, offered.to_owned(), articles);
        assert!(offers.contains(&expected), "{query}: {offers:?}");
    }
}

#[test]
fn two_slips_are_mended_together() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for day in 1..7 {
        let body = format!("The evacuation went on, day {day}.");
        writer
            .upsert(Article::new(day.to_string(), "Mariupol", body))
            .unwrap();
    }
    writer.commit().unwrap();
    let search: Search = "Mariupl evacuaton".parse().unwrap();
    let advice = index.search(&search).unwrap().advice.unwrap();
    let offer = &advice.offers[0];
    assert_eq!(offer.query, "mariupol evacuation");
    assert_eq!(
        (offer.part.as_str(), offer.articles),
        ("Mariupl evacuaton", 6)
    );
}

#[test]
fn what_is_offered_finds_as_many_as_is_said_and_more_than_was_found() {
    let index = archive();
    let all = |query: &str| {
        let search: Search = query.parse().unwrap();
        index.search(&search).unwrap().total.unwrap().all_words
    };
    for query in [
        "harbour strike helicopters",
        "\"strike at the quay\" ferries date:2023-02-11",
        "title:strike title:quay -storm",
        "+storm +strike words:>3",
        "the strike of the dockers at noon",
    ] {
        for offer in advice(query).expect(query).offers {
            assert_eq!(all(&offer.query), offer.articles, "{query}: {offer:?}");
            assert!(offer.articles > all(query), "{query}: {offer:?}");
        }
    }
}

#[test]
fn function_words_are_not_to_blame() {
    let told = advice("the strike of the helicopters").unwrap();
    let parts: Vec<&str> = told.parts.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(parts, ["strike", "helicopters"]);
}

#[test]
fn nothing_is_offered_where_enough_is_found_or_nothing_counted() {
    assert_eq!(advice("harbour"), None);
    assert_eq!(advice("helicopters"), None);
    let index = archive();
    let search: Search = "harbour helicopters".parse().unwrap();
    let uncounted = search.counting(Counting::Nothing);
    assert_eq!(index.search(&uncounted).unwrap().advice, None);
    let many = "one two three four five six seven eight nine helicopters";
    assert_eq!(advice(many), None);
}

#[test]
fn what_was_typed_is_what_is_searched() {
    let search: Search = "harbuor".parse().unwrap();
    let found = archive().search(&search).unwrap();
    assert!(found.hits.is_empty() && found.advice.is_some());
}
