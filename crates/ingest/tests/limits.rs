//! What no file can cost, however it is built: memory, stack and time of its reader.

mod common;

use std::cell::Cell;
use std::io::{self, BufRead, Read, Write};
use std::ops::ControlFlow;
use std::thread;

use common::{packings, read_all, read_bytes};
use fiche_ingest::{ReadError, ReadErrorKind, ReadOptions, read};

#[test]
fn a_quote_that_runs_past_the_limit_costs_its_own_row() {
    let options = ReadOptions::default().most_record_bytes(100);
    let filler = "Lamp,The lamp is lit.\n".repeat(20);
    let rows = format!("title,text\nOne,\"Never closed\n{filler}");
    let (report, articles) = read_all("x.csv", &mut rows.as_bytes(), &options);
    assert!(articles.len() >= 20, "{report:?}");
}

#[test]
fn tables_built_to_be_slow_end_soon() {
    let wide = format!("title,text\n{}\nOne,It sails.\n", ",".repeat(8 << 20));
    let returns = format!("title,text\r{}", "One,It sails.\r".repeat(20_000));
    for (rows, count) in [(wide, 1), (returns, 20_000)] {
        let (_, articles) = read_bytes("x.csv", rows.as_bytes());
        assert_eq!(articles.len(), count);
    }
}

/// Records made as they are read, so that the file is never anywhere whole.
struct Generated<'a> {
    line: Vec<u8>,
    at: usize,
    lines_left: u32,
    handed_out: &'a Cell<u64>,
}

impl Read for Generated<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Generated<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.line.len() && self.lines_left > 1 {
            self.lines_left -= 1;
            self.at = 0;
        }
        Ok(&self.line[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
        self.handed_out.set(self.handed_out.get() + count as u64);
    }
}

#[test]
fn a_long_file_is_held_a_record_at_a_time() {
    let text = "late again ".repeat(10_000);
    for (path, record, sample) in [
        (
            "ferries.jsonl",
            format!("{{\"title\": \"Ferry\", \"text\": \"{text}\"}}\n"),
            0,
        ),
        // A table is looked at before it is read.
        ("ferries.csv", format!("Ferry;\"{text}\"\n"), 512 << 10),
        (
            "ferries.mbox",
            format!("From ada Mon Mar 14 09:30:00 2022\nSubject: Ferry\n\n{text}\n\n"),
            0,
        ),
    ] {
        check_read_ahead(path, record.into_bytes(), sample);
    }
}

fn check_read_ahead(path: &str, record: Vec<u8>, sample: u64) {
    let length = record.len() as u64;
    let handed_out = Cell::new(0);
    let records = u32::try_from((4 << 20) / length).unwrap();
    let mut input = Generated {
        line: record,
        at: 0,
        lines_left: records,
        handed_out: &handed_out,
    };
    let mut count = 0;
    let mut most_ahead = 0;
    let report = read(path, &mut input, &ReadOptions::default(), &mut |_| {
        most_ahead = most_ahead.max(handed_out.get() - count * length);
        count += 1;
        ControlFlow::Continue(())
    });
    assert_eq!(report.unwrap().articles, u64::from(records), "{path}");
    assert!(
        most_ahead <= length + sample + (8 << 10),
        "{most_ahead} bytes were read ahead of the article in {path}"
    );
}

#[test]
fn a_line_beyond_the_limit_is_passed_over() {
    let options = ReadOptions::default().most_record_bytes(100);
    let long = format!("{{\"text\": \"{}\"}}", "x".repeat(200));
    let lines = format!("{{\"text\": \"one\"}}\n{long}\n{{\"text\": \"three\"}}\n");
    let (report, articles) = read_all("x.jsonl", &mut lines.as_bytes(), &options);
    let ids: Vec<_> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["x.jsonl#1", "x.jsonl#3"]);
    assert_eq!(report.unwrap().failure().unwrap().kind, "too-large");
}

