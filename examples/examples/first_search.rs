//! The shortest way from articles to hits: an index in memory, three articles, one question.

use fiche::{Article, Date, Index, Search};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    let mut convoy = Article::new(
        "convoy",
        "Convoy leaves Mariupol at dawn",
        "Forty buses left the city. The evacuation had been put off twice.",
    );
    convoy.published = Some("2022-03-16".parse::<Date>()?);
    writer.upsert(convoy)?;
    writer.upsert(Article::new(
        "hotel",
        "Guests evacuated from hotel",
        "A kitchen fire emptied the hotel. Nobody was hurt.",
    ))?;
    writer.upsert(Article::new(
        "tide",
        "Tide tables are late",
        "The printer is ill.",
    ))?;
    writer.commit()?;

    let found = index.search(&"mariupol evacuation".parse::<Search>()?)?;
    for hit in &found {
        println!("{:6.2}  {}", hit.score, hit.title);
    }

    let ids: Vec<&str> = found.iter().map(|hit| hit.id.as_str()).collect();
    assert_eq!(ids, ["convoy", "hotel"]);
    assert_eq!(found.total.map(|total| total.all_words), Some(1));
    Ok(())
}
