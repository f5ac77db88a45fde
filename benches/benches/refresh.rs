//! How long it takes to see that nothing has changed: `Collection::refresh` over files that are all indexed, beside a bare walk
//! that asks the size and time of each file. The walk is the least that any program has to do; the ratio of the two is the figure.
//!
//! Corpus: seeded made-up articles as text files, 20,000 unless `FICHE_BENCH_ARTICLES` says otherwise, 100 in a folder, in a temporary
//! folder whose index is beside them.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fiche::{Article, Index};
use fiche_benches::{Corpus, articles_or};
use fiche_ingest::{Collection, index_folder};
use walkdir::WalkDir;

const SEED: u64 = 1;
const FILES: usize = 20_000;
const FILES_IN_A_FOLDER: usize = 100;
/// The files are small: what is read of them is not measured.
const FILE_BYTES: usize = 400;
const SAMPLES: usize = 10;
/// Files that are older than the commit are trusted by their size and time.
const AGE: Duration = Duration::from_hours(24);

fn write_files(root: &Path, articles: impl Iterator<Item = Article>) -> std::io::Result<()> {
    let modified = SystemTime::now() - AGE;
    for (number, article) in articles.enumerate() {
        let folder = root.join(format!("{:04}", number / FILES_IN_A_FOLDER));
        if number % FILES_IN_A_FOLDER == 0 {
            fs::create_dir(&folder)?;
        }
        let end = article.body.floor_char_boundary(FILE_BYTES);
        let text = format!("{}\n\n{}\n", article.title, &article.body[..end]);
        let path = folder.join(format!("{}.txt", article.id));
        fs::write(&path, text)?;
        File::options()
            .write(true)
            .open(&path)?
            .set_modified(modified)?;
    }
    Ok(())
}

/// The sum of sizes and times, so that none goes unread.
fn walk(root: &Path) -> u64 {
    let files = WalkDir::new(root).into_iter().flatten();
    let metadata = files.filter_map(|file| file.metadata().ok());
    metadata
        .filter(fs::Metadata::is_file)
        .map(|it| {
            let modified = it.modified().ok();
            let age = modified.and_then(|it| it.elapsed().ok());
            it.len() + age.map_or(0, |it| it.as_secs())
        })
        .sum()
}

fn refresh(criterion: &mut Criterion) {
    let corpus = Corpus::new(SEED, articles_or(FILES));
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_files(folder.path(), corpus.articles()).expect("room on the disk");
    let index = index_folder(folder.path());
    let collection = Collection::at(folder.path());
    let refresh = || {
        let index = Index::open_or_create(&index).expect("an index");
        collection.refresh(&index).expect("a readable collection")
    };
    refresh();
    let unchanged = refresh().unchanged;
    assert_eq!(unchanged, corpus.len() as u64, "files are read again");

    let mut group = criterion.benchmark_group(format!("refresh of {} files", corpus.len()));
    group.sample_size(SAMPLES);
    group.throughput(Throughput::Elements(unchanged));
    group.bench_function("fiche", |bencher| bencher.iter(refresh));
    group.bench_function("bare walk", |bencher| {
        bencher.iter(|| walk(folder.path()));
    });
    group.finish();
}

criterion_group!(benches, refresh);
criterion_main!(benches);
