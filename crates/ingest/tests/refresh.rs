//! An index that stays equal to a folder.

use std::fs;
use std::io::Write;
use std::path::Path;

use fiche::Index;
use fiche_ingest::{Collection, Report, index_folder};

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn story(title: &str) -> String {
    format!("{title}\n\nThe harbour was closed all day, and nobody could say why.\n")
}

fn refresh(folder: &Path) -> (Report, Index) {
    let index = Index::open_or_create(index_folder(folder)).unwrap();
    let report = Collection::at(folder).refresh(&index).unwrap();
    (report, index)
}

fn paths(index: &Index) -> Vec<String> {
    let mut paths: Vec<String> = index.files().unwrap().into_keys().collect();
    paths.sort();
    paths
}

#[test]
fn only_what_changed_is_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", &story("One"));
    write(folder.path(), "b/c.txt", &story("Two"));
    let (report, _) = refresh(folder.path());
    assert_eq!((report.read, report.articles_changed), (2, 2));
    let (report, _) = refresh(folder.path());
    assert_eq!((report.read, report.unchanged), (0, 2));
    write(folder.path(), "a.txt", &story("Another"));
    let (report, index) = refresh(folder.path());
    assert_eq!((report.read, report.unchanged), (1, 1));
    assert_eq!(index.get("a.txt").unwrap().unwrap().title, "Another");
}

#[test]
fn what_is_gone_goes_and_what_moved_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", &story("One"));
    write(folder.path(), "b.txt", &story("Two"));
    refresh(folder.path());
    fs::remove_file(folder.path().join("a.txt")).unwrap();
    fs::rename(folder.path().join("b.txt"), folder.path().join("c.txt")).unwrap();
    let (report, index) = refresh(folder.path());
    assert_eq!((report.removed, report.moved), (2, 1));
    assert_eq!(paths(&index), ["c.txt"]);
    assert_eq!(index.stats().unwrap().articles, 1);
}

#[test]
fn a_bad_file_is_remembered_and_read_again_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "bad.json", "{\"title\": ");
    write(folder.path(), "good.txt", &story("One"));
    let (report, index) = refresh(folder.path());
    assert_eq!(report.failures.len(), 1);
    assert_eq!(index.stats().unwrap().articles, 1);
    let (report, index) = refresh(folder.path());
    assert_eq!((report.read, report.failures.len()), (0, 1));
    let report = Collection::at(folder.path()).retry_failed().refresh(&index);
    assert_eq!(report.unwrap().read, 1);
}

#[test]
fn one_changed_record_of_a_container_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let lines = |second: &str| {
        format!(
            "{{\"id\": \"1\", \"title\": \"One\", \"text\": \"a b\"}}\n{{\"id\": \"2\", \"title\": \"{second}\", \"text\": \"c d\"}}\n"
        )
    };
    write(folder.path(), "feed.jsonl", &lines("Two"));
    assert_eq!(refresh(folder.path()).0.articles_changed, 2);
    write(folder.path(), "feed.jsonl", &lines("Deux!"));
    assert_eq!(refresh(folder.path()).0.articles_changed, 1);
}

#[test]
fn what_is_named_in_an_ignore_file_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", &story("One"));
    write(folder.path(), "drafts/b.txt", &story("Two"));
    write(folder.path(), "c.tmp.txt", &story("Three"));
    write(folder.path(), ".hidden.txt", &story("Four"));
    write(folder.path(), ".ficheignore", "drafts/\n");
    write(
        folder.path(),
        "fiche.toml",
        "[index]\nignore = [\"*.tmp.txt\"]\n",
    );
    let (_, index) = refresh(folder.path());
    assert_eq!(paths(&index), ["a.txt"]);
}

#[test]
fn a_configuration_that_cannot_be_used_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "fiche.toml", "[index]\nignored = []\n");
    let index = Index::in_memory().unwrap();
    let error = Collection::at(folder.path()).refresh(&index).unwrap_err();
    assert!(error.to_string().contains("ignored"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_is_a_failure_and_no_loop() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", &story("One"));
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    let (report, _) = refresh(folder.path());
    assert_eq!((report.read, report.failures.len()), (1, 1));
}

#[cfg(unix)]
#[test]
fn names_that_are_not_unicode_stay_apart() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    for name in [
        &b"a\xff.txt"[..],
        &b"a\xfe.txt"[..],
        "a\u{fffd}FF.txt".as_bytes(),
    ] {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        fs::write(path, story("One")).unwrap();
    }
    let (report, index) = refresh(folder.path());
    assert_eq!(report.read, 3);
    assert_eq!(
        paths(&index),
        [
            "a\u{fffd}FE.txt",
            "a\u{fffd}FF.txt",
            "a\u{fffd}\u{fffd}FF.txt"
        ]
    );
}

