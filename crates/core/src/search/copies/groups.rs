//! The groups of copies of a whole collection.

use std::cmp::Reverse;

use serde::Serialize;
use tantivy::{DocAddress, Searcher};

use super::columns::Columns;
use super::{ArticleCopy, fold};
use crate::error::Error;
use crate::index::{Index, guarded, read_article};
use crate::search::deadline::{Cancel, Deadline};
use crate::search::rank::Stop;

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
        self.copy_groups_unless(preferred_outlets, &Cancel::default())
    }

    /// As [`copy_groups`](Self::copy_groups), unless it is cancelled: a large collection takes minutes.
    ///
    /// # Errors
    /// As [`copy_groups`](Self::copy_groups), and [`Error::Cancelled`].
    pub fn copy_groups_unless(
        &self,
        preferred_outlets: &[String],
        cancel: &Cancel,
    ) -> Result<Vec<CopyGroup>, Error> {
        let deadline = Deadline::new(None, Some(cancel.clone()));
        guarded(self.path(), || {
            self.gather(preferred_outlets, &deadline)
                .map_err(|stop| self.stopped(stop, None))
        })
    }

    fn gather(
        &self,
        preferred_outlets: &[String],
        deadline: &Deadline,
    ) -> Result<Vec<CopyGroup>, Stop> {
        deadline.check()?;
        let snapshot = self.snapshot()?;
        let searcher = &snapshot.searcher;
        let addresses = live_documents(searcher);
        let columns = Columns::new(&snapshot, preferred_outlets)?;
        let mut groups = fold::fold(&addresses, &columns, deadline)?;
        groups.retain(|group| !group.others.is_empty());
        groups.sort_by_key(|group| (Reverse(group.others.len()), group.first));
        let read = |at: usize| {
            deadline.check()?;
            let article = read_article(searcher, self.fields(), addresses[at])?;
            Ok(ArticleCopy::of(article.unwrap_or_default()))
        };
        let read_group = |group: fold::Group| {
            let copies = group.others.into_iter().map(read);
            Ok(CopyGroup {
                leader: read(group.leader)?,
                copies: copies.collect::<Result<_, Stop>>()?,
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
