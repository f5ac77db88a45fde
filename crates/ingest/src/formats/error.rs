//! Why a file gave no article.

use std::io;

use fiche::Failure;

use crate::xml::XmlError;

/// A file that gave no article: what failed and what to do about it.
///
/// # Example
/// ```
/// use std::ops::ControlFlow;
/// use fiche_ingest::{ReadErrorKind, ReadOptions, read};
///
/// let mut picture: &[u8] = b"\x89PNG\r\n\x1a\n\0\0";
/// let error = read("quay.png", &mut picture, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()))
///     .unwrap_err();
/// assert_eq!(error.kind(), ReadErrorKind::Unsupported);
/// assert_eq!(error.to_failure().kind, "unsupported");
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    reader: String,
    kind: ReadErrorKind,
    message: String,
    source: Option<io::Error>,
}

/// What a caller can tell apart: each kind asks for another action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// The bytes could not be got: try again, or look at the disk and the rights.
    Unreadable,
    /// No reader knows the format.
    Unsupported,
    /// The format is known, but the file breaks its rules.
    Malformed,
    /// A limit was met; see [`ReadOptions`](super::ReadOptions).
    TooLarge,
    /// The file was read, and there is no text in it.
    NoText,
    /// The bytes are encrypted: unpack them with their password.
    Encrypted,
    /// A page that holds no article: a list of others, an error, a form to log in.
    NoArticle,
    /// The beginning of an article, before a paywall: it was indexed as far as it goes.
    Stub,
}

impl ReadErrorKind {
    /// The word that counts it in [`Failure::kind`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Unsupported => "unsupported",
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
            Self::NoText => "no-text",
            Self::Encrypted => "encrypted",
            Self::NoArticle => "no-article",
            Self::Stub => "stub",
        }
    }

    /// A row of the ledger of this kind.
    pub(super) fn failure(self, message: impl Into<String>) -> Failure {
        Failure {
            kind: self.as_str().to_owned(),
            message: message.into(),
        }
    }
}

impl ReadError {
    pub(super) fn new(kind: ReadErrorKind, message: impl Into<String>) -> Self {
        Self {
            reader: String::new(),
            kind,
            message: message.into(),
            source: None,
        }
    }

    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self::new(ReadErrorKind::Malformed, message)
    }

    pub(super) fn no_text() -> Self {
        Self::new(ReadErrorKind::NoText, "there is no text in the file")
    }

    /// The same error, met by this reader.
    pub(super) fn by(self, reader: String) -> Self {
        Self { reader, ..self }
    }

    /// Which kind of failure it is.
    pub fn kind(&self) -> ReadErrorKind {
        self.kind
    }

    /// The reader and its version, such as `json/1`, or that of the detection where no reader knew the file.
    pub fn reader(&self) -> &str {
        &self.reader
    }

    /// The row of the ledger that remembers it.
    pub fn to_failure(&self) -> Failure {
        self.kind.failure(&self.message)
    }
}

impl From<io::Error> for ReadError {
    /// Errors of our own come back through `Read` inside an [`io::Error`]; any other means that the disk failed.
    fn from(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => {
                let message = format!("the file can not be read ({error}): {}", advice(&error));
                Self {
                    source: Some(error),
                    ..Self::new(ReadErrorKind::Unreadable, message)
                }
            }
        }
    }
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "check its rights",
        _ => "check the disk and try again",
    }
}

impl From<XmlError> for ReadError {
    fn from(error: XmlError) -> Self {
        let kind = match error {
            XmlError::Read(error) => return error.into(),
            XmlError::CutOff(_) | XmlError::Entities => ReadErrorKind::Malformed,
            XmlError::TooLarge { .. } | XmlError::TooMany { .. } => ReadErrorKind::TooLarge,
        };
        Self::new(kind, error.to_string())
    }
}

impl From<ReadError> for io::Error {
    fn from(error: ReadError) -> Self {
        Self::other(error)
    }
}
