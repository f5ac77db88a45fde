//! A file that is in no index, as it would be indexed.

use std::path::Path;

use fiche::{Article, Index};
use fiche_ingest::{Collection, FailedFile};

use crate::error::Trouble;

/// Reads a file with the collection that it is in, else with the files beside it, so that lines which stand in many of
/// them are not its story; by itself where it is passed over there.
pub(super) fn preview(
    index: Option<&Index>,
    file: &Path,
    mut show: impl FnMut(Article),
) -> Result<Vec<FailedFile>, Trouble> {
    let program = super::parse::program()?;
    let known = index.and_then(Collection::of_index);
    for collection in known.into_iter().chain([Collection::beside(file)]) {
        let collection = collection.parser_program(program.clone());
        // What was shown before one gave the file up would be shown twice: it gives it up before it reads.
        if let Some(failures) = collection.preview_file(file, &mut show)? {
            return Ok(failures);
        }
    }
    let alone = Collection::at(file).parser_program(program);
    Ok(alone.preview(show)?)
}
