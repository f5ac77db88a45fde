//! The program that parses, as a caller names it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::job::{Job, JobError};
use crate::child::{Children, Program};

/// The slowest real files take some seconds; a file that takes so long takes for ever.
const MOST_TIME: Duration = Duration::from_secs(30);

/// A program that parses PDFs and pages in processes of its own, so that none can crash, stop or fill up the process that
/// asks.
///
/// It is any program that calls [`serve_parsers`](crate::serve_parsers): as a rule the caller itself, started with an
/// argument that no user types. Its processes are started when the first PDF or page comes, kept from file to file,
/// replaced when they die, and end with the last clone of this value.
///
/// # Example
/// ```no_run
/// use fiche_ingest::{Collection, ParserProgram, serve_parsers};
///
/// if std::env::args().nth(1).as_deref() == Some("parse") {
///     return Ok(serve_parsers()?);
/// }
/// let program = ParserProgram::new(std::env::current_exe()?).argument("parse");
/// let index = fiche::Index::in_memory()?;
/// Collection::at("articles").parser_program(program).refresh(&index)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ParserProgram {
    program: Program,
    most_time: Duration,
    children: Arc<Children>,
}

impl ParserProgram {
    /// The program at this path.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            program: Program {
                path: path.into(),
                arguments: Vec::new(),
            },
            most_time: MOST_TIME,
            children: Arc::default(),
        }
    }

    /// The same, started with a further argument.
    pub fn argument(mut self, argument: impl Into<OsString>) -> Self {
        self.program.arguments.push(argument.into());
        self
    }

    /// How long one PDF or page may take before it is given up.
    pub fn most_time(mut self, time: Duration) -> Self {
        self.most_time = time;
        self
    }

    /// The answer of one of its processes to a job.
    pub(super) fn ask<T: DeserializeOwned>(&self, job: &Job, bytes: &[u8]) -> Result<T, JobError> {
        let answer = self
            .children
            .ask(&self.program, job.with(bytes), self.most_time)?;
        serde_json::from_slice(&answer).map_err(|_| JobError::Fatal)
    }
}
