//! Reading the streams of a window: those that bring in documents, those that are cheaper read than looked up, and the rest looked
//! up for the candidates.

use std::ops::Range;

use tantivy::DocId;

use super::super::bound::{ROUNDING, pairs, pairs_in};
use super::super::candidates::Candidates;
use super::super::rank::Stop;
use super::super::stream::Fate;
use super::super::window::{Among, MAX_WINDOW_DOCS, Window};
use super::Streams;
use crate::index::Frequency;

/// A stream so many times shorter than the longest that is read is read too.
const SHORT_STREAM: u32 = 4;

/// To look a document up in a stream costs as much as to read so many of the stream's.
const LOOK_UP_COST: f32 = 8.0;

impl Streams<'_> {
    /// Reads the streams that have to be read, then looks the others up for the candidates, the telling ones first. A phrase that
    /// every candidate has to hold is looked for before the others, for hardly one does; other phrases are looked for last.
    pub(super) fn fill(&mut self, start: DocId, end: DocId, threshold: f32) -> Result<(), Stop> {
        let weights = self.prepared.weights;
        let passes = |bound: f32| bound * ROUNDING > threshold;
        self.read(start..end, threshold);
        let found = self.find_required(threshold)?;
        for at in (0..self.order.len()).rev() {
            let stream = &mut self.all[self.order[at]];
            if !stream.is_read() && stream.most > 0.0 && found != Some(stream.unit) {
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
        self.find_others(threshold)
    }

    /// Reads the streams that have to be read, the longest last, and chooses the candidates. Of each stream only those
    /// documents are kept that an earlier one holds or that can pass with the most of the later ones.
    fn read(&mut self, docs: Range<DocId>, threshold: f32) {
        let mut reading = std::mem::take(&mut self.reading);
        let bringing = self.plan_reading(&docs, &mut reading);
        if let [only] = reading.as_slice() {
            let least = self.least(*only, threshold);
            self.read_one(*only, docs.clone(), least);
            self.held = self.candidates.len() as f32 / docs.len() as f32;
        } else if !reading.is_empty() {
            self.window.start(docs.start);
            for (nth, at) in reading.iter().enumerate() {
                let least = self.least(*at, threshold);
                self.add_to_window(*at, docs.clone(), least);
                if nth + 1 == bringing {
                    self.held = self.window.len() as f32 / docs.len() as f32;
                }
            }
            self.choose(threshold);
        }
        self.reading = reading;
    }

    /// The streams to read, shortest first, and how many of them bring in documents. Those far shorter than the longest that has to
    /// be read are read too, where the window has room, and behind them those in which most of their documents would be looked
    /// up: both costs less than looking them up.
    fn plan_reading(&mut self, docs: &Range<DocId>, reading: &mut Vec<usize>) -> usize {
        let has_room = docs.len() <= MAX_WINDOW_DOCS as usize;
        let read = self.all.iter().filter(|it| it.is_read());
        let longest = read.map(|it| it.postings).max().unwrap_or_default();
        let (short, dense) = match has_room {
            true => {
                let held = self.held * self.documents;
                (longest / SHORT_STREAM, held * LOOK_UP_COST)
            }
            false => (0, 0.0),
        };
        reading.clear();
        for (at, stream) in self.all.iter_mut().enumerate() {
            let is_there = stream.most > 0.0 && stream.can_be_read;
            if stream.fate == Fate::LookedUp && is_there {
                stream.fate = match stream.postings {
                    postings if postings <= short => Fate::Brings,
                    postings if postings as f32 <= dense => Fate::Read,
                    _ => Fate::LookedUp,
                };
            }
            stream.is_pending = true;
            if stream.is_read() {
                reading.push(at);
            }
        }
        let streams = &self.all;
        reading.sort_unstable_by_key(|at| (streams[*at].fate, streams[*at].postings));
        reading.partition_point(|at| streams[*at].fate == Fate::Brings)
    }

    /// What a document that no earlier stream holds has to count in a stream to be read now.
    fn least(&mut self, at: usize, threshold: f32) -> Frequency {
        self.all[at].is_pending = false;
        self.sum_unread();
        self.least_of_unit(self.all[at].unit, threshold)
    }

    /// What a document has to count in a unit, if it holds no other but in streams that are not read.
    pub(super) fn least_of_unit(&self, place: usize, threshold: f32) -> Frequency {
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
        let add = |candidates: &mut Candidates, doc, frequency| {
            if frequency >= least {
                let bound = rest + unit.with(weights, frequency);
                candidates.push(doc, bound)[place] = frequency;
            }
        };
        self.all[at].visit(docs, candidates, |_, _| true, add);
    }

    /// Adds the documents of a stream that are in the window, and those from a frequency on.
    fn add_to_window(&mut self, at: usize, docs: Range<DocId>, least: Frequency) {
        let (stream, window) = (&mut self.all[at], &mut self.window);
        let unit = stream.unit;
        let add = |window: &mut Window, doc, frequency| {
            if frequency >= least || window.holds(doc) {
                window.add(unit, doc, frequency);
            }
        };
        if least.to_f32() > stream.most {
            stream.visit(docs, window, Window::holds, add);
        } else {
            stream.visit(docs, window, |_, _| true, add);
        }
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
        let needs_two = units.iter().all(|it| it.alone.to_f32() > it.most);
        let among = if needs_two {
            Among::OfTwoUnits
        } else {
            Among::All
        };
        self.window.choose(among, bound, &mut self.candidates);
    }
}
