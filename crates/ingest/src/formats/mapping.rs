//! Which field of an article a name in a record stands for.
//!
//! Exports name one thing in twenty ways. The table holds the names met in practice, each compared without case and
//! signs, so that `articleBody`, `article_body` and `ARTICLE-BODY` are one. Of two names for one field the earlier in the
//! table wins; a caller's own names come before all.

use std::collections::HashMap;

use crate::metadata::Field;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Id,
    Body,
    Rest,
    Captions,
    /// Metadata with a field of its own.
    Told(Field),
    /// Metadata beside the fields.
    Extra,
    /// As `Extra`; it can tell the date besides.
    Path,
    /// Left out.
    Skip,
}

/// A slot, its word in `fiche.toml`, and the common names for it.
struct Row(Slot, &'static str, &'static [&'static str]);

#[rustfmt::skip]
static TABLE: [Row; 18] = [
    Row(Slot::Id, "id", &["id", "guid", "uuid", "uid", "docid", "docno", "articleid"]),
    Row(Slot::Told(Field::Title), "title", &["title", "headline", "heading", "name", "subject"]),
    Row(Slot::Told(Field::Deck), "deck", &[
        "deck", "standfirst", "dek", "subtitle", "subheadline", "summary", "description", "excerpt", "abstract",
        "teaser", "trail",
    ]),
    Row(Slot::Body, "body", &[
        "body", "articlebody", "bodytext", "fulltext", "text", "maintext", "articletext", "contenttext", "content",
        "article", "story", "paragraphs", "bodyhtml", "bodyxhtml", "bodies", "contenthtml", "html",
    ]),
    Row(Slot::Rest, "rest", &["rest"]),
    Row(Slot::Captions, "captions", &["captions", "caption", "imagecaption"]),
    Row(Slot::Told(Field::Authors), "authors", &[
        "authors", "author", "byline", "creator", "creators", "writer", "reporter",
    ]),
    Row(Slot::Told(Field::Outlet), "outlet", &[
        "outlet", "publisher", "publication", "source", "sourcename", "newspaper", "provider", "sitename", "site",
    ]),
    Row(Slot::Told(Field::Section), "section", &[
        "section", "articlesection", "sectionname", "category", "rubric", "desk",
    ]),
    Row(Slot::Told(Field::Tags), "tags", &["tags", "keywords", "categories", "topics", "subjects"]),
    Row(Slot::Told(Field::Language), "language", &["language", "lang", "inlanguage", "locale"]),
    Row(Slot::Told(Field::Url), "url", &[
        "url", "canonicalurl", "canonical", "link", "permalink", "weburl", "uri", "href",
    ]),
    Row(Slot::Told(Field::Published), "published", &[
        "published", "datepublished", "publishedat", "publishdate", "publisheddate", "publicationdate", "pubdate",
        "firstpublished", "date", "datetime", "created", "createdat", "datecreated", "createdutc", "timestamp", "time",
    ]),
    Row(Slot::Told(Field::Modified), "modified", &[
        "modified", "datemodified", "modifiedat", "updated", "updatedat", "dateupdated", "lastmodified", "lastmod",
    ]),
    Row(Slot::Told(Field::Place), "place", &["place", "dateline", "location"]),
    Row(Slot::Extra, "extra", &[]),
    Row(Slot::Path, "path", &["path", "slug", "filename", "aliases"]),
    Row(Slot::Skip, "skip", &[]),
];

/// Which field of an article a name in a JSON record or in front matter stands for.
///
/// The common names are known ([`Mapping::default`]); [`Mapping::insert`] adds a collection's own.
#[derive(Debug, Clone)]
pub struct Mapping {
    names: HashMap<String, Target>,
    /// The rank of the caller's next name: they run below zero, before those of the table.
    next: i32,
}

/// The slot, and the rank among the names for it: the lowest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) slot: Slot,
    pub(super) rank: i32,
}

/// The word is no field of an article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a field of an article: write one of {list}", list = words())]
pub struct MappingError(String);

fn words() -> String {
    let words: Vec<_> = TABLE.iter().map(|row| row.1).collect();
    words.join(", ")
}

impl Default for Mapping {
    fn default() -> Self {
        let names = TABLE.iter().flat_map(|Row(slot, _, names)| {
            let ranked = names.iter().zip(0..);
            ranked.map(|(name, rank)| ((*name).to_owned(), Target { slot: *slot, rank }))
        });
        Self {
            names: names.collect(),
            next: i32::MIN,
        }
    }
}

impl Mapping {
    /// Maps a name in the records to a field of an article by its word: `title`, `published`, `outlet`…; to `extra` to
    /// keep it beside, or to `skip` to leave it out. Names inserted first win over later ones.
    ///
    /// # Errors
    /// There is no such field.
    pub fn insert(&mut self, name: &str, field: &str) -> Result<(), MappingError> {
        let row = TABLE.iter().find(|Row(_, word, _)| *word == field);
        let Row(slot, ..) = row.ok_or_else(|| MappingError(field.to_owned()))?;
        let target = Target {
            slot: *slot,
            rank: self.next,
        };
        self.next += 1;
        self.names.insert(normal(name), target);
        Ok(())
    }

    /// What a name stands for; a name that is not known is metadata beside the fields.
    pub(super) fn target(&self, name: &str) -> Target {
        self.names.get(&normal(name)).copied().unwrap_or(Target {
            slot: Slot::Extra,
            rank: i32::MAX,
        })
    }
}

/// Letters and digits in lower case, without a namespace: `dc:Date_Published` is `datepublished`.
fn normal(name: &str) -> String {
    let local = name.rsplit(':').next().unwrap_or(name);
    local
        .chars()
        .filter(|char| char.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_met_in_many_spellings() {
        let mapping = Mapping::default();
        for name in [
            "articleBody",
            "article_body",
            "Article-Body",
            "schema:articleBody",
        ] {
            assert_eq!(mapping.target(name).slot, Slot::Body, "{name}");
        }
        assert_eq!(mapping.target("_id").slot, Slot::Id);
        assert_eq!(mapping.target("temperature").slot, Slot::Extra);
    }

    #[test]
    fn no_name_stands_in_two_rows() {
        let names = TABLE.iter().map(|Row(_, _, names)| names.len());
        assert_eq!(Mapping::default().names.len(), names.sum::<usize>());
    }

    #[test]
    fn a_name_of_the_caller_wins() {
        let mut mapping = Mapping::default();
        mapping.insert("Kop", "title").unwrap();
        assert!(mapping.target("kop").rank < mapping.target("title").rank);
        assert!(mapping.insert("kop", "headline").is_err());
    }
}
