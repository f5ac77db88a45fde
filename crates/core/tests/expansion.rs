//! Further words from the articles found first: that they help, stay an ordinary query, and are left out where they would lead away.

#[path = "common/articles.rs"]
mod articles;
mod common;

use articles::index_of;
use common::{Words, collection};
use fiche::{Article, Doubt, Feedback, Found, Index, Query, Search};

const ALL: [Feedback; 3] = [Feedback::Bo1, Feedback::Rm3, Feedback::Axiom];

/// Stories of a strike of which one names neither the strike nor the ferry, among others.
const STORIES: [(&str, &str); 9] = [
    (
        "strike",
        "The ferry strike goes on: crews ask their union for higher wages.",
    ),
    (
        "talks",
        "Ferry crews and their union will go on with the walkout over wages.",
    ),
    (
        "ended",
        "The strike of crews is over; the union is content with the wages.",
    ),
    (
        "docks",
        "Dockers ask for wages as high as those that crews have, says the union.",
    ),
    (
        "pilots",
        "The union of crews asks for wages that pilots have.",
    ),
    (
        "bread",
        "Bakers sold more bread than ever in the week before the holidays.",
    ),
    (
        "storm",
        "A storm closed schools, and trains were late in the whole country.",
    ),
    (
        "cup",
        "A late goal decided the cup final in front of many people.",
    ),
    (
        "tides",
        "High water comes at eleven, and again before midnight.",
    ),
];

fn index(stories: &[(&str, &str)]) -> Index {
    let articles = stories.iter();
    index_of(articles.map(|(id, body)| Article::new(*id, "", *body)))
}

fn search(query: &str) -> Search {
    query.parse::<Search>().unwrap()
}

fn ids(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// A query of which the first articles hold half.
const QUERY: &str = "ferry strike walkout cup";

#[test]
fn an_article_without_a_word_of_the_query_is_found() {
    let index = index(&STORIES);
    let plain = index.search(&search(QUERY)).unwrap();
    assert!(!ids(&plain).contains(&"docks"));
    for feedback in ALL {
        let found = index.search(&search(QUERY).expand(feedback)).unwrap();
        let expansion = found.expansion.as_ref().unwrap();
        assert_eq!(expansion.doubt, None, "{feedback:?}");
        let words: Vec<&str> = expansion.words.iter().map(|it| it.word.as_str()).collect();
        assert!(
            words.contains(&"union") && !words.contains(&"the"),
            "{words:?}"
        );
        assert!(
            ids(&found).contains(&"docks"),
            "{feedback:?} {:?}",
            ids(&found)
        );
        assert_eq!(found.total, plain.total, "counts speak of what was typed");
    }
}

#[test]
fn the_expanded_query_can_be_printed_and_run_again() {
    let index = collection(1_500, 3);
    let mut words = Words::seeded(5);
    let mut expanded = 0;
    for number in 0..60 {
        let (a, b, c, d) = (words.next(), words.next(), words.next(), words.next());
        let query = match number % 4 {
            0 => format!("{a} {b} {c} {d}"),
            1 => format!("{a}^2 {b} “{c} {d}” -{d}"),
            2 => format!("+{a} {b} title:{c} {d} {a}"),
            _ => format!("{a} {b} words:>40"),
        };
        let search = search(&query);
        for feedback in ALL {
            let expansion = index.expansion(&search, feedback).unwrap();
            expanded += usize::from(expansion.doubt.is_none());
            let printed = expansion.query.to_string();
            let again = Query::parse(&printed).unwrap();
            assert_eq!(again.notes, [], "{printed}");
            let bare = |query: &Query| query.root.without_spans();
            assert_eq!(bare(&again), bare(&expansion.query), "{printed}");
            let by_flag = index.rank(&search.clone().expand(feedback)).unwrap().ids();
            let by_query = index.rank(&Search::new(again)).unwrap().ids();
            assert_eq!(by_flag.unwrap(), by_query.unwrap(), "{printed}");
        }
    }
    assert!(expanded > 20, "{expanded}");
}

#[test]
fn it_steps_back_where_words_would_lead_away() {
    let index = index(&STORIES);
    let doubt = |search: Search| index.expansion(&search, Feedback::Bo1).unwrap().doubt;
    assert_eq!(doubt(search("union wages crews")), Some(Doubt::Answered));
    assert_eq!(doubt(search("bread bakers")), Some(Doubt::TooFew));
    assert_eq!(doubt(search("words:>1")), Some(Doubt::NotRanked));
    assert_eq!(
        doubt(search(QUERY).sort(fiche::Sort::Newest)),
        Some(Doubt::NotRanked)
    );
    let found = index
        .search(&search("bread bakers").expand(Feedback::Bo1))
        .unwrap();
    assert_eq!(ids(&found), ["bread"]);
}

#[test]
fn words_of_longer_articles_count_less_and_those_of_long_ones_not() {
    // Each number is a word of its own, so that nothing but the length is others'.
    let padded = |words: usize| {
        let pad = |(at, (id, body)): (usize, &(&'static str, &str))| {
            let begin = at * words;
            let more: Vec<String> = (begin..begin + words).map(|it| format!("w{it}")).collect();
            (*id, format!("{body} {}", more.join(" ")))
        };
        let stories: Vec<(&str, String)> = STORIES.iter().enumerate().map(pad).collect();
        let stories: Vec<(&str, &str)> = stories.iter().map(|it| (it.0, it.1.as_str())).collect();
        let index = index(&stories);
        index.expansion(&search(QUERY), Feedback::Bo1).unwrap()
    };
    let weight = |words: usize| {
        let expansion = padded(words);
        let union = expansion.words.iter().find(|it| it.word == "union");
        union.map(|it| it.weight).ok_or(expansion.doubt)
    };
    let (short, middling) = (weight(100).unwrap(), weight(300).unwrap());
    assert!(
        short > 2.0 * middling && middling > 0.05,
        "{short} {middling}"
    );
    assert_eq!(weight(800), Err(Some(Doubt::TooLong)));
}

#[test]
fn what_has_to_be_there_still_has() {
    let index = index(&STORIES);
    for (asked, all_words) in [("+ferry strike walkout cup", false), ("ferry crews", true)] {
        let mut search = search(asked).expand(Feedback::Bo1);
        if all_words {
            search = search.all_words();
        }
        let found = index.search(&search).unwrap();
        for hit in &found {
            assert!(
                ["strike", "talks"].contains(&hit.id.as_str()),
                "{asked}: {}",
                hit.id
            );
        }
    }
}
