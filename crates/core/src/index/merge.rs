//! Which segments are merged, and when: a search pays for each of them.

use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::{IndexWriter, SegmentMeta};

/// Segments of one size before they are merged: four segments make a search 1.4 times as long as one.
const SEGMENTS_PER_LEVEL: usize = 4;

/// Share of deleted documents above which a segment is rewritten.
const DELETED_SHARE: f32 = 0.3;

/// Segments with fewer documents are merged into one at the end of a run; it takes about a second.
const SMALL_SEGMENT_DOCS: u32 = 20_000;

/// So are those with fewer than this part of what the run has added: it has taken longer than the merge will.
const SMALL_PART_OF_RUN: u32 = 8;

/// The policy of a running writer.
pub(super) fn policy() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(SEGMENTS_PER_LEVEL);
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    Box::new(policy)
}

/// Merges small segments into one, once the merges of a run that has added so many documents are over: the two would meddle
/// with one another.
pub(super) fn merge_small(index: &tantivy::Index, added: u32) -> tantivy::Result<()> {
    let small = small_segments(&index.searchable_segment_metas()?, added);
    if small.len() < 2 {
        return Ok(());
    }
    let options = IndexWriterOptions::builder().num_worker_threads(1).build();
    let mut engine: IndexWriter = index.writer_with_options(options)?;
    engine.set_merge_policy(Box::new(NoMergePolicy));
    engine.merge(&small).wait()?;
    engine.garbage_collect_files().wait()?;
    engine.wait_merging_threads()
}

/// The segments to merge into one at the end of a run; fewer than two where there is nothing to gain.
fn small_segments(segments: &[SegmentMeta], added: u32) -> Vec<SegmentId> {
    let few = SMALL_SEGMENT_DOCS.max(added / SMALL_PART_OF_RUN);
    let is_small = |segment: &&SegmentMeta| segment.num_docs() < few;
    segments
        .iter()
        .filter(is_small)
        .map(SegmentMeta::id)
        .collect()
}
