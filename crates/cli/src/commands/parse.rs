//! `fiche parse`: the program itself as the process that PDFs and pages are parsed in. No person types it.

use fiche_ingest::ParserProgram;

use crate::Outcome;
use crate::error::Trouble;

/// The name of the command.
const NAME: &str = "parse";

/// This program as the one that parses.
pub(crate) fn program() -> Result<ParserProgram, Trouble> {
    let path = std::env::current_exe().map_err(|error| {
        Trouble::said(format!(
            "cannot find the program itself, to parse files with: {error}"
        ))
    })?;
    Ok(ParserProgram::new(path).argument(NAME))
}

/// Runs the command.
pub(crate) fn run() -> Result<Outcome, Trouble> {
    allocator::set_less_aside();
    let served = fiche_ingest::serve_parsers();
    served.map_err(|error| Trouble::said(format!("files can not be parsed: {error}")))?;
    Ok(Outcome::Found)
}

/// The program's allocator, as far as parsers are concerned.
mod allocator {
    /// How much address space it sets aside as the program begins: by itself a gibibyte, more than a parser may have.
    #[cfg(unix)]
    const SET_ASIDE: &str = "MIMALLOC_ARENA_RESERVE";

    /// In kibibytes: 64 MiB.
    #[cfg(unix)]
    const SET_ASIDE_KIB: &str = "65536";

    /// Begins the program anew with less set aside, unless it was told how much. Where that cannot be it goes on as it is.
    #[cfg(unix)]
    pub(super) fn set_less_aside() {
        use std::env;
        use std::os::unix::process::CommandExt as _;
        use std::process::Command;

        if let (None, Ok(program)) = (env::var_os(SET_ASIDE), env::current_exe()) {
            let mut again = Command::new(program);
            again.args(env::args_os().skip(1));
            // It returns only where it failed.
            let _ = again.env(SET_ASIDE, SET_ASIDE_KIB).exec();
        }
    }

    /// Nothing limits a parser's address space here.
    #[cfg(not(unix))]
    pub(super) fn set_less_aside() {}
}
