//! NITF, the IPTC's markup of a news article.

use fiche::Provenance;

use super::Format;
use super::draft::{Draft, append};
use super::error::ReadError;
use super::intake::Intake;
use super::records::Several;
use super::select::{self, Row};
use super::sniff::{Head, Likeness};
use crate::metadata::{self, Field};
use crate::xml::{Element, Node};

pub(super) const FORMAT: Format = Format {
    name: "nitf",
    version: 2,
    extensions: &["nitf"],
    sniff,
    read,
};

/// Where the fields are told.
#[rustfmt::skip]
static ROWS: [Row; 8] = [
    (Field::Title, &["body.head hl1", "body.head headline", "head title"]),
    (Field::Deck, &["body.head abstract", "body.head hl2"]),
    (Field::Outlet, &[
        "pubdata@name", "body.head distributor", "docdata doc.copyright@holder", "docdata doc-id@regsrc",
        "docdata from-src@src-name",
    ]),
    (Field::Section, &["pubdata@position.section"]),
    (Field::Tags, &[
        "head tobject.subject@tobject.subject.type", "head tobject.subject@tobject.subject.matter",
        "head tobject.subject@tobject.subject.detail", "docdata keyword@key",
    ]),
    (Field::Published, &[
        "docdata date.issue@norm", "docdata date.release@norm", "pubdata@date.publication", "body.head story.date@norm",
    ]),
    (Field::Modified, &["head revision-history@norm"]),
    (Field::Url, &["pubdata@ex-ref"]),
];

fn sniff(head: &Head<'_>) -> Likeness {
    if head.local_root() == "nitf" {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut several = Several::default();
    let mut number = 0;
    intake.each_element(
        |_, name| name == "nitf",
        |intake, nitf, _| {
            number += 1;
            let mut draft = Draft::default();
            if let Some(id) = select::first(&nitf, &["docdata doc-id@id-string"]) {
                draft.article.id = id;
            }
            write(&mut draft, &nitf, None);
            several.give(intake, number, draft.finish());
        },
    )?;
    several.finish(intake);
    Ok(())
}

/// Puts an article in NITF into a draft: a file of its own, or inside an item of NewsML that has told its fields and
/// perhaps its dateline.
pub(super) fn write(draft: &mut Draft, nitf: &Element, dateline: Option<&str>) {
    for name in ["xml:lang", "baselang"] {
        let language = nitf.attribute(name).unwrap_or_default();
        draft.tell(Field::Language, language, Provenance::Record);
    }
    for byline in nitf.descendants("byline").into_iter().take(MOST_BYLINES) {
        tell_byline(draft, byline);
    }
    select::tell(draft, nitf, &ROWS);
    select::keep(
        draft,
        nitf,
        "slug",
        &["docdata du-key@key", "docdata fixture@fix-id"],
    );
    let mut story = String::new();
    let bodies = nitf.descendants("body").into_iter();
    for content in bodies.flat_map(|body| body.children("body.content")) {
        append(&mut story, &select::text(draft, content));
    }
    let own = own_dateline(nitf);
    select::write(draft, own.as_deref().or(dateline), &story);
    for tagline in select::words(nitf, "body.end tagline") {
        select::keep_text(draft, &tagline);
    }
}

/// A package of several stories has a byline for each.
const MOST_BYLINES: usize = 16;

/// The names, without what the person is: `<byline>By Ada Moor<byttl>Meridian Press</byttl></byline>`.
fn tell_byline(draft: &mut Draft, byline: &Element) {
    let mut signed = byline.clone();
    signed.nodes.retain(|node| match node {
        Node::Element(inside) => inside.name != "byttl",
        Node::Text(_) => true,
    });
    tell_signed(draft, &signed.text());
}

/// The people of a byline, and the outlet it names. `Ada Moor / Harbour Post` are a person and an outlet too.
pub(super) fn tell_signed(draft: &mut Draft, byline: &str) {
    let byline = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let byline = byline.trim_end_matches([',', ' ']);
    let byline = byline.split(" / ").next().unwrap_or_default();
    let (authors, outlet) =
        metadata::byline(byline).unwrap_or_else(|| (vec![byline.to_owned()], None));
    draft.tell(Field::Authors, &authors.join("; "), Provenance::Record);
    draft.tell(Field::Outlet, &outlet.unwrap_or_default(), Provenance::Text);
}

/// The dateline without the day, which has a field of its own.
fn own_dateline(nitf: &Element) -> Option<String> {
    let dateline = nitf.descendants("dateline").into_iter().next()?;
    let Some(location) = dateline.descendants("location").into_iter().next() else {
        let has_day_only = dateline.child("story.date").is_some();
        return (!has_day_only).then(|| dateline.text());
    };
    // `<city>Sundhaven</city><country>Norland</country>` are parts without signs between them.
    let parts: Vec<String> = location.elements().map(Element::text).collect();
    Some(if parts.len() > 1 {
        parts.join(", ")
    } else {
        location.text()
    })
}
