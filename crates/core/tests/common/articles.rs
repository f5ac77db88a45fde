//! Articles in an index of their own.

use fiche::{Article, Index};

/// An index in memory of these articles, in one commit.
pub(crate) fn index_of(articles: impl IntoIterator<Item = Article>) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for article in articles {
        writer.upsert(article).unwrap();
    }
    writer.commit().unwrap();
    index
}