/// A folder of newsletters with the same line below each; what is between differs.
fn newsletters(folder: &Path, numbers: std::ops::Range<u32>, line: &str) {
    let places = [
        "quay", "lamp", "ferry", "tower", "market", "bridge", "mill", "school",
    ];
    for number in numbers {
        let place = places[number as usize % places.len()];
        let text = format!(
            "The {place} opens, {number}\n\nIt took the town {number} days to open the {place} again after the flood.\n\nNobody who lives near {place} {number} believed that it would.\n\n{line}\n"
        );
        write(folder, &format!("letters/{number}.txt"), &text);
    }
}

/// Every article as it was indexed, by its path.
fn articles(index: &Index) -> Vec<fiche::Article> {
    let paths = paths(index);
    let articles = paths.iter().filter_map(|path| index.get(path).unwrap());
    articles.collect()
}

fn fresh(folder: &Path) -> Vec<fiche::Article> {
    let index = Index::in_memory().unwrap();
    Collection::at(folder).refresh(&index).unwrap();
    articles(&index)
}

#[test]
fn a_line_of_many_files_is_moved_and_a_refresh_equals_a_fresh_index() {
    const LINE: &str = "The Letter is free: tell a friend";
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let check = |what: &str, is_moved: bool| {
        let (_, index) = refresh(folder);
        let found = articles(&index);
        assert_eq!(found, fresh(folder), "{what}");
        let letter = index.get("letters/3.txt").unwrap().unwrap();
        assert_eq!(letter.rest.contains(LINE), is_moved, "{what}");
        assert_eq!(letter.body.contains(LINE), !is_moved, "{what}");
        let (report, _) = refresh(folder);
        assert_eq!(report.read, 0, "{what}");
    };
    newsletters(folder, 1..4, LINE);
    check("three letters teach nothing", false);
    newsletters(folder, 4..20, LINE);
    check("the first three are read again", true);
    newsletters(folder, 20..200, "");
    check("most letters do not have it", false);
    for number in 20..200 {
        fs::remove_file(folder.join(format!("letters/{number}.txt"))).unwrap();
    }
    check("they are gone", true);
    for number in 4..20 {
        fs::remove_file(folder.join(format!("letters/{number}.txt"))).unwrap();
    }
    check("three are left", false);
}

#[test]
fn a_long_file_learns_from_itself() {
    let folder = tempfile::tempdir().unwrap();
    let letter = |number: u32| {
        let name: String = number
            .to_string()
            .chars()
            .map(|digit| (digit as u8 + 49) as char)
            .collect();
        let body = format!(
            "The quay of {name} was opened.\n\nNobody at {name} knew why.\n\nTell a friend of the Letter"
        );
        serde_json::json!({"title": format!("Letter {number}"), "body": body}).to_string()
    };
    let lines: Vec<String> = (0..100).map(letter).collect();
    write(folder.path(), "letters.jsonl", &lines.join("\n"));
    let (_, index) = refresh(folder.path());
    for number in [1, 60, 100] {
        let article = index
            .get(&format!("letters.jsonl#{number}"))
            .unwrap()
            .unwrap();
        assert_eq!(article.rest, "Tell a friend of the Letter", "{number}");
    }
}

#[test]
fn a_long_file_ends_before_its_folder_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    // More files that wait for their folder than there is room on the way to the writer.
    for number in 0..40 {
        write(folder.path(), &format!("{number}.txt"), &story("Closed"));
    }
    // Small enough to teach the folder and long enough for several batches.
    let record = |number: u32| {
        let body = format!("The harbour of {number} was closed.\n").repeat(100);
        serde_json::json!({"title": format!("Harbour {number}"), "body": body}).to_string()
    };
    let lines: Vec<String> = (0..400).map(record).collect();
    let file = fs::File::create(folder.path().join("long.jsonl.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::default());
    packed.write_all(lines.join("\n").as_bytes()).unwrap();
    packed.finish().unwrap();
    let (report, index) = refresh(folder.path());
    assert_eq!((report.read, index.stats().unwrap().articles), (41, 440));
}

#[test]
fn what_another_run_has_read_is_not_read_again_by_a_run_that_waited_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let index = fiche::Index::open_or_create(folder.path().join(".fiche")).unwrap();
    let other = fiche::Index::open(index.path()).unwrap();
    std::fs::write(folder.path().join("a.txt"), "Ferry\n\nIt sailed.\n").unwrap();
    let collection = Collection::at(folder.path());
    assert_eq!(collection.refresh(&other).unwrap().read, 1);
    // This handle has seen an empty index so far.
    let report = collection.refresh(&index).unwrap();
    assert_eq!((report.read, report.unchanged), (0, 1));
}

