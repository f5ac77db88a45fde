//! Queries made from trees: what is printed is read as the same tree.

use fiche::{Clause, DateRange, Field, Filter, Near, Node, Occur, Query, Span, Text, TextKind};
use proptest::prelude::*;

/// Patterns as the parser takes them.
const PATTERNS: [&str; 4] = ["ky(iv|ev)", ".*tion", r"a\/b", "[0-9]{4}"];

/// Conditions that have a grammar of their own.
const CONDITIONS: [&str; 14] = [
    "date:2022",
    "date:2022-03..",
    "date:..2022-03-14",
    "date:7d",
    "date:\"last week\"",
    "date:today",
    "date:2022-03-14T09:30:00+02:00",
    "lang:uk",
    "path:2022/**",
    "path:\"old (copies)/*\"",
    "url:example.org/news",
    "words:800",
    "words:801..",
    "words:..9",
];

fn text(field: Option<Field>, kind: TextKind, text: String, exact: bool) -> Text {
    let span = Span::default();
    Text {
        field,
        kind,
        text,
        exact,
        span,
    }
}

fn field() -> impl Strategy<Value = Option<Field>> {
    let known = [
        None,
        None,
        None,
        Some(Field::Title),
        Some(Field::Author),
        Some(Field::Extra("desk".into())),
    ];
    prop::sample::select(known.to_vec())
}

/// A word of letters, digits and every sign that means something elsewhere in the language.
fn word() -> impl Strategy<Value = String> {
    let any = "[-+a-zé0-9'.,:;?*~^=/\\\\@&_|<>!]{1,8}";
    let names = [
        "AND",
        "NOT",
        "NEAR/5",
        "title:",
        "http://a.b/?c=(d)",
        "12\"",
        "🙂",
    ];
    let is_searchable = |word: &String| word.chars().any(char::is_alphanumeric);
    prop_oneof![
        4 => "[a-zéї]{1,8}",
        2 => any.prop_filter("nothing to search for", is_searchable),
        1 => prop::sample::select(names.to_vec()).prop_map(str::to_owned),
    ]
}

fn phrase() -> impl Strategy<Value = (TextKind, String)> {
    let words = prop::collection::vec("[-+a-z(“\"?*^:]{0,3}[a-z][)”?*^:]{0,2}", 1..4);
    let slop = prop_oneof![Just(0), 1_u32..=1_000];
    (slop, words).prop_map(|(slop, words)| {
        // Text that holds both kinds of closing marks cannot be put in either.
        let text = words.join(" ").replace('”', "");
        (TextKind::Phrase { slop }, text)
    })
}

/// What is found by itself or near something else.
fn plain_text() -> impl Strategy<Value = Text> {
    let word = word().prop_map(|text| (TextKind::Word, text));
    let worded = prop_oneof![3 => word, 1 => phrase()];
    (field(), worded, any::<bool>())
        .prop_map(|(field, (kind, words), exact)| text(field, kind, words, exact))
}

/// What stands for several words.
fn pattern() -> impl Strategy<Value = Text> {
    let of = |kind: TextKind| move |text: String| (kind, text);
    let worded = prop_oneof![
        "[a-z]{2,5}".prop_map(of(TextKind::Prefix)),
        "[a-z]{1,2}[?][a-z]{1,3}[*?]?|[a-z]{2,3}[?]".prop_map(of(TextKind::Wildcard)),
        ("[a-z]{3,6}", 1_u8..=2).prop_map(|(text, distance)| (TextKind::Fuzzy { distance }, text)),
        prop::sample::select(PATTERNS.to_vec())
            .prop_map(|pattern| (TextKind::Regex, pattern.to_owned())),
    ];
    (field(), worded).prop_map(|(field, (kind, words))| text(field, kind, words, false))
}

fn near() -> impl Strategy<Value = Node> {
    let operands = prop::collection::vec(plain_text(), 2..4);
    (operands, field(), 0_u32..=1_000).prop_map(|(mut operands, field, distance)| {
        for operand in &mut operands {
            operand.field.clone_from(&field);
        }
        Node::Near(Near { operands, distance })
    })
}

fn condition() -> impl Strategy<Value = Node> {
    let conditions = CONDITIONS.map(|typed| Query::parse(typed).unwrap().root);
    prop::sample::select(conditions.to_vec())
}

fn leaf() -> impl Strategy<Value = Node> {
    prop_oneof![
        6 => plain_text().prop_map(Node::Text),
        3 => pattern().prop_map(Node::Text),
        2 => near(),
        2 => condition(),
    ]
}

fn clause(node: impl Strategy<Value = Node>) -> impl Strategy<Value = Clause> {
    let occurs = [Occur::Should, Occur::Should, Occur::Must, Occur::MustNot];
    let occur = prop::sample::select(occurs.to_vec());
    (occur, node).prop_map(|(occur, node)| Clause { occur, node })
}

/// A tree in the shape that a parser gives: a clause by itself is no group unless it excludes, only what ranks has a weight,
/// and weights do not follow one another.
fn tree() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(4, 40, 5, |inner| {
        let group = prop::collection::vec(clause(inner.clone()), 2..5).prop_map(Node::Group);
        let excluding = inner.clone().prop_map(|node| {
            let occur = Occur::MustNot;
            Node::Group(vec![Clause { occur, node }])
        });
        let weight = prop::sample::select(vec![0.001_f32, 0.5, 2.0, 3.25, 1000.0]);
        let weighted = (inner, weight).prop_map(|(node, weight)| match node {
            Node::Weighted(..) => node,
            node if node.is_condition() => node,
            node => Node::Weighted(Box::new(node), weight),
        });
        prop_oneof![4 => group, 1 => excluding, 1 => weighted]
    })
}

#[test]
fn a_row_of_conditions_is_of_every_kind() {
    let kinds = CONDITIONS.map(|typed| match Query::parse(typed).unwrap().root {
        Node::Filter(Filter::Date(DateRange::Between { .. })) => "between",
        Node::Filter(Filter::Date(_)) => "relative",
        Node::Filter(Filter::Language(_)) => "language",
        Node::Filter(Filter::Path(_)) => "path",
        Node::Filter(Filter::Url(_)) => "url",
        Node::Filter(Filter::Format(_)) => "format",
        Node::Filter(Filter::Words { .. }) => "words",
        node => panic!("{typed} is no condition: {node:?}"),
    });
    for kind in ["between", "relative", "language", "path", "url", "words"] {
        assert!(kinds.contains(&kind), "{kind}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn a_printed_tree_is_read_as_the_same_tree(tree in tree()) {
        let printed = tree.to_string();
        let read = Query::parse(&printed).unwrap();
        prop_assert_eq!(read.root.without_spans(), tree.without_spans(), "{}", printed);
        prop_assert!(read.notes.is_empty(), "{}: {:?}", printed, read.notes);
    }
}
