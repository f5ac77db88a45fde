//! What the elements of a document say of an article: a table of places for each field, and the text with its captions.
//!
//! A place is written as in a style sheet, names of elements with blanks between them and an attribute at the end:
//! `docdata date.issue@norm` is the attribute `norm` of any `date.issue` inside any `docdata`.

use fiche::{Provenance, Value};

use super::draft::{Draft, append};
use super::{markup, wrap};
use crate::metadata::Field;
use crate::xml::{Element, Node};

/// A field and the places that tell it, the surest first. Tags are taken from all, any other field from the first that
/// it can hold.
pub(super) type Row = (Field, &'static [&'static str]);

/// Tells a draft what the places of a table say.
pub(super) fn tell(draft: &mut Draft, root: &Element, rows: &[Row]) {
    for (field, places) in rows {
        for words in places.iter().flat_map(|place| words(root, place)) {
            if *field == Field::Tags {
                draft.tell_tag(&words, Provenance::Record);
            } else if !draft.found.has(*field, Provenance::Record) {
                draft.tell(*field, &words, Provenance::Record);
            }
        }
    }
}

/// The words at a place, of each element that is there; none that are blank.
pub(super) fn words(root: &Element, place: &str) -> Vec<String> {
    let (path, attribute) = match place.split_once('@') {
        Some((path, attribute)) => (path, Some(attribute)),
        None => (place, None),
    };
    let mut found = vec![root];
    for name in path.split_whitespace() {
        found = found.iter().flat_map(|at| at.descendants(name)).collect();
    }
    let words = found.iter().filter_map(|at| match attribute {
        Some(name) => at.attribute(name).map(str::to_owned),
        None => Some(at.text()),
    });
    let one_line = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    one_line.filter(|words| !words.is_empty()).collect()
}

/// The first words at a place.
pub(super) fn first(root: &Element, places: &[&str]) -> Option<String> {
    let mut all = places.iter().flat_map(|place| words(root, place));
    all.next()
}

/// Keeps the first words at a place beside the fields.
pub(super) fn keep(draft: &mut Draft, root: &Element, name: &str, places: &[&str]) {
    if let Some(words) = first(root, places) {
        let extra = &mut draft.article.extra;
        extra.insert(name.to_owned(), Value::Text(words));
    }
}

/// Elements of news that HTML calls otherwise.
static HTML_NAMES: [(&str, &str); 6] = [
    ("hl1", "h1"),
    ("hl2", "h2"),
    ("block", "div"),
    ("bq", "blockquote"),
    ("note", "div"),
    ("caption", "p"),
];

/// Elements around a picture, and those in them that tell what it shows.
static MEDIA: [(&str, &str); 2] = [("media", "media-caption"), ("figure", "figcaption")];

/// The text of an element, paragraphs parted; what its pictures show goes to the draft's captions.
pub(super) fn text(draft: &mut Draft, element: &Element) -> String {
    let mut element = element.clone();
    let (mut captions, mut rest) = (Vec::new(), Vec::new());
    prepare(&mut element, &mut captions, &mut rest);
    draft.article.captions.append(&mut captions);
    for text in rest {
        keep_text(draft, &text);
    }
    let has_elements = element.elements().next().is_some();
    let source = if has_elements {
        element.markup()
    } else {
        element.text()
    };
    // A section of characters can hold markup of its own.
    if has_elements || markup::is_in(&source) {
        let plain = markup::strip(&source);
        draft.article.captions.extend(plain.captions);
        plain.text
    } else {
        wrap::paragraphs(&wrap::open_paragraphs(&source))
    }
}

/// Elements of HTML around the story that say again what other places tell.
static FRAMES: [&str; 3] = ["header", "footer", "aside"];

fn prepare(element: &mut Element, captions: &mut Vec<String>, rest: &mut Vec<String>) {
    element.nodes.retain_mut(|node| {
        let Node::Element(inside) = node else {
            return true;
        };
        if let Some((_, name)) = MEDIA.iter().find(|(media, _)| *media == inside.name) {
            captions.extend(words(inside, name));
            return false;
        }
        if FRAMES.contains(&inside.name.as_str()) {
            rest.push(markup::strip(&inside.markup()).text);
            return false;
        }
        if let Some((_, html)) = HTML_NAMES.iter().find(|(news, _)| *news == inside.name) {
            (*html).clone_into(&mut inside.name);
        }
        prepare(inside, captions, rest);
        true
    });
}

/// Writes a story behind its dateline. A standfirst that is the headline or the story's beginning over again is none.
pub(super) fn write(draft: &mut Draft, dateline: Option<&str>, story: &str) {
    let deck = draft
        .found
        .get(Field::Deck)
        .unwrap_or_default()
        .trim_end_matches(['.', '…']);
    let is_repeated =
        !deck.is_empty() && (story.contains(deck) || draft.found.get(Field::Title) == Some(deck));
    if is_repeated {
        draft.found.forget(Field::Deck);
    }
    let story = draft.open_with(dateline.unwrap_or_default(), story);
    draft.write(&story);
}

/// Adds a text that is not the story.
pub(super) fn keep_text(draft: &mut Draft, text: &str) {
    append(&mut draft.article.rest, &wrap::paragraphs(text));
}
