//! The parsers that a hostile file can make overflow the stack, loop or eat memory, run apart: those of PDF and of HTML.
//!
//! The tree of a page is built and walked by code of others, whose cost a page can drive as high as it likes (a few
//! kilobytes of tags that do not match take minutes), and so is that of a PDF. Formats reach both through [`Parsers`]
//! alone. Where the caller has named a [`ParserProgram`] they run in a [child](crate::child) of it, under limits of the
//! system; of a page that kills its child the text is kept without its tags. Without a program pages are read here, under
//! the limits on their [cost](crate::html), and PDFs not at all.
//!
//! Every other parser reads a stream, or has a bound on its depth of its own, and stays in the process of the caller.

mod job;
mod program;

use crate::html::{self, Known, Letter, Page};
use crate::pdf::{Contents, PdfError};
use job::{Job, JobError};

pub use job::serve_parsers;
pub use program::ParserProgram;

/// What formats parse pages and PDFs with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parsers {
    program: Option<ParserProgram>,
}

impl Parsers {
    /// Parsers that run in the processes of a program.
    pub(crate) fn of(program: ParserProgram) -> Self {
        Self {
            program: Some(program),
        }
    }

    /// What a PDF holds; `None` where there is no program to ask.
    pub(crate) fn pdf(&self, pdf: &[u8]) -> Option<Result<Contents, PdfError>> {
        let answer = self.program.as_ref()?.ask(&Job::Pdf, pdf);
        Some(answer.unwrap_or_else(|error| Err(error.into())))
    }

    /// Reads a decoded page of which something may be known from elsewhere; `path` is where it lies and may tell its date.
    pub(crate) fn page(&self, page: &str, known: &[Known], path: &str) -> Page {
        let job = Job::Page {
            known: known.to_vec(),
            path: path.to_owned(),
        };
        match self.ask(&job, page) {
            Some(Ok(page)) => page,
            Some(Err(error)) => html::read_flat(page, known, path, error.of_page()),
            None => html::read(page, known, path),
        }
    }

    /// Reads the HTML of a letter; of one that is forwarded what is quoted is its story.
    pub(crate) fn letter(&self, letter: &str, is_forward: bool) -> Letter {
        match self.ask(&Job::Letter { is_forward }, letter) {
            Some(Ok(letter)) => letter,
            Some(Err(_)) => html::read_flat_letter(letter),
            None => html::read_letter(letter, is_forward),
        }
    }

    /// The answer of a child. There is none without a program, or where it does not start: a page can do without.
    fn ask<T: serde::de::DeserializeOwned>(
        &self,
        job: &Job,
        html: &str,
    ) -> Option<Result<T, JobError>> {
        match self.program.as_ref()?.ask(job, html.as_bytes()) {
            Err(JobError::NotStarted(_)) => None,
            answer => Some(answer),
        }
    }
}
