//! Where the documents of a union come from: one stream for each term of each field, and what each may bring.

use std::ops::Range;

use tantivy::{DocId, TERMINATED};

use super::bound::{PairBound, ROUNDING, UnitBound, pairs, pairs_in};
use super::candidates::{Candidate, Candidates};
use super::prepare::Prepared;
use super::stream::{self, Stream};
use super::window::{MAX_WINDOW_DOCS, MIN_WINDOW_DOCS, Window};
use crate::index::Frequency;

/// Streams that hold no more documents together are read whole: bounding them costs more than scoring them.
const FEW_POSTINGS: u64 = 192;

/// A stream so many times shorter than the longest that is read is read too.
const SHORT_STREAM: u32 = 4;

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
    /// The first document that no window held yet.
    from: DocId,
    /// The threshold for which the leading streams were told.
    led_at: f32,
}

impl<'a> Streams<'a> {
    /// The streams of some units, every one that scores among them, of which the first `own` bring in documents and the others
    /// only rank them. Not every candidate holds one of the first: what only ranks is read where it is rarer than they are.
    pub(super) fn open(
        prepared: &'a Prepared<'a>,
        ordinal: usize,
        units: &[usize],
        own: usize,
    ) -> tantivy::Result<Self> {
        let mut streams = Vec::new();
        for (place, unit) in units.iter().enumerate() {
            stream::open(prepared, ordinal, *unit, place, &mut streams)?;
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
            is_few,
            window: Window::of(units.len()),
            candidates: Candidates::of(units.len()),
            reading: Vec::new(),
            from: 0,
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
        let reached = |stream: &Stream<'_>| {
            let frequency = stream.blocks.reached_by(documents)?;
            let unit = &self.units[stream.unit];
            Some(unit.gain(weights, 0.0, frequency.to_f32()) / ROUNDING)
        };
        self.all.iter().filter_map(reached).reduce(f32::max)
    }

    /// Goes on to the next window with documents that may be above the threshold; false where there is none.
    pub(super) fn next_window(&mut self, threshold: f32) -> bool {
        self.candidates.clear();
        if self.is_few {
            if self.from == 0 {
                self.gather();
            }
            return !self.candidates.is_empty();
        }
        if threshold > self.led_at {
            self.lead(threshold);
        }
        while let Some((start, end)) = self.stretch() {
            self.from = end;
            if self.bound(start, end, threshold) {
                self.part(threshold);
                self.fill(start, end, threshold);
                if !self.candidates.is_empty() {
                    return true;
                }
            }
        }
        false
    }

    /// Makes every document a candidate that a stream brings in which can be read.
    fn gather(&mut self) {
        self.from = TERMINATED;
        let mut entries = Vec::with_capacity(FEW_POSTINGS as usize);
        for stream in self.all.iter_mut().filter(|it| it.can_be_read) {
            let unit = stream.unit;
            stream.visit(0, TERMINATED, |doc, frequency| {
                entries.push((doc, unit, frequency));
            });
        }
        entries.sort_unstable_by_key(|(doc, ..)| *doc);
        for entries in entries.chunk_by(|a, b| a.0 == b.0) {
            let frequencies = self.candidates.push(entries[0].0, f32::INFINITY);
            for (_, unit, frequency) in entries {
                frequencies[*unit] += *frequency;
            }
        }
        for place in &self.order[..self.looked_up] {
            let stream = &mut self.all[*place];
            self.candidates.retain(|doc, bound, frequencies| {
                frequencies[stream.unit] += stream.frequency(doc);
                Some(bound)
            });
        }
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
        self.order.sort_by_key(|place| streams[*place].is_read);
        self.followers = self.order.partition_point(|it| !streams[*it].is_read);
        self.led_at = threshold;
    }

    /// The next documents to look at together: a block of the commonest leading stream, or several neighbouring ones.
    fn stretch(&mut self) -> Option<(DocId, DocId)> {
        let leaders = &self.order[self.followers..];
        let (mut start, mut commonest) = (TERMINATED, 0);
        let mut block_end = TERMINATED;
        for place in leaders {
            let stream = &mut self.all[*place];
            let next = stream.blocks.next(self.from);
            start = start.min(next);
            if next < TERMINATED && stream.postings > commonest {
                commonest = stream.postings;
                block_end = stream.blocks.last() + 1;
            }
        }
        if start == TERMINATED {
            return None;
        }
        let end = if leaders.len() == 1 {
            block_end
        } else {
            block_end.clamp(start + MIN_WINDOW_DOCS, start + MAX_WINDOW_DOCS)
        };
        Some((start, end))
    }

