//! Queries of one kind asked of fiche and of bare tantivy in turns.

use fiche::{Feedback, Search};

use crate::{BareSearcher, HEADING, Indexes, QueryKind, Times, searches};

/// What queries take at best, side by side.
#[derive(Default)]
pub struct Beside {
    ours: Times,
    /// With further words from the articles found first.
    expanded: Option<Times>,
    theirs: Option<Times>,
}

impl Indexes {
    /// Asks the queries of a kind for their ten best in so many rounds, in which the two take turns, so that a busy machine does not
    /// decide; on demand with further words too, in rounds of their own.
    pub fn measure(
        &self,
        kind: QueryKind,
        queries: &[String],
        rounds: usize,
        is_expanded: bool,
    ) -> Beside {
        let searches: Vec<Search> = searches(queries);
        let unknown = || Times::unknown(searches.len());
        let mut measured = Beside {
            ours: unknown(),
            expanded: is_expanded.then(unknown),
            theirs: BareSearcher::answers(kind).then(unknown),
        };
        let rank = |search: &Search| self.fiche.rank(search).map_or(0, |it| it.len());
        let rank_bare = |query: &String| self.bare.best_of(kind, query).map_or(0, |it| it.len());
        for _ in 0..rounds {
            measured.ours.ask(&searches, rank);
            if let Some(times) = &mut measured.theirs {
                times.ask(queries, rank_bare);
            }
        }
        // Apart from the others: what it reads would push out of the caches what the next one needs.
        if let Some(times) = &mut measured.expanded {
            let expanded = searches.into_iter().map(|it| it.expand(Feedback::Bo1));
            let expanded: Vec<Search> = expanded.collect();
            for _ in 0..rounds {
                times.ask(&expanded, rank);
            }
        }
        measured
    }
}

impl Beside {
    /// Adds the queries of another kind.
    pub fn add(&mut self, other: &Self) {
        let add = |mine: &mut Option<Times>, others: &Option<Times>| {
            if let Some(others) = others {
                mine.get_or_insert_default().extend(others);
            }
        };
        self.ours.extend(&other.ours);
        add(&mut self.expanded, &other.expanded);
        add(&mut self.theirs, &other.theirs);
    }

    /// What stands above the rows.
    pub fn print_heading() {
        println!("{:32} {HEADING}  ratio", "microseconds");
    }

    /// Prints a row for each that was measured: `fiche`, `more` with further words, `bare` tantivy; the ratio is that of a mean to bare
    /// tantivy's.
    pub fn print(&self, name: &str) {
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
