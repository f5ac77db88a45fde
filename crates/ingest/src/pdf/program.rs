//! The program that reads PDFs, as a caller names it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{Contents, PdfError};
use crate::child::{Children, Program, Unanswered};

/// The slowest real files take some seconds; a file that takes so long takes for ever.
const MOST_TIME: Duration = Duration::from_secs(30);

/// A program that reads PDFs in a process of its own, so that none can crash, stop or fill up the process that asks.
///
/// It is any program that calls [`serve_pdfs`](crate::serve_pdfs): as a rule the caller itself, started with an argument
/// that no user types. Its processes are started when the first PDF comes, kept from file to file, replaced when they
/// die, and end with the last clone of this value.
///
/// # Example
/// ```no_run
/// use fiche_ingest::{Collection, PdfProgram, serve_pdfs};
///
/// if std::env::args().nth(1).as_deref() == Some("read-pdf") {
///     return Ok(serve_pdfs()?);
/// }
/// let program = PdfProgram::new(std::env::current_exe()?).argument("read-pdf");
/// let index = fiche::Index::in_memory()?;
/// Collection::at("articles").pdf_program(program).refresh(&index)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct PdfProgram {
    program: Program,
    most_time: Duration,
    children: Arc<Children>,
}

impl PdfProgram {
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

    /// How long one PDF may take before it is given up.
    pub fn most_time(mut self, time: Duration) -> Self {
        self.most_time = time;
        self
    }

    pub(crate) fn read(&self, pdf: Vec<u8>) -> Result<Contents, PdfError> {
        let answer = self.children.ask(&self.program, pdf, self.most_time);
        let answer = answer.map_err(|failure| match failure {
            Unanswered::NotStarted(error) => PdfError::NotStarted(error.to_string()),
            Unanswered::Died => PdfError::Fatal,
            Unanswered::Late => PdfError::Late,
        })?;
        serde_json::from_slice(&answer).unwrap_or(Err(PdfError::Fatal))
    }
}