    /// Bounds the streams in a window; false where no document there can be above the threshold.
    fn bound(&mut self, start: DocId, end: DocId, threshold: f32) -> bool {
        for stream in &mut self.all {
            stream.bound(start, end);
        }
        if !self.can_pass(threshold) {
            return false;
        }
        let mut is_refined = false;
        for place in &self.order {
            let stream = &mut self.all[*place];
            if stream.is_sparse(start, end) && stream.seek(start) >= end {
                stream.most = 0.0;
                is_refined = true;
            }
        }
        !is_refined || self.can_pass(threshold)
    }

    /// Whether all streams together reach beyond the threshold.
    fn can_pass(&mut self, threshold: f32) -> bool {
        for unit in &mut self.units {
            unit.most = 0.0;
        }
        for stream in &self.all {
            self.units[stream.unit].most += stream.most;
        }
        let weights = &self.prepared.weights;
        let units = self.units.iter();
        let words: f32 = units.map(|it| it.weight * weights.saturate(it.most)).sum();
        let pairs = self.pairs_where(|it| it.most > 0.0);
        words > 0.0 && (words + pairs) * ROUNDING > threshold
    }

    /// Parts the streams by what each adds at most.
    fn part(&mut self, threshold: f32) {
        let weights = self.prepared.weights;
        for unit in &mut self.units {
            unit.unread = 0.0;
        }
        for stream in &mut self.all {
            let worth = self.units[stream.unit].weight * weights.saturate(stream.most);
            stream.worth_per_posting = worth / stream.postings as f32;
        }
        let streams = &self.all;
        let key = |place: &usize| streams[*place].worth_per_posting;
        // Nearly in order from the window before.
        self.order[self.followers..].sort_by(|a, b| key(a).total_cmp(&key(b)));
        let mut sum = 0.0;
        for at in 0..self.order.len() {
            let stream = &self.all[self.order[at]];
            let (unit, most) = (stream.unit, stream.most);
            let UnitBound { unread, .. } = self.units[unit];
            let with = self.units[unit].gain(weights, unread, unread + most);
            self.units[unit].unread = unread + most;
            let passes = at >= self.followers && {
                let pairs = self.pairs_where(|it| it.unread > 0.0);
                (sum + with + pairs) * ROUNDING > threshold
            };
            if passes {
                self.units[unit].unread = unread;
            } else {
                sum += with;
            }
            self.all[self.order[at]].is_read = passes && most > 0.0;
        }
    }

    /// Reads the streams that have to be read, then looks the others up for the candidates, the telling ones first.
    fn fill(&mut self, start: DocId, end: DocId, threshold: f32) {
        let weights = self.prepared.weights;
        let passes = |bound: f32| bound * ROUNDING > threshold;
        self.read(start..end, threshold);
        for at in (0..self.order.len()).rev() {
            let stream = &mut self.all[self.order[at]];
            if !stream.is_read && stream.most > 0.0 {
                self.units[stream.unit].look_up(stream, weights, passes, &mut self.candidates);
            }
        }
        let pairs = self.pairs_where(|it| it.most > 0.0);
        if pairs > 0.0 {
            let bounds = &self.pairs;
            self.candidates.retain(|_, bound, frequencies| {
                let bound = bound - pairs + pairs_in(bounds, frequencies);
                passes(bound).then_some(bound)
            });
        }
    }

    /// Reads the streams that have to be read, the longest last, and chooses the candidates. Of each stream only those
    /// documents are kept that an earlier one holds or that can pass with the most of the later ones.
    fn read(&mut self, docs: Range<DocId>, threshold: f32) {
        let mut reading = std::mem::take(&mut self.reading);
        self.plan_reading(&docs, &mut reading);
        if let [only] = reading.as_slice() {
            let least = self.least(*only, threshold);
            self.read_one(*only, docs, least);
        } else if !reading.is_empty() {
            self.window.start(docs.start);
            for at in &reading {
                let least = self.least(*at, threshold);
                self.add_to_window(*at, docs.clone(), least);
            }
            self.choose(threshold);
        }
        self.reading = reading;
    }

