//! The copies of a story that the ranking did not bring up: found by the bands of its signature.

use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocAddress, DocSet, TERMINATED};

use super::columns::Columns;
use super::{Story, stories};
use crate::analysis::Signature;
use crate::index::Fields;
use crate::search::rank::{Ranking, Stop};
use crate::search::sets::Sets;

/// Adds to each story the copies that are hits too and stand further down the list than the page went.
pub(super) fn complete(
    ranking: &Ranking<'_>,
    columns: &Columns<'_>,
    page: &mut [Story],
) -> Result<(), Stop> {
    for story in page {
        let known: Vec<DocAddress> = std::iter::once(story.leader)
            .chain(story.copies.iter().copied())
            .collect();
        let mut found = copies_of(ranking.prepared.fields, columns, story.leader)?;
        found.retain(|address| !known.contains(address));
        let found = hits_among(ranking, &found)?;
        if found.is_empty() {
            continue;
        }
        let first = std::iter::once(story.first);
        let rest = known
            .into_iter()
            .chain(found)
            .map(|address| (address, None));
        let rest = rest.filter(|(address, _)| *address != story.first.0);
        let listed: Vec<_> = first.chain(rest).collect();
        if let Some(whole) = stories(&listed, columns)?.into_iter().next() {
            *story = whole;
        }
    }
    Ok(())
}

/// The articles that are copies of this one, as far as their bands tell.
fn copies_of(
    fields: &Fields,
    columns: &Columns<'_>,
    address: DocAddress,
) -> tantivy::Result<Vec<DocAddress>> {
    match columns.signature(address)? {
        Some(signature) => copies_of_signature(fields, columns, &signature),
        None => Ok(Vec::new()),
    }
}

/// The live articles whose text is a copy of that with this signature, in the order of their addresses.
pub(in crate::search) fn copies_of_signature(
    fields: &Fields,
    columns: &Columns<'_>,
    signature: &Signature,
) -> tantivy::Result<Vec<DocAddress>> {
    let mut sharing = Vec::new();
    for (ordinal, segment) in columns.searcher().segment_readers().iter().enumerate() {
        let inverted = segment.inverted_index(fields.bands)?;
        for band in signature.bands() {
            let term = Term::from_field_u64(fields.bands, u64::from(*band));
            let Some(mut docs) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while docs.doc() != TERMINATED {
                if !segment.is_deleted(docs.doc()) {
                    sharing.push(DocAddress::new(ordinal as u32, docs.doc()));
                }
                docs.advance();
            }
        }
    }
    sharing.sort_unstable();
    sharing.dedup();
    let mut copies = Vec::new();
    for address in sharing {
        let other = columns.signature(address)?;
        if other.is_some_and(|other| other.is_copy_of(signature)) {
            copies.push(address);
        }
    }
    Ok(copies)
}

/// Those of the documents that are hits; they come and go in the order of their addresses.
fn hits_among(ranking: &Ranking<'_>, addresses: &[DocAddress]) -> tantivy::Result<Vec<DocAddress>> {
    let mut hits = Vec::new();
    for of_segment in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let sets = Sets {
            prepared: ranking.prepared,
            ordinal: of_segment[0].segment_ord as usize,
        };
        let mut docs = sets.open(&ranking.prepared.plan.hits)?;
        for address in of_segment {
            if docs.doc() < address.doc_id {
                docs.seek(address.doc_id);
            }
            if docs.doc() == address.doc_id {
                hits.push(*address);
            }
        }
    }
    Ok(hits)
}
