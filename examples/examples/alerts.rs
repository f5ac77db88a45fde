//! Saved searches tell of each new article once, even if the program dies in between.

use fiche::{Alert, Alerts, Article, Index};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let alerts = Alerts::new([
        Alert::new("strikes", "strike (docks OR harbour)"),
        Alert::new("ferry", "\"back in service\""),
    ])?;
    let index = Index::open_or_create(folder.path())?;
    let mut writer = index.writer()?;
    writer.watch_for(&alerts);
    writer.upsert(Article::new(
        "a",
        "Strike at the docks",
        "Cranes stood still.",
    ))?;
    writer.upsert(Article::new(
        "b",
        "Ferry news",
        "The Wend ferry is back in service.",
    ))?;
    writer.upsert(Article::new(
        "c",
        "Calm at the harbour",
        "Nothing happened.",
    ))?;
    writer.commit()?;

    // What was found is in the commit of its articles. Say the program ends here…
    drop(writer);
    drop(index);

    // …then the next one finds it still waiting.
    let index = Index::open(folder.path())?;
    let findings = index.findings()?;
    for finding in &findings {
        println!("{}: {}", finding.alert, finding.title);
    }
    let told: Vec<(&str, &str)> = findings
        .iter()
        .map(|it| (it.alert.as_str(), it.id.as_str()))
        .collect();
    assert_eq!(told, [("ferry", "b"), ("strikes", "a")]);

    // Once told, it is removed, and stays so.
    let mut writer = index.writer()?;
    writer.told(&findings)?;
    writer.commit()?;
    assert!(index.findings()?.is_empty());

    // An article that is only corrected is no news.
    writer.watch_for(&alerts);
    writer.upsert(Article::new(
        "a",
        "Strike at the docks",
        "Cranes stood still, all of them.",
    ))?;
    writer.commit()?;
    assert!(index.findings()?.is_empty());
    Ok(())
}
