//! Names of one place or person in several spellings and languages.
//!
//! The table is asked on the side of the query only: an index needs no rebuilding when it grows, and a search can do
//! without it. Forms that the analysis makes alike (`Zürich`, `Zurich`) need no second entry.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::term::fold;

/// A group a line: names apart by spaces, a space inside a name as `_`; `#` begins a comment.
const TABLE: &str = include_str!("variants.txt");

/// Names by line, and the lines by folded name.
struct Names {
    groups: Vec<Vec<String>>,
    by_name: HashMap<String, usize>,
}

/// The other names of what this folded word names; none for most words.
pub(super) fn others(folded: &str) -> impl Iterator<Item = &'static str> {
    let names = names();
    let group = names.by_name.get(folded).map(|&group| &names.groups[group]);
    let folded = folded.to_owned();
    group
        .into_iter()
        .flatten()
        .filter(move |name| fold(name) != folded)
        .map(String::as_str)
}

/// The table, read once; it is data and never changes.
fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let groups: Vec<Vec<String>> = lines(TABLE).collect();
        let by_name = groups
            .iter()
            .enumerate()
            .flat_map(|(group, names)| names.iter().map(move |name| (fold(name), group)))
            .collect();
        Names { groups, by_name }
    })
}

fn lines(table: &str) -> impl Iterator<Item = Vec<String>> {
    table
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default())
        .map(|line| {
            line.split_whitespace()
                .map(|name| name.replace('_', " "))
                .collect()
        })
        .filter(|names: &Vec<String>| !names.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_several_names_and_no_name_two_lines() {
        let mut seen = HashMap::new();
        for (line, names) in lines(TABLE).enumerate() {
            let folded: Vec<_> = names.iter().map(|name| fold(name)).collect();
            assert!(folded.len() > 1, "{names:?}");
            for name in folded {
                let earlier = seen.insert(name.clone(), line);
                assert_eq!(earlier, None, "{name} stands twice");
            }
        }
    }

    #[test]
    fn a_name_leads_to_the_others() {
        let found: Vec<_> = others("kiev").collect();
        assert!(
            found.contains(&"kyiv") && found.contains(&"київ"),
            "{found:?}"
        );
        assert!(!found.contains(&"kiev"));
        assert_eq!(others("evacuation").count(), 0);
    }
}
