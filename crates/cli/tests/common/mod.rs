//! The program as tests run it.

use std::path::Path;
use std::process::{Command, Output};

/// Runs it in a folder, without the user's own settings.
#[allow(dead_code, reason = "each test binary uses one of the two")]
pub(crate) fn fiche(folder: &Path, arguments: &[&str]) -> Output {
    fiche_with(folder, arguments, &[])
}

/// As [`fiche`], with variables in its environment.
pub(crate) fn fiche_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fiche"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("FICHE_INDEX")
        .env("NO_COLOR", "1")
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}
