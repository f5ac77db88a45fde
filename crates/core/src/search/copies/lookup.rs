//! The copies of a story that the ranking did not bring up: found by the bands of its signature.

use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocAddress, DocSet, TERMINATED};

use super::columns::Columns;
use super::{Story, stories};
use crate::search::rank::{DOCS_PER_CHECK, Ranking, Stop};
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
        let mut found = copies_of(ranking, columns, story.leader)?;
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
        if let Some(whole) = stories(&listed, columns, ranking.deadline)?
            .into_iter()
            .next()
        {
            *story = whole;
        }
    }
    Ok(())
}

/// The live articles that are copies of this one, as far as their bands tell, in the order of their addresses; it may be
/// among them itself.
fn copies_of(
    ranking: &Ranking<'_>,
    columns: &Columns<'_>,
    address: DocAddress,
) -> Result<Vec<DocAddress>, Stop> {
    let Some(signature) = columns.signature(address)? else {
        return Ok(Vec::new());
    };
    let fields = ranking.prepared.fields;
    let mut checks = ranking.deadline.checks(DOCS_PER_CHECK);
    let mut sharing = Vec::new();
    for (ordinal, segment) in columns.searcher().segment_readers().iter().enumerate() {
        let inverted = segment.inverted_index(fields.bands)?;
        // Nearly every band is the article's alone, and its list need not be read.
        let own = u32::from(ordinal == address.segment_ord as usize);
        for band in signature.bands() {
            let term = Term::from_field_u64(fields.bands, *band);
            let info = inverted.get_term_info(&term)?;
            let Some(info) = info.filter(|info| info.doc_freq > own) else {
                continue;
            };
            let mut docs = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            while docs.doc() != TERMINATED {
                if !segment.is_deleted(docs.doc()) {
                    sharing.push(DocAddress::new(ordinal as u32, docs.doc()));
                }
                docs.advance();
                checks.step()?;
            }
        }
    }
    sharing.sort_unstable();
    sharing.dedup();
    let mut copies = Vec::new();
    for other in sharing {
        checks.step()?;
        if columns.is_copy(other, &signature, || columns.issued(address))? {
            copies.push(other);
        }
    }
    Ok(copies)
}

/// Those of the documents that are hits; they come and go in the order of their addresses.
fn hits_among(ranking: &Ranking<'_>, addresses: &[DocAddress]) -> Result<Vec<DocAddress>, Stop> {
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
