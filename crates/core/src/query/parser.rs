//! Tokens to tree. One pass over the tokens with a stack of open brackets; no recursion, whatever is typed.

use super::fields::Target;
use super::join::{Operand, join};
use super::leaf::Leaf;
use super::lexer::{Link, Mode, Token, TokenKind};
use super::note::{Notes, Span};
use super::tree::{Node, Occur};
use super::{MAX_DEPTH, MAX_LEAVES};

/// The tree of the tokens of `text`.
pub(super) fn parse(text: &str, tokens: Vec<Token<'_>>, notes: &mut Notes) -> Node {
    let mut parser = Parser {
        text,
        notes,
        frames: vec![Frame::default()],
        prefix: Prefix::default(),
        passed_over: 0,
        leaves: 0,
    };
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let next = tokens.peek().map(|token| &token.kind);
        parser.token(token, next);
    }
    parser.finish()
}

struct Parser<'t, 'n> {
    text: &'t str,
    notes: &'n mut Notes,
    /// The whole query, then every open bracket.
    frames: Vec<Frame>,
    /// What was read of the next operand.
    prefix: Prefix,
    /// Brackets beyond the depth limit that are open.
    passed_over: usize,
    leaves: usize,
}

/// What stands before an operand.
#[derive(Debug, Clone, Default)]
struct Prefix {
    occur: Option<Occur>,
    target: Option<Target>,
    span: Option<Span>,
}

/// An open bracket.
#[derive(Debug, Default)]
struct Frame {
    operands: Vec<(Link, Operand)>,
    /// The operator after the last operand.
    link: Option<(Link, Span)>,
    /// What stood before the bracket.
    prefix: Prefix,
    /// The field that words within have, the bracket's own or that of one further out.
    target: Option<Target>,
    opened: Span,
}

impl Parser<'_, '_> {
    fn token(&mut self, token: Token<'_>, next: Option<&TokenKind<'_>>) {
        let span = token.span;
        match token.kind {
            TokenKind::Sign(occur) => self.sign(occur, span),
            TokenKind::Field(target) => {
                self.prefix.target = Some(target);
                self.begin_prefix(span);
            }
            TokenKind::Open => self.open(span),
            TokenKind::Close { weight } => self.close(weight, span),
            TokenKind::Not if begins_operand(next) => self.sign(Occur::MustNot, span),
            TokenKind::Link(link) if self.can_link() && begins_operand(next) => {
                self.frame().link = Some((link, span));
            }
            TokenKind::Not | TokenKind::Link(_) => self.dangling(span),
            TokenKind::Run { text, mode } => self.leaf(Leaf::Run { text, mode }, span),
            TokenKind::Quoted(quoted) => self.leaf(Leaf::Quoted(quoted), span),
            TokenKind::Regex { pattern, weight } => {
                self.leaf(Leaf::Regex { pattern, weight }, span);
            }
        }
    }

    fn frame(&mut self) -> &mut Frame {
        self.frames
            .last_mut()
            .expect("the frame of the query is never closed")
    }

    /// Two exclusions undo one another; any other sign after a sign takes its place.
    fn sign(&mut self, occur: Occur, span: Span) {
        self.prefix.occur = match (self.prefix.occur, occur) {
            (Some(Occur::MustNot), Occur::MustNot) => None,
            (Some(Occur::MustNot), _) => Some(Occur::MustNot),
            (_, occur) => Some(occur),
        };
        self.begin_prefix(span);
    }

    fn begin_prefix(&mut self, span: Span) {
        self.prefix.span.get_or_insert(span);
    }

    fn can_link(&mut self) -> bool {
        let frame = self.frame();
        frame.link.is_none() && !frame.operands.is_empty()
    }

    fn dangling(&mut self, span: Span) {
        let text = &self.text[span.start..span.end];
        let message = format!("`{text}` joins nothing here; searched as a word");
        self.notes.add(span, message);
        let mode = Mode::Literal;
        self.leaf(Leaf::Run { text, mode }, span);
    }

