//! Names of one place or person in several spellings and languages.
//!
//! They are asked on the side of the query only: an index needs no rebuilding when a name is added, and a search can do
//! without them. Forms that the analysis makes alike (`Zürich`, `Zurich`) need no second entry. A word leads to
//! names of several words (`saigon`, `Ho Chi Minh City`); these, typed themselves, are words like any other.

mod table;

use std::borrow::Cow;
use std::collections::HashMap;

use super::term::fold;

/// Groups of names that are one to a search, beside those that are built in: a collection's own places and persons.
///
/// # Example
/// ```
/// use fiche::{Article, Index, Names, Search};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.upsert(Article::new("quay", "Strike at Sandmünde", "No crane moved."))?;
/// writer.commit()?;
/// let names = Names::new([["Sandmouth", "Sandmünde"]]);
/// let search = "sandmouth".parse::<Search>()?.names(names);
/// assert_eq!(index.search(&search)?.hits.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    groups: Vec<Vec<String>>,
    group_of: HashMap<String, Vec<usize>>,
}

impl Names {
    /// Names of one thing, group by group. A group that shares a name with a built-in one extends it.
    pub fn new<G, N>(groups: G) -> Self
    where
        G: IntoIterator,
        G::Item: IntoIterator<Item = N>,
        N: Into<String>,
    {
        let own = |group: G::Item| group.into_iter().map(Into::into).collect();
        let groups: Vec<Vec<String>> = groups.into_iter().map(own).collect();
        let mut group_of: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, group) in groups.iter().enumerate() {
            for name in group {
                group_of.entry(fold(name)).or_default().push(at);
            }
        }
        Self { groups, group_of }
    }

    /// The names in the groups of this folded one, itself among them.
    fn of(&self, folded: &str) -> impl Iterator<Item = Cow<'static, str>> {
        let groups = self.group_of.get(folded).into_iter().flatten();
        groups.flat_map(|at| self.groups[*at].iter().cloned().map(Cow::Owned))
    }
}

/// The other names of what this folded word names; none for most words.
pub(super) fn others(folded: &str, own: &Names) -> Vec<Cow<'static, str>> {
    let mut found = Found::default();
    found.add(table::names(folded));
    if !own.groups.is_empty() {
        found.add(own.of(folded));
        // A group of the user's joins every built-in one that it shares a name with, and the other way round.
        for name in found.folded.clone() {
            found.add(table::names(&name));
            found.add(own.of(&name));
        }
    }
    let names = found.written.into_iter().zip(found.folded);
    let others = names.filter(|(_, other)| other != folded);
    others.map(|(name, _)| name).collect()
}

/// Names as they are written and folded, each once.
#[derive(Default)]
struct Found {
    written: Vec<Cow<'static, str>>,
    folded: Vec<String>,
}

impl Found {
    fn add(&mut self, names: impl Iterator<Item = Cow<'static, str>>) {
        for name in names {
            let folded = fold(&name);
            if !self.folded.contains(&folded) {
                self.written.push(name);
                self.folded.push(folded);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_the_others() {
        let none = Names::default();
        let found = others("kiev", &none);
        assert!(
            found.iter().any(|it| it == "kyiv") && found.iter().any(|it| it == "київ"),
            "{found:?}"
        );
        assert!(!found.iter().any(|it| it == "kiev"));
        assert!(others("evacuation", &none).is_empty());
    }

    #[test]
    fn a_group_of_the_user_extends_a_built_in_one() {
        let own = Names::new([["Kyiv", "Kyjov"], ["Sandmouth", "Sandmünde"]]);
        assert!(others("kyjov", &own).iter().any(|it| it == "київ"));
        assert!(others("київ", &own).iter().any(|it| it == "Kyjov"));
        assert_eq!(others("sandmunde", &own), ["Sandmouth"]);
    }
}
