//! Telling what alerts have newly found: once, or again where nobody took it.
//!
//! Findings wait in the index from the commit of their articles on. They are told first and removed then: a crash loses none,
//! and one between the two tells them again, under the same `event`.

use std::io::Write;
use std::process::{Command, Stdio};

use fiche::{Finding, Index};

use crate::error::Trouble;
use crate::render::alerts::Json;

/// Tells the findings that wait, by `show` and to the command where there is one, and removes them.
pub(crate) fn tell(
    index: &Index,
    command: Option<&str>,
    show: impl FnOnce(&[Finding]) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let findings = index.findings()?;
    show(&findings)?;
    if findings.is_empty() {
        return Ok(());
    }
    if let Some(command) = command {
        hand_over(command, &findings)?;
    }
    let mut writer = index.writer()?;
    writer.told(&findings)?;
    writer.commit()?;
    Ok(())
}

/// Gives the findings to a command of the shell and waits for it.
fn hand_over(command: &str, findings: &[Finding]) -> Result<(), Trouble> {
    let fail = |why: &dyn std::fmt::Display| {
        Trouble::said(format!(
            "`{command}` did not take what alerts found, which is told again the next time: {why}"
        ))
    };
    let (shell, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut child = Command::new(shell)
        .args([flag, command])
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|error| fail(&error))?;
    let json = serde_json::to_vec(&Json::new(findings)).map_err(|error| fail(&error))?;
    let mut input = child.stdin.take().expect("it was asked for");
    // A command that takes nothing closes its input early; its exit code tells whether it has done its work.
    let written = input.write_all(&json);
    drop(input);
    let status = child.wait().map_err(|error| fail(&error))?;
    match written {
        _ if !status.success() => Err(fail(&status)),
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(fail(&error)),
        _ => Ok(()),
    }
}
