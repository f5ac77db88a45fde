//! The query language: text to tree, with notes. Pure: no index, no I/O.

mod moment;
mod note;
mod tree;

pub use moment::DateRange;
pub use note::{Note, Span};
pub use tree::{Clause, Field, Filter, Near, Node, Occur, Text, TextKind};

/// A query as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What it means.
    pub root: Node,
    /// What was understood differently from what was typed.
    pub notes: Vec<Note>,
}
