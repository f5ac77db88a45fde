//! An item of NewsML 1.

use fiche::Provenance;

use super::super::draft::{Draft, append};
use super::super::nitf;
use super::super::select::{self, Row};
use crate::metadata::Field;
use crate::xml::Element;

/// Where the fields are told.
#[rustfmt::skip]
static ROWS: [Row; 7] = [
    (Field::Title, &["NewsLines HeadLine", "Identification NameLabel"]),
    (Field::Deck, &["NewsLines SubHeadLine"]),
    (Field::Outlet, &[
        "NewsLines CreditLine", "AdministrativeMetadata Provider Party@FormalName",
        "AdministrativeMetadata Source Party@FormalName", "Identification ProviderId",
    ]),
    (Field::Tags, &["NewsLines KeywordLine"]),
    (Field::Language, &["DescriptiveMetadata Language@FormalName"]),
    (Field::Published, &["NewsManagement FirstCreated", "Identification DateId"]),
    (Field::Modified, &["NewsManagement ThisRevisionCreated"]),
];

/// Puts an item into a draft.
pub(super) fn write(draft: &mut Draft, item: &Element) {
    if let Some(id) = select::first(item, &["Identification PublicIdentifier"]) {
        draft.article.id = id;
    }
    select::tell(draft, item, &ROWS);
    for topic in item.descendants("Topic") {
        draft.tell_tag(&name_of(topic), Provenance::Record);
    }
    for byline in select::words(item, "NewsLines ByLine") {
        nitf::tell_signed(draft, &byline);
    }
    select::keep(draft, item, "slug", &["NewsLines SlugLine"]);
    let dateline = select::first(item, &["NewsLines DateLine"]);
    let mut story = String::new();
    for content in item.descendants("ContentItem") {
        let is_picture = is_picture(content);
        for data in content.children("DataContent") {
            if let Some(nitf) = data.descendants("nitf").first() {
                nitf::write(draft, nitf, dateline.as_deref());
                continue;
            }
            let text = select::text(draft, data);
            if is_picture {
                draft
                    .article
                    .captions
                    .extend(Some(text).filter(|text| !text.is_empty()));
            } else {
                append(&mut story, &text);
            }
        }
    }
    select::write(draft, dateline.as_deref(), &story);
}

/// The name of a topic, in English where it has several.
fn name_of(topic: &Element) -> String {
    let is_name = |name: &&Element| {
        name.attribute("Variant")
            .is_none_or(|variant| variant == "Name")
    };
    let names: Vec<&Element> = topic.children("Description").filter(is_name).collect();
    let english = names
        .iter()
        .find(|name| name.attribute("xml:lang") == Some("en"));
    let name = english.or(names.first()).map(|name| name.text());
    name.unwrap_or_default().trim().to_owned()
}

fn is_picture(content: &Element) -> bool {
    let kind = select::first(content, &["MediaType@FormalName"]).unwrap_or_default();
    ["photo", "graphic", "video"].contains(&kind.to_lowercase().as_str())
}
