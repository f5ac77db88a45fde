//! Opening an index so that what it cannot answer is found now and not in the middle of a search.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use tantivy::directory::Directory as _;
use tantivy::error::DataCorruption;
use tantivy::index::SegmentComponent;
use tantivy::schema::Schema;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{
    HasLen as _, IndexReader, IndexSettings, ReloadPolicy, Searcher, SegmentReader, TantivyError,
};

use super::directory::ArchiveDirectory;
use super::folder::Folder;
use super::lists::ListFiles;
use super::payload::{Payload, SEALED_FROM};
use super::{META_FILE, engine, schema, sweep};
use crate::analysis;
use crate::error::{Error, IndexAge};
use crate::fault::Faults;

/// How often an opening is repeated when a file that the commit names is collected before it is opened: each try reads
/// the newer commit that made the file superfluous.
const OPEN_TRIES: usize = 10;

/// Blocks of articles that are held unpacked. The hits of a page mostly lie in blocks of their own, each read once; a block that is let
/// go of at once leaves warm memory to the next one. With 16 a search as a process takes 2 to 3 % longer.
const STORE_CACHE_BLOCKS: usize = 1;

/// zstd level of stored articles. Of the news level 7 takes 4 % less room than level 3, at the same time to read and 8 % of the
/// time of indexing; level 9 would save half a percent more.
const STORE_COMPRESSION_LEVEL: i32 = 7;

/// Bytes of articles that are compressed together, and unpacked for any one of them. Of the news 48 KB take 6 % less room than
/// the engine's 16, and .03 ms more for each article that is read.
const STORE_BLOCK_BYTES: usize = 48 << 10;

/// How the engine is set up for a new index.
pub(super) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor {
            compression_level: Some(STORE_COMPRESSION_LEVEL),
        }),
        docstore_blocksize: STORE_BLOCK_BYTES,
        ..IndexSettings::default()
    }
}

/// Whether there is an index at `path`: its commit, or articles whose commit was lost.
pub(super) fn look_for_commit(path: &Path) -> Result<(), Error> {
    let path = path.to_owned();
    match fs::metadata(path.join(META_FILE)) {
        Ok(meta) if meta.is_file() => Ok(()),
        Err(source)
            if !matches!(
                source.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Err(Error::Io {
                action: "open",
                path,
                source,
            })
        }
        // An empty commit is written before the first article: to make another would give up what is stored.
        _ if holds_articles(&path) => Err(Error::Corrupt {
            path,
            what: format!("{META_FILE} is missing"),
        }),
        _ => Err(Error::NotFound { path }),
    }
}

fn holds_articles(path: &Path) -> bool {
    let mut entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        sweep::is_segment_file(&name) && name.ends_with(".store")
    })
}

/// The directory of the index at `path`.
pub(super) fn open_directory(path: &Path) -> Result<ArchiveDirectory, Error> {
    Folder::open(path)
        .map(|directory| ArchiveDirectory::new(directory, Faults::from_env()))
        .map_err(|error| engine::error(error.into(), "open", path))
}

/// The engine over a directory that holds an index of this version, and what its last commit says of it.
pub(super) fn open_engine(
    directory: &ArchiveDirectory,
    path: &Path,
) -> Result<(tantivy::Index, Option<Payload>), Error> {
    let refuse = |error| engine::error(error, "open", path);
    let engine = repeat_opening(|| tantivy::Index::open(directory.clone())).map_err(refuse)?;
    let payload = check_version(&engine, directory, path)?;
    analysis::register(engine.tokenizers());
    Ok((engine, payload))
}

/// One commit, opened: a merge may take its files away at any time, so that whatever a search reads of them is held.
pub(super) struct Commit {
    pub(super) searcher: Searcher,
    /// The lists of terms, by segment.
    pub(super) lists: Vec<ListFiles>,
    /// What it says of the index; `None` where nothing was committed yet.
    pub(super) payload: Option<Payload>,
}

impl Commit {
    /// Whether the two are one state of the index.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        let segments = |commit: &Self| commit.searcher.generation().segments().clone();
        segments(self) == segments(other)
    }

    fn of(searcher: Searcher, payload: Option<Payload>) -> tantivy::Result<Self> {
        let mut lists = Vec::with_capacity(searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            lists.push(ListFiles {
                postings: segment.open_read(SegmentComponent::Postings)?,
                positions: segment.open_read(SegmentComponent::Positions)?,
            });
            check_size(segment)?;
        }
        Ok(Self {
            searcher,
            lists,
            payload,
        })
    }
}

