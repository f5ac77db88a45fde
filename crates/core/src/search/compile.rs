//! The query's tree to a plan.

use tantivy::Searcher;
use tantivy::schema::Field as EngineField;

use super::deadline::Deadline;
use super::expand::{self, Pattern};
use super::plan::{Condition, Match, MetadataWords, Plan};
use super::rank::Stop;
use super::unit::{FieldMask, Unit, UnitKind, Units};
use crate::analysis::{QueryAnalysis, QueryWord, Reading, Slot, fold, skeleton};
use crate::article::Zone;
use crate::index::{Fields, RANKED_COUNT, plain_url};
use crate::query::{Clause, Field, Filter, Near, Node, Note, Occur, Query, Text, TextKind};

type Result<T> = std::result::Result<T, Stop>;

/// What a plan is made from.
pub(super) struct Context<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) fields: &'a Fields,
    pub(super) analysis: QueryAnalysis<'a>,
    /// What a phrase is worth beside its words.
    pub(super) phrase: f32,
    /// Seconds since 1970 UTC.
    pub(super) now: i64,
    /// Where days begin.
    pub(super) zone: &'a Zone,
    /// When looking up patterns is given up.
    pub(super) deadline: &'a Deadline,
}

/// Makes the plan of a query.
pub(super) fn plan(query: &Query, context: &Context<'_>) -> Result<Plan> {
    let mut compiler = Compiler {
        context,
        units: Units::default(),
        notes: query.notes.clone(),
        kin_words: 0,
    };
    let (hits, all_words, relaxed) = match &query.root {
        Node::Group(clauses) => compiler.root(clauses)?,
        node => {
            let pieces = compiler.pieces(node, 1.0)?;
            // What holds no word asks for nothing, alone as beside others of its kind.
            let hits = match pieces.is_empty() {
                true => Match::Everything,
                false => any_of(&pieces),
            };
            (hits, all_of(&pieces), parts_of(&pieces))
        }
    };
    let units = compiler.units.finish();
    let pairs = neighbours(&units);
    Ok(Plan {
        units,
        hits,
        relaxed,
        all_words,
        pairs,
        notes: compiler.notes,
    })
}

/// A set that one leaf of the query stands for.
struct Piece {
    set: Match,
    is_stop: bool,
    /// The words that it is made of, any of which is a hit beside other words.
    parts: Vec<Match>,
}

impl Piece {
    fn whole(set: Match) -> Self {
        Self {
            set,
            is_stop: false,
            parts: Vec::new(),
        }
    }
}

/// Whether a text is an address: `https://…`, `www.…`, or a host and a path, as `pic.example.org/a1` is. Its words name
/// a machine and a file: beside other words they say nothing, as function words do.
fn is_address(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let has_scheme = ["https://", "http://", "www."].iter().any(|beginning| {
        let head = text.get(..beginning.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(beginning))
    });
    has_scheme || text.split_once('/').is_some_and(|(host, _)| is_host(host))
}

