//! Reading bytes as a file, for the tests of readers.

use std::io::{BufRead, Write};
use std::ops::ControlFlow;

use fiche::Article;
use fiche_ingest::{ReadError, ReadOptions, ReadReport as Report, read};

pub(crate) fn read_all(
    path: &str,
    input: &mut dyn BufRead,
    options: &ReadOptions,
) -> (Result<Report, ReadError>, Vec<Article>) {
    let mut articles = Vec::new();
    let report = read(path, input, options, &mut |article| {
        articles.push(article);
        ControlFlow::Continue(())
    });
    (report, articles)
}

pub(crate) fn read_bytes(
    path: &str,
    mut bytes: &[u8],
) -> (Result<Report, ReadError>, Vec<Article>) {
    read_all(path, &mut bytes, &ReadOptions::default())
}

/// The bytes as each packing has them, by its extension.
pub(crate) fn packings(bytes: &[u8]) -> [(&'static str, Vec<u8>); 4] {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    bzip2.write_all(bytes).unwrap();
    [
        ("gz", gzip.finish().unwrap()),
        ("bz2", bzip2.finish().unwrap()),
        ("xz", liblzma::encode_all(bytes, 0).unwrap()),
        ("zst", zstd::encode_all(bytes, 1).unwrap()),
    ]
}
