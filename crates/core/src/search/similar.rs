//! Articles about the same thing as an article: its weighted terms, as one ordinary query.
//!
//! This is the background linking of TREC News: what a reader of this article should read besides. The words that are
//! frequent in the article and rare in the collection are asked for, each as much as it stands in the article; the article
//! itself and its copies are no answer. The query can be printed, explained, narrowed by conditions and sorted like any.

use std::collections::HashMap;

use tantivy::{DocAddress, Searcher};

use super::Weights;
use super::copies::Columns;
use super::deadline::Deadline;
use super::prepare::idf;
use super::rank::Stop;
use super::request::{Counting, DEFAULT_DEADLINE, Search};
use super::words::{self, Part, articles_about, hundredths};
use crate::analysis::{Analyzer, Issued, Names, QueryAnalysis, Signature};
use crate::article::Article;
use crate::error::Error;
use crate::index::{Index, key};
use crate::query::{Clause, Node, Occur, Query, Span, Text, TextKind};

/// Words that are asked for: more of them find no better background (ten articles of the news collection, read), and a
/// ranking takes as much longer.
const MAX_WORDS: usize = 25;

/// How many times a word of the headline counts.
const TITLE_COUNT: f32 = 3.0;

/// Saturation of the count of a word in the article, as `k1` is for articles found.
const COUNT_SATURATION: f32 = 3.0;

/// Articles that must hold a word, this one among them: a word of its own finds nothing else.
const MIN_ARTICLES: u64 = 2;

/// The part of the collection above which a word tells nothing of what an article is about.
const MAX_SHARE: f32 = 0.2;

/// Words that are looked up between two looks at the clock.
const WORDS_PER_CHECK: u32 = 64;

/// What a search for similar articles leaves out: the article itself and its copies.
#[derive(Debug, Clone)]
pub(crate) struct LeftOut {
    key: u64,
    signature: Option<Signature>,
    issued: Issued,
}

impl LeftOut {
    fn of(article: &Article) -> Self {
        let path = article.source.as_ref().map(|source| source.path.as_str());
        Self {
            key: key(path, &article.id),
            signature: Signature::of(&article.body),
            issued: Issued::of(article),
        }
    }

    /// Whether this is the article or a copy of it.
    pub(super) fn holds(
        &self,
        columns: &Columns<'_>,
        address: DocAddress,
    ) -> tantivy::Result<bool> {
        if columns.key(address)? == Some(self.key) {
            return Ok(true);
        }
        match &self.signature {
            Some(signature) => columns.is_copy(address, signature, || Ok(self.issued)),
            None => Ok(false),
        }
    }
}

impl Index {
    /// The search for articles about the same thing as this one, which need not be in the index. It is a search like any
    /// other: limit it, narrow it, explain it, print its query; it leaves out the article and its copies. An article in which
    /// no word tells anything asks for none, which finds every article.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read, [`Error::Deadline`] where that took too long.
    ///
    /// # Example
    /// ```
    /// use fiche::{Article, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// let strike = Article::new("strike", "Crane drivers walk out", "The harbour strike began on Tuesday.");
    /// writer.upsert(strike.clone())?;
    /// writer.upsert(Article::new("settled", "Strike settled", "The harbour's crane drivers are back."))?;
    /// writer.upsert(Article::new("tides", "Tide tables", "High water at eleven."))?;
    /// writer.upsert(Article::new("bread", "Bread price rises", "Flour costs more again."))?;
    /// writer.upsert(Article::new("cup", "Cup final", "A late goal decided it."))?;
    /// writer.commit()?;
    /// let found = index.search(&index.similar(&strike)?.limit(5))?;
    /// assert_eq!(found.hits[0].id, "settled");
    /// assert!(found.iter().all(|hit| hit.id != "strike"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn similar(&self, article: &Article) -> Result<Search, Error> {
        let deadline = Deadline::new(Some(DEFAULT_DEADLINE), None);
        let query = self
            .query_of(article, &deadline)
            .map_err(|stop| self.stopped(stop, Some(DEFAULT_DEADLINE)))?;
        // The words stand in the order of their weight: that two are neighbours says nothing.
        let weights = Weights {
            proximity: 0.0,
            ..Weights::default()
        };
        Ok(Search::new(query)
            .weights(weights)
            .counting(Counting::Nothing)
            .leave_out(LeftOut::of(article)))
    }

    fn query_of(&self, article: &Article, deadline: &Deadline) -> Result<Query, Stop> {
        let snapshot = self.snapshot()?;
        let names = Names::default();
        let analysis = QueryAnalysis {
            languages: &snapshot.languages,
            variants: false,
            names: &names,
        };
        let mut words = self.worth(&snapshot.searcher, words_of(article), deadline)?;
        words.retain(|word| !analysis.words(&word.written).iter().all(|it| it.stop));
        words.truncate(MAX_WORDS);
        let heaviest = words.iter().map(Word::weight).fold(0.0, f32::max);
        let clause = |word: &Word| {
            let text = Node::Text(Text {
                field: None,
                kind: TextKind::Word,
                text: word.written.clone(),
                exact: false,
                span: Span::default(),
            });
            let weight = hundredths(word.weight() / heaviest);
            let weighted = weight < 1.0;
            Clause {
                occur: Occur::Should,
                node: match weighted {
                    true => Node::Weighted(Box::new(text), weight),
                    false => text,
                },
            }
        };
        Ok(Query {
            root: Node::Group(words.iter().map(clause).collect()),
            notes: Vec::new(),
        })
    }

    /// The words that tell what the article is about, the most telling first.
    fn worth(
        &self,
        searcher: &Searcher,
        words: Vec<Word>,
        deadline: &Deadline,
    ) -> Result<Vec<Word>, Stop> {
        let articles = searcher.num_docs().max(1);
        let mut valued = Vec::with_capacity(words.len());
        let mut checks = deadline.checks(WORDS_PER_CHECK);
        for word in words {
            checks.step()?;
            let holding = articles_about(searcher, self.fields(), &word.term)?;
            let is_common = holding as f32 > MAX_SHARE * articles as f32 && articles > FEW_ARTICLES;
            if holding >= MIN_ARTICLES.min(articles) && !is_common {
                valued.push((word.weight() * idf(holding, articles), word));
            }
        }
        valued.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        Ok(valued.into_iter().map(|(_, word)| word).collect())
    }
}

/// Articles of a collection in which no share of them tells a common word.
const FEW_ARTICLES: u64 = 20;

/// A word of the article.
struct Word {
    term: String,
    /// As it is written where it stands first.
    written: String,
    /// How often, a word of the headline several times.
    count: f32,
}

impl Word {
    /// How much the article is about it: many times is not many times as much.
    fn weight(&self) -> f32 {
        self.count / (self.count + COUNT_SATURATION)
    }
}

fn words_of(article: &Article) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    words::each(&mut Analyzer::new(), article, |term, written, part| {
        let place = *places.entry(term.to_owned()).or_insert(words.len());
        if place == words.len() {
            words.push(Word {
                term: term.to_owned(),
                written: written.to_owned(),
                count: 0.0,
            });
        }
        words[place].count += match part {
            Part::Title => TITLE_COUNT,
            Part::Text => 1.0,
        };
    });
    words
}
