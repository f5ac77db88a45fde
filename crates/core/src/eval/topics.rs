//! Topics: the questions of an evaluation, one a line.

use std::collections::BTreeSet;

use super::{EvalError, is_blank, numbered_lines};

const FORM: &str = "topic TAB words";

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// What judgments and runs call it.
    pub id: String,
    /// The words a person would type.
    pub text: String,
}

/// Reads topics, `id TAB words` a line, in the order of the file. Empty lines are passed over; later tabs belong to the
/// words, and the words may be missing: such a question finds nothing.
///
/// # Errors
/// A line has no tab or no id, or an id comes twice.
///
/// # Example
/// ```
/// let topics = fiche::eval::parse_topics("7\tferry strike\n8\twho won the derby?\n")?;
/// assert_eq!((topics[1].id.as_str(), topics[1].text.as_str()), ("8", "who won the derby?"));
/// # Ok::<(), fiche::eval::EvalError>(())
/// ```
pub fn parse_topics(text: &str) -> Result<Vec<Topic>, EvalError> {
    let mut seen = BTreeSet::new();
    numbered_lines(text)
        .map(|(line, content)| {
            let topic = parse_topic(content).ok_or(EvalError::Malformed { line, form: FORM })?;
            if seen.insert(topic.id.clone()) {
                return Ok(topic);
            }
            Err(EvalError::Repeated { line, id: topic.id })
        })
        .collect()
}

fn parse_topic(line: &str) -> Option<Topic> {
    let (id, text) = line.split_once('\t')?;
    let id = id.trim_matches(is_blank);
    (!id.is_empty()).then(|| Topic {
        id: id.to_owned(),
        text: text.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_parts_the_id_from_the_words() {
        let topics = parse_topics("\u{feff}1\tferry\tstrike \r\n\n q 2 \t\n").unwrap();
        let pairs: Vec<_> = topics
            .iter()
            .map(|topic| (topic.id.as_str(), topic.text.as_str()))
            .collect();
        assert_eq!(pairs, [("1", "ferry\tstrike"), ("q 2", "")]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let form = FORM;
        for (text, error) in [
            ("1\ta\n2 b\n", EvalError::Malformed { line: 2, form }),
            ("\tferry\n", EvalError::Malformed { line: 1, form }),
            (
                "1\ta\n\n1\tb\n",
                EvalError::Repeated {
                    line: 3,
                    id: "1".into(),
                },
            ),
        ] {
            assert_eq!(parse_topics(text), Err(error), "{text:?}");
        }
    }
}
