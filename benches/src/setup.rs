//! What most benches begin with: an index of fiche, one of bare tantivy, and searches that only rank.

use std::path::{Path, PathBuf};

use fiche::{Article, Counting, Index, Search};
use tempfile::TempDir;

use crate::{Bare, BareSearcher, BareTerms, Corpus};

/// A corpus in an index of fiche and in one of bare tantivy, lower-cased but not stemmed; both in one segment.
pub struct Indexes {
    /// fiche's.
    pub fiche: Index,
    /// Bare tantivy's.
    pub bare: BareSearcher,
    /// Where they are, unless they are kept.
    _folder: Option<TempDir>,
}

impl Indexes {
    /// Makes both indexes in temporary folders, or in the folder named by `FICHE_BENCH_FOLDER`, where they are kept and
    /// opened the next time.
    ///
    /// # Errors
    /// The folder cannot be written, or what is kept there cannot be opened.
    pub fn of(corpus: &Corpus) -> Result<Self, Box<dyn std::error::Error>> {
        let kept = std::env::var_os("FICHE_BENCH_FOLDER").map(PathBuf::from);
        let temporary = if kept.is_none() {
            Some(tempfile::tempdir()?)
        } else {
            None
        };
        let parent = kept.as_deref().or(temporary.as_ref().map(TempDir::path));
        let parent = parent.ok_or("no folder")?.join(corpus.len().to_string());
        let [fiche, bare] = ["fiche", "bare"].map(|name| parent.join(name));
        Ok(Self {
            fiche: match Index::open(&fiche) {
                Err(fiche::Error::NotFound { .. }) => index_of(corpus.articles(), &fiche)?,
                opened => opened?,
            },
            bare: if bare.exists() {
                Bare::open(&bare)?.searcher()?
            } else {
                std::fs::create_dir_all(&bare)?;
                bare_index_of(corpus.articles(), &bare, BareTerms::Plain)?
            },
            _folder: temporary,
        })
    }
}

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
