//! When was it in the news? Counts by month, the days that stand out, and who wrote.

use fiche::{By, FacetField, Index, Search};
use fiche_ingest::Collection;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/corpus");
    let index = Index::in_memory()?;
    Collection::at(corpus).refresh(&index)?;

    // Counts speak of the articles that hold all the words.
    let search: Search = "mariupol evacuation".parse()?;
    let timeline = index.timeline(&search, By::Month)?;
    for bucket in &timeline.buckets {
        println!("{}  {}", bucket.start, "█".repeat(bucket.count as usize));
    }
    let march = &timeline.buckets[0];
    assert_eq!(
        (march.start.to_string().as_str(), march.count),
        ("2022-03", 7)
    );
    let counted: u64 = timeline.buckets.iter().map(|bucket| bucket.count).sum();
    assert_eq!(
        counted + timeline.guessed + timeline.undated,
        timeline.articles
    );

    // An article dated by the month is of no day in particular: it is told apart, not guessed at.
    assert_eq!(index.timeline(&search, By::Day)?.imprecise, 1);

    // The same articles by outlet; each value comes with the condition that finds its articles.
    let found = index.search(&search.clone().limit(0).facet(FacetField::Outlet))?;
    let first = &found.facets[0].values[0];
    println!("{} of them by {}", first.count, first.value);
    let narrowed: Search = format!("{} {}", search.query(), first.filter).parse()?;
    assert_eq!(
        index.search(&narrowed)?.total.map(|it| it.all_words),
        Some(first.count)
    );
    Ok(())
}
