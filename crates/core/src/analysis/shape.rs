//! How the parts of a unit belong together: what marks between them make of it.

/// How the parts of a unit belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One part, one term.
    Word,
    /// Parts and nothing else: `Ukraine:war`, a long chain of hyphens.
    Parts,
    /// Parts, and all of them written together: `COVID-19`, `AT&T`, `snake_case`.
    Joined,
    /// Parts, and the whole with its marks: `jane.doe@example.com`, `C++`.
    Whole,
    /// An article or pronoun and the word it leans on: `l'énergie`.
    Elision,
    /// Characters of a script without spaces.
    Run,
}

impl Shape {
    /// Whether such a unit has a term beside those of its parts; `joins_elisions` as the language has it.
    pub(super) fn has_together(self, joins_elisions: bool) -> bool {
        match self {
            Self::Joined | Self::Whole => true,
            Self::Elision => joins_elisions,
            Self::Word | Self::Parts | Self::Run => false,
        }
    }

    /// The shape of a unit that has marks of two kinds: what parts more wins, and a dot or `@` keeps the whole.
    pub(super) fn max_with(self, other: Self) -> Self {
        let rank = |shape| match shape {
            Self::Word | Self::Run => 0,
            Self::Elision => 1,
            Self::Joined => 2,
            Self::Whole => 3,
            Self::Parts => 4,
        };
        if rank(self) >= rank(other) {
            self
        } else {
            other
        }
    }
}

/// What a mark inside a UAX#29 word does to it.
pub(super) fn inner_bond(mark: char) -> Option<Shape> {
    match mark {
        '_' => Some(Shape::Joined),
        '.' | '．' | '․' => Some(Shape::Whole),
        ':' | '：' | ',' | '，' | ';' | '；' | '،' | '⁄' => Some(Shape::Parts),
        _ => None,
    }
}
