//! What ends the program early, and how it is told.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// Something that ends the program early.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// Told on standard error: what failed and what to do.
    Said(String),
    /// The reader of the output went away: it has what it wanted.
    Unread,
}

impl Trouble {
    pub(crate) fn said(message: impl fmt::Display) -> Self {
        Self::Said(message.to_string())
    }

    /// Tells it and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Unread => ExitCode::SUCCESS,
            Self::Said(message) => {
                anstream::eprintln!("fiche: {}", crate::terminal::harmless_lines(&message));
                ExitCode::from(2)
            }
        }
    }
}

impl From<io::Error> for Trouble {
    /// An error of writing the output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Unread
        } else {
            Self::said(format!("cannot write the output: {error}"))
        }
    }
}

impl From<fiche::Error> for Trouble {
    fn from(error: fiche::Error) -> Self {
        Self::said(error)
    }
}

impl From<fiche::QueryError> for Trouble {
    fn from(error: fiche::QueryError) -> Self {
        Self::said(error)
    }
}

impl From<fiche::AlertError> for Trouble {
    fn from(error: fiche::AlertError) -> Self {
        Self::said(error)
    }
}

impl From<fiche_ingest::IngestError> for Trouble {
    fn from(error: fiche_ingest::IngestError) -> Self {
        Self::said(error)
    }
}
