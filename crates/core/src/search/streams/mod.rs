//! Where the documents of a union come from: one stream for each term of each field, and what each may bring.

mod part;
mod read;
mod sought;

use tantivy::{DocId, TERMINATED};

use super::alone::Begun;
use super::bound::{PairBound, ROUNDING, UnitBound, pairs};
use super::candidates::{Candidate, Candidates};
use super::phrase::Finder;
use super::prepare::Prepared;
use super::rank::Stop;
use super::stream::{self, Stream};
use super::window::{MAX_WINDOW_DOCS, MIN_WINDOW_DOCS, Window};
use crate::index::Frequency;
use sought::Sought;

/// Streams that hold no more documents together are read whole: bounding them costs more than scoring them.
const FEW_POSTINGS: u64 = 192;

/// The streams of a union, read window by window.
///
/// In each window the streams are parted (MaxScore: Turtle and Flood, 1995; by window as in Lucene's
/// `MaxScoreBulkScorer`): those whose bounds together do not reach the threshold can bring in no document by
/// themselves; they are not read but looked up, for the documents that the others bring.
pub(super) struct Streams<'a> {
    prepared: &'a Prepared<'a>,
    all: Vec<Stream<'a>>,
    units: Vec<UnitBound>,
    pairs: Vec<PairBound>,
    /// The units whose streams are those of terms that stand in for them.
    sought: Vec<Sought>,
    /// Places of streams. The first cannot lead to a document above the threshold anywhere; of the others those come
    /// first that add the least for what their reading costs.
    order: Vec<usize>,
    /// How many of them are never read, as they bring in no document.
    looked_up: usize,
    /// How many of them cannot lead, those among them.
    followers: usize,
    is_few: bool,
    window: Window,
    candidates: Candidates,
    /// Places of the streams that are read in the current window.
    reading: Vec<usize>,
    /// The share of the last window's documents that were brought in.
    held: f32,
    /// The documents of the segment.
    documents: f32,
    /// The first document that no window held yet.
    from: DocId,
    /// The threshold for which the leading streams were told.
    led_at: f32,
}

impl<'a> Streams<'a> {
    /// The streams of some units, every one that scores among them, of which the first `own` bring in documents and the others
    /// only rank them. Not every candidate holds one of the first: what only ranks is read where it is rarer than they are. Where
    /// the first is a phrase that was begun, every candidate holds it.
    pub(super) fn open(
        prepared: &'a Prepared<'a>,
        ordinal: usize,
        units: &[usize],
        own: usize,
        begun: Option<Begun>,
    ) -> Result<Self, Stop> {
        let from = begun.as_ref().map_or(0, |begun| begun.from);
        let mut begun = begun.map(|begun| begun.finder);
        let (mut streams, mut sought) = (Vec::new(), Vec::new());
        for (place, unit) in units.iter().enumerate() {
            if let Some(phrase) = stream::open(prepared, ordinal, *unit, place, &mut streams)? {
                sought.push(match begun.take() {
                    Some(finder) => Sought::required(place, finder),
                    None => Sought::optional(place, Finder::open(phrase, prepared, ordinal)?),
                });
            }
        }
        let brought = streams.iter().filter(|it| it.unit < own);
        let brought: u64 = brought.map(|it| u64::from(it.postings)).sum();
        for stream in &mut streams {
            stream.can_be_read = stream.unit < own || u64::from(stream.postings) <= brought;
        }
        let mut order: Vec<usize> = (0..streams.len()).collect();
        order.sort_by_key(|place| streams[*place].can_be_read);
        let looked_up = order.partition_point(|place| !streams[*place].can_be_read);
        let read = streams.iter().filter(|it| it.can_be_read);
        let is_few = read.map(|it| u64::from(it.postings)).sum::<u64>() <= FEW_POSTINGS;
        if !is_few {
            for stream in &mut streams {
                stream.read_blocks(prepared, ordinal)?;
            }
        }
        let bound = |unit: &usize| UnitBound {
            weight: prepared.unit_weight(*unit),
            unread: 0.0,
            most: 0.0,
            alone: Frequency::ZERO,
        };
        let place = |unit: usize| units.iter().position(|it| *it == unit);
        let pair = |pair: &(usize, usize)| PairBound {
            places: [place(pair.0), place(pair.1)],
            most: prepared.pair_bound(|it| it == *pair),
        };
        Ok(Self {
            prepared,
            order,
            looked_up,
            followers: looked_up,
            all: streams,
            units: units.iter().map(bound).collect(),
            pairs: prepared.plan.pairs.iter().map(pair).collect(),
            from,
            sought,
            is_few,
            window: Window::of(units.len()),
            candidates: Candidates::of(units.len()),
            reading: Vec::new(),
            held: 0.0,
            documents: prepared.segment(ordinal).max_doc() as f32,
            led_at: f32::NEG_INFINITY,
        })
    }

