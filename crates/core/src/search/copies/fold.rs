//! Which articles of a list tell one story, and which of them leads.
//!
//! Every copy is a copy of the article that leads its group: likeness is not passed on, or a row of versions of which each
//! differs a little from the last would end as one story.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::DocAddress;

use super::columns::{Columns, Standing};
use crate::analysis::{MIN_COMMON, Print, Signature};
use crate::search::deadline::{Checks, Deadline};
use crate::search::rank::Stop;

/// How much of the fullest text a copy has to hold to lead in its place.
const LEADING_SHARE: f64 = 0.8;

/// Articles between two looks at the clock: each is compared with all that share a part of its text.
const ARTICLES_PER_CHECK: u32 = 64;

/// Articles that tell one story, as places in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// The best copy.
    pub(super) leader: usize,
    /// The copy that comes first in the list.
    pub(super) first: usize,
    /// All but the leader, earliest publication first.
    pub(super) others: Vec<usize>,
}

/// Folds a list. Groups come in the order of their first copies.
pub(super) fn fold(
    list: &[DocAddress],
    columns: &Columns<'_>,
    deadline: &Deadline,
) -> Result<Vec<Group>, Stop> {
    let mut checks = deadline.checks(ARTICLES_PER_CHECK);
    let signature = |address: &DocAddress| {
        checks.step()?;
        Ok(columns.signature(*address)?)
    };
    let signatures = list.iter().map(signature);
    let signatures: Vec<Option<Signature>> = signatures.collect::<Result<_, Stop>>()?;
    let related = related(&signatures);
    let mut kin = Vec::with_capacity(related.len());
    for at in &related {
        if let Some(signature) = &signatures[*at] {
            let standing = columns.standing(list[*at])?;
            let print = Print::new(signature, columns.issued(list[*at])?);
            kin.push(Relative {
                at: *at,
                print,
                standing,
            });
        }
    }
    let mut groups = gather(kin, &mut deadline.checks(ARTICLES_PER_CHECK))?;
    let alone = (0..list.len()).filter(|at| related.binary_search(at).is_err());
    groups.extend(alone.map(Group::alone));
    groups.sort_unstable_by_key(|group| group.first);
    Ok(groups)
}

/// The places that share a hash with another, in order: most lists have none, and are done with here.
fn related(signatures: &[Option<Signature>]) -> Vec<usize> {
    let mut owners: Vec<u64> = Vec::with_capacity(signatures.len() * 64);
    for (at, signature) in signatures.iter().enumerate() {
        let hashes = signature.iter().flat_map(Signature::hashes);
        owners.extend(hashes.map(|hash| u64::from(*hash) << 32 | at as u64));
    }
    owners.sort_unstable();
    let sharing = owners.chunk_by(|a, b| a >> 32 == b >> 32);
    let sharing = sharing.filter(|run| run.len() > 1).flatten();
    let mut places: Vec<usize> = sharing.map(|owner| *owner as u32 as usize).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// An article that may have copies in the list.
struct Relative<'a> {
    at: usize,
    print: Print<'a>,
    standing: Standing,
}

impl Group {
    fn alone(at: usize) -> Self {
        Self {
            leader: at,
            first: at,
            others: Vec::new(),
        }
    }
}

/// Puts copies together: the fullest texts first, each article to the group of whose fullest text it shares most.
fn gather(mut kin: Vec<Relative<'_>>, checks: &mut Checks<'_>) -> Result<Vec<Group>, Stop> {
    kin.sort_by_key(|it| (Reverse(it.standing.words), it.at));
    let mut gathered: Vec<Vec<Relative<'_>>> = Vec::new();
    let mut owners: HashMap<u32, Vec<usize>> = HashMap::new();
    for relative in kin {
        checks.step()?;
        if let Some(group) = group_of(&relative, &gathered, &owners) {
            gathered[group].push(relative);
            continue;
        }
        for hash in relative.print.hashes() {
            owners.entry(*hash).or_default().push(gathered.len());
        }
        gathered.push(vec![relative]);
    }
    Ok(gathered.iter().flat_map(|members| led(members)).collect())
}

