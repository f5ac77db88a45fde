//! The sets of a plan as documents of a segment.

use globset::GlobBuilder;
use tantivy::schema::{Field, IndexRecordOption, Term};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::condition::{self, Test};
use super::docset::{All, Any, BoxedSet, Passing, SortedDocs, outside};
use super::plan::{Condition, Match, MetadataWords};
use super::prepare::{Held, Prepared};
use super::rank::{DOCS_PER_CHECK, Stop};
use super::sequence::Sequence;

/// A set that was opened, unless the engine failed or it took too long.
type Opened = Result<BoxedSet, Stop>;

/// Opens sets of a plan over one segment.
pub(super) struct Sets<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) ordinal: usize,
}

impl Sets<'_> {
    fn segment(&self) -> &SegmentReader {
        self.prepared.segment(self.ordinal)
    }

    /// The documents of a set; deleted ones may be among them.
    pub(super) fn open(&self, set: &Match) -> Opened {
        Ok(match set {
            Match::Everything => self.everything()?,
            Match::Unit(unit) => self.unit(*unit)?,
            Match::Metadata(words) => self.metadata(words)?,
            Match::Condition(condition) => self.condition(set, condition)?,
            Match::All(sets) => self.all(sets)?,
            Match::Any(sets) => Box::new(Any::new(self.open_each(sets)?)),
            Match::Except(set, others) => {
                let outside = outside(self.open(others)?);
                Box::new(Passing::new(self.open(set)?, outside))
            }
        })
    }

    fn open_each(&self, sets: &[Match]) -> Result<Vec<BoxedSet>, Stop> {
        sets.iter().map(|set| self.open(set)).collect()
    }

    /// Columns are asked of the documents of the other sets, not gone through for documents of their own.
    fn all(&self, sets: &[Match]) -> Opened {
        let (tests, opened) = self.parted(sets)?;
        let all: BoxedSet = match opened.is_empty() {
            true => Box::new(EveryDoc::of(self.segment())),
            false => Box::new(All::new(opened)),
        };
        Ok(match tests.is_empty() {
            true => all,
            false => Box::new(Passing::new(all, move |doc| {
                tests.iter().all(|test| test(doc))
            })),
        })
    }

    /// What columns tell of a document, and the other sets.
    pub(super) fn parted(&self, sets: &[Match]) -> Result<(Vec<Test>, Vec<BoxedSet>), Stop> {
        let (mut tests, mut opened) = (Vec::new(), Vec::new());
        for set in sets {
            match condition::test(self.prepared.columns(self.ordinal), set)? {
                Some(test) => tests.push(test),
                None => opened.push(self.open(set)?),
            }
        }
        Ok((tests, opened))
    }

    /// Every document but those that hold only the state of a file.
    fn everything(&self) -> Opened {
        let every = EveryDoc::of(self.segment());
        let records = Term::from_field_u64(self.prepared.fields.record, 1);
        Ok(match self.postings(&records)? {
            Some(records) => Box::new(Passing::new(every, outside(records))),
            None => Box::new(every),
        })
    }

    fn postings(&self, term: &Term) -> Result<Option<BoxedSet>, Stop> {
        let inverted = self.segment().inverted_index(term.field())?;
        let postings = inverted.read_postings(term, IndexRecordOption::Basic)?;
        Ok(postings.map(|postings| Box::new(postings) as BoxedSet))
    }

    fn unit(&self, unit: usize) -> Opened {
        let terms = match self.prepared.held(self.ordinal, unit)? {
            Held::Docs(docs) => return Ok(Box::new(SortedDocs::new(docs.docs().to_vec()))),
            Held::Terms(terms) => terms,
        };
        let mut sets: Vec<BoxedSet> = Vec::with_capacity(terms.len());
        for (at, info) in terms {
            let field = self.prepared.fields.ranked[*at];
            let inverted = self.segment().inverted_index(field)?;
            let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            sets.push(Box::new(postings));
        }
        Ok(match sets.len() {
            1 => sets.remove(0),
            _ => Box::new(Any::new(sets)),
        })
    }

    fn metadata(&self, words: &MetadataWords) -> Opened {
        let term_of = |text: &str| match &words.key {
            Some(key) => {
                let mut term = Term::from_field_json_path(words.field, key, false);
                term.append_type_and_str(text);
                term
            }
            None => Term::from_field_text(words.field, text),
        };
        let mut docs = Vec::new();
        let sequence = Sequence::open(self.segment(), &words.reading, &term_of)?;
        if let Some(mut sequence) = sequence {
            let mut spans = Vec::new();
            let mut checks = self.prepared.deadline.checks(DOCS_PER_CHECK);
            let mut doc = sequence.seek(0);
            while doc != TERMINATED {
                sequence.spans(doc, words.slop, &mut spans, &mut checks)?;
                if !spans.is_empty() {
                    docs.push(doc);
                }
                doc = sequence.seek(doc + 1);
            }
        }
        if let Some(value) = &words.whole {
            self.retain_whole(words.field, value, &mut docs)?;
        }
        Ok(Box::new(SortedDocs::new(docs)))
    }

    /// Keeps the documents of which a value of the field is this one, letter for letter.
    fn retain_whole(&self, field: Field, value: &str, docs: &mut Vec<DocId>) -> Result<(), Stop> {
        let segment = self.segment();
        let column = segment
            .fast_fields()
            .str(segment.schema().get_field_name(field))?;
        let ordinal = match &column {
            Some(column) => column.dictionary().term_ord(value)?,
            None => None,
        };
        docs.retain(|doc| {
            let ordinals = column.as_ref().map(|column| column.term_ords(*doc));
            ordinals.is_some_and(|mut it| it.any(|it| Some(it) == ordinal))
        });
        Ok(())
    }

    fn condition(&self, set: &Match, condition: &Condition) -> Opened {
        let fields = self.prepared.fields;
        match condition {
            Condition::Published { .. } | Condition::Words { .. } => {
                self.all(std::slice::from_ref(set))
            }
            Condition::Path(glob) => self.path(glob),
            Condition::Url(prefix) => self.whole_prefix(fields.url, prefix),
            Condition::Language(code) => {
                let term = Term::from_field_text(fields.language, code);
                Ok(self.postings(&term)?.unwrap_or_else(nothing))
            }
            Condition::Format(name) => {
                let term = Term::from_field_text(fields.format, name);
                Ok(self.postings(&term)?.unwrap_or_else(nothing))
            }
        }
    }

    /// Articles whose path matches the glob; a glob without a slash matches the last part of the path.
    fn path(&self, glob: &str) -> Opened {
        let glob = if glob.contains('/') {
            glob.to_owned()
        } else {
            format!("**/{glob}")
        };
        let Ok(glob) = GlobBuilder::new(&glob).literal_separator(true).build() else {
            return Ok(nothing());
        };
        let matcher = glob.compile_matcher();
        let is_in =
            |path: &[u8]| std::str::from_utf8(path).is_ok_and(|path| matcher.is_match(path));
        self.with_terms(self.prepared.fields.source, None, is_in)
    }

    fn whole_prefix(&self, field: Field, prefix: &str) -> Opened {
        let begins = |value: &[u8]| value.starts_with(prefix.as_bytes());
        self.with_terms(field, Some(prefix), begins)
    }

    /// Articles with a value, of a field that is matched whole, that passes a test; with a prefix, only values from
    /// there on are tested, up to the first that fails.
    fn with_terms(
        &self,
        field: Field,
        prefix: Option<&str>,
        passes: impl Fn(&[u8]) -> bool,
    ) -> Opened {
        let inverted = self.segment().inverted_index(field)?;
        let mut terms = inverted
            .terms()
            .range()
            .ge(prefix.unwrap_or_default())
            .into_stream()?;
        let mut docs = Vec::new();
        let mut checks = self.prepared.deadline.checks(DOCS_PER_CHECK);
        while terms.advance() {
            checks.step()?;
            if !passes(terms.key()) {
                if prefix.is_some() {
                    break;
                }
                continue;
            }
            let mut postings =
                inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
            while postings.doc() != TERMINATED {
                docs.push(postings.doc());
                postings.advance();
                checks.step()?;
            }
        }
        docs.sort_unstable();
        docs.dedup();
        let records = Term::from_field_u64(self.prepared.fields.record, 1);
        let found = SortedDocs::new(docs);
        Ok(match self.postings(&records)? {
            Some(records) => Box::new(Passing::new(found, outside(records))),
            None => Box::new(found),
        })
    }
}

fn nothing() -> BoxedSet {
    Box::new(SortedDocs::new(Vec::new()))
}

/// Every document of a segment.
struct EveryDoc {
    doc: DocId,
    end: DocId,
}

impl EveryDoc {
    fn of(segment: &SegmentReader) -> Self {
        Self {
            doc: 0,
            end: segment.max_doc(),
        }
    }
}

impl DocSet for EveryDoc {
    fn advance(&mut self) -> DocId {
        self.seek(self.doc.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = self.doc.max(target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        if self.doc < self.end {
            self.doc
        } else {
            TERMINATED
        }
    }

    fn size_hint(&self) -> u32 {
        self.end
    }
}
