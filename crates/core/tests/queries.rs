//! The query language: the rows of `testdata/queries`, and what holds for any text.

use std::collections::BTreeMap;

use fiche::{Index, Node, Query, Search};
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
        check_strict(&row, &query);
    }
}

/// Read strictly, a query with notes is an error that says each and draws carets under what it is about.
fn check_strict(row: &Row, query: &Query) {
    let typed = &row.query;
    let Err(error) = Query::parse_strict(typed) else {
        assert!(row.notes.is_empty(), "{typed} is taken");
        return;
    };
    let error = error.to_string();
    assert!(!row.notes.is_empty(), "{typed}: {error}");
    for part in &row.notes {
        assert!(error.contains(part), "{typed}: {error}");
    }
    let drawn = error.lines().filter(|line| line.trim().starts_with('^'));
    let placed = query.notes.iter().filter(|note| note.span.is_some());
    assert_eq!(drawn.count(), placed.count(), "{typed}: {error}");
}

#[test]
fn the_canonical_form_of_every_row_is_its_own() {
    for row in rows() {
        let query = Query::parse(&row.query).unwrap();
        check_canonical(&row.query, &query).unwrap();
    }
}

/// What is printed is read as the same tree, without a note.
fn check_canonical(typed: &str, query: &Query) -> Result<(), TestCaseError> {
    let printed = query.to_string();
    if printed.is_empty() || printed.len() > Query::MAX_BYTES {
        return Ok(());
    }
    let again = Query::parse(&printed).unwrap();
    let (read, meant) = (again.root.without_spans(), query.root.without_spans());
    prop_assert_eq!(read, meant, "{:?} prints as {:?}", typed, printed);
    prop_assert!(again.notes.is_empty(), "{printed:?}: {:?}", again.notes);
    Ok(())
}

/// Groups and weights within one another.
fn depth(node: &Node) -> usize {
    match node {
        Node::Group(clauses) => {
            let inner = clauses.iter().map(|clause| depth(&clause.node));
            1 + inner.max().unwrap_or(0)
        }
        Node::Weighted(node, _) => 1 + depth(node),
        Node::Text(_) | Node::Near(_) | Node::Filter(_) => 0,
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
    let nested = |times| format!("{}c{}", "a OR b AND (".repeat(times), ")".repeat(times));
    for (text, part) in [
        ("(".repeat(65), "brackets deeper than 64"),
        (nested(60), "groups deeper than 64"),
        ("a ".repeat(1_025), "more than 1024 words"),
        ("(".repeat(100), "more notes like these"),
    ] {
        let notes = Query::parse(&text).unwrap().notes;
        let is_said = notes.iter().any(|note| note.message.contains(part));
        assert!(is_said, "{text}: {notes:?}");
    }
}

/// What means something in the language, and a few words.
const PIECES: [&str; 52] = [
    "(", ")", "\"", "“", "”", "„", "«", "»", "+", "-", "=", "\\", "/", "NOT ", " AND ", " OR ",
    " NEAR/5 ", "NEAR", " ", " ", " ", "title:", "date:", "path:", "url:", "words:", "lang:",
    "extra.x:", "a", "bc", "war", "2022", "..", ">", "*", "?", "~", "~2", "^2", "^0.5", "^", "'",
    "http://", "www.", "|", "{9}", "[a-c]", "@", "🚢", "北京", "7d", "1,000",
];

fn pieces(most: usize) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec());
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_a_query_and_its_spans_lie_in_it(text in "[-+a-zé \"“”()^~*?:/=.0-9]{0,40}|\\PC{0,40}") {
        let query = Query::parse(&text).unwrap();
        for span in query.notes.iter().filter_map(|note| note.span) {
            prop_assert!(text.get(span.start..span.end).is_some(), "{span:?} of {text:?}");
        }
        check_canonical(&text, &query)?;
    }

    #[test]
    fn any_operators_have_a_canonical_form(text in pieces(16)) {
        check_canonical(&text, &Query::parse(&text).unwrap())?;
    }
}

proptest! {
    // Texts at the limit are long to read without optimization.
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn a_long_text_is_read_in_bounded_depth(text in pieces(16), nesting in pieces(3)) {
        let one = format!("{nesting}{text}");
        prop_assume!(!one.is_empty());
        for text in [one.repeat(Query::MAX_BYTES / one.len()), nesting.repeat(2_000 / nesting.len().max(1))] {
            let query = Query::parse(&text).unwrap();
            // A group and a weight at each level.
            prop_assert!(depth(&query.root) <= 2 * 64, "{text}");
        }
    }
}
