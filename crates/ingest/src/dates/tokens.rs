//! The text of a date, cut into numbers, words and marks.

/// A piece of the text of a date; spaces are gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits; how many there are tells a year from a day.
    Number { value: u32, digits: usize },
    /// Letters, in lower case.
    Word(String),
    /// Any other character.
    Mark(char),
}

impl Token {
    /// The number, if it has no more digits than that.
    pub(super) fn number_up_to(&self, most: usize) -> Option<u32> {
        match self {
            Self::Number { value, digits } if *digits <= most => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is written with four digits.
    pub(super) fn year(&self) -> Option<i16> {
        match self {
            Self::Number { value, digits: 4 } => i16::try_from(*value).ok(),
            _ => None,
        }
    }

    /// The word, or nothing.
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub(super) fn is(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }
}

/// Cuts the text where digits, letters and other characters meet.
pub(super) fn split(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = run_length(rest, first);
        let (run, after) = rest.split_at(length);
        rest = after;
        if first.is_ascii_digit() {
            // Ten digits and more are no part of a date: they overflow to a value that fits nothing.
            let value = run.parse().unwrap_or(u32::MAX);
            tokens.push(Token::Number {
                value,
                digits: length,
            });
        } else if first.is_alphabetic() {
            tokens.push(Token::Word(run.to_lowercase()));
        } else if !first.is_whitespace() {
            tokens.push(Token::Mark(first));
        }
    }
    tokens
}

fn run_length(text: &str, first: char) -> usize {
    let belongs: fn(char) -> bool = if first.is_ascii_digit() {
        |c| c.is_ascii_digit()
    } else if first.is_alphabetic() {
        char::is_alphabetic
    } else {
        return first.len_utf8();
    };
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
