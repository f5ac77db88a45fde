//! The limits of a query: at each nothing is said, and one past it a note or an error tells of it. And the ends of searches:
//! after so long, or when they are cancelled.

use std::time::Duration;

use fiche::{Article, By, Cancel, Depth, Error, Index, Query, QueryError, Search};

fn messages(text: &str) -> Vec<String> {
    let notes = Query::parse(text).unwrap().notes.into_iter();
    notes.map(|note| note.message).collect()
}

fn pattern(bytes: usize) -> String {
    // Three bytes a letter that counts once: the size of what it stands for is no matter here.
    let letters = "[a]".repeat(bytes / 3);
    format!("/{letters}{}/", "b".repeat(bytes % 3))
}

fn nested(times: usize) -> String {
    format!("/{}ab{}/", "(".repeat(times), ")".repeat(times))
}

fn brackets(times: usize) -> String {
    format!("{}a{}", "(".repeat(times), ")".repeat(times))
}

#[test]
fn at_each_limit_nothing_is_said_and_past_it_what_was_done() {
    let phrase = |slop: u32| format!("\"a b\"~{slop}");
    for (at, past, part) in [
        (brackets(64), brackets(65), "brackets deeper than 64"),
        (
            "a ".repeat(1_024),
            "a ".repeat(1_025),
            "more than 1024 words",
        ),
        ("ab*".into(), "a*".into(), "two letters"),
        ("a?b".into(), "a?".into(), "two letters"),
        ("abc~".into(), "ab~".into(), "three letters"),
        ("abc~2".into(), "abc~3".into(), "two edits"),
        ("a^1000".into(), "a^1001".into(), "weight"),
        ("a^0.001".into(), "a^0.0001".into(), "weight"),
        ("a NEAR/1000 b".into(), "a NEAR/1001 b".into(), "1000"),
        (phrase(1_000), phrase(1_001), "1000"),
        (
            "/a{500}/".into(),
            "/a{501}/".into(),
            "repeats that are too many",
        ),
        (pattern(256), pattern(257), "256 bytes"),
        (nested(15), nested(16), "not a regular expression"),
    ] {
        assert_eq!(messages(&at), [""; 0], "{at}");
        let said = messages(&past);
        assert!(said.iter().any(|it| it.contains(part)), "{past}: {said:?}");
    }
}

#[test]
fn a_pattern_that_is_searched_as_words_counts_as_so_many() {
    let refused = |words: usize| format!("{}/{}/", "a ".repeat(1_000), "b(".repeat(words));
    let is_said = |text: &str| {
        let said = messages(text);
        said.iter().any(|it| it.contains("more than 1024 words"))
    };
    assert!(!is_said(&refused(24)));
    assert!(is_said(&refused(25)));
}

#[test]
fn the_longest_text_is_read_and_one_byte_more_is_an_error() {
    let longest = "a".repeat(Query::MAX_BYTES);
    assert!(Query::parse(&longest).is_ok());
    let error = Query::parse(&format!("{longest}a")).unwrap_err();
    assert_eq!(error, QueryError::TooLong { bytes: 8_193 });
    assert!(error.to_string().contains("8192"), "{error}");
}

/// An index in which so many words begin with `w` and differ in their last letter but one.
fn vocabulary(words: u32) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let body: Vec<String> = (0..words).map(|number| format!("wo{number:05}x")).collect();
    writer
        .upsert(Article::new("a", "", body.join(" ")))
        .unwrap();
    writer.upsert(Article::new("b", "", "wo00000x")).unwrap();
    writer.commit().unwrap();
    index
}

#[test]
fn a_pattern_stands_for_so_many_words_and_of_more_the_most_frequent_are_searched() {
    for (words, is_said) in [(1_024, false), (1_025, true)] {
        let index = vocabulary(words);
        for query in ["wo*", "wo*x", "/wo.*x/"] {
            let found = index
                .search(&query.parse::<Search>().unwrap().passages(0))
                .unwrap();
            let said = found.notes.iter().any(|note| {
                let told = format!("matches {words} words; the 1024 most frequent");
                note.message.contains(&told)
            });
            assert_eq!(said, is_said, "{query} of {words}: {:?}", found.notes);
            // The word of both articles is among them.
            assert_eq!(found.total.unwrap().any_word, 2, "{query}");
        }
    }
}

#[test]
fn huge_numbers_of_hits_are_taken_as_what_there_is() {
    let index = vocabulary(3);
    let search = |limit, offset| {
        let search: Search = "wo00000x".parse().unwrap();
        let found = index.search(&search.limit(limit).offset(offset)).unwrap();
        (found.hits.len(), found.total.unwrap().any_word)
    };
    assert_eq!(search(usize::MAX, 0), (2, 2));
    assert_eq!(search(usize::MAX, 1), (1, 2));
    assert_eq!(search(usize::MAX, usize::MAX), (0, 2));
    assert_eq!(search(0, 0), (0, 2));
}

/// Everything that takes a while, by name.
fn ends(index: &Index, search: &Search) -> [(&'static str, Result<(), Error>); 3] {
    [
        ("search", index.search(search).map(drop)),
        ("rank", index.rank(search).map(drop)),
        ("timeline", index.timeline(search, By::Auto).map(drop)),
    ]
}

#[test]
fn whatever_takes_too_long_or_is_cancelled_ends() {
    let index = vocabulary(2_000);
    let cancel = Cancel::default();
    cancel.cancel();
    for query in [
        "wo00000x",
        "wo*",
        "/wo.*/",
        "wo00000~2",
        "\"wo00000x wo00001x\"",
    ] {
        let search: Search = query.parse().unwrap();
        for (name, done) in ends(&index, &search.clone().deadline(Some(Duration::ZERO))) {
            assert!(
                matches!(done, Err(Error::Deadline { .. })),
                "{name} {query}"
            );
        }
        for (name, done) in ends(&index, &search.cancel(&cancel)) {
            assert!(matches!(done, Err(Error::Cancelled)), "{name} {query}");
        }
    }
    let suggested = index.suggest_unless("wo", 5, &cancel);
    assert!(matches!(suggested, Err(Error::Cancelled)), "{suggested:?}");
    assert_eq!(index.suggest("wo", 5).unwrap().len(), 5);
    let similar = index
        .similar(&Article::new("c", "", "wo00000x wo00001x"))
        .unwrap();
    let similar = index.search(&similar.cancel(&cancel));
    assert!(matches!(similar, Err(Error::Cancelled)), "{similar:?}");
    let folder = tempfile::tempdir().unwrap();
    drop(Index::open_or_create(folder.path()).unwrap());
    let checked = Index::check_unless(folder.path(), Depth::Full, &cancel);
    assert!(matches!(checked, Err(Error::Cancelled)), "{checked:?}");
    let groups = index.copy_groups_unless(&[], &cancel);
    assert!(matches!(groups, Err(Error::Cancelled)), "{groups:?}");
}
