//! Small changes of a query that let it find more.

use super::Change;
use crate::query::{Clause, Filter, Node, Occur, Query, Text, TextKind};
use crate::search::spelling::DidYouMean;

/// What a query asks, side by side.
pub(super) fn clauses(root: &Node) -> Vec<Clause> {
    match root {
        Node::Group(clauses) => clauses.clone(),
        node => vec![Clause {
            occur: Occur::Should,
            node: node.clone(),
        }],
    }
}

/// The clauses but one.
pub(super) fn without(clauses: &[Clause], at: usize) -> Vec<Clause> {
    [&clauses[..at], &clauses[at + 1..]].concat()
}

/// Some clauses as a query that can be typed.
pub(super) fn print(clauses: &[Clause]) -> String {
    let root = match clauses {
        [only] if only.occur != Occur::MustNot => only.node.clone(),
        clauses => Node::Group(clauses.to_vec()),
    };
    let notes = Vec::new();
    Query { root, notes }.to_string()
}

/// A query that was changed.
pub(super) struct Altered {
    pub(super) change: Change,
    /// What was changed in it, as it was.
    pub(super) part: Vec<Clause>,
    /// All that it asks now.
    pub(super) clauses: Vec<Clause>,
}

/// Every change but leaving out.
pub(super) fn of(clauses: &[Clause], doubts: &[DidYouMean]) -> Vec<Altered> {
    let mut altered: Vec<Altered> = respelt(clauses, doubts).into_iter().collect();
    for (at, clause) in clauses.iter().enumerate() {
        if clause.occur == Occur::MustNot {
            continue;
        }
        let changes = match &clause.node {
            Node::Text(text) => of_text(text),
            Node::Near(near) => {
                let operands = near.operands.iter().cloned();
                vec![(Change::Apart, operands.map(Node::Text).collect())]
            }
            Node::Filter(Filter::Date(range)) => {
                let wider = range.wider().into_iter();
                wider
                    .map(|wider| (Change::Widened, vec![Node::Filter(Filter::Date(wider))]))
                    .collect()
            }
            Node::Filter(_) | Node::Weighted(..) | Node::Group(_) => Vec::new(),
        };
        altered.extend(changes.into_iter().map(|(change, nodes)| {
            let occur = clause.occur;
            let new = nodes.into_iter().map(|node| Clause { occur, node });
            let mut clauses = clauses.to_vec();
            clauses.splice(at..=at, new);
            Altered {
                change,
                part: vec![clause.clone()],
                clauses,
            }
        }));
    }
    altered
}

/// All doubtful words spelt as was perhaps meant: of two slips, mending one finds nothing.
fn respelt(clauses: &[Clause], doubts: &[DidYouMean]) -> Option<Altered> {
    let mut part = Vec::new();
    let mut altered = clauses.to_vec();
    for clause in &mut altered {
        let typed = clause.clone();
        let Node::Text(text) = &mut clause.node else {
            continue;
        };
        let doubt = doubts.iter().find(|doubt| doubt.typed == text.text);
        let spelling = doubt.and_then(|doubt| doubt.spellings.first());
        if let Some(spelling) = spelling.filter(|_| text.kind == TextKind::Word) {
            text.text.clone_from(&spelling.word);
            part.push(typed);
        }
    }
    (!part.is_empty()).then_some(Altered {
        change: Change::Respelt,
        part,
        clauses: altered,
    })
}

fn of_text(text: &Text) -> Vec<(Change, Vec<Node>)> {
    let mut changes = Vec::new();
    if text.exact {
        let exact = false;
        let any_form = Node::Text(Text {
            exact,
            ..text.clone()
        });
        changes.push((Change::AnyForm, vec![any_form]));
    }
    if matches!(text.kind, TextKind::Phrase { .. }) {
        let word = |word: &str| {
            Node::Text(Text {
                kind: TextKind::Word,
                text: word.to_owned(),
                ..text.clone()
            })
        };
        let words = text.text.split_whitespace().map(word);
        changes.push((Change::Apart, words.collect()));
    }
    if text.field.is_some() {
        let field = None;
        let any_field = Node::Text(Text {
            field,
            ..text.clone()
        });
        changes.push((Change::AnyField, vec![any_field]));
    }
    changes
}
