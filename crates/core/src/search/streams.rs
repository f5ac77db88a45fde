//! Where the documents of a union come from: one stream for each term of each field, and what each may bring.

use tantivy::{DocId, TERMINATED};

use super::prepare::Prepared;
use super::stream::{self, Stream};
use super::window::{Window, window_docs};

/// Bounds are sums in another order than scores are: this much more covers the rounding of a thousand additions.
pub(super) const ROUNDING: f32 = 1.0 + 1e-4;

/// The streams of a union, read window by window.
///
/// In each window the streams are parted (MaxScore: Turtle and Flood, 1995; by window as in Lucene's
/// `MaxScoreBulkScorer`): those whose bounds together do not reach the threshold can bring in no document by
/// themselves; they are not read but looked up, for the documents that the others bring.
pub(super) struct Streams<'a> {
    prepared: &'a Prepared<'a>,
    all: Vec<Stream<'a>>,
    units: Vec<UnitBound>,
    /// Places of streams, those that add the least for what their reading costs first.
    order: Vec<usize>,
    /// The most that units which only rank add to a document.
    beside: f32,
    window_docs: u32,
    /// The first document that no window held yet.
    from: DocId,
    /// The threshold for which the leading streams were told.
    led_at: f32,
}

/// What a unit's streams add in the current window.
struct UnitBound {
    unit: usize,
    /// The most that streams which are not read add to its frequency.
    unread: f32,
    is_in_window: bool,
}

impl<'a> Streams<'a> {
    pub(super) fn open(
        prepared: &'a Prepared<'a>,
        ordinal: usize,
        units: &[usize],
    ) -> tantivy::Result<Self> {
        let mut streams = Vec::new();
        for (place, unit) in units.iter().enumerate() {
            stream::open(prepared, ordinal, *unit, place, &mut streams)?;
        }
        let only_ranks = |unit: &usize| !units.contains(unit);
        let beside = prepared.scored_units().filter(only_ranks);
        let bound = |unit: &usize| UnitBound {
            unit: *unit,
            unread: 0.0,
            is_in_window: false,
        };
        let documents = prepared.segment(ordinal).max_doc();
        let postings = streams.iter().map(|stream| stream.postings).max();
        Ok(Self {
            prepared,
            order: (0..streams.len()).collect(),
            window_docs: window_docs(documents, postings.unwrap_or_default()),
            all: streams,
            units: units.iter().map(bound).collect(),
            beside: beside.map(|unit| prepared.unit_bound(unit)).sum(),
            from: 0,
            led_at: f32::NEG_INFINITY,
        })
    }

    /// A window that fits them.
    pub(super) fn window(&self) -> Window {
        Window::new(self.units.len(), self.window_docs)
    }

    /// Fills the next window that may hold a document above the threshold and chooses its candidates; `None` where no
    /// window is left.
    pub(super) fn next_window(
        &mut self,
        threshold: Option<f32>,
        window: &mut Window,
    ) -> Option<()> {
        let threshold = threshold.unwrap_or(f32::NEG_INFINITY);
        if threshold > self.led_at {
            self.lead(threshold);
        }
        loop {
            let (from, docs) = (self.from, self.window_docs);
            let leaders = self.all.iter_mut().filter(|it| it.leads);
            let next = leaders.map(|it| it.next(from, docs)).min()?;
            if next == TERMINATED {
                return None;
            }
            self.from = next.saturating_add(docs);
            for stream in &mut self.all {
                stream.bound(next, self.from);
            }
            if self.part(threshold) {
                window.start(next, self.from);
                self.fill(window, threshold);
                return Some(());
            }
        }
    }

    /// Tells the streams that can lead to a document above the threshold anywhere in the segment.
    fn lead(&mut self, threshold: f32) {
        for stream in &mut self.all {
            stream.most = stream.most_anywhere;
        }
        self.part(threshold);
        for stream in &mut self.all {
            stream.leads = stream.is_read;
        }
        self.led_at = threshold;
    }

