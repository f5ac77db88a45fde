//! The passages of a hit that answer: best sentences, with what matched marked in them.
//!
//! Marks come from the plan, not from the engine's terms: a phrase is one mark, a pattern or a variant is marked as the
//! word it matched, and what a query excludes is never marked. Where the text holds no match, the standfirst, the
//! captions and the leftovers are looked at, and then the lead is shown.

mod marks;
mod passage;
mod sentences;

use super::deadline::Deadline;
use super::found::Snippet;
use super::prepare::Prepared;
use super::rank::Stop;
use crate::article::{Article, Language};
use marks::{Mark, Marker};

/// Bytes of a text that are looked at: more than any article but a live blog of weeks.
const MAX_TEXT_BYTES: usize = 256 * 1024;

/// Bytes of a long text that are looked at first, some 650 words: where a passage of them holds all that is sought, there is
/// hardly a better one behind them, as the lead tells the story.
const FIRST_BYTES: usize = 4 * 1024;

/// Words of a text between two looks at the clock, some milliseconds.
const WORDS_PER_CHECK: u32 = 4_096;

/// Finds passages for the hits of one search.
pub(super) struct Highlighter<'a> {
    marker: Marker,
    deadline: &'a Deadline,
}

impl<'a> Highlighter<'a> {
    pub(super) fn new(prepared: &Prepared<'a>) -> Self {
        Self {
            marker: Marker::new(prepared),
            deadline: prepared.deadline,
        }
    }

    /// At most `count` passages, in the order of the text.
    pub(super) fn passages(&self, article: &Article, count: usize) -> Result<Vec<Snippet>, Stop> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let captions = article.captions.join("\n\n");
        let texts = [
            article.body.as_str(),
            &article.deck,
            &captions,
            &article.rest,
        ];
        for text in texts.map(bounded) {
            let (text, marks) = self.look(text, article.language)?;
            if !marks.is_empty() {
                return Ok(passage::best(text, &marks, count));
            }
        }
        let lead = texts.into_iter().find(|text| !text.trim().is_empty());
        Ok(lead.map_or_else(Vec::new, |text| passage::lead(bounded(text))))
    }

    /// The part of a text that passages are taken from, with its marks: its beginning where a passage of it holds all that
    /// is marked, else all of it.
    fn look<'t>(
        &self,
        text: &'t str,
        language: Option<Language>,
    ) -> Result<(&'t str, Vec<Mark>), Stop> {
        let mut checks = self.deadline.checks(WORDS_PER_CHECK);
        let first = first_part(text).len();
        let (end, marks) = self.marker.find(text, first, language, &mut checks)?;
        Ok((&text[..end], marks))
    }
}

/// The sentences that a text begins with, some [`FIRST_BYTES`]; all of it where they are most of it.
fn first_part(text: &str) -> &str {
    if text.len() < 2 * FIRST_BYTES {
        return text;
    }
    let from = text.floor_char_boundary(FIRST_BYTES);
    let ends = [
        text[from..].find(". ").map(|at| at + 1),
        text[from..].find("\n\n"),
    ];
    let end = ends.into_iter().flatten().min();
    end.map_or(text, |end| &text[..from + end])
}

/// The beginning of a text, up to the limit.
fn bounded(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_TEXT_BYTES)]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::index::Index;
    use crate::search::Search;

    /// The passages of an article of one word, said again and again.
    fn passages(times: usize, query: &str, deadline: &Deadline) -> Option<Vec<Snippet>> {
        let article = Article::new("a", "", "tick ".repeat(times));
        let index = Index::in_memory().unwrap();
        let mut writer = index.writer().unwrap();
        writer.upsert(article.clone()).unwrap();
        writer.commit().unwrap();
        let search: Search = query.parse().unwrap();
        let shown = index.with_ranking(&search, |ranking, _| {
            let highlighter = Highlighter {
                marker: Marker::new(ranking.prepared),
                deadline,
            };
            Ok(highlighter.passages(&article, 3).ok())
        });
        shown.unwrap()
    }

    #[test]
    fn a_long_text_is_left_at_the_deadline() {
        let over = Deadline::new(Some(Duration::ZERO), None);
        let endless = Deadline::new(None, None);
        for query in ["tick", "\"tick tick tick\""] {
            assert!(passages(20_000, query, &over).is_none());
            let shown = passages(20_000, query, &endless).unwrap();
            assert!(shown[0].text().starts_with("tick tick"), "{shown:?}");
        }
        // Each place of the text is the beginning of a phrase of so many words.
        let phrase = format!("\"{}\"", "tick ".repeat(900));
        assert!(passages(1_000, &phrase, &over).is_none());
    }
}
