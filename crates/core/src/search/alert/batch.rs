//! The articles of a commit, gathered and held against the alerts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tantivy::DocId;

use super::Alerts;
use super::finding::Found;
use super::gate::Gates;
use crate::article::{Article, Language};
use crate::error::Error;
use crate::index::{Index, Witness, key};
use crate::search::{Counting, Search};

/// Articles that are judged together, short as they may be.
const BATCH_ARTICLES: usize = 10_000;

/// Findings from which on a text is full.
const FINDINGS_PER_TEXT: usize = 256;

/// Gathers articles until they are judged.
pub(super) struct Batch {
    alerts: Alerts,
    gates: Gates,
    /// New articles, and where there is one the committed version of each.
    articles: Vec<(Article, Option<Article>)>,
    bytes: usize,
    /// Text of the articles that are judged together, at most.
    most_bytes: usize,
    /// What was found, by the key of the article: an article written twice is told once.
    found: HashMap<u64, Entry>,
}

/// An article that was found.
struct Entry {
    /// How many were found before it.
    place: usize,
    found: Found,
    /// The places of the alerts that found it.
    alerts: BTreeSet<usize>,
}

impl Batch {
    /// Articles are judged when they have so many bytes of text.
    pub(super) fn new(alerts: Alerts, most_bytes: usize) -> Self {
        Self {
            alerts,
            gates: Gates::default(),
            articles: Vec::new(),
            bytes: 0,
            most_bytes,
            found: HashMap::new(),
        }
    }

    /// Holds the gathered articles against the alerts, those of each language by themselves: words are read under the
    /// stems of the article's own language, whatever else is written at the same time.
    fn judge(&mut self) -> Result<(), Error> {
        let articles = std::mem::take(&mut self.articles);
        self.bytes = 0;
        let mut by_language: BTreeMap<Option<Language>, Vec<usize>> = BTreeMap::new();
        for (place, (article, _)) in articles.iter().enumerate() {
            by_language.entry(article.language).or_default().push(place);
        }
        let mut matches = Vec::new();
        for places in by_language.values() {
            self.judge_some(&articles, places, &mut matches)?;
        }
        matches.sort_unstable();
        for (place, alert) in matches {
            self.find(alert, &articles[place].0);
        }
        Ok(())
    }

    /// Adds the place of each article that an alert newly finds, with the alert's.
    fn judge_some(
        &mut self,
        articles: &[(Article, Option<Article>)],
        places: &[usize],
        matches: &mut Vec<(usize, usize)>,
    ) -> Result<(), Error> {
        let earlier = places.iter().enumerate();
        let earlier = earlier.filter_map(|(at, place)| Some((at, articles[*place].1.as_ref()?)));
        let earlier: Vec<(usize, &Article)> = earlier.collect();
        let now = places.iter().map(|place| &articles[*place].0);
        let index = Index::of_articles(now.chain(earlier.iter().map(|(_, article)| *article)))?;
        for alert in self.gates.open(&self.alerts, &index)? {
            let docs = self.matching(alert, &index)?;
            let (new, old) =
                docs.split_at(docs.partition_point(|doc| (*doc as usize) < places.len()));
            let was_found = |doc: DocId| {
                let is_of = |old: &DocId| earlier[*old as usize - places.len()].0 == doc as usize;
                old.iter().any(is_of)
            };
            let new = new.iter().filter(|doc| !was_found(**doc));
            matches.extend(new.map(|doc| (places[*doc as usize], alert)));
        }
        Ok(())
    }

    /// The documents of the small index that an alert finds, in ascending order.
    fn matching(&self, alert: usize, index: &Index) -> Result<Vec<DocId>, Error> {
        let mut search = Search::new(self.alerts.queries[alert].1.clone())
            .counting(Counting::Nothing)
            .names(self.alerts.names.clone())
            .zone(self.alerts.zone.clone())
            .deadline(None);
        search.now = self.alerts.now;
        index.with_ranking(&search, |ranking, plan| {
            let mut docs = Vec::new();
            ranking.sweep(0, &plan.all_words, |some| docs.extend_from_slice(some))?;
            Ok(docs)
        })
    }

    fn find(&mut self, alert: usize, article: &Article) {
        let path = article.source.as_ref().map(|source| source.path.as_str());
        let place = self.found.len();
        let entry = self.found.entry(key(path, &article.id));
        let entry = entry.or_insert_with(|| Entry {
            place,
            found: Found::new(article),
            alerts: BTreeSet::new(),
        });
        entry.alerts.insert(alert);
    }

    /// What was found, in texts of a bounded number of findings.
    fn texts(&mut self) -> Vec<String> {
        let mut entries: Vec<Entry> = std::mem::take(&mut self.found).into_values().collect();
        entries.sort_unstable_by_key(|entry| entry.place);
        let mut texts = Vec::new();
        let mut text: Vec<Found> = Vec::new();
        let mut findings = 0;
        for Entry {
            mut found, alerts, ..
        } in entries
        {
            let name = |alert: usize| self.alerts.queries[alert].0.clone();
            found.alerts = alerts.into_iter().map(name).collect();
            findings += found.alerts.len();
            text.push(found);
            if findings >= FINDINGS_PER_TEXT {
                texts.push(json(&std::mem::take(&mut text)));
                findings = 0;
            }
        }
        if !text.is_empty() {
            texts.push(json(&text));
        }
        texts
    }
}

fn json(found: &[Found]) -> String {
    serde_json::to_string(found).expect("findings are texts, numbers and dates")
}

impl Witness for Batch {
    fn see(&mut self, article: &Article, before: Option<Article>) -> Result<(), Error> {
        let size = |article: &Article| article.body.len() + article.rest.len();
        self.bytes += size(article) + before.as_ref().map_or(0, size);
        self.articles.push((article.clone(), before));
        if self.bytes >= self.most_bytes || self.articles.len() >= BATCH_ARTICLES {
            self.judge()?;
        }
        Ok(())
    }

    fn testify(&mut self) -> Result<Vec<String>, Error> {
        self.judge()?;
        Ok(self.texts())
    }

    fn forget(&mut self) {
        self.articles.clear();
        self.bytes = 0;
        self.found.clear();
    }
}
