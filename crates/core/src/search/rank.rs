//! The best documents of every segment, without scoring those that cannot be among them.
//!
//! Words that any may match are ranked window by window (MaxScore: Turtle and Flood, 1995). The units whose bounds
//! together do not reach the threshold cannot bring a document in by themselves: their postings are not read, only
//! looked up for documents that other units bring. What a window gives is an upper bound; each document whose bound
//! passes is scored exactly by [`Scorer`], so the lists equal those of an exhaustive search, number for number.

use tantivy::{DocAddress, DocId, TERMINATED};

use super::deadline::Deadline;
use super::docset::BoxedSet;
use super::list::TermList;
use super::materialize::ScoredDocs;
use super::plan::Match;
use super::prepare::{Found, Prepared, is_alive};
use super::request::{Recency, Sort};
use super::score::Scorer;
use super::sets::Sets;
use super::top::{Ranked, Top};
use super::window::Window;

/// Bounds are sums in another order than scores are: this much more covers the rounding of a thousand additions.
const ROUNDING: f32 = 1.0 + 1e-4;

/// Documents between two looks at the clock.
const DOCS_PER_CHECK: u32 = 4096;

/// How a ranking is made.
pub(super) struct Ranking<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) recency: Option<(Recency, i64)>,
    pub(super) is_exhaustive: bool,
    pub(super) deadline: &'a Deadline,
}

/// A plan whose hits are any of some units, perhaps with a condition: what can be ranked window by window.
struct Union<'m> {
    units: Vec<usize>,
    condition: Option<Match>,
    excluded: Option<&'m Match>,
}

impl<'m> Union<'m> {
    fn of(hits: &'m Match) -> Option<Self> {
        let (positive, excluded) = match hits {
            Match::Except(positive, excluded) => (positive.as_ref(), Some(excluded.as_ref())),
            positive => (positive, None),
        };
        let (units, condition) = match positive {
            Match::All(sets) => {
                let (words, conditions): (Vec<&Match>, Vec<&Match>) =
                    sets.iter().partition(|set| set.is_ranked());
                let [words] = words.as_slice() else {
                    return None;
                };
                let conditions = conditions.into_iter().cloned().collect();
                (units_of(words)?, Some(Match::all(conditions)))
            }
            words => (units_of(words)?, None),
        };
        Some(Self {
            units,
            condition,
            excluded,
        })
    }
}

fn units_of(set: &Match) -> Option<Vec<usize>> {
    let unit = |set: &Match| match set {
        Match::Unit(unit) => Some(*unit),
        _ => None,
    };
    match set {
        Match::Any(sets) => sets.iter().map(unit).collect(),
        set => unit(set).map(|unit| vec![unit]),
    }
}

