//! A bound, in bytes, on the documents that wait to be indexed.
//!
//! The engine's own queue holds ten thousand documents, whatever their size: of long articles that is a gigabyte. Each
//! [`Queued`] document takes its share of one [`Queue`] and gives it back when a thread of the engine has indexed it.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::schema::document::Document;

use super::draft::Draft;

/// Where nothing was indexed for so long the engine's threads have died: the next call to it tells of what.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How many bytes of documents wait, and may.
#[derive(Debug)]
pub(super) struct Queue {
    most: u64,
    waiting: Mutex<u64>,
    shrank: Condvar,
}

impl Queue {
    /// A queue with room for so many bytes.
    pub(super) fn of_bytes(most: u64) -> Self {
        Self {
            most,
            waiting: Mutex::default(),
            shrank: Condvar::new(),
        }
    }

    /// Waits until there is room, and takes it; a document larger than all the room waits for an empty queue.
    pub(super) fn enter(self: &Arc<Self>, draft: Draft, bytes: u64) -> Queued {
        let bytes = bytes.min(self.most);
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |waiting: &mut u64| *waiting + bytes > self.most;
        let room = self
            .shrank
            .wait_timeout_while(waiting, LONGEST_WAIT, is_full);
        let (mut waiting, _) = room.unwrap_or_else(PoisonError::into_inner);
        *waiting += bytes;
        Queued {
            draft,
            share: Share {
                queue: Arc::clone(self),
                bytes,
            },
        }
    }
}

/// A document on its way to the engine's threads.
pub(super) struct Queued {
    draft: Draft,
    share: Share,
}

/// The room that a document takes, given back where it is dropped.
struct Share {
    queue: Arc<Queue>,
    bytes: u64,
}

impl Drop for Share {
    fn drop(&mut self) {
        let waiting = &self.queue.waiting;
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        *waiting = waiting.saturating_sub(self.bytes);
        drop(waiting);
        self.queue.shrank.notify_one();
    }
}

impl Document for Queued {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.draft.document().iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        drop(self.share);
        self.draft.into_document()
    }

    fn get_sorted_field_values(&self) -> Vec<(Field, Vec<Self::Value<'_>>)> {
        self.draft.document().get_sorted_field_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_given_back_by_what_was_indexed_or_dropped() {
        const MOST_BYTES: u64 = 100;
        let queue = Arc::new(Queue::of_bytes(MOST_BYTES));
        let first = queue.enter(TantivyDocument::default().into(), MOST_BYTES / 2);
        let second = queue.enter(TantivyDocument::default().into(), MOST_BYTES / 2);
        assert_eq!(*queue.waiting.lock().unwrap(), MOST_BYTES);
        drop(first);
        second.into_tantivy_document();
        // More than there is room for waits for all of it.
        let whole = queue.enter(TantivyDocument::default().into(), u64::MAX);
        assert_eq!(*queue.waiting.lock().unwrap(), MOST_BYTES);
        drop(whole);
        assert_eq!(*queue.waiting.lock().unwrap(), 0);
    }
}
