//! What makes one article rank before another, and what a query of several parts finds.

#[path = "common/articles.rs"]
mod articles;

use articles::index_of;
use fiche::{Article, Copies, Found, Index, Reason, Search};

fn index(bodies: &[(&str, &str)]) -> Index {
    let articles = bodies.iter();
    index_of(articles.map(|(id, body)| Article::new(*id, "", *body)))
}

fn found(index: &Index, query: &str) -> Found {
    let search: Search = query.parse().unwrap();
    index
        .search(&search.passages(0).copies(Copies::Apart))
        .unwrap()
}

fn ids(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.id.as_str()).collect()
}

const HARBOUR: [(&str, &str); 5] = [
    (
        "phrase",
        "The harbour strike of the ferry crews ended on Monday after a long night.",
    ),
    (
        "words",
        "A strike of crews closed the old harbour; the ferry stayed at its quay all day.",
    ),
    (
        "one",
        "The harbour was quiet, and a ferry left for the islands at noon as usual.",
    ),
    (
        "tag",
        "Cape Town waited for the storm, and the schools of the city were closed.",
    ),
    (
        "other",
        "Bakers sold more bread than ever in the week before the holidays began.",
    ),
];

#[test]
fn the_words_of_a_phrase_rank_beside_other_words() {
    let found = found(&index(&HARBOUR), "“harbour strike” quay");
    let ids = ids(&found);
    assert!(ids.contains(&"one"), "{ids:?}");
    assert!(!ids.contains(&"other"), "{ids:?}");
}

#[test]
fn characters_of_one_run_are_not_near_one_another() {
    let index = index(&[
        ("a", "港口工人在罢工九天之后于星期一复工。"),
        ("b", "市政府通过了明年的预算。"),
    ]);
    let reasons = |query: &str| {
        let search: Search = query.parse().unwrap();
        let found = index.search(&search.explain()).unwrap();
        let explanation = found.hits[0].explanation.clone().unwrap();
        explanation.parts.into_iter().map(|part| part.reason)
    };
    let is_near = |reason| matches!(reason, Reason::Near);
    assert!(!reasons("港口工人").any(is_near));
    assert!(reasons("港口 罢工").any(is_near));
}

#[test]
fn a_word_with_the_marks_that_were_typed_comes_first() {
    let index = index(&[
        (
            "1",
            "Crews may resume work at the quay, Muller said on Monday.",
        ),
        (
            "2",
            "Crews may résumé work at the quay, Müller said on Monday.",
        ),
    ]);
    for query in [
        "résumé",
        "Müller",
        "quay Müller's",
        "#Müller quay",
        "RE\u{301}SUME\u{301}",
    ] {
        assert_eq!(ids(&found(&index, query)), ["2", "1"], "{query}");
    }
    for query in ["resume", "Muller", "quay"] {
        assert_eq!(ids(&found(&index, query)), ["1", "2"], "{query}");
    }
    let search: Search = "résumé".parse().unwrap();
    let found = index.search(&search.explain()).unwrap();
    let explanation = found.hits[0].explanation.as_ref().unwrap().to_string();
    assert!(
        explanation.contains("résumé with these marks, in 1 of 2 articles"),
        "{explanation}"
    );
}

#[test]
fn a_word_typed_without_marks_comes_first_without_them() {
    let index = index(&[
        ("1", "Müller said the crews would résumé work at the quay."),
        ("2", "Muller said the crews would resume work at the quay."),
        (
            "3",
            "Müller, or Muller, said the crews would resume, or résumé, work at the quay.",
        ),
        ("4", "Schäfer said nothing of the matter at the quay."),
    ]);
    for query in [
        "Muller",
        "MULLER resume",
        "quay muller's",
        "#Muller",
        "Muller-Schafer",
    ] {
        let found = found(&index, query);
        let ids = ids(&found);
        let place = |id: &str| ids.iter().position(|it| *it == id);
        assert!(place("2") < place("1"), "{query}: {ids:?}");
        assert!(place("3") < place("1"), "{query}: {ids:?}");
    }
    for (query, label, is_said) in [
        ("resume", "resume without marks, in 2 of 4 articles", true),
        // No article has it otherwise, or none has it so.
        ("quay", "without marks", false),
        ("Schafer", "without marks", false),
    ] {
        let search: Search = query.parse().unwrap();
        let found = index.search(&search.explain()).unwrap();
        let explanation = found.hits[0].explanation.as_ref().unwrap().to_string();
        assert_eq!(explanation.contains(label), is_said, "{explanation}");
    }
}