#[test]
fn a_document_beyond_the_limit_is_passed_over() {
    let options = ReadOptions::default().most_record_bytes(120);
    let document = |id: &str, words: usize| {
        let text = "late again\n".repeat(words);
        format!("<DOC>\n<DOCNO>{id}</DOCNO>\n<TEXT>\n{text}</TEXT>\n</DOC>\n")
    };
    let file = [document("a", 1), document("b", 30), document("c", 1)].concat();
    let (report, articles) = read_all("x.sgml", &mut file.as_bytes(), &options);
    let ids: Vec<_> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["a", "c"]);
    assert_eq!(report.unwrap().failure().unwrap().kind, "too-large");
}

#[test]
fn a_bomb_ends_in_one_failure() {
    let options = ReadOptions::default().most_bytes(20 << 20);
    for filler in [b'\0', b'\n', b'['] {
        for (extension, packed) in packings(&vec![filler; 24 << 20]) {
            // The budget is the same whatever the packing: one of them meets every reader.
            let formats: &[&str] = match extension {
                "gz" => &["txt", "jsonl", "json", "html", "md", "sgm"],
                _ => &["txt"],
            };
            for format in formats {
                let name = format!("x.{format}.{extension}");
                let (report, articles) = read_all(&name, &mut packed.as_slice(), &options);
                let kind = report.as_ref().map_err(ReadError::kind);
                let known = [ReadErrorKind::TooLarge, ReadErrorKind::Unsupported];
                assert!(
                    articles.is_empty() && known.contains(&kind.unwrap_err()),
                    "{name} of {filler}"
                );
            }
        }
    }
}

#[test]
fn messages_within_messages_cost_no_stack() {
    let message = "From: Ada Moor <ada@quay.example>\nSubject: Ferry\n";
    let inner = "Content-Type: message/rfc822\n\n".repeat(50_000);
    let hidden = "Q29udGVudC1UeXBlOiBtZXNzYWdlL3JmYzgyMgoK".repeat(50_000);
    let encoded =
        format!("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{hidden}");
    let digest = "Content-Type: multipart/digest; boundary=b\n\n--b\n\n".repeat(5_000);
    for nested in [inner, encoded, digest] {
        let (_, articles) = read_bytes("a.eml", format!("{message}{nested}").as_bytes());
        assert_eq!(articles[0].title, "Ferry");
    }
}

#[test]
fn a_message_of_endless_parts_is_refused() {
    let mail = format!(
        "From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=b\n\n{}",
        "--b\n\n".repeat(2_000_000)
    );
    let (report, _) = read_bytes("a.eml", mail.as_bytes());
    assert_eq!(report.unwrap_err().kind(), ReadErrorKind::TooLarge);
}

/// How deep the files below nest: a call for each level would need many times the stack that they are read with.
const LEVELS: usize = 100_000;

/// What a thread has that nobody gave more to.
const STACK_BYTES: usize = 2 << 20;

/// Reads a file on a small stack. That it ends at all is the claim.
fn read_on_a_small_stack(name: &'static str, bytes: Vec<u8>) {
    let reading = move || drop(read_bytes(name, &bytes));
    let builder = thread::Builder::new().stack_size(STACK_BYTES);
    let read = builder.spawn(reading).unwrap().join();
    assert!(read.is_ok(), "{name}");
}

const WIKI: &str = "<mediawiki><page><title>One</title><revision><text>";
const WIKI_END: &str = "One.</text></revision></page></mediawiki>";

