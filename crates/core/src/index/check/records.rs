//! No article stands twice, and articles agree with what is remembered of their files.

use std::collections::{HashMap, HashSet};

use super::super::Index;
use super::super::files::Texts;
use super::Check;

/// What the documents of one file are.
#[derive(Default)]
struct Tally {
    articles: u64,
    /// Articles that carry the state of the file.
    carriers: u64,
    /// Documents that hold nothing else.
    records: u64,
}

pub(super) fn check(index: &Index, check: &mut Check) -> tantivy::Result<()> {
    let mut keys = HashSet::new();
    let mut files: HashMap<String, Tally> = HashMap::new();
    for segment in index.searcher().segment_readers() {
        let columns = segment.fast_fields();
        let key = columns.column_opt::<u64>("key")?;
        let size = columns.column_opt::<u64>("file_size")?;
        let record = columns.column_opt::<u64>("record")?;
        let sources = columns.str("source")?.map(Texts::read).transpose()?;
        for doc in segment.doc_ids_alive() {
            if check.is_cancelled() {
                return Ok(());
            }
            let has = |column: &Option<tantivy::columnar::Column<u64>>| {
                column.as_ref().is_some_and(|it| it.first(doc).is_some())
            };
            let path = sources.as_ref().map(|it| it.of(doc)).unwrap_or_default();
            match key.as_ref().and_then(|it| it.first(doc)) {
                None => check.find(path.clone(), "a document has no key"),
                Some(key) if !keys.insert(key) => {
                    check.find(path.clone(), format!("stands twice (key {key:016x})"));
                }
                Some(_) => {}
            }
            if !path.is_empty() {
                let tally = files.entry(path).or_default();
                let (is_record, has_state) = (has(&record), has(&size));
                tally.records += u64::from(is_record);
                tally.articles += u64::from(!is_record);
                tally.carriers += u64::from(!is_record && has_state);
            }
        }
    }
    for (path, tally) in files {
        match (
            tally.carriers + tally.records,
            tally.carriers,
            tally.articles,
        ) {
            (0, ..) => check.find(path, "nothing is remembered of its file"),
            (1, 0, _) | (1, 1, 1) => {}
            (1, ..) => check.find(path, "one of its articles is remembered as its only one"),
            _ => check.find(path, "its file is remembered twice"),
        }
    }
    Ok(())
}
