//! Names and words in their spellings: found as one, told apart by `=`, offered where little is found.

use fiche::{Article, Index, Names, Query, Search};

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// A claim, headlines, a query, and the headlines that it finds.
#[derive(serde::Deserialize)]
struct Case {
    claim: String,
    headlines: Vec<String>,
    query: String,
    finds: Vec<String>,
}

#[test]
fn the_rows_hold() {
    let cases = include_str!("../../../testdata/names/cases.toml");
    let cases: Cases = toml::from_str(cases).unwrap();
    for case in cases.case {
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        for headline in &case.headlines {
            writer.upsert(Article::new(headline, headline, "")).unwrap();
        }
        writer.commit().unwrap();
        let mut finds = case.finds;
        finds.sort();
        assert_eq!(sorted(&index, &case.query), finds, "{}", case.claim);
    }
}

fn archive() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, title) in [
        ("kyiv", "Talks near Kyiv"),
        ("kiev", "Shelling of Kiev"),
        ("uk", "Київ чекає на переговори"),
        ("belousov", "General Beloussow takes command"),
        ("typed", "A letter to Belousov"),
        ("british", "A new organisation of harbours"),
        ("american", "An organization for the harbor"),
        ("m1", "Mariupol holds out"),
        ("m2", "Mariupol again"),
        ("m3", "Buses from Mariupol"),
        ("m4", "Mariupol, at last"),
        ("m5", "To Mariupol by sea"),
    ] {
        writer.upsert(Article::new(id, title, "")).unwrap();
    }
    writer.commit().unwrap();
    index
}

fn found(index: &Index, search: &Search) -> Vec<String> {
    let found = index.search(search).unwrap();
    found.iter().map(|hit| hit.id.clone()).collect()
}

fn sorted(index: &Index, query: &str) -> Vec<String> {
    let mut ids = found(index, &query.parse().unwrap());
    ids.sort();
    ids
}

#[test]
fn a_name_is_found_in_every_spelling_and_exactly_in_its_own() {
    let index = archive();
    for query in ["kyiv", "Kiev", "Київ", "kijow"] {
        assert_eq!(sorted(&index, query), ["kiev", "kyiv", "uk"], "{query}");
    }
    assert_eq!(sorted(&index, "=Kyiv"), ["kyiv"]);
    let exactly = Search::new(Query::parse("Kyiv").unwrap().exactly());
    assert_eq!(found(&index, &exactly), ["kyiv"]);
    let plain: Search = "kyiv".parse().unwrap();
    assert_eq!(found(&index, &plain.variants(false)), ["kyiv"]);
}

#[test]
fn british_and_american_spelling_are_one() {
    let index = archive();
    assert_eq!(sorted(&index, "organization"), ["american", "british"]);
    assert_eq!(sorted(&index, "harbours"), ["american", "british"]);
    assert_eq!(sorted(&index, "=harbor"), ["american"]);
}

#[test]
fn a_name_that_no_table_has_is_found_by_its_sounds_below_its_own_spelling() {
    let index = archive();
    assert_eq!(
        found(&index, &"Belousov".parse().unwrap()),
        ["typed", "belousov"]
    );
    assert_eq!(found(&index, &"Белоусов".parse().unwrap()).len(), 2);
    assert_eq!(sorted(&index, "=Belousov"), ["typed"]);
    assert_eq!(sorted(&index, "belousov~"), ["belousov", "typed"]);
    let search: Search = "Belousov".parse().unwrap();
    let notes = index.search(&search).unwrap().notes;
    assert!(
        notes.iter().any(|note| note.message.contains("beloussow")),
        "{notes:?}"
    );
}

#[test]
fn what_was_perhaps_meant_is_offered_and_not_searched() {
    let index = archive();
    let search: Search = "Mariupl".parse().unwrap();
    let answer = index.search(&search).unwrap();
    assert!(answer.hits.is_empty());
    assert_eq!(answer.did_you_mean[0].typed, "Mariupl");
    assert_eq!(answer.did_you_mean[0].spellings[0].word, "mariupol");
    let right: Search = "Mariupol".parse().unwrap();
    assert!(index.search(&right).unwrap().did_you_mean.is_empty());
}

#[test]
fn groups_of_ones_own_count_as_the_built_in_ones_do() {
    let index = archive();
    let search: Search = "Kyjov".parse().unwrap();
    let own = search.names(Names::new([["Kyjov", "Kyiv"]]));
    let mut ids = found(&index, &own);
    ids.sort();
    assert_eq!(ids, ["kiev", "kyiv", "uk"]);
}
