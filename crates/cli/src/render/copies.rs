//! Copies of one story: below a hit, and as the groups of a collection.

use std::io::{self, BufWriter, Write};

use fiche::{ArticleCopy, CopyGroup, Date};
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;
use crate::terminal::{FAINT, TITLE, harmless};

/// Copies that are named below a hit; of more their number is told.
const MAX_NAMED: usize = 4;

/// The groups, with the version of the answer.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    groups: &'a [CopyGroup],
}

impl<'a> Json<'a> {
    pub(crate) fn new(groups: &'a [CopyGroup]) -> Self {
        Self {
            version: VERSION,
            groups,
        }
    }
}

/// Prints the groups, the best copy of each first.
pub(crate) fn human(shown: &[CopyGroup], all: &[CopyGroup]) -> Result<(), Trouble> {
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
    for group in shown {
        write_copy(&mut out, &group.leader)?;
        for copy in &group.copies {
            write!(out, "  = ")?;
            write_copy(&mut out, copy)?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    let copies: usize = all.iter().map(|group| group.copies.len()).sum();
    let stories = all.len();
    anstream::eprintln!("{FAINT}{stories} stories have {copies} further copies{FAINT:#}");
    Ok(())
}

fn write_copy(out: &mut impl Write, copy: &ArticleCopy) -> io::Result<()> {
    let title = if copy.title.is_empty() {
        &copy.id
    } else {
        &copy.title
    };
    let date = copy.published.map(|it| day(it, copy.published_is_guess));
    let place = copy.path.as_ref().unwrap_or(&copy.id);
    let known = [
        copy.outlet.as_ref(),
        date.as_ref(),
        Some(&copy.short_id),
        Some(place),
    ];
    let about: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
    let about = about.join(" · ");
    writeln!(
        out,
        "{TITLE}{}{TITLE:#}  {FAINT}{}{FAINT:#}",
        harmless(title),
        harmless(&about)
    )
}

/// `+3 copies: The Harbour Post 2022-05-02, The Northern Ledger, …`.
pub(crate) fn summary(copies: &[ArticleCopy]) -> String {
    let noun = if copies.len() == 1 { "copy" } else { "copies" };
    let named: Vec<String> = copies.iter().take(MAX_NAMED).map(named).collect();
    let rest = match copies.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("+{} {noun}: {}{rest}", copies.len(), named.join(", "))
}

/// The outlet and day of a copy, as far as they are known; where the outlet is not, its path.
fn named(copy: &ArticleCopy) -> String {
    let name = copy.outlet.as_ref().or(copy.path.as_ref());
    let name = name.unwrap_or(&copy.id);
    match copy.published {
        Some(date) => format!("{name} {}", day(date, copy.published_is_guess)),
        None => name.clone(),
    }
}

/// A date without its hour; a guess is marked.
pub(crate) fn day(date: Date, is_guess: bool) -> String {
    let text = date.to_string();
    let day = text.split('T').next().unwrap_or_default();
    format!("{day}{}", if is_guess { "?" } else { "" })
}
