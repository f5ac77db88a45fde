//! Time in searches: zones, ages, and lists by date.

mod common;

use fiche::{Article, By, FacetField, Index, Provenance, Recency, Search, Sort, Zone};

fn search(query: &str) -> Search {
    query.parse().unwrap()
}

fn ids(index: &Index, search: &Search) -> Vec<String> {
    let found = index.search(search).unwrap();
    found.hits.into_iter().map(|hit| hit.id).collect()
}

/// Articles of the same words, by id and date; a date behind a question mark is a guess.
fn dated(dates: &[(&str, &str)]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, date) in dates {
        let mut article = Article::new(*id, "Strike at the docks", "Cranes stood still.");
        if !date.is_empty() {
            article.published = Some(date.trim_start_matches('?').parse().unwrap());
        }
        if date.starts_with('?') {
            article
                .provenance
                .insert("published".into(), Provenance::Mtime);
        }
        writer.upsert(article).unwrap();
    }
    writer.commit().unwrap();
    index
}

#[test]
fn a_short_list_by_date_begins_the_whole_one() {
    let index = common::collection(1_000, 4);
    let mut words = common::Words::seeded(7);
    for _ in 0..15 {
        let query = format!("{} {}", words.next(), words.next());
        for sort in [Sort::Newest, Sort::Oldest] {
            let whole = ids(&index, &search(&query).sort(sort).limit(10_000).passages(0));
            for limit in [1, 10, 100] {
                let short = ids(&index, &search(&query).sort(sort).limit(limit).passages(0));
                let expected = &whole[..limit.min(whole.len())];
                assert_eq!(short, expected, "{query} {sort:?} {limit}");
            }
        }
    }
}

#[test]
fn a_list_by_date_puts_guesses_behind_and_undated_articles_last() {
    let dates = [
        ("guess", "?2024-01-01"),
        ("none", ""),
        ("old", "2021"),
        ("new", "2022-03-14"),
    ];
    let index = dated(&dates);
    let listed = |sort| ids(&index, &search("strike").sort(sort));
    assert_eq!(listed(Sort::Newest), ["new", "old", "guess", "none"]);
    assert_eq!(listed(Sort::Oldest), ["old", "new", "guess", "none"]);
}

#[test]
fn ages_are_counted_from_the_newest_article_that_is_not_of_the_future() {
    let dates = [
        ("new", "2022-03-14"),
        ("old", "2022-02-12"),
        ("wrong", "2999"),
        ("guess", "?2023"),
        ("none", ""),
    ];
    let index = dated(&dates);
    let recent = search("strike")
        .recency(Recency::half_life_days(30.0))
        .now(1_700_000_000)
        .explain();
    let found = index.search(&recent).unwrap();
    let age = |id: &str| {
        let hit = found.hits.iter().find(|hit| hit.id == id).unwrap();
        let explanation = hit.explanation.as_ref().unwrap();
        (explanation.age_factor.unwrap(), explanation.age_days)
    };
    assert_eq!(age("new"), (1.0, Some(0.0)));
    assert_eq!(age("old"), (0.75, Some(30.0)));
    assert_eq!(age("wrong"), (1.0, Some(0.0)));
    assert_eq!(age("guess"), (0.5, None));
    assert_eq!(age("none"), (0.5, None));
}

#[test]
fn days_are_those_of_the_zone() {
    let dates = [
        ("evening", "2022-03-13T23:30:00Z"),
        ("morning", "2022-03-14T00:30:00Z"),
        ("day", "2022-03-14"),
        ("before", "2022-03-13"),
    ];
    let index = dated(&dates);
    let zone: Zone = "+02:00".parse().unwrap();
    let of_day = search("strike date:2022-03-14").zone(zone.clone());
    let mut found = ids(&index, &of_day);
    found.sort();
    // What is dated by the day is of that day wherever it was written.
    assert_eq!(found, ["day", "evening", "morning"]);
    let timeline = index
        .timeline(&search("strike").zone(zone), By::Day)
        .unwrap();
    let counts: Vec<u64> = timeline.buckets.iter().map(|it| it.count).collect();
    assert_eq!(counts, [1, 3]);
    let in_utc = index.timeline(&search("strike"), By::Day).unwrap();
    let counts: Vec<u64> = in_utc.buckets.iter().map(|it| it.count).collect();
    assert_eq!(counts, [2, 2]);
}

#[test]
fn facets_of_many_segments_add_up() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..60 {
        let mut article = Article::new(format!("a{number}"), "Strike", "Cranes stood still.");
        article.outlet = (number % 4 > 0).then(|| format!("Outlet {}", number % 4));
        article.tags = vec!["port".into(), format!("t{}", number % 3), "port".into()];
        writer.upsert(article).unwrap();
        if number % 17 == 0 {
            writer.commit().unwrap();
        }
    }
    writer.delete("a1").unwrap();
    writer.commit().unwrap();
    let asked = search("strike")
        .facet(FacetField::Outlet)
        .facet(FacetField::Tag);
    let found = index.search(&asked.facet_values(2)).unwrap();
    let shown = |at: usize| {
        let facet = &found.facets[at];
        let values = facet
            .values
            .iter()
            .map(|it| format!("{} {}", it.value, it.count));
        (
            values.collect::<Vec<_>>(),
            facet.other_values,
            facet.other_count,
            facet.without,
        )
    };
    assert_eq!(
        shown(0),
        (vec!["Outlet 2 15".into(), "Outlet 3 15".into()], 1, 14, 15)
    );
    assert_eq!(shown(1), (vec!["port 59".into(), "t0 20".into()], 2, 39, 0));
}

#[test]
fn a_burst_names_its_story() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..90 {
        // One a day, and ten on the sixteenth.
        let day = if number < 80 { number } else { 15 };
        let title = if number == 85 {
            "Theatre hit by air strike"
        } else {
            "Notes from the port"
        };
        let mut article = Article::new(format!("a{number}"), title, "The strike went on.");
        article.published = fiche::Date::from_seconds(1_646_092_800 + day * 86_400).ok();
        writer.upsert(article).unwrap();
    }
    writer.commit().unwrap();
    let timeline = index.timeline(&search("strike"), By::Month).unwrap();
    let [burst] = timeline.bursts.as_slice() else {
        panic!("{:?}", timeline.bursts);
    };
    assert_eq!(
        (burst.day.to_string().as_str(), burst.count),
        ("2022-03-16", 11)
    );
    assert_eq!(burst.story.as_ref().unwrap().id, "a85");
}
