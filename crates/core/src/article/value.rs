//! Metadata that has no field of its own, kept with its type.

use serde::{Deserialize, Serialize};

/// A value of [`Article::extra`](super::Article::extra).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// Words.
    Text(String),
    /// Several values of one name.
    List(Vec<Value>),
}

impl Value {
    /// The value as words, the way a query would name it; the values of a list one by one.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::Bool(value) => vec![value.to_string()],
            Self::Integer(value) => vec![value.to_string()],
            Self::Number(value) => vec![value.to_string()],
            Self::Text(value) => vec![value.clone()],
            Self::List(values) => values.iter().flat_map(Self::texts).collect(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
