//! How long the slow queries take: of each kind the mean, the median, the 95th and 99th percentile and the slowest of 50 queries,
//! beside bare tantivy's own query of the kind over `title` and `body` in the same run, and of all queries of plain words together.
//! Criterion's mean hides such tails. `more` is what plain words take with further words from the articles found first; the ratio is that
//! of a mean to bare tantivy's.
//!
//! Each query counts with the best of so many rounds, in which the two take turns, so that a busy machine does not decide; a
//! table is printed. Corpus and settings are those of `query_latency`: ten best, no passages, no counts, one segment; 10,000
//! articles unless `FICHE_BENCH_ARTICLES` says otherwise. `FICHE_BENCH_FOLDER` keeps the indexes for the next run. Kinds named as
//! arguments are measured alone: `cargo bench --workspace --bench tails -- two-words`.

use fiche::{Feedback, Search};
use fiche_benches::{
    BareSearcher, Corpus, HEADING, Indexes, QueryKind, Times, articles_or, bench_arguments,
    is_measuring, searches,
};

const SEED: u64 = 1;
const QUERIES: usize = 50;
const ROUNDS: usize = 15;

/// The kinds of which any word may be in a hit: bare tantivy's flat OR.
const PLAIN: [QueryKind; 6] = [
    QueryKind::RareWord,
    QueryKind::MiddleWord,
    QueryKind::CommonWord,
    QueryKind::TwoWords,
    QueryKind::FiveWords,
    QueryKind::RareAndCommon,
];

/// What the queries of a kind take.
#[derive(Default)]
struct Measured {
    ours: Times,
    /// With further words, for plain words.
    expanded: Option<Times>,
    theirs: Option<Times>,
}

/// Runs all queries of a kind in turns.
fn measure(indexes: &Indexes, queries: &[String], kind: QueryKind) -> Measured {
    let searches: Vec<Search> = searches(queries);
    let unknown = || Times::unknown(searches.len());
    let mut measured = Measured {
        ours: unknown(),
        expanded: PLAIN.contains(&kind).then(unknown),
        theirs: BareSearcher::answers(kind).then(unknown),
    };
    let rank = |search: &Search| indexes.fiche.rank(search).map_or(0, |it| it.len());
    for _ in 0..ROUNDS {
        for (at, search) in searches.iter().enumerate() {
            measured.ours.run(at, || rank(search));
        }
        if let Some(times) = &mut measured.expanded {
            for (at, search) in searches.iter().enumerate() {
                let search = search.clone().expand(Feedback::Bo1);
                times.run(at, || rank(&search));
            }
        }
        if let Some(times) = &mut measured.theirs {
            for (at, query) in queries.iter().enumerate() {
                times.run(at, || {
                    indexes.bare.best_of(kind, query).map_or(0, |it| it.len())
                });
            }
        }
    }
    measured
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if !is_measuring() {
        return Ok(());
    }
    let named = bench_arguments();
    let corpus = Corpus::new(SEED, articles_or(10_000));
    let indexes = Indexes::of(&corpus)?;
    println!("microseconds, {} articles", corpus.len());
    println!("{:32} {HEADING}  ratio", "");
    let mut plain = Measured::default();
    for (kind, name) in QueryKind::ALL {
        if !named.is_empty() && !named.iter().any(|it| it == name) {
            continue;
        }
        let queries = corpus.queries(kind, QUERIES);
        let measured = measure(&indexes, &queries, kind);
        if PLAIN.contains(&kind) {
            plain.add(&measured);
        }
        measured.print(name);
    }
    plain.print("plain words together");
    Ok(())
}

impl Measured {
    /// Adds the queries of another kind.
    fn add(&mut self, other: &Self) {
        let add = |mine: &mut Option<Times>, others: &Option<Times>| {
            if let Some(others) = others {
                mine.get_or_insert_default().extend(others);
            }
        };
        self.ours.extend(&other.ours);
        add(&mut self.expanded, &other.expanded);
        add(&mut self.theirs, &other.theirs);
    }

    fn print(&self, name: &str) {
        let rows = [
            ("fiche", Some(&self.ours)),
            ("more", self.expanded.as_ref()),
            ("bare", self.theirs.as_ref()),
        ];
        for (program, times) in rows {
            let Some(times) = times else {
                continue;
            };
            let theirs = self.theirs.as_ref().map_or(f64::NAN, Times::mean);
            let ratio = times.mean() / theirs;
            println!("{program:5} {name:26} {} {ratio:6.2}", times.row());
        }
    }
}
