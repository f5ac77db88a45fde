//! Ranking over `testdata/corpus`: our own topics and judgments, each measure with its floor.

use std::fs;
use std::path::PathBuf;

use fiche::eval::{Evaluation, Measure, Over, Qrels, Run, evaluate, parse_topics};
use fiche::{Index, Query, Search};
use fiche_ingest::Collection;

/// Hits of a topic that are measured.
const DEPTH: usize = 100;

fn testdata(path: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata");
    folder.join(path)
}

fn text(name: &str) -> String {
    let path = testdata("relevance/own").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let report = Collection::at(testdata("corpus")).refresh(&index).unwrap();
    assert!(report.failures.is_empty(), "{:?}", report.failures);
    index
}

fn evaluated(index: &Index, measures: &[Measure]) -> Evaluation {
    let qrels = Qrels::parse(&text("qrels.txt")).unwrap();
    let mut run = Run::default();
    for topic in parse_topics(&text("topics.tsv")).unwrap() {
        let search = Search::new(Query::parse(&topic.text).unwrap()).limit(DEPTH);
        for hit in index.rank(&search).unwrap().ids().unwrap() {
            run.insert(&topic.id, &hit.id, hit.score);
        }
    }
    evaluate(&qrels, &run, measures)
}

#[test]
fn three_reprints_of_one_story_are_one_hit() {
    let search: Search = "Mariupol evacuation".parse().unwrap();
    let found = index().search(&search.limit(DEPTH)).unwrap();
    let is_steelworks =
        |path: &Option<String>| path.as_ref().is_some_and(|it| it.contains("steelworks"));
    let hits: Vec<_> = found
        .iter()
        .filter(|hit| is_steelworks(&hit.path))
        .collect();
    assert_eq!(hits.len(), 1, "{found:?}");
    assert_eq!(
        hits[0].path.as_deref(),
        Some("2022/05/harbour-post-steelworks.txt"),
        "the fullest text leads"
    );
    let copies: Vec<_> = hits[0]
        .copies
        .iter()
        .filter_map(|copy| copy.path.as_deref())
        .collect();
    assert_eq!(
        copies,
        [
            "wire/mw-20220502-steelworks.txt",
            "pages/steelworks-civilians.html"
        ]
    );
}

#[test]
fn no_measure_is_below_its_floor() {
    let floors = text("floors.txt");
    let floors: Vec<(Measure, f64)> = floors
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (measure, floor) = line.split_once(' ').unwrap();
            (measure.parse().unwrap(), floor.parse().unwrap())
        })
        .collect();
    let measures: Vec<Measure> = floors.iter().map(|(measure, _)| *measure).collect();
    let evaluation = evaluated(&index(), &measures);
    let mean = evaluation.mean(Over::Judged);
    for (measure, floor) in floors {
        let value = mean.get(measure).unwrap();
        let worst = worst(&evaluation, measure);
        assert!(
            value >= floor,
            "{measure} is {value:.4}, below {floor}; worst: {worst}"
        );
    }
}

/// The topics that a measure finds worst, for whoever has to mend them.
fn worst(evaluation: &Evaluation, measure: Measure) -> String {
    const SHOWN: usize = 8;
    let mut topics: Vec<(f64, &str)> = evaluation
        .topics_over(Over::Judged)
        .map(|topic| (topic.measures.get(measure).unwrap(), topic.topic.as_str()))
        .collect();
    topics.sort_by(|a, b| a.0.total_cmp(&b.0));
    let shown = topics.iter().take(SHOWN);
    let shown: Vec<String> = shown
        .map(|(value, topic)| format!("{topic} {value:.2}"))
        .collect();
    shown.join(", ")
}

#[test]
fn every_judged_article_is_in_the_corpus() {
    let index = index();
    let everything = Search::new(Query::parse("").unwrap()).limit(1_000);
    let mut ids = Run::default();
    for hit in index.rank(&everything).unwrap().ids().unwrap() {
        ids.insert("all", &hit.id, hit.score);
    }
    let known = ids.to_trec("all").to_string();
    for line in text("qrels.txt").lines() {
        let id = line.split(' ').nth(2).unwrap();
        assert!(known.contains(&format!(" {id} ")), "{line}");
    }
}
