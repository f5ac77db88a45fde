//! Alerts: what is found is what a search would find, and each article is told once.

mod common;

use std::collections::BTreeSet;

use fiche::{Alert, Alerts, Article, Finding, Index, Language, Search};

fn pairs(findings: &[Finding]) -> Vec<(String, String)> {
    let pair = |it: &Finding| (it.alert.clone(), it.id.clone());
    findings.iter().map(pair).collect()
}

fn strikes() -> Alerts {
    Alerts::new([Alert::new("strikes", "docks strike")]).unwrap()
}

fn story(id: &str, title: &str) -> Article {
    Article::new(id, title, "Cranes stood still at the docks.")
}

/// Queries of every kind over made-up words.
fn queries(count: usize) -> Vec<String> {
    let mut words = common::Words::seeded(11);
    let mut word = || words.next();
    (0..count)
        .map(|number| match number % 9 {
            0 => word(),
            1 => format!("{} {}", word(), word()),
            2 => format!("\"{} {}\"", word(), word()),
            3 => format!("{} -{}", word(), word()),
            4 => format!("{} OR {}", word(), word()),
            5 => format!("{}* {}", &word()[..3], word()),
            6 => format!("title:{} date:2022..", word()),
            7 => format!("{} NEAR/9 {}", word(), word()),
            _ => format!("+{} ({} OR \"{} {}\")", word(), word(), word(), word()),
        })
        .collect()
}

#[test]
fn alerts_find_what_a_search_for_all_their_words_finds() {
    let queries = queries(180);
    let named = queries.iter().enumerate();
    let named = named.map(|(number, query)| Alert::new(format!("{number:03}"), query));
    let alerts = Alerts::new(named).unwrap();
    let made_up = common::collection(400, 2);
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.watch_for(&alerts);
    let every = made_up
        .search(&"".parse::<Search>().unwrap().limit(10_000))
        .unwrap();
    for (number, hit) in every.hits.iter().enumerate() {
        // Of several languages a search may read a word under the stems of another one than the article's.
        let mut article = made_up.get(&hit.id).unwrap().unwrap();
        article.language = Some(Language::ENGLISH);
        writer.upsert(article).unwrap();
        // Commits of one article and of many.
        if number < 3 || number % 100 == 0 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    let found: BTreeSet<(String, String)> = pairs(&index.findings().unwrap()).into_iter().collect();
    assert!(found.len() > 200, "{}", found.len());
    for (number, query) in queries.iter().enumerate() {
        let search: Search = query.parse().unwrap();
        let hits = index
            .search(&search.all_words().limit(10_000))
            .unwrap()
            .hits;
        let expected: BTreeSet<String> = hits.into_iter().map(|hit| hit.id).collect();
        let name = format!("{number:03}");
        let of_alert = found.iter().filter(|(alert, _)| *alert == name);
        let told: BTreeSet<String> = of_alert.map(|(_, id)| id.clone()).collect();
        assert_eq!(told, expected, "{query}");
    }
}

#[test]
fn an_article_is_read_in_its_own_language_whatever_is_written_beside_it() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.watch_for(&Alerts::new([Alert::new("children", "Kindern")]).unwrap());
    for code in ["en", "fr", "es", "it", "pt", "nl", "da", "fi", "tr", "de"] {
        for number in 0..if code == "de" { 1 } else { 2 } {
            let mut article = Article::new(format!("{code}{number}"), "Tag", "Ein Kind.");
            article.language = code.parse().ok();
            writer.upsert(article).unwrap();
        }
    }
    writer.commit().unwrap();
    let found = pairs(&index.findings().unwrap());
    assert!(
        found.contains(&("children".into(), "de0".into())),
        "{found:?}"
    );
}

#[test]
fn an_article_is_told_when_it_is_new_and_when_it_begins_to_match() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.upsert(story("before", "Strike begins")).unwrap();
    writer.commit().unwrap();
    writer.watch_for(&strikes());
    let mut put = |id: &str, title: &str| {
        writer.upsert(story(id, title)).unwrap();
        writer.commit().unwrap();
        let findings = index.findings().unwrap();
        writer.told(&findings).unwrap();
        writer.commit().unwrap();
        pairs(&findings)
            .into_iter()
            .map(|(_, id)| id)
            .collect::<Vec<_>>()
    };
    assert_eq!(put("a", "Strike goes on"), ["a"]);
    assert!(put("a", "Strike goes on").is_empty());
    assert!(put("a", "Strike goes on, second day").is_empty());
    assert!(put("b", "Calm").is_empty());
    assert_eq!(put("b", "Strike after all"), ["b"]);
    assert!(put("before", "Strike begins, corrected").is_empty());
}

#[test]
fn findings_wait_in_the_commit_of_their_articles() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer().unwrap();
    writer.watch_for(&strikes());
    writer.upsert(story("a", "Strike")).unwrap();
    writer.upsert(story("a", "Strike, corrected")).unwrap();
    writer.commit().unwrap();
    writer.upsert(story("lost", "Strike")).unwrap();
    drop(writer);
    let index = Index::open(folder.path()).unwrap();
    let expected = [("strikes".to_owned(), "a".to_owned())];
    assert_eq!(pairs(&index.findings().unwrap()), expected);
    // They are no articles, and merges keep them.
    assert_eq!(index.stats().unwrap().articles, 1);
    let mut writer = index.writer().unwrap();
    writer.watch_for(&strikes());
    writer.upsert(story("b", "Calm")).unwrap();
    writer.finish().unwrap();
    assert_eq!(pairs(&index.findings().unwrap()), expected);
    let every = index.search(&"".parse::<Search>().unwrap()).unwrap();
    assert_eq!((every.hits.len(), every.total.unwrap().any_word), (2, 2));
    let mut writer = index.writer().unwrap();
    writer.told(&index.findings().unwrap()).unwrap();
    writer.finish().unwrap();
    assert!(index.findings().unwrap().is_empty());
}

#[test]
fn what_cannot_be_an_alert_is_refused() {
    let long = "a ".repeat(8_000);
    for (name, query) in [
        ("", "strike"),
        ("a\nb", "strike"),
        ("every", ""),
        ("long", &long),
    ] {
        assert!(Alerts::new([Alert::new(name, query)]).is_err(), "{name:?}");
    }
    assert!(Alerts::new([]).unwrap().is_empty());
}

/// Enough for many texts.
const MANY_FINDINGS: usize = 8_300;

#[test]
fn the_findings_of_one_commit_are_had_back_however_many() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.watch_for(&strikes());
    for number in 0..MANY_FINDINGS {
        writer.upsert(story(&number.to_string(), "Strike")).unwrap();
    }
    writer.commit().unwrap();
    let findings = index.findings().unwrap();
    let ids: BTreeSet<&str> = findings.iter().map(|it| it.id.as_str()).collect();
    assert_eq!((findings.len(), ids.len()), (MANY_FINDINGS, MANY_FINDINGS));
    writer.told(&findings).unwrap();
    writer.commit().unwrap();
    assert!(index.findings().unwrap().is_empty());
}
