//! What is said about an article outside its text, gathered from everywhere it is said and settled by one rule.
//!
//! A page names its author in JSON-LD, in `<meta>`, in its markup and in its byline, and they differ. Every reader
//! [offers](Found::offer) what it sees with its [`Provenance`]; [`Found::apply`] keeps, field by field, the most trusted
//! value and tells where it came from. How the words of one field are read ([`fields`]) is a table.

mod dateline;
mod fields;
mod people;

use std::collections::BTreeMap;

use fiche::{Article, Provenance};

pub(crate) use dateline::{dateline, filed};
pub(crate) use fields::Field;
pub(crate) use people::{byline, signature};

/// No article has more people or tags; a list that goes on is data.
const MOST_VALUES: usize = 512;

/// Everything said about one article so far.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// By field, then by trust, the most trusted first: its place in [`Provenance::RANKED`].
    values: BTreeMap<(Field, usize), Vec<String>>,
}

impl Found {
    /// Adds what one place says of a field. Words that the field cannot hold (a date that is none, an address for an
    /// author) are passed over. Of several values of one place a list takes them all, any other field the first.
    pub(crate) fn offer(&mut self, field: Field, text: &str, provenance: Provenance) {
        for value in field.read(text) {
            self.add(field, value, provenance);
        }
    }

    /// Adds one value of a list, whose source parts them: commas are part of it.
    pub(crate) fn offer_one(&mut self, field: Field, text: &str, provenance: Provenance) {
        for value in fields::name(text) {
            self.add(field, value, provenance);
        }
    }

    fn add(&mut self, field: Field, value: String, provenance: Provenance) {
        let values = self.values.entry((field, trust(provenance))).or_default();
        let has_room = values.is_empty() || (field.is_list() && values.len() < MOST_VALUES);
        if has_room && !values.contains(&value) {
            values.push(value);
        }
    }

    /// Takes back what was said of a field.
    pub(crate) fn forget(&mut self, field: Field) {
        self.values.retain(|(known, _), _| *known != field);
    }

    /// The value of a field as it stands: the most trusted, the first of a list.
    pub(crate) fn get(&self, field: Field) -> Option<&str> {
        let (_, values) = self.best(field)?;
        values.first().map(String::as_str)
    }

    /// Whether one kind of place has said anything of a field.
    pub(crate) fn has(&self, field: Field, provenance: Provenance) -> bool {
        self.values.contains_key(&(field, trust(provenance)))
    }

    /// Whether a more trusted kind of place has said something of a field.
    pub(crate) fn is_outranked(&self, field: Field, provenance: Provenance) -> bool {
        self.best(field)
            .is_some_and(|(rank, _)| rank < trust(provenance))
    }

    /// Drops the values of a list that are not wanted, wherever they were said.
    pub(crate) fn retain(&mut self, field: Field, is_wanted: impl Fn(&str) -> bool) {
        let values = self.values.range_mut((field, 0)..=(field, usize::MAX));
        for (_, values) in values {
            values.retain(|value| is_wanted(value));
        }
        self.values.retain(|_, values| !values.is_empty());
    }

    /// What one kind of place has said of a field, the first of a list.
    pub(crate) fn said(&self, field: Field, provenance: Provenance) -> Option<&str> {
        let values = self.values.get(&(field, trust(provenance)))?;
        values.first().map(String::as_str)
    }

    /// The values of a field from every kind of place.
    pub(crate) fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        let values = self.values.range((field, 0)..=(field, usize::MAX));
        values.flat_map(|(_, values)| values.iter().map(String::as_str))
    }

    /// Fills the article's fields, with the provenance of each. A field that nothing was found for is left as it is.
    pub(crate) fn apply(self, article: &mut Article) {
        for field in Field::ALL {
            if let Some((rank, values)) = self.best(field) {
                field.fill(article, values);
                article
                    .provenance
                    .insert(field.name().to_owned(), Provenance::RANKED[rank]);
            }
        }
    }

    fn best(&self, field: Field) -> Option<(usize, &[String])> {
        let ((_, rank), values) = self.values.range((field, 0)..=(field, usize::MAX)).next()?;
        Some((*rank, values))
    }
}

/// Takes away a standfirst that is only the story's beginning over again, cut off or whole.
pub(crate) fn drop_repeated_deck(article: &mut Article) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let deck = words(&article.deck);
    let deck = deck.trim_end_matches(['.', '…', '[', ']', ' ', '»', '>']);
    if !deck.is_empty() && words(&article.body).contains(deck) {
        article.deck.clear();
        article.provenance.remove(Field::Deck.name());
    }
}

fn trust(provenance: Provenance) -> usize {
    let ranked = Provenance::RANKED;
    let place = ranked.iter().position(|kind| *kind == provenance);
    place.unwrap_or(ranked.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_trusted_value_wins_whatever_the_order() {
        let mut found = Found::default();
        found.offer(Field::Published, "2022-03-13", Provenance::Url);
        found.offer(Field::Published, "no day", Provenance::JsonLd);
        found.offer(Field::Published, "14 March 2022", Provenance::Meta);
        let mut article = Article::default();
        found.apply(&mut article);
        assert_eq!(article.published.unwrap().to_string(), "2022-03-14");
        assert_eq!(article.provenance["published"], Provenance::Meta);
    }

    #[test]
    fn a_list_is_taken_whole_from_one_place() {
        let mut found = Found::default();
        found.offer(Field::Authors, "Ada Moor", Provenance::JsonLd);
        found.offer(Field::Authors, "Ben Quay", Provenance::JsonLd);
        found.offer(Field::Authors, "Staff of the Post", Provenance::Meta);
        found.offer(Field::Tags, "harbour, strike; ports", Provenance::Meta);
        let mut article = Article::default();
        found.apply(&mut article);
        assert_eq!(article.authors, ["Ada Moor", "Ben Quay"]);
        assert_eq!(article.tags, ["harbour", "strike", "ports"]);
    }

    #[test]
    fn what_nothing_was_found_for_is_left_alone() {
        let mut article = Article::new("a", "A title of its own", "");
        Found::default().apply(&mut article);
        assert_eq!(article.title, "A title of its own");
        assert!(article.provenance.is_empty());
    }
}
