//! What the index promises when the disk does not keep its own promises.
//!
//! What these tests found is why [`super::session`], [`super::sweep`] and [`super::directory`] are as they are.

mod disk;
mod faults;
mod power;
mod reload;

use std::collections::BTreeMap;

use tantivy::DocAddress;

use super::{Index, read_article};
use crate::article::Article;
use crate::error::Error;

/// Every so many steps are tried: each of them with `FICHE_THOROUGH` in the environment, which takes minutes.
fn stride(usual: usize) -> usize {
    if std::env::var_os("FICHE_THOROUGH").is_some() {
        1
    } else {
        usual
    }
}

/// The articles of an index: title by id.
type Contents = BTreeMap<String, String>;

/// Everything that is alive in an index.
fn contents(index: &Index) -> Contents {
    let mut contents = Contents::new();
    let searcher = index.searcher();
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        for doc in segment.doc_ids_alive() {
            let address = DocAddress::new(ordinal as u32, doc);
            let article = read_article(&searcher, index.fields(), address)
                .unwrap()
                .unwrap();
            let known = contents.insert(article.id, article.title);
            assert_eq!(known, None, "an article stands twice");
        }
    }
    contents
}

/// What an index holds after so many of [`change`].
fn expected(changes: u32) -> Contents {
    let mut contents = Contents::new();
    for change in 1..=changes {
        for (id, title) in additions(change) {
            contents.insert(id, title);
        }
        contents.remove(&removal(change));
    }
    contents
}

/// Each change adds articles, replaces some of the change before and removes one.
fn additions(change: u32) -> impl Iterator<Item = (String, String)> {
    let first = change * 4;
    (first..first + 6).map(move |id| (format!("a{id}"), format!("Change {change} of {id}")))
}

fn removal(change: u32) -> String {
    format!("a{}", change * 4 + 1)
}

/// Makes the change without committing it.
fn change(writer: &mut super::Writer, change: u32) -> Result<(), Error> {
    for (id, title) in additions(change) {
        let body = "The harbour was closed all day. ".repeat(20);
        writer.upsert(Article::new(id, title, body))?;
    }
    writer.delete(&removal(change))
}
