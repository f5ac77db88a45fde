//! What holds of any bytes: the bodies of the fuzz targets of the library, and of the test that replays `testdata/fuzz`.
//!
//! Each takes bytes and panics where a promise is broken. What has to be made beforehand is in [`Shelf`].

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use fiche::{
    Analyzer, Article, By, Copies, Counting, Depth, FacetField, Index, Language, Query, QueryError,
    Search, detect,
};
use xxhash_rust::xxh3::xxh3_64;

#[path = "hook.rs"]
pub(crate) mod hook;

/// Articles of the small index: title, body, outlet, date; in several languages and scripts, with everything in them that
/// the query language asks for.
const STORIES: [(&str, &str, &str, &str); 10] = [
    (
        "Convoy leaves Mariupol",
        "The evacuation took all day. Buses waited outside of Mangush, said the mayor’s office.",
        "The Harbour Post",
        "2022-03-14",
    ),
    (
        "Ukraine: talks resume",
        "U.S.-led talks on the COVID-19 vaccine and F-16 jets resumed. “We don't agree,” O'Brien said at 9.30.",
        "Meridian Wire",
        "2022-03-16",
    ),
    (
        "Місто під обстрілом",
        "Колона автобусів вирушила з Маріуполя. Київ підтвердив евакуацію.",
        "Портовий вісник",
        "2022-03",
    ),
    (
        "港口关闭",
        "北京时间周一，港口全天关闭。船只在外面等候。",
        "海报",
        "2022",
    ),
    (
        "Énergie : l'accord trouvé",
        "L'énergie coûtera moins, a dit le ministre. Les élèves s'en réjouissent.",
        "Le Phare",
        "2021-11-02",
    ),
    (
        "Hafenstreik beendet",
        "Die Kräne stehen nicht mehr still. Straße und Brücke sind offen.",
        "Hafenblatt",
        "2023-05-01",
    ),
    (
        "港の再開",
        "フェリーが月曜日に再開した。NATO는 말했다.",
        "波止場",
        "2022-05-09",
    ),
    (
        "Harbour strike",
        "Dockers struck. The harbour was closed. The harbour was quiet; 1,000,000 crates waited. 🚢",
        "The Harbour Post",
        "2022-03-15",
    ),
    (
        "Harbour strike goes on",
        "The harbour was closed for a second day, and crates waited on the quay. 🚢🚢",
        "Meridian Wire",
        "2022-03-16",
    ),
    (
        "",
        "A letter without a headline, www.example.org/news?a=1 and nothing else.",
        "",
        "",
    ),
];

/// Seconds since 1970 UTC from which `7d` is counted: 2022-03-20.
const NOW: i64 = 1_647_734_400;

/// Languages that texts are analysed as.
const LANGUAGES: [&str; 6] = ["en", "de", "fr", "uk", "zh", "tr"];

/// What the targets share, made once.
pub(crate) struct Shelf {
    index: Index,
    folder: PathBuf,
    /// What stands in the places of [`PLACES`].
    current: [String; 3],
}

/// Places in the files of `testdata/fuzz` for what an index of this version says.
const PLACES: [&str; 3] = ["@SCHEMA", "@FORMAT", "@ANALYZER"];

/// What the targets share, in a folder of its own, made when it is first asked for.
pub(crate) fn shelf() -> &'static Shelf {
    static SHELF: LazyLock<(Shelf, tempfile::TempDir)> = LazyLock::new(|| {
        hook::tell_uncaught_panics();
        let folder = tempfile::tempdir().unwrap();
        (Shelf::new(folder.path()), folder)
    });
    &SHELF.0
}

impl Shelf {
    /// Makes everything; the folder is the caller's, and empty.
    pub(crate) fn new(folder: &Path) -> Self {
        let index = Index::in_memory().unwrap();
        fill(&index);
        let kept = folder.join("whole");
        let whole = Index::open_or_create(&kept).unwrap();
        fill(&whole);
        whole.writer().unwrap().finish().unwrap();
        drop(whole);
        name_segment(&kept);
        Self {
            index,
            folder: folder.to_owned(),
            current: current(&kept),
        }
    }

