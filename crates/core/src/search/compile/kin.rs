//! Rare words under the other spellings that a name may have, and names of the table that the collection lacks.

use tantivy::schema::Term;

use super::words::stems;
use super::{Compiler, Result};
use crate::analysis::{QueryWord, Reading, Skeleton, Slot, fold};
use crate::query::{Note, Text};
use crate::search::expand;
use crate::search::plan::Match;
use crate::search::prepare::Prepared;
use crate::search::unit::{UnitKind, reading_terms};

/// Articles up to which a word is looked for under other spellings of its sounds too.
const FEW_ARTICLES: u64 = 2;

/// The most words that are searched as spellings of one name.
const MAX_KIN: usize = 8;

/// The most rare words of a query that are looked for under other spellings: each goes through the words of the collection, and
/// a text with more of them is no question.
pub(super) const MAX_KIN_WORDS: usize = 16;

/// How much a word counts that is only spelt as the one typed may be: it never comes before that one.
const KIN_WEIGHT: f32 = 0.3;

/// The place of the body among the ranked fields.
const BODY: usize = 2;

/// Whether a word of a query is in so few articles that it may be looked for under other spellings.
pub(in crate::search) fn has_rare_words(prepared: &Prepared<'_>) -> bool {
    let mut units = prepared.plan.units.iter().zip(&prepared.frequencies);
    units.any(|(unit, articles)| {
        matches!(unit.kind, UnitKind::Terms(_)) && !unit.is_part && *articles <= FEW_ARTICLES
    })
}

impl Compiler<'_> {
    /// Words that may spell the same name, where hardly an article holds the word as it was typed.
    pub(super) fn kin_of(&mut self, word: &QueryWord, label: &str) -> Result<Option<Vec<String>>> {
        if self.kin_words == 0 || !self.context.analysis.variants || word.stop {
            return Ok(None);
        }
        for reading in &word.readings {
            let [slot] = reading.slots.as_slice() else {
                continue;
            };
            if slot.prefix || self.is_in_more_than(FEW_ARTICLES, slot)? {
                return Ok(None);
            }
        }
        self.kin_words -= 1;
        let own = fold(label);
        let mut forms = self.skeleton_forms(&own)?;
        let readings = word.readings.iter();
        let known: Vec<&str> = readings.flat_map(reading_terms).collect();
        forms.retain(|form| !known.contains(&form.as_str()));
        Ok(Some(forms).filter(|forms| !forms.is_empty()))
    }

    /// Words that are spelt as the same name may be: they select as the word does, and rank below it.
    pub(super) fn push_kin(&mut self, text: &Text, forms: Vec<String>, weight: f32) -> Match {
        let said = forms.join(", ");
        let message = format!("`{}` is in few articles; also searched: {said}", text.text);
        self.notes.push(Note::at(text.span, message));
        let kind = UnitKind::Forms {
            stems: stems(&self.context.analysis, &forms),
            forms,
        };
        self.push(text, format!("spelt as {said}"), kind, weight * KIN_WEIGHT)
    }

    /// Names of several words that the collection does not hold: they would be looked up as sequences.
    pub(super) fn drop_absent_names(&self, word: &mut QueryWord) -> Result<()> {
        let mut at = 0;
        while let Some(reading) = word.readings.get(at) {
            let is_sequence = reading.variant && reading.slots.len() > 1;
            if is_sequence && !self.may_stand(reading)? {
                word.readings.remove(at);
            } else {
                at += 1;
            }
        }
        Ok(())
    }

    pub(super) fn skeleton_forms(&self, own: &str) -> Result<Vec<String>> {
        let Some(skeleton) = Skeleton::of(own) else {
            return Ok(Vec::new());
        };
        let context = self.context;
        let found = expand::accepted(
            context.searcher,
            context.fields.forms,
            &skeleton,
            context.deadline,
        )?;
        let others = found.forms.into_iter().filter(|form| form != own);
        Ok(others.take(MAX_KIN).collect())
    }

    /// Whether the collection holds a word for each place of a reading.
    fn may_stand(&self, reading: &Reading) -> Result<bool> {
        for slot in &reading.slots {
            if !slot.prefix && !self.is_in_more_than(0, slot)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// About how many articles hold a word in their text: those of its commonest stem.
    pub(super) fn articles_of(&self, word: &QueryWord) -> Result<u64> {
        let field = self.context.fields.ranked[BODY];
        let mut articles = 0;
        for term in word.readings.iter().flat_map(reading_terms) {
            let term = Term::from_field_text(field, term);
            articles = articles.max(self.context.searcher.doc_freq(&term)?);
        }
        Ok(articles)
    }

    /// Whether more than so many articles hold the stem of a slot's word in the text, or the word unstemmed; one that
    /// holds both is counted twice. The text comes first: it tells of nearly every word.
    fn is_in_more_than(&self, few: u64, slot: &Slot) -> Result<bool> {
        let fields = self.context.fields;
        let mut articles = 0;
        for field in [fields.ranked[BODY], fields.forms] {
            for term in &slot.terms {
                let term = Term::from_field_text(field, term);
                articles += self.context.searcher.doc_freq(&term)?;
                if articles > few {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}
