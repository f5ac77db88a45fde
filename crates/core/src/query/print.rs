//! Tree to text: the canonical form of a query, which reads back as the same tree and gives no note.
//!
//! A group prints as its clauses, `+must -not should`. A condition on a field has to be met wherever it stands by itself,
//! so that it prints without `+`; where it need not be met it stands in brackets, or in a row of `OR`.

use std::fmt;

use super::lexer::{Mode, QUOTES, TokenKind, lex};
use super::note::Notes;
use super::scan::is_space;
use super::tree::{Clause, Filter, Near, Node, Occur, Text, TextKind};
use super::word::{Word, is_searchable};

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group(clauses) if is_row_of_or(clauses) => {
                separated(f, " OR ", clauses, |f, clause| operand(f, &clause.node))
            }
            Self::Group(clauses) => separated(f, " ", clauses, |f, clause| clause.fmt(f)),
            Self::Text(text) => text.fmt(f),
            Self::Near(near) => near.fmt(f),
            Self::Filter(filter) => filter.fmt(f),
            Self::Weighted(node, weight) if takes_weight(node, *weight) => {
                write!(f, "{node}^{weight}")
            }
            Self::Weighted(node, weight) => write!(f, "({node})^{weight}"),
        }
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.occur {
            Occur::MustNot => "-",
            Occur::Must if is_typed_as_condition(&self.node) => "",
            Occur::Must => "+",
            Occur::Should if is_typed_as_condition(&self.node) => {
                return write!(f, "({})", self.node);
            }
            Occur::Should => "",
        };
        match &self.node {
            Node::Near(_) if !sign.is_empty() => write!(f, "{sign}({})", self.node),
            node => {
                f.write_str(sign)?;
                operand(f, node)
            }
        }
    }
}

/// A node where a bracket parts it from its neighbours if it needs one.
fn operand(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::Group(_) => write!(f, "({node})"),
        Node::Text(text) if looks_like_a_question(text) => write!(f, "({node})"),
        node => fmt::Display::fmt(node, f),
    }
}

/// A mark at the end of a plain word could be that of a question.
fn looks_like_a_question(text: &Text) -> bool {
    text.kind == TextKind::Wildcard && text.text.ends_with('?') && text.field.is_none()
}

fn separated<T>(
    f: &mut fmt::Formatter<'_>,
    separator: &str,
    items: &[T],
    print: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(separator)?;
        }
        print(f, item)?;
    }
    Ok(())
}

/// Whether a group prints as `a OR title:b`: without `OR`, the condition would have to be met.
fn is_row_of_or(clauses: &[Clause]) -> bool {
    let is_should = |clause: &Clause| clause.occur == Occur::Should;
    clauses.len() > 1
        && clauses.iter().all(is_should)
        && clauses
            .iter()
            .any(|clause| is_typed_as_condition(&clause.node))
}

/// Whether a node prints with a field before it.
fn is_typed_as_condition(node: &Node) -> bool {
    match node {
        Node::Filter(_) => true,
        Node::Text(text) => text.field.is_some(),
        Node::Near(near) => near.operands.iter().any(|text| text.field.is_some()),
        Node::Weighted(node, weight) => takes_weight(node, *weight) && is_typed_as_condition(node),
        Node::Group(_) => false,
    }
}

/// Whether a weight can stand right behind a node.
fn takes_weight(node: &Node, weight: f32) -> bool {
    match node {
        Node::Text(text) if text.kind == TextKind::Word => {
            let (bare, weight) = (bare(text), weight.to_string());
            reads_back(&bare, text, None)
                && reads_back(&format!("{bare}^{weight}"), text, Some(&weight))
        }
        Node::Text(_) => true,
        _ => false,
    }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = format!(" NEAR/{} ", self.distance);
        separated(f, &separator, &self.operands, |f, text| text.fmt(f))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(f, "{field}:")?;
        }
        let text = &self.text;
        match self.kind {
            TextKind::Word if reads_back(&bare(self), self, None) => f.write_str(&bare(self)),
            TextKind::Word if self.exact => write!(f, "=\\{text}"),
            TextKind::Word => write!(f, "\\{text}"),
            TextKind::Phrase { slop } => phrase(f, self, slop),
            TextKind::Prefix => write!(f, "{text}*"),
            TextKind::Wildcard => f.write_str(text),
            TextKind::Fuzzy { distance } => write!(f, "{text}~{distance}"),
            TextKind::Regex => write!(f, "/{text}/"),
        }
    }
}

fn phrase(f: &mut fmt::Formatter<'_>, text: &Text, slop: u32) -> fmt::Result {
    if text.exact {
        f.write_str("=")?;
    }
    quote(f, &text.text)?;
    match slop {
        0 => Ok(()),
        slop => write!(f, "~{slop}"),
    }
}

/// The text in the first quotes whose closing mark it does not hold.
fn quote(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let marks = QUOTES
        .iter()
        .find(|(_, closers)| !text.contains(closers[0]))
        .map_or(('"', '"'), |(open, closers)| (*open, closers[0]));
    write!(f, "{}{text}{}", marks.0, marks.1)
}

fn bare(text: &Text) -> String {
    let sign = if text.exact { "=" } else { "" };
    format!("{sign}{}", text.text)
}

/// Whether a printed word is read as the same word, with the same weight and without a note.
fn reads_back(printed: &str, text: &Text, weight: Option<&str>) -> bool {
    let mut notes = Notes::default();
    let tokens = lex(printed, &mut notes);
    let [token] = tokens.as_slice() else {
        return false;
    };
    let word = match &token.kind {
        TokenKind::Run { text, mode } => match mode {
            Mode::Ordinary => Word::read(text),
            Mode::Exact => Word::read_exact(text),
            Mode::Literal | Mode::ExactLiteral => return false,
        },
        _ => return false,
    };
    notes.is_empty()
        && word.trouble.is_none()
        && word.kind == TextKind::Word
        && word.text == text.text
        && word.weight == weight
        && is_searchable(&word.text)
        && text.exact == printed.starts_with('=')
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(range) => value(f, "date", &range.to_string()),
            Self::Language(language) => value(f, "lang", language.code()),
            Self::Path(glob) => value(f, "path", glob),
            Self::Url(beginning) => value(f, "url", beginning),
            Self::Format(name) => value(f, "type", name),
            Self::Words { from, to } => value(f, "words", &words(*from, *to)),
        }
    }
}

fn words(from: Option<u64>, to: Option<u64>) -> String {
    let end = |end: Option<u64>| end.map_or_else(String::new, |end| end.to_string());
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (from, to) => format!("{}..{}", end(from), end(to)),
    }
}

fn value(f: &mut fmt::Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    write!(f, "{name}:")?;
    let opens_quote = QUOTES.iter().any(|(open, _)| value.starts_with(*open));
    match value.contains(|c| is_space(c) || matches!(c, '(' | ')')) || opens_quote {
        true => quote(f, value),
        false => f.write_str(value),
    }
}
