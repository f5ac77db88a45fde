//! Conditions on metadata select and do not rank; dates are intervals of known precision.

use fiche::{Article, Index, Search, Sort};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    for (id, outlet, published) in [
        ("first", "The Harbour Post", "2022-03-14"),
        ("second", "Meridian Wire", "2022-03"),
        ("third", "The Harbour Post", "2021"),
    ] {
        let mut article = Article::new(id, "Strike at the docks", "Cranes stood still.");
        article.outlet = Some(outlet.into());
        article.published = Some(published.parse()?);
        writer.upsert(article)?;
    }
    writer.commit()?;

    let ids = |query: &str| -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let search: Search = query.parse()?;
        let found = index.search(&search.sort(Sort::Newest))?;
        Ok(found.hits.into_iter().map(|hit| hit.id).collect())
    };
    assert_eq!(ids("strike outlet:\"harbour post\"")?, ["first", "third"]);
    // An article of which only the month is known may be of that day.
    assert_eq!(ids("strike date:2022-03-14")?, ["first", "second"]);
    assert_eq!(ids("strike date:2022.. -outlet:meridian")?, ["first"]);
    println!("conditions hold");
    Ok(())
}
