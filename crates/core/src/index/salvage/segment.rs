//! One segment of an index that cannot be searched.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use tantivy::columnar::{ColumnarReader, DynamicColumn};
use tantivy::fastfield::AliveBitSet;
use tantivy::schema::Schema;
use tantivy::store::StoreReader;
use tantivy::{DocId, TantivyDocument};
use xxhash_rust::xxh3::xxh3_64;

use super::super::directory::ArchiveDirectory;
use super::super::document::stored_text;
use super::super::engine;
use super::super::files::Columns;
use super::super::guarded;
use super::{Kept, Salvaged, body};
use crate::article::Article;
use crate::error::Error;

/// Blocks of stored documents that are held decompressed: they are read in order.
const CACHED_BLOCKS: usize = 2;

/// Documents beyond which a segment whose commit is lost is not looked through, once none of so many could be read.
const HOPELESS: u32 = 100_000;

/// A segment by the names of its files.
pub(in super::super) struct OldSegment {
    pub(super) id: String,
    /// Documents, where the commit tells.
    pub(super) max_doc: Option<u32>,
    /// The file that tells which documents are deleted.
    pub(in super::super) deletes: Option<PathBuf>,
}

/// Every segment whose articles are in a folder, with the newest of its lists of deleted documents.
pub(super) fn all_in(folder: &Path) -> Vec<OldSegment> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    let stamp = |name: &str, id: &str| -> Option<u64> {
        let rest = name.strip_prefix(id)?.strip_prefix('.')?;
        rest.strip_suffix(".del")?.parse().ok()
    };
    let segments = names.iter().filter_map(|name| {
        let id = name.strip_suffix(".store")?;
        let newest = names
            .iter()
            .filter(|name| stamp(name, id).is_some())
            .max_by_key(|name| stamp(name, id));
        Some(OldSegment {
            id: id.to_owned(),
            max_doc: None,
            deletes: newest.map(PathBuf::from),
        })
    });
    segments.collect()
}

/// The index that a segment is a part of.
pub(super) struct Old<'a> {
    pub(super) directory: &'a ArchiveDirectory,
    pub(super) schema: &'a Schema,
    /// Whether what came from a file, by its path, or from none, has to be had from here.
    pub(super) is_wanted: &'a dyn Fn(Option<&str>) -> bool,
}

/// What a segment keeps beside its articles.
struct Parts {
    store: StoreReader,
    alive: Option<AliveBitSet>,
    columns: Option<Columns>,
    digests: Option<tantivy::columnar::Column<u64>>,
    /// Whether the checksum of the stored articles agrees.
    is_whole: bool,
}

impl OldSegment {
    /// The name of one of its files.
    pub(in super::super) fn file(&self, extension: &str) -> PathBuf {
        PathBuf::from(format!("{}.{extension}", self.id))
    }

