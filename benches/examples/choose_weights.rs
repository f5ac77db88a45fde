//! Chooses the defaults of the ranking on judged collections, each collection left out once.
//!
//! ```text
//! cargo run --release -p fiche-benches --example choose_weights -- INDEX TOPICS QRELS MEASURE [INDEX TOPICS QRELS MEASURE]...
//! ```
//!
//! What is raised is the mean over collections of the measure as a share of where it starts, so that each counts alike.
//! Printed is what each collection gains by numbers that were chosen on all others, with its significance, and then the
//! numbers chosen on all. A collection of other languages of the same articles is no new one: leave it out of the choice.

use std::error::Error;
use std::fs;

use fiche::eval::{Measure, Over, Qrels, Run, ascend, compare, evaluate, parse_topics};
use fiche::{Index, Query, Search, TopicQuery, Weights};

/// Hits of a topic, where the measure does not say.
const DEPTH: usize = 1000;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

struct Set {
    name: String,
    index: Index,
    topics: Vec<TopicQuery>,
    qrels: Qrels,
    measure: Measure,
    start: f64,
}

impl Set {
    fn open(arguments: &[String]) -> Result<Self> {
        let [index, topics, qrels, measure] = arguments else {
            return Err(
                "give an index, topics, judgments and a measure for each collection".into(),
            );
        };
        let topics = parse_topics(&fs::read_to_string(topics)?)?.into_iter();
        let topics = topics.map(|topic| {
            let query = Query::parse(&topic.text)?;
            Ok(TopicQuery {
                id: topic.id,
                query,
            })
        });
        let mut set = Self {
            name: index.clone(),
            index: Index::open(index)?,
            topics: topics.collect::<Result<_>>()?,
            qrels: Qrels::parse(&fs::read_to_string(qrels)?)?,
            measure: measure.parse()?,
            start: 0.0,
        };
        set.start = set.value(Weights::default())?;
        Ok(set)
    }

    fn run(&self, weights: Weights) -> Result<Run> {
        let search = Search::new(Query::parse("")?).weights(weights);
        let search = search.limit(self.measure.cutoff().unwrap_or(DEPTH));
        Ok(self.index.run_topics(&search, &self.topics)?)
    }

    fn value(&self, weights: Weights) -> Result<f64> {
        let mean = evaluate(&self.qrels, &self.run(weights)?, &[self.measure]).mean(Over::Judged);
        Ok(mean.get(self.measure).unwrap_or_default())
    }
}

/// The numbers that are best for collections together.
fn chosen(sets: &[&Set]) -> Result<Weights> {
    let start = Weights::default();
    let dials = start.dials();
    let at = ascend(&dials, |at| {
        let weights = start.with_dials(&dials, at);
        let mut gains = 0.0;
        for set in sets {
            gains += set.value(weights)? / set.start;
        }
        Ok::<_, Box<dyn Error>>(gains)
    })?;
    Ok(start.with_dials(&dials, &at))
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sets: Vec<Set> = arguments.chunks(4).map(Set::open).collect::<Result<_>>()?;
    for (left_out, set) in sets.iter().enumerate() {
        let places = sets.iter().enumerate();
        let others: Vec<&Set> = places
            .filter(|(at, _)| *at != left_out)
            .map(|(_, set)| set)
            .collect();
        let weights = chosen(&others)?;
        let measured = |weights| {
            Ok::<_, Box<dyn Error>>(evaluate(&set.qrels, &set.run(weights)?, &[set.measure]))
        };
        let it = compare(
            &measured(Weights::default())?,
            &measured(weights)?,
            set.measure,
        );
        let (name, measure) = (&set.name, &it.measure);
        println!(
            "{name} {measure} {:.4} → {:.4} p {:.4}",
            it.before, it.after, it.p
        );
        println!("  chosen without it: {}", told(weights));
    }
    println!(
        "chosen on all: {}",
        told(chosen(&sets.iter().collect::<Vec<_>>())?)
    );
    Ok(())
}

/// The numbers that are others than the defaults.
fn told(weights: Weights) -> String {
    let default = Weights::default();
    let names = Weights::NAMES.iter();
    let others = names.filter(|name| weights.get(name) != default.get(name));
    let numbers: Vec<String> = others
        .map(|name| format!("{name}={}", weights.get(name).unwrap_or_default()))
        .collect();
    numbers.join(",")
}
