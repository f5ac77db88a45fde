//! Facets for people: a line for each, wrapped.

use std::io::{self, Write};

use fiche::Facet;
use textwrap::Options;

use crate::terminal::{self, FAINT, TITLE, harmless};

/// Columns of the names of facets; `section` is the longest.
const NAME_WIDTH: usize = 9;

/// Stands for a space at which a line is not broken.
const NO_BREAK: char = '\u{a0}';

/// Prints each facet: its values with their counts, then what is not listed.
pub(crate) fn human(out: &mut impl Write, facets: &[Facet]) -> io::Result<()> {
    for facet in facets {
        let mut parts: Vec<String> = facet
            .values
            .iter()
            .map(|it| part(&it.value, it.count))
            .collect();
        if facet.other_values > 0 {
            let noun = match facet.other_values {
                1 => "other",
                _ => "others",
            };
            let others = format!("{} {noun}", facet.other_values);
            parts.push(part(&others, facet.other_count));
        }
        if facet.without > 0 {
            parts.push(part("none", facet.without));
        }
        if parts.is_empty() {
            parts.push("none".to_owned());
        }
        let indent = " ".repeat(NAME_WIDTH);
        let options = Options::new(terminal::width())
            .initial_indent(&indent)
            .subsequent_indent(&indent);
        let text = parts.join(&format!("{NO_BREAK}· "));
        for (at, line) in textwrap::wrap(&text, options).iter().enumerate() {
            let line = line.replace(NO_BREAK, " ");
            match at {
                0 => {
                    let name = facet.field.name();
                    let rest = &line[NAME_WIDTH..];
                    writeln!(out, "{TITLE}{name:<NAME_WIDTH$}{TITLE:#}{rest}")?;
                }
                _ => writeln!(out, "{line}")?,
            }
        }
    }
    if !facets.is_empty() {
        writeln!(
            out,
            "{FAINT}{:NAME_WIDTH$}of the articles with all the words{FAINT:#}",
            ""
        )?;
    }
    Ok(())
}

/// A value and its count, which stay on one line.
fn part(value: &str, count: u64) -> String {
    format!("{} {count}", harmless(value)).replace(' ', &NO_BREAK.to_string())
}
