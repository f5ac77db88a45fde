//! Completions and the manual page, made from the arguments themselves.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::Outcome;
use crate::args::Args;
use crate::error::Trouble;

/// Prints completions for a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Outcome, Trouble> {
    let mut page = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "fiche", &mut page);
    io::stdout().write_all(&page)?;
    Ok(Outcome::Found)
}

/// Prints the manual page, with every command in it.
pub(crate) fn man() -> Result<Outcome, Trouble> {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command
        .get_subcommands()
        .filter(|it| it.get_name() != "help" && !it.is_hide_set())
    {
        clap_mangen::Man::new(subcommand.clone()).render(&mut page)?;
    }
    io::stdout().write_all(&page)?;
    Ok(Outcome::Found)
}