    /// Parts the streams by what each adds at most; false where none has to be read.
    fn part(&mut self, threshold: f32) -> bool {
        let Self {
            prepared,
            all: streams,
            units,
            order,
            ..
        } = self;
        for unit in &mut *units {
            unit.unread = 0.0;
            unit.is_in_window = false;
        }
        for stream in &mut *streams {
            let weight = prepared.unit_weight(units[stream.unit].unit);
            let worth = weight * prepared.weights.saturate(stream.most);
            stream.worth_per_posting = worth / stream.postings as f32;
            stream.is_read = false;
            units[stream.unit].is_in_window |= stream.most > 0.0;
        }
        let key = |place: usize| streams[place].worth_per_posting;
        // Nearly in order from the window before.
        order.sort_by(|a, b| key(*a).total_cmp(&key(*b)));
        let mut sum = self.beside;
        let mut is_any_read = false;
        for place in order {
            let stream = &mut streams[*place];
            let UnitBound { unit, unread, .. } = units[stream.unit];
            let with = prepared.unit_gain(unit, unread, unread + stream.most);
            units[stream.unit].unread = unread + stream.most;
            let pairs = pairs(prepared, units, |it| it.unread > 0.0);
            if (sum + with + pairs) * ROUNDING > threshold {
                units[stream.unit].unread = unread;
                stream.is_read = stream.most > 0.0;
                is_any_read |= stream.is_read;
            } else {
                sum += with;
            }
        }
        is_any_read
    }

    /// Reads the streams that have to be read, then looks the others up for the candidates, the telling ones first.
    fn fill(&mut self, window: &mut Window, threshold: f32) {
        let prepared = self.prepared;
        let passes = |bound: f32| bound * ROUNDING > threshold;
        for stream in self.all.iter_mut().filter(|it| it.is_read) {
            stream.accumulate(window);
        }
        let pairs = pairs(prepared, &self.units, |it| it.is_in_window);
        let mut rest = self.beside + pairs;
        for (place, UnitBound { unit, unread, .. }) in self.units.iter().enumerate() {
            window.score(place, |frequency| {
                prepared.unit_gain(*unit, *unread, unread + frequency)
            });
            rest += prepared.unit_gain(*unit, 0.0, *unread);
        }
        window.choose(rest, passes);
        for place in self.order.iter().rev() {
            let stream = &mut self.all[*place];
            if stream.is_read || stream.most <= 0.0 {
                continue;
            }
            let UnitBound { unit, unread, .. } = self.units[stream.unit];
            let left = (unread - stream.most).max(0.0);
            self.units[stream.unit].unread = left;
            let change = |before, after| prepared.unit_gain(unit, before + unread, after + left);
            let frequency = |doc| stream.cursor.frequency(doc);
            window.look_up(stream.unit, frequency, change, passes);
        }
        let units = &self.units;
        window.settle(pairs, passes, |is_there| {
            let has = |unit: usize| {
                let place = units.iter().position(|it| it.unit == unit);
                place.is_none_or(is_there)
            };
            prepared.pair_bound(|(a, b)| has(a) && has(b))
        });
    }
}

/// The most that nearness adds where both units of a pair pass a test; units that only rank are not looked at.
fn pairs(prepared: &Prepared<'_>, units: &[UnitBound], test: impl Fn(&UnitBound) -> bool) -> f32 {
    let has = |unit: usize| units.iter().find(|it| it.unit == unit).is_none_or(&test);
    prepared.pair_bound(|(a, b)| has(a) && has(b))
}

impl Prepared<'_> {
    /// What a unit gains as its weighted frequency changes.
    fn unit_gain(&self, unit: usize, before: f32, after: f32) -> f32 {
        self.unit_weight(unit) * (self.weights.saturate(after) - self.weights.saturate(before))
    }
}
