//! Files of a collection as the library is told of them.

use fiche::{Article, Failure, Fingerprint, SourceFile, Writer};

/// Puts a file with its articles into an index; one without articles has failed.
pub(crate) fn put(writer: &mut Writer, path: &str, articles: Vec<Article>) {
    let failure = articles.is_empty().then(|| Failure {
        kind: "no-text".into(),
        message: "empty".into(),
    });
    let mut update = writer.update_file(path).unwrap();
    for article in articles {
        update.add(article).unwrap();
    }
    let file = SourceFile {
        path: path.into(),
        fingerprint: Fingerprint {
            size: 10,
            modified_ns: 5,
            hash: 7,
        },
        reader: "text/1".into(),
        failure,
    };
    update.finish(&file).unwrap();
}
