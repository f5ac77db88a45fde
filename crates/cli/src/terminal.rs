//! What depends on the terminal: colours, links, width; and what must never reach one.

use std::env;
use std::io::{self, IsTerminal};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

/// The width of text where there is no terminal to tell it, in columns.
const DEFAULT_WIDTH: usize = 80;

/// The widest that text is read with ease, in columns.
const MAX_WIDTH: usize = 100;

/// When to use colours and links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Settles it for every stream of the program.
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::AlwaysAnsi,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

pub(crate) const TITLE: Style = Style::new().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();
pub(crate) const MATCH: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const LINK: Style = AnsiColor::Cyan.on_default();
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default();

/// Whether standard output shows colours.
pub(crate) fn shows_color() -> bool {
    let choice = anstream::AutoStream::choice(&io::stdout());
    choice != anstream::ColorChoice::Never
}

/// Whether standard output is a terminal that makes links of OSC 8. Others would print the address: only terminals
/// known to understand it are asked to.
pub(crate) fn shows_links() -> bool {
    const KNOWN: [&str; 7] = [
        "KITTY_WINDOW_ID",
        "WEZTERM_PANE",
        "VTE_VERSION",
        "WT_SESSION",
        "ITERM_SESSION_ID",
        "GHOSTTY_RESOURCES_DIR",
        "KONSOLE_VERSION",
    ];
    io::stdout().is_terminal()
        && shows_color()
        && KNOWN.iter().any(|name| env::var_os(name).is_some())
}

/// The width to wrap text to, in columns.
pub(crate) fn width() -> usize {
    let told = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen)
        .unwrap_or(DEFAULT_WIDTH)
        .clamp(20, MAX_WIDTH)
}

/// A text without anything that a terminal would act on: control characters and marks that turn the direction of
/// writing become U+FFFD, line ends and tabs a space.
pub(crate) fn harmless(text: &str) -> String {
    text.chars().map(|letter| replaced(letter, ' ')).collect()
}

/// As [`harmless`], keeping the ends of lines.
pub(crate) fn harmless_lines(text: &str) -> String {
    text.chars().map(|letter| replaced(letter, '\n')).collect()
}

fn replaced(letter: char, line_end: char) -> char {
    match letter {
        '\n' => line_end,
        '\t' | '\r' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_would_act_on_passes() {
        assert_eq!(
            harmless("a\u{1b}[31mb\u{202e}c\nd"),
            "a\u{fffd}[31mb\u{fffd}c d"
        );
        assert_eq!(harmless_lines("a\nb\u{9b}"), "a\nb\u{fffd}");
    }
}
