//! Documents that are made where they are used.
//!
//! To take an article apart into its terms is most of the work of indexing. The thread that writes hands articles over as they
//! are; the engine's threads, of which there are several, make the documents of them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::TantivyDocument;

use super::document::Prepared;
use super::schema::Fields;
use crate::analysis::Scribe;
use crate::article::SourceFile;

/// What documents are made with. Scribes go from thread to thread, with what they remember.
pub(super) struct Desk {
    fields: Fields,
    scribes: Mutex<Vec<Scribe>>,
}

impl Desk {
    /// A desk for documents of these fields, without scribes: they come as they are needed.
    pub(super) fn new(fields: &Fields) -> Self {
        Self {
            fields: fields.clone(),
            scribes: Mutex::default(),
        }
    }

    fn make(&self, prepared: Prepared, file: Option<&SourceFile>) -> TantivyDocument {
        let mut scribe = self.with_scribes(Vec::pop).unwrap_or_default();
        let document = prepared.into_document(&self.fields, file, &mut scribe);
        self.with_scribes(|scribes| scribes.push(scribe));
        document
    }

    fn with_scribes<T>(&self, act: impl FnOnce(&mut Vec<Scribe>) -> T) -> T {
        act(&mut self.scribes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A document, or what it is made of.
pub(super) struct Draft {
    article: Mutex<Option<Order>>,
    document: OnceLock<TantivyDocument>,
}

/// An article, and the state of its file where it is the only one in it.
struct Order {
    desk: Arc<Desk>,
    prepared: Prepared,
    file: Option<SourceFile>,
}

impl Draft {
    /// The document of an article, made when it is asked for.
    pub(super) fn of(desk: &Arc<Desk>, prepared: Prepared, file: Option<&SourceFile>) -> Self {
        Self {
            article: Mutex::new(Some(Order {
                desk: Arc::clone(desk),
                prepared,
                file: file.cloned(),
            })),
            document: OnceLock::new(),
        }
    }

    /// The document.
    pub(super) fn document(&self) -> &TantivyDocument {
        self.document.get_or_init(|| {
            let mut article = self.article.lock().unwrap_or_else(PoisonError::into_inner);
            let order = article.take();
            order
                .map(|order| order.desk.make(order.prepared, order.file.as_ref()))
                .unwrap_or_default()
        })
    }

    /// The document, for good.
    pub(super) fn into_document(self) -> TantivyDocument {
        self.document();
        self.document.into_inner().unwrap_or_default()
    }
}

impl From<TantivyDocument> for Draft {
    fn from(document: TantivyDocument) -> Self {
        Self {
            article: Mutex::default(),
            document: OnceLock::from(document),
        }
    }
}
