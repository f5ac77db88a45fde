//! The child's side: jobs in, answers out, under limits.

use std::io;
use std::thread;

use super::{frame, limits};

/// Parsers of nested formats need more than a main thread has on some systems.
const STACK_BYTES: usize = 16 << 20;

/// Does the jobs that come on standard input, each by `work`, and writes the answers to standard output, until the input
/// ends. Nothing else may write there: a stray line would be taken for an answer.
///
/// A job that panics ends the child, as one that crashes does.
pub(crate) fn serve(most_job_bytes: u64, work: fn(&[u8]) -> Vec<u8>) -> io::Result<()> {
    limits::settle();
    let serving = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || answer_all(most_job_bytes, work))?;
    let ended = serving.join();
    ended.unwrap_or_else(|_| Err(io::Error::other("a job panicked")))
}

fn answer_all(most_job_bytes: u64, work: fn(&[u8]) -> Vec<u8>) -> io::Result<()> {
    let (mut jobs, mut answers) = (io::stdin().lock(), io::stdout().lock());
    while let Some(job) = frame::read(&mut jobs, most_job_bytes)? {
        limits::allow_one_job();
        frame::write(&mut answers, &work(&job))?;
    }
    Ok(())
}
