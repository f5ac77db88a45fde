//! `fiche search`: find articles; where there is no index yet, it is built first.

use std::path::Path;

use fiche::{
    AgeFrom, Clause, Copies, DateRange, Feedback, Filter, Index, Node, Occur, Query, RankedList,
    Recency, Search, Sort,
};
use fiche_ingest::Collection;

use super::{Place, check_exists};
use crate::Outcome;
use crate::args::{AgesFrom, Expand, Format, Order, PeriodOptions, RankingOptions, SearchOptions};
use crate::error::Trouble;
use crate::render::lines::End;
use crate::{render, terminal};

/// Runs the command.
pub(crate) fn run(place: &Place, options: &SearchOptions) -> Result<Outcome, Trouble> {
    let query = parse(&options.query, &options.ranking)?;
    let (index, subtree) = open(place, options.path.as_deref())?;
    let asked = within(query.clone(), &options.period);
    let mut search = search(narrowed(asked, subtree), &options.ranking)
        .zone(index.zone().unwrap_or_default())
        .facet_values(options.facet_values)
        .limit(options.limit)
        .offset(options.offset)
        .advice(matches!(options.format, Format::Human | Format::Json))
        .passages(if shows_text(options.format) {
            options.snippets
        } else {
            0
        });
    search = configured(&index, search, &options.ranking.weights)?.copies(if options.copies {
        Copies::Apart
    } else {
        Copies::Folded
    });
    for field in &options.facets {
        search = search.facet(*field);
    }
    if options.explain {
        search = search.explain();
    }
    if options.all {
        search = search.all_words();
    }
    answer(&index, &options.query, &query, &search, options.format)
}

/// Searches and prints what was found. Where articles are only named, none is read.
pub(crate) fn answer(
    index: &Index,
    typed: &str,
    query: &Query,
    search: &Search,
    format: Format,
) -> Result<Outcome, Trouble> {
    let shown = |print: fn(&render::Answer<'_>) -> Result<(), Trouble>| {
        let found = index.search(search)?;
        let root = terminal::shows_links().then(|| root(index)).flatten();
        let answer = render::Answer {
            typed,
            query,
            found: &found,
            root,
        };
        print(&answer).map(|()| found.hits.len())
    };
    let named = |print: fn(&RankedList<'_>) -> Result<(), Trouble>| {
        let list = index.rank_stories(search)?;
        print(&list).map(|()| list.len())
    };
    let hits = match format {
        Format::Human => shown(render::human::print),
        Format::Json => shown(|answer| render::json::print(&render::json::Answer::new(answer))),
        Format::Jsonl => shown(render::lines::jsonl),
        Format::Paths => named(|list| render::lines::paths(list, End::Line)),
        Format::Paths0 => named(|list| render::lines::paths(list, End::Nul)),
        Format::Trec => named(render::lines::trec),
    };
    Ok(match hits? {
        0 => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

/// The search with what `fiche.toml` says of it, and with the numbers of the ranking that the options change.
pub(crate) fn configured(
    index: &Index,
    search: Search,
    weights: &[(String, f32)],
) -> Result<Search, Trouble> {
    let search = match Collection::of_index(index) {
        Some(collection) => collection.configure(search)?,
        None => search,
    };
    let weights = weights.iter();
    Ok(weights.fold(search, |search, (name, number)| {
        search.weight(name, *number)
    }))
}

pub(crate) fn shows_text(format: Format) -> bool {
    matches!(format, Format::Human | Format::Json | Format::Jsonl)
}

/// Reads the query as the options say.
pub(crate) fn parse(text: &str, options: &RankingOptions) -> Result<Query, Trouble> {
    Ok(if options.strict {
        Query::parse_strict(text)?
    } else {
        Query::parse(text)?
    })
}

/// The query as the options want it asked.
pub(crate) fn asked(query: Query, options: &RankingOptions) -> Query {
    match options.exact {
        true => query.exactly(),
        false => query,
    }
}

/// A search as the options say.
pub(crate) fn search(query: Query, options: &RankingOptions) -> Search {
    let search = Search::new(asked(query, options))
        .sort(match options.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        })
        .variants(!options.no_variants);
    let search = match options.expand {
        Some(Expand::Bo1) => search.expand(Feedback::Bo1),
        Some(Expand::Rm3) => search.expand(Feedback::Rm3),
        Some(Expand::Axiom) => search.expand(Feedback::Axiom),
        None => search,
    };
    match options.recency {
        Some(days) => search.recency(Recency {
            from: match options.recency_from {
                AgesFrom::Newest => AgeFrom::Newest,
                AgesFrom::Now => AgeFrom::Now,
            },
            ..Recency::half_life_days(days)
        }),
        None => search,
    }
}

/// The query in the days that `--around` names.
pub(crate) fn within(query: Query, period: &PeriodOptions) -> Query {
    let Some(date) = period.around else {
        return query;
    };
    let days = period.window.min(f32::from(u16::MAX)) as u16;
    query.narrowed(Node::Filter(Filter::Date(DateRange::around(date, days))))
}

/// The index to ask, and the folder of its collection that is searched alone. Where there is none yet, the collection
/// is indexed.
pub(crate) fn open(place: &Place, path: Option<&Path>) -> Result<(Index, Option<String>), Trouble> {
    if let Some(path) = path {
        check_exists(path)?;
    }
    let start = path.unwrap_or(Path::new("."));
    if let Some(folder) = place.find(start) {
        let index = super::restore::open(&folder)?;
        if let Some(collection) = super::index::unfinished(&index, place)? {
            build(&index, collection)?;
        }
        let subtree = path.and_then(|path| subtree(&index, path));
        return Ok((index, subtree));
    }
    let index = Index::open_or_create(place.new_folder(start))?;
    build(&index, Collection::at(start))?;
    Ok((index, None))
}

fn build(index: &Index, collection: Collection) -> Result<(), Trouble> {
    anstream::eprintln!("building the index {}", index.path().display());
    let report = super::index::refresh(index, collection)?;
    render::report::human(&report, index.article_count()?);
    Ok(())
}

/// The path from the collection's root to a folder in it; `None` for the root itself.
fn subtree(index: &Index, path: &Path) -> Option<String> {
    let (root, path) = (root(index)?, path.canonicalize().ok()?);
    let inside = path.strip_prefix(root).ok()?.to_string_lossy().into_owned();
    (!inside.is_empty()).then_some(inside)
}

/// The first root of the collection, absolute.
pub(crate) fn root(index: &Index) -> Option<std::path::PathBuf> {
    let root = Collection::of_index(index)?.roots().first()?.clone();
    Some(root.canonicalize().unwrap_or(root))
}

/// The query in a folder of the collection: the path is a further condition.
pub(crate) fn narrowed(query: Query, subtree: Option<String>) -> Query {
    let Some(subtree) = subtree else {
        return query;
    };
    let escaped = globset_escape(&subtree);
    let condition = |glob: String| Clause {
        occur: Occur::Should,
        node: Node::Filter(Filter::Path(glob)),
    };
    query.narrowed(Node::Group(vec![
        condition(format!("{escaped}/**")),
        condition(escaped),
    ]))
}

/// A path as a glob that matches it alone.
fn globset_escape(path: &str) -> String {
    path.chars()
        .flat_map(|letter| match letter {
            '*' | '?' | '[' | ']' | '{' | '}' | '!' | '\\' => vec!['[', letter, ']'],
            letter => vec![letter],
        })
        .collect()
}
