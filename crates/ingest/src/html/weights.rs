//! How much text is below each element of a page, counted for all of them in one pass.
//!
//! Asked one by one, the elements of a page that nests are counted as often as they are deep.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use dom_query::{NodeData, NodeId, NodeRef, TreeNode};

/// A shorter paragraph is a label or a line of a list.
const SHORTEST_PROSE_CHARS: usize = 80;

/// What is below one node, itself included.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// Letters and signs, with one blank between words.
    pub(super) chars: usize,
    /// Those of them that are links.
    pub(super) linked: usize,
    /// Those in paragraphs of prose.
    pub(super) prose: usize,
    /// Whether there is a headline or an `<article>`.
    pub(super) holds_headline: bool,
}

/// The weights of a tree's nodes.
pub(super) struct Weights {
    by_node: HashMap<NodeId, Weight, BuildHasherDefault<Number>>,
}

/// What a node is to the weights.
enum Kind {
    Text(usize),
    Link,
    Paragraph,
    Headline,
    Other,
}

impl Weights {
    /// Weighs what is below a node.
    pub(super) fn below(root: &NodeRef) -> Self {
        let nodes: Vec<NodeRef> = std::iter::once(*root)
            .chain(root.descendants_it())
            .collect();
        let mut by_node =
            HashMap::with_capacity_and_hasher(nodes.len(), BuildHasherDefault::default());
        // Children come after their parents, so that backwards each node is whole when its parent takes it in.
        for node in nodes.iter().rev() {
            let weight: &mut Weight = by_node.entry(node.id).or_default();
            let known = node.query(|inner| (kind(inner), inner.parent));
            let (kind, parent) = known.unwrap_or((Kind::Other, None));
            match kind {
                Kind::Text(chars) => weight.chars = chars,
                Kind::Link if node.has_attr("href") => weight.linked = weight.chars,
                Kind::Paragraph if weight.is_prose() => weight.prose = weight.chars,
                Kind::Headline => weight.holds_headline = true,
                Kind::Link | Kind::Paragraph | Kind::Other => {}
            }
            let weight = *weight;
            if let Some(parent) = parent.filter(|_| node.id != root.id) {
                by_node.entry(parent).or_default().add(weight);
            }
        }
        Self { by_node }
    }

    /// The weight of a node; of one that is not below the root nothing.
    pub(super) fn of(&self, node: &NodeRef) -> Weight {
        self.by_node.get(&node.id).copied().unwrap_or_default()
    }
}

impl Weight {
    fn is_prose(&self) -> bool {
        self.chars >= SHORTEST_PROSE_CHARS && self.linked * 3 <= self.chars
    }

    fn add(&mut self, below: Self) {
        self.chars += below.chars;
        self.linked += below.linked;
        self.prose += below.prose;
        self.holds_headline |= below.holds_headline;
    }
}

fn kind(node: &TreeNode) -> Kind {
    match &node.data {
        NodeData::Text { contents } => Kind::Text(chars(contents)),
        NodeData::Element(element) => match &*element.name.local {
            "a" => Kind::Link,
            "p" => Kind::Paragraph,
            "h1" | "article" => Kind::Headline,
            _ => Kind::Other,
        },
        _ => Kind::Other,
    }
}

/// Spreads the numbers of nodes, which follow each other; nobody chooses them.
#[derive(Default)]
struct Number(u64);

impl Hasher for Number {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        // 2^64 divided by the golden ratio, as Fibonacci hashing has it.
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0
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
