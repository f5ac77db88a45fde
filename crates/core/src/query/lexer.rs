//! Text to tokens: where a word, a phrase or a bracket begins and ends, and nothing of what it means.
//!
//! Every byte is looked at a bounded number of times: a quote is closed by the first closing mark after it, and where no
//! such mark stands after it is known beforehand.

use super::fields::{self, Target};
use super::note::{Notes, Span, quoted};
use super::prose::{is_operator, is_prose};
use super::question::is_question;
use super::scan::{balanced_length, is_space, literal, name_length, pattern_length, run_length};
use super::tree::Occur;
use super::word;

/// A token and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    pub(super) span: Span,
    pub(super) kind: TokenKind<'t>,
}

#[derive(Debug, Clone)]
pub(super) enum TokenKind<'t> {
    /// `+` or `-`, glued to what follows.
    Sign(Occur),
    /// `title:`, glued to what follows.
    Field(Target),
    /// `(`.
    Open,
    /// `)`, with its weight as typed.
    Close { weight: Option<&'t str> },
    /// `NOT`.
    Not,
    /// `AND`, `OR`, `NEAR/5` between two operands.
    Link(Link),
    /// A run of characters.
    Run { text: &'t str, mode: Mode },
    /// Text in quotes.
    Quoted(Quoted<'t>),
    /// `/pattern/`.
    Regex {
        pattern: &'t str,
        weight: Option<&'t str>,
    },
}

/// How two neighbours belong together, from the loosest to the tightest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    Beside,
    Or,
    And,
    /// `NEAR`, with its distance as typed.
    Near(Option<u32>),
}

/// How the characters of a run are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A word, with its operators.
    Ordinary,
    /// A word without operators: one that ends a question, one of prose, or one behind a backslash.
    Literal,
    /// `=word`; a weight may follow.
    Exact,
    /// `=\word`.
    ExactLiteral,
}

/// Text in quotes and what is glued to it.
#[derive(Debug, Clone)]
pub(super) struct Quoted<'t> {
    pub(super) text: &'t str,
    pub(super) exact: bool,
    /// The digits after `~`.
    pub(super) slop: Option<&'t str>,
    /// The number after `^`.
    pub(super) weight: Option<&'t str>,
}

/// Opening marks, each with the marks that close it, the likeliest first.
pub(super) const QUOTES: [(char, &[char]); 11] = [
    ('"', &['"']),
    ('“', &['”', '"']),
    ('„', &['“', '”', '"']),
    ('«', &['»']),
    ('”', &['”']),
    ('»', &['«', '»']),
    ('‹', &['›']),
    ('›', &['‹']),
    ('＂', &['＂']),
    ('「', &['」']),
    ('『', &['』']),
];

/// The tokens of a text.
pub(super) fn lex<'t>(text: &'t str, notes: &mut Notes) -> Vec<Token<'t>> {
    let mut lexer = Lexer {
        text,
        position: 0,
        tokens: Vec::new(),
        notes,
        last_marks: QUOTES.map(|(_, closers)| text.rfind(closers)),
        is_question: is_question(text),
        is_prose: is_prose(text),
    };
    lexer.run();
    lexer.tokens
}

struct Lexer<'t, 'n> {
    text: &'t str,
    position: usize,
    tokens: Vec<Token<'t>>,
    notes: &'n mut Notes,
    /// For each row of `QUOTES`, where the last mark that closes it stands.
    last_marks: [Option<usize>; QUOTES.len()],
    is_question: bool,
    /// Whether the text is prose, in which quotes are the only signs.
    is_prose: bool,
}

