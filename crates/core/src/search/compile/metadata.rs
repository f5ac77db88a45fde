//! Words of metadata, and filters.

use tantivy::schema::Field as EngineField;

use super::piece::Piece;
use super::{Compiler, Context};
use crate::analysis::{Reading, Slot};
use crate::index::plain_url;
use crate::query::{Field, Filter, Text, TextKind};
use crate::search::plan::{Condition, Match, MetadataWords};

impl Compiler<'_> {
    pub(super) fn metadata(&mut self, field: &Field, text: &Text) -> Option<Piece> {
        let words = self.context.analysis.folded(&text.text);
        let slots = words
            .iter()
            .filter_map(|word| word.readings.first())
            .enumerate()
            .flat_map(|(at, reading)| {
                let shifted = |slot: &Slot| Slot {
                    offset: at as u32,
                    ..slot.clone()
                };
                reading
                    .slots
                    .iter()
                    .take(1)
                    .map(shifted)
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>();
        if slots.is_empty() {
            self.note_no_words(text);
            return None;
        }
        let (engine_field, key) = self.metadata_field(field)?;
        let slop = match text.kind {
            TextKind::Phrase { slop } => slop,
            _ => 0,
        };
        let set = Match::Metadata(MetadataWords {
            field: engine_field,
            key,
            reading: Reading {
                slots,
                variant: false,
            },
            slop,
            // Values of `extra` have no column to compare with.
            whole: (text.exact && !matches!(field, Field::Extra(_))).then(|| text.text.clone()),
        });
        Some(Piece::whole(set))
    }

    fn metadata_field(&self, field: &Field) -> Option<(EngineField, Option<String>)> {
        let fields = self.context.fields;
        Some(match field {
            Field::Author => (fields.author, None),
            Field::Outlet => (fields.outlet, None),
            Field::Section => (fields.section, None),
            Field::Tag => (fields.tag, None),
            Field::Place => (fields.place, None),
            Field::Extra(key) => (fields.extra, Some(key.clone())),
            Field::Title | Field::Deck | Field::Body | Field::Captions | Field::Rest => {
                return None;
            }
        })
    }
}

pub(super) fn condition(filter: &Filter, context: &Context<'_>) -> Condition {
    match filter {
        Filter::Date(range) => {
            let (from, to) = range.bounds(context.now, context.zone);
            Condition::Published { from, to }
        }
        Filter::Language(language) => Condition::Language(language.code().to_owned()),
        Filter::Format(name) => Condition::Format(name.clone()),
        Filter::Path(glob) => Condition::Path(glob.clone()),
        Filter::Url(url) => Condition::Url(plain_url(url).to_owned()),
        Filter::Words { from, to } => Condition::Words {
            from: from.unwrap_or(0),
            to: to.unwrap_or(u64::MAX),
        },
    }
}