    /// Compiling and searching: every text has an answer, and its parts agree.
    pub(crate) fn search(&self, bytes: &[u8]) {
        let Ok(query) = Query::parse(&String::from_utf8_lossy(bytes)) else {
            return;
        };
        let search = Search::new(query).now(NOW).limit(5).passages(2).explain();
        let search = search.facet(FacetField::Outlet).facet(FacetField::Year);
        let found = self.index.search(&search).unwrap();
        let total = found.total.unwrap();
        assert!(total.all_words <= total.any_word, "{total:?}");
        assert!(found.hits.len() as u64 <= total.any_word.min(5));
        for (at, hit) in found.hits.iter().enumerate() {
            assert_eq!(hit.rank, at + 1);
            assert!(hit.score.is_finite(), "{}", hit.score);
            assert!(hit.explanation.is_some());
        }
        let apart = search.copies(Copies::Apart).limit(STORIES.len());
        let ids = |search: &Search| {
            let ranked = self.index.search(search).unwrap().hits.into_iter();
            ranked.map(|hit| (hit.id, hit.score)).collect::<Vec<_>>()
        };
        let ranked = ids(&apart);
        assert_eq!(ranked.len() as u64, total.any_word, "a count is its list");
        assert!(ranked.is_sorted_by(|a, b| a.1 >= b.1), "best first");
        assert_eq!(ranked, ids(&apart.clone().exhaustive()), "pruning is exact");
        let all = self.index.search(&apart.clone().all_words()).unwrap();
        assert_eq!(all.hits.len() as u64, total.all_words);
        let timeline = self.index.timeline(&apart, By::Auto).unwrap();
        let spoken_of = match total.all_words {
            0 => total.any_word,
            all => all,
        };
        assert_eq!(timeline.articles, spoken_of);
        self.index
            .suggest(&String::from_utf8_lossy(bytes), 5)
            .unwrap();
    }

    /// What a commit says of itself, sealed as a writer would seal it: `meta.json` as a whole.
    pub(crate) fn metadata(&self, bytes: &[u8]) {
        self.open_with(&self.filled_in(bytes));
    }

    /// The bytes with what this version of fiche writes in the places of [`PLACES`]: so the files of `testdata/fuzz` are of
    /// any version.
    fn filled_in(&self, bytes: &[u8]) -> Vec<u8> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return bytes.to_vec();
        };
        let filled = PLACES.iter().zip(&self.current);
        let filled = filled.fold(text.to_owned(), |text, (place, value)| {
            text.replace(place, value)
        });
        filled.into_bytes()
    }

    /// What fiche says in a commit: the payload in `meta.json`.
    pub(crate) fn payload(&self, bytes: &[u8]) {
        let meta = fs::read(self.folder.join("whole/meta.json")).unwrap();
        let mut json: serde_json::Value = serde_json::from_slice(unsealed(&meta)).unwrap();
        let payload = self.filled_in(bytes);
        json["payload"] = String::from_utf8_lossy(&payload).into();
        self.open_with(&serde_json::to_vec(&json).unwrap());
    }

    /// An index with this commit opens and answers, or is refused with an error that names it.
    fn open_with(&self, meta: &[u8]) {
        let folder = self.folder.join("hostile");
        fs::remove_dir_all(&folder).ok();
        fs::create_dir(&folder).unwrap();
        for entry in fs::read_dir(self.folder.join("whole")).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
        fs::write(folder.join("meta.json"), sealed(meta)).unwrap();
        let refused = |error: fiche::Error| {
            let said = error.to_string();
            assert!(said.contains("hostile"), "{said}");
            assert!(said.len() < 2_000, "{said}");
        };
        Index::check(&folder, Depth::Full).map_or_else(refused, drop);
        let index = match Index::open(&folder) {
            Ok(index) => index,
            Err(error) => return refused(error),
        };
        let search: Search = "harbour".parse().unwrap();
        index.search(&search).map_or_else(refused, drop);
        index.stats().map_or_else(refused, drop);
        index.files().map_or_else(refused, drop);
        match index.writer() {
            Ok(mut writer) => writer.commit().unwrap_or_else(refused),
            Err(error) => refused(error),
        }
    }
}

/// The number of the one segment of the index on disk, as the files of `testdata/fuzz/metadata` have it.
const SEGMENT: &str = "00000000-0000-4000-8000-000000000000";

/// Gives the one segment of an index its number.
fn name_segment(folder: &Path) {
    let meta = fs::read(folder.join("meta.json")).unwrap();
    let content = String::from_utf8(unsealed(&meta).to_vec()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&content).unwrap();
    let number = json["segments"][0]["segment_id"].as_str().unwrap();
    let content = content.replace(number, SEGMENT);
    fs::write(folder.join("meta.json"), sealed(content.as_bytes())).unwrap();
    let (number, named) = (number.replace('-', ""), SEGMENT.replace('-', ""));
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        fs::rename(&path, folder.join(name.replace(&number, &named))).unwrap();
    }
    let list = fs::read(folder.join(".managed.json")).unwrap();
    let list = String::from_utf8(unsealed(&list).to_vec()).unwrap();
    let list = list.replace(&number, &named);
    fs::write(folder.join(".managed.json"), sealed(list.as_bytes())).unwrap();
}

