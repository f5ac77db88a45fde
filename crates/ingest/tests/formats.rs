//! Files through the public API: the rows of `testdata/formats/cases.toml`, and what holds for any bytes.

mod common;

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

use common::{packings, read_all, read_bytes};
use fiche::Article;
use fiche_ingest::{
    Mapping, ReadError, ReadErrorKind, ReadOptions, ReadReport as Report, formats, read,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// One file and what reading it must give; what a row does not say is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    file: String,
    reader: String,
    encoding: Option<String>,
    /// The kind of the error, where the file gives nothing.
    error: Option<String>,
    /// A part of each failure's message.
    #[serde(default)]
    failures: Vec<String>,
    #[serde(default)]
    article: Vec<toml::Table>,
}

fn testdata() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata")
}

#[test]
fn every_file_gives_its_articles() {
    for folder in ["formats", "broken"].map(|name| testdata().join(name)) {
        let cases = fs::read_to_string(folder.join("cases.toml")).unwrap();
        let cases: Cases = toml::from_str(&cases).unwrap();
        for case in &cases.case {
            let bytes = fs::read(folder.join(&case.file)).unwrap();
            let (report, articles) = read_bytes(&case.file, &bytes);
            check(case, report, &articles);
        }
    }
}

#[test]
fn every_broken_file_has_a_case() {
    let folder = testdata().join("broken");
    let cases = fs::read_to_string(folder.join("cases.toml")).unwrap();
    let cases: Cases = toml::from_str(&cases).unwrap();
    let mut expected: Vec<_> = cases.case.into_iter().map(|case| case.file).collect();
    expected.push("cases.toml".into());
    expected.sort();
    let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap());
    let mut found: Vec<_> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    found.sort();
    assert_eq!(found, expected);
}

fn check(case: &Case, report: Result<Report, ReadError>, articles: &[Article]) {
    let file = &case.file;
    let failures = match report {
        Ok(report) => {
            assert_eq!(case.error, None, "{file} was read");
            assert_eq!(report.reader, case.reader, "{file}");
            if let Some(encoding) = &case.encoding {
                assert_eq!(report.encoding, encoding, "{file}");
            }
            report.failures
        }
        Err(error) => {
            assert_eq!(
                Some(error.kind().as_str()),
                case.error.as_deref(),
                "{file}: {error}"
            );
            assert_eq!(error.reader(), case.reader, "{file}: {error}");
            Vec::new()
        }
    };
    assert_eq!(failures.len(), case.failures.len(), "{file}: {failures:?}");
    for (failure, part) in failures.iter().zip(&case.failures) {
        assert!(
            failure.message.contains(part),
            "{file}: {} lacks `{part}`",
            failure.message
        );
    }
    assert_eq!(articles.len(), case.article.len(), "{file}: {articles:#?}");
    for (article, expected) in articles.iter().zip(&case.article) {
        check_article(file, article, expected);
    }
}

/// Every value that the row gives is in the article; an empty text stands for what is not there.
fn check_article(file: &str, article: &Article, expected: &toml::Table) {
    let article = serde_json::to_value(article).unwrap();
    for (name, value) in expected {
        let expected = serde_json::to_value(value).unwrap();
        let is_absent = expected == "" && article[name].is_null();
        assert!(
            is_absent || article[name] == expected,
            "{file}: {name} is not {expected} in {article:#}"
        );
    }
}

#[test]
fn a_broken_off_reading_is_said() {
    let mut lines: &[u8] =
        b"{\"title\": \"One\", \"text\": \"a\"}\n{\"title\": \"Two\", \"text\": \"b\"}\n";
    let mut titles = Vec::new();
    let report = read(
        "x.jsonl",
        &mut lines,
        &ReadOptions::default(),
        &mut |article| {
            titles.push(article.title);
            ControlFlow::Break(())
        },
    );
    let report = report.unwrap();
    assert!(report.stopped);
    assert_eq!(titles, ["One"]);
}

#[test]
fn a_collection_names_its_own_fields() {
    let mut mapping = Mapping::default();
    mapping.insert("kop", "title").unwrap();
    mapping.insert("headline", "skip").unwrap();
    let options = ReadOptions::default().mapping(mapping);
    let mut record: &[u8] =
        br#"{"headline": "Left out", "kop": "The quay", "text": "It is open."}"#;
    let (_, articles) = read_all("x.json", &mut record, &options);
    assert_eq!(articles[0].title, "The quay");
    assert!(articles[0].extra.is_empty());
}

