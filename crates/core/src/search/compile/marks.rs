//! What a word counts more in articles that have it as it was typed, with its marks or without.

use tantivy::schema::Term;

use super::words::mask;
use super::{Compiler, Result};
use crate::analysis::{QueryWord, marked};
use crate::query::Text;
use crate::search::unit::{Unit, UnitKind};

/// What it counts beside a word that an article has it with the very marks that were typed: `résumé`, not `resume`; or without, where
/// articles have it with marks too. .2 and .4 measure alike on German and Spanish questions, on French headlines .2 is better
/// (`benches/README.md`).
const MARKS_WEIGHT: f32 = 0.2;

/// Articles up to which a word without marks is told from those with, however few these are: their list is read whole.
const FEW_ARTICLES: u64 = 4096;

/// In more articles a word without marks is told from those with only where one in so many has marks: where fewer have, it would count
/// more in nearly all of them.
const LEAST_ONE_IN: u64 = 50;

/// A word as it was typed: how an explanation names it, and how it is found.
pub(super) struct AsTyped {
    label: String,
    kind: UnitKind,
}

impl Compiler<'_> {
    /// How a word is found as it was typed; `None` where all articles have it so, as far as marks go, or none.
    pub(super) fn as_typed(&self, word: &QueryWord, label: &str) -> Result<Option<AsTyped>> {
        if let Some(written) = marked(label) {
            return Ok(Some(AsTyped {
                label: format!("{label} with these marks"),
                kind: UnitKind::Marked(written),
            }));
        }
        match form_of(word) {
            Some(form) if self.has_both(form)? => Ok(Some(AsTyped {
                label: format!("{label} without marks"),
                kind: UnitKind::Plain(form.to_owned()),
            })),
            _ => Ok(None),
        }
    }

    /// Adds a unit that ranks and does not select.
    pub(super) fn push_as_typed(&mut self, text: &Text, as_typed: Option<AsTyped>, weight: f32) {
        if let Some(AsTyped { label, kind }) = as_typed {
            self.units.add(Unit {
                label,
                weight: weight * MARKS_WEIGHT,
                fields: mask(text.field.as_ref()),
                kind,
                exact: None,
                is_part: true,
            });
        }
    }

    /// Whether some articles hold a folded word as it is, and enough others only with marks.
    fn has_both(&self, form: &str) -> Result<bool> {
        let only_marked = self.context.marked.articles_without_plain(form)?;
        if only_marked == 0 {
            return Ok(false);
        }
        let term = Term::from_field_text(self.context.fields.forms, form);
        let held = self.context.searcher.doc_freq(&term)?;
        let is_worth_it = held <= FEW_ARTICLES || only_marked * LEAST_ONE_IN >= held;
        Ok(held > only_marked && is_worth_it)
    }
}

/// The folded form of a word; of `l'ecole` that of the noun, of a compound none.
fn form_of(word: &QueryWord) -> Option<&str> {
    let as_typed = word.readings.iter().rfind(|reading| !reading.variant)?;
    match as_typed.slots.as_slice() {
        [slot] if !slot.prefix => slot.terms.first().map(String::as_str),
        _ => None,
    }
}
