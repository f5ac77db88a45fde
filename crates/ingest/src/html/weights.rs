//! How much text is below each element of a page, counted for all of them in one pass.
//!
//! Asked one by one, the elements of a page that nests are counted as often as they are deep.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

/// What is below one node, itself included.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// Letters and signs, with one blank between words.
    pub(super) chars: usize,
    /// Those of them that are links.
    pub(super) linked: usize,
    /// Whether there is a headline or an `<article>`.
    pub(super) holds_headline: bool,
}

/// The weights of a tree's nodes.
pub(super) struct Weights {
    by_node: HashMap<NodeId, Weight>,
}

impl Weights {
    /// Weighs what is below a node.
    pub(super) fn below(root: &NodeRef) -> Self {
        let mut by_node: HashMap<NodeId, Weight> = HashMap::new();
        let nodes: Vec<NodeRef> = std::iter::once(*root)
            .chain(root.descendants_it())
            .collect();
        // Children come after their parents, so that backwards each node is whole when its parent takes it in.
        for node in nodes.iter().rev() {
            let weight = by_node.entry(node.id).or_default();
            if node.is_text() {
                weight.chars = chars(&node.text());
            } else if node.has_name("a") && node.has_attr("href") {
                weight.linked = weight.chars;
            } else if node.has_name("h1") || node.has_name("article") {
                weight.holds_headline = true;
            }
            let weight = *weight;
            if let Some(parent) = node.parent().filter(|_| node.id != root.id) {
                let sum = by_node.entry(parent.id).or_default();
                sum.chars += weight.chars;
                sum.linked += weight.linked;
                sum.holds_headline |= weight.holds_headline;
            }
        }
        Self { by_node }
    }

    /// The weight of a node; of one that is not below the root nothing.
    pub(super) fn of(&self, node: &NodeRef) -> Weight {
        self.by_node.get(&node.id).copied().unwrap_or_default()
    }
}

fn chars(text: &str) -> usize {
    text.split_whitespace()
        .map(|word| word.chars().count() + 1)
        .sum()
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    #[test]
    fn the_text_of_each_element_is_counted_once() {
        let page = "<div><h1>Quay</h1> <p>It   is <a href='/a'>open</a>.</p></div><p>Far.</p>";
        let document = Document::from(page);
        let weights = Weights::below(&document.root());
        let of = |selector| {
            let selection = document.select(selector);
            let weight = weights.of(&selection.nodes()[0]);
            (weight.chars, weight.linked, weight.holds_headline)
        };
        assert_eq!(of("div"), (18, 5, true));
        assert_eq!(of("div p"), (13, 5, false));
        assert_eq!(of("body"), (23, 5, true));
    }
}
