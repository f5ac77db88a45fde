//! The query language: the rows of `testdata/queries`, and what holds for any text.

use std::collections::BTreeMap;

use fiche::{Index, Query, Search};
use proptest::prelude::*;
use serde::Deserialize;

/// A query and how it is understood.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    query: String,
    canonical: Option<String>,
    #[serde(default)]
    notes: Vec<String>,
}

fn rows() -> Vec<Row> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../testdata/queries/language.toml"
    );
    let text = std::fs::read_to_string(path).unwrap();
    let themes: BTreeMap<String, Vec<Row>> = toml::from_str(&text).unwrap();
    themes.into_values().flatten().collect()
}

#[test]
fn every_row_is_understood_as_it_says() {
    for row in rows() {
        let typed = &row.query;
        let query = Query::parse(typed).unwrap();
        let canonical = row.canonical.as_ref().unwrap_or(typed);
        assert_eq!(&query.to_string(), canonical, "{typed}");
        let messages: Vec<&str> = query
            .notes
            .iter()
            .map(|note| note.message.as_str())
            .collect();
        assert_eq!(messages.len(), row.notes.len(), "{typed}: {messages:?}");
        for (message, part) in messages.iter().zip(&row.notes) {
            assert!(message.contains(part), "{typed}: {message}");
        }
        assert_eq!(
            Query::parse_strict(typed).is_ok(),
            row.notes.is_empty(),
            "{typed}"
        );
    }
}

#[test]
fn every_row_can_be_searched_for() {
    let index = Index::in_memory().unwrap();
    for row in rows() {
        let search: Search = row.query.parse().unwrap();
        index.search(&search).unwrap();
    }
}

#[test]
fn a_text_beyond_the_limit_is_refused_and_one_at_it_is_not() {
    assert!(Query::parse(&"a".repeat(Query::MAX_BYTES)).is_ok());
    assert!(Query::parse(&"a".repeat(Query::MAX_BYTES + 1)).is_err());
    assert!(Query::parse(&"(".repeat(Query::MAX_BYTES)).is_ok());
    assert!(Query::parse(&"NOT ".repeat(2_000)).is_ok());
}

proptest! {
    #[test]
    fn any_text_is_a_query_and_its_spans_lie_in_it(text in "[-+a-zé \"“”()^~*?:/=.0-9]{0,40}|\\PC{0,40}") {
        let query = Query::parse(&text).unwrap();
        for span in query.notes.iter().filter_map(|note| note.span) {
            prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} of {text:?}");
        }
        prop_assert!(Query::parse(&query.to_string()).is_ok());
    }
}
