//! Writes the made-up corpus of so many articles to standard output, one JSON object a line, or so many queries of two words that
//! fit it, one a line: `write_corpus ARTICLES [QUERIES]`.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use fiche_benches::{Corpus, QueryKind, write_jsonl};

const SEED: u64 = 1;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|it| it.parse().ok());
    let written = match (numbers.next().flatten(), numbers.next()) {
        (Some(articles), None) => write_articles(&Corpus::new(SEED, articles)),
        (Some(articles), Some(Some(queries))) => {
            write_queries(&Corpus::new(SEED, articles), queries)
        }
        _ => {
            eprintln!("usage: write_corpus ARTICLES [QUERIES]");
            return ExitCode::from(2);
        }
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write the corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_articles(corpus: &Corpus) -> io::Result<()> {
    write_jsonl(corpus.articles(), BufWriter::new(io::stdout().lock()))
}

fn write_queries(corpus: &Corpus, count: usize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let queries = corpus.queries(QueryKind::TwoWords, count);
    queries
        .iter()
        .try_for_each(|query| writeln!(out, "{query}"))
}
