//! What to try where hardly an article holds all that was asked.

use fiche::{Advice, AskedPart, Change, Offer};

use super::human::articles;
use crate::terminal::harmless;

/// The most offers that are shown below a list of hits.
const SHOWN: usize = 3;

/// Tells on standard error which words are to blame, and what would find more.
pub(crate) fn human(advice: &Advice) {
    if advice.parts.len() > 1 {
        let parts: Vec<String> = advice.parts.iter().map(part).collect();
        anstream::eprintln!("one by one: {}", harmless(&parts.join(" · ")));
    }
    for offer in advice.offers.iter().take(SHOWN) {
        anstream::eprintln!("{}", harmless(&line(offer)));
    }
}

fn part(part: &AskedPart) -> String {
    format!("{} {}", part.text, part.articles)
}

fn line(offer: &Offer) -> String {
    let Offer { query, part, .. } = offer;
    let how = match offer.change {
        Change::Respelt => format!("another spelling of {part}"),
        Change::AnyForm => format!("other forms of {part}"),
        Change::Apart => format!("the words of {part} apart"),
        Change::AnyField => format!("{part} in any field"),
        Change::Widened => format!("wider than {part}"),
        _ => format!("without {part}"),
    };
    let found = articles(offer.articles);
    format!("{found} with all of: {query}  ({how})")
}