#[test]
fn of_equals_those_come_first_that_have_the_words_as_they_were_typed() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, day, body) in [
        (
            "1",
            "2022-03-14",
            "A marine of Kyiv left the quay with one talk.",
        ),
        (
            "2",
            "2022-03-10",
            "The marines of Kiev left the quay with five talks.",
        ),
        (
            "3",
            "2022-03-12",
            "The marines of Kyiv left the quay with five talks.",
        ),
    ] {
        let mut article = Article::new(id, "", body);
        article.published = day.parse().ok();
        article.language = "en".parse().ok();
        writer.upsert(article).unwrap();
    }
    writer.commit().unwrap();
    for (query, expected) in [
        ("marines", ["3", "2", "1"]),
        ("marine", ["1", "3", "2"]),
        ("talk", ["1", "3", "2"]),
        ("Kiev", ["2", "1", "3"]),
        ("marines kiev", ["2", "3", "1"]),
        ("quay", ["1", "3", "2"]),
    ] {
        assert_eq!(ids(&found(&index, query)), expected, "{query}");
    }
}

#[test]
fn a_phrase_alone_is_found_whole() {
    let found = found(&index(&HARBOUR), "“harbour strike”");
    assert_eq!(ids(&found), ["phrase"]);
    assert!(found.notes.is_empty(), "{:?}", found.notes);
}

#[test]
fn a_phrase_that_is_nowhere_is_taken_for_its_words() {
    let found = found(&index(&HARBOUR), "“strike at the harbour”");
    assert_eq!(ids(&found)[..2], ["phrase", "words"]);
    let messages: Vec<&str> = found.notes.iter().map(|it| it.message.as_str()).collect();
    assert!(messages[0].contains("single words"), "{messages:?}");
    assert_eq!(found.total.unwrap().all_words, 0);
}

#[test]
fn a_name_written_as_one_finds_its_words() {
    for query in ["#CapeTown", "@CapeTown"] {
        assert_eq!(ids(&found(&index(&HARBOUR), query)), ["tag"], "{query}");
    }
    assert!(found(&index(&HARBOUR), "CapeTown").hits.is_empty());
}

#[test]
fn an_address_beside_words_says_nothing() {
    let index = index(&[
        ("strike", "The harbour strike ended."),
        ("https", "What https and com mean in an address."),
    ]);
    let query = "harbour strike https://news.example.com/a1 pic.example.com/b2";
    let found = found(&index, query);
    assert_eq!(ids(&found), ["strike"]);
    assert_eq!(found.total.unwrap().all_words, 1);
    assert_eq!(ids(&self::found(&index, "https://example.com")), ["https"]);
}

#[test]
fn a_function_word_in_capitals_is_still_one_beside_itself() {
    let index = index(&HARBOUR);
    let found = found(&index, "The ferry of the storm is at \\THE quay.");
    assert!(!ids(&found).contains(&"other"), "{:?}", ids(&found));
}

#[test]
fn a_word_said_again_weighs_more_but_not_twice() {
    let index = index(&HARBOUR);
    let score = |query: &str| found(&index, query).hits[0].score;
    let (once, again) = (score("quay"), score("quay quay quay"));
    assert!(again > once * 1.5 && again < once * 2.5, "{once} {again}");
}

#[test]
fn a_word_of_the_lead_counts_more_than_one_further_down() {
    let filler = "and the day went on as other days do ".repeat(20);
    let index = index(&[
        ("end", &format!("{filler} ferry")),
        ("lead", &format!("ferry {filler}")),
        ("none", &filler),
    ]);
    assert_eq!(ids(&found(&index, "ferry")), ["lead", "end"]);
}

/// The same ten articles with a date each, but for two; three of them rank below the others.
fn twins() -> Vec<Article> {
    let dated = |number: u32| {
        let mut article = Article::new(format!("a{number}"), "", "The ferry left at noon.");
        let day = number / 2;
        article.published = (number < 8).then(|| format!("2022-03-1{day}").parse().unwrap());
        article
    };
    let mut articles: Vec<Article> = (0..10).map(dated).collect();
    for number in 0..3 {
        articles[number * 3].body = "The ferry left at noon for the outer islands.".into();
    }
    articles
}

