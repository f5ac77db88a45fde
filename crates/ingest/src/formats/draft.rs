//! An article in the making: its text, and what is said about it before it is settled what holds.

use fiche::{Article, Provenance};

use crate::metadata::{self, Field, Found};
use crate::{dates, lines};

/// An article that a reader is putting together.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) article: Article,
    pub(super) found: Found,
}

impl Draft {
    /// Adds what one place says of a field; words that the field cannot hold are passed over.
    pub(super) fn tell(&mut self, field: Field, text: &str, provenance: Provenance) {
        self.found.offer(field, text, provenance);
    }

    /// Adds one tag, whatever commas it holds.
    pub(super) fn tell_tag(&mut self, tag: &str, provenance: Provenance) {
        self.found.offer_one(Field::Tags, tag, provenance);
    }

    /// Adds text, as [`paragraphs`](super::wrap::paragraphs) gives it: the story to the body, a page's leftovers to the
    /// rest, credits of pictures to the captions.
    pub(super) fn write(&mut self, text: &str) {
        let parted = lines::part(text);
        let body = &mut self.article.body;
        if body.is_empty() {
            *body = parted.body;
        } else {
            append(body, &parted.body);
        }
        append(&mut self.article.rest, &parted.rest);
        self.article.captions.extend(parted.captions);
    }

    /// Adds what a dateline says, wherever it stands.
    pub(super) fn tell_place(&mut self, dateline: &str) {
        if let Some((place, agency)) = metadata::filed(dateline) {
            self.tell(Field::Place, &place, Provenance::Record);
            self.tell(Field::Outlet, &agency.unwrap_or_default(), Provenance::Text);
        }
    }

    /// Adds what a dateline outside the story says, and gives the story as it was sent: behind its dateline.
    pub(super) fn open_with(&mut self, dateline: &str, story: &str) -> String {
        self.tell_place(dateline);
        let Some((place, _)) = metadata::filed(dateline).filter(|_| !story.is_empty()) else {
            return story.to_owned();
        };
        let story = story.trim_start();
        let start = story.get(..place.len()).unwrap_or_default();
        let has_own = metadata::dateline(story.lines().next().unwrap_or_default()).is_some();
        if has_own || start.to_lowercase() == place.to_lowercase() {
            return story.to_owned();
        }
        let dateline: Vec<&str> = dateline.split_whitespace().collect();
        let dateline = dateline.join(" ");
        let dash = if dateline.ends_with(['-', '–', '—']) {
            ""
        } else {
            " -"
        };
        format!("{dateline}{dash} {story}")
    }

    /// The article, with what its dateline and its address tell where nothing better is known.
    pub(super) fn finish(mut self) -> Article {
        let first = self.article.body.split("\n\n").next().unwrap_or_default();
        if let Some((place, outlet, _)) = metadata::dateline(first) {
            self.tell(Field::Place, &place, Provenance::Text);
            if let Some(outlet) = outlet {
                self.tell(Field::Outlet, &outlet, Provenance::Text);
            }
        }
        let url = self.found.get(Field::Url).map(str::to_owned);
        self.tell_path(url.as_deref().unwrap_or_default(), Provenance::Url);
        let Self { mut article, found } = self;
        found.apply(&mut article);
        article
    }

    /// As [`finish`](Self::finish), for a file that is one article: its name can tell the date.
    pub(super) fn finish_file(mut self, path: &str) -> Article {
        self.tell_path(path, Provenance::Path);
        self.finish()
    }

    /// The date in a path or an address.
    pub(super) fn tell_path(&mut self, path: &str, provenance: Provenance) {
        if let Some(date) = dates::in_path(path) {
            self.tell(Field::Published, &date.to_string(), provenance);
        }
    }
}

/// Adds paragraphs to a text.
pub(super) fn append(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(more);
}
