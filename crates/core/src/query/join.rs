//! Operands side by side to one node, by precedence: `NEAR` binds tighter than `AND`, `AND` than `OR`, `OR` than nothing.

use super::lexer::Link;
use super::note::{Notes, Span};
use super::tree::{Clause, Near, Node, Occur, Text, TextKind};

/// Words allowed between two words by `NEAR` without a number: a sentence, roughly.
const DEFAULT_DISTANCE: u32 = 10;
/// Words allowed in between at most; further apart is another paragraph, and positions cost time.
const MAX_DISTANCE: u32 = 1_000;

/// A word, a phrase, a condition or a bracket, with what stood before it.
#[derive(Debug)]
pub(super) struct Operand {
    /// Its sign, if it has one.
    pub(super) occur: Option<Occur>,
    /// Whether it names a field: it has to be met where nothing else is said.
    pub(super) is_condition: bool,
    pub(super) node: Node,
    pub(super) span: Span,
}

impl Operand {
    fn clause(self, otherwise: Occur) -> Clause {
        Clause {
            occur: self.occur.unwrap_or(otherwise),
            node: self.node,
        }
    }

    fn of(node: Node, span: Span) -> Self {
        Self {
            occur: None,
            is_condition: false,
            node,
            span,
        }
    }
}

/// Operands that one operator joins, each with the link before it.
type Run = Vec<(Link, Operand)>;

/// The node of all operands of a bracket.
pub(super) fn join(operands: Run, notes: &mut Notes) -> Node {
    let operands = merge(operands, |link| matches!(link, Link::Near(_)), near, notes);
    let operands = merge(operands, |link| link == Link::And, and, notes);
    let operands = merge(operands, |link| link == Link::Or, or, notes);
    let clauses = operands.into_iter().map(|(_, operand)| {
        let otherwise = match operand.is_condition {
            true => Occur::Must,
            false => Occur::Should,
        };
        operand.clause(otherwise)
    });
    Node::group(clauses.collect())
}

/// Replaces every run of operands that a kind of link joins by one operand.
fn merge(
    operands: Run,
    is_joint: fn(Link) -> bool,
    join: fn(Run, Span, &mut Notes) -> Operand,
    notes: &mut Notes,
) -> Run {
    let mut runs: Vec<Run> = Vec::new();
    for (link, operand) in operands {
        match runs.last_mut().filter(|_| is_joint(link)) {
            Some(run) => run.push((link, operand)),
            None => runs.push(vec![(link, operand)]),
        }
    }
    let mut merged = Vec::with_capacity(runs.len());
    for mut run in runs {
        if run.len() == 1 {
            merged.append(&mut run);
            continue;
        }
        let (link, span) = (run[0].0, run[0].1.span.to(run[run.len() - 1].1.span));
        merged.push((link, join(run, span, notes)));
    }
    merged
}

fn and(run: Run, span: Span, _: &mut Notes) -> Operand {
    let clauses = run
        .into_iter()
        .map(|(_, operand)| operand.clause(Occur::Must));
    Operand::of(Node::group(clauses.collect()), span)
}

fn or(run: Run, span: Span, notes: &mut Notes) -> Operand {
    let clauses = run.into_iter().map(|(_, operand)| {
        if operand.occur == Some(Occur::Must) {
            notes.add(operand.span, "`+` has no effect beside `OR`");
        }
        // An exclusion is an alternative of its own: every article without the word.
        let node = Node::group(vec![operand.clause(Occur::Should)]);
        let occur = Occur::Should;
        Clause { occur, node }
    });
    Operand::of(Node::group(clauses.collect()), span)
}

fn near(run: Run, span: Span, notes: &mut Notes) -> Operand {
    if let Some(why) = refuse_near(&run) {
        notes.add(span, format!("{why}; searched as `AND`"));
        return and(run, span, notes);
    }
    let distance = distance(&run, span, notes);
    let is_condition = run.iter().any(|(_, operand)| operand.is_condition);
    let texts = run
        .into_iter()
        .filter_map(|(_, operand)| match operand.node {
            Node::Text(text) => Some(text),
            _ => None,
        });
    let operands = texts.collect();
    Operand {
        is_condition,
        ..Operand::of(Node::Near(Near { operands, distance }), span)
    }
}

fn refuse_near(run: &Run) -> Option<&'static str> {
    let texts: Option<Vec<&Text>> = run.iter().map(|(_, operand)| near_text(operand)).collect();
    match texts {
        None => Some("`NEAR` joins words and phrases without signs or other operators"),
        Some(texts) if texts.windows(2).any(|pair| pair[0].field != pair[1].field) => {
            Some("`NEAR` joins words of one field")
        }
        Some(_) => None,
    }
}

fn near_text(operand: &Operand) -> Option<&Text> {
    match &operand.node {
        Node::Text(text) if operand.occur.is_none() => {
            matches!(text.kind, TextKind::Word | TextKind::Phrase { .. }).then_some(text)
        }
        _ => None,
    }
}

fn distance(run: &Run, span: Span, notes: &mut Notes) -> u32 {
    let distances = || {
        run.iter().skip(1).filter_map(|(link, _)| match link {
            Link::Near(distance) => Some(distance.unwrap_or(DEFAULT_DISTANCE)),
            _ => None,
        })
    };
    let widest = distances().max().unwrap_or(DEFAULT_DISTANCE);
    if distances().any(|distance| distance != widest) {
        notes.add(
            span,
            format!("one chain of `NEAR` has one distance; taken as {widest}"),
        );
    }
    cap_distance(widest, span, notes)
}

/// A distance within the limit.
pub(super) fn cap_distance(distance: u32, span: Span, notes: &mut Notes) -> u32 {
    if distance > MAX_DISTANCE {
        notes.add(
            span,
            format!("a distance is {MAX_DISTANCE} words at most; taken as that"),
        );
    }
    distance.min(MAX_DISTANCE)
}
