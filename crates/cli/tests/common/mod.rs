//! The program as tests run it.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The program: `FICHE_PROGRAM`, or the one that was built with the tests.
pub(crate) fn program() -> OsString {
    std::env::var_os("FICHE_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_fiche").into())
}

/// Runs it in a folder, without the user's own settings.
#[allow(dead_code, reason = "each test binary uses one of the two")]
pub(crate) fn fiche(folder: &Path, arguments: &[&str]) -> Output {
    fiche_with(folder, arguments, &[])
}

/// As [`fiche`], with variables in its environment.
pub(crate) fn fiche_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(program())
        .args(arguments)
        .current_dir(folder)
        .env_remove("FICHE_INDEX")
        .env("NO_COLOR", "1")
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

/// Copies a folder with all that is in it.
#[allow(
    dead_code,
    reason = "only the tests of kept and broken indexes need it"
)]
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(path, target).unwrap();
        }
    }
}
