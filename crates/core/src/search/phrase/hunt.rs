//! All documents of a phrase, looked for by two threads where there are many to look into.
//!
//! This is for the slowest phrases: those of common words that hardly ever meet, of which no list of the best can pass a document
//! over. A phrase that turns out to be common is left to the ranking, which can.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantivy::{DocId, TERMINATED};

use super::{Finder, Phrase};
use crate::index::{cores, shared};
use crate::search::deadline::Deadline;
use crate::search::materialize::ScoredDocs;
use crate::search::prepare::Prepared;
use crate::search::rank::Stop;

/// With fewer documents to look into, at some 100 ns each, a second thread takes longer to start than it saves.
const LONG: u32 = 4_096;

/// Blocks of the longest list in a piece that a thread looks into at once: a twentieth of a millisecond.
const BLOCKS_PER_PIECE: usize = 4;

/// What was found of a phrase in a segment.
pub(super) struct Hunted {
    /// Live documents that hold it.
    pub(super) docs: ScoredDocs,
    /// Whether there are no others.
    pub(super) are_all: bool,
}

/// The stretches of a segment in which a phrase is to be looked for, by two threads where there are several.
pub(super) fn pieces(
    phrase: &Phrase,
    prepared: &Prepared<'_>,
    ordinal: usize,
) -> tantivy::Result<Vec<Range<DocId>>> {
    let mut start = phrase.first();
    let mut pieces = Vec::new();
    let longest = phrase.stand_ins().max_by_key(|(_, info)| info.doc_freq);
    if let Some((field, info)) = longest.filter(|(_, info)| info.doc_freq >= LONG)
        && cores() > 1
    {
        let skips = prepared.field(ordinal, *field)?.skips(info)?;
        for skip in skips.iter().step_by(BLOCKS_PER_PIECE) {
            if skip.last >= start {
                pieces.push(start..skip.last + 1);
                start = skip.last + 1;
            }
        }
    }
    pieces.push(start..TERMINATED);
    Ok(pieces)
}

/// Looks for the documents of a phrase in stretches of a segment, until there are `most` or some more.
pub(super) fn hunt(
    phrase: &Phrase,
    prepared: &Prepared<'_>,
    ordinal: usize,
    pieces: &[Range<DocId>],
    most: usize,
) -> Result<Hunted, Stop> {
    let left = Arc::new(AtomicUsize::new(most));
    let hunter = || -> tantivy::Result<Hunter> {
        Ok(Hunter {
            finder: Finder::open(phrase, prepared, ordinal)?,
            left: Arc::clone(&left),
            deadline: prepared.deadline.clone(),
        })
    };
    let mut here = hunter()?;
    let found = if let [whole] = pieces {
        vec![here.search(whole.clone())]
    } else {
        let (mut there, theirs) = (hunter()?, pieces.to_vec());
        let there = move |piece: usize| there.search(theirs[piece].clone());
        shared(
            pieces.len(),
            |piece| here.search(pieces[piece].clone()),
            there,
        )
    };
    let mut docs = ScoredDocs::default();
    for found in found {
        docs.append(found?);
    }
    Ok(Hunted {
        are_all: left.load(Ordering::Relaxed) > 0,
        docs,
    })
}

/// One that looks for a phrase, in stretches that ascend.
struct Hunter {
    finder: Finder,
    /// How many documents are still to be found.
    left: Arc<AtomicUsize>,
    deadline: Deadline,
}

impl Hunter {
    /// The live documents of a stretch that hold the phrase; none where enough were found before.
    fn search(&mut self, docs: Range<DocId>) -> Result<ScoredDocs, Stop> {
        if self.left.load(Ordering::Relaxed) == 0 {
            return Ok(ScoredDocs::default());
        }
        let found = self.finder.all(docs, &self.deadline)?;
        let fewer = |left: usize| Some(left.saturating_sub(found.len()));
        let _ = self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, fewer);
        Ok(found)
    }
}
