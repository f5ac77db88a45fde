//! A watched folder: what changes is indexed, a root that goes is waited for, and the end comes when it is asked for.

use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use fiche_ingest::{Collection, Stop, Watched};

/// Far more than any of it takes: a watch that misses a change fails the test instead of hanging.
const LONGEST: Duration = Duration::from_mins(1);

fn write(folder: &Path, name: &str, title: &str) {
    fs::write(
        folder.join(name),
        format!("{title}\n\nCranes stood still, and nobody could say why.\n"),
    )
    .unwrap();
}

/// Waits for an event that says so.
fn await_event(events: &Receiver<String>, part: &str) {
    let mut seen = Vec::new();
    while let Ok(event) = events.recv_timeout(LONGEST) {
        if event.contains(part) {
            return;
        }
        seen.push(event);
    }
    panic!("no `{part}` in {seen:?}");
}

#[test]
fn what_changes_is_indexed_until_the_end() {
    let home = tempfile::tempdir().unwrap();
    let (root, index) = (home.path().join("news"), home.path().join("news.fiche"));
    fs::create_dir(&root).unwrap();
    write(&root, "a.txt", "Calm");
    let stop = Stop::default();
    let collection = Collection::at(&root).stop_by(stop.clone());
    let (sender, events) = channel();
    let watching = std::thread::spawn(move || {
        collection.watch(&index, |event| {
            let said = match event {
                Watched::Refreshed { report, index } => {
                    let articles = index.stats().unwrap().articles;
                    format!(
                        "read {} removed {} of {articles}",
                        report.read, report.removed
                    )
                }
                Watched::Waiting { root } => format!("waiting for {}", root.display()),
                other => format!("{other:?}"),
            };
            sender.send(said)
        })
    });
    await_event(&events, "read 1 removed 0 of 1");
    write(&root, "b.txt", "Strike");
    await_event(&events, "of 2");
    fs::remove_file(root.join("a.txt")).unwrap();
    await_event(&events, "of 1");
    // The folder goes: its articles stay. Another one comes, and is watched in its place.
    let away = home.path().join("away");
    fs::rename(&root, &away).unwrap();
    await_event(&events, "waiting for");
    let other = home.path().join("other");
    fs::create_dir(&other).unwrap();
    write(&other, "c.txt", "Another");
    fs::rename(&other, &root).unwrap();
    await_event(&events, "removed 1 of 1");
    write(&root, "d.txt", "And another");
    await_event(&events, "of 2");
    stop.stop();
    watching.join().unwrap().unwrap();
}

#[test]
fn a_refresh_that_is_stopped_keeps_what_it_has_done() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..50 {
        write(folder.path(), &format!("{number:02}.txt"), "Calm");
    }
    let index = fiche::Index::in_memory().unwrap();
    let stop = Stop::default();
    let stopping = stop.clone();
    let collection = Collection::at(folder.path())
        .stop_by(stop)
        .on_progress(move |progress| {
            if progress.files_done == 20 {
                stopping.stop();
            }
        });
    let error = collection.refresh(&index).unwrap_err();
    assert!(error.to_string().contains("stopped"), "{error}");
    assert_eq!(index.stats().unwrap().articles, 20);
    let report = Collection::at(folder.path()).refresh(&index).unwrap();
    assert_eq!((report.read, report.unchanged), (30, 20));
}
