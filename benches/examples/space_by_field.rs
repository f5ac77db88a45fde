//! Where the bytes of an index are, by field and kind of file: `space_by_field FOLDER`, for an index of fiche or of bare tantivy.
//!
//! A row a field: bytes of its dictionary of terms, of their lists, of their positions, of the lengths of its texts, of its
//! column. Then the stored articles.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde::de::IgnoredAny;
use tantivy::directory::MmapDirectory;
use tantivy::space_usage::PerFieldSpaceUsage;
use tantivy::{Index, IndexReader, ReloadPolicy};
use tempfile::TempDir;

/// Lists of files, which fiche ends with a checksum that the bare engine does not know.
const SEALED: [&str; 2] = ["meta.json", ".managed.json"];

/// By kind of file.
type Bytes = [u64; 5];

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else {
        return Err("usage: space_by_field FOLDER".into());
    };
    let folder = unsealed(Path::new(&folder))?;
    let index = Index::open(MmapDirectory::open(folder.path())?)?;
    let reader: IndexReader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    let usage = reader.searcher().space_usage()?;
    let mut fields = BTreeMap::new();
    let mut stored = 0;
    for segment in usage.segments() {
        let kinds = [
            segment.termdict(),
            segment.postings(),
            segment.positions(),
            segment.fieldnorms(),
            segment.fast_fields(),
        ];
        for (kind, usage) in kinds.into_iter().enumerate() {
            add(&mut fields, kind, usage);
        }
        stored += segment.store().total().get_bytes();
    }
    print(&fields, stored);
    Ok(())
}

/// The same index in a folder of its own, its lists of files as the engine writes them.
fn unsealed(folder: &Path) -> Result<TempDir, Box<dyn Error>> {
    let bare = tempfile::tempdir_in(folder.parent().unwrap_or(folder))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, to) = (entry.file_name(), bare.path().join(entry.file_name()));
        if SEALED.iter().any(|sealed| name == *sealed) {
            fs::write(to, first_value(&fs::read(entry.path())?))?;
        } else if entry.file_type()?.is_file() {
            fs::hard_link(entry.path(), to)?;
        }
    }
    Ok(bare)
}

/// The JSON with which a file begins.
fn first_value(file: &[u8]) -> &[u8] {
    let mut values = serde_json::Deserializer::from_slice(file).into_iter::<IgnoredAny>();
    values.next();
    &file[..values.byte_offset()]
}

fn add(fields: &mut BTreeMap<String, Bytes>, kind: usize, usage: &PerFieldSpaceUsage) {
    for field in usage.fields() {
        let name = field.field_name().to_owned();
        fields.entry(name).or_default()[kind] += field.total().get_bytes();
    }
}

fn print(fields: &BTreeMap<String, Bytes>, stored: u64) {
    println!(
        "{:<18}{:>12}{:>12}{:>12}{:>12}{:>12}",
        "field", "terms", "lists", "positions", "lengths", "column"
    );
    for (field, [terms, lists, positions, lengths, column]) in fields {
        println!("{field:<18}{terms:>12}{lists:>12}{positions:>12}{lengths:>12}{column:>12}");
    }
    println!("{:<18}{stored:>12}", "stored");
}
