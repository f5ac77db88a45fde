//! One wire story in three outlets is one hit, and an archive tells which of its stories it holds more than once.

use fiche::{Article, Copies, Index, Search};

const WIRE: &str = "Crane drivers at Sandmouth's container terminal walked out on Tuesday after talks on a new roster broke \
    down shortly before midnight, leaving eleven ships at anchor off the bar. The harbour company had offered a week's \
    notice of every change; the union called the offer a timetable without a clock. By noon the queue of lorries reached \
    the ring road, and a retired judge was asked to bring the two sides together.";

const LOCAL: &str = "In the seamen's mission the drivers had soup on the house.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    let mut add = |id: &str, outlet: &str, day: &str, title: &str, body: &str| {
        let mut article = Article::new(id, title, body);
        article.outlet = Some(outlet.to_owned());
        article.published = day.parse().ok();
        writer.upsert(article)
    };
    add(
        "wire",
        "Meridian Wire",
        "2022-04-05",
        "Crane drivers walk out",
        WIRE,
    )?;
    add(
        "ledger",
        "The Northern Ledger",
        "2022-04-06",
        "Eleven ships wait off Sandmouth",
        WIRE,
    )?;
    let with_soup = format!("{WIRE}\n\n{LOCAL}");
    add(
        "post",
        "Harbour Post",
        "2022-04-06",
        "Soup on the house as cranes stand still",
        &with_soup,
    )?;
    let retold = "No crane has moved since daybreak; a former judge is to mediate between drivers and the company.";
    add(
        "radio",
        "Radio Bar",
        "2022-04-05",
        "Sandmouth cranes stand still",
        retold,
    )?;
    writer.commit()?;

    let search: Search = "sandmouth crane drivers".parse()?;
    let found = index.search(&search)?;
    for hit in &found {
        println!(
            "{}  {}",
            hit.title,
            hit.outlet.as_deref().unwrap_or_default()
        );
        for copy in &hit.copies {
            println!(
                "  = {}  {}",
                copy.title,
                copy.outlet.as_deref().unwrap_or_default()
            );
        }
    }
    // The same news in other words is no copy; of the copies the earliest of the full texts leads.
    assert_eq!(found.hits.len(), 2);
    assert_eq!(found.stories, Some(2));
    let strike = found.iter().find(|hit| !hit.copies.is_empty());
    assert_eq!(
        strike.map(|hit| (hit.id.as_str(), hit.copies.len())),
        Some(("wire", 2))
    );

    // A preferred outlet leads before an earlier one; copies can be hits of their own.
    let preferred = search
        .clone()
        .preferred_outlets(vec!["Harbour Post".to_owned()]);
    assert!(index.search(&preferred)?.iter().any(|hit| hit.id == "post"));
    assert_eq!(index.search(&search.copies(Copies::Apart))?.hits.len(), 4);

    let groups = index.copy_groups(&[])?;
    println!(
        "{} story has {} further copies",
        groups.len(),
        groups[0].copies.len()
    );
    assert_eq!(groups[0].leader.outlet.as_deref(), Some("Meridian Wire"));
    Ok(())
}
