//! How long questions take at best, in a process where those that are compared take turns.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// What each question of a list takes at best, in microseconds.
#[derive(Default)]
pub struct Times(Vec<f64>);

impl Times {
    /// No question of so many has been asked yet.
    pub fn unknown(questions: usize) -> Self {
        Self(vec![f64::INFINITY; questions])
    }

    /// Asks a question once and keeps the time where it is the best so far.
    pub fn run<T>(&mut self, question: usize, ask: impl FnOnce() -> T) {
        let began = Instant::now();
        black_box(ask());
        let took = began.elapsed().max(Duration::from_nanos(1)).as_secs_f64() * 1e6;
        self.0[question] = self.0[question].min(took);
    }

    /// Asks each question of a list once.
    pub fn ask<Q, T>(&mut self, questions: &[Q], ask: impl Fn(&Q) -> T) {
        for (at, question) in questions.iter().enumerate() {
            self.run(at, || ask(question));
        }
    }

    /// The mean of all questions.
    pub fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len().max(1) as f64
    }

    /// Adds the questions of another list.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Mean, median, 95th and 99th percentile and slowest, below [`HEADING`].
    pub fn row(&self) -> String {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        let at = |percentile: usize| sorted.get(last * percentile / 100).copied();
        let [p50, p95, p99, max] = [50, 95, 99, 100].map(|it| at(it).unwrap_or(0.0));
        let mean = self.mean();
        format!("{mean:9.1} {p50:9.1} {p95:9.1} {p99:9.1} {max:9.1}")
    }
}

/// What stands above [`Times::row`].
pub const HEADING: &str = "     mean       p50       p95       p99       max";

/// Whether a bench is to measure: `cargo test --benches` runs it too, where nothing is.
pub fn is_measuring() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// What follows the name of a bench on the command line.
pub fn bench_arguments() -> Vec<String> {
    let all = std::env::args().skip(1);
    all.filter(|argument| argument != "--bench").collect()
}
