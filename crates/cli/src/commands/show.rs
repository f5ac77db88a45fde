//! `fiche show`: an article as fiche read it.

use std::io::{self, Write};
use std::path::Path;

use fiche::{Article, Index};
use fiche_ingest::file_path;

use super::Place;
use super::search::root;
use crate::Outcome;
use crate::args::{Report, ShowOptions};
use crate::error::Trouble;
use crate::render;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &ShowOptions) -> Result<Outcome, Trouble> {
    let file = Path::new(&options.id);
    let has_index = place.find(Path::new(".")).is_some();
    let index = match has_index || !file.is_file() {
        true => Some(place.open_here()?),
        false => None,
    };
    let article = match &index {
        Some(index) => index.get(&options.id)?,
        None => None,
    };
    match article {
        Some(article) if options.raw => print_source(&place.open_here()?, &article)?,
        Some(article) => print(&article, options.format, options.why)?,
        None if file.is_file() && options.raw => print_bytes(file)?,
        None if file.is_file() => return preview(index.as_ref(), file, options.format),
        None => {
            anstream::eprintln!(
                "fiche: no article is called `{}`: name its id, its path from the root, the short id of a hit, or a file",
                crate::terminal::harmless(&options.id)
            );
            return Ok(Outcome::Nothing);
        }
    }
    Ok(Outcome::Found)
}

fn print(article: &Article, format: Report, why: bool) -> Result<(), Trouble> {
    match format {
        Report::Human => render::article::human(article, why),
        Report::Json => render::json::print(&render::article::Json::new(article)),
    }
}

/// Prints what would be indexed of a file, each value with where it came from.
fn preview(index: Option<&Index>, file: &Path, format: Report) -> Result<Outcome, Trouble> {
    let mut printed = Ok(Outcome::Nothing);
    let failures = super::preview::preview(index, file, |article| {
        if printed.is_ok() {
            printed = print(&article, format, true).map(|()| Outcome::Found);
        }
    })?;
    for failed in &failures {
        render::report::failure(failed);
    }
    let printed = printed?;
    Ok(match failures.as_slice() {
        [] => printed,
        _ => Outcome::Partial,
    })
}

fn print_source(index: &Index, article: &Article) -> Result<(), Trouble> {
    let source = article.source.as_ref();
    let (Some(source), Some(root)) = (source, root(index)) else {
        return Err(Trouble::said("the article did not come from a file"));
    };
    let path = if root.is_file() {
        root
    } else {
        root.join(file_path(&source.path))
    };
    print_bytes(&path)
}

fn print_bytes(path: &Path) -> Result<(), Trouble> {
    let bytes = std::fs::read(path)
        .map_err(|error| Trouble::said(format!("cannot read {}: {error}", path.display())))?;
    Ok(io::stdout().write_all(&bytes)?)
}