#[test]
fn a_better_reader_reads_exactly_its_own_files_again() {
    let folder = tempfile::tempdir().unwrap();
    let page = "<h1>Quay open</h1><p>The quay was opened to all ships again on Monday.</p>";
    write(folder.path(), "a.txt", &story("One"));
    write(folder.path(), "b.html", page);
    write(
        folder.path(),
        "c.jsonl",
        "{\"title\": \"Two\", \"text\": \"a b\"}\n",
    );
    let zip = fs::File::create(folder.path().join("d.zip")).unwrap();
    let mut zip = zip::ZipWriter::new(zip);
    zip.start_file("page.html", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(page.as_bytes()).unwrap();
    zip.finish().unwrap();
    write(folder.path(), "e.json", "{\"title\": ");
    let (_, index) = refresh(folder.path());
    let known = index.files().unwrap();
    // As if the index had been written by a fiche whose reader of pages, and then of JSON, was of another version.
    for (format, files) in [("html", 2), ("json", 1), ("text", 1)] {
        let own = known.values().filter(|file| {
            let readers = file.reader.split(['+', '~']);
            readers
                .map(|it| it.split('/').next())
                .any(|it| it == Some(format))
        });
        let mut writer = index.writer().unwrap();
        for file in own {
            let mut older = file.clone();
            older.reader = older
                .reader
                .replace(&format!("{format}/"), &format!("{format}/90"));
            let update = writer.update_file(&file.path).unwrap();
            update.finish(&older).unwrap();
        }
        writer.finish().unwrap();
        let (report, index) = refresh(folder.path());
        assert_eq!(report.read, files, "{format}");
        assert_eq!(index.files().unwrap(), known, "{format}");
        assert_eq!(index.stats().unwrap().articles, 4, "{format}");
    }
}

#[test]
fn what_the_configuration_says_of_repeated_lines_holds_for_every_file() {
    const LINE: &str = "The Letter is free: tell a friend";
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    newsletters(folder, 1..20, LINE);
    let letter = |index: &Index| index.get("letters/3.txt").unwrap().unwrap();
    let (_, index) = refresh(folder);
    assert!(letter(&index).rest.contains(LINE));
    for (says, is_moved) in [("learn = false", false), ("", true)] {
        write(folder, "fiche.toml", &format!("[index]\n{says}\n"));
        let (report, index) = refresh(folder);
        assert_eq!(report.read, 19, "{says}");
        assert_eq!(letter(&index).rest.contains(LINE), is_moved, "{says}");
        assert_eq!(articles(&index), fresh(folder), "{says}");
        assert_eq!(refresh(folder).0.read, 0, "{says}");
    }
}

#[test]
fn a_file_is_previewed_as_it_would_be_indexed() {
    const LINE: &str = "The Letter is free: tell a friend";
    let folder = tempfile::tempdir().unwrap();
    newsletters(folder.path(), 1..20, LINE);
    let file = folder.path().join("letters/3.txt");
    for collection in [Collection::beside(&file), Collection::at(folder.path())] {
        let mut shown = Vec::new();
        let failures = collection.preview_file(&file, |article| shown.push(article));
        assert!(failures.unwrap().unwrap().is_empty());
        assert_eq!((shown.len(), shown[0].rest.as_str()), (1, LINE));
    }
    let elsewhere = tempfile::tempdir().unwrap();
    write(elsewhere.path(), "3.txt", &story("One"));
    let other = elsewhere.path().join("3.txt");
    let found = Collection::beside(&file).preview_file(other, |_| {});
    assert!(found.unwrap().is_none());
}

#[test]
fn a_clock_that_goes_back_hides_no_change() {
    use std::time::{Duration, SystemTime};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let write_at = |title: &str, time: SystemTime| {
        write(folder.path(), "a.txt", &story(title));
        let file = fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(time).unwrap();
    };
    let day = Duration::from_hours(24);
    // The clock was a day ahead when the file was written, and is right again at the commit.
    let ahead = SystemTime::now() + day;
    write_at("One", ahead);
    refresh(folder.path());
    for (title, time) in [
        // As long, and at the very time: only the content tells.
        ("Two", ahead),
        // Earlier than what is on record.
        ("Six", ahead - 2 * day),
        ("Ten", SystemTime::UNIX_EPOCH),
    ] {
        write_at(title, time);
        let (report, index) = refresh(folder.path());
        assert_eq!(report.read, 1, "{title}");
        assert_eq!(index.get("a.txt").unwrap().unwrap().title, title);
    }
    let (report, _) = refresh(folder.path());
    assert_eq!((report.read, report.unchanged), (0, 1));
}
