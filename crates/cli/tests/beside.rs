//! A reader held open in one process while the program indexes, deletes, merges, rebuilds and repairs in others: no error, and
//! every answer is of one whole commit.
//!
//! `FICHE_BESIDE_SECONDS=600` goes on for so long instead of a few rounds.

mod common;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use common::fiche;
use fiche::{Copies, Index, Search};

/// Files that are all rewritten in each round: they go into one commit.
const FILES: usize = 40;

/// Rounds where the environment asks for no more.
const ROUNDS: u32 = 6;

fn write_all(folder: &Path, round: u32) {
    for number in 0..FILES {
        let text = format!(
            "Round {round} of the harbour\n\nThe harbour was closed in round {round}, said pilot {number} of the port.\n"
        );
        fs::write(folder.join(format!("{number}.txt")), text).unwrap();
    }
    for number in 0..20 {
        let file = folder.join(format!("now-and-then-{number}.txt"));
        if (number + round).is_multiple_of(3) {
            fs::write(
                file,
                format!("Quay {number}\n\nThe quay was full in round {round}.\n"),
            )
            .unwrap();
        } else {
            fs::remove_file(file).ok();
        }
    }
}

/// Damages the list that serves writers alone, so that there is something to repair and readers are right to notice nothing.
fn damage(folder: &Path) {
    fs::write(folder.join(".fiche/.managed.json"), "[]").unwrap();
}

fn run(folder: &Path, arguments: &[&str]) {
    let output = fiche(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
}

fn work(folder: &Path, round: u32) {
    write_all(folder, round);
    run(folder, &["index"]);
    match round % 3 {
        0 => run(folder, &["index", "--rebuild"]),
        1 => {
            damage(folder);
            run(folder, &["check", "--repair"]);
        }
        _ => {}
    }
}

/// The round that an answer is of: all of its articles are, and all of them are there.
fn round_of(index: &Index) -> u32 {
    let search: Search = "harbour".parse().unwrap();
    let found = index
        .search(&search.limit(1_000).copies(Copies::Apart))
        .unwrap();
    assert_eq!(found.hits.len(), FILES, "an answer is whole");
    let rounds = found.hits.iter().map(|hit| {
        let shown = hit.snippets[0].text();
        let round: u32 = hit.title.split(' ').nth(1).unwrap().parse().unwrap();
        assert!(shown.contains(&format!("in round {round}")), "{shown}");
        let article = index.get(hit.path.as_ref().unwrap()).unwrap().unwrap();
        assert_eq!(article.title, hit.title);
        round
    });
    let rounds: Vec<u32> = rounds.collect();
    assert!(rounds.iter().all(|it| *it == rounds[0]), "{rounds:?}");
    rounds[0]
}

#[test]
fn a_reader_sees_whole_commits_whatever_is_written_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let seconds = std::env::var("FICHE_BESIDE_SECONDS").ok();
    let seconds = seconds
        .and_then(|it| it.parse().ok())
        .map(Duration::from_secs);
    work(folder.path(), 1);
    let (began, is_over) = (Instant::now(), AtomicBool::new(false));
    let (rounds, answers) = thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let index = Index::open(folder.path().join(".fiche")).unwrap();
            let (mut answers, mut last) = (0_u64, 0);
            while !is_over.load(Ordering::Relaxed) {
                let round = round_of(&index);
                assert!(round >= last, "{round} came after {last}");
                last = round;
                answers += 1;
                // Several answers of one commit, however many were made since.
                if answers.is_multiple_of(3) {
                    index.reload().unwrap();
                }
            }
            answers
        });
        let mut round = 1;
        while seconds.map_or(round < ROUNDS, |all| began.elapsed() < all) && !reader.is_finished() {
            round += 1;
            work(folder.path(), round);
        }
        is_over.store(true, Ordering::Relaxed);
        (round, reader.join().unwrap())
    });
    eprintln!("{rounds} rounds, {answers} answers");
    assert!(answers > 0);
}
