//! The fields of an article's metadata: how the words of each are read, and where they go.

use fiche::{Article, Language};

use super::people;
use crate::dates;

/// A field that a page, a record or a header can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Title,
    Deck,
    Authors,
    Outlet,
    Section,
    Tags,
    Language,
    Url,
    Published,
    Modified,
    Place,
}

/// How one field is read and filled.
struct Row {
    field: Field,
    /// The field's name in [`Article`], which its provenance is kept under.
    name: &'static str,
    is_list: bool,
    /// What is said, as the values it holds; none where the field cannot hold it.
    read: fn(&str) -> Vec<String>,
    fill: fn(&mut Article, &[String]),
}

#[rustfmt::skip]
const ROWS: [Row; 11] = [
    Row { field: Field::Title, name: "title", is_list: false, read: line, fill: |to, values| to.title = first(values) },
    Row { field: Field::Deck, name: "deck", is_list: false, read: line, fill: |to, values| to.deck = first(values) },
    Row { field: Field::Authors, name: "authors", is_list: true, read: people::authors, fill: |to, values| to.authors = values.to_vec() },
    Row { field: Field::Outlet, name: "outlet", is_list: false, read: name, fill: |to, values| to.outlet = Some(first(values)) },
    Row { field: Field::Section, name: "section", is_list: false, read: name, fill: |to, values| to.section = Some(first(values)) },
    Row { field: Field::Tags, name: "tags", is_list: true, read: keywords, fill: |to, values| to.tags = values.to_vec() },
    Row { field: Field::Language, name: "language", is_list: false, read: language, fill: |to, values| to.language = first(values).parse().ok() },
    Row { field: Field::Url, name: "url", is_list: false, read: address, fill: |to, values| to.url = Some(first(values)) },
    Row { field: Field::Published, name: "published", is_list: false, read: date, fill: |to, values| to.published = first(values).parse().ok() },
    Row { field: Field::Modified, name: "modified", is_list: false, read: date, fill: |to, values| to.modified = first(values).parse().ok() },
    Row { field: Field::Place, name: "place", is_list: false, read: name, fill: |to, values| to.place = Some(first(values)) },
];

/// A longer name is a sentence that landed in the wrong field.
const LONGEST_NAME_CHARS: usize = 120;

impl Field {
    /// Every field, in the order of an article.
    pub(crate) const ALL: [Self; 11] = {
        let mut all = [Self::Title; 11];
        let mut at = 0;
        while at < all.len() {
            all[at] = ROWS[at].field;
            at += 1;
        }
        all
    };

    /// The name of the field in [`Article`].
    pub(crate) fn name(self) -> &'static str {
        self.row().name
    }

    pub(super) fn is_list(self) -> bool {
        self.row().is_list
    }

    pub(super) fn read(self, text: &str) -> Vec<String> {
        (self.row().read)(text)
    }

    pub(super) fn fill(self, article: &mut Article, values: &[String]) {
        (self.row().fill)(article, values);
    }

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }
}

fn first(values: &[String]) -> String {
    values.first().cloned().unwrap_or_default()
}

/// The words with single spaces between them, if there are any.
fn line(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    vec![words.join(" ")]
}

/// A name in one line, short enough to be one and no address.
pub(super) fn name(text: &str) -> Vec<String> {
    let mut names = line(text);
    names.retain(|name| name.chars().count() <= LONGEST_NAME_CHARS && !is_address(name));
    names
}

fn keywords(text: &str) -> Vec<String> {
    text.split([',', ';', '，', '、', '\n'])
        .flat_map(name)
        .collect()
}

fn language(text: &str) -> Vec<String> {
    let code = text.trim().parse::<Language>();
    code.map(|language| language.to_string())
        .into_iter()
        .collect()
}

fn address(text: &str) -> Vec<String> {
    let text = text.trim();
    let is_whole = is_address(text) && !text.contains(char::is_whitespace);
    is_whole.then(|| text.to_owned()).into_iter().collect()
}

/// A date that an article can have: none of the future.
fn date(text: &str) -> Vec<String> {
    let date = dates::parse(text).filter(|date| !dates::is_future(*date));
    date.map(|date| date.to_string()).into_iter().collect()
}

/// Whether the text is an address of the web.
pub(super) fn is_address(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_stands_at_its_field() {
        for (at, row) in ROWS.iter().enumerate() {
            assert_eq!(row.field as usize, at, "{}", row.name);
        }
    }
}
