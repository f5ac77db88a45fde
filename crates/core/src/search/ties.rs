//! The order of hits that rank alike: those that have the words as they were typed first, of these the newest, and those of one
//! date as the collection has them.
//!
//! Separate from the ranking because hardly any search needs it: the columns are opened, and a document is looked up, only
//! where two scores are the same number. Documents change their places with every indexing, so that their order tells
//! nothing and would let the same search give another list tomorrow. Files and the records of one file have an order that
//! their reader knows, that of their names.

use std::cmp::{Ordering, Reverse};

use tantivy::DocAddress;

use super::by_date::{Dates, First, Key};
use super::natural::natural;
use super::prepare::Prepared;
use super::top::Ranked;
use super::typed::forms_held;
use crate::index::{SegmentColumns, first_text};

/// Of more articles of one date that rank alike, no names are read: their order is that of the hashes of their names, which
/// is as steady and tells nothing.
const MOST_NAMED: usize = 512;

/// What comes first among equals; the lesser the earlier.
type Turn = ((Reverse<u32>, Reverse<Key>), u64);

/// The columns that tell, by segment.
pub(super) struct Ties<'a> {
    columns: &'a [SegmentColumns],
    /// The query whose words may be held as they were typed; `None` where the list is no ranking.
    prepared: Option<&'a Prepared<'a>>,
}

/// What an article is called: the path of its source, and its id.
type Name = [String; 2];

impl<'a> Ties<'a> {
    /// Of lists by date.
    pub(super) fn of_dates(columns: &'a [SegmentColumns]) -> Self {
        Self {
            columns,
            prepared: None,
        }
    }

    /// Of lists by score.
    pub(super) fn of_scores(prepared: &'a Prepared<'a>) -> Self {
        Self {
            columns: &prepared.snapshot.columns,
            prepared: Some(prepared),
        }
    }

    /// Puts documents that rank alike in order, as far as the first `wanted` of them need it.
    pub(super) fn sort<K: Copy>(
        &self,
        equals: &mut [Ranked<K>],
        wanted: usize,
    ) -> tantivy::Result<()> {
        let held = match self.prepared {
            Some(prepared) => forms_held(prepared, equals)?,
            None => vec![0; equals.len()],
        };
        let turns = equals.iter().zip(held);
        let turns = turns.map(|(it, held)| Ok((self.turn(it.address, held)?, *it)));
        let mut turns = turns.collect::<tantivy::Result<Vec<_>>>()?;
        turns.sort_unstable_by_key(|(turn, _)| *turn);
        let mut from = 0;
        for alike in turns.chunk_by_mut(|a, b| a.0.0 == b.0.0) {
            if from < wanted && (2..=MOST_NAMED).contains(&alike.len()) {
                self.sort_by_name(alike)?;
            }
            from += alike.len();
        }
        for (place, (_, it)) in equals.iter_mut().zip(turns) {
            *place = it;
        }
        Ok(())
    }

    fn sort_by_name<K: Copy>(&self, alike: &mut [(Turn, Ranked<K>)]) -> tantivy::Result<()> {
        let named = alike.iter().map(|it| Ok((self.name(it.1.address)?, *it)));
        let mut named = named.collect::<tantivy::Result<Vec<_>>>()?;
        named.sort_by(|(a, _), (b, _)| in_collection(a, b));
        for (place, (_, it)) in alike.iter_mut().zip(named) {
            *place = it;
        }
        Ok(())
    }

    fn turn(&self, address: DocAddress, held: u32) -> tantivy::Result<Turn> {
        let columns = &self.columns[address.segment_ord as usize];
        let dates = Dates::open(columns, First::Newest)?;
        let key = columns.key()?.and_then(|keys| keys.first(address.doc_id));
        let first = (Reverse(held), Reverse(dates.key(address.doc_id)));
        Ok((first, key.unwrap_or(u64::MAX)))
    }

    fn name(&self, address: DocAddress) -> tantivy::Result<Name> {
        let columns = &self.columns[address.segment_ord as usize];
        let names = [columns.source()?, columns.id()?];
        let [source, id] = names.map(|column| first_text(column, address.doc_id));
        Ok([source?.unwrap_or_default(), id?.unwrap_or_default()])
    }
}

/// By file, then by the id in it.
fn in_collection(a: &Name, b: &Name) -> Ordering {
    natural(&a[0], &b[0]).then_with(|| natural(&a[1], &b[1]))
}
