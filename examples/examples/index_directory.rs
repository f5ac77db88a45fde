//! An index that stays equal to a folder: what changed is read again, and nothing else.

use std::fs;

use fiche::{Index, Search};
use fiche_ingest::{Collection, index_folder};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let ferry = folder.path().join("ferry.txt");
    fs::write(
        &ferry,
        "Ferry back in service\n\nIt sailed again on Monday.\n",
    )?;
    fs::write(
        folder.path().join("buses.md"),
        "# Night buses\n\nThey run until two.\n",
    )?;

    let index = Index::open_or_create(index_folder(folder.path()))?;
    let collection = Collection::at(folder.path());
    let first = collection.refresh(&index)?;
    println!(
        "{} files read, {} articles changed",
        first.read, first.articles_changed
    );
    assert_eq!((first.read, first.articles_changed), (2, 2));

    fs::write(
        &ferry,
        "Ferry in dock again\n\nA propeller was lost on Tuesday.\n",
    )?;
    let second = collection.refresh(&index)?;
    println!("{} files read, {} unchanged", second.read, second.unchanged);
    assert_eq!((second.read, second.unchanged), (1, 1));

    let found = index.search(&"propeller".parse::<Search>()?)?;
    assert_eq!(found.hits[0].title, "Ferry in dock again");
    Ok(())
}
