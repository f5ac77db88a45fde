//! What a query means: the tree between the text that was typed and the search that is done.
//!
//! `AND`, `OR`, `NOT` and brackets are not in the tree: `a AND b` is the group `+a +b`, `a OR b` the group `a b`, `NOT a`
//! the group `-a`. One shape for one meaning keeps printing, compiling and explaining short.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::moment::DateRange;
use super::note::Span;
use super::word::WEIGHTS;
use crate::article::Language;

/// A node of the query.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Clauses side by side. An empty group asks for nothing and matches every article.
    Group(Vec<Clause>),
    /// Text to be found.
    Text(Text),
    /// Texts near one another, in either order.
    Near(Near),
    /// A condition on metadata; it selects and does not rank.
    Filter(Filter),
    /// A node whose score is multiplied; the weight is positive and finite.
    Weighted(Box<Node>, f32),
}

impl Node {
    /// Clauses side by side, in the one shape of their meaning: a clause by itself is its node, unless it excludes.
    pub(super) fn group(mut clauses: Vec<Clause>) -> Self {
        match clauses.pop() {
            Some(only) if clauses.is_empty() && only.occur != Occur::MustNot => only.node,
            last => {
                clauses.extend(last);
                Self::Group(clauses)
            }
        }
    }

    /// A node with a weight, in the one shape of its meaning: weights multiply, and the weight 1 is none.
    pub(super) fn weighted(node: Self, weight: f32) -> Self {
        let (node, weight) = match node {
            Self::Weighted(node, inner) => (*node, inner * weight),
            node => (node, weight),
        };
        let weight = weight.clamp(*WEIGHTS.start(), *WEIGHTS.end());
        if (weight - 1.0).abs() < f32::EPSILON {
            return node;
        }
        Self::Weighted(Box::new(node), weight)
    }

    /// Whether it is about metadata alone: it selects articles and does not rank them.
    pub fn is_condition(&self) -> bool {
        let is_metadata = |text: &Text| text.field.as_ref().is_some_and(|field| !field.is_ranked());
        match self {
            Self::Filter(_) => true,
            Self::Text(text) => is_metadata(text),
            Self::Near(near) => near.operands.iter().all(is_metadata),
            Self::Weighted(node, _) => node.is_condition(),
            Self::Group(clauses) => {
                !clauses.is_empty() && clauses.iter().all(|clause| clause.node.is_condition())
            }
        }
    }

    /// The same tree without the places in the text, to compare what two queries mean.
    pub fn without_spans(&self) -> Self {
        let bare = |text: &Text| Text {
            span: Span::default(),
            ..text.clone()
        };
        match self {
            Self::Group(clauses) => {
                let clauses = clauses.iter().map(|clause| Clause {
                    occur: clause.occur,
                    node: clause.node.without_spans(),
                });
                Self::Group(clauses.collect())
            }
            Self::Text(text) => Self::Text(bare(text)),
            Self::Near(near) => Self::Near(Near {
                operands: near.operands.iter().map(bare).collect(),
                distance: near.distance,
            }),
            Self::Filter(filter) => Self::Filter(filter.clone()),
            Self::Weighted(node, weight) => Self::Weighted(Box::new(node.without_spans()), *weight),
        }
    }
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Whether an article has to match it.
    pub occur: Occur,
    /// What it asks.
    pub node: Node,
}

/// Whether an article has to match a clause.
///
/// A group without a `Must` matches where at least one `Should` does; beside a `Must`, a `Should` only ranks. A `Must` that
/// [is a condition](Node::is_condition) selects and frees no `Should`: `kyiv date:2022` finds articles of 2022 about Kyiv,
/// not all of 2022. A group of `MustNot` alone matches every other article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occur {
    /// Plain words: the more of them, the better.
    Should,
    /// `+word`, and every condition on a field.
    Must,
    /// `-word`.
    MustNot,
}

/// Text to be found in a field, or in all text fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The field it is looked for in; `None` is title, deck, body, captions and rest together.
    pub field: Option<Field>,
    /// How the text is matched.
    pub kind: TextKind,
    /// The text as typed, without its operators.
    pub text: String,
    /// Exactly this form: no stemming, no folding, no variants. In a metadata field the whole value, letter for letter.
    pub exact: bool,
    /// Where it stands in the query.
    pub span: Span,
}

/// How a [`Text`] is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// A word. The analysis may part it (`COVID-19`) or join it (`U.S.`).
    Word,
    /// These words in this order, with at most `slop` other words between them in all.
    Phrase {
        /// Other words allowed in between.
        slop: u32,
    },
    /// Words that begin so; the text holds the literal beginning.
    Prefix,
    /// `*` any letters, `?` one letter.
    Wildcard,
    /// Words within so many edits.
    Fuzzy {
        /// 1 or 2.
        distance: u8,
    },
    /// A regular expression over one whole word.
    Regex,
}

/// Texts near one another, in either order.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// At least two words or phrases (`TextKind::Word`, `TextKind::Phrase`), all of one field.
    pub operands: Vec<Text>,
    /// Other words allowed between neighbours.
    pub distance: u32,
}

/// A condition on metadata.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// `date:`, over the interval in which the article was published.
    Date(DateRange),
    /// `lang:`.
    Language(Language),
    /// `path:`, a glob over the source's path.
    Path(String),
    /// `url:`, the beginning of the address; `http://`, `https://` and `www.` need not be typed.
    Url(String),
    /// `type:`, the format that the article was read in, such as `html`; in lower case.
    Format(String),
    /// `words:`, the length of the body; both ends belong to the range.
    Words {
        /// At least so many.
        from: Option<u64>,
        /// At most so many.
        to: Option<u64>,
    },
}

/// A field that text is looked for in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The headline.
    Title,
    /// The standfirst.
    Deck,
    /// The text.
    Body,
    /// Captions of pictures.
    Captions,
    /// What extraction removed.
    Rest,
    /// Each author one by one; folded, not stemmed, as all below.
    Author,
    /// The outlet.
    Outlet,
    /// The section.
    Section,
    /// Each tag one by one.
    Tag,
    /// The place of the dateline.
    Place,
    /// `extra.KEY`.
    Extra(String),
}

impl Field {
    /// Whether it is one of the ranked fields; the others are metadata, and a condition on them does not rank.
    pub fn is_ranked(&self) -> bool {
        matches!(
            self,
            Self::Title | Self::Deck | Self::Body | Self::Captions | Self::Rest
        )
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Title => "title",
            Self::Deck => "deck",
            Self::Body => "body",
            Self::Captions => "captions",
            Self::Rest => "rest",
            Self::Author => "author",
            Self::Outlet => "outlet",
            Self::Section => "section",
            Self::Tag => "tag",
            Self::Place => "place",
            Self::Extra(key) => return write!(f, "extra.{key}"),
        })
    }
}
