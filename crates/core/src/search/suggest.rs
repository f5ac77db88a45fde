//! Completion of what is being typed: words of the collection, and headlines that hold them.
//!
//! Words come from the dictionary of unstemmed forms, those of most articles first; no article is read for them. The
//! dictionary is walked from the beginning that was typed to its end: a few terms for four letters, a great many for one. What a
//! long walk gives is therefore kept for as long as the index stays as it is.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use serde::Serialize;
use tantivy::Searcher;

use super::deadline::{Cancel, Deadline};
use super::expand::TERMS_PER_CHECK;
use super::rank::Stop;
use super::request::{DEFAULT_DEADLINE, Search};
use crate::analysis::fold;
use crate::error::Error;
use crate::index::{Index, guarded};
use crate::query::{Clause, Field, Node, Occur, Query, Span, Text, TextKind};

/// Words that headlines are looked for with: the likeliest of those that the beginning may become.
const HEADLINE_WORDS: usize = 3;

/// Of so many suggestions one is a headline at most: words come first, as they lead to more.
const HEADLINES_ONE_IN: usize = 3;

/// What a walk past more terms gives is kept: about .1 ms. Few beginnings have so many, so that what is kept stays small.
const LONG_WALK: usize = 1000;

/// Words that are kept for such a beginning.
const KEPT_WORDS: usize = 64;

/// How what is being typed could go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suggestion {
    /// The whole text: what was typed, its last word completed; or a headline.
    pub text: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// Articles that hold the word, or have the headline among those looked at; articles that were removed lately
    /// may be counted.
    pub articles: u64,
}

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SuggestionKind {
    /// A word of the collection.
    Word,
    /// A headline that holds the words.
    Headline,
}

impl Index {
    /// How a text could go on of which the last word is being typed: words that begin so, those of most articles first,
    /// then headlines that hold the earlier words and one of them.
    ///
    /// # Errors
    /// [`Error::Corrupt`] or [`Error::Io`] where the index cannot be read.
    ///
    /// # Example
    /// ```
    /// use fiche::{Article, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.upsert(Article::new("a", "Convoy leaves Mariupol", "It went by Mangush."))?;
    /// writer.upsert(Article::new("b", "Ferry back", "Nobody in Mariupol had heard."))?;
    /// writer.commit()?;
    /// let suggestions = index.suggest("convoy mari", 5)?;
    /// let texts: Vec<&str> = suggestions.iter().map(|it| it.text.as_str()).collect();
    /// assert_eq!(texts, ["convoy mariupol", "Convoy leaves Mariupol"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, Error> {
        self.suggest_unless(typed, limit, &Cancel::default())
    }

    /// As [`suggest`](Self::suggest), unless it is cancelled: who types on wants other suggestions.
    ///
    /// # Errors
    /// As [`suggest`](Self::suggest), and [`Error::Cancelled`].
    pub fn suggest_unless(
        &self,
        typed: &str,
        limit: usize,
        cancel: &Cancel,
    ) -> Result<Vec<Suggestion>, Error> {
        let (head, beginning) = parted(typed);
        let beginning = fold(beginning);
        if beginning.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let deadline = Deadline::new(Some(DEFAULT_DEADLINE), Some(cancel.clone()));
        let words = guarded(self.path(), || {
            self.words_from(&beginning, limit, &deadline)
                .map_err(|stop| self.stopped(stop, Some(DEFAULT_DEADLINE)))
        })?;
        let headlines = self.headlines(head, &words, limit.div_ceil(HEADLINES_ONE_IN), cancel)?;
        let room = limit - headlines.len().min(limit / HEADLINES_ONE_IN);
        let mut suggestions: Vec<Suggestion> = words
            .into_iter()
            .take(room)
            .map(|(word, articles)| Suggestion {
                text: format!("{head}{word}"),
                kind: SuggestionKind::Word,
                articles,
            })
            .collect();
        suggestions.extend(headlines);
        suggestions.truncate(limit);
        Ok(suggestions)
    }

    /// The words that begin so, those of most articles first.
    fn words_from(
        &self,
        beginning: &str,
        limit: usize,
        deadline: &Deadline,
    ) -> Result<Vec<(String, u64)>, Stop> {
        let snapshot = self.snapshot()?;
        let kept = snapshot.beginnings.get(beginning);
        let mut words = if let Some(words) = kept.filter(|_| limit <= KEPT_WORDS) {
            words
        } else {
            let most = limit.max(KEPT_WORDS);
            let (words, passed) = self.walk(&snapshot.searcher, beginning, most, deadline)?;
            if passed > LONG_WALK && limit <= KEPT_WORDS {
                snapshot.beginnings.keep(beginning, &words);
            }
            words
        };
        words.truncate(limit);
        Ok(words)
    }

    /// The words that begin so, those of most articles first, and how many terms were passed on the way.
    fn walk(
        &self,
        searcher: &Searcher,
        beginning: &str,
        limit: usize,
        deadline: &Deadline,
    ) -> Result<(Vec<(String, u64)>, usize), Stop> {
        let mut passed = 0;
        let mut checks = deadline.checks(TERMS_PER_CHECK);
        let mut found = LargestFirst::new(limit, searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields().forms)?;
            let mut terms = inverted.terms().range().ge(beginning).into_stream()?;
            while terms.advance() && terms.key().starts_with(beginning.as_bytes()) {
                found.add(terms.key(), u64::from(terms.value().doc_freq));
                checks.step()?;
                passed += 1;
            }
        }
        Ok((found.into_sorted(), passed))
    }

    /// Headlines that hold the earlier words and one of those that the last may become.
    fn headlines(
        &self,
        head: &str,
        words: &[(String, u64)],
        limit: usize,
        cancel: &Cancel,
    ) -> Result<Vec<Suggestion>, Error> {
        let must = |node| Clause {
            occur: Occur::Must,
            node,
        };
        let should = |node| Clause {
            occur: Occur::Should,
            node,
        };
        let earlier = head.split(|letter: char| !letter.is_alphanumeric());
        let earlier = earlier.filter(|word| !word.is_empty());
        let mut clauses: Vec<Clause> = earlier.map(|word| must(in_title(word))).collect();
        let likely = words.iter().take(HEADLINE_WORDS);
        let likely: Vec<Clause> = likely.map(|(word, _)| should(in_title(word))).collect();
        if likely.is_empty() {
            return Ok(Vec::new());
        }
        // Without earlier words it is a plain OR, most of which a ranking passes over.
        let root = if clauses.is_empty() {
            Node::Group(likely)
        } else {
            clauses.push(must(Node::Group(likely)));
            Node::Group(clauses)
        };
        let query = Query {
            root,
            notes: Vec::new(),
        };
        // The words stand in the collection as they are: other spellings of a rare one would take most of the time.
        let search = Search::new(query).variants(false).limit(limit);
        let mut headlines: Vec<Suggestion> = Vec::new();
        for hit in self.list(&search.passages(0).cancel(cancel))? {
            match headlines.iter_mut().find(|known| known.text == hit.title) {
                Some(known) => known.articles += 1,
                None => headlines.push(Suggestion {
                    text: hit.title,
                    kind: SuggestionKind::Headline,
                    articles: 1,
                }),
            }
        }
        headlines.sort_by_key(|headline| Reverse(headline.articles));
        Ok(headlines)
    }
}

