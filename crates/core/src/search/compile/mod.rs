//! The query's tree to a plan.

mod compound;
mod kin;
mod long;
mod marks;
mod metadata;
mod piece;
mod words;

use tantivy::Searcher;

use super::deadline::Deadline;
use super::plan::{Match, Plan};
use super::rank::Stop;
use super::unit::{Unit, UnitKind, Units};
use super::weights::Weights;
use crate::analysis::QueryAnalysis;
use crate::article::Zone;
use crate::index::{Fields, MarkedWords};
use crate::query::{Clause, Node, Note, Occur, Query};
use metadata::condition;
use piece::{Piece, all_of, any_of, parts_of};

pub(super) use kin::has_rare_words;

type Result<T> = std::result::Result<T, Stop>;

/// What a plan is made from.
pub(super) struct Context<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) marked: &'a MarkedWords,
    pub(super) fields: &'a Fields,
    pub(super) analysis: QueryAnalysis<'a>,
    /// What phrases, words said again and words of asking count.
    pub(super) weights: Weights,
    /// Seconds since 1970 UTC.
    pub(super) now: i64,
    /// Where days begin.
    pub(super) zone: &'a Zone,
    /// When looking up patterns is given up.
    pub(super) deadline: &'a Deadline,
}

/// Makes the plan of a query.
pub(super) fn plan(query: &Query, context: &Context<'_>) -> Result<Plan> {
    compiled(query, context, 0)
}

/// Makes the plan of a query that holds words of which hardly an article is found: under their other spellings too.
pub(super) fn plan_with_kin(query: &Query, context: &Context<'_>) -> Result<Plan> {
    compiled(query, context, kin::MAX_KIN_WORDS)
}

fn compiled(query: &Query, context: &Context<'_>, kin_words: usize) -> Result<Plan> {
    let mut compiler = Compiler {
        context,
        units: Units::default(),
        notes: query.notes.clone(),
        kin_words,
        overlapping: Vec::new(),
    };
    let (hits, all_words, relaxed) = match &query.root {
        Node::Group(clauses) => compiler.root(clauses)?,
        node => {
            let pieces = compiler.pieces(node, 1.0)?;
            // What holds no word asks for nothing, alone as beside others of its kind.
            let hits = match pieces.is_empty() {
                true => Match::Everything,
                false => any_of(&pieces),
            };
            (hits, all_of(&pieces), parts_of(&pieces))
        }
    };
    let units = compiler.units.finish(context.weights.repeat);
    let mut pairs = neighbours(&units);
    pairs.retain(|pair| !compiler.overlapping.contains(pair));
    Ok(Plan {
        units,
        hits,
        relaxed,
        all_words,
        pairs,
        notes: compiler.notes,
    })
}

/// Scored words that follow one another in the query. A word that counts less than one, `word^0.5`, was added to others and
/// is nobody's neighbour.
fn neighbours(units: &[Unit]) -> Vec<(usize, usize)> {
    let is_word = |unit: &Unit| unit.weight >= 1.0 && matches!(unit.kind, UnitKind::Terms(_));
    let words: Vec<usize> = (0..units.len()).filter(|at| is_word(&units[*at])).collect();
    words.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

struct Compiler<'a> {
    context: &'a Context<'a>,
    units: Units,
    notes: Vec<Note>,
    /// How many rare words may yet be looked for under other spellings.
    kin_words: usize,
    /// Units that share a character of a script without spaces. That they stand side by side tells nothing: wherever `北京` and
    /// `京时` are both found, it is mostly in `北京时`.
    overlapping: Vec<(usize, usize)>,
}

/// The clauses of a group, sorted by what they ask.
#[derive(Default)]
struct Sorted {
    should: Vec<Piece>,
    must: Vec<Match>,
    must_not: Vec<Match>,
}