    /// Hands over what can be read of the segment.
    pub(super) fn read(
        &self,
        old: &Old<'_>,
        salvaged: &mut Salvaged,
        keep: &mut impl FnMut(Kept) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let store = self.file("store");
        let parts = guarded(&store, || Ok(self.open(old.directory, salvaged)));
        let parts = match parts {
            Ok(Ok(parts)) => parts,
            Ok(Err(error)) => {
                self.lose_store(old, &error, salvaged);
                return Ok(());
            }
            Err(error) => {
                self.lose_store(old, &error, salvaged);
                return Ok(());
            }
        };
        let mut read_last = 0;
        let told = parts.alive.as_ref().map(|alive| alive.bitset().max_value());
        let end = self.max_doc.or(told);
        for doc in 0..end.unwrap_or(u32::MAX) {
            if parts
                .alive
                .as_ref()
                .is_some_and(|alive| !alive.is_alive(doc))
            {
                continue;
            }
            match guarded(&store, || Ok(parts.document(old.schema, doc))) {
                Ok(Ok(Some(kept))) => {
                    read_last = doc;
                    if matches!(kept, Kept::Article(..)) {
                        let is_verified = parts.is_whole || parts.digests.is_some();
                        salvaged.unverified += u64::from(!is_verified);
                    }
                    keep(kept)?;
                }
                Ok(Ok(None)) => {}
                Ok(Err(Lost)) if end.is_none() && !parts.has(doc) => break,
                _ if end.is_none() && doc - read_last > HOPELESS => break,
                _ if (old.is_wanted)(path_of(parts.columns.as_ref(), doc).as_deref()) => {
                    let name = self.name(parts.columns.as_ref(), doc);
                    salvaged.lose(name, "its stored text is damaged");
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Tells of what was wanted of a segment whose stored articles cannot be read: where its columns are whole, by the files.
    fn lose_store(&self, old: &Old<'_>, why: &dyn Display, salvaged: &mut Salvaged) {
        let columns = guarded(&self.file("fast"), || {
            let columnar = self.columnar(old.directory);
            Ok(columnar.as_ref().and_then(Columns::of))
        });
        let (Ok(Some(columns)), Some(documents)) = (columns, self.max_doc) else {
            salvaged.lose(
                self.file("store").display().to_string(),
                self.lost_whole(why),
            );
            return;
        };
        let deletes = self.deletes.as_ref();
        let alive = deletes.and_then(|deletes| match body(old.directory, deletes) {
            Ok((bytes, true)) => Some(AliveBitSet::open(bytes.read_bytes().ok()?)),
            _ => None,
        });
        let is_alive = |doc: &DocId| alive.as_ref().is_none_or(|alive| alive.is_alive(*doc));
        for doc in (0..documents).filter(is_alive) {
            if (old.is_wanted)(path_of(Some(&columns), doc).as_deref()) {
                let why = format!("its stored text: {}", engine::plain(why.to_string()));
                salvaged.lose(self.name(Some(&columns), doc), why);
            }
        }
    }

    /// What a document is called where its text is lost: its file, or its place in the index.
    fn name(&self, columns: Option<&Columns>, doc: DocId) -> String {
        path_of(columns, doc)
            .unwrap_or_else(|| format!("document {doc} of {}", self.file("store").display()))
    }

    /// The columns, where their checksum agrees.
    fn columnar(&self, directory: &ArchiveDirectory) -> Option<ColumnarReader> {
        match body(directory, &self.file("fast")) {
            Ok((file, true)) => ColumnarReader::open(file).ok(),
            _ => None,
        }
    }

    fn lost_whole(&self, error: &dyn Display) -> String {
        let why = engine::plain(error.to_string());
        match self.max_doc {
            Some(documents) => format!("{documents} documents with it: {why}"),
            None => why,
        }
    }

    fn open(
        &self,
        directory: &ArchiveDirectory,
        salvaged: &mut Salvaged,
    ) -> std::io::Result<Parts> {
        let (store, is_whole) = body(directory, &self.file("store"))?;
        let columnar = self.columnar(directory);
        let mut alive = None;
        if let Some(deletes) = &self.deletes {
            match body(directory, deletes) {
                Ok((bytes, true)) => alive = Some(AliveBitSet::open(bytes.read_bytes()?)),
                _ => salvaged.lose(
                    deletes.display().to_string(),
                    "which articles were deleted is not known: they come back",
                ),
            }
        }
        Ok(Parts {
            store: StoreReader::open(store, CACHED_BLOCKS)?,
            alive,
            columns: columnar.as_ref().and_then(Columns::of),
            digests: columnar.as_ref().and_then(digests),
            is_whole,
        })
    }
}

fn digests(columnar: &ColumnarReader) -> Option<tantivy::columnar::Column<u64>> {
    let handles = columnar.read_columns("digest").ok()?;
    handles.iter().find_map(|handle| match handle.open() {
        Ok(DynamicColumn::U64(column)) => Some(column),
        _ => None,
    })
}

/// The document cannot be read.
struct Lost;

impl Parts {
    /// A document; `None` where there is nothing in it to keep.
    fn document(&self, schema: &Schema, doc: DocId) -> Result<Option<Kept>, Lost> {
        let document: TantivyDocument = self.store.get(doc).map_err(|_| Lost)?;
        let text = |name: &str| stored_text(&document, schema.get_field(name).ok()?);
        let state = || self.columns.as_ref().and_then(|columns| columns.file(doc));
        if let Some(json) = text("article") {
            let digest = self.digests.as_ref().and_then(|digests| digests.first(doc));
            if !self.is_whole && digest.is_some_and(|digest| digest != xxh3_64(json.as_bytes())) {
                return Err(Lost);
            }
            let article: Article = serde_json::from_str(json).map_err(|_| Lost)?;
            return Ok(Some(Kept::Article(Box::new(article), state())));
        }
        if let Some(json) = text("findings") {
            return Ok(Some(Kept::Findings(json.to_owned())));
        }
        Ok(state().map(|mut file| {
            file.failure = text("file_failure").and_then(|json| serde_json::from_str(json).ok());
            Kept::File(file)
        }))
    }

    /// Whether there is a document of this number, whole or not: the engine takes a number that is too large for a wrong
    /// argument.
    fn has(&self, doc: DocId) -> bool {
        let bytes = self.store.get_document_bytes(doc);
        !matches!(bytes, Err(tantivy::TantivyError::InvalidArgument(_)))
    }
}

/// The file that a document came from, where the columns tell.
fn path_of(columns: Option<&Columns>, doc: DocId) -> Option<String> {
    columns
        .map(|columns| columns.path(doc))
        .filter(|path| !path.is_empty())
}
