//! What fiche searches: one story with its text, its metadata and where each value came from.
//!
//! This is the vocabulary of every other module and depends on none of them. Nothing here reads a file or knows the
//! index: an [`Article`] is a plain value that a caller builds, a reader of files fills, and the index stores.

mod date;
mod language;
mod live;
mod source;
mod value;
mod zone;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use date::{Date, DateError, Precision};
pub use language::Language;
pub use source::{Failure, Fingerprint, Source, SourceFile};
pub use value::Value;
pub(crate) use zone::Clock;
pub use zone::{Zone, ZoneError};

/// One story, as fiche reads, stores and returns it.
///
/// Only [`id`](Self::id) is needed; every other part may be empty. The text parts are searched with decreasing weight:
/// title, deck, body, captions, rest.
///
/// # Example
/// ```
/// use fiche::{Article, Date};
///
/// let mut article = Article::new("talks", "Talks resume by video link", "A fourth round of talks began on Monday.");
/// article.outlet = Some("The Harbour Post".into());
/// article.published = Some("2022-03-14".parse::<Date>()?);
/// assert_eq!(article.published.unwrap().to_string(), "2022-03-14");
/// # Ok::<(), fiche::DateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// The article's own id where its source gives one, else its path, or `path#n` for the n-th record of a container.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The standfirst below the headline.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub deck: String,
    /// The clean text; paragraphs are parted by an empty line.
    pub body: String,
    /// What extraction removed from the page: still findable, at a tenth of the weight.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rest: String,
    /// Captions of pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    /// The people who signed the article, one name each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// The newspaper, agency, site or letter that published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// The section of the outlet, such as `World`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Keywords given by the outlet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The language of the text; the index detects it where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The canonical address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// When it was last changed by the outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<Date>,
    /// Where it was filed from, as the dateline says: `KYIV, Ukraine`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether its source says that it is a live blog; [`is_live`](Self::is_live) asks the headline too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
    /// Any other metadata, kept with its type and searched as `extra.KEY:`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, Value>,
    /// Where each metadata value came from, by the name of the field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub provenance: BTreeMap<String, Provenance>,
    /// The file, or the record inside a file, that the article came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Article {
    /// An article with an id, a headline and a text; the rest is filled field by field.
    pub fn new(id: impl Into<String>, title: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            body: body.into(),
            ..Self::default()
        }
    }

    /// Whether its date of publication is only a guess, from the file's time of change or the time of fetching.
    pub fn published_is_guess(&self) -> bool {
        let kind = self.provenance.get("published");
        kind.is_some_and(|kind| kind.is_guess())
    }

    /// How much text there is, in bytes: what is searched, without metadata.
    pub fn text_bytes(&self) -> usize {
        let captions: usize = self.captions.iter().map(String::len).sum();
        let texts = [&self.title, &self.deck, &self.body, &self.rest];
        captions + texts.into_iter().map(String::len).sum::<usize>()
    }

    /// Whether there is any text to search: an article without a word is not worth a hit.
    pub fn is_empty(&self) -> bool {
        [&self.title, &self.deck, &self.body]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// Where a metadata value came from. Of two values for one field the earlier kind in [`Provenance::RANKED`] wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Provenance {
    /// A field of a record: JSON, CSV, a feed's entry, mapped by its name or by `fiche.toml`.
    Record,
    /// Front matter of a Markdown or text file.
    FrontMatter,
    /// A JSON-LD `NewsArticle` or its kin in a page.
    JsonLd,
    /// An OpenGraph or `article:*` property of a page.
    OpenGraph,
    /// Another `<meta>` or `<link>` of a page: Dublin Core, Parsely, Sailthru, `author`.
    Meta,
    /// Microdata of schema.org in a page's elements, `itemprop=author`: below the head of the page, since teasers of other
    /// stories have it too.
    Microdata,
    /// Markup of the page itself: `<time>`, `rel=author`, `<h1>`.
    Markup,
    /// The header of a message or an agency file.
    Header,
    /// The byline or the dateline in the text.
    Text,
    /// The address of the page.
    Url,
    /// The name of the file or of a folder above it.
    Path,
    /// What the program that made a document says of it: the properties of a PDF. They tell of the document, which may
    /// be much younger than the article in it.
    Properties,
    /// Found by looking at the text as a whole, as a language is.
    Detected,
    /// When a crawler fetched the page: a guess, which never outranks a real date.
    Fetched,
    /// The file's time of change: a guess, which never outranks a real date.
    Mtime,
}

impl Provenance {
    /// Every kind, the most trusted first.
    pub const RANKED: [Self; 15] = [
        Self::Record,
        Self::FrontMatter,
        Self::JsonLd,
        Self::OpenGraph,
        Self::Meta,
        Self::Microdata,
        Self::Markup,
        Self::Header,
        Self::Text,
        Self::Url,
        Self::Path,
        Self::Properties,
        Self::Detected,
        Self::Fetched,
        Self::Mtime,
    ];

    /// Whether a value of this kind is a guess that a person should be told of.
    pub fn is_guess(self) -> bool {
        matches!(self, Self::Mtime | Self::Fetched | Self::Detected)
    }
}
