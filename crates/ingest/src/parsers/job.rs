//! What is asked of a child, and how it answers: a line of JSON that says what to do, and behind it what to do it with.

use std::borrow::Cow;
use std::io;

use serde::{Deserialize, Serialize};

use crate::child::{self, Unanswered};
use crate::html::{self, Known};
use crate::pdf::{self, PdfError};

/// As large as a file that is held whole may be by default; the child's memory does not take a larger one.
const MOST_BYTES: u64 = 256 << 20;

/// What a child is to do with the bytes that follow.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Job {
    Pdf,
    Page { known: Vec<Known>, path: String },
    Letter { is_forward: bool },
}

/// Why a child gave no answer.
#[derive(Debug)]
pub(super) enum JobError {
    /// It died, or said what is no answer.
    Fatal,
    /// It was not done in time.
    Late,
    /// It could not be started.
    NotStarted(io::Error),
}

impl JobError {
    /// As the end of a sentence about a page.
    pub(super) fn of_page(&self) -> Cow<'static, str> {
        let what = match self {
            Self::Late => "takes too long to read",
            Self::Fatal | Self::NotStarted(_) => "makes the parser fail",
        };
        what.into()
    }
}

impl From<JobError> for PdfError {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Fatal => Self::Fatal,
            JobError::Late => Self::Late,
            JobError::NotStarted(error) => Self::NotStarted(error.to_string()),
        }
    }
}

impl From<Unanswered> for JobError {
    fn from(failure: Unanswered) -> Self {
        match failure {
            Unanswered::Died => Self::Fatal,
            Unanswered::Late => Self::Late,
            Unanswered::NotStarted(error) => Self::NotStarted(error),
        }
    }
}

impl Job {
    /// The job on its way to a child.
    pub(super) fn with(&self, bytes: &[u8]) -> Vec<u8> {
        let mut job = Vec::with_capacity(bytes.len() + 64);
        // Words and switches have no form that JSON lacks; a child does nothing with a job that says nothing.
        serde_json::to_writer(&mut job, self).ok();
        job.push(b'\n');
        job.extend_from_slice(bytes);
        job
    }

    /// Does what a job says, in the child.
    fn answer(job: &[u8]) -> Vec<u8> {
        let end = job.iter().position(|byte| *byte == b'\n');
        let (head, bytes) = job.split_at(end.unwrap_or(job.len()));
        let bytes = bytes.get(1..).unwrap_or_default();
        let html = || String::from_utf8_lossy(bytes);
        let answer = match serde_json::from_slice(head) {
            Ok(Self::Pdf) => serde_json::to_vec(&pdf::read(bytes)),
            Ok(Self::Page { known, path }) => {
                serde_json::to_vec(&html::read(&html(), &known, &path))
            }
            Ok(Self::Letter { is_forward }) => {
                serde_json::to_vec(&html::read_letter(&html(), is_forward))
            }
            Err(_) => return Vec::new(),
        };
        // What was read has a form in JSON; the parent takes an empty answer for a failure all the same.
        answer.unwrap_or_default()
    }
}

/// Parses for a [`ParserProgram`](super::ParserProgram), which has started this process with pipes, until its standard
/// input ends.
///
/// A program that names itself as the [`ParserProgram`](super::ParserProgram) calls this where it is started with those
/// arguments, and does nothing else in that process. The process limits its own memory and processor time for good;
/// nothing else may write to its standard output.
///
/// # Errors
/// The pipes fail, or what comes is not from a [`ParserProgram`](super::ParserProgram).
pub fn serve_parsers() -> io::Result<()> {
    child::serve(MOST_BYTES, Job::answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_apart_is_what_is_read_here() {
        let html =
            "<title>Ferry back - The Post</title><h1>Ferry back</h1><p>It sailed.\nOn Monday.</p>";
        let known = [Known::Address("https://post.example/ferry".to_owned())];
        let job = Job::Page {
            known: known.to_vec(),
            path: "2022/ferry.html".to_owned(),
        };
        let answer = Job::answer(&job.with(html.as_bytes()));
        let page: html::Page = serde_json::from_slice(&answer).unwrap();
        assert_eq!(page, html::read(html, &known, "2022/ferry.html"));
        assert_eq!(page.article.title, "Ferry back");
    }

    #[test]
    fn what_is_no_job_has_no_answer() {
        for job in [&b""[..], b"\n", b"\"Word\"\n<p>One.</p>", b"{}"] {
            assert!(Job::answer(job).is_empty());
        }
    }
}
