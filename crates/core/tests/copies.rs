//! Copies of one story: rows of `testdata/copies`, and what holds however many there are.

#[path = "common/articles.rs"]
mod articles;

use std::collections::{BTreeMap, HashSet};

use articles::index_of;
use fiche::{Article, Copies, Index, Search, Sort};

#[derive(serde::Deserialize)]
struct Cases {
    texts: BTreeMap<String, String>,
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    claim: String,
    query: String,
    #[serde(default)]
    outlets: Vec<String>,
    articles: Vec<Row>,
    groups: Vec<Vec<String>>,
}

#[derive(serde::Deserialize)]
struct Row {
    id: String,
    title: String,
    body: String,
    outlet: Option<String>,
    published: Option<String>,
    #[serde(default)]
    live: bool,
}

fn article(row: &Row, texts: &BTreeMap<String, String>) -> Article {
    let fill =
        |body: String, (name, text): (&String, &String)| body.replace(&format!("{{{name}}}"), text);
    let mut article = Article::new(
        &row.id,
        &row.title,
        texts.iter().fold(row.body.clone(), fill),
    );
    article.live = row.live;
    article.outlet.clone_from(&row.outlet);
    article.published = row.published.as_ref().map(|date| date.parse().unwrap());
    article
}

fn groups(index: &Index, search: &Search) -> Vec<Vec<String>> {
    let found = index.search(search).unwrap();
    let group = |hit: &fiche::Hit| {
        let copies = hit.copies.iter().map(|copy| copy.id.clone());
        std::iter::once(hit.id.clone()).chain(copies).collect()
    };
    found.iter().map(group).collect()
}

#[test]
fn the_rows_hold() {
    let cases = include_str!("../../../testdata/copies/cases.toml");
    let cases: Cases = toml::from_str(cases).unwrap();
    for case in &cases.case {
        let index = index_of(case.articles.iter().map(|row| article(row, &cases.texts)));
        let search: Search = case.query.parse().unwrap();
        let search = search.preferred_outlets(case.outlets.clone());
        let mut found = groups(&index, &search);
        found.sort();
        assert_eq!(found, case.groups, "{}", case.claim);
        if !case.query.contains(':') {
            let of_collection = index.copy_groups(&case.outlets).unwrap();
            let large = case.groups.iter().filter(|group| group.len() > 1);
            assert_eq!(of_collection.len(), large.count(), "{}", case.claim);
        }
    }
}

/// So many stories; the n-th is reprinted n times with a headline and a paragraph of the outlet's own.
fn reprints(stories: usize) -> Vec<Article> {
    let text = |name: &str, words: usize| {
        let words: Vec<String> = (0..words).map(|word| format!("{name}w{word}")).collect();
        words.join(" ")
    };
    let mut articles = Vec::new();
    for story in 0..stories {
        let body = text(&format!("s{story}"), 150);
        for copy in 0..=story {
            let id = format!("s{story}c{copy}");
            let title = if copy % 3 == 0 {
                "Strike"
            } else {
                "Port at a standstill"
            };
            let own = text(&id, copy);
            articles.push(Article::new(
                id,
                title,
                format!("{body} strike port\n\n{own}"),
            ));
        }
    }
    articles
}

#[test]
fn every_copy_is_listed_once_on_whatever_page_and_in_whatever_order() {
    let index = index_of(reprints(24));
    for sort in [Sort::Relevance, Sort::Newest] {
        let mut seen = HashSet::new();
        let mut stories = 0;
        for offset in (0..).step_by(5) {
            let search: Search = "strike port".parse().unwrap();
            let page = groups(&index, &search.sort(sort).offset(offset).limit(5));
            if page.is_empty() {
                break;
            }
            stories += page.len();
            for group in page {
                let story = group[0].split('c').next().unwrap().to_owned();
                for id in group {
                    assert!(
                        id.starts_with(&format!("{story}c")),
                        "{id} is no copy of {story}"
                    );
                    assert!(seen.insert(id.clone()), "{id} twice");
                }
            }
        }
        let search: Search = "strike port".parse().unwrap();
        let total = index.search(&search).unwrap().total.unwrap();
        assert_eq!(seen.len() as u64, total.any_word);
        assert!(
            stories < seen.len() && stories <= 24,
            "{stories} of {}",
            seen.len()
        );
    }
}

#[test]
fn copies_apart_are_hits_and_a_ranked_list_never_folds() {
    let index = index_of(reprints(6));
    let search: Search = "strike port".parse().unwrap();
    let search = search.limit(100);
    let folded = index.search(&search).unwrap();
    let apart = index.search(&search.clone().copies(Copies::Apart)).unwrap();
    assert!(folded.hits.len() < apart.hits.len());
    assert_eq!(folded.stories, Some(folded.hits.len() as u64));
    assert_eq!(apart.stories, None);
    assert_eq!(apart.hits.len(), index.rank(&search).unwrap().len());
    let copies: usize = folded.iter().map(|hit| hit.copies.len()).sum();
    assert_eq!(folded.hits.len() + copies, apart.hits.len());
    let scores: Vec<f32> = folded.iter().map(|hit| hit.score).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn stories_are_named_as_a_search_shows_them() {
    for stories in [6, 24] {
        let index = index_of(reprints(stories));
        for offset in [0, 3, 5] {
            let search: Search = "strike port".parse().unwrap();
            for copies in [Copies::Folded, Copies::Apart] {
                let search = search.clone().limit(5).offset(offset).copies(copies);
                let found = index.search(&search).unwrap();
                let shown = found.iter().map(|hit| (hit.id.clone(), hit.score));
                let ids = index.rank_stories(&search).unwrap().ids().unwrap();
                let named = ids.into_iter().map(|it| (it.id, it.score));
                assert!(shown.eq(named), "{stories} stories from {offset}");
            }
        }
    }
}