#[test]
fn equals_stand_newest_first_however_they_were_indexed() {
    let mut lists = Vec::new();
    for turned in 0..4 {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        let mut articles = twins();
        articles.rotate_left(turned * 3);
        for (number, article) in articles.into_iter().enumerate() {
            writer.upsert(article).unwrap();
            if number == turned * 2 {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        for query in ["ferry", "ferry noon", "+ferry", "", "body:ferry"] {
            for limit in [1, 4, 6, 20] {
                let search = query.parse::<Search>().unwrap().limit(limit);
                lists.push(((query, limit), index.rank(&search).unwrap().ids().unwrap()));
                let exhaustive = index.rank(&search.exhaustive()).unwrap().ids().unwrap();
                assert_eq!(lists.last().unwrap().1, exhaustive, "{query} {limit}");
            }
        }
    }
    for (asked, list) in &lists {
        let (_, first) = lists.iter().find(|(other, _)| other == asked).unwrap();
        assert_eq!(list, first, "{asked:?}");
    }
    let (_, whole) = lists.iter().find(|(it, _)| *it == ("ferry", 20)).unwrap();
    let ids: Vec<&str> = whole.iter().map(|it| it.id.as_str()).collect();
    // The fourth and fifth share a day, the eighth and ninth have none.
    assert_eq!(
        ids,
        ["a7", "a4", "a5", "a2", "a1", "a8", "a9", "a6", "a3", "a0"]
    );
}

#[test]
fn equals_of_one_date_stand_as_their_collection_has_them() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in [10, 9, 2, 1, 11] {
        let id = format!("notes.jsonl#{number}");
        writer
            .upsert(Article::new(id, "", "The ferry left at noon."))
            .unwrap();
    }
    writer.commit().unwrap();
    for limit in [2, 4, 5] {
        let search = "ferry".parse::<Search>().unwrap().limit(limit);
        let listed = index.rank(&search).unwrap().ids().unwrap();
        let numbers: Vec<&str> = listed
            .iter()
            .map(|it| &it.id["notes.jsonl#".len()..])
            .collect();
        assert_eq!(numbers, ["1", "2", "9", "10", "11"][..limit]);
    }
}

/// The score of the first hit of a query with one of the weights set.
fn best(index: &Index, query: &str, weight: (&str, f32)) -> (String, f32) {
    let search = query.parse::<Search>().unwrap();
    let search = search.copies(Copies::Apart).weight(weight.0, weight.1);
    let hits = index.search(&search).unwrap().hits;
    (hits[0].id.clone(), hits[0].score)
}

const REPORTS: [(&str, &str); 4] = [
    (
        "about",
        "Ferries burnt less fuel after their engines were changed.",
    ),
    (
        "asking",
        "Please give articles and reports to the clerk, the notice said.",
    ),
    ("other", "Bakers sold more bread than ever in that week."),
    ("more", "A clerk gave a notice to the bakers of the town."),
];

#[test]
fn words_of_asking_weigh_little_in_a_question_and_not_in_a_query() {
    let index = index(&REPORTS);
    let question = "please give articles and reports on fuel of ferries";
    assert_eq!(best(&index, question, ("asking", 0.3)).0, "about");
    assert_eq!(best(&index, question, ("asking", 1.0)).0, "asking");
    for meant in [
        "articles",
        "give articles",
        "“give articles” please clerk notice fuel",
    ] {
        let (with, without) = (("asking", 0.3), ("asking", 1.0));
        assert_eq!(
            best(&index, meant, with),
            best(&index, meant, without),
            "{meant}"
        );
    }
}

#[test]
fn the_account_that_signs_a_post_weighs_little() {
    let index = index(&[
        (
            "post",
            "The harbour will stay open for all ferries on Monday.",
        ),
        ("account", "Follow @harbourdesk for news of the town."),
    ]);
    let post = "We repeat: the harbour will NOT close on Monday, it stays open for ferries. — Harbour Desk \
                (@harbourdesk) March 4, 2022";
    let with = best(&index, post, ("account", 0.3));
    assert_eq!(with.0, "post");
    let found = |weight| {
        let search = post.parse::<Search>().unwrap().weight("account", weight);
        let hits = index.search(&search).unwrap().hits;
        hits.iter()
            .find(|hit| hit.id == "account")
            .map(|hit| hit.score)
    };
    assert!(found(0.3) < found(1.0), "{:?} {:?}", found(0.3), found(1.0));
    let short = "harbour news @harbourdesk";
    assert_eq!(
        best(&index, short, ("account", 0.3)),
        best(&index, short, ("account", 1.0))
    );
}
