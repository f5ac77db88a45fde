//! Where the index of a collection is.

use std::path::{Path, PathBuf};

use fiche::Index;

/// The folder of the index, in the collection's root.
pub(crate) const INDEX_FOLDER: &str = ".fiche";

/// The file whose presence says that a folder holds an index.
const INDEX_MARK: &str = "meta.json";

/// The folder of the index of a collection with this root: `ROOT/.fiche`; beside the file where the root is a file.
pub fn index_folder(root: impl AsRef<Path>) -> PathBuf {
    let root = root.as_ref();
    let folder = if root.is_file() {
        root.parent().unwrap_or(root)
    } else {
        root
    };
    folder.join(INDEX_FOLDER)
}

/// The index of the collection that a file or folder belongs to: the nearest `.fiche` on the way up, as git finds its
/// own.
pub fn locate(start: impl AsRef<Path>) -> Option<PathBuf> {
    let start = start.as_ref().canonicalize().ok()?;
    let folders = start.ancestors().map(|folder| folder.join(INDEX_FOLDER));
    folders.into_iter().find(|folder| is_index(folder))
}

/// The root of a collection whose index is in it, as the index remembers it: so the collection can be moved.
pub(crate) const HERE: &str = ".";

/// The roots of the collection that an index was made from.
pub(crate) fn roots(index: &Index) -> Vec<PathBuf> {
    resolve(index.path(), index.roots())
}

/// The folder that an index is in.
pub(crate) fn home(index: &Path) -> &Path {
    let parent = index.parent().filter(|it| !it.as_os_str().is_empty());
    parent.unwrap_or(Path::new(HERE))
}

/// Roots as the index in `folder` remembers them, as paths.
pub(crate) fn resolve(folder: &Path, roots: Vec<String>) -> Vec<PathBuf> {
    let home = home(folder);
    let resolve = |root: String| match root.as_str() {
        HERE => home.to_owned(),
        _ => root.into(),
    };
    roots.into_iter().map(resolve).collect()
}

/// Whether a folder holds an index.
pub fn is_index(folder: impl AsRef<Path>) -> bool {
    folder.as_ref().join(INDEX_MARK).is_file()
}
