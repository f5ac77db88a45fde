//! `fiche show`: an article as fiche read it.

use std::io::{self, Write};

use fiche::{Article, Index};

use super::Place;
use super::search::root;
use crate::Outcome;
use crate::args::{Report, ShowOptions};
use crate::error::Trouble;
use crate::render;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &ShowOptions) -> Result<Outcome, Trouble> {
    let index = place.open_here()?;
    let Some(article) = index.get(&options.id)? else {
        anstream::eprintln!(
            "fiche: no article is called `{}`: name its id, its path from the root, or the short id of a hit",
            crate::terminal::harmless(&options.id)
        );
        return Ok(Outcome::Nothing);
    };
    if options.raw {
        print_source(&index, &article)?;
    } else {
        match options.format {
            Report::Human => render::article::human(&article, options.why)?,
            Report::Json => render::json::print(&render::article::Json::new(&article))?,
        }
    }
    Ok(Outcome::Found)
}

fn print_source(index: &Index, article: &Article) -> Result<(), Trouble> {
    let source = article.source.as_ref();
    let (Some(source), Some(root)) = (source, root(index)?) else {
        return Err(Trouble::said("the article did not come from a file"));
    };
    let path = if root.is_file() {
        root
    } else {
        root.join(&source.path)
    };
    let bytes = std::fs::read(&path)
        .map_err(|error| Trouble::said(format!("cannot read {}: {error}", path.display())))?;
    Ok(io::stdout().write_all(&bytes)?)
}
