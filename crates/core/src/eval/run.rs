//! Runs: what an engine returned for each topic, read from and written to TREC's form.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::{EvalError, columns, is_blank, numbered_lines};

const FORM: &str = "topic Q0 article rank score tag";

/// The scored articles of each topic.
///
/// The order of a ranking is what `trec_eval` makes of the scores: highest first, and of equal scores (compared as `f32`)
/// the article whose id is *greater*, byte by byte, first. The rank column of a file is not looked at. A run prints
/// its scores with as many digits as reading them back exactly needs, and its ranks in that same order, so the
/// figures do not change on the way through a file.
///
/// TREC parts its columns by white space. White space in an id is therefore written, kept and compared
/// percent-encoded: `my story.txt` is `my%20story.txt` here, and has to be that in the judgments.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    topics: BTreeMap<String, HashMap<String, f32>>,
}

impl Run {
    /// Reads a run in TREC's form, `topic Q0 article rank score tag` a line; the tag may be missing.
    ///
    /// # Errors
    /// A line has too few columns, its score is not a finite number, or an article comes twice under one topic.
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        let mut run = Self::default();
        for (line, content) in numbered_lines(text) {
            let malformed = EvalError::Malformed { line, form: FORM };
            let Some([topic, _, id, _, score]) = columns(content) else {
                return Err(malformed);
            };
            let score = score.parse().ok().filter(|score: &f32| score.is_finite());
            if !run.insert(topic, id, score.ok_or(malformed)?) {
                let id = id.to_owned();
                return Err(EvalError::Repeated { line, id });
            }
        }
        Ok(run)
    }

    /// Adds an article to the ranking of a topic; says `false`, and changes nothing, where it is already there.
    pub fn insert(&mut self, topic: &str, id: &str, score: f32) -> bool {
        let ranking = self.topics.entry(one_word(topic).into_owned()).or_default();
        match ranking.entry(one_word(id).into_owned()) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                // Adding 0 makes a negative zero positive: the two are equal scores.
                place.insert(score + 0.0);
                true
            }
        }
    }

    /// Adds a ranking as it stands, best first: where scores are equal, the later is lowered to the next number below,
    /// so that `trec_eval` measures the order that a reader sees instead of sorting equals by their ids. (Anserini
    /// writes its runs so as well.) Articles that are already there are passed over.
    ///
    /// # Example
    /// ```
    /// let mut run = fiche::eval::Run::default();
    /// run.insert_ranking("7", [("a", 2.0), ("b", 2.0)]);
    /// let order: Vec<&str> = run.ranking("7").into_iter().map(|(id, _)| id).collect();
    /// assert_eq!(order, ["a", "b"]);
    /// ```
    pub fn insert_ranking<'i>(
        &mut self,
        topic: &str,
        ranking: impl IntoIterator<Item = (&'i str, f32)>,
    ) {
        let mut last = f32::INFINITY;
        for (id, score) in ranking {
            let score = score.min(last.next_down());
            if self.insert(topic, id, score) {
                last = score;
            }
        }
    }

    /// Adds the rankings of another run; of a topic that both have, the other's takes the place.
    pub fn merge(&mut self, other: Self) {
        self.topics.extend(other.topics);
    }

    /// The topics that have an answer, in the order of their ids' bytes.
    pub fn topics(&self) -> impl Iterator<Item = &str> {
        self.topics.keys().map(String::as_str)
    }

    /// A topic's articles with their scores, best first; empty where the topic has no answer.
    pub fn ranking(&self, topic: &str) -> Vec<(&str, f32)> {
        let articles = self.topics.get(topic).into_iter().flatten();
        let mut ranking: Vec<(&str, f32)> =
            articles.map(|(id, &score)| (id.as_str(), score)).collect();
        ranking.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| b.0.cmp(a.0)));
        ranking
    }

    /// The run in TREC's form, line by line as it is displayed; `tag` names the engine or its settings.
    ///
    /// # Example
    /// ```
    /// let mut run = fiche::eval::Run::default();
    /// run.insert("7", "docks", 6.25);
    /// assert_eq!(run.to_trec("plain bm25").to_string(), "7 Q0 docks 1 6.25 plain%20bm25\n");
    /// ```
    pub fn to_trec(&self, tag: &str) -> impl fmt::Display {
        Trec {
            run: self,
            tag: one_word(tag).into_owned(),
        }
    }
}

