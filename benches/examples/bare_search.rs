//! The least that a program on bare tantivy does for one search: opens the index, finds the ten best, prints their titles.
//! `bare_search FOLDER WORDS`.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use fiche_benches::Bare;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, words] = arguments.as_slice() else {
        return Err("usage: bare_search FOLDER WORDS".into());
    };
    let titles = Bare::open(Path::new(folder))?.searcher()?.titles(words)?;
    let mut out = std::io::stdout().lock();
    for title in titles {
        writeln!(out, "{title}")?;
    }
    Ok(())
}
