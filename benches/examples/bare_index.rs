//! Indexes a corpus of one JSON object a line with bare tantivy: `bare_index CORPUS FOLDER`.

use std::error::Error;
use std::path::Path;

use fiche_benches::{Bare, BareTerms, read_jsonl};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [corpus, folder] = arguments.as_slice() else {
        return Err("usage: bare_index CORPUS FOLDER".into());
    };
    std::fs::create_dir_all(folder)?;
    let bare = Bare::create(Path::new(folder), BareTerms::Stemmed)?;
    bare.write(read_jsonl(Path::new(corpus))?)?;
    Ok(())
}
