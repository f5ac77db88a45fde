//! What holds of any bytes, whatever they are taken for: the body of every fuzz target, and of the test that replays the
//! files of `testdata/` with damage done to them.

use std::ops::ControlFlow;

use fiche_ingest::{ReadOptions, read};

/// So little that a target meets every limit.
const MOST_BYTES: u64 = 4 << 20;
const MOST_RECORD_BYTES: u64 = 256 << 10;
const MOST_ARTICLE_BYTES: u64 = 1 << 20;

/// A file gives no more articles than it has bytes to begin them with.
const LEAST_BYTES_AN_ARTICLE: usize = 1;

/// Reads bytes as a file with this extension; panics where the reader breaks a promise.
pub(crate) fn read_as(extension: &str, bytes: &[u8]) {
    let path = format!("folder/file.{extension}");
    let options = ReadOptions::default()
        .most_bytes(MOST_BYTES)
        .most_record_bytes(MOST_RECORD_BYTES)
        .most_article_bytes(MOST_ARTICLE_BYTES);
    let mut articles = 0;
    let report = read(&path, &mut &*bytes, &options, &mut |article| {
        articles += 1;
        assert!(!article.id.is_empty(), "an article is known by something");
        assert!(!article.is_empty(), "an article has a text");
        assert!(
            article.text_bytes() as u64 <= MOST_ARTICLE_BYTES,
            "an article keeps to its limit"
        );
        let source = article.source.as_ref().expect("an article has a source");
        assert_eq!(source.path, path, "an article says where it is from");
        for field in article.provenance.keys() {
            assert!(FIELDS.contains(&field.as_str()), "`{field}` is a field");
        }
        ControlFlow::Continue(())
    });
    match report {
        Ok(report) => {
            assert_eq!(report.articles, articles, "every article is counted");
            assert!(report.articles + report.failed > 0, "a file gives or fails");
        }
        Err(error) => {
            assert_eq!(articles, 0, "a file that gave an article is no error");
            assert!(!error.reader().is_empty(), "a failure names its reader");
            assert!(!error.to_string().is_empty(), "a failure says what it is");
        }
    }
    assert!(
        articles as usize * LEAST_BYTES_AN_ARTICLE <= bytes.len().saturating_mul(UNPACKED_TIMES),
        "{articles} articles of {} bytes",
        bytes.len()
    );
}

/// What the smallest packed file may unpack to, in its own bytes.
const UNPACKED_TIMES: usize = 64 << 10;

/// The fields whose provenance is kept.
const FIELDS: [&str; 11] = [
    "title",
    "deck",
    "authors",
    "outlet",
    "section",
    "tags",
    "language",
    "url",
    "published",
    "modified",
    "place",
];
