//! From what a query means to what has to be done: units to score, sets to combine.

use tantivy::schema::Field as EngineField;

use super::request::Wanted;
use super::unit::Unit;
use crate::analysis::Reading;
use crate::query::{Bound, Note};

/// What is done for a query.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) units: Vec<Unit>,
    /// Which articles are hits.
    pub(super) hits: Match,
    /// Which articles are hits where those above are none: a phrase that no article holds is taken for its words.
    pub(super) relaxed: Option<Match>,
    /// Which articles hold all the words.
    pub(super) all_words: Match,
    /// Neighbours in the query, whose nearness counts.
    pub(super) pairs: Vec<(usize, usize)>,
    /// What was understood differently.
    pub(super) notes: Vec<Note>,
}

impl Plan {
    /// The plan with the hits that are wanted.
    pub(super) fn of(self, wanted: Wanted) -> Self {
        match wanted {
            Wanted::AnyWord => self,
            Wanted::AllWords => Self {
                hits: self.all_words.clone(),
                relaxed: None,
                ..self
            },
        }
    }
}

/// A set of articles.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Match {
    /// Every article.
    Everything,
    /// Articles that hold the unit.
    Unit(usize),
    /// Articles whose metadata hold the words.
    Metadata(MetadataWords),
    /// Articles that meet a condition.
    Condition(Condition),
    /// Articles in every set; every article where there is none.
    All(Vec<Match>),
    /// Articles in any set.
    Any(Vec<Match>),
    /// Articles in the first set and not in the second.
    Except(Box<Match>, Box<Match>),
}

impl Match {
    /// Whether articles are ranked by anything in it.
    pub(super) fn is_ranked(&self) -> bool {
        match self {
            Self::Unit(_) => true,
            Self::All(sets) | Self::Any(sets) => sets.iter().any(Self::is_ranked),
            Self::Except(set, _) => set.is_ranked(),
            Self::Everything | Self::Metadata(_) | Self::Condition(_) => false,
        }
    }

    /// All of the sets, as flat as can be.
    pub(super) fn all(mut sets: Vec<Self>) -> Self {
        if sets.len() == 1 {
            return sets.remove(0);
        }
        let flat = |set| match set {
            Self::All(inner) => inner,
            Self::Everything => Vec::new(),
            other => vec![other],
        };
        let mut sets: Vec<Self> = sets.into_iter().flat_map(flat).collect();
        match sets.len() {
            0 => Self::Everything,
            1 => sets.remove(0),
            _ => Self::All(sets),
        }
    }

    /// Any of the sets, as flat as can be.
    pub(super) fn any(mut sets: Vec<Self>) -> Self {
        if sets.len() == 1 {
            return sets.remove(0);
        }
        let flat = |set| match set {
            Self::Any(inner) => inner,
            other => vec![other],
        };
        let mut sets: Vec<Self> = sets.into_iter().flat_map(flat).collect();
        if sets.len() == 1 {
            sets.remove(0)
        } else {
            Self::Any(sets)
        }
    }

    /// The set less others; the set itself where there are none.
    pub(super) fn except(self, others: Vec<Self>) -> Self {
        if others.is_empty() {
            self
        } else {
            Self::Except(Box::new(self), Box::new(Self::any(others)))
        }
    }
}

/// Words of a metadata field.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct MetadataWords {
    pub(super) field: EngineField,
    /// The name of an `extra` value.
    pub(super) key: Option<String>,
    pub(super) reading: Reading,
    pub(super) slop: u32,
    /// The value that has to be it, letter for letter.
    pub(super) whole: Option<String>,
}

/// A condition on a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// The interval of publication meets this one, which is half-open.
    Published {
        from: Option<Bound>,
        to: Option<Bound>,
    },
    Language(String),
    Format(String),
    /// A glob over the source's path.
    Path(String),
    /// The beginning of the address.
    Url(String),
    /// Words of the body, both ends inside.
    Words {
        from: u64,
        to: u64,
    },
}
