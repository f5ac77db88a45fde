//! Archives through the public API: what bounds them, and how the index keeps their articles apart.

use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use fiche::Index;
use fiche_ingest::{Collection, ReadError, ReadOptions, ReadReport, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A ZIP of files, by name and content.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        tar.append_data(&mut header, name, *content).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// The report, and the ids of the articles.
fn read_bytes(path: &str, mut bytes: &[u8]) -> (Result<ReadReport, ReadError>, Vec<String>) {
    let mut ids = Vec::new();
    let report = read(path, &mut bytes, &ReadOptions::default(), &mut |article| {
        ids.push(article.id);
        ControlFlow::Continue(())
    });
    (report, ids)
}

const FERRY: &[u8] = b"Ferry back\n\nIt sails again on Monday.\n";

#[test]
fn a_bomb_in_an_archive_is_one_failure() {
    let zeros = vec![0; 24 << 20];
    let blank = vec![b'\n'; 24 << 20];
    let inner = zip(&[("blank.txt", &blank)]);
    for (name, archive) in [
        (
            "one.zip",
            zip(&[
                ("ferry.txt", FERRY),
                ("blank.txt", &blank),
                ("last.txt", FERRY),
            ]),
        ),
        ("in.zip", zip(&[("ferry.txt", FERRY), ("in.zip", &inner)])),
        (
            "packed.zip",
            zip(&[("ferry.txt", FERRY), ("x.txt.gz", &gzip(&blank))]),
        ),
        (
            "all.tar.gz",
            gzip(&tar(&[("ferry.txt", FERRY), ("blank.txt", &blank)])),
        ),
        (
            "passed.tar.gz",
            gzip(&tar(&[("ferry.txt", FERRY), (".hidden", &zeros)])),
        ),
    ] {
        let (report, ids) = read_bytes(name, &archive);
        let report = report.unwrap();
        assert_eq!(ids, [format!("{name}/ferry.txt")]);
        assert_eq!(report.failed, 1, "{name}: {:?}", report.failures);
        assert_eq!(report.failures[0].kind, "too-large", "{name}");
    }
}

#[test]
fn entries_that_share_their_bytes_are_no_way_around_the_limit() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("0.txt", SimpleFileOptions::default())
        .unwrap();
    archive
        .write_all(&"late again ".repeat(90_000).into_bytes())
        .unwrap();
    for number in 1..100 {
        archive
            .shallow_copy_file("0.txt", &format!("{number}.txt"))
            .unwrap();
    }
    let archive = archive.finish().unwrap().into_inner();
    let (report, ids) = read_bytes("shared.zip", &archive);
    let report = report.unwrap();
    assert!(ids.len() < 20, "{} entries were read", ids.len());
    assert_eq!(
        (report.failed, report.failures[0].kind.as_str()),
        (1, "too-large")
    );
}

#[test]
fn a_name_without_an_end_is_refused() {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_size(8 << 20);
    header.set_path("././@LongLink").unwrap();
    header.set_cksum();
    let long = [header.as_bytes().as_slice(), &vec![b'a'; 8 << 20]].concat();
    let (report, _) = read_bytes("long.tar", &long);
    assert_eq!(report.unwrap_err().kind().as_str(), "too-large");
}

#[test]
fn reading_stops_where_the_caller_breaks_off() {
    let files: &[(&str, &[u8])] = &[("a.txt", FERRY), ("b.txt", FERRY)];
    for (name, bytes) in [("x.zip", zip(files)), ("x.tar", tar(files))] {
        let mut ids = Vec::new();
        let mut input = bytes.as_slice();
        let report = read(name, &mut input, &ReadOptions::default(), &mut |article| {
            ids.push(article.id);
            ControlFlow::Break(())
        });
        assert!(report.unwrap().stopped);
        assert_eq!(ids, [format!("{name}/a.txt")]);
    }
}

#[test]
fn an_archive_is_one_file_of_many_articles() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letters.tar");
    let index = Index::in_memory().unwrap();
    let refresh = |bytes: Vec<u8>| {
        fs::write(&path, bytes).unwrap();
        Collection::at(folder.path()).refresh(&index).unwrap()
    };
    let report = refresh(tar(&[
        ("a/b.txt", FERRY),
        ("a/./b.txt", FERRY),
        ("c.txt", FERRY),
    ]));
    assert_eq!((report.files, report.articles_changed), (1, 3));
    for id in [
        "letters.tar/a/b.txt",
        "letters.tar/a/b.txt#2",
        "letters.tar/c.txt",
    ] {
        assert!(index.get(id).unwrap().is_some(), "{id}");
    }
    let changed = b"Ferry back\n\nIt sails again on Tuesday.\n";
    let report = refresh(tar(&[
        ("a/b.txt", FERRY),
        ("a/./b.txt", FERRY),
        ("c.txt", changed),
        ("d.txt", FERRY),
    ]));
    assert_eq!(report.articles_changed, 2, "one is changed and one is new");
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// One of each format that is an archive.
    const FILES: [&str; 7] = [
        "letters.zip",
        "letters.tar",
        "pax.tar",
        "ferry.epub",
        "tides.epub",
        "crane.docx",
        "market.odt",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_damage_makes_a_reader_panic(
            file in prop::sample::select(FILES.to_vec()),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
            end in any::<prop::sample::Index>(),
            is_cut in any::<bool>(),
        ) {
            let path = format!("{}/../../testdata/formats/{file}", env!("CARGO_MANIFEST_DIR"));
            let mut bytes = fs::read(path).unwrap();
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if is_cut {
                bytes.truncate(end.index(bytes.len()));
            }
            let (report, ids) = read_bytes(file, &bytes);
            prop_assert_eq!(report.map_or(0, |report| report.articles), ids.len() as u64);
        }
    }
}
