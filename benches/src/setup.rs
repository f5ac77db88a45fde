//! What most benches begin with: an index of fiche, one of bare tantivy, and searches that only rank.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use fiche::{Article, Counting, Index, Search};
use tempfile::TempDir;

use crate::{Bare, BareSearcher, BareTerms, Corpus};

/// Where a bench puts its indexes: a temporary folder, or the one named by `FICHE_BENCH_FOLDER`, where they are kept and opened
/// the next time.
pub struct Shelf {
    path: PathBuf,
    /// The folder, unless it is kept.
    _temporary: Option<TempDir>,
}

impl Shelf {
    /// The place for indexes of what is called by this name, such as the size of the corpus.
    ///
    /// # Errors
    /// No temporary folder can be made.
    pub fn of(name: &str) -> io::Result<Self> {
        let (parent, temporary) = if let Some(kept) = std::env::var_os("FICHE_BENCH_FOLDER") {
            (PathBuf::from(kept), None)
        } else {
            let temporary = tempfile::tempdir()?;
            (temporary.path().to_owned(), Some(temporary))
        };
        Ok(Self {
            path: parent.join(name),
            _temporary: temporary,
        })
    }

    /// A folder on it.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The index of these articles, merged; what is kept from another run is opened.
    ///
    /// # Errors
    /// The folder cannot be written, or what is kept there cannot be opened.
    pub fn fiche(&self, articles: impl Iterator<Item = Article>) -> Result<Index, fiche::Error> {
        let folder = self.folder("fiche");
        match Index::open(&folder) {
            Err(fiche::Error::NotFound { .. }) => index_of(articles, &folder),
            opened => opened,
        }
    }
}

/// A corpus in an index of fiche and in one of bare tantivy, both merged.
pub struct Indexes {
    /// fiche's.
    pub fiche: Index,
    /// Bare tantivy's, its words stemmed as fiche's are.
    pub bare: BareSearcher,
    /// Where they are.
    _shelf: Shelf,
}

impl Indexes {
    /// Makes both indexes of a made-up corpus, or opens those that are kept.
    ///
    /// # Errors
    /// The folder cannot be written, or what is kept there cannot be opened.
    pub fn of(corpus: &Corpus) -> Result<Self, Box<dyn Error>> {
        let name = corpus.len().to_string();
        Self::made_of(&name, || Ok(corpus.articles()))
    }

    /// Makes both indexes of the articles that are given twice, or opens those that are kept under a name.
    ///
    /// # Errors
    /// The articles cannot be read, the folder cannot be written, or what is kept there cannot be opened.
    pub fn made_of<A: Iterator<Item = Article>>(
        name: &str,
        articles: impl Fn() -> io::Result<A>,
    ) -> Result<Self, Box<dyn Error>> {
        let shelf = Shelf::of(name)?;
        let bare = shelf.folder("bare-stemmed");
        Ok(Self {
            fiche: shelf.fiche(articles()?)?,
            bare: if bare.exists() {
                Bare::open(&bare)?.searcher()?
            } else {
                std::fs::create_dir_all(&bare)?;
                bare_index_of(articles()?, &bare, BareTerms::Stemmed)?
            },
            _shelf: shelf,
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
