//! The programs of poppler (or xpdf), where they are installed: `pdftotext` for the text, `pdfinfo` for the properties.
//!
//! They are started by the child, so they live under its limits. They get the file through a pipe: nothing is written to
//! the disk. Whatever goes wrong with them, the parser that is built in has the last word.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use super::{Contents, MOST_TEXT_BYTES, Properties};
use crate::child::limit_program;

/// The contents of a PDF; `None` where the programs are not there or do not know the file.
pub(super) fn read(pdf: &[u8]) -> Option<Contents> {
    let text = run(
        "pdftotext",
        &["-enc", "UTF-8", "-eol", "unix", "-", "-"],
        pdf,
    )?;
    let pages = pages(&text);
    if pages.is_empty() {
        return None;
    }
    let properties = run("pdfinfo", &["-enc", "UTF-8", "-rawdates", "-"], pdf);
    Some(Contents {
        pages,
        properties: properties.map_or_else(Properties::default, |lines| properties_in(&lines)),
        ..Contents::default()
    })
}

/// What a program that ends well writes when it is given the file.
fn run(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    limit_program(&child);
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let mut text = Vec::new();
    thread::scope(|scope| {
        // A program that has seen enough closes the pipe: what it says then is what counts.
        scope.spawn(move || input.map(|mut input| input.write_all(pdf)));
        if let Some(output) = output {
            output
                .take(MOST_TEXT_BYTES as u64)
                .read_to_end(&mut text)
                .ok();
        }
    });
    let has_ended_well = child.wait().is_ok_and(|status| status.success());
    has_ended_well.then(|| String::from_utf8_lossy(&text).into_owned())
}

/// Each page ends in a form feed.
fn pages(text: &str) -> Vec<String> {
    let mut pages: Vec<String> = text.split('\x0C').map(str::to_owned).collect();
    if pages.last().is_some_and(|last| last.trim().is_empty()) {
        pages.pop();
    }
    pages
}

fn properties_in(lines: &str) -> Properties {
    let mut properties = Properties::default();
    for (name, value) in lines.lines().filter_map(|line| line.split_once(':')) {
        properties.set(name, value);
    }
    properties
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_feeds_end_pages() {
        assert_eq!(pages("one\n\x0C\x0Cthree\n\x0C"), ["one\n", "", "three\n"]);
        assert!(pages("").is_empty());
    }

    #[test]
    fn properties_are_lines_with_a_name() {
        let properties = properties_in(
            "Title:           Ferry: back again\nPages:           2\nCreationDate:    D:20220314\n",
        );
        assert_eq!(properties.title, "Ferry: back again");
        assert_eq!(properties.created, "D:20220314");
    }
}
