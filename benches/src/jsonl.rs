//! A corpus as a file of one JSON object a line, for programs that are measured as a whole.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use fiche::Article;
use serde::Deserialize;

/// What bare tantivy indexes of a record.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    title: String,
    #[serde(alias = "text", alias = "content")]
    body: String,
}

/// The titles and bodies of a file, packed with zstd where its name ends so. It ends at the first line that is no record.
///
/// # Errors
/// The file cannot be opened.
pub fn read_jsonl(path: &Path) -> io::Result<impl Iterator<Item = (String, String)>> {
    let file = File::open(path)?;
    let lines: Box<dyn BufRead> = if path.extension().is_some_and(|it| it == "zst") {
        Box::new(BufReader::new(zstd::Decoder::new(file)?))
    } else {
        Box::new(BufReader::new(file))
    };
    Ok(lines.lines().map_while(|line| {
        let record: Record = serde_json::from_str(&line.ok()?).ok()?;
        Some((record.title, record.body))
    }))
}

/// Writes articles so that fiche and [`read_jsonl`] read them back.
///
/// # Errors
/// Nothing more can be written.
pub fn write_jsonl(articles: impl Iterator<Item = Article>, mut out: impl Write) -> io::Result<()> {
    for article in articles {
        serde_json::to_writer(&mut out, &article)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
