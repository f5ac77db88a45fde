//! A run measured by judgments: every topic, and the mean over topics.

use serde::{Serialize, Serializer};

use super::{Measure, Qrels, Run};

/// Which topics a mean is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The judged topics that the run answers, as trec_eval does by itself. An engine that returns nothing for a hard
    /// topic is not punished for it: compare runs by this only where they answer the same topics.
    Answered,
    /// Every judged topic; one without an answer scores 0. `trec_eval -c`.
    Judged,
}

/// The measures of one ranking, or their mean over topics.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Measures(Vec<(Measure, f64)>);

impl Measures {
    /// The value of a measure, if it was asked for.
    pub fn get(&self, measure: Measure) -> Option<f64> {
        self.iter()
            .find(|&(other, _)| other == measure)
            .map(|(_, value)| value)
    }

    /// Every measure with its value, in the order asked for.
    pub fn iter(&self) -> impl Iterator<Item = (Measure, f64)> {
        self.0.iter().copied()
    }
}

/// As a map from the measures' names to their values.
impl Serialize for Measures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.iter()
                .map(|(measure, value)| (measure.to_string(), value)),
        )
    }
}

/// The measures of one topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicMeasures {
    /// The topic's id.
    pub topic: String,
    /// How many articles the run returned for it.
    pub returned: usize,
    /// The measures of its ranking.
    pub measures: Measures,
}

/// A run measured by judgments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Every judged topic, in the order of the ids' bytes, also those that the run does not answer.
    pub topics: Vec<TopicMeasures>,
    #[serde(skip)]
    measures: Vec<Measure>,
}

impl Evaluation {
    /// The topics that [`mean`](Self::mean) is taken over.
    pub fn topics_over(&self, over: Over) -> impl Iterator<Item = &TopicMeasures> {
        self.topics
            .iter()
            .filter(move |topic| over == Over::Judged || topic.returned > 0)
    }

    /// The mean of each measure; 0 where there is no topic.
    pub fn mean(&self, over: Over) -> Measures {
        let count = self.topics_over(over).count().max(1) as f64;
        let mean = |measure| {
            let values = self
                .topics_over(over)
                .filter_map(|topic| topic.measures.get(measure));
            values.sum::<f64>() / count
        };
        let means = self
            .measures
            .iter()
            .map(|&measure| (measure, mean(measure)));
        Measures(means.collect())
    }
}

/// Measures a run. Topics of the run that nobody judged are passed over, as trec_eval does.
pub fn evaluate(qrels: &Qrels, run: &Run, measures: &[Measure]) -> Evaluation {
    let topics = qrels
        .topics()
        .map(|topic| evaluate_topic(topic, qrels, run, measures));
    Evaluation {
        topics: topics.collect(),
        measures: measures.to_vec(),
    }
}

fn evaluate_topic(topic: &str, qrels: &Qrels, run: &Run, measures: &[Measure]) -> TopicMeasures {
    let relevant = qrels.relevant_grades(topic);
    let grades: Vec<i32> = run
        .ranking(topic)
        .iter()
        .map(|(id, _)| qrels.grade(topic, id).unwrap_or(0))
        .collect();
    let values = measures
        .iter()
        .map(|&measure| (measure, measure.of(&grades, &relevant)));
    TopicMeasures {
        topic: topic.to_owned(),
        returned: grades.len(),
        measures: Measures(values.collect()),
    }
}