impl Ranking<'_> {
    /// The best `depth` hits, best first.
    pub(super) fn best(&self, depth: usize) -> Result<Vec<Ranked<f32>>, Stop> {
        let mut top = Top::new(depth);
        let hits = &self.prepared.plan.hits;
        let union = Union::of(hits).filter(|_| !self.is_exhaustive);
        for ordinal in 0..self.prepared.searcher.segment_readers().len() {
            match &union {
                Some(union) => self.rank_union(ordinal, union, &mut top)?,
                None => self.rank_set(ordinal, hits, &mut top)?,
            }
        }
        Ok(top.into_sorted())
    }

    /// Scores every document of a set.
    fn rank_set(&self, ordinal: usize, hits: &Match, top: &mut Top<f32>) -> Result<(), Stop> {
        let segment = self.prepared.segment(ordinal);
        let mut scorer = Scorer::new(self.prepared, ordinal, self.recency)?;
        self.visit(ordinal, hits, |doc| {
            if is_alive(segment, doc) {
                let threshold = top.threshold().unwrap_or(f32::NEG_INFINITY);
                if let Some(score) = scorer.score_above(doc, threshold)? {
                    top.offer(score, DocAddress::new(ordinal as u32, doc));
                }
            }
            Ok(())
        })
    }

    /// Visits the documents of a set, deleted ones among them, looking at the clock now and then.
    fn visit(
        &self,
        ordinal: usize,
        set: &Match,
        mut visit: impl FnMut(DocId) -> tantivy::Result<()>,
    ) -> Result<(), Stop> {
        let sets = Sets {
            prepared: self.prepared,
            ordinal,
        };
        let mut docs = sets.open(set)?;
        let mut until_check = DOCS_PER_CHECK;
        while docs.doc() != TERMINATED {
            visit(docs.doc())?;
            docs.advance();
            until_check -= 1;
            if until_check == 0 {
                self.deadline.check()?;
                until_check = DOCS_PER_CHECK;
            }
        }
        Ok(())
    }

    fn rank_union(
        &self,
        ordinal: usize,
        union: &Union<'_>,
        top: &mut Top<f32>,
    ) -> Result<(), Stop> {
        let sets = Sets {
            prepared: self.prepared,
            ordinal,
        };
        let mut gate = Gate {
            condition: union
                .condition
                .as_ref()
                .map(|it| sets.open(it))
                .transpose()?,
            excluded: union.excluded.map(|it| sets.open(it)).transpose()?,
        };
        let segment = self.prepared.segment(ordinal);
        let mut scorer = Scorer::new(self.prepared, ordinal, self.recency)?;
        let mut sources = Sources::open(self.prepared, ordinal, &union.units)?;
        let mut window = Window::new();
        while let Some(rest) = sources.next_window(self.prepared, top.threshold(), &mut window) {
            let mut failure = None;
            window.drain(|doc, score| {
                let threshold = top.threshold().unwrap_or(f32::NEG_INFINITY);
                if (score + rest) * ROUNDING <= threshold
                    || failure.is_some()
                    || !is_alive(segment, doc)
                    || !gate.lets_in(doc)
                {
                    return;
                }
                match scorer.score_above(doc, threshold) {
                    Ok(Some(score)) => top.offer(score, DocAddress::new(ordinal as u32, doc)),
                    Ok(None) => {}
                    Err(error) => failure = Some(error),
                }
            });
            if let Some(error) = failure {
                return Err(error.into());
            }
            self.deadline.check()?;
        }
        Ok(())
    }

    /// Hits by date; undated ones come last.
    pub(super) fn by_date(&self, depth: usize, sort: Sort) -> Result<Vec<DocAddress>, Stop> {
        let mut top: Top<(bool, i64)> = Top::new(depth);
        for ordinal in 0..self.prepared.searcher.segment_readers().len() {
            let segment = self.prepared.segment(ordinal);
            let published = segment.fast_fields().column_opt::<i64>("published")?;
            self.visit(ordinal, &self.prepared.plan.hits, |doc| {
                if is_alive(segment, doc) {
                    let at = published.as_ref().and_then(|it| it.first(doc));
                    let key = at.map_or(0, |at| if sort == Sort::Oldest { -at } else { at });
                    let address = DocAddress::new(ordinal as u32, doc);
                    top.offer((at.is_some(), key), address);
                }
                Ok(())
            })?;
        }
        Ok(top.into_sorted().iter().map(|it| it.address).collect())
    }

    /// How many live articles a set holds.
    pub(super) fn count(&self, set: &Match) -> Result<u64, Stop> {
        let mut count = 0;
        for ordinal in 0..self.prepared.searcher.segment_readers().len() {
            let segment = self.prepared.segment(ordinal);
            self.visit(ordinal, set, |doc| {
                count += u64::from(is_alive(segment, doc));
                Ok(())
            })?;
        }
        Ok(count)
    }
}

/// What a document must meet beside holding a word. Documents are asked for in ascending order.
struct Gate {
    condition: Option<BoxedSet>,
    excluded: Option<BoxedSet>,
}

impl Gate {
    fn lets_in(&mut self, doc: DocId) -> bool {
        let holds = |set: &mut BoxedSet| {
            if set.doc() < doc {
                set.seek(doc);
            }
            set.doc() == doc
        };
        self.condition.as_mut().is_none_or(holds) && !self.excluded.as_mut().is_some_and(holds)
    }
}

