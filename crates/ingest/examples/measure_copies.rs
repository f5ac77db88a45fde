//! Precision and recall of copies on pairs that were judged by reading: `measure_copies PAIRS COLLECTIONS`.
//!
//! `PAIRS` has lines `collection TAB id TAB id TAB 1 or 0`; `COLLECTIONS` is the folder that holds the collections.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use fiche::{Article, are_copies};
use fiche_ingest::Collection;

struct Pair {
    collection: String,
    ids: [String; 2],
    is_copy: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [pairs, collections] = arguments.as_slice() else {
        return Err("name the pairs and the folder of the collections".into());
    };
    let mut by_collection: BTreeMap<String, Vec<Pair>> = BTreeMap::new();
    for pair in std::fs::read_to_string(pairs)?.lines().filter_map(pair) {
        by_collection
            .entry(pair.collection.clone())
            .or_default()
            .push(pair);
    }
    for (name, pairs) in by_collection {
        measure(
            &name,
            &pairs,
            &articles(&root(collections, &name)?, &pairs)?,
        );
    }
    Ok(())
}

fn pair(line: &str) -> Option<Pair> {
    let mut fields = line.split('\t').filter(|_| !line.starts_with('#'));
    let mut next = || fields.next().map(str::to_owned);
    Some(Pair {
        collection: next()?,
        ids: [next()?, next()?],
        is_copy: next()? == "1",
    })
}

/// Judged collections are one file, others a folder.
fn root(collections: &Path, name: &str) -> Result<PathBuf, String> {
    let places = [
        "judged/NAME/corpus.jsonl.zst",
        "judged/NAME/corpus.jsonl",
        "formats/NAME",
    ];
    let mut places = places
        .iter()
        .map(|place| collections.join(place.replace("NAME", name)));
    places
        .find(|place| place.exists())
        .ok_or_else(|| format!("no collection is called {name}"))
}

/// The articles that are in a pair, by id.
fn articles(
    root: &Path,
    pairs: &[Pair],
) -> Result<HashMap<String, Article>, Box<dyn std::error::Error>> {
    let wanted: HashSet<&String> = pairs.iter().flat_map(|pair| &pair.ids).collect();
    let mut articles = HashMap::new();
    Collection::at(root).preview(|article| {
        if wanted.contains(&article.id) {
            articles.insert(article.id.clone(), article);
        }
    })?;
    Ok(articles)
}

fn measure(name: &str, pairs: &[Pair], articles: &HashMap<String, Article>) {
    let (mut found, mut right, mut copies) = (0, 0, 0);
    for pair in pairs {
        let [Some(a), Some(b)] = [0, 1].map(|at| articles.get(&pair.ids[at])) else {
            println!("{name}: {:?} is not there", pair.ids);
            continue;
        };
        let is_found = are_copies(a, b);
        if is_found != pair.is_copy {
            println!(
                "{name}: {} {} judged {}",
                pair.ids[0],
                pair.ids[1],
                i32::from(pair.is_copy)
            );
        }
        found += i32::from(is_found);
        copies += i32::from(pair.is_copy);
        right += i32::from(is_found && pair.is_copy);
    }
    let share = |of: i32| f64::from(right) / f64::from(of.max(1));
    println!(
        "{name}: {} pairs, {copies} copies, precision {:.3}, recall {:.3}",
        pairs.len(),
        share(found),
        share(copies)
    );
}
