//! Chooses the defaults of the ranking on judged collections, each collection left out once.
//!
//! ```text
//! cargo run --release --workspace --example choose_weights -- [--from-plain] INDEX TOPICS QRELS MEASURE [INDEX TOPICS QRELS MEASURE]...
//! ```
//!
//! What is raised is the mean over collections of the measure as a share of where it starts, so that each counts alike. The
//! ascent begins at the defaults, or with `--from-plain` at plain BM25, so that nothing is known of the collection that is
//! left out. Numbers are chosen on every n-th topic of a large collection, and what they gain is told on all topics. Numbers
//! that no collection feels are left where they are. A collection of other languages of the same articles is no new one:
//! leave it out of the choice. `benches/cross_validation.sh` names the collections.

use std::cell::RefCell;
use std::collections::HashMap;
use std::error::Error;
use std::fs;

use fiche::eval::{Dial, Evaluation, Measure, Over, Qrels, Run};
use fiche::eval::{ascend, compare, evaluate, parse_topics};
use fiche::{Index, Query, Search, TopicQuery, Weights};

/// Hits of a topic, where the measure does not say.
const DEPTH: usize = 1000;

/// Topics of a collection that numbers are chosen on; with these, all folds take a core some ten minutes.
const MOST_TOPICS: usize = 120;

/// BM25 as textbooks have it, over titles and texts that count alike.
const PLAIN: [(&str, f32); 10] = [
    ("k1", 1.2),
    ("b", 0.75),
    ("title_b", 0.75),
    ("title", 1.0),
    ("deck", 1.0),
    ("proximity", 0.0),
    ("phrase", 0.0),
    ("rarity", 1.0),
    ("repeat", 20.0),
    ("asking", 1.0),
];

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A judged collection.
struct Set {
    name: String,
    index: Index,
    topics: Vec<TopicQuery>,
    qrels: Qrels,
    measure: Measure,
    /// What was measured on the topics that numbers are chosen on: many ascents come by the same numbers.
    known: RefCell<HashMap<Vec<u32>, f64>>,
}

impl Set {
    fn open(arguments: &[String]) -> Result<Self> {
        let [index, topics, qrels, measure] = arguments else {
            return Err(
                "give an index, topics, judgments and a measure for each collection".into(),
            );
        };
        let qrels = Qrels::parse(&fs::read_to_string(qrels)?)?;
        let topics = parse_topics(&fs::read_to_string(topics)?)?.into_iter();
        let topics = topics.filter(|topic| qrels.has_relevant(&topic.id));
        let topics = topics.map(|topic| {
            let query = Query::parse(&topic.text)?;
            Ok(TopicQuery {
                id: topic.id,
                query,
            })
        });
        Ok(Self {
            name: index.clone(),
            index: Index::open(index)?,
            topics: topics.collect::<Result<_>>()?,
            qrels,
            measure: measure.parse()?,
            known: RefCell::default(),
        })
    }

    /// What every `step`-th topic measures.
    fn evaluation(&self, weights: Weights, step: usize) -> Result<Evaluation> {
        let search = Search::new(Query::parse("")?).weights(weights);
        let search = search.limit(self.measure.cutoff().unwrap_or(DEPTH));
        let topics = self.topics.iter().step_by(step);
        let run: Run = self.index.run_topics(&search, topics)?;
        Ok(evaluate(&self.qrels, &run, &[self.measure]))
    }

    /// The mean over the topics that numbers are chosen on.
    fn value(&self, weights: Weights) -> Result<f64> {
        let names = Weights::NAMES.iter();
        let key: Vec<u32> = names
            .map(|name| weights.get(name).unwrap_or_default().to_bits())
            .collect();
        if let Some(value) = self.known.borrow().get(&key) {
            return Ok(*value);
        }
        let step = self.topics.len().div_ceil(MOST_TOPICS).max(1);
        let mean = self.evaluation(weights, step)?.mean(Over::Answered);
        let value = mean.get(self.measure).unwrap_or_default();
        self.known.borrow_mut().insert(key, value);
        Ok(value)
    }
}

/// Where an ascent begins, and the numbers that it may change.
struct Choice {
    start: Weights,
    dials: Vec<Dial>,
}

impl Choice {
    /// With the numbers that any of the collections feels.
    fn of(start: Weights, sets: &[Set]) -> Result<Self> {
        let mut dials = Vec::new();
        for dial in start.dials() {
            let mut is_felt = false;
            for end in [dial.range.0, dial.range.1] {
                let mut other = start;
                other.set(&dial.name, end);
                for set in sets {
                    is_felt |= (set.value(other)? - set.value(start)?).abs() > f64::EPSILON;
                }
            }
            if is_felt {
                dials.push(dial);
            }
        }
        Ok(Self { start, dials })
    }

    /// The numbers that are best for collections together.
    fn made_on(&self, sets: &[&Set]) -> Result<Weights> {
        let at = ascend(&self.dials, |at| {
            let weights = self.start.with_dials(&self.dials, at);
            let mut gains = 0.0;
            for set in sets {
                gains += set.value(weights)? / set.value(self.start)?;
            }
            Ok::<_, Box<dyn Error>>(gains)
        })?;
        Ok(self.start.with_dials(&self.dials, &at))
    }
}

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut start = Weights::default();
    if arguments
        .first()
        .is_some_and(|first| first == "--from-plain")
    {
        arguments.remove(0);
        for (name, value) in PLAIN {
            start.set(name, value);
        }
    }
    let sets: Vec<Set> = arguments.chunks(4).map(Set::open).collect::<Result<_>>()?;
    let choice = Choice::of(start, &sets)?;
    for set in &sets {
        let others = sets.iter().filter(|other| other.name != set.name);
        let weights = choice.made_on(&others.collect::<Vec<_>>())?;
        let before = set.evaluation(Weights::default(), 1)?;
        let it = compare(&before, &set.evaluation(weights, 1)?, set.measure);
        println!(
            "{} {}: defaults {:.4}, chosen without it {:.4}, p {:.4}; {} better, {} worse",
            set.name, it.measure, it.before, it.after, it.p, it.better, it.worse
        );
        println!("  {}", told(weights, &choice.dials));
    }
    let weights = choice.made_on(&sets.iter().collect::<Vec<_>>())?;
    println!("chosen on all: {}", told(weights, &choice.dials));
    println!("defaults: {}", told(Weights::default(), &choice.dials));
    Ok(())
}

/// The numbers that could be changed.
fn told(weights: Weights, dials: &[Dial]) -> String {
    let number = |dial: &Dial| {
        let value = weights.get(&dial.name).unwrap_or_default();
        format!("{}={value}", dial.name)
    };
    dials.iter().map(number).collect::<Vec<_>>().join(",")
}
