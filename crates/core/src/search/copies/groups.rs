//! The groups of copies of a whole collection.

use std::cmp::Reverse;

use serde::Serialize;
use tantivy::{DocAddress, Searcher};

use super::columns::Columns;
use super::{ArticleCopy, fold};
use crate::error::Error;
use crate::index::{Index, read_article};

/// Articles that tell one story in nearly the same words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CopyGroup {
    /// The best copy: the fullest text, of a preferred outlet, the earliest; of a live blog the latest version.
    pub leader: ArticleCopy,
    /// The others, each a copy of the leader, earliest first.
    pub copies: Vec<ArticleCopy>,
}

impl Index {
    /// The stories that the collection holds more than once, those with most copies first. Among copies of about one
    /// length an outlet that stands earlier in `preferred_outlets` leads.
    ///
    /// Every article is compared: it takes about a kilobyte of memory for each.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    pub fn copy_groups(&self, preferred_outlets: &[String]) -> Result<Vec<CopyGroup>, Error> {
        self.gather(preferred_outlets)
            .map_err(|error| self.error(error, "read"))
    }

    fn gather(&self, preferred_outlets: &[String]) -> tantivy::Result<Vec<CopyGroup>> {
        let snapshot = self.snapshot()?;
        let searcher = &snapshot.searcher;
        let addresses = live_documents(searcher);
        let columns = Columns::new(&snapshot, preferred_outlets)?;
        let mut groups = fold::fold(&addresses, &columns)?;
        groups.retain(|group| !group.others.is_empty());
        groups.sort_by_key(|group| (Reverse(group.others.len()), group.first));
        let read = |at: usize| {
            let article = read_article(searcher, self.fields(), addresses[at])?;
            Ok(ArticleCopy::of(article.unwrap_or_default()))
        };
        let read_group = |group: fold::Group| {
            let copies = group.others.into_iter().map(read);
            Ok(CopyGroup {
                leader: read(group.leader)?,
                copies: copies.collect::<tantivy::Result<_>>()?,
            })
        };
        groups.into_iter().map(read_group).collect()
    }
}

fn live_documents(searcher: &Searcher) -> Vec<DocAddress> {
    let segments = searcher.segment_readers().iter().zip(0..);
    let of_segment = |(segment, ordinal): (&tantivy::SegmentReader, u32)| {
        let docs: Vec<_> = segment.doc_ids_alive().collect();
        docs.into_iter()
            .map(move |doc| DocAddress::new(ordinal, doc))
    };
    segments.flat_map(of_segment).collect()
}
