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
    page.extend_from_slice(words_for(shell).as_bytes());
    io::stdout().write_all(&page)?;
    Ok(Outcome::Found)
}

/// What completes the query itself, with words of the collection, beside what the arguments give.
fn words_for(shell: clap_complete::Shell) -> &'static str {
    match shell {
        clap_complete::Shell::Bash => include_str!("complete.bash"),
        clap_complete::Shell::Fish => include_str!("complete.fish"),
        clap_complete::Shell::Zsh => include_str!("complete.zsh"),
        _ => "",
    }
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
