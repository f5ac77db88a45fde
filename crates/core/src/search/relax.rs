//! What is searched for instead where a phrase is nowhere: its words.

use tantivy::TERMINATED;

use super::plan::{Match, Plan};
use super::prepare::{Found, Prepared, is_alive};
use super::rank::{DOCS_PER_CHECK, Stop};
use super::sets::Sets;
use crate::query::Note;

/// Whether any live article is a hit.
pub(super) fn has_hits(prepared: &Prepared<'_>) -> Result<bool, Stop> {
    for ordinal in 0..prepared.searcher.segment_readers().len() {
        if let Match::Unit(unit) = prepared.plan.hits
            && let Found::Phrase(phrase) = &prepared.found[ordinal][unit]
        {
            if phrase.is_anywhere(prepared, ordinal)? {
                return Ok(true);
            }
            continue;
        }
        let sets = Sets { prepared, ordinal };
        let mut docs = sets.open(&prepared.plan.hits)?;
        let mut checks = prepared.deadline.checks(DOCS_PER_CHECK);
        while docs.doc() != TERMINATED {
            if is_alive(prepared.segment(ordinal), docs.doc()) {
                return Ok(true);
            }
            docs.advance();
            checks.step()?;
        }
    }
    Ok(false)
}

/// The plan with other hits, and a note that says so.
pub(super) fn with_hits(plan: &Plan, hits: Match) -> Plan {
    let message = "no article holds this as one; searched as its single words";
    let mut notes = plan.notes.clone();
    notes.push(Note::general(message));
    Plan {
        units: plan.units.clone(),
        pairs: plan.pairs.clone(),
        all_words: plan.all_words.clone(),
        relaxed: None,
        hits,
        notes,
    }
}
