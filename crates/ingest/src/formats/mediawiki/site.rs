//! What an export says of its site.

use crate::xml::Element;

/// The numbers of the namespaces that a link can tell something by.
const FILES: &str = "6";
const CATEGORIES: &str = "14";

/// The names that hold on every site, beside those of its language.
static FILE_NAMES: [&str; 3] = ["file", "image", "media"];
static CATEGORY_NAMES: [&str; 1] = ["category"];

/// Sites have some thirty.
const MOST_NAMESPACES: usize = 1_000;

/// A site: its name, its language and the names of its namespaces.
#[derive(Debug, Default)]
pub(super) struct Site {
    pub(super) name: Option<String>,
    pub(super) language: Option<String>,
    /// The address of its main page.
    base: Option<String>,
    /// Number and name, in lower case.
    namespaces: Vec<(String, String)>,
}

/// What a link leads to, by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Article,
    File,
    Category,
    /// Another namespace, language or site.
    Elsewhere,
}

impl Site {
    /// Takes in a part of `<siteinfo>`.
    pub(super) fn take(&mut self, element: &Element) {
        let text = element.text().trim().to_owned();
        match element.name.as_str() {
            "sitename" => self.name = Some(text),
            "base" => self.base = Some(text),
            "namespace" if !text.is_empty() && self.namespaces.len() < MOST_NAMESPACES => {
                let number = element.attribute("key").unwrap_or_default();
                self.namespaces
                    .push((number.to_owned(), text.to_lowercase()));
            }
            _ => {}
        }
    }

    /// Takes in the language of the export's root.
    pub(super) fn inherit(&mut self, around: &[Element]) {
        if self.language.is_none() {
            let told = around.first().and_then(|root| root.attribute("xml:lang"));
            self.language = told.map(str::to_owned);
        }
    }

    /// The address of a page.
    pub(super) fn address(&self, title: &str) -> Option<String> {
        let (folder, _) = self.base.as_ref()?.rsplit_once('/')?;
        Some(format!("{folder}/{}", title.replace(' ', "_")))
    }

    /// Whether a title begins with the name of a namespace.
    pub(super) fn has_namespace(&self, title: &str) -> bool {
        self.target(title) != Target::Article
    }

    /// What a link leads to.
    pub(super) fn target(&self, link: &str) -> Target {
        let Some((prefix, _)) = link.split_once(':') else {
            return Target::Article;
        };
        let prefix = prefix.trim().to_lowercase();
        let known = self.namespaces.iter().find(|(_, name)| *name == prefix);
        let number = known.map_or("", |(number, _)| number.as_str());
        if number == FILES || FILE_NAMES.contains(&prefix.as_str()) {
            return Target::File;
        }
        if number == CATEGORIES || CATEGORY_NAMES.contains(&prefix.as_str()) {
            return Target::Category;
        }
        let is_language =
            (2..=3).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_lowercase());
        match known.is_some() || is_language {
            true => Target::Elsewhere,
            false => Target::Article,
        }
    }
}
