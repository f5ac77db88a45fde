//! The query language: text to tree, with notes. Pure: no index, no I/O.

mod depth;
mod error;
mod exactly;
mod fields;
mod filter;
mod join;
mod leaf;
mod lexer;
mod moment;
mod month;
mod note;
mod parser;
mod pattern;
mod print;
mod prose;
mod question;
mod scan;
mod tree;
mod wider;
mod word;

use std::fmt;
use std::str::FromStr;

pub use error::QueryError;
pub(crate) use moment::Bound;
pub use moment::{DateRange, DateUnit};
pub use note::{Note, Span};
pub use tree::{Clause, Field, Filter, Near, Node, Occur, Text, TextKind};

/// The longest query, in bytes: some 1,300 words, more than any question and less than any article worth pasting.
const MAX_BYTES: usize = 8 * 1024;
/// The deepest brackets, and the deepest groups of a tree.
const MAX_DEPTH: usize = 64;
/// The most words, phrases, patterns and conditions of a query.
const MAX_LEAVES: usize = 1_024;

/// A query as it was understood.
///
/// Its `Display` is the canonical form, which reads back as the same query.
///
/// # Example
/// ```
/// use fiche::Query;
///
/// let query = Query::parse("“harbour strike” AND (dockers OR unions) Ukraine:war")?;
/// assert_eq!(query.to_string(), "(+\"harbour strike\" +(dockers unions)) \\Ukraine:war");
/// assert_eq!(query.notes[0].message, "`Ukraine:` is not a field; searched as a word");
/// # Ok::<(), fiche::QueryError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// What it means.
    pub root: Node,
    /// What was understood differently from what was typed.
    pub notes: Vec<Note>,
}

impl Query {
    /// The longest text that is read.
    pub const MAX_BYTES: usize = MAX_BYTES;

    /// Reads any text as a query. What was understood differently from what was typed stands in the notes.
    ///
    /// # Errors
    /// The text is longer than [`Query::MAX_BYTES`].
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        if text.len() > MAX_BYTES {
            return Err(QueryError::TooLong { bytes: text.len() });
        }
        let mut notes = note::Notes::default();
        let tokens = lexer::lex(text, &mut notes);
        let root = parser::parse(text, tokens, &mut notes);
        let root = depth::limit(root, &mut notes);
        if matches!(&root, Node::Group(clauses) if clauses.is_empty())
            && !text.chars().all(scan::is_space)
        {
            notes.push(Note::general(
                "nothing here can be searched for, so that every article is found",
            ));
        }
        let notes = notes.finish();
        Ok(Self { root, notes })
    }

    /// The same query with a further condition, which every article found has to meet.
    pub fn narrowed(mut self, condition: Node) -> Self {
        let required = |node: Node| Clause {
            occur: Occur::Must,
            node,
        };
        match &mut self.root {
            Node::Group(clauses) => clauses.push(required(condition)),
            node => {
                let asked = std::mem::replace(node, Node::Group(Vec::new()));
                *node = Node::Group(vec![required(asked), required(condition)]);
            }
        }
        self
    }

    /// Reads a text as a query and refuses what [`Query::parse`] would understand differently from what was typed.
    ///
    /// # Errors
    /// The text is too long, or there is a note; the error draws the text with carets.
    pub fn parse_strict(text: &str) -> Result<Self, QueryError> {
        let query = Self::parse(text)?;
        if query.notes.is_empty() {
            return Ok(query);
        }
        Err(QueryError::Unclear {
            text: text.to_owned(),
            notes: query.notes,
        })
    }
}

impl FromStr for Query {
    type Err = QueryError;

    /// As [`Query::parse`].
    fn from_str(text: &str) -> Result<Self, QueryError> {
        Self::parse(text)
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.root.to_string();
        if prose::is_prose(&text) && !prose::is_plain(&self.root) {
            return write!(f, "{} {text}", prose::SIGNS_ARE_MEANT);
        }
        f.write_str(&text)
    }
}
