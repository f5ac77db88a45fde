//! What most benches begin with: an index of fiche, one of bare tantivy, and searches that only rank.

use std::path::Path;

use fiche::{Article, Counting, Index, Search};

use crate::{Bare, BareSearcher, BareTerms};

/// An index of these articles in a new folder, merged.
///
/// # Errors
/// The folder cannot be written.
pub fn index_of(
    articles: impl Iterator<Item = Article>,
    folder: &Path,
) -> Result<Index, fiche::Error> {
    let index = Index::open_or_create(folder)?;
    let mut writer = index.writer()?;
    for article in articles {
        writer.upsert(article)?;
    }
    writer.finish()?;
    Ok(index)
}

/// The titles and bodies of these articles in an index of bare tantivy in an empty folder, in one segment.
///
/// # Errors
/// The folder cannot be written.
pub fn bare_index_of(
    articles: impl Iterator<Item = Article>,
    folder: &Path,
    terms: BareTerms,
) -> tantivy::Result<BareSearcher> {
    let bare = Bare::create(folder, terms)?;
    bare.write(articles.map(|it| (it.title, it.body)))?;
    bare.searcher()
}

/// The queries as searches that count nothing.
pub fn searches(queries: &[String]) -> Vec<Search> {
    queries
        .iter()
        .filter_map(|query| query.parse().ok())
        .map(|search: Search| search.counting(Counting::Nothing))
        .collect()
}
