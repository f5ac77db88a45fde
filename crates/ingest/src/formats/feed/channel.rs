//! What a feed says of all its entries.

use crate::formats::node::{Entries, Node};
use crate::xml::Element;

use super::entry;

/// The elements that hold a feed's own metadata.
static HOLDERS: [&str; 4] = ["channel", "feed", "CHANNEL", "Channel"];

/// The attributes that tell where links start from, the surest first.
static BASES: [&str; 5] = ["xml:base", "BASE", "Base", "HREF", "Href"];

/// The names under which an entry tells its own.
static OWN_AUTHORS: [&str; 2] = ["authors", "author"];

/// A large newsroom has some hundreds who write.
const MOST_PEOPLE: usize = 2_000;

/// A feed's title, language and people.
#[derive(Debug, Default)]
pub(crate) struct Channel {
    title: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
    /// The address that links start from: what `xml:base` says, or that of the site.
    base: String,
    /// The names to show for the names to log in with, in an export of WordPress.
    logins: Vec<(String, String)>,
}

/// Whether an element tells something of the whole feed.
pub(super) fn is_told(parent: &str, name: &str) -> bool {
    HOLDERS.contains(&parent)
        && [
            "title",
            "TITLE",
            "Title",
            "link",
            "language",
            "dc:language",
            "author",
            "wp:author",
        ]
        .contains(&name)
}

impl Channel {
    /// The metadata of a JSON Feed, by the members before its items; `None` for any other JSON.
    pub(crate) fn of_json(entries: &Entries) -> Option<Self> {
        let texts = |name: &str| {
            let entry = entries.iter().find(|(known, _)| known == name);
            entry.map_or_else(Vec::new, |(_, node)| node.texts())
        };
        let version = texts("version");
        let is_feed = version
            .first()
            .is_some_and(|version| version.contains("://jsonfeed.org/"));
        is_feed.then(|| Self {
            title: texts("title").pop(),
            language: texts("language").pop(),
            authors: [texts("authors"), texts("author")].concat(),
            ..Self::default()
        })
    }

    /// Takes in one element of the feed's own.
    pub(super) fn take(&mut self, element: &Element) {
        let text = Some(element.text().trim().to_owned()).filter(|text| !text.is_empty());
        match element.name.as_str() {
            "title" | "TITLE" | "Title" => self.title = self.title.take().or(text),
            "link" if self.base.is_empty() => {
                self.base = own_address(element).unwrap_or_default();
            }
            "author" if self.authors.len() < MOST_PEOPLE => {
                self.authors.extend(entry::person(element));
            }
            "wp:author" if self.logins.len() < MOST_PEOPLE => self.logins.extend(login(element)),
            "link" | "author" | "wp:author" => {}
            _ => self.language = self.language.take().or(text),
        }
    }

    /// The address that the links of its entries start from.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// Takes in what the elements around an entry say in their attributes.
    pub(super) fn inherit(&mut self, around: &[Element]) {
        let nearest = |name| {
            around
                .iter()
                .rev()
                .find_map(|element| element.attribute(name))
        };
        let base = BASES.iter().find_map(|name| nearest(name));
        if let Some(base) = base.filter(|base| !base.is_empty()) {
            base.clone_into(&mut self.base);
        }
        if self.language.is_none() {
            self.language = nearest("xml:lang").map(str::to_owned);
        }
    }

    /// The name of a person by the name they log in with.
    pub(super) fn name_of<'a>(&'a self, login: &'a str) -> &'a str {
        let known = self.logins.iter().find(|(known, _)| known == login);
        known.map_or(login, |(_, name)| name)
    }

    /// Adds to an entry what it does not tell itself.
    pub(crate) fn complete(&self, entries: &mut Entries) {
        let add = |entries: &mut Entries, own: &[&str], texts: &[String]| {
            let is_told = entries
                .iter()
                .any(|(name, node)| own.contains(&name.as_str()) && *node != Node::Null);
            if let Some(name) = own.first().filter(|_| !is_told && !texts.is_empty()) {
                let nodes = texts.iter().cloned().map(Node::Text).collect();
                entries.push(((*name).to_owned(), Node::List(nodes)));
            }
        };
        add(entries, &["outlet"], self.title.as_slice());
        add(entries, &["language"], self.language.as_slice());
        add(entries, &OWN_AUTHORS, &self.authors);
    }
}

/// The address of the feed or of its site; one that starts from another tells nothing.
fn own_address(link: &Element) -> Option<String> {
    let is_own = matches!(link.attribute("rel"), None | Some("self" | "alternate"));
    let address = link
        .attribute("href")
        .map_or_else(|| link.text(), str::to_owned);
    let address = address.trim();
    (is_own && address.starts_with("http")).then(|| address.to_owned())
}

/// The name to log in with and the name to show of one who writes for a WordPress site.
fn login(author: &Element) -> Option<(String, String)> {
    let text = |name| {
        author
            .child(name)
            .map(|child| child.text().trim().to_owned())
    };
    let login = text("wp:author_login")?;
    let name = text("wp:author_display_name").filter(|name| !name.is_empty());
    Some((login, name?))
}
