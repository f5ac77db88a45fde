//! The bodies of the library's fuzz targets on a stable compiler: every file of `testdata/fuzz`, as it is and with damage
//! done to it.
//!
//! `FICHE_FUZZ_SECONDS=600 cargo test --workspace --test fuzz` damages each for so long and tells how often. What it finds
//! is kept, cut down, in `testdata/fuzz/`.

mod body;
mod damage;
mod replay;
mod targets;

use body::hook;
use replay::replay;

/// The file of the bodies, from the root.
const BODIES: &str = "crates/core/tests/fuzz/body.rs";

/// Calls as they are written and as they are compiled.
macro_rules! calls {
    ($($target:literal: |$bytes:ident| $call:expr;)*) => {
        [$(($target, stringify!($call), (|$bytes| $call) as fn(&[u8]))),*]
    };
}

#[test]
fn each_target_is_a_call_that_is_compiled_here() {
    for (target, call, _) in calls! {
        "query": |bytes| body::query(bytes);
        "search": |bytes| body::shelf().search(bytes);
        "words": |bytes| body::tokens(bytes);
        "snippet": |bytes| body::snippet(bytes);
        "metadata": |bytes| body::shelf().metadata(bytes);
        "payload": |bytes| body::shelf().payload(bytes);
    } {
        targets::is_call(target, BODIES, call);
    }
}

#[test]
fn any_text_is_a_query_that_prints_as_itself() {
    replay("query", body::query);
}

#[test]
fn any_query_has_an_answer_whose_parts_agree() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = body::Shelf::new(folder.path());
    replay("query", |bytes| shelf.search(bytes));
}

#[test]
fn every_term_stands_for_a_part_of_its_text() {
    replay("text", body::tokens);
}

#[test]
fn every_passage_is_a_part_of_its_article() {
    replay("snippet", body::snippet);
}

#[test]
fn any_commit_is_opened_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = body::Shelf::new(folder.path());
    replay("metadata", |bytes| shelf.metadata(bytes));
}

#[test]
fn any_payload_is_understood_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = body::Shelf::new(folder.path());
    replay("payload", |bytes| shelf.payload(bytes));
}