impl<'t> Lexer<'t, '_> {
    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            match c {
                c if is_space(c) => self.position += c.len_utf8(),
                '(' | ')' if self.is_prose => self.position += 1,
                _ if self.is_prose => self.prose(),
                '(' => self.push(1, TokenKind::Open),
                ')' => self.close(),
                _ => self.operand(),
            }
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.position..]
    }

    fn push(&mut self, length: usize, kind: TokenKind<'t>) {
        let span = Span::from(self.position..self.position + length);
        self.position = span.end;
        self.tokens.push(Token { span, kind });
    }

    fn close(&mut self) {
        let weight = word::weight_after(&self.rest()[1..]);
        let length = 1 + weight.map_or(0, |weight| weight.len() + 1);
        self.push(length, TokenKind::Close { weight });
    }

    fn operand(&mut self) {
        let before = self.text[..self.position].chars().next_back();
        let is_fresh = before.is_none_or(|c| is_space(c) || c == '(');
        let first = self.tokens.len();
        if is_fresh {
            self.sign();
            self.field();
        }
        let is_bare = self.tokens.len() == first;
        let is_filter = matches!(
            self.tokens[first..].last().map(|token| &token.kind),
            Some(TokenKind::Field(Target::Filter(_)))
        );
        if self.rest().starts_with('(') || self.quote(0) {
            return;
        }
        if is_filter {
            return self.raw();
        }
        if !(is_fresh && (self.exact() || self.regex())) {
            self.word(is_bare);
        }
    }

    /// A quotation, or a word as it stands.
    fn prose(&mut self) {
        if self.quote(0) {
            return;
        }
        let length = run_length(self.rest());
        let text = &self.rest()[..length];
        let span = self.position..self.position + length;
        if is_operator(text) {
            let message = format!(
                "the text reads as prose: {} is taken as a word",
                quoted(text)
            );
            self.notes.add(span, message);
        }
        let mode = Mode::Literal;
        self.push(length, TokenKind::Run { text, mode });
    }

    fn sign(&mut self) {
        let occur = match self.rest().as_bytes() {
            [b'+', ..] => Occur::Must,
            [b'-', ..] => Occur::MustNot,
            _ => return,
        };
        if is_glued(&self.rest()[1..]) {
            self.push(1, TokenKind::Sign(occur));
        }
    }

    fn field(&mut self) {
        let Some(length) = name_length(self.rest()) else {
            return;
        };
        let name = &self.rest()[..length];
        let after = &self.rest()[length + 1..];
        let span = Span::from(self.position..self.position + length + 1);
        match fields::find(name) {
            Some(target) if is_glued(after) => self.push(length + 1, TokenKind::Field(target)),
            Some(_) => self.notes.add(
                span,
                format!("`{name}:` has no value; write it without a space, as in `{name}:value`"),
            ),
            None if looks_like_a_field(name, after) => self.notes.add(span, unknown_field(name)),
            None => {}
        }
    }

    /// Reads text in quotes `skip` bytes ahead, or passes over a mark that nothing closes. False where no quote opens.
    fn quote(&mut self, skip: usize) -> bool {
        let rest = &self.rest()[skip..];
        let Some((row, (open, closers))) =
            (QUOTES.iter().enumerate()).find(|(_, (open, _))| rest.starts_with(*open))
        else {
            return false;
        };
        let start = self.position + skip + open.len_utf8();
        let has_close = self.last_marks[row].is_some_and(|last| last >= start);
        let inside = &self.text[start..];
        let close = has_close.then(|| {
            let find = |closer: &char| inside.find(*closer).map(|at| (at, closer.len_utf8()));
            closers.iter().find_map(find)
        });
        let Some((length, mark)) = close.flatten() else {
            let span = self.position..start;
            self.notes
                .add(span, format!("the quote {open} is not closed; left out"));
            self.position = start;
            return true;
        };
        let after = &inside[length + mark..];
        let slop = after.strip_prefix('~').map(word::digits);
        let suffix = slop.map_or(0, |digits| digits.len() + 1);
        let weight = word::weight_after(&after[suffix..]);
        let suffix = suffix + weight.map_or(0, |weight| weight.len() + 1);
        let quoted = Quoted {
            text: inside[..length].trim_matches(is_space),
            exact: skip > 0,
            slop,
            weight,
        };
        let end = start + length + mark + suffix;
        self.push(end - self.position, TokenKind::Quoted(quoted));
        true
    }

    /// The value of a condition, which has a grammar of its own.
    fn raw(&mut self) {
        let length = balanced_length(self.rest());
        let text = &self.rest()[..length];
        self.push(
            length,
            TokenKind::Run {
                text,
                mode: Mode::Ordinary,
            },
        );
    }

    fn exact(&mut self) -> bool {
        let Some(after) = self.rest().strip_prefix('=') else {
            return false;
        };
        if after.starts_with('(') {
            let span = self.position..self.position + 1;
            let message = "`=` belongs to a word or a phrase, as in `=Kyiv`; left out";
            self.notes.add(span, message);
            return false;
        }
        if !is_glued(after) {
            return false;
        }
        if self.quote(1) {
            return true;
        }
        let (skip, mode) = match literal(after) {
            Some(_) => (2, Mode::ExactLiteral),
            None => (1, Mode::Exact),
        };
        self.push_run(skip, mode);
        true
    }

    fn regex(&mut self) -> bool {
        let Some(inside) = self.rest().strip_prefix('/') else {
            return false;
        };
        let Some(length) = pattern_length(inside).filter(|length| *length > 0) else {
            return false;
        };
        let after = &inside[length + 1..];
        let weight = word::weight_after(after);
        let suffix = weight.map_or(0, |weight| weight.len() + 1);
        if is_glued(&after[suffix..]) {
            return false;
        }
        let pattern = &inside[..length];
        self.push(length + 2 + suffix, TokenKind::Regex { pattern, weight });
        true
    }

    fn word(&mut self, is_bare: bool) {
        if literal(self.rest()).is_some() {
            return self.push_run(1, Mode::Literal);
        }
        let length = run_length(self.rest());
        let text = &self.rest()[..length];
        let asks = self.is_question && is_bare && text.ends_with('?');
        let mode = match asks && self.rest()[length..].chars().next().is_none_or(is_space) {
            true => Mode::Literal,
            false => Mode::Ordinary,
        };
        let run = TokenKind::Run { text, mode };
        let kind = operator(text).filter(|_| is_bare).unwrap_or(run);
        self.push(length, kind);
    }

    fn push_run(&mut self, skip: usize, mode: Mode) {
        let length = run_length(&self.rest()[skip..]);
        let text = &self.rest()[skip..skip + length];
        self.push(skip + length, TokenKind::Run { text, mode });
    }
}

