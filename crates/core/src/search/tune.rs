//! Choosing the numbers of the ranking on the judgments of those who use it.
//!
//! Numbers that are chosen on topics fit these topics, by chance too. So the topics are parted in folds, and what is told as
//! the gain is what each fold gains by numbers that were chosen on the others ([`Tuning::held_back`]).

use super::request::{Counting, Search};
use super::weights::Weights;
use crate::error::Error;
use crate::eval::{
    Comparison, Dial, Evaluation, Measure, Over, Qrels, Run, ascend, compare, evaluate, folds,
};
use crate::index::Index;
use crate::query::Query;

/// Numbers that are tuned, each with the most that is tried; the least is 0. The text's own weight is left out: all others are
/// beside it.
const DIALS: [(&str, f32); 12] = [
    ("k1", 4.0),
    ("b", 1.0),
    ("title_b", 1.0),
    ("title", 20.0),
    ("deck", 10.0),
    ("captions", 4.0),
    ("rest", 1.0),
    ("proximity", 2.0),
    ("phrase", 2.0),
    ("rarity", 2.0),
    ("repeat", 20.0),
    ("asking", 1.0),
];

/// How far down a ranking a measure without a cutoff looks.
const DEPTH: usize = 1000;

/// Folds that topics are parted in unless said otherwise.
pub const DEFAULT_FOLDS: usize = 3;

/// A topic as a search asks it.
#[derive(Debug, Clone)]
pub struct TopicQuery {
    /// Its name in judgments and runs.
    pub id: String,
    /// What it asks.
    pub query: Query,
}

/// Numbers that were chosen on judged topics, and what they are worth.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tuning {
    /// The numbers chosen on all topics.
    pub weights: Weights,
    /// Those that are others than before: name, before, now.
    pub changed: Vec<(&'static str, f32, f32)>,
    /// What topics gain by numbers that were chosen without them: what new topics may gain.
    pub held_back: Comparison,
    /// What the topics gain that the numbers were chosen on: more than new topics will.
    pub seen: Comparison,
}

impl Weights {
    /// The numbers that can be tuned, each where it stands.
    pub fn dials(self) -> Vec<Dial> {
        let dial = |(name, most): (&str, f32)| Dial {
            name: name.to_owned(),
            start: self.get(name).unwrap_or_default(),
            range: (0.0, most),
        };
        DIALS.map(dial).to_vec()
    }

    /// The numbers with those of the dials set.
    pub fn with_dials(mut self, dials: &[Dial], at: &[f32]) -> Self {
        for (dial, value) in dials.iter().zip(at) {
            self.set(&dial.name, *value);
        }
        self
    }
}

impl Tuning {
    /// The names of the numbers that are others than before.
    pub fn names(&self) -> Vec<&'static str> {
        self.changed.iter().map(|(name, ..)| *name).collect()
    }

    /// Whether topics gain by numbers that were chosen without them.
    pub fn gains(&self) -> bool {
        !self.changed.is_empty() && self.held_back.after > self.held_back.before
    }
}

impl Index {
    /// What the index returns for each topic: the settings and limit of `search` with the query of the topic.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn run_topics<'t>(
        &self,
        search: &Search,
        topics: impl IntoIterator<Item = &'t TopicQuery>,
    ) -> Result<Run, Error> {
        let mut run = Run::default();
        for topic in topics {
            let search = Search {
                query: topic.query.clone(),
                counting: Counting::Nothing,
                ..search.clone()
            };
            let hits = self.rank(&search)?.ids()?;
            let ranking = hits.iter().map(|hit| (hit.id.as_str(), hit.score));
            run.insert_ranking(&topic.id, ranking);
        }
        Ok(run)
    }

    /// Chooses the numbers of the ranking by which the topics measure best, by coordinate ascent from those of `search`, whose
    /// other settings hold for each topic. It takes some hundred searches for each topic. Topics that nobody judged are passed
    /// over.
    ///
    /// # Errors
    /// As [`search`](Self::search).
    ///
    /// # Example
    /// ```
    /// use fiche::eval::{Measure, Qrels};
    /// use fiche::{Article, DEFAULT_FOLDS, Index, TopicQuery, Query, Search};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.upsert(Article::new("a", "Ferry strike", "Crews walked out."))?;
    /// writer.upsert(Article::new("b", "Weather", "A ferry, a strike of lightning, a ferry strike."))?;
    /// writer.commit()?;
    /// let qrels = Qrels::parse("1 0 a 1\n2 0 b 1\n")?;
    /// let topics = ["1", "2"].map(|id| TopicQuery { id: id.into(), query: "ferry strike".parse().unwrap() });
    /// let base = Search::new(Query::parse("")?);
    /// let tuning = index.tune(&base, &topics, &qrels, Measure::MRR, DEFAULT_FOLDS)?;
    /// assert!(!tuning.gains(), "each topic wants what the other does not: {tuning:?}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn tune(
        &self,
        search: &Search,
        topics: &[TopicQuery],
        qrels: &Qrels,
        measure: Measure,
        parts: usize,
    ) -> Result<Tuning, Error> {
        let is_judged = |topic: &&TopicQuery| qrels.has_relevant(&topic.id);
        let tuner = Tuner {
            index: self,
            search: search.clone().limit(measure.cutoff().unwrap_or(DEPTH)),
            topics: topics.iter().filter(is_judged).collect(),
            qrels,
            measure,
        };
        tuner.tune(parts)
    }
}

struct Tuner<'a> {
    index: &'a Index,
    search: Search,
    topics: Vec<&'a TopicQuery>,
    qrels: &'a Qrels,
    measure: Measure,
}

impl Tuner<'_> {
    fn tune(&self, parts: usize) -> Result<Tuning, Error> {
        let start = self.search.weights;
        let fold = folds(self.topics.len(), parts);
        let mut held_back = Run::default();
        for part in 0..parts {
            let weights = self.chosen(|at| fold[at] != part)?;
            held_back.merge(self.run(weights, |at| fold[at] == part)?);
        }
        let weights = self.chosen(|_| true)?;
        let before = self.evaluation(&self.run(start, |_| true)?);
        let compared = |run: &Run| compare(&before, &self.evaluation(run), self.measure);
        let is_other = |name: &&str| start.get(name) != weights.get(name);
        let change = |name: &'static str| Some((name, start.get(name)?, weights.get(name)?));
        let names = Weights::NAMES.iter().copied();
        Ok(Tuning {
            weights,
            changed: names.filter(is_other).filter_map(change).collect(),
            held_back: compared(&held_back),
            seen: compared(&self.run(weights, |_| true)?),
        })
    }

    /// The numbers by which the topics of some places measure best.
    fn chosen(&self, is_seen: impl Fn(usize) -> bool) -> Result<Weights, Error> {
        let start = self.search.weights;
        let dials = start.dials();
        let found = ascend(&dials, |at| {
            let run = self.run(start.with_dials(&dials, at), &is_seen)?;
            let mean = self.evaluation(&run).mean(Over::Answered);
            Ok(mean.get(self.measure).unwrap_or_default())
        });
        found.map(|at| start.with_dials(&dials, &at))
    }

    fn evaluation(&self, run: &Run) -> Evaluation {
        evaluate(self.qrels, run, &[self.measure])
    }

    fn run(&self, weights: Weights, is_wanted: impl Fn(usize) -> bool) -> Result<Run, Error> {
        let topics = self.topics.iter().enumerate();
        let wanted = topics
            .filter(|(at, _)| is_wanted(*at))
            .map(|(_, topic)| *topic);
        self.index
            .run_topics(&self.search.clone().weights(weights), wanted)
    }
}
