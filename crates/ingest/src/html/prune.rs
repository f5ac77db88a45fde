//! The parts of a page that are not its story, by the names that its makers gave them.
//!
//! Readability weighs paragraphs, and news pages put paragraphs everywhere: teasers of other stories, letters to sign up
//! for, the author's life. Their elements say what they are in `class` and `id`, which is looked at word by word
//! (`article__relatedLinks` is about `related` links). Inside the story that was found, lists and paragraphs that are all
//! links point to other stories and are taken out too, and so are paragraphs that another part of it has already.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::weights::{Weight, Weights};

/// Words in `class` and `id` of what is not the story, in lower case.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    // Other stories.
    "related", "recirc", "recirculation", "recommended", "recommendation", "recommendations", "trending", "popular", "outbrain", "taboola",
    "zergnet", "readmore", "alsoread", "morestories", "mostread", "mostpopular", "promo", "promos", "promobox", "carousel",
    // Advertising and letters.
    "ad", "ads", "advert", "adverts", "advertisement", "advertising", "adslot", "sponsor", "sponsored", "sponsors", "newsletter", "newsletters",
    "signup", "subscribe", "subscription",
    // Sharing and talking.
    "share", "sharing", "shares", "sharebar", "sharetools", "sharedaddy", "addthis", "addtoany", "social", "socials", "comments", "disqus",
    "livefyre", "respond", "fb", "reactions",
    // About the story.
    "byline", "bylines", "breadcrumb", "breadcrumbs", "timestamp", "pubdate", "tags", "taglist", "authorbox", "authorbio", "bio", "copyright",
    "pagination", "pager", "toolbar", "cookie", "cookies", "gdpr", "consent", "sidebar", "masthead",
    // What lies over the page until it is asked for.
    "modal", "popup", "lightbox",
];

/// Names, taken whole, of what only a programme that reads aloud says, or nobody sees.
#[rustfmt::skip]
const HIDDEN: &[&str] = &[
    "hidden", "hide", "is-hidden", "u-hidden", "d-none", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "offscreen",
];

/// Elements of running text: taking them out would leave holes in sentences.
const WITHIN_TEXT: &[&str] = &["p", "blockquote", "h1", "h2", "h3", "h4", "td"];

/// Elements that hold a story whatever they are called.
const NEVER: &[&str] = &["html", "body", "main", "article", "h1", "head", "title"];

/// A longer `id` is a heading made into an anchor: `sharing-with-a-single-developer`.
const LONGEST_ID_WORDS: usize = 3;

/// A part with more of the page's text than one in so many is not beside the story.
const LARGEST_SHARE: usize = 3;

/// A part with more of its prose than one paragraph in so many is the story, whatever it is called.
const LARGEST_PROSE_SHARE: usize = 2;

/// Text is a link for nine characters of ten or more.
const LINK_SHARE: (usize, usize) = (9, 10);

/// Pages that are made of links, such as chronicles of a week, keep them.
const MOST_LINKS_SHARE: (usize, usize) = (3, 10);

/// A shorter paragraph that is a link is a word on a line of its own.
const SHORTEST_POINTER_CHARS: usize = 12;

/// A shorter paragraph is a refrain or a label, which may stand anywhere again.
const SHORTEST_REPEATED_BYTES: usize = 60;

/// Takes out the elements that are named as something else than the story; tells whether there were any.
pub(super) fn named(document: &Document) -> bool {
    let root = document.root();
    let weights = Weights::below(&root);
    let whole = weights.of(&root);
    let is_beside = |weight: Weight| {
        weight.chars * LARGEST_SHARE <= whole.chars
            && weight.prose * LARGEST_PROSE_SHARE <= whole.prose
            && !weight.holds_headline
    };
    let elements = document.select("[class], [id]");
    let others: Vec<&NodeRef> = elements
        .nodes()
        .iter()
        .filter(|element| is_named_other(element) && is_beside(weights.of(element)))
        .collect();
    for other in &others {
        other.remove_from_parent();
    }
    !others.is_empty()
}