struct Trec<'a> {
    run: &'a Run,
    tag: String,
}

impl fmt::Display for Trec<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for topic in self.run.topics() {
            for (rank, (id, score)) in (1..).zip(self.run.ranking(topic)) {
                writeln!(f, "{topic} Q0 {id} {rank} {score} {}", self.tag)?;
            }
        }
        Ok(())
    }
}

/// The text as one column: its white space percent-encoded.
fn one_word(text: &str) -> Cow<'_, str> {
    if !text.contains(is_blank) {
        return Cow::Borrowed(text);
    }
    let encode = |character: char| match character {
        blank if is_blank(blank) => format!("%{:02X}", u32::from(blank)),
        other => other.to_string(),
    };
    Cow::Owned(text.chars().map(encode).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids<'a>(run: &'a Run, topic: &str) -> Vec<&'a str> {
        run.ranking(topic).into_iter().map(|(id, _)| id).collect()
    }

    #[test]
    fn equal_scores_put_the_greater_id_first() {
        let run =
            Run::parse("7 Q0 a 1 1.0 t\n7 Q0 b 2 1 t\n7 Q0 é 3 1e0 t\n7 Q0 c 9 2 t\n").unwrap();
        assert_eq!(ids(&run, "7"), ["c", "é", "b", "a"]);
    }

    #[test]
    fn a_ranking_keeps_its_order_on_the_way_through_a_file() {
        let mut run = Run::default();
        run.insert_ranking(
            "7",
            [("a", 1.5), ("c", 1.5), ("b", 1.5), ("a", 1.5), ("d", 0.5)],
        );
        let again = Run::parse(&run.to_trec("t").to_string()).unwrap();
        assert_eq!(ids(&again, "7"), ["a", "c", "b", "d"]);
        assert!((again.ranking("7")[3].1 - 0.5).abs() < f32::EPSILON);
    }

    #[test]
    fn scores_are_compared_as_f32() {
        let run = Run::parse("7 Q0 a 1 1.00000001 t\n7 Q0 b 2 1.0 t\n").unwrap();
        assert_eq!(ids(&run, "7"), ["b", "a"]);
    }

    #[test]
    fn a_run_survives_the_way_through_a_file() {
        let mut run = Run::default();
        for (number, score) in (0..).zip([1.0_f32, 1.0_f32.next_up(), 1e-30, 3e30, 0.1, -0.0]) {
            assert!(run.insert("a topic", &format!("folder/story {number}.txt"), score));
        }
        let text = run.to_trec("my run").to_string();
        assert_eq!(Run::parse(&text), Ok(run), "{text}");
    }

    #[test]
    fn an_article_is_taken_once_a_topic() {
        let mut run = Run::default();
        assert!(run.insert("7", "docks", 2.0) && run.insert("8", "docks", 2.0));
        assert!(!run.insert("7", "docks", 9.0));
        assert_eq!(run.ranking("7"), [("docks", 2.0)]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let id = "docks".to_owned();
        for (text, error) in [
            (
                "7 Q0 docks 1",
                EvalError::Malformed {
                    line: 1,
                    form: FORM,
                },
            ),
            (
                "7 Q0 docks 1 nan t",
                EvalError::Malformed {
                    line: 1,
                    form: FORM,
                },
            ),
            (
                "7 Q0 docks 1 2 t\n7 Q0 docks 2 1 t",
                EvalError::Repeated { line: 2, id },
            ),
        ] {
            assert_eq!(Run::parse(text), Err(error), "{text:?}");
        }
    }
}