pub(super) fn operator<'t>(text: &str) -> Option<TokenKind<'t>> {
    Some(match text {
        "NOT" => TokenKind::Not,
        "AND" => TokenKind::Link(Link::And),
        "OR" => TokenKind::Link(Link::Or),
        "NEAR" => TokenKind::Link(Link::Near(None)),
        _ => {
            let digits = text.strip_prefix("NEAR/")?;
            let is_number = !digits.is_empty() && word::digits(digits).len() == digits.len();
            let distance = digits.parse().unwrap_or(u32::MAX);
            return is_number.then_some(TokenKind::Link(Link::Near(Some(distance))));
        }
    })
}

/// Whether something stands right here for a sign, a field or `=` to belong to.
fn is_glued(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_some_and(|c| !is_space(c) && c != ')')
}

/// `Ukraine:war` was perhaps meant as a field; `Ukraine: war`, `10:30`, `http://` and `a::b` were not.
fn looks_like_a_field(name: &str, after: &str) -> bool {
    let opens = |c: char| c.is_alphanumeric() || c == '(' || QUOTES.iter().any(|row| row.0 == c);
    name.chars().all(|c| c.is_alphabetic() || c == '_')
        && name.chars().nth(1).is_some()
        && after.starts_with(opens)
}

fn unknown_field(name: &str) -> String {
    let name_and_colon = quoted(&format!("{name}:"));
    match fields::suggest(name) {
        Some(known) => {
            format!("{name_and_colon} is not a field; searched as a word; did you mean `{known}:`?")
        }
        None => format!("{name_and_colon} is not a field; searched as a word"),
    }
}
