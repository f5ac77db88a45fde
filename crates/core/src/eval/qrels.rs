//! Judgments: which article answers which topic, and how well.

use std::collections::{BTreeMap, HashMap};

use super::{EvalError, columns, numbered_lines};

const FORM: &str = "topic 0 article grade";

/// The judgments of a set of topics.
///
/// A grade of 1 or more is relevant, and is the gain of nDCG. 0 is judged not relevant; below 0 is "in the pool, not judged",
/// which counts as not relevant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Qrels {
    topics: BTreeMap<String, HashMap<String, i32>>,
}

impl Qrels {
    /// Reads judgments in TREC's form, `topic 0 article grade` a line; the second column and any after the fourth
    /// are not looked at.
    ///
    /// # Errors
    /// A line has too few columns, its grade is not a whole number, or an article is judged twice for one topic.
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        let mut qrels = Self::default();
        for (line, content) in numbered_lines(text) {
            let malformed = EvalError::Malformed { line, form: FORM };
            let Some([topic, _, id, grade]) = columns(content) else {
                return Err(malformed);
            };
            let grade = grade.parse().map_err(|_| malformed)?;
            let judgments = qrels.topics.entry(topic.to_owned()).or_default();
            if judgments.insert(id.to_owned(), grade).is_some() {
                let id = id.to_owned();
                return Err(EvalError::Repeated { line, id });
            }
        }
        Ok(qrels)
    }

    /// The topics that have a judgment, in the order of their ids' bytes.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.topics.keys().map(String::as_str)
    }

    /// How an article was judged for a topic, if it was.
    pub fn grade(&self, topic: &str, id: &str) -> Option<i32> {
        self.topics.get(topic)?.get(id).copied()
    }

    /// Whether an article is known that answers the topic: one without cannot be measured.
    pub fn has_relevant(&self, topic: &str) -> bool {
        !self.relevant_grades(topic).is_empty()
    }

    /// The grades of a topic's relevant articles, best first.
    pub(super) fn relevant_grades(&self, topic: &str) -> Vec<i32> {
        let judgments = self.topics.get(topic).into_iter().flatten();
        let mut grades: Vec<i32> = judgments
            .map(|(_, &grade)| grade)
            .filter(|&grade| grade > 0)
            .collect();
        grades.sort_unstable_by(|a, b| b.cmp(a));
        grades
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judgments_are_read_by_column() {
        let qrels = Qrels::parse("7 0 docks 2\r\n\n7\t0\tferry\t-1 extra\n12 Q0 derby 0").unwrap();
        assert_eq!(qrels.topics().collect::<Vec<_>>(), ["12", "7"]);
        assert_eq!(qrels.grade("7", "docks"), Some(2));
        assert_eq!(qrels.grade("7", "ferry"), Some(-1));
        assert_eq!(qrels.grade("7", "derby"), None);
        assert_eq!(qrels.relevant_grades("7"), [2]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let id = "docks".to_owned();
        for (text, error) in [
            (
                "7 0 docks",
                EvalError::Malformed {
                    line: 1,
                    form: FORM,
                },
            ),
            (
                "\n7 0 docks good",
                EvalError::Malformed {
                    line: 2,
                    form: FORM,
                },
            ),
            (
                "7 0 docks 1\n7 0 docks 0",
                EvalError::Repeated { line: 2, id },
            ),
        ] {
            assert_eq!(Qrels::parse(text), Err(error), "{text:?}");
        }
    }
}
