//! One child, seen from its parent.

use std::io;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{Program, Unanswered, frame};

/// A whole library's text: an answer beyond it is an accident.
const MOST_ANSWER_BYTES: u64 = 256 << 20;

/// A running child, and the thread that talks to it.
///
/// The pipes belong to the thread, so that a child that neither reads nor writes keeps nobody waiting but it.
#[derive(Debug)]
pub(super) struct Worker {
    jobs: Sender<Arc<Vec<u8>>>,
    answers: Receiver<Vec<u8>>,
    /// Killed with the worker.
    _process: Process,
}

impl Worker {
    pub(super) fn start(program: &Program) -> io::Result<Self> {
        let process = Command::new(&program.path)
            .args(&program.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut process = Process(process);
        let to = process.0.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let from = process.0.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let (jobs, waiting) = channel();
        let (answered, answers) = channel();
        thread::Builder::new()
            .name("fiche-child".to_owned())
            .spawn(move || talk(to, from, &waiting, &answered))?;
        Ok(Self {
            jobs,
            answers,
            _process: process,
        })
    }

    /// The child's answer to a job. After anything else the child is of no more use.
    pub(super) fn work(
        &self,
        job: Arc<Vec<u8>>,
        most_time: Duration,
    ) -> Result<Vec<u8>, Unanswered> {
        self.jobs.send(job).map_err(|_| Unanswered::Died)?;
        let answer = self.answers.recv_timeout(most_time);
        answer.map_err(|error| match error {
            RecvTimeoutError::Timeout => Unanswered::Late,
            RecvTimeoutError::Disconnected => Unanswered::Died,
        })
    }
}

/// Hands jobs to the child and its answers back, until either side is gone.
fn talk(
    mut to: ChildStdin,
    mut from: ChildStdout,
    jobs: &Receiver<Arc<Vec<u8>>>,
    answers: &Sender<Vec<u8>>,
) {
    for job in jobs {
        let written = frame::write(&mut to, &job);
        let answer = written.and_then(|()| frame::read(&mut from, MOST_ANSWER_BYTES));
        let Ok(Some(answer)) = answer else {
            return;
        };
        if answers.send(answer).is_err() {
            return;
        }
    }
}

/// A process that ends with its owner.
#[derive(Debug)]
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill, and only its entry is collected.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