impl Compiler<'_> {
    /// The hits, the articles that hold all the words, and what is found where nothing is.
    fn root(&mut self, clauses: &[Clause]) -> Result<(Match, Match, Option<Match>)> {
        let shares = long::shares(clauses, self.context);
        let mut sorted = self.sort(clauses, &shares, 1.0)?;
        let must_not = std::mem::take(&mut sorted.must_not);
        let mut all = sorted.must.clone();
        all.extend(sorted.should.iter().map(|piece| piece.set.clone()));
        let relaxed = parts_of(&sorted.should).map(|parts| {
            let mut sets = sorted.must.clone();
            sets.push(parts);
            Match::all(sets).except(must_not.clone())
        });
        let hits = positive(sorted).except(must_not.clone());
        Ok((hits, Match::all(all).except(must_not), relaxed))
    }

    fn group(&mut self, clauses: &[Clause], weight: f32) -> Result<Match> {
        let mut sorted = self.sort(clauses, &[], weight)?;
        let must_not = std::mem::take(&mut sorted.must_not);
        Ok(positive(sorted).except(must_not))
    }

    /// Sorts the clauses of a group, of which each has its share of the weight; all of it where no share is told.
    fn sort(&mut self, clauses: &[Clause], shares: &[f32], weight: f32) -> Result<Sorted> {
        let mut sorted = Sorted::default();
        for (at, clause) in clauses.iter().enumerate() {
            let weight = weight * shares.get(at).copied().unwrap_or(1.0);
            match clause.occur {
                Occur::Should => sorted.should.extend(self.pieces(&clause.node, weight)?),
                Occur::Must => sorted
                    .must
                    .push(all_of(&self.pieces(&clause.node, weight)?)),
                Occur::MustNot => {
                    let excluded = self.unscored(|compiler| compiler.pieces(&clause.node, 0.0))?;
                    sorted.must_not.push(all_of(&excluded));
                }
            }
        }
        self.drop_stop_words(&mut sorted);
        Ok(sorted)
    }

    /// Function words weigh nothing beside other words: they neither rank nor have to be there.
    fn drop_stop_words(&mut self, sorted: &mut Sorted) {
        let has_others = sorted.should.iter().any(|piece| !piece.is_stop)
            || sorted.must.iter().any(Match::is_ranked);
        if has_others {
            let (stops, others): (Vec<Piece>, _) =
                sorted.should.drain(..).partition(|piece| piece.is_stop);
            sorted.should = others;
            for piece in &stops {
                if let Match::Unit(at) = piece.set {
                    self.units.unscore(at..at + 1);
                }
            }
            // `NOT` in capitals beside `not` is the same word, said louder.
            let is_stop = |piece: &Piece| stops.iter().any(|stop| stop.set == piece.set);
            sorted.should.retain(|piece| !is_stop(piece));
        }
    }

    /// What a negated node adds selects and does not rank.
    fn unscored<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        let first = self.units.len();
        let done = compile(self);
        self.units.unscore(first..self.units.len());
        done
    }

    /// The sets that a node stands for, side by side: several where the analysis parts a word.
    fn pieces(&mut self, node: &Node, weight: f32) -> Result<Vec<Piece>> {
        let set = match node {
            Node::Text(text) => return self.text(text, weight),
            Node::Weighted(inner, factor) => return self.pieces(inner, weight * factor),
            Node::Group(clauses) => self.group(clauses, weight)?,
            Node::Near(near) => self.near(near, weight),
            Node::Filter(filter) => Match::Condition(condition(filter, self.context)),
        };
        Ok(vec![Piece::whole(set)])
    }
}

/// The articles of the positive clauses. Words beside conditions have to be there, one at least; beside required words
/// they only rank. A phrase or compound that stands alone is found whole; beside other words each of its own words is a
/// hit as well, and ranking sorts them.
fn positive(sorted: Sorted) -> Match {
    let mut sets = sorted.must;
    let needs_a_word = !sets.iter().any(Match::is_ranked);
    if needs_a_word && !sorted.should.is_empty() {
        let mut any: Vec<Match> = sorted.should.iter().map(|it| it.set.clone()).collect();
        if any.len() > 1 {
            any.extend(sorted.should.into_iter().flat_map(|it| it.parts));
        }
        sets.push(Match::any(any));
    }
    Match::all(sets)
}
