//! The limit on the depth of a tree, so that whoever walks one can do it by recursion.

use super::MAX_DEPTH;
use super::note::{Note, Notes};
use super::tree::{Clause, Node};

/// The tree without the groups that lie too deep. Brackets are counted while they are read; this is about the groups that
/// operators made between them.
pub(super) fn limit(root: Node, notes: &mut Notes) -> Node {
    let mut dropped = 0;
    let root = prune(root, 1, &mut dropped).unwrap_or_else(|| Node::Group(Vec::new()));
    if dropped > 0 {
        let message = format!("groups deeper than {MAX_DEPTH} are left out: {dropped}");
        notes.push(Note::general(message));
    }
    root
}

fn prune(node: Node, depth: usize, dropped: &mut usize) -> Option<Node> {
    match node {
        Node::Group(_) if depth > MAX_DEPTH => {
            *dropped += 1;
            None
        }
        Node::Group(clauses) => {
            let was_empty = clauses.is_empty();
            let kept: Vec<Clause> = clauses
                .into_iter()
                .filter_map(|Clause { occur, node }| {
                    let node = prune(node, depth + 1, dropped)?;
                    Some(Clause { occur, node })
                })
                .collect();
            (was_empty || !kept.is_empty()).then(|| Node::group(kept))
        }
        Node::Weighted(node, weight) => {
            let node = prune(*node, depth, dropped)?;
            Some(Node::weighted(node, weight))
        }
        node => Some(node),
    }
}