/// By the name of a file, what it begins with, what it repeats, and what it ends with.
#[rustfmt::skip]
const NESTED: &[(&str, &str, &str, &str)] = &[
        ("a.json", "", "[", ""),
        ("a.json", "", "{\"text\": ", ""),
        ("a.jsonl", "{\"title\": \"One\", \"text\": ", "[", "\n{}\n"),
        ("a.md", "", "> ", "One."),
        ("a.md", "", "* ", "One."),
        ("a.md", "", "1. ", "One."),
        ("a.md", "", "[", "One."),
        ("a.md", "", "![", "One."),
        ("a.md", "", "*a ", "One."),
        ("a.md", "", "**a_ ", "One."),
        ("a.md", "", "<div>", "One."),
        ("a.md", "", "| a ", "One."),
        ("a.md", "---\na: ", "[", "\n---\nOne."),
        ("a.md", "---\na: ", "{a: ", "\n---\nOne."),
        ("a.md", "---\na: ", "- ", "\n---\nOne."),
        ("a.md", "---\na: ", "!!a ", "\n---\nOne."),
        ("a.md", "+++\na = ", "[", "\n+++\nOne."),
        ("a.md", "+++\na", ".a", " = 1\n+++\nOne."),
        ("a.md", "{\"a\": ", "[", "}\n\nOne."),
        ("a.rst", "", "* ", "One."),
        ("a.rst", "", "`", "One."),
        ("a.rst", ".. note::\n\n", "   .. note:: ", "One."),
        ("a.txt", "One\n\n", "(", "One."),
        ("a.csv", "title,text\n", "\"\",", "One."),
        ("a.sgml", "<DOC><TEXT>", "<P>", "One.</TEXT></DOC>"),
        ("a.xml", "<rss><channel><item><description>", "<p>", "One."),
        ("a.xml", "<rss><channel>", "<item>", "One."),
        ("a.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>", "<div>", "One."),
        ("a.xml", "<nitf><body><body.content>", "<p>", "One."),
        ("a.xml", "<newsItem><contentSet><inlineXML>", "<p>", "One."),
        ("a.xml", "<NewsML>", "<NewsItem>", "One."),
        ("a.xml", WIKI, "{{a|", WIKI_END),
        ("a.xml", WIKI, "[[a|", WIKI_END),
        ("a.xml", WIKI, "{|\n|", WIKI_END),
        ("a.xml", WIKI, "&lt;ref&gt;", WIKI_END),
        ("a.xml", WIKI, "'''a''", WIKI_END),
        ("a.html", "", "<div>", "One."),
        ("a.html", "", "<b>", "One."),
        ("a.html", "<script type='application/ld+json'>", "[", "</script><p>One."),
        ("a.html", "<script type='application/ld+json'>", "{\"@graph\": ", "</script><p>One."),
        ("a.eml", "From: a\nSubject: b\nContent-Type: text/html\n\n", "<div>", "One."),
        ("a.eml", "From: a\nSubject: b\n\n", "> ", "One."),
        ("a.eml", "From: a\nSubject: ", "(", "\n\nOne."),
        ("a.eml", "From: ", "a:", "\nSubject: b\n\nOne."),
];

#[test]
fn no_text_that_nests_costs_the_stack() {
    for (name, before, level, behind) in NESTED {
        eprintln!("{name}: {before}{level}");
        let text = [before, level.repeat(LEVELS).as_str(), behind].concat();
        read_on_a_small_stack(name, text.into_bytes());
    }
}

/// A file in an archive: its name, what it begins with, and what it repeats.
type Inside = (&'static str, &'static str, &'static str);

/// Archives by what is in them.
#[rustfmt::skip]
const NESTED_INSIDE: &[(&str, &[Inside])] = &[
    ("a.docx", &[("word/document.xml", "<w:document><w:body>", "<w:p>")]),
    ("a.docx", &[("word/document.xml", "<w:document><w:body>", "<w:tbl><w:tr><w:tc>")]),
    ("a.odt", &[
        ("mimetype", "application/vnd.oasis.opendocument.text", ""),
        ("content.xml", "<office:document-content><office:body><office:text>", "<text:p>"),
    ]),
    ("a.epub", &[
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>", ""),
        ("book.opf", "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>", ""),
        ("a.xhtml", "<html><body>", "<div>"),
    ]),
    ("a.epub", &[
        ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>", ""),
        ("book.opf", "<package>", "<metadata>"),
    ]),
];

#[test]
fn no_document_that_nests_costs_the_stack() {
    for (name, files) in NESTED_INSIDE {
        let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, before, level) in *files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .unwrap();
            let levels = level.repeat(LEVELS);
            zip.write_all([before, levels.as_str()].concat().as_bytes())
                .unwrap();
        }
        read_on_a_small_stack(name, zip.finish().unwrap().into_inner());
    }
}
