//! The passages of a hit that answer: best sentences, with what matched marked in them.
//!
//! Marks come from the plan, not from the engine's terms: a phrase is one mark, a pattern or a variant is marked as the
//! word it matched, and what a query excludes is never marked. Where the text holds no match, the standfirst, the
//! captions and the leftovers are looked at, and then the lead is shown.

mod marks;
mod passage;
mod sentences;

use super::found::Snippet;
use super::prepare::Prepared;
use crate::article::Article;
use marks::Marker;

/// Bytes of a text that are looked at: more than any article but a live blog of weeks.
const MAX_TEXT_BYTES: usize = 256 * 1024;

/// Finds passages for the hits of one search.
pub(super) struct Highlighter {
    marker: Marker,
}

impl Highlighter {
    pub(super) fn new(prepared: &Prepared<'_>) -> Self {
        Self {
            marker: Marker::new(prepared),
        }
    }

    /// At most `count` passages, in the order of the text.
    pub(super) fn passages(&self, article: &Article, count: usize) -> Vec<Snippet> {
        if count == 0 {
            return Vec::new();
        }
        let captions = article.captions.join("\n\n");
        let texts = [
            article.body.as_str(),
            &article.deck,
            &captions,
            &article.rest,
        ];
        for text in texts.map(bounded) {
            let marks = self.marker.find(text, article.language);
            if !marks.is_empty() {
                return passage::best(text, &marks, count);
            }
        }
        let lead = texts.into_iter().find(|text| !text.trim().is_empty());
        lead.map_or_else(Vec::new, |text| passage::lead(bounded(text)))
    }
}

/// The beginning of a text, up to the limit.
fn bounded(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_TEXT_BYTES)]
}
