//! PDFs and pages through the program: parsed in a process of their own, which may die of them.

use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use fiche_ingest::{Collection, ParserProgram, ReadOptions};
use serde_json::Value;

/// Without a `PATH` no `pdftotext` is found: what is tested is the parser that is built in.
fn fiche(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fiche"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("FICHE_INDEX")
        .env("PATH", "")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata/formats")
        .join(name)
}

fn folder_with(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        fs::copy(testdata(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn a_pdf_is_an_article() {
    let folder = folder_with(&["petrel.pdf"]);
    let indexed = fiche(folder.path(), &["index"]);
    assert_eq!(indexed.status.code(), Some(0), "{indexed:?}");
    let article = json(&fiche(
        folder.path(),
        &["show", "petrel.pdf", "--format", "json"],
    ));
    for (name, expected) in [
        ("title", "Petrel back on the Sund line"),
        (
            "body",
            "The ferry Petrel sailed again on Monday, nine days after a rope had stopped her screw. The crossing \
             took an hour, as it always has, and the canteen was open.\n\nNobody could say on the quay who had left \
             the rope in the water, and nobody asked twice.",
        ),
        ("rest", "By Mira Sund\n\nThe Harbour Post, spring number"),
        ("published", "2022-03-14T09:30:00+01:00"),
    ] {
        assert_eq!(article[name], expected, "{name}");
    }
    assert_eq!(article["authors"], serde_json::json!(["Mira Sund"]));
    assert_eq!(article["tags"], serde_json::json!(["ferries", "rope"]));
    assert_eq!(article["extra"]["pages"], 2);
    assert_eq!(article["provenance"]["published"], "properties");
}

#[test]
fn a_pdf_that_kills_its_reader_is_one_failure() {
    let folder = folder_with(&["circle.pdf", "petrel.pdf", "picture.pdf", "stub.pdf"]);
    let deep = format!("%PDF-1.4\n1 0 obj\n{}\n", "[".repeat(1 << 20));
    fs::write(folder.path().join("deep.pdf"), deep).unwrap();
    fs::write(folder.path().join("self.pdf"), pdf_of_forms(1, 1)).unwrap();
    let indexed = fiche(folder.path(), &["index"]);
    assert_eq!(indexed.status.code(), Some(2), "{indexed:?}");
    assert!(!String::from_utf8_lossy(&indexed.stderr).contains("panicked"));
    let stats = json(&fiche(
        folder.path(),
        &["stats", "--failures", "--format", "json"],
    ));
    assert_eq!(stats["articles"], 1);
    let failed: Vec<(&str, &str)> = stats["failed_files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            (
                file["path"].as_str().unwrap(),
                file["message"].as_str().unwrap(),
            )
        })
        .collect();
    let said = |path: &str| failed.iter().find(|(name, _)| *name == path).unwrap().1;
    for name in ["circle.pdf", "self.pdf"] {
        assert!(
            said(name).contains("makes the parser fail"),
            "{name} of {failed:?}"
        );
    }
    assert!(said("deep.pdf").contains("the PDF"), "{failed:?}");
    assert!(said("picture.pdf").contains("OCR"), "{failed:?}");
    assert!(said("stub.pdf").contains("damaged"), "{failed:?}");
}

/// A PDF of one page that draws a form, which draws the next one several times, and so on.
fn pdf_of_forms(levels: usize, times: usize) -> Vec<u8> {
    let form = |number: usize, text: &str| {
        let resources = format!("/Resources << /XObject << /F {number} 0 R >> >>");
        let length = text.len();
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length {length} >>\nstream\n{text}\nendstream"
        )
    };
    let pages = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>",
        "<< /Length 5 >>\nstream\n/F Do\nendstream",
    ];
    let forms = (0..levels).map(|level| match level + 1 == levels {
        // The last of several draws nothing, and one by itself draws itself.
        true if levels > 1 => form(5, " "),
        true => form(5, "/F Do"),
        false => form(6 + level, &"/F Do ".repeat(times)),
    });
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for object in pages.into_iter().map(str::to_owned).chain(forms) {
        places.push(format!("{:010} 00000 n \n", pdf.len()));
        let number = places.len();
        write!(pdf, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let (start, count, places) = (pdf.len(), places.len() + 1, places.concat());
    write!(pdf, "xref\n0 {count}\n0000000000 65535 f \n{places}").unwrap();
    write!(
        pdf,
        "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    pdf.into_bytes()
}

fn parsers() -> ParserProgram {
    ParserProgram::new(env!("CARGO_BIN_EXE_fiche")).argument("parse")
}

#[test]
fn a_pdf_that_never_ends_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("forms.pdf"), pdf_of_forms(16, 8)).unwrap();
    fs::write(
        folder.path().join("quay.txt"),
        "Quay open\n\nIt opened on Monday.\n",
    )
    .unwrap();
    let index = fiche::Index::in_memory().unwrap();
    let program = parsers().most_time(Duration::from_millis(200));
    let report = Collection::at(folder.path())
        .parser_program(program)
        .refresh(&index)
        .unwrap();
    let [failed] = report.failures.as_slice() else {
        panic!("{:?}", report.failures);
    };
    assert_eq!(failed.path, "forms.pdf");
    assert!(failed.message.contains("too long"), "{failed:?}");
    assert_eq!(index.stats().unwrap().articles, 1);
}

#[test]
fn pages_are_read_apart_as_they_are_here() {
    let apart = ReadOptions::default().parser_program(parsers());
    for name in [
        "page.html",
        "furniture.html",
        "video.html",
        "saved.mhtml",
        "newsletter.eml",
        "crawl.warc",
        "inside.json",
    ] {
        let bytes = fs::read(testdata(name)).unwrap();
        let read = |options: &ReadOptions| {
            let mut articles = Vec::new();
            let report = fiche_ingest::read(name, &mut &bytes[..], options, &mut |article| {
                articles.push(article);
                ControlFlow::Continue(())
            });
            (report.unwrap(), articles)
        };
        assert_eq!(read(&apart), read(&ReadOptions::default()), "{name}");
    }
}