    fn open(&mut self, span: Span) {
        if self.frames.len() > MAX_DEPTH {
            if self.passed_over == 0 {
                let message = format!("brackets deeper than {MAX_DEPTH} are passed over");
                self.notes.add(span, message);
            }
            self.passed_over += 1;
            return;
        }
        let prefix = std::mem::take(&mut self.prefix);
        let target = prefix
            .target
            .clone()
            .or_else(|| self.frame().target.clone());
        self.frames.push(Frame {
            prefix,
            target,
            opened: span,
            ..Frame::default()
        });
    }

    fn close(&mut self, weight: Option<&str>, span: Span) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
        } else if self.frames.len() > 1 {
            self.close_frame(weight, span);
        } else {
            self.notes.add(span, "no bracket is open here; left out");
        }
    }

    fn close_frame(&mut self, weight: Option<&str>, span: Span) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let node = join(frame.operands, self.notes);
        if matches!(&node, Node::Group(clauses) if clauses.is_empty()) {
            return self.drop_operand();
        }
        let begin = frame.prefix.span.unwrap_or(frame.opened);
        let node = super::leaf::weighted(node, weight, span, self.notes);
        self.operand(Operand {
            occur: frame.prefix.occur,
            is_condition: frame.prefix.target.is_some(),
            node,
            span: begin.to(span),
        });
    }

    fn leaf(&mut self, leaf: Leaf<'_>, span: Span) {
        let prefix = std::mem::take(&mut self.prefix);
        let target = prefix
            .target
            .clone()
            .or_else(|| self.frame().target.clone());
        let Some((node, is_understood)) = leaf.node(target.as_ref(), span, self.text, self.notes)
        else {
            return self.drop_operand();
        };
        let (texts, room) = (texts_of(&node), MAX_LEAVES.saturating_sub(self.leaves));
        if texts > room && self.leaves <= MAX_LEAVES {
            let message = format!("more than {MAX_LEAVES} words; from here on left out");
            self.notes.add(span, message);
        }
        self.leaves += texts;
        let Some(node) = cut(node, room) else {
            return self.drop_operand();
        };
        self.operand(Operand {
            occur: prefix.occur,
            is_condition: prefix.target.is_some() && is_understood,
            node,
            span: prefix.span.unwrap_or(span).to(span),
        });
    }

    fn operand(&mut self, operand: Operand) {
        let frame = self.frame();
        let link = frame.link.take().map_or(Link::Beside, |(link, _)| link);
        frame.operands.push((link, operand));
    }

    /// Nothing came of what was to be an operand: the operator before it and the signs go with it.
    fn drop_operand(&mut self) {
        self.prefix = Prefix::default();
        if let Some((_, span)) = self.frame().link.take() {
            self.notes.add(span, "joins nothing here; left out");
        }
    }

    fn finish(mut self) -> Node {
        let end = Span::from(self.text.len()..self.text.len());
        while self.frames.len() > 1 {
            let opened = self.frame().opened;
            self.notes
                .add(opened, "the bracket is not closed; it runs to the end");
            self.close_frame(None, end);
        }
        let operands = std::mem::take(&mut self.frame().operands);
        join(operands, self.notes)
    }
}

fn begins_operand(next: Option<&TokenKind<'_>>) -> bool {
    !matches!(
        next,
        None | Some(TokenKind::Close { .. } | TokenKind::Link(_))
    )
}

/// What a leaf counts: a pattern that is refused may be many words.
fn texts_of(node: &Node) -> usize {
    match node {
        Node::Group(clauses) => clauses.len(),
        Node::Weighted(inner, _) => texts_of(inner),
        _ => 1,
    }
}

/// The first of a leaf's words; `None` where there is room for none.
fn cut(node: Node, room: usize) -> Option<Node> {
    match node {
        _ if room == 0 => None,
        Node::Group(mut clauses) if clauses.len() > room => {
            clauses.truncate(room);
            match room {
                1 => clauses.pop().map(|clause| clause.node),
                _ => Some(Node::Group(clauses)),
            }
        }
        Node::Weighted(inner, weight) => {
            cut(*inner, room).map(|inner| Node::Weighted(Box::new(inner), weight))
        }
        node => Some(node),
    }
}
