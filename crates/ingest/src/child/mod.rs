//! Work that may crash, loop or eat memory, done by a program of its own.
//!
//! Some parsers overflow the stack or never end on a hostile file, and no code around them in the same process can
//! prevent it. So the embedding program is started a second time: the [parent's side](Children) hands each job to a child
//! and reads its answer, under a limit of time; the [child's side](serve) sets itself limits of memory and processor time
//! before it takes a job. A child does one job after the other and is replaced when it dies.
//!
//! Jobs and answers are bytes behind their length ([`frame`]); what they mean is the caller's.

mod frame;
mod limits;
mod serve;
mod worker;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub(crate) use limits::limit_program;
pub(crate) use serve::serve;
use worker::Worker;

/// A program and what it is started with.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) arguments: Vec<OsString>,
}

/// Why a job has no answer.
#[derive(Debug)]
pub(crate) enum Unanswered {
    /// The program can not be started.
    NotStarted(io::Error),
    /// The child died, or said what no answer is.
    Died,
    /// The time was up.
    Late,
}

/// The children that one program has; as many as there are jobs at a time.
#[derive(Debug, Default)]
pub(crate) struct Children {
    idle: Mutex<Vec<Worker>>,
}

impl Children {
    /// Has a child of the program do a job. One that is late is killed.
    ///
    /// A child that dies may do so of an earlier job's leavings: only the death of a new one tells of this job.
    pub(crate) fn ask(
        &self,
        program: &Program,
        job: Vec<u8>,
        most_time: Duration,
    ) -> Result<Vec<u8>, Unanswered> {
        let job = Arc::new(job);
        // Not in the `if let` itself: the lock would be held while the child works.
        let idle = self.idle().pop();
        if let Some(worker) = idle {
            match self.employ(worker, &job, most_time) {
                Err(Unanswered::Died) => {}
                done => return done,
            }
        }
        let worker = Worker::start(program).map_err(Unanswered::NotStarted)?;
        self.employ(worker, &job, most_time)
    }

    /// Gives a job to a child, and keeps the child if it has done it.
    fn employ(
        &self,
        worker: Worker,
        job: &Arc<Vec<u8>>,
        most_time: Duration,
    ) -> Result<Vec<u8>, Unanswered> {
        let answer = worker.work(Arc::clone(job), most_time)?;
        self.idle().push(worker);
        Ok(answer)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Answers each job with itself.
    const ECHO: &str = "exec cat";

    fn program(script: &str) -> Program {
        Program {
            path: "/bin/sh".into(),
            arguments: vec!["-c".into(), script.into()],
        }
    }

    fn ask(script: &str, most_time: Duration) -> Result<Vec<u8>, Unanswered> {
        Children::default().ask(&program(script), b"job".to_vec(), most_time)
    }

    #[test]
    fn a_child_does_one_job_after_the_other() {
        let children = Children::default();
        for job in [&b"one"[..], b"", b"three"] {
            let answer = children.ask(&program(ECHO), job.to_vec(), Duration::MAX);
            assert_eq!(answer.unwrap(), job);
            assert_eq!(children.idle().len(), 1);
        }
    }

    #[test]
    fn a_child_that_never_answers_is_late() {
        for script in ["while :; do :; done", "cat >/dev/null"] {
            let answer = ask(script, Duration::from_millis(1));
            assert!(
                matches!(answer, Err(Unanswered::Late)),
                "{script}: {answer:?}"
            );
        }
    }

    #[test]
    fn a_child_that_ends_or_babbles_has_died() {
        for script in [
            "exit 1",
            "kill -9 $$",
            "echo 'No answer at all'; exec cat >/dev/null",
        ] {
            let answer = ask(script, Duration::MAX);
            assert!(
                matches!(answer, Err(Unanswered::Died)),
                "{script}: {answer:?}"
            );
        }
    }

    #[test]
    fn a_child_that_died_between_two_jobs_is_replaced() {
        let children = Children::default();
        // Answers the first job, eight bytes of length and one of content, and ends.
        let once = program("exec head -c 9");
        for job in [b"a", b"b"] {
            assert_eq!(
                children.ask(&once, job.to_vec(), Duration::MAX).unwrap(),
                job
            );
        }
    }

    #[test]
    fn a_program_that_is_not_there_is_said() {
        let nowhere = Program {
            path: "/no/such/program".into(),
            arguments: Vec::new(),
        };
        let answer = Children::default().ask(&nowhere, Vec::new(), Duration::MAX);
        assert!(
            matches!(answer, Err(Unanswered::NotStarted(_))),
            "{answer:?}"
        );
    }
}
