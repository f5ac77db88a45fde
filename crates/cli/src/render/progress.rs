//! How far a refresh is, on a terminal.

use std::io::{self, IsTerminal};

use fiche_ingest::Progress;
use indicatif::{ProgressBar, ProgressStyle};

const TEMPLATE: &str = "{bar:30} {bytes}/{total_bytes} · {msg} · {bytes_per_sec} · {eta} left";

/// A progress bar on standard error; nothing where that is no terminal.
#[derive(Clone)]
pub(crate) struct Bar(ProgressBar);

impl Bar {
    pub(crate) fn new() -> Self {
        if !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        Self(bar)
    }

    pub(crate) fn show(&self, progress: &Progress) {
        self.0.set_length(progress.bytes_total);
        self.0.set_position(progress.bytes_done);
        self.0
            .set_message(format!("{} articles", progress.articles));
    }

    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
