//! Words that languages write as one: the whole ranks first, articles that name its parts come after it.

use fiche::{Article, Copies, Index, Search};

#[derive(serde::Deserialize)]
struct Rows {
    found: Vec<Row>,
}

#[derive(serde::Deserialize)]
struct Row {
    lang: String,
    query: String,
    articles: Vec<String>,
    first: usize,
    also: Vec<usize>,
}

fn index(row: &Row) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (at, text) in row.articles.iter().enumerate() {
        let mut article = Article::new(at.to_string(), "", text.as_str());
        article.language = row.lang.parse().ok();
        writer.upsert(article).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// Places of the articles found beside another word, which no article holds: words alone are found whole where they can be.
fn found(row: &Row) -> Vec<usize> {
    let query = format!("{} xyzzy", row.query);
    let search: Search = query.parse().unwrap();
    let found = index(row).search(&search.copies(Copies::Apart)).unwrap();
    let places = found.hits.iter().map(|hit| hit.id.parse());
    places.collect::<Result<_, _>>().unwrap()
}

#[test]
fn the_whole_ranks_before_its_parts() {
    let rows = include_str!("../../../testdata/analysis/compounds.toml");
    let rows: Rows = toml::from_str(rows).expect("the rows are TOML of this shape");
    for row in rows.found {
        let mut places = found(&row);
        assert_eq!(places.first(), Some(&row.first), "{}", row.query);
        places.remove(0);
        places.sort_unstable();
        assert_eq!(places, row.also, "{} ({})", row.query, row.lang);
    }
}

#[test]
fn a_compound_that_no_article_holds_is_searched_as_its_parts() {
    let row = Row {
        lang: "de".to_owned(),
        query: "Hafenarbeit".to_owned(),
        articles: vec!["Die Arbeit im Hafen ruht.".to_owned()],
        first: 0,
        also: Vec::new(),
    };
    let search: Search = row.query.parse().unwrap();
    let found = index(&row).search(&search).unwrap();
    assert_eq!(found.hits.len(), 1);
    assert_eq!(found.total.unwrap().all_words, 0);
    assert!(
        found
            .notes
            .iter()
            .any(|note| note.message.contains("single words"))
    );
}
