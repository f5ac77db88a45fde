//! The built-in names, asked where they lie: a program that starts for one search makes no table first.
//!
//! `names.txt` is for people: a group a line. `index.txt` is made from it and sorted, a folded name and where its line
//! begins, so that a name is found by halving. `UPDATE=1 cargo test --workspace --lib variants` makes it anew.

use std::borrow::Cow;

use crate::analysis::halving::{self, Marks};

/// A group a line: names apart by spaces, a space inside a name as `_`; `#` begins a comment.
const NAMES: &str = include_str!("names.txt");

/// `folded name TAB byte`, by the bytes of the name.
const INDEX: &str = include_str!("index.txt");

const LINES: Marks = Marks {
    entry: b'\n',
    key: b'\t',
};

/// Every name of the group that this folded name is in; none for most words.
pub(super) fn names(folded: &str) -> impl Iterator<Item = Cow<'static, str>> + use<> {
    let line = place(folded).and_then(|place| NAMES.get(place..)?.lines().next());
    line.into_iter().flat_map(names_of_line)
}

fn names_of_line(line: &'static str) -> impl Iterator<Item = Cow<'static, str>> {
    let stated = line.split('#').next().unwrap_or_default();
    stated
        .split_ascii_whitespace()
        .map(|name| match name.contains('_') {
            true => Cow::Owned(name.replace('_', " ")),
            false => Cow::Borrowed(name),
        })
}

/// Where the line of a name begins.
fn place(folded: &str) -> Option<usize> {
    let line = halving::find(INDEX, LINES, folded)?;
    line.split_once('\t')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write;
    use std::path::Path;

    use super::*;
    use crate::analysis::stops::is_stop_somewhere;
    use crate::analysis::term::fold;

    /// The lines that hold names, each with its first byte.
    fn lines() -> impl Iterator<Item = (usize, &'static str)> {
        let mut start = 0;
        let placed = NAMES.split_inclusive('\n').map(move |line| {
            start += line.len();
            (start - line.len(), line.trim_end())
        });
        placed.filter(|(_, line)| names_of_line(line).next().is_some())
    }

    #[test]
    fn every_line_has_several_names_and_no_name_two_lines() {
        let mut seen = BTreeMap::new();
        for (_, line) in lines() {
            assert!(names_of_line(line).count() > 1, "{line}");
            for name in names_of_line(line) {
                let earlier = seen.insert(fold(&name), line);
                assert_eq!(earlier, None, "{name} stands twice: {line}");
            }
        }
    }

    /// Forms that are names of what stands before them, and oftener something else: with them a search for the place or
    /// the person would be one for that.
    const LEFT_OUT: &[(&str, &[&str])] = &[
        ("rivne", &["ровно"]),
        ("sumy", &["суми", "сумы"]),
        ("porto", &["порту"]),
        ("mali", &["мали", "малі"]),
        ("lyman", &["лиман"]),
        ("malyuk", &["малюк"]),
        ("guangzhou", &["canton", "kanton"]),
        ("cologne", &["colonia"]),
        ("vienna", &["vienne"]),
        ("damascus", &["damas"]),
        ("liège", &["liege"]),
        ("seoul", &["seul"]),
        ("rome", &["rom", "roma"]),
        ("ankara", &["angora"]),
        ("jakarta", &["batavia"]),
        ("chile", &["chili"]),
        ("ecuador", &["équateur"]),
        ("iceland", &["island"]),
        ("basel", &["bale", "basilea"]),
        ("genoa", &["genes"]),
        ("homs", &["hims"]),
        ("kohl", &["коль"]),
        ("milei", &["милей"]),
        ("gantz", &["ganz"]),
        ("medina", &["المدينة"]),
        ("omar", &["عمر"]),
        ("oman", &["عمان"]),
    ];

    #[test]
    fn no_name_is_another_word_that_is_commoner() {
        for (name, words) in LEFT_OUT {
            for word in *words {
                assert_eq!(names(&fold(word)).count(), 0, "{word} for {name}");
            }
        }
        for (_, line) in lines() {
            for name in names_of_line(line).filter(|name| !name.contains(' ')) {
                assert!(!is_stop_somewhere(&fold(&name)), "{name}: {line}");
            }
        }
    }

    #[test]
    fn the_index_is_that_of_the_names() {
        let mut places = BTreeMap::new();
        for (start, line) in lines() {
            places.extend(names_of_line(line).map(|name| (fold(&name), start)));
        }
        let mut index = String::new();
        for (name, start) in places {
            writeln!(index, "{name}\t{start}").unwrap();
        }
        if std::env::var_os("UPDATE").is_some() {
            let path =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("src/analysis/variants/index.txt");
            std::fs::write(path, &index).unwrap();
        }
        assert!(
            INDEX == index,
            "names.txt has changed: run this test again with UPDATE=1"
        );
    }

    #[test]
    fn every_name_is_found_and_its_neighbours_are_not() {
        for (_, line) in lines() {
            let group: Vec<_> = names_of_line(line).collect();
            for name in &group {
                let folded = fold(name);
                assert_eq!(names(&folded).collect::<Vec<_>>(), group, "{name}");
                assert_eq!(names(&format!("{folded}\u{10ffff}")).count(), 0);
            }
        }
        assert_eq!(names("").count() + names("zzzzz").count(), 0);
    }
}
