//! The exports of MediaWiki sites (`Special:Export`, the dumps of Wikipedia and Wikinews).
//!
//! A page of the main namespace is an article, in its newest revision; talk, users, templates and redirects are none.
//! The parts of a page are read one by one, as a page with its whole history can be longer than any memory: of the
//! revisions only the newest so far is held. Wikitext is [cleaned](wikitext) roughly, without a parser of templates:
//! what a template would have said is not in the export.

mod site;
mod wikitext;

use fiche::{Article, Provenance};

use super::Format;
use super::draft::Draft;
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::sniff::{Head, Likeness};
use crate::metadata::Field;
use crate::xml::Element;
use site::Site;

pub(super) const FORMAT: Format = Format {
    name: "mediawiki",
    version: 2,
    extensions: &["mediawiki"],
    sniff,
    read,
};

/// The number of the namespace that articles are in.
const ARTICLES: &str = "0";

fn sniff(head: &Head<'_>) -> Likeness {
    match head.root() {
        "mediawiki" => Likeness::Sure,
        _ => Likeness::No,
    }
}

fn wants(around: &[Element], name: &str) -> bool {
    match around.last().map(|parent| parent.name.as_str()) {
        Some("page") => true,
        Some("siteinfo") => name != "namespaces",
        Some("namespaces") => name == "namespace",
        _ => false,
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut export = Export::default();
    intake.each_element(wants, |intake, element, around| {
        export.take(intake, &element, around);
    })?;
    export.end_page(intake);
    Ok(())
}

/// An export being read.
#[derive(Default)]
struct Export {
    site: Site,
    page: Page,
    number: u32,
}

/// A page being read, part by part.
#[derive(Default)]
struct Page {
    title: String,
    namespace: Option<String>,
    id: String,
    is_redirect: bool,
    /// When it was first written, as far as the export tells.
    first: Option<String>,
    newest: Option<Revision>,
}

struct Revision {
    time: String,
    text: String,
}

impl Export {
    fn take(&mut self, intake: &mut Intake<'_>, element: &Element, around: &[Element]) {
        if around.last().is_none_or(|parent| parent.name != "page") {
            return self.site.take(element);
        }
        self.site.inherit(around);
        let text = || element.text().trim().to_owned();
        match element.name.as_str() {
            // Every page begins with its title.
            "title" => {
                let title = text();
                self.end_page(intake);
                self.page.title = title;
            }
            "ns" => self.page.namespace = Some(text()),
            "id" => self.page.id = text(),
            "redirect" => self.page.is_redirect = true,
            "revision" => self.page.revise(element),
            _ => {}
        }
    }

    /// Hands over the page that was read last.
    fn end_page(&mut self, intake: &mut Intake<'_>) {
        let page = std::mem::take(&mut self.page);
        if page.title.is_empty() || intake.report.stopped {
            return;
        }
        self.number += 1;
        if !page.is_article(&self.site) {
            return;
        }
        let article = page.into_article(&self.site);
        if article.body.is_empty() {
            let message = format!(
                "page {} of the export holds no text: `{}`",
                self.number, article.title
            );
            return intake.fail(ReadErrorKind::NoText.failure(message));
        }
        let _ = intake.give(article, Some(self.number));
    }
}

impl Page {
    /// Keeps a revision if it is the newest so far. Their times sort as they are written.
    fn revise(&mut self, revision: &Element) {
        let text = |name| revision.child(name).map(Element::text).unwrap_or_default();
        let time = text("timestamp").trim().to_owned();
        if self.first.as_ref().is_none_or(|first| time < *first) {
            self.first = Some(time.clone());
        }
        if self
            .newest
            .as_ref()
            .is_none_or(|newest| newest.time <= time)
        {
            self.newest = Some(Revision {
                time,
                text: text("text"),
            });
        }
    }

    fn is_article(&self, site: &Site) -> bool {
        let is_main = match &self.namespace {
            Some(namespace) => namespace == ARTICLES,
            // Exports before 2010 tell the namespace by the title alone.
            None => !site.has_namespace(&self.title),
        };
        let text = self
            .newest
            .as_ref()
            .map_or("", |newest| newest.text.trim_start());
        is_main && !self.is_redirect && !text.starts_with("#REDIRECT")
    }

    /// The day of its first revision is that of the article only where the export holds more than the newest.
    fn into_article(self, site: &Site) -> Article {
        let mut draft = Draft::default();
        let newest = self.newest.unwrap_or(Revision {
            time: String::new(),
            text: String::new(),
        });
        let page = wikitext::clean(&newest.text, site);
        let first = self.first.filter(|first| *first != newest.time);
        let url = site.address(&self.title);
        let told = [
            (Field::Title, Some(self.title)),
            (Field::Outlet, site.name.clone()),
            (Field::Language, site.language.clone()),
            (Field::Url, url),
            (Field::Published, page.date.or(first)),
            (Field::Modified, Some(newest.time)),
            (Field::Tags, Some(page.categories.join("\n"))),
        ];
        for (field, text) in told {
            draft.tell(field, &text.unwrap_or_default(), Provenance::Record);
        }
        draft.article.id = self.id;
        draft.article.captions = page.captions;
        draft.write(&page.text);
        draft.finish()
    }
}
