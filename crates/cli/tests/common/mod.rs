//! The program as tests run it.

use std::path::Path;
use std::process::{Command, Output};

/// Runs it in a folder, without the user's own settings.
pub(crate) fn fiche(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fiche"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("FICHE_INDEX")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}
