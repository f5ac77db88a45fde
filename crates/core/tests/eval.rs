//! The measures against trec_eval's figures, kept in `testdata/eval/cases.toml`.

use std::collections::BTreeMap;

use fiche::eval::{Measure, Over, Qrels, Run, evaluate};

const CASES: &str = include_str!("../../../testdata/eval/cases.toml");

/// Half of the fourth decimal, to which the figures are kept.
const TOLERANCE: f64 = 0.000_050_1;

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    name: String,
    qrels: String,
    run: String,
    /// Topic, measure, value.
    expected: BTreeMap<String, BTreeMap<String, f64>>,
}

fn cases() -> Vec<Case> {
    toml::from_str::<Cases>(CASES).unwrap().case
}

#[test]
fn every_topic_measures_as_trec_eval_says() {
    for case in cases() {
        let qrels = Qrels::parse(&case.qrels).unwrap();
        let run = Run::parse(&case.run).unwrap();
        let names = case.expected.values().next().unwrap().keys();
        let measures: Vec<Measure> = names.map(|name| name.parse().unwrap()).collect();
        let evaluation = evaluate(&qrels, &run, &measures);

        let answered: Vec<_> = evaluation.topics_over(Over::Answered).collect();
        assert_eq!(answered.len(), case.expected.len(), "{}", case.name);
        for topic in answered {
            for (measure, value) in topic.measures.iter() {
                let expected = case.expected[&topic.topic][&measure.to_string()];
                let claim = format!("{}: {measure} of {}", case.name, topic.topic);
                assert!(
                    (value - expected).abs() < TOLERANCE,
                    "{claim}: {value}, not {expected}"
                );
            }
        }
    }
}

#[test]
fn the_figures_survive_a_run_file() {
    for case in cases() {
        let qrels = Qrels::parse(&case.qrels).unwrap();
        let run = Run::parse(&case.run).unwrap();
        let reread = Run::parse(&run.to_trec("again").to_string()).unwrap();
        let [before, after] = [run, reread].map(|run| evaluate(&qrels, &run, &Measure::STANDARD));
        assert_eq!(before, after, "{}", case.name);
    }
}

#[test]
fn the_mean_says_which_topics_it_counts() {
    let qrels = Qrels::parse("t 0 a 1\nu 0 a 1\nw 0 a 1\nw 0 b 1\n").unwrap();
    let run = Run::parse("t Q0 a 1 1 x\nw Q0 a 1 1 x\nunjudged Q0 a 1 1 x\n").unwrap();
    let evaluation = evaluate(&qrels, &run, &[Measure::MAP]);
    assert_eq!(
        evaluation.mean(Over::Answered).get(Measure::MAP),
        Some(0.75)
    );
    assert_eq!(evaluation.mean(Over::Judged).get(Measure::MAP), Some(0.5));
    assert_eq!(evaluation.mean(Over::Judged).get(Measure::P_10), None);
}

#[test]
fn measures_are_a_map_in_json() {
    let qrels = Qrels::parse("t 0 a 1").unwrap();
    let run = Run::parse("t Q0 a 1 1 x").unwrap();
    let evaluation = evaluate(&qrels, &run, &[Measure::MAP, Measure::P_10]);
    assert_eq!(
        serde_json::to_string(&evaluation).unwrap(),
        r#"{"topics":[{"topic":"t","returned":1,"measures":{"MAP":1.0,"P@10":0.1}}]}"#
    );
}

#[test]
fn a_topic_without_a_find_measures_a_plain_zero() {
    let qrels = Qrels::parse("strike 0 docks 1\n").unwrap();
    let evaluation = evaluate(&qrels, &Run::default(), &Measure::STANDARD);
    for (measure, value) in evaluation.mean(Over::Judged).iter() {
        assert_eq!(format!("{value:.4}"), "0.0000", "{measure}");
    }
}
