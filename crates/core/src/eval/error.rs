//! What can be wrong with a file of topics, judgments or results.

/// A line of topics, judgments or a run could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvalError {
    /// The line has not the columns of its kind of file.
    #[error("line {line} is not of the form `{form}`")]
    Malformed {
        /// The line, counted from 1.
        line: usize,
        /// What a line looks like.
        form: &'static str,
    },
    /// A topic, or an article under one topic, is named a second time.
    #[error("line {line} names `{id}` a second time: keep one of the two")]
    Repeated {
        /// The line, counted from 1.
        line: usize,
        /// The topic or the article.
        id: String,
    },
}
