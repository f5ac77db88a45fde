//! Names of one place or person in several spellings and languages.
//!
//! The table is asked on the side of the query only: an index needs no rebuilding when it grows, and a search can do
//! without it. Forms that the analysis makes alike (`Zürich`, `Zurich`) need no second entry.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A group a line: names apart by spaces, a space inside a name as `_`; a name that folding changes is followed by `=` and
/// its folded form; `#` begins a comment.
const TABLE: &str = include_str!("variants.txt");

/// The other names of what this folded word names; none for most words.
pub(super) fn others(folded: &str) -> impl Iterator<Item = Cow<'static, str>> {
    let line = lines_by_name().get(folded).copied();
    let others = line.into_iter().flat_map(names);
    others
        .filter(move |name| name.folded != folded)
        .map(|name| name.written)
}

/// A name as it is written, which stemmers have to see, and folded, by which it is found.
struct Name {
    written: Cow<'static, str>,
    folded: Cow<'static, str>,
}

/// The line of each folded name. Made by the first query with a word, which waits for it: so nothing is folded here.
fn lines_by_name() -> &'static HashMap<Cow<'static, str>, &'static str> {
    static LINES: OnceLock<HashMap<Cow<'static, str>, &'static str>> = OnceLock::new();
    LINES.get_or_init(|| {
        let by_name = |line| names(line).map(move |name| (name.folded, line));
        lines(TABLE).flat_map(by_name).collect()
    })
}

/// The lines that hold names.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = table.lines();
    let stated = lines.map(|line| line.split('#').next().unwrap_or_default());
    stated.filter(|line| !line.trim_ascii().is_empty())
}

/// The names of a line.
fn names(line: &'static str) -> impl Iterator<Item = Name> {
    line.split_ascii_whitespace().map(|name| {
        let (written, folded) = name.split_once('=').unwrap_or((name, name));
        Name {
            written: spaced(written),
            folded: spaced(folded),
        }
    })
}

fn spaced(name: &'static str) -> Cow<'static, str> {
    if name.contains('_') {
        Cow::Owned(name.replace('_', " "))
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::term::fold;

    #[test]
    fn every_line_has_several_names_and_no_name_two_lines() {
        let mut seen = HashMap::new();
        for (line, text) in lines(TABLE).enumerate() {
            let folded: Vec<_> = names(text).map(|name| name.folded).collect();
            assert!(folded.len() > 1, "{text}");
            for name in folded {
                let earlier = seen.insert(name.clone(), line);
                assert_eq!(earlier, None, "{name} stands twice");
            }
        }
    }

    #[test]
    fn the_folded_names_are_what_folding_gives() {
        let names = lines(TABLE).flat_map(names);
        let wrong = names.filter(|name| fold(&name.written) != name.folded);
        let wrong: Vec<String> = wrong
            .map(|name| format!("{}={}", name.written, fold(&name.written)))
            .collect();
        assert!(wrong.is_empty(), "write {}", wrong.join(" "));
    }

    #[test]
    fn a_name_leads_to_the_others() {
        let found: Vec<_> = others("kiev").collect();
        assert!(
            found.iter().any(|it| it == "kyiv") && found.iter().any(|it| it == "київ"),
            "{found:?}"
        );
        assert!(!found.iter().any(|it| it == "kiev"));
        assert_eq!(others("evacuation").count(), 0);
    }
}