#[test]
fn columns_without_names_are_mapped_by_their_place() {
    let mut mapping = Mapping::default();
    mapping.insert("column1", "section").unwrap();
    mapping.insert("column2", "body").unwrap();
    let options = ReadOptions::default().mapping(mapping);
    let mut rows: &[u8] = b"Town;The quay is open\nSport;The team won\n";
    let (_, articles) = read_all("x.csv", &mut rows, &options);
    let found: Vec<_> = articles
        .iter()
        .map(|article| (article.section.as_deref(), article.body.as_str()))
        .collect();
    let expected = [
        (Some("Town"), "The quay is open"),
        (Some("Sport"), "The team won"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn packed_files_may_have_several_parts() {
    let starts = packings(b"Ferry back\n\nIt sails ");
    let ends = packings(b"again.\n");
    for ((extension, start), (_, end)) in starts.into_iter().zip(ends) {
        let name = format!("ferry.txt.{extension}");
        let (_, articles) = read_bytes(&name, &[start, end].concat());
        assert_eq!(articles[0].body, "It sails again.", "{name}");
        assert_eq!(articles[0].id, name);
    }
}

#[test]
fn a_cut_off_file_gives_what_it_holds() {
    let text = "Ferry back\n\n".to_owned() + &"It sails again, nine days late. ".repeat(3000);
    let lines = "{\"text\": \"It sails again.\"}\n".repeat(3000);
    for (format, whole) in [("txt", text), ("jsonl", lines)] {
        for (extension, packed) in packings(whole.as_bytes()) {
            let name = format!("a.{format}.{extension}");
            let (report, _) = read_bytes(&name, &packed[..packed.len() - 6]);
            match report {
                Ok(report) => assert_eq!(report.failure().unwrap().kind, "malformed", "{name}"),
                Err(error) => assert_eq!(error.kind(), ReadErrorKind::Malformed, "{name}"),
            }
        }
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Signs that mean something to one of the readers, and bytes that mean nothing.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let signs = [
            "---\n",
            "+++\n",
            "title: a\n",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\"text\":",
            ",",
            "\\ud83d",
            "NaN",
            "<p>",
            "</",
            "<!--",
            "&amp;",
            "# ",
            "* ",
            "![",
            "](",
            "```",
            "\n",
            "\r\n",
            "\u{FEFF}",
            "word ",
            "слово",
            "港",
            "|",
            "By Ada Moor\n",
            "<rss><channel>",
            "<item>",
            "</item>",
            "<title>",
            "<link href='",
            "<![CDATA[",
            "&x;",
            "\u{1}a1\u{1f}\n\u{2}^",
            "<\n",
            "=\n",
            "\u{3}",
            "\u{4}",
            "<DOC><DOCNO>",
            "</DOC>",
            "<TEXT>",
            "<nitf><body><body.content>",
            "<newsItem><contentSet><inlineData>",
            "<NewsML><NewsItem><ContentItem><DataContent>",
            "</",
            "From: a\n",
            "From a 9:30 2022\n",
            "Message-ID: <a>\n",
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
            "Content-Type: multipart/digest; boundary=b\n\n",
            "Content-Type: message/rfc822\n\n",
            "Content-Transfer-Encoding: base64\n",
            "--b\n",
            "--b--\n",
            "> ",
            "wrote:\n",
            "title,text\n",
            "sep=;\n",
            ";",
            "\t",
            "a,b\r",
            "-- \n",
        ];
        let sign = prop::sample::select(signs.to_vec()).prop_map(|sign| sign.as_bytes().to_vec());
        let noise = prop::collection::vec(any::<u8>(), 0..8);
        let piece = prop_oneof![4 => sign, 1 => noise];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_bytes_make_a_reader_panic(bytes in bytes()) {
            for format in formats() {
                for extension in format.extensions() {
                    let path = format!("2022/03/a.{extension}");
                    let (report, articles) = read_bytes(&path, &bytes);
                    prop_assert!(articles.iter().all(|article| !article.id.is_empty() && !article.is_empty()));
                    prop_assert_eq!(report.map_or(0, |report| report.articles), articles.len() as u64);
                }
            }
        }

        #[test]
        fn no_bytes_make_a_packing_panic(magic in prop::sample::select(vec![&b"\x1f\x8b\x08"[..], b"\x28\xb5\x2f\xfd", b"BZh91AY&SY", b"\xfd7zXZ\0"]), noise in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_bytes("a.txt.gz", &[magic, &noise].concat());
        }
    }
}
