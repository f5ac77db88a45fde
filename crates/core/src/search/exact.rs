//! Whether an article holds a text letter for letter: what `=word` promises and the folded index cannot tell.

use super::unit::FieldMask;
use crate::article::Article;

/// Whether one of the fields holds the text, as whole words, with any white space between them.
pub(super) fn holds(article: &Article, text: &str, fields: FieldMask) -> bool {
    let captions = article.captions.join("\n\n");
    let texts = [
        article.title.as_str(),
        &article.deck,
        &article.body,
        &captions,
        &article.rest,
    ];
    let mut searched = texts.iter().zip(fields).filter(|(_, is_in)| *is_in);
    searched.any(|(within, _)| !occurrences(within, text).is_empty())
}

/// Where a text stands letter for letter as whole words: byte ranges, in order.
pub(super) fn occurrences(within: &str, text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else {
        return found;
    };
    let rest: Vec<&str> = words.collect();
    for (start, _) in within.match_indices(first) {
        let end = follow(within, start + first.len(), &rest);
        if let Some(end) = end.filter(|end| is_whole(within, start, *end)) {
            found.push((start, end));
        }
    }
    found
}

fn follow(within: &str, mut at: usize, words: &[&str]) -> Option<usize> {
    for word in words {
        let ahead = &within[at..];
        let trimmed = ahead.trim_start();
        if trimmed.len() == ahead.len() || !trimmed.starts_with(word) {
            return None;
        }
        at = within.len() - trimmed.len() + word.len();
    }
    Some(at)
}

fn is_whole(within: &str, start: usize, end: usize) -> bool {
    let before = within[..start].chars().next_back();
    let after = within[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_letters_count() {
        let text = "In Kyiv, a résumé; Kyivstar said “exact\n phrase”.";
        assert_eq!(occurrences(text, "Kyiv").len(), 1);
        assert!(occurrences(text, "kyiv").is_empty());
        assert!(occurrences(text, "resume").is_empty());
        assert_eq!(occurrences(text, "exact phrase").len(), 1);
    }
}