/// What an index says of its schema, format and analyzer.
fn current(folder: &Path) -> [String; 3] {
    let meta = fs::read(folder.join("meta.json")).unwrap();
    let json: serde_json::Value = serde_json::from_slice(unsealed(&meta)).unwrap();
    let payload = json["payload"].as_str().unwrap();
    let payload: serde_json::Value = serde_json::from_str(payload).unwrap();
    let analyzer = payload["analyzer"].as_str().unwrap().to_owned();
    [
        json["schema"].to_string(),
        payload["format"].to_string(),
        analyzer,
    ]
}

fn fill(index: &Index) {
    let mut writer = index.writer().unwrap();
    for (number, (title, body, outlet, date)) in STORIES.into_iter().enumerate() {
        let mut article = Article::new(format!("a{number}"), title, body);
        article.outlet = (!outlet.is_empty()).then(|| outlet.to_owned());
        article.published = date.parse().ok();
        writer.upsert(article).unwrap();
        if number == 3 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
}

/// How `meta.json` ends: a line with the checksum of what stands before it.
const SEAL: &str = "fiche-xxh3 ";

fn sealed(content: &[u8]) -> Vec<u8> {
    let line = format!("{SEAL}{:016x}\n", xxh3_64(content));
    [content, line.as_bytes()].concat()
}

fn unsealed(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len() - SEAL.len() - 17]
}

/// Reading a query: notes point into it, and what is printed is read as the same.
pub(crate) fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let query = match Query::parse(&text) {
        Ok(query) => query,
        Err(QueryError::TooLong { bytes }) => {
            assert!(bytes == text.len() && bytes > Query::MAX_BYTES);
            return;
        }
        Err(error) => panic!("{error}"),
    };
    for note in &query.notes {
        if let Some(span) = note.span {
            assert!(text.get(span.start..span.end).is_some(), "{note:?}");
            assert_eq!(note.draw(&text).lines().count(), 2, "{note:?}");
        }
    }
    assert_eq!(Query::parse_strict(&text).is_ok(), query.notes.is_empty());
    let printed = query.to_string();
    if printed.is_empty() || printed.len() > Query::MAX_BYTES {
        return;
    }
    let again = Query::parse(&printed).unwrap();
    let (read, meant) = (again.root.without_spans(), query.root.without_spans());
    assert_eq!(read, meant, "{text:?} prints as {printed:?}");
    assert!(again.notes.is_empty(), "{printed:?}: {:?}", again.notes);
    assert_eq!(again.to_string(), printed);
}

/// Terms of a text: each stands for a stretch of it, in order, and a used analyzer gives what a new one does.
pub(crate) fn tokens(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let languages = LANGUAGES.map(|code| code.parse::<Language>().ok());
    let mut used = Analyzer::new();
    for language in [None, detect(&text)].into_iter().chain(languages) {
        let terms = terms(&mut used, &text, language);
        let mut start = 0;
        for (term, bytes) in &terms {
            assert!(!term.is_empty() && term.len() <= 256, "{term:?}");
            let written = text.get(bytes.clone());
            let written = written.unwrap_or_else(|| panic!("{bytes:?} of {text:?}"));
            assert!(!written.is_empty(), "{term:?} stands for nothing");
            assert!(bytes.start >= start, "{term:?} stands before the last");
            start = bytes.start;
        }
        assert_eq!(terms, self::terms(&mut Analyzer::new(), &text, language));
    }
}

type Term = (String, std::ops::Range<usize>);

fn terms(analyzer: &mut Analyzer, text: &str, language: Option<Language>) -> Vec<Term> {
    let mut terms = Vec::new();
    analyzer.each_term(text, language, |term, bytes| {
        terms.push((term.to_owned(), bytes));
    });
    terms
}

/// Passages: a query in the first line, an article below. They are parts of the article, and runs that match are not empty.
pub(crate) fn snippet(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (query, body) = text.split_once('\n').unwrap_or((&text, &text));
    let Ok(query) = Query::parse(query) else {
        return;
    };
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.upsert(Article::new("a", "", body)).unwrap();
    writer.commit().unwrap();
    let search = Search::new(query).now(NOW).passages(3);
    let found = index.search(&search.counting(Counting::Nothing)).unwrap();
    let body = in_one_line(body);
    for snippet in found.hits.iter().flat_map(|hit| &hit.snippets) {
        for run in &snippet.runs {
            assert!(!run.text.is_empty(), "{snippet:?}");
        }
        let shown = snippet.text();
        let shown = shown.strip_prefix('…').unwrap_or(&shown);
        let inside = |shown: &str| body.contains(in_one_line(shown).as_str());
        let is_cut = || shown.strip_suffix('…').is_some_and(inside);
        assert!(inside(shown) || is_cut(), "{shown:?} of {body:?}");
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