    /// What the last window may bring in, in order.
    pub(super) fn candidates(&self) -> impl Iterator<Item = Candidate<'_>> {
        self.candidates.iter()
    }

    /// A score that so many documents of the segment exceed, if none of them is deleted and nothing lowers a score: what the
    /// engine tells of the best document of each block, without the document being looked at.
    pub(super) fn floor(&self, documents: usize) -> Option<f32> {
        let weights = self.prepared.weights;
        // What stands in for a phrase is no phrase yet.
        let is_known = |stream: &&Stream<'_>| self.sought.iter().all(|it| it.place != stream.unit);
        let reached = |stream: &Stream<'_>| {
            let frequency = stream.blocks.reached_by(documents)?;
            let unit = &self.units[stream.unit];
            Some(unit.gain(weights, 0.0, frequency.to_f32()) / ROUNDING)
        };
        let known = self.all.iter().filter(is_known);
        known.filter_map(reached).reduce(f32::max)
    }

    /// Goes on to the next window with documents that may be above the threshold; false where there is none.
    pub(super) fn next_window(&mut self, threshold: f32) -> Result<bool, Stop> {
        self.candidates.clear();
        if self.is_few {
            if self.from < TERMINATED {
                self.gather(threshold)?;
            }
            return Ok(!self.candidates.is_empty());
        }
        if threshold > self.led_at {
            self.lead(threshold);
        }
        while let Some((start, end)) = self.stretch() {
            self.from = end;
            if self.bound(start, end, threshold) {
                self.part(threshold);
                self.fill(start, end, threshold)?;
                if !self.candidates.is_empty() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Makes every document a candidate that a stream brings in which can be read.
    fn gather(&mut self, threshold: f32) -> Result<(), Stop> {
        let docs = self.from..TERMINATED;
        self.from = TERMINATED;
        let mut entries = Vec::with_capacity(FEW_POSTINGS as usize);
        for stream in self.all.iter_mut().filter(|it| it.can_be_read) {
            let unit = stream.unit;
            let keep = |entries: &mut Vec<_>, doc, frequency| entries.push((doc, unit, frequency));
            stream.visit(docs.clone(), &mut entries, |_, _| true, keep);
        }
        entries.sort_unstable_by_key(|(doc, ..)| *doc);
        self.candidates.reserve(entries.len());
        for entries in entries.chunk_by(|a, b| a.0 == b.0) {
            let frequencies = self.candidates.push(entries[0].0, f32::INFINITY);
            for (_, unit, frequency) in entries {
                frequencies[*unit] += *frequency;
            }
        }
        self.find_required(threshold)?;
        for place in &self.order[..self.looked_up] {
            let stream = &mut self.all[*place];
            self.candidates.retain(|doc, bound, frequencies| {
                frequencies[stream.unit] += stream.frequency(doc);
                Some(bound)
            });
        }
        self.find_others(threshold)
    }

    /// Tells the streams that can lead to a document above the threshold anywhere in the segment.
    fn lead(&mut self, threshold: f32) {
        for stream in &mut self.all {
            stream.most = stream.most_anywhere;
        }
        self.followers = self.looked_up;
        self.part(threshold);
        let streams = &self.all;
        // Stable: the order by worth is kept.
        self.order.sort_by_key(|place| streams[*place].is_read());
        self.followers = self.order.partition_point(|it| !streams[*it].is_read());
        self.led_at = threshold;
        for (at, place) in self.order.iter().enumerate() {
            self.all[*place].is_pending = at < self.followers;
        }
        self.sum_unread();
        for at in self.followers..self.order.len() {
            let place = self.order[at];
            let needs = self.least_of_unit(self.all[place].unit, threshold);
            self.all[place].needs = needs.to_f32();
        }
    }

    /// Sums up what the streams add at most which were not read, or not yet.
    fn sum_unread(&mut self) {
        for unit in &mut self.units {
            unit.unread = 0.0;
        }
        for stream in self.all.iter().filter(|it| it.is_pending) {
            self.units[stream.unit].unread += stream.most;
        }
    }

    /// The next documents to look at together: a block of the commonest leading stream, or several neighbouring ones. While no
    /// document of its block can be brought in by that stream alone, a block of the second: the commonest is then looked up.
    fn stretch(&mut self) -> Option<(DocId, DocId)> {
        let mut start = TERMINATED;
        let (mut commonest, mut second) = (None::<usize>, None::<usize>);
        for place in &self.order[self.followers..] {
            let next = self.all[*place].blocks.next(self.from);
            if next == TERMINATED {
                continue;
            }
            start = start.min(next);
            let is_commoner = |than: Option<usize>| {
                than.is_none_or(|than| self.all[*place].postings > self.all[than].postings)
            };
            if is_commoner(commonest) {
                second = commonest.replace(*place);
            } else if is_commoner(second) {
                second = Some(*place);
            }
        }
        let stream = &mut self.all[commonest?];
        let (end, strong) = (
            stream.blocks.last() + 1,
            stream.blocks.next_with(stream.needs),
        );
        let Some(second) = second else {
            return Some((start, end));
        };
        let end = match strong > start {
            true => end.max(self.all[second].blocks.last() + 1).min(strong),
            false => end,
        };
        Some((
            start,
            end.clamp(start + MIN_WINDOW_DOCS, start + MAX_WINDOW_DOCS),
        ))
    }

    /// The most that nearness adds where both units of a pair pass a test.
    fn pairs_where(&self, test: impl Fn(&UnitBound) -> bool) -> f32 {
        pairs(&self.pairs, |place| test(&self.units[place]))
    }
}
