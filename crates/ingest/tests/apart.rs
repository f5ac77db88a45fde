//! Pages whose parser dies, never ends or does not start: what is kept of them.
#![cfg(unix)]

use std::ops::ControlFlow;
use std::time::Duration;

use fiche::Article;
use fiche_ingest::{ParserProgram, ReadOptions, ReadReport, read};

const PAGE: &[u8] = b"<html><head><title>Quay open</title></head><body><h1>Quay open</h1><p>It opened on Monday.</p></body></html>";

fn read_page(program: ParserProgram) -> (ReadReport, Article) {
    let options = ReadOptions::default().parser_program(program);
    let mut articles = Vec::new();
    let report = read("quay.html", &mut &PAGE[..], &options, &mut |article| {
        articles.push(article);
        ControlFlow::Continue(())
    });
    (report.unwrap(), articles.remove(0))
}

fn script(script: &str) -> ParserProgram {
    ParserProgram::new("/bin/sh")
        .argument("-c")
        .argument(script)
}

#[test]
fn a_page_that_its_parser_fails_on_is_kept_without_its_tags() {
    let looping = script("while :; do :; done").most_time(Duration::from_millis(1));
    for (program, why) in [
        (script("exit 1"), "makes the parser fail"),
        (script("echo no answer; exec cat"), "makes the parser fail"),
        (looping, "takes too long to read"),
    ] {
        let (report, article) = read_page(program);
        assert_eq!(article.title, "Quay open");
        assert_eq!(article.body, "Quay open It opened on Monday.");
        let [failure] = report.failures.as_slice() else {
            panic!("{:?}", report.failures);
        };
        assert!(failure.message.contains(why), "{failure:?}");
    }
}

#[test]
fn pages_are_read_here_where_no_parser_starts() {
    let (report, article) = read_page(ParserProgram::new("/no/such/program"));
    assert_eq!(article.title, "Quay open");
    assert!(report.failures.is_empty(), "{:?}", report.failures);
}