fn is_named_other(element: &NodeRef) -> bool {
    let is_hidden = |class: &str| class.split_whitespace().any(|name| HIDDEN.contains(&name));
    let is_other = element
        .class()
        .is_some_and(|class| is_other(&class) || is_hidden(&class))
        || element
            .id_attr()
            .is_some_and(|id| words(&id).count() <= LONGEST_ID_WORDS && is_other(&id));
    let has_name = |names: &[&str], node: &NodeRef| names.iter().any(|name| node.has_name(name));
    is_other
        && !has_name(NEVER, element)
        && !element
            .parent()
            .is_some_and(|parent| has_name(WITHIN_TEXT, &parent))
}

fn is_other(names: &str) -> bool {
    words(names).any(|word| OTHERS.contains(&word.as_str()))
}

/// The words of a name as programmers write it: `relatedLinks`, `related-links`, `related_links`.
pub(super) fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for sign in name.chars() {
        let begins = !sign.is_alphanumeric() || (sign.is_uppercase() && was_lower);
        was_lower = sign.is_lowercase();
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| sign.is_alphanumeric()) {
            word.extend(sign.to_lowercase());
        }
    }
    words.into_iter().filter(|word| !word.is_empty())
}

/// Takes the lists and paragraphs that are all links out of a story; tells whether most of it is links.
pub(super) fn pointers(story: &NodeRef) -> bool {
    let weights = Weights::below(story);
    let whole = weights.of(story);
    let pointers: Vec<NodeRef> = story
        .descendants_it()
        .filter(|node| ["p", "ul", "ol"].iter().any(|name| node.has_name(name)))
        .filter(|node| is_all_links(weights.of(node)))
        .collect();
    let total: usize = pointers.iter().map(|node| weights.of(node).chars).sum();
    if total * MOST_LINKS_SHARE.1 <= whole.chars * MOST_LINKS_SHARE.0 {
        for node in pointers {
            node.remove_from_parent();
        }
    }
    whole.linked * 2 > whole.chars
}

/// Takes out the parts of a story that say nothing but what an earlier one said: a page keeps a text for the telephone and
/// one for the desk, and the standfirst below each picture.
pub(super) fn repeats(story: &NodeRef) {
    let is_paragraph = |node: &NodeRef| node.has_name("p");
    let is_whole = |node: &NodeRef| !node.descendants_it().any(|inner| is_paragraph(&inner));
    let paragraphs = story
        .descendants_it()
        .filter(|node| is_paragraph(node) && is_whole(node));
    let mut seen = HashSet::new();
    let mut parts: Vec<(NodeId, Vec<(NodeRef, String)>)> = Vec::new();
    for node in paragraphs {
        let text = super::one_line(&node.text());
        let Some(part) = node
            .parent()
            .filter(|_| text.len() >= SHORTEST_REPEATED_BYTES)
        else {
            continue;
        };
        match parts.last_mut().filter(|(last, _)| *last == part.id) {
            Some((_, paragraphs)) => paragraphs.push((node, text)),
            None => parts.push((part.id, vec![(node, text)])),
        }
    }
    for (_, paragraphs) in parts {
        if paragraphs.iter().all(|(_, text)| seen.contains(text)) {
            for (node, _) in &paragraphs {
                node.remove_from_parent();
            }
        }
        seen.extend(paragraphs.into_iter().map(|(_, text)| text));
    }
}

fn is_all_links(Weight { chars, linked, .. }: Weight) -> bool {
    chars >= SHORTEST_POINTER_CHARS && linked * LINK_SHARE.1 >= chars * LINK_SHARE.0
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_read_word_by_word() {
        for (name, is_other) in [
            ("article__relatedLinks", true),
            ("js-newsletter-signup", true),
            ("unrelated", false),
            ("shadow header", false),
            ("", false),
        ] {
            assert_eq!(super::is_other(name), is_other, "{name}");
        }
    }
}
