//! A whole query taken exactly: every word as it is spelt.

use super::{Field, Node, Query, Text, TextKind};

impl Query {
    /// The same query with each word and phrase of the text taken exactly as it is spelt, as `=word` takes one: no stems, no
    /// folding, no other names. Patterns and conditions stay.
    pub fn exactly(mut self) -> Self {
        exactly(&mut self.root);
        self
    }
}

fn exactly(node: &mut Node) {
    match node {
        Node::Group(clauses) => clauses
            .iter_mut()
            .for_each(|clause| exactly(&mut clause.node)),
        Node::Weighted(inner, _) => exactly(inner),
        Node::Text(text) => text.exact |= can_be_exact(text),
        Node::Near(_) | Node::Filter(_) => {}
    }
}

/// Metadata hold whole values; a name there is typed as a part of one.
fn can_be_exact(text: &Text) -> bool {
    let is_of_the_text = text.field.as_ref().is_none_or(Field::is_ranked);
    is_of_the_text && matches!(text.kind, TextKind::Word | TextKind::Phrase { slop: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_become_exact_and_nothing_else() {
        let query = Query::parse("Kyiv “peace talks” evac* -kiev outlet:ap")
            .unwrap()
            .exactly();
        assert_eq!(
            query.to_string(),
            r#"=Kyiv ="peace talks" evac* -=kiev outlet:ap"#
        );
    }
}