/// The terms of most articles. Those of one segment come once each, so that only the largest need be held; those of several
/// have to be summed first.
struct LargestFirst {
    limit: usize,
    largest: BinaryHeap<Reverse<(u64, Reverse<Vec<u8>>)>>,
    sums: Option<HashMap<Vec<u8>, u64>>,
}

impl LargestFirst {
    fn new(limit: usize, segments: usize) -> Self {
        Self {
            limit,
            largest: BinaryHeap::new(),
            sums: (segments > 1).then(HashMap::new),
        }
    }

    fn add(&mut self, term: &[u8], articles: u64) {
        match &mut self.sums {
            None => self.offer(term, articles),
            Some(sums) => match sums.get_mut(term) {
                Some(sum) => *sum += articles,
                None => {
                    sums.insert(term.to_vec(), articles);
                }
            },
        }
    }

    /// Of equals the earlier in the alphabet is the larger.
    fn offer(&mut self, term: &[u8], articles: u64) {
        let is_full = self.largest.len() >= self.limit;
        let least = self.largest.peek().filter(|_| is_full);
        if least.is_some_and(|Reverse((least, Reverse(last)))| {
            articles < *least || articles == *least && term >= last.as_slice()
        }) {
            return;
        }
        if is_full {
            self.largest.pop();
        }
        self.largest
            .push(Reverse((articles, Reverse(term.to_vec()))));
    }

    fn into_sorted(mut self) -> Vec<(String, u64)> {
        for (term, articles) in self.sums.take().into_iter().flatten() {
            self.offer(&term, articles);
        }
        let sorted = self.largest.into_sorted_vec().into_iter();
        let text = |term: Vec<u8>| String::from_utf8_lossy(&term).into_owned();
        sorted
            .map(|Reverse((articles, Reverse(term)))| (text(term), articles))
            .collect()
    }
}

fn in_title(word: &str) -> Node {
    Node::Text(Text {
        field: Some(Field::Title),
        kind: TextKind::Word,
        text: word.to_owned(),
        exact: false,
        span: Span::default(),
    })
}

/// What was typed, up to its last word and from there on.
fn parted(typed: &str) -> (&str, &str) {
    let is_outside = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’');
    let at = typed.rfind(is_outside);
    let at = at.map_or(0, |at| {
        at + typed[at..].chars().next().map_or(0, char::len_utf8)
    });
    typed.split_at(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_of_most_articles_come_first() {
        let terms = [("a", 1), ("b", 7), ("c", 3), ("d", 7), ("a", 4), ("e", 3)];
        let sorted = |segments| {
            let mut found = LargestFirst::new(3, segments);
            let added = if segments == 1 {
                &terms[1..]
            } else {
                &terms[..]
            };
            for (term, articles) in added {
                found.add(term.as_bytes(), *articles);
            }
            let words = found.into_sorted().into_iter();
            words
                .map(|(word, articles)| format!("{word} {articles}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(sorted(1), ["b 7", "d 7", "a 4"]);
        assert_eq!(sorted(2), ["b 7", "d 7", "a 5"]);
    }

    #[test]
    fn the_last_word_is_what_is_being_typed() {
        for (typed, expected) in [
            ("mariu", ("", "mariu")),
            ("convoy mariu", ("convoy ", "mariu")),
            ("+title:mariu", ("+title:", "mariu")),
            ("“convoy mariu", ("“convoy ", "mariu")),
            ("don't", ("", "don't")),
            ("convoy ", ("convoy ", "")),
            ("", ("", "")),
        ] {
            assert_eq!(parted(typed), expected, "{typed}");
        }
    }
}
