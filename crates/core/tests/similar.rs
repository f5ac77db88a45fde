//! Similar articles: one ordinary query, without the article and its copies.

use fiche::{Article, DateRange, Filter, Index, Node, Query};

const STRIKE: &str = "Crane drivers at Sandmouth's container terminal walked out on Tuesday after talks on a new roster broke \
    down shortly before midnight, leaving eleven ships at anchor off the bar. The union called the offer a timetable.";

fn archive() -> (Index, Article) {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut strike = Article::new("strike", "Crane drivers walk out", STRIKE);
    strike.published = "2022-04-05".parse().ok();
    let mut reprint = Article::new("reprint", "Eleven ships wait", STRIKE);
    reprint.published = "2022-04-06".parse().ok();
    let mut settled = Article::new(
        "settled",
        "Harbour strike settled",
        "The roster of the crane drivers has a clock now.",
    );
    settled.published = "2022-04-20".parse().ok();
    let mut earlier = Article::new(
        "earlier",
        "Terminal to get new cranes",
        "Drivers of Sandmouth's terminal want a roster.",
    );
    earlier.published = "2021-11-02".parse().ok();
    let tides = Article::new(
        "tides",
        "Tide tables",
        "High water comes at noon on Sunday.",
    );
    for article in [strike.clone(), reprint, settled, earlier, tides] {
        writer.upsert(article).unwrap();
    }
    writer.commit().unwrap();
    (index, strike)
}

fn ids(index: &Index, search: &fiche::Search) -> Vec<String> {
    let found = index.search(search).unwrap();
    let mut ids: Vec<String> = found.iter().map(|hit| hit.id.clone()).collect();
    ids.sort();
    ids
}

#[test]
fn neither_the_article_nor_its_copy_is_similar_to_it() {
    let (index, strike) = archive();
    assert_eq!(
        ids(&index, &index.similar(&strike).unwrap()),
        ["earlier", "settled"]
    );
}

#[test]
fn an_article_that_is_in_no_index_can_be_asked_about() {
    let (index, _) = archive();
    let outside = Article::new(
        "draft",
        "Roster talks",
        "The drivers of the cranes meet about a roster.",
    );
    let found = ids(&index, &index.similar(&outside).unwrap());
    assert!(found.contains(&"settled".to_owned()), "{found:?}");
}

#[test]
fn a_date_parts_what_led_up_to_it_from_what_followed() {
    let (index, strike) = archive();
    let of = |range| Node::Filter(Filter::Date(range));
    let date = strike.published.unwrap();
    let before = index
        .similar(&strike)
        .unwrap()
        .narrowed(of(DateRange::before(date)));
    assert_eq!(ids(&index, &before), ["earlier"]);
    let since = index
        .similar(&strike)
        .unwrap()
        .narrowed(of(DateRange::since(date)));
    assert_eq!(ids(&index, &since), ["settled"]);
}

#[test]
fn the_query_is_an_ordinary_one() {
    let (index, strike) = archive();
    let search = index.similar(&strike).unwrap();
    let printed = search.query().to_string();
    let read = Query::parse(&printed).unwrap();
    assert_eq!(read.to_string(), printed);
    assert!(
        printed.split(' ').any(|word| word == "drivers"),
        "{printed}"
    );
    assert!(
        !printed.split(' ').any(|word| word.starts_with("the^")),
        "{printed}"
    );
}

#[test]
fn of_an_article_without_words_nothing_is_similar_in_particular() {
    let (index, _) = archive();
    let empty = index.similar(&Article::new("empty", "", "")).unwrap();
    assert!(index.search(&empty).is_ok());
}
