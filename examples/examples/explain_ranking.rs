//! Why an article stands where it stands: the parts of its score, in words, and they add up.

use fiche::{Article, Index, Search};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let index = Index::in_memory()?;
    let mut writer = index.writer()?;
    let texts = [
        ("near", "The harbour strike began at noon."),
        (
            "far",
            "The harbour was quiet. Nobody had expected the dockers to vote for a strike.",
        ),
    ];
    for (id, text) in texts {
        writer.upsert(Article::new(id, "News from the docks", text))?;
    }
    writer.commit()?;

    let search = "harbour strike".parse::<Search>()?.explain();
    let found = index.search(&search)?;
    for hit in &found {
        let explanation = hit.explanation.as_ref().expect("it was asked for");
        println!("{}: {explanation}\n", hit.id);
        let sum: f32 = explanation.parts.iter().map(|part| part.score).sum();
        assert!((sum - hit.score).abs() < 1e-4);
    }
    assert_eq!(found.hits[0].id, "near");
    Ok(())
}
