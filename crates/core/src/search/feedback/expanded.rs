//! A query with further words beside its own, as a tree like any other.

use super::FurtherWord;
use crate::query::{Clause, Node, Occur, Span, Text, TextKind};

/// The clauses of a query, to which further words can be added that only rank: what has to be there, still has. With
/// `all_words`, every clause has to.
pub(super) fn clauses(root: &Node, all_words: bool) -> Vec<Clause> {
    let mut clauses = match root {
        Node::Group(clauses) => clauses.clone(),
        node => vec![Clause {
            occur: match is_word(node) {
                true => Occur::Should,
                false => Occur::Must,
            },
            node: node.clone(),
        }],
    };
    if all_words {
        let should = clauses.iter_mut().filter(|it| it.occur == Occur::Should);
        should.for_each(|clause| clause.occur = Occur::Must);
    }
    clauses
}

/// The word that a clause asks for by itself, if any article may do without it.
pub(super) fn word_of(clause: &Clause) -> Option<&Text> {
    match &clause.node {
        Node::Text(text) if clause.occur == Occur::Should && is_word(&clause.node) => Some(text),
        _ => None,
    }
}

fn is_word(node: &Node) -> bool {
    let is_plain = |text: &Text| text.kind == TextKind::Word && !text.exact && text.field.is_none();
    matches!(node, Node::Text(text) if is_plain(text))
}

/// Lets a clause count so much more.
pub(super) fn add_weight(clause: &mut Clause, weight: f32) {
    let node = std::mem::replace(&mut clause.node, Node::Group(Vec::new()));
    clause.node = Node::Weighted(Box::new(node), 1.0 + weight);
}

/// A further word as a clause.
pub(super) fn clause(word: &FurtherWord) -> Clause {
    let text = Node::Text(Text {
        field: None,
        kind: TextKind::Word,
        text: word.word.clone(),
        exact: false,
        span: Span::default(),
    });
    Clause {
        occur: Occur::Should,
        node: Node::Weighted(Box::new(text), word.weight),
    }
}
