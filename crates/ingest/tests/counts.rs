//! Facets and timelines over `testdata/corpus`, as the rows of `testdata/counts` say.

use std::path::{Path, PathBuf};

use fiche::{By, DEFAULT_FACET_VALUES, FacetField, Index, Node, Query, Search};
use fiche_ingest::Collection;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    facet: Vec<FacetRow>,
    timeline: Vec<TimelineRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FacetRow {
    #[serde(default, rename = "why")]
    _why: String,
    query: String,
    field: String,
    limit: Option<usize>,
    values: Vec<String>,
    others: (u64, u64),
    without: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimelineRow {
    #[serde(default, rename = "why")]
    _why: String,
    query: String,
    by: String,
    buckets: Vec<String>,
    #[serde(default)]
    imprecise: u64,
}

fn testdata(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    root.join(path)
}

fn cases() -> Cases {
    let text = std::fs::read_to_string(testdata("counts/cases.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

fn corpus() -> Index {
    let index = Index::in_memory().unwrap();
    Collection::at(testdata("corpus")).refresh(&index).unwrap();
    index
}

fn search(query: &str) -> Search {
    query.parse().unwrap()
}

#[test]
fn facets_are_counted_as_the_rows_say() {
    let index = corpus();
    for row in cases().facet {
        let field: FacetField = row.field.parse().unwrap();
        let search = search(&row.query)
            .facet(field)
            .facet_values(row.limit.unwrap_or(DEFAULT_FACET_VALUES));
        let found = index.search(&search).unwrap();
        let facet = &found.facets[0];
        let values = facet.values.iter();
        let values: Vec<String> = values
            .map(|it| format!("{} {}", it.value, it.count))
            .collect();
        let asked = format!("{} of {}", row.field, row.query);
        assert_eq!(values, row.values, "{asked}");
        assert_eq!(
            (facet.other_values, facet.other_count),
            row.others,
            "{asked}"
        );
        assert_eq!(facet.without, row.without, "{asked}");
    }
}

#[test]
fn timelines_are_drawn_as_the_rows_say() {
    let index = corpus();
    for row in cases().timeline {
        let by = match row.by.as_str() {
            "day" => By::Day,
            "week" => By::Week,
            "month" => By::Month,
            "year" => By::Year,
            _ => By::Auto,
        };
        let timeline = index.timeline(&search(&row.query), by).unwrap();
        let buckets = timeline.buckets.iter();
        let buckets: Vec<String> = buckets
            .map(|it| format!("{} {}", it.start, it.count))
            .collect();
        let asked = format!("{} by {}", row.query, row.by);
        assert_eq!(buckets, row.buckets, "{asked}");
        assert_eq!(timeline.imprecise, row.imprecise, "{asked}");
    }
}

#[test]
fn the_condition_of_a_value_finds_as_many_articles_as_were_counted() {
    let index = corpus();
    for typed in ["mariupol evacuation", "talks", "", "mariupol -evacuation"] {
        let every = FacetField::ALL;
        let search = every
            .iter()
            .fold(search(typed), |it, field| it.facet(*field));
        for facet in index.search(&search.facet_values(1000)).unwrap().facets {
            for value in facet.values {
                let condition = Query::parse(&value.filter).unwrap();
                assert!(
                    condition.notes.is_empty(),
                    "{}: {:?}",
                    value.filter,
                    condition.notes
                );
                // A value without a word, such as a dash, cannot be asked for.
                if condition.root == Node::Group(Vec::new()) {
                    continue;
                }
                let narrowed = Query::parse(typed).unwrap().narrowed(condition.root);
                let found = index.search(&Search::new(narrowed)).unwrap();
                let count = found.total.unwrap().all_words;
                assert_eq!(count, value.count, "{typed} {}", value.filter);
            }
        }
    }
}

#[test]
fn every_article_of_a_timeline_is_counted_once() {
    let index = corpus();
    for typed in ["mariupol evacuation", "talks", "", "xylophone mariupol"] {
        let found = index.search(&search(typed)).unwrap().total.unwrap();
        let counted = match found.all_words {
            0 => found.any_word,
            all_words => all_words,
        };
        for by in [By::Day, By::Week, By::Month, By::Year, By::Auto] {
            let timeline = index.timeline(&search(typed), by).unwrap();
            let in_buckets: u64 = timeline.buckets.iter().map(|it| it.count).sum();
            let apart = timeline.imprecise + timeline.guessed + timeline.undated;
            assert_eq!(in_buckets + apart, counted, "{typed} by {by:?}");
            assert_eq!(timeline.articles, counted, "{typed} by {by:?}");
        }
    }
}
