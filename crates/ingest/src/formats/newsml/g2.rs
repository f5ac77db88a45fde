//! An item of NewsML-G2.

use fiche::Provenance;

use super::super::draft::{Draft, append};
use super::super::nitf;
use super::super::select::{self, Row};
use crate::metadata::Field;
use crate::xml::Element;

/// Where the fields are told.
#[rustfmt::skip]
static ROWS: [Row; 5] = [
    (Field::Outlet, &[
        "contentMeta infoSource name", "contentMeta infoSource@literal", "itemMeta provider name",
        "itemMeta provider@literal", "rightsInfo copyrightHolder name", "rightsInfo copyrightHolder@literal",
    ]),
    (Field::Tags, &["contentMeta keyword"]),
    (Field::Language, &["contentMeta language@tag"]),
    (Field::Published, &["itemMeta firstCreated", "contentMeta contentCreated", "itemMeta versionCreated"]),
    (Field::Modified, &["contentMeta contentModified", "itemMeta versionCreated"]),
];

/// Puts an item into a draft.
pub(super) fn write(draft: &mut Draft, item: &Element) {
    item.attribute("guid")
        .unwrap_or_default()
        .clone_into(&mut draft.article.id);
    tell_headlines(draft, item);
    // `MW–` is a credit that the publisher was to complete.
    let credit = select::first(item, &["contentMeta creditline"]).unwrap_or_default();
    let credit = credit.trim_matches(['–', '—', '-', '/', ' ']);
    draft.tell(Field::Outlet, credit, Provenance::Record);
    select::tell(draft, item, &ROWS);
    let language = item.attribute("xml:lang").unwrap_or_default();
    draft.tell(Field::Language, language, Provenance::Record);
    let metas = || item.children("contentMeta");
    for subject in metas().flat_map(|meta| meta.children("subject")) {
        let name = subject.child("name").map(Element::text);
        draft.tell_tag(&name.unwrap_or_default(), Provenance::Record);
    }
    for byline in metas().flat_map(|meta| meta.children("by")) {
        nitf::tell_signed(draft, &byline.text());
    }
    select::keep(draft, item, "slug", &["contentMeta slugline"]);
    write_content(draft, item);
    tell_creators(draft, item);
    for message in select::words(item, "itemMeta edNote") {
        select::keep_text(draft, &message);
    }
}

/// Headlines, and descriptions: a standfirst, or what a picture shows.
fn tell_headlines(draft: &mut Draft, item: &Element) {
    let metas = || item.children("contentMeta");
    for headline in metas().flat_map(|meta| meta.children("headline")) {
        let role = headline.attribute("role").unwrap_or_default();
        let is_sub = role.to_lowercase().contains("sub");
        let field = if is_sub { Field::Deck } else { Field::Title };
        draft.tell(field, &headline.text(), Provenance::Record);
    }
    for description in metas().flat_map(|meta| meta.children("description")) {
        let role = description.attribute("role").unwrap_or_default();
        let text = description.text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !role.to_lowercase().contains("caption") {
            draft.tell(Field::Deck, &text, Provenance::Record);
        } else if !text.is_empty() {
            draft.article.captions.push(text);
        }
    }
    for title in select::words(item, "itemMeta title") {
        draft.tell(Field::Title, &title, Provenance::Header);
    }
}

/// The story, of all contents that have words.
fn write_content(draft: &mut Draft, item: &Element) {
    let dateline = select::first(item, &["contentMeta dateline"]);
    let mut story = String::new();
    for content in item.children("contentSet").flat_map(Element::elements) {
        if let Some(nitf) = content.descendants("nitf").first() {
            nitf::write(draft, nitf, dateline.as_deref());
        } else {
            append(&mut story, &story_of(draft, content));
        }
    }
    select::write(draft, dateline.as_deref(), &story);
    // Where an item was made is a place, and stood before no text.
    let located = ["contentMeta located name", "contentMeta located@literal"];
    if let Some(place) = select::first(item, &located) {
        draft.tell_place(&place);
    }
}

/// The text of one content in HTML or as plain text; what lies elsewhere is not fetched.
fn story_of(draft: &mut Draft, content: &Element) -> String {
    if content.name == "remoteContent" {
        return String::new();
    }
    if content.name == "inlineData" || content.child("p").is_some() {
        return select::text(draft, content);
    }
    if let Some(html) = content.descendants("html").first() {
        return select::text(draft, html.child("body").unwrap_or(html));
    }
    // Tables of results and accounts, each in a language of its own: their words are found, and are no story.
    let words = content.text();
    select::keep_text(draft, &words);
    String::new()
}

/// The people who made the item, where none signed it. A creator can be an agency: one word, or the outlet itself.
fn tell_creators(draft: &mut Draft, item: &Element) {
    if draft.found.get(Field::Authors).is_some() {
        return;
    }
    for creator in item
        .children("contentMeta")
        .flat_map(|meta| meta.children("creator"))
    {
        let name = creator.child("name").map(Element::text);
        let name = name.unwrap_or_default();
        let is_agency = name.split_whitespace().count() < 2
            || name.starts_with("The ")
            || draft.found.get(Field::Outlet) == Some(name.trim());
        if !is_agency {
            draft.tell(Field::Authors, &name, Provenance::Record);
        }
    }
}