/// The group whose fullest text is a copy of this one and shares most with it.
fn group_of(
    relative: &Relative<'_>,
    gathered: &[Vec<Relative<'_>>],
    owners: &HashMap<u32, Vec<usize>>,
) -> Option<usize> {
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for hash in relative.print.hashes() {
        for group in owners.get(hash).into_iter().flatten() {
            *shared.entry(*group).or_default() += 1;
        }
    }
    let is_copy = |group: usize| gathered[group][0].print.is_copy_of(relative.print);
    let copies = shared
        .into_iter()
        .filter(|(group, shared)| *shared >= MIN_COMMON && is_copy(*group));
    let most = copies.max_by_key(|(group, shared)| (*shared, Reverse(*group)));
    most.map(|(group, _)| group)
}

/// The group with its leader found, and those that are no copies of the leader as groups of their own.
fn led(members: &[Relative<'_>]) -> Vec<Group> {
    let leader = leader(members);
    let print = members[leader].print;
    let (copies, strangers): (Vec<_>, Vec<_>) = members
        .iter()
        .enumerate()
        .partition(|(at, it)| *at == leader || it.print.is_copy_of(print));
    let mut others: Vec<&Relative<'_>> = copies.iter().map(|(_, it)| *it).collect();
    others.retain(|it| it.at != members[leader].at);
    others.sort_by_key(|it| (it.standing.published.unwrap_or(i64::MAX), it.at));
    let others: Vec<usize> = others.iter().map(|it| it.at).collect();
    let led = Group {
        leader: members[leader].at,
        first: others.iter().copied().fold(members[leader].at, usize::min),
        others,
    };
    let strangers = strangers.into_iter().map(|(_, it)| Group::alone(it.at));
    std::iter::once(led).chain(strangers).collect()
}

/// Of a live blog the latest version; else, of the copies that are about as full as the fullest, which stands first, that
/// of a preferred outlet, then the earliest.
fn leader(members: &[Relative<'_>]) -> usize {
    let fullest = &members[0].standing;
    let full = LEADING_SHARE * fullest.words as f64;
    let places = 0..members.len();
    let best = if fullest.is_live {
        let live = places.filter(|at| members[*at].standing.is_live);
        live.max_by_key(|at| (members[*at].standing.published, Reverse(*at)))
    } else {
        let as_full = places.filter(|at| members[*at].standing.words as f64 >= full);
        as_full.min_by_key(|at| {
            let standing = &members[*at].standing;
            (
                standing.preference,
                standing.published.unwrap_or(i64::MAX),
                *at,
            )
        })
    };
    best.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Issued;

    struct Case {
        text: String,
        standing: Standing,
    }

    /// Words of a made-up text, as a range of numbers, and the day on which it was published.
    fn case(words: std::ops::Range<u32>, day: i64) -> Case {
        let length = words.len() as u64;
        let words: Vec<String> = words.map(|word| format!("w{word}")).collect();
        let text = words.join(" ");
        let standing = Standing {
            words: length,
            published: Some(day),
            is_live: false,
            preference: 1,
        };
        Case { text, standing }
    }

    fn groups(cases: &[Case]) -> Vec<Group> {
        let signatures: Vec<_> = cases
            .iter()
            .map(|it| Signature::of(&it.text).unwrap())
            .collect();
        let kin = cases.iter().zip(&signatures).enumerate();
        let kin = kin.map(|(at, (case, signature))| Relative {
            at,
            print: Print::new(signature, Issued::default()),
            standing: case.standing.clone(),
        });
        let deadline = Deadline::new(None, None);
        let mut groups = gather(kin.collect(), &mut deadline.checks(1)).unwrap();
        groups.sort_unstable_by_key(|it| it.first);
        groups
    }

    fn group(leader: usize, first: usize, others: &[usize]) -> Group {
        let others = others.to_vec();
        Group {
            leader,
            first,
            others,
        }
    }

    #[test]
    fn of_copies_about_as_full_the_earliest_leads_and_a_brief_never() {
        let found = groups(&[
            case(0..180, 3),
            case(0..190, 1),
            case(0..200, 2),
            case(0..40, 0),
        ]);
        assert_eq!(found, [group(1, 0, &[3, 2, 0])]);
    }

    #[test]
    fn a_preferred_outlet_leads_before_an_earlier_one() {
        let mut cases = [case(0..190, 1), case(0..190, 2)];
        cases[1].standing.preference = 0;
        assert_eq!(groups(&cases), [group(1, 0, &[0])]);
    }

    #[test]
    fn of_a_live_blog_the_latest_version_leads() {
        let mut cases = [case(0..190, 2), case(0..170, 3), case(0..150, 1)];
        for case in &mut cases {
            case.standing.is_live = true;
        }
        assert_eq!(groups(&cases), [group(1, 0, &[2, 0])]);
    }

    #[test]
    fn likeness_is_not_passed_on() {
        let versions: Vec<Case> = (0..8).map(|at| case(at * 30..at * 30 + 190, 0)).collect();
        let signatures: Vec<_> = versions
            .iter()
            .map(|it| Signature::of(&it.text).unwrap())
            .collect();
        let found = groups(&versions);
        assert!(found.len() > 2, "{found:?}");
        for group in found {
            for other in group.others {
                let [leader, other] =
                    [group.leader, other].map(|at| Print::new(&signatures[at], Issued::default()));
                assert!(leader.is_copy_of(other));
            }
        }
    }

    #[test]
    fn articles_that_share_nothing_are_not_compared() {
        let signatures = [case(0..100, 0), case(200..300, 0), case(50..150, 0)]
            .map(|it| Signature::of(&it.text));
        assert_eq!(related(&signatures), [0, 2]);
    }

    #[test]
    fn comparing_ends_at_the_deadline() {
        let over = Deadline::new(Some(std::time::Duration::ZERO), None);
        let copied = case(0..190, 1);
        let signature = Signature::of(&copied.text).unwrap();
        let kin = (0..10).map(|at| Relative {
            at,
            print: Print::new(&signature, Issued::default()),
            standing: copied.standing.clone(),
        });
        let gathered = gather(kin.collect(), &mut over.checks(5));
        assert!(matches!(gathered, Err(Stop::Deadline)));
    }
}