/// Names between dots, the last of letters: not `U.S.` and not `3.5`.
fn is_host(text: &str) -> bool {
    let last = text.rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn any_of(pieces: &[Piece]) -> Match {
    Match::any(pieces.iter().map(|piece| piece.set.clone()).collect())
}

/// Any of the words of a phrase or compound that stands alone; beside other words they are hits already.
fn parts_of(pieces: &[Piece]) -> Option<Match> {
    match pieces {
        [piece] if !piece.parts.is_empty() => Some(Match::any(piece.parts.clone())),
        _ => None,
    }
}

fn all_of(pieces: &[Piece]) -> Match {
    Match::all(pieces.iter().map(|piece| piece.set.clone()).collect())
}

/// Scored words that follow one another in the query. A word that counts less than one, `word^0.5`, was added to others and
/// is nobody's neighbour.
fn neighbours(units: &[Unit]) -> Vec<(usize, usize)> {
    let is_word = |unit: &Unit| unit.weight >= 1.0 && matches!(unit.kind, UnitKind::Terms(_));
    let words: Vec<usize> = (0..units.len()).filter(|at| is_word(&units[*at])).collect();
    words.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Articles up to which a word is looked for under other spellings of its sounds too.
const FEW_ARTICLES: u64 = 2;

/// The most words that are searched as spellings of one name.
const MAX_KIN: usize = 8;

/// The most rare words of a query that are looked for under other spellings: each goes through the words of the collection, and
/// a text with more of them is no question.
const MAX_KIN_WORDS: usize = 16;

/// How much a word counts that is only spelt as the one typed may be: it never comes before that one.
const KIN_WEIGHT: f32 = 0.3;

/// The place of the body among the ranked fields.
const BODY: usize = 2;

struct Compiler<'a> {
    context: &'a Context<'a>,
    units: Units,
    notes: Vec<Note>,
    /// Rare words that were looked for under other spellings.
    kin_words: usize,
}

/// The clauses of a group, sorted by what they ask.
#[derive(Default)]
struct Sorted {
    should: Vec<Piece>,
    must: Vec<Match>,
    must_not: Vec<Match>,
}

impl Compiler<'_> {
    /// The hits, the articles that hold all the words, and what is found where nothing is.
    fn root(&mut self, clauses: &[Clause]) -> Result<(Match, Match, Option<Match>)> {
        let mut sorted = self.sort(clauses, 1.0)?;
        let must_not = std::mem::take(&mut sorted.must_not);
        let mut all = sorted.must.clone();
        all.extend(sorted.should.iter().map(|piece| piece.set.clone()));
        let relaxed = parts_of(&sorted.should).map(|parts| {
            let mut sets = sorted.must.clone();
            sets.push(parts);
            Match::all(sets).except(must_not.clone())
        });
        let hits = positive(sorted).except(must_not.clone());
        Ok((hits, Match::all(all).except(must_not), relaxed))
    }

    fn group(&mut self, clauses: &[Clause], weight: f32) -> Result<Match> {
        let mut sorted = self.sort(clauses, weight)?;
        let must_not = std::mem::take(&mut sorted.must_not);
        Ok(positive(sorted).except(must_not))
    }

    fn sort(&mut self, clauses: &[Clause], weight: f32) -> Result<Sorted> {
        let mut sorted = Sorted::default();
        for clause in clauses {
            match clause.occur {
                Occur::Should => sorted.should.extend(self.pieces(&clause.node, weight)?),
                Occur::Must => sorted
                    .must
                    .push(all_of(&self.pieces(&clause.node, weight)?)),
                Occur::MustNot => {
                    let excluded = self.unscored(|compiler| compiler.pieces(&clause.node, 0.0))?;
                    sorted.must_not.push(all_of(&excluded));
                }
            }
        }
        self.drop_stop_words(&mut sorted);
        Ok(sorted)
    }

    /// Function words weigh nothing beside other words: they neither rank nor have to be there.
    fn drop_stop_words(&mut self, sorted: &mut Sorted) {
        let has_others = sorted.should.iter().any(|piece| !piece.is_stop)
            || sorted.must.iter().any(Match::is_ranked);
        if has_others {
            let (stops, others): (Vec<Piece>, _) =
                sorted.should.drain(..).partition(|piece| piece.is_stop);
            sorted.should = others;
            for piece in &stops {
                if let Match::Unit(at) = piece.set {
                    self.units.unscore(at..at + 1);
                }
            }
            // `NOT` in capitals beside `not` is the same word, said louder.
            let is_stop = |piece: &Piece| stops.iter().any(|stop| stop.set == piece.set);
            sorted.should.retain(|piece| !is_stop(piece));
        }
    }

    /// What a negated node adds selects and does not rank.
    fn unscored<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        let first = self.units.len();
        let done = compile(self);
        self.units.unscore(first..self.units.len());
        done
    }

    /// The sets that a node stands for, side by side: several where the analysis parts a word.
    fn pieces(&mut self, node: &Node, weight: f32) -> Result<Vec<Piece>> {
        let set = match node {
            Node::Text(text) => return self.text(text, weight),
            Node::Weighted(inner, factor) => return self.pieces(inner, weight * factor),
            Node::Group(clauses) => self.group(clauses, weight)?,
            Node::Near(near) => self.near(near, weight),
            Node::Filter(filter) => Match::Condition(condition(filter, self.context)),
        };
        Ok(vec![Piece::whole(set)])
    }

    fn text(&mut self, text: &Text, weight: f32) -> Result<Vec<Piece>> {
        if let Some(field) = text.field.as_ref().filter(|field| !field.is_ranked()) {
            return Ok(self.metadata(field, text).into_iter().collect());
        }
        let pattern = match text.kind {
            TextKind::Word if text.exact => Some(Pattern::Literal),
            TextKind::Word => return self.words(text, weight),
            TextKind::Phrase { slop } => return self.phrase(text, slop, weight),
            TextKind::Prefix => Some(Pattern::Prefix),
            TextKind::Wildcard => Some(Pattern::Wildcard),
            TextKind::Fuzzy { distance } => Some(Pattern::Fuzzy(distance)),
            TextKind::Regex => Some(Pattern::Regex),
        };
        let pattern = pattern.unwrap_or(Pattern::Literal);
        self.pattern(text, pattern, weight)
    }

    fn words(&mut self, text: &Text, weight: f32) -> Result<Vec<Piece>> {
        let words = self.context.analysis.words(&text.text);
        if words.is_empty() {
            self.note_no_words(text);
        }
        let is_address = is_address(&text.text);
        let mut pieces = Vec::with_capacity(words.len());
        for mut word in words {
            let is_stop = word.stop || is_address;
            for slot in word.readings.iter_mut().flat_map(|it| &mut it.slots) {
                self.complete(slot)?;
            }
            let label = text.text[word.start..word.end].to_owned();
            let kin = self.kin_of(&word, &label)?;
            self.drop_absent_names(&mut word)?;
            let parts = std::mem::take(&mut word.parts);
            let kind = kind_of(word);
            let share = if matches!(kind, UnitKind::Sequences { .. }) {
                self.context.phrase
            } else {
                1.0
            };
            let mut set = self.push(text, label, kind, weight * share);
            if let Some(forms) = kin {
                set = Match::any(vec![set, self.push_kin(text, forms, weight)]);
            }
            let parts = match is_stop {
                true => Vec::new(),
                false => self.parts(text, parts, weight),
            };
            pieces.push(Piece {
                set,
                is_stop,
                parts,
            });
        }
        Ok(pieces)
    }

    /// Names of several words that the collection does not hold: they would be looked up as sequences.
    fn drop_absent_names(&self, word: &mut QueryWord) -> Result<()> {
        let mut at = 0;
        while let Some(reading) = word.readings.get(at) {
            let is_sequence = reading.variant && reading.slots.len() > 1;
            if is_sequence && !self.may_stand(reading)? {
                word.readings.remove(at);
            } else {
                at += 1;
            }
        }
        Ok(())
    }

    /// Whether the collection holds a word for each place of a reading.
    fn may_stand(&self, reading: &Reading) -> Result<bool> {
        for slot in &reading.slots {
            if !slot.prefix && !self.is_in_more_than(0, slot)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether more than so many articles hold the stem of a slot's word in the text, or the word unstemmed; one that
    /// holds both is counted twice. The text comes first: it tells of nearly every word.
    fn is_in_more_than(&self, few: u64, slot: &Slot) -> Result<bool> {
        let fields = self.context.fields;
        let mut articles = 0;
        for field in [fields.ranked[BODY], fields.forms] {
            for term in &slot.terms {
                let term = tantivy::schema::Term::from_field_text(field, term);
                articles += self.context.searcher.doc_freq(&term)?;
                if articles > few {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Words that may spell the same name, where hardly an article holds the word as it was typed.
    fn kin_of(&mut self, word: &QueryWord, label: &str) -> Result<Option<Vec<String>>> {
        if !self.context.analysis.variants || word.stop {
            return Ok(None);
        }
        for reading in &word.readings {
            let [slot] = reading.slots.as_slice() else {
                continue;
            };
            if slot.prefix || self.is_in_more_than(FEW_ARTICLES, slot)? {
                return Ok(None);
            }
        }
        if self.kin_words == MAX_KIN_WORDS {
            return Ok(None);
        }
        self.kin_words += 1;
        let own = fold(label);
        let mut forms = self.skeleton_forms(&own)?;
        let readings = word.readings.iter();
        let known: Vec<&str> = readings.flat_map(super::unit::reading_terms).collect();
        forms.retain(|form| !known.contains(&form.as_str()));
        Ok(Some(forms).filter(|forms| !forms.is_empty()))
    }

    fn skeleton_forms(&self, own: &str) -> Result<Vec<String>> {
        let Some(pattern) = skeleton(own) else {
            return Ok(Vec::new());
        };
        let context = self.context;
        let found = expand::forms(
            context.searcher,
            context.fields.forms,
            &pattern,
            Pattern::Regex,
            context.deadline,
        )?;
        let others = found.forms.into_iter().filter(|form| form != own);
        Ok(others.take(MAX_KIN).collect())
    }

    /// Words that are spelt as the same name may be: they select as the word does, and rank below it.
    fn push_kin(&mut self, text: &Text, forms: Vec<String>, weight: f32) -> Match {
        let said = forms.join(", ");
        let message = format!("`{}` is in few articles; also searched: {said}", text.text);
        self.notes.push(Note::at(text.span, message));
        let kind = UnitKind::Forms {
            stems: stems(&self.context.analysis, &forms),
            forms,
        };
        self.push(text, format!("spelt as {said}"), kind, weight * KIN_WEIGHT)
    }

    /// A lone character of an unspaced script is the beginning of the terms that it stands in.
    fn complete(&self, slot: &mut Slot) -> Result<()> {
        if slot.prefix {
            let (searcher, field) = (self.context.searcher, self.context.fields.forms);
            let beginnings = std::mem::take(&mut slot.terms);
            for beginning in &beginnings {
                let deadline = self.context.deadline;
                let found = expand::forms(searcher, field, beginning, Pattern::Prefix, deadline)?;
                slot.terms.extend(found.forms);
            }
        }
        Ok(())
    }

    fn phrase(&mut self, text: &Text, slop: u32, weight: f32) -> Result<Vec<Piece>> {
        let mut reading = self.context.analysis.phrase(&text.text);
        if reading.slots.is_empty() {
            self.note_no_words(text);
            return Ok(Vec::new());
        }
        for slot in &mut reading.slots {
            self.complete(slot)?;
        }
        let readings = vec![reading];
        let kind = if readings[0].slots.len() == 1 && !text.exact {
            UnitKind::Terms(readings[0].slots[0].terms.clone())
        } else {
            UnitKind::Sequences { readings, slop }
        };
        let has_parts = !text.exact && matches!(kind, UnitKind::Sequences { .. });
        let share = if has_parts { self.context.phrase } else { 1.0 };
        let set = self.push(text, format!("“{}”", text.text), kind, weight * share);
        let mut piece = Piece::whole(set);
        if has_parts {
            let words = self.context.analysis.words(&text.text);
            piece.parts = self.parts(text, words, weight);
        }
        Ok(vec![piece])
    }

    fn pattern(&mut self, text: &Text, pattern: Pattern, weight: f32) -> Result<Vec<Piece>> {
        let literal = if pattern == Pattern::Regex {
            text.text.clone()
        } else {
            fold(&text.text)
        };
        let context = self.context;
        let mut found = expand::forms(
            context.searcher,
            context.fields.forms,
            &literal,
            pattern,
            context.deadline,
        )?;
        if matches!(pattern, Pattern::Fuzzy(_)) {
            for form in self.skeleton_forms(&literal)? {
                found.add(form);
            }
        }
        if let Some(note) = found.note(text) {
            self.notes.push(note);
        }
        let kind = UnitKind::Forms {
            stems: stems(&context.analysis, &found.forms),
            forms: found.forms,
        };
        let set = self.push(text, pattern.label(&text.text), kind, weight);
        Ok(vec![Piece::whole(set)])
    }

    fn near(&mut self, near: &Near, weight: f32) -> Match {
        let analysis = &self.context.analysis;
        let readings = |text: &Text| match text.kind {
            TextKind::Phrase { .. } => vec![analysis.phrase(&text.text)],
            _ => match analysis.words(&text.text).as_slice() {
                [word] => word.readings.clone(),
                _ => vec![analysis.phrase(&text.text)],
            },
        };
        let operands: Vec<Vec<Reading>> = near.operands.iter().map(readings).collect();
        let label: Vec<&str> = near
            .operands
            .iter()
            .map(|text| text.text.as_str())
            .collect();
        let label = label.join(&format!(" NEAR/{} ", near.distance));
        let kind = UnitKind::Near {
            operands,
            distance: near.distance,
        };
        let Some(first) = near.operands.first() else {
            return Match::Everything;
        };
        let first = Text {
            exact: false,
            ..first.clone()
        };
        self.push(&first, label, kind, weight)
    }

    fn push(&mut self, text: &Text, label: String, kind: UnitKind, weight: f32) -> Match {
        let unit = Unit {
            label,
            weight,
            fields: mask(text.field.as_ref()),
            kind,
            exact: text.exact.then(|| text.text.clone()),
            is_part: false,
        };
        Match::Unit(self.units.add(unit))
    }

    /// Adds the words that a unit is made of, which rank beside it and are not marked in passages.
    fn parts(&mut self, text: &Text, words: Vec<QueryWord>, weight: f32) -> Vec<Match> {
        let mut parts = Vec::new();
        for mut word in words.into_iter().filter(|word| !word.stop) {
            if !word.parts.is_empty() {
                let within = std::mem::take(&mut word.parts);
                parts.extend(self.parts(text, within, weight));
                continue;
            }
            let unit = self.units.add(Unit {
                label: text.text[word.start..word.end].to_owned(),
                weight,
                fields: mask(text.field.as_ref()),
                kind: kind_of(word),
                exact: None,
                is_part: true,
            });
            parts.push(Match::Unit(unit));
        }
        parts
    }

    fn metadata(&mut self, field: &Field, text: &Text) -> Option<Piece> {
        let words = self.context.analysis.folded(&text.text);
        let slots = words
            .iter()
            .filter_map(|word| word.readings.first())
            .enumerate()
            .flat_map(|(at, reading)| {
                let shifted = |slot: &Slot| Slot {
                    offset: at as u32,
                    ..slot.clone()
                };
                reading
                    .slots
                    .iter()
                    .take(1)
                    .map(shifted)
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>();
        if slots.is_empty() {
            self.note_no_words(text);
            return None;
        }
        let (engine_field, key) = self.metadata_field(field)?;
        let slop = match text.kind {
            TextKind::Phrase { slop } => slop,
            _ => 0,
        };
        let set = Match::Metadata(MetadataWords {
            field: engine_field,
            key,
            reading: Reading {
                slots,
                variant: false,
            },
            slop,
            // Values of `extra` have no column to compare with.
            whole: (text.exact && !matches!(field, Field::Extra(_))).then(|| text.text.clone()),
        });
        Some(Piece::whole(set))
    }

    fn metadata_field(&self, field: &Field) -> Option<(EngineField, Option<String>)> {
        let fields = self.context.fields;
        Some(match field {
            Field::Author => (fields.author, None),
            Field::Outlet => (fields.outlet, None),
            Field::Section => (fields.section, None),
            Field::Tag => (fields.tag, None),
            Field::Place => (fields.place, None),
            Field::Extra(key) => (fields.extra, Some(key.clone())),
            Field::Title | Field::Deck | Field::Body | Field::Captions | Field::Rest => {
                return None;
            }
        })
    }

    fn note_no_words(&mut self, text: &Text) {
        let message = format!("`{}` holds no word to search for", text.text);
        self.notes.push(Note::at(text.span, message));
    }
}

/// The articles of the positive clauses. Words beside conditions have to be there, one at least; beside required words
/// they only rank. A phrase or compound that stands alone is found whole; beside other words each of its own words is a
/// hit as well, and ranking sorts them.
fn positive(sorted: Sorted) -> Match {
    let mut sets = sorted.must;
    let needs_a_word = !sets.iter().any(Match::is_ranked);
    if needs_a_word && !sorted.should.is_empty() {
        let mut any: Vec<Match> = sorted.should.iter().map(|it| it.set.clone()).collect();
        if any.len() > 1 {
            any.extend(sorted.should.into_iter().flat_map(|it| it.parts));
        }
        sets.push(Match::any(any));
    }
    Match::all(sets)
}

/// A word whose readings are all single terms is one list of terms; else its readings are sequences.
fn kind_of(word: QueryWord) -> UnitKind {
    if word.readings.iter().all(|reading| reading.slots.len() == 1) {
        let mut terms: Vec<String> = Vec::new();
        for term in word.readings.iter().flat_map(super::unit::reading_terms) {
            if !terms.iter().any(|known| known == term) {
                terms.push(term.to_owned());
            }
        }
        UnitKind::Terms(terms)
    } else {
        UnitKind::Sequences {
            readings: word.readings,
            slop: 0,
        }
    }
}

/// The terms of the ranked fields under which unstemmed words are indexed.
fn stems(analysis: &QueryAnalysis<'_>, forms: &[String]) -> Vec<String> {
    let plain = QueryAnalysis {
        variants: false,
        ..*analysis
    };
    let words = forms.iter().flat_map(|form| plain.words(form));
    let mut stems: Vec<String> = words
        .flat_map(|word| word.readings)
        .flat_map(|reading| {
            let terms: Vec<String> = super::unit::reading_terms(&reading)
                .map(str::to_owned)
                .collect();
            terms
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn mask(field: Option<&Field>) -> FieldMask {
    let only = |at: usize| {
        let mut mask = [false; RANKED_COUNT];
        mask[at] = true;
        mask
    };
    match field {
        Some(Field::Title) => only(0),
        Some(Field::Deck) => only(1),
        Some(Field::Body) => only(2),
        Some(Field::Captions) => only(3),
        Some(Field::Rest) => only(4),
        _ => [true; RANKED_COUNT],
    }
}

fn condition(filter: &Filter, context: &Context<'_>) -> Condition {
    match filter {
        Filter::Date(range) => {
            let (from, to) = range.bounds(context.now, context.zone);
            Condition::Published { from, to }
        }
        Filter::Language(language) => Condition::Language(language.code().to_owned()),
        Filter::Format(name) => Condition::Format(name.clone()),
        Filter::Path(glob) => Condition::Path(glob.clone()),
        Filter::Url(url) => Condition::Url(plain_url(url).to_owned()),
        Filter::Words { from, to } => Condition::Words {
            from: from.unwrap_or(0),
            to: to.unwrap_or(u64::MAX),
        },
    }
}
