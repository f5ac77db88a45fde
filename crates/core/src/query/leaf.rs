//! One word, phrase, pattern or value to a node of the tree.

use super::fields::{FilterKind, Target};
use super::filter;
use super::join::cap_distance;
use super::lexer::{Mode, Quoted};
use super::note::{Notes, Span};
use super::pattern;
use super::scan::runs;
use super::tree::{Clause, Field, Node, Occur, Text, TextKind};
use super::word::{WEIGHTS, Word, is_searchable, weight_value};

/// What stands between signs, operators and brackets.
#[derive(Debug)]
pub(super) enum Leaf<'t> {
    Run {
        text: &'t str,
        mode: Mode,
    },
    Quoted(Quoted<'t>),
    Regex {
        pattern: &'t str,
        weight: Option<&'t str>,
    },
}

impl Leaf<'_> {
    /// The node, `None` where nothing can be searched for, and whether the field before it was understood.
    pub(super) fn node(
        self,
        target: Option<&Target>,
        span: Span,
        query: &str,
        notes: &mut Notes,
    ) -> Option<(Node, bool)> {
        let is_empty = matches!(&self, Self::Quoted(quoted) if quoted.text.is_empty());
        if is_empty && target.is_some() {
            notes.add(span, "a field needs a value; left out");
            return None;
        }
        match target {
            Some(Target::Filter(kind)) => self.condition(*kind, span, query, notes),
            Some(Target::Text(field)) => {
                let node = self.text(Some(field.clone()), span, notes)?;
                Some((node, true))
            }
            None => Some((self.text(None, span, notes)?, false)),
        }
    }

    fn condition(
        self,
        kind: FilterKind,
        span: Span,
        query: &str,
        notes: &mut Notes,
    ) -> Option<(Node, bool)> {
        let value = match &self {
            Self::Quoted(quoted) => quoted.text,
            _ => &query[span.start..span.end],
        };
        match filter::read(kind, value) {
            Ok(filter) => Some((Node::Filter(filter), true)),
            Err(why) => {
                notes.add(span, format!("{why}; searched as text"));
                let node = match self {
                    Self::Quoted(quoted) => Self::Quoted(quoted).text(None, span, notes),
                    _ => words(value, None, span),
                };
                Some((node?, false))
            }
        }
    }

    fn text(self, field: Option<Field>, span: Span, notes: &mut Notes) -> Option<Node> {
        let (word, exact) = match self {
            Self::Run { text, mode } => run(text, mode),
            Self::Quoted(quoted) => {
                let exact = quoted.exact;
                (phrase(&quoted, span, notes), exact)
            }
            Self::Regex { pattern, weight } => {
                if let Some(why) = pattern::refuse(pattern) {
                    notes.add(span, format!("the pattern {why}; searched as words"));
                    let node = words(pattern, field.as_ref(), span)?;
                    return Some(weighted(node, weight, span, notes));
                }
                (regex(pattern, weight), false)
            }
        };
        if let Some(trouble) = &word.trouble {
            notes.add(span, trouble.as_str());
        }
        let is_found = matches!(word.kind, TextKind::Regex) || is_searchable(&word.text);
        let node = Node::Text(Text {
            field,
            kind: word.kind,
            text: word.text,
            exact,
            span,
        });
        is_found.then(|| weighted(node, word.weight, span, notes))
    }
}

fn run(text: &str, mode: Mode) -> (Word<'_>, bool) {
    match mode {
        Mode::Ordinary => (Word::read(text), false),
        Mode::Literal => (Word::plain(text), false),
        Mode::Exact => (Word::read_exact(text), true),
        Mode::ExactLiteral => (Word::plain(text), true),
    }
}

fn phrase<'t>(quoted: &Quoted<'t>, span: Span, notes: &mut Notes) -> Word<'t> {
    let slop = match quoted.slop {
        None => 0,
        Some("") => {
            notes.add(
                span,
                "`~` after a phrase needs a number, as in `\"a b\"~5`; left out",
            );
            0
        }
        Some(digits) => cap_distance(digits.parse().unwrap_or(u32::MAX), span, notes),
    };
    Word {
        kind: TextKind::Phrase { slop },
        weight: quoted.weight,
        ..Word::plain(quoted.text)
    }
}

fn regex<'t>(text: &str, weight: Option<&'t str>) -> Word<'t> {
    Word {
        kind: TextKind::Regex,
        weight,
        ..Word::plain(text)
    }
}

/// The words of a text that was to be something else, any of them.
fn words(text: &str, field: Option<&Field>, span: Span) -> Option<Node> {
    let words = runs(text).filter(|run| is_searchable(run));
    let clauses: Vec<Clause> = words
        .map(|run| Clause {
            occur: Occur::Should,
            node: Node::Text(Text {
                field: field.cloned(),
                kind: TextKind::Word,
                text: run.to_owned(),
                exact: false,
                span,
            }),
        })
        .collect();
    (!clauses.is_empty()).then(|| Node::group(clauses))
}

/// A node with a weight as typed. What only selects has no score, so that its weight is left out.
pub(super) fn weighted(node: Node, typed: Option<&str>, span: Span, notes: &mut Notes) -> Node {
    let Some(typed) = typed else {
        return node;
    };
    if node.is_condition() {
        notes.add(
            span,
            "a condition selects and does not rank; its weight is left out",
        );
        return node;
    }
    let (weight, is_within) = weight_value(typed);
    if !is_within {
        let (least, most) = (WEIGHTS.start(), WEIGHTS.end());
        notes.add(
            span,
            format!("a weight is from {least} to {most}; taken as {weight}"),
        );
    }
    Node::weighted(node, weight)
}