/// Refuses a segment of which the commit tells another size than its lengths do, a byte for each document: whatever goes over
/// all documents would go on for billions of them.
fn check_size(segment: &SegmentReader) -> tantivy::Result<()> {
    let mut fields = segment.schema().fields();
    let measured = fields.find(|(_, entry)| entry.has_fieldnorms());
    let lengths = segment.fieldnorms_readers().get_inner_file();
    let lengths = measured.and_then(|(field, _)| lengths.open_read(field));
    match lengths {
        Some(lengths) if lengths.len() != segment.max_doc() as usize => {
            let why = format!("{META_FILE} tells a wrong number of documents");
            Err(DataCorruption::comment_only(why).into())
        }
        _ => Ok(()),
    }
}

/// A reader and the last commit, every file of which was found whole at its ends.
pub(super) fn open_reader(
    engine: &tantivy::Index,
    payload: Option<&Payload>,
) -> tantivy::Result<(IndexReader, Commit)> {
    repeat_opening(|| {
        let reader: IndexReader = engine
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORE_CACHE_BLOCKS)
            .try_into()?;
        let commit = Commit::of(reader.searcher(), payload.cloned())?;
        Ok((reader, commit))
    })
}

/// Turns a reader to the last commit, which another version may have written since.
pub(super) fn reload(
    reader: &IndexReader,
    engine: &tantivy::Index,
    directory: &ArchiveDirectory,
    path: &Path,
) -> Result<Commit, Error> {
    let reloaded = repeat_opening(|| {
        reader.reload()?;
        Commit::of(reader.searcher(), None)
    });
    // Looked at afterwards: versions only grow, so that what was opened is no newer than what is there now.
    let payload = check_version(engine, directory, path)?;
    let commit = reloaded.map_err(|error| engine::error(error, "open", path))?;
    Ok(Commit { payload, ..commit })
}

fn repeat_opening<T>(mut open: impl FnMut() -> tantivy::Result<T>) -> tantivy::Result<T> {
    use tantivy::directory::error::OpenReadError::FileDoesNotExist;
    for _ in 1..OPEN_TRIES {
        match open() {
            Err(TantivyError::OpenReadError(FileDoesNotExist(_))) => {}
            other => return other,
        }
    }
    open()
}

/// The description of a commit, of which the engine reads the rest.
#[derive(Deserialize)]
struct Described {
    payload: Option<String>,
}

/// What the last commit says of the index; `None` where none was made yet.
fn read_payload(directory: &ArchiveDirectory, path: &Path) -> Result<Option<Payload>, Error> {
    let unreadable = |error: serde_json::Error| Error::Corrupt {
        path: path.to_owned(),
        what: engine::in_short(format!("its description cannot be read: {error}")),
    };
    let meta = directory.atomic_read(Path::new(META_FILE));
    let meta = meta.map_err(|error| engine::error(error.into(), "open", path))?;
    let described: Described = serde_json::from_slice(&meta).map_err(unreadable)?;
    let payload = described.payload.as_deref().map(serde_json::from_str);
    payload.transpose().map_err(unreadable)
}

/// What the last commit says of the index. One that this version of fiche would misread is refused; one that was made and
/// never committed to holds nothing.
fn check_version(
    engine: &tantivy::Index,
    directory: &ArchiveDirectory,
    path: &Path,
) -> Result<Option<Payload>, Error> {
    let incompatible = |why: String, age| Error::Incompatible {
        path: path.to_owned(),
        why: engine::in_short(why),
        age,
    };
    let payload = read_payload(directory, path)?;
    if let Some(payload) = &payload {
        if let Some((why, age)) = payload.mismatch() {
            return Err(incompatible(why, age));
        }
        if payload.format >= SEALED_FROM && !directory.holds_seal(META_FILE) {
            return Err(Error::Corrupt {
                path: path.to_owned(),
                what: format!("{META_FILE} lost its checksum"),
            });
        }
    } else {
        let segments = engine.searchable_segment_metas();
        if !segments
            .map_err(|error| engine::error(error, "open", path))?
            .is_empty()
        {
            let why = "was not written by fiche".into();
            return Err(incompatible(why, IndexAge::Foreign));
        }
    }
    let (expected, _): (Schema, _) = schema::build();
    if engine.schema() == expected {
        Ok(payload)
    } else {
        Err(incompatible("has other fields".into(), IndexAge::Older))
    }
}
