//! How many words of a query an article has in the very form that was typed: `marines`, not `marine`; `Kiev`, not `Kyiv`.
//!
//! Asked only of articles whose scores are equal, so that a search whose hits all differ looks nothing up for it; as evidence that
//! is weighed for all it gains little (`benches/README.md`).

use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocSet, SegmentReader};

use super::prepare::Prepared;
use super::top::Ranked;
use super::unit::{Unit, UnitKind};
use crate::analysis::fold;

/// For each of some documents, how many of the query's words it has as they were typed, but for case and marks.
pub(super) fn forms_held<K>(
    prepared: &Prepared<'_>,
    documents: &[Ranked<K>],
) -> tantivy::Result<Vec<u32>> {
    let units = prepared
        .scored_units()
        .map(|unit| &prepared.plan.units[unit]);
    let forms: Vec<&str> = units.filter_map(typed_form).collect();
    let mut held = vec![0; documents.len()];
    if forms.is_empty() {
        return Ok(held);
    }
    let address = |at: &usize| documents[*at].address;
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_unstable_by_key(address);
    for of_segment in order.chunk_by(|a, b| address(a).segment_ord == address(b).segment_ord) {
        let segment = prepared.segment(address(&of_segment[0]).segment_ord as usize);
        for form in &forms {
            visit(prepared, segment, form, |postings| {
                for at in of_segment {
                    let doc = address(at).doc_id;
                    if postings.doc() < doc {
                        postings.seek(doc);
                    }
                    held[*at] += u32::from(postings.doc() == doc);
                }
            })?;
        }
    }
    Ok(held)
}

/// Shows the documents that hold a form, if any do.
fn visit(
    prepared: &Prepared<'_>,
    segment: &SegmentReader,
    form: &str,
    see: impl FnOnce(&mut dyn DocSet),
) -> tantivy::Result<()> {
    let field = prepared.fields.forms;
    let term = Term::from_field_text(field, form);
    let inverted = segment.inverted_index(field)?;
    if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
        see(&mut postings);
    }
    Ok(())
}

/// The form of a word that was typed: the first of its terms. A word that is its own stem, and has no other spelling, is not
/// asked for: most articles have it as it was typed, and a rare word has no time for it.
fn typed_form(unit: &Unit) -> Option<&str> {
    let UnitKind::Terms(terms) = &unit.kind else {
        return None;
    };
    let [form, _, ..] = terms.as_slice() else {
        return None;
    };
    (!unit.is_part && *form == fold(&unit.label)).then_some(form)
}
