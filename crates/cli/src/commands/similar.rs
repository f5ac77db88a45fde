//! `fiche similar`: articles about the same thing as an article, or as a file that is in no index.

use std::path::Path;

use fiche::{Article, Date, DateRange, Filter, Index, Node};

use super::Place;
use super::search::{answer, configured, shows_text};
use crate::Outcome;
use crate::args::{SimilarOptions, When};
use crate::error::Trouble;
use crate::terminal::harmless;

/// Runs the command.
pub(crate) fn run(place: &Place, options: &SimilarOptions) -> Result<Outcome, Trouble> {
    let index = place.open_here()?;
    let Some(article) = article(&index, &options.id)? else {
        anstream::eprintln!(
            "fiche: no article is called `{}`: name its id, its path from the root, the short id of a hit, or a file",
            harmless(&options.id)
        );
        return Ok(Outcome::Nothing);
    };
    let asked = index.similar(&article)?;
    if matches!(&asked.query().root, Node::Group(words) if words.is_empty()) {
        anstream::eprintln!("fiche: no word of the article tells what it is about");
        return Ok(Outcome::Nothing);
    }
    let mut search = configured(&index, asked, &[])?.limit(options.limit);
    search = search.passages(if shows_text(options.format) {
        options.snippets
    } else {
        0
    });
    if let Some(when) = options.before {
        search = search.narrowed(of(DateRange::before(dated(when, &article)?)));
    }
    if let Some(when) = options.since {
        search = search.narrowed(of(DateRange::since(dated(when, &article)?)));
    }
    if options.explain {
        search = search.explain();
        anstream::eprintln!("query: {}", harmless(&search.query().to_string()));
    }
    answer(&index, &options.id, search.query(), &search, options.format)
}

fn of(range: DateRange) -> Node {
    Node::Filter(Filter::Date(range))
}

fn dated(when: When, article: &Article) -> Result<Date, Trouble> {
    match when {
        When::Named(date) => Ok(date),
        When::Own => article.published.ok_or_else(|| {
            Trouble::said("the article has no date: name one, such as --before=2022-03-14")
        }),
    }
}

/// The article of the index, else the first one of the file.
fn article(index: &Index, id: &str) -> Result<Option<Article>, Trouble> {
    let file = Path::new(id);
    if let Some(article) = index.get(id)? {
        return Ok(Some(article));
    }
    if !file.is_file() {
        return Ok(None);
    }
    let mut first = None;
    super::preview::preview(Some(index), file, |article| {
        first.get_or_insert(article);
    })?;
    Ok(first)
}