/// Where the documents of a union come from: its units, those of the lowest bound first.
struct Sources<'a> {
    units: Vec<Source<'a>>,
    /// The most that units which only rank add to a document.
    beside: f32,
}

struct Source<'a> {
    unit: usize,
    bound: f32,
    lists: Vec<TermList>,
    docs: Option<(&'a ScoredDocs, usize)>,
}

impl<'a> Sources<'a> {
    fn open(prepared: &'a Prepared<'a>, ordinal: usize, units: &[usize]) -> tantivy::Result<Self> {
        let mut sources = Vec::with_capacity(units.len());
        for unit in units.iter().copied() {
            let (lists, docs) = match &prepared.found[ordinal][unit] {
                Found::Terms(terms) => (prepared.lists(ordinal, terms)?, None),
                Found::Docs(docs) => (Vec::new(), Some((docs, 0))),
            };
            sources.push(Source {
                unit,
                bound: prepared.unit_bound(unit),
                lists,
                docs,
            });
        }
        sources.sort_by(|a, b| a.bound.total_cmp(&b.bound));
        let only_ranks = |unit: &usize| !units.contains(unit);
        let beside = prepared.scored_units().filter(only_ranks);
        Ok(Self {
            units: sources,
            beside: beside.map(|unit| prepared.unit_bound(unit)).sum(),
        })
    }

    /// How many of the units cannot bring in a document together, and the most that they and the nearness of words
    /// add to a document of the others.
    fn partition(&self, prepared: &Prepared<'_>, threshold: Option<f32>) -> (usize, f32) {
        let threshold = threshold.unwrap_or(f32::NEG_INFINITY);
        let mut optional = 0;
        let mut sum = self.beside;
        for source in &self.units {
            let is_optional = |unit| !self.units[optional + 1..].iter().any(|it| it.unit == unit);
            let pairs = prepared.pair_bound(|(a, b)| is_optional(a) && is_optional(b));
            if (sum + source.bound + pairs) * ROUNDING > threshold {
                break;
            }
            sum += source.bound;
            optional += 1;
        }
        (optional, sum + prepared.pair_bound(|_| true))
    }

    /// Fills the next window that may hold a document above the threshold; the most that can still be added to the
    /// scores in it, or `None` where no window is left.
    fn next_window(
        &mut self,
        prepared: &Prepared<'_>,
        threshold: Option<f32>,
        window: &mut Window,
    ) -> Option<f32> {
        let (optional, rest) = self.partition(prepared, threshold);
        let needed = &mut self.units[optional..];
        let first = needed.iter().map(Source::doc).min()?;
        if first == TERMINATED {
            return None;
        }
        window.start_at(first);
        for source in needed {
            source.fill(window);
            let weight = prepared.unit_weight(source.unit);
            window.score_unit(|frequency| weight * prepared.weights.saturate(frequency));
        }
        Some(rest)
    }
}

impl Source<'_> {
    fn doc(&self) -> DocId {
        let in_docs = self
            .docs
            .and_then(|(docs, at)| docs.docs().get(at).copied());
        let in_lists = self.lists.iter().map(TermList::doc);
        in_lists.chain(in_docs).min().unwrap_or(TERMINATED)
    }

    /// Adds the documents of the window. Lists of a unit that was optional before may lag behind: they catch up.
    fn fill(&mut self, window: &mut Window) {
        for list in &mut self.lists {
            list.accumulate(window);
        }
        if let Some((docs, at)) = &mut self.docs {
            let (entries, next) = docs.until(*at, window.end());
            for (doc, frequency) in entries {
                window.add(doc, frequency);
            }
            *at = next;
        }
    }
}

/// Why a ranking ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The engine failed.
    Engine(tantivy::TantivyError),
    /// The deadline passed.
    Deadline,
}

impl From<tantivy::TantivyError> for Stop {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(error)
    }
}
