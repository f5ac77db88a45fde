//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, the Channel Definition Format (CDF), and the export of a WordPress site, which is RSS with more to it.
//!
//! Each entry is an article. An entry is turned into a [record](super::record) with the names that a record has, so
//! that a body, a date or a list of authors is read as in any other file, and `fiche.toml` maps a feed as it maps JSON.
//! What the feed says of all its entries (its title, language and author) completes each of them.
//! JSON Feed is JSON and read there, with the same [`Channel`].

mod channel;
mod entry;
mod wordpress;

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use super::Format;
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::node::Entries;
use super::record;
use super::sniff::{Head, Likeness};
use crate::metadata;
use crate::xml::Element;

pub(super) use channel::Channel;

pub(super) const FORMAT: Format = Format {
    name: "feed",
    version: 3,
    extensions: &["rss", "atom", "rdf", "cdf"],
    sniff,
    read,
};

/// The root element of a feed, without its prefix, and the namespaces one of which tells it from others of that name.
struct Root(&'static str, &'static [&'static str]);

static ROOTS: [Root; 6] = [
    Root("rss", &[]),
    Root("feed", &[]),
    Root("RDF", &["purl.org/rss/", "netscape.com/rdf"]),
    Root("entry", &["w3.org/2005/Atom", "purl.org/atom"]),
    // Neither has a namespace; other documents write the word small.
    Root("CHANNEL", &[]),
    Root("Channel", &[]),
];

/// What an article is made of.
static ENTRIES: [&str; 4] = ["item", "entry", "ITEM", "Item"];

fn sniff(head: &Head<'_>) -> Likeness {
    let root = head.root();
    let local = root.rsplit(':').next().unwrap_or_default();
    let is_root = |Root(name, namespaces): &Root| {
        let says = |namespace: &&str| head.text().contains(*namespace);
        *name == local && (namespaces.is_empty() || namespaces.iter().any(says))
    };
    if ROOTS.iter().any(is_root) {
        return Likeness::Sure;
    }
    // The root may stand behind a long declaration of the document's type.
    match root.is_empty() && head.text().starts_with('<') {
        true => Likeness::Possible,
        false => Likeness::No,
    }
}

fn wants(around: &[Element], name: &str) -> bool {
    let parent = around.last().map_or("", |parent| parent.name.as_str());
    ENTRIES.contains(&name) || channel::is_told(parent, name)
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut feed = Feed::default();
    intake.each_element(wants, |intake, element, around| {
        if ENTRIES.contains(&element.name.as_str()) {
            feed.give(intake, &element, around);
        } else {
            feed.channel.take(&element);
        }
    })?;
    if feed.number == 0 && intake.report.failed == 0 {
        return Err(ReadError::new(
            ReadErrorKind::NoText,
            "the feed has no entries",
        ));
    }
    Ok(())
}

/// A feed being read.
#[derive(Default)]
struct Feed {
    channel: Channel,
    number: u32,
    /// Hashes of the ids so far: one that comes twice names nothing.
    ids: HashSet<u64>,
}

impl Feed {
    fn give(&mut self, intake: &mut Intake<'_>, element: &Element, around: &[Element]) {
        self.number += 1;
        if wordpress::is_unpublished(element) {
            return;
        }
        self.channel.inherit(around);
        let mut entries = entry::read(element, self.channel.base());
        wordpress::refine(element, &self.channel, &mut entries);
        self.channel.complete(&mut entries);
        self.give_article(intake, entries);
    }

    fn give_article(&mut self, intake: &mut Intake<'_>, entries: Entries) {
        let mut article = record::article(entries, intake.options, intake.path);
        metadata::drop_repeated_deck(&mut article);
        if !article.id.is_empty() && !self.ids.insert(xxh3_64(article.id.as_bytes())) {
            article.id.clear();
        }
        let number = self.number;
        if article.is_empty() {
            let message = format!("entry {number} of the feed has neither a title nor a text");
            return intake.fail(ReadErrorKind::NoText.failure(message));
        }
        let _ = intake.give(article, Some(number));
    }
}