    /// The streams to read, shortest first. Those far shorter than the longest that has to be read are read too, where the
    /// window has room: looking them up would cost more.
    fn plan_reading(&mut self, docs: &Range<DocId>, reading: &mut Vec<usize>) {
        let read = self.all.iter().filter(|it| it.is_read);
        let longest = read.map(|it| it.postings).max().unwrap_or_default();
        let short = match docs.len() <= MAX_WINDOW_DOCS as usize {
            true => longest / SHORT_STREAM,
            false => 0,
        };
        for stream in &mut self.all {
            let is_short = stream.most > 0.0 && stream.postings <= short;
            stream.is_read |= is_short && stream.can_be_read;
            stream.is_pending = true;
        }
        let streams = &self.all;
        reading.clear();
        reading.extend((0..streams.len()).filter(|at| streams[*at].is_read));
        reading.sort_unstable_by_key(|at| streams[*at].postings);
    }

    /// What a document that no earlier stream holds has to count in a stream to be read now.
    fn least(&mut self, at: usize, threshold: f32) -> Frequency {
        self.all[at].is_pending = false;
        for unit in &mut self.units {
            unit.unread = 0.0;
        }
        for stream in self.all.iter().filter(|it| it.is_pending) {
            self.units[stream.unit].unread += stream.most;
        }
        self.least_of_unit(self.all[at].unit, threshold)
    }

    /// What a document has to count in a unit, if it holds no other but in streams that are not read.
    fn least_of_unit(&self, place: usize, threshold: f32) -> Frequency {
        let near = pairs(&self.pairs, |it| it == place || self.units[it].unread > 0.0);
        let alone = threshold / ROUNDING - self.unread() - near;
        self.units[place].least(self.prepared.weights, alone)
    }

    /// The most that streams add which are not read.
    fn unread(&self) -> f32 {
        let weights = self.prepared.weights;
        let units = self.units.iter();
        units.map(|it| it.gain(weights, 0.0, it.unread)).sum()
    }

    /// Reads one stream, whose documents are candidates from a frequency on.
    fn read_one(&mut self, at: usize, docs: Range<DocId>, least: Frequency) {
        let rest = self.unread() + self.pairs_where(|it| it.most > 0.0);
        let weights = self.prepared.weights;
        let place = self.all[at].unit;
        let (unit, candidates) = (&self.units[place], &mut self.candidates);
        self.all[at].visit(docs.start, docs.end, |doc, frequency| {
            if frequency >= least {
                let bound = rest + unit.with(weights, frequency);
                candidates.push(doc, bound)[place] = frequency;
            }
        });
    }

    /// Adds the documents of a stream that are in the window, and those from a frequency on.
    fn add_to_window(&mut self, at: usize, docs: Range<DocId>, least: Frequency) {
        let (stream, window) = (&mut self.all[at], &mut self.window);
        let unit = stream.unit;
        stream.visit(docs.start, docs.end, |doc, frequency| {
            if frequency >= least || window.holds(doc) {
                window.add(unit, doc, frequency);
            }
        });
    }

    /// Makes documents of the window candidates.
    fn choose(&mut self, threshold: f32) {
        for place in 0..self.units.len() {
            self.units[place].alone = self.least_of_unit(place, threshold);
        }
        let rest = self.unread() + self.pairs_where(|it| it.most > 0.0);
        let (weights, units) = (self.prepared.weights, &self.units);
        let bound = |frequencies: &[Frequency]| {
            let there = || {
                let units = units.iter().zip(frequencies);
                units.filter(|(_, frequency)| **frequency > Frequency::ZERO)
            };
            // Most documents hold one unit, and fall short of what it has to count alone.
            let mut first_two = there();
            if let (Some((unit, frequency)), None) = (first_two.next(), first_two.next())
                && *frequency < unit.alone
            {
                return None;
            }
            let words = there().map(|(unit, it)| unit.with(weights, *it));
            let bound = rest + words.sum::<f32>();
            (bound * ROUNDING > threshold).then_some(bound)
        };
        self.window.choose(bound, &mut self.candidates);
    }

    /// The most that nearness adds where both units of a pair pass a test.
    fn pairs_where(&self, test: impl Fn(&UnitBound) -> bool) -> f32 {
        pairs(&self.pairs, |place| test(&self.units[place]))
    }
}
