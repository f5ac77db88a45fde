//! What a book says of itself: its metadata, its texts in the order of reading, and their names in its contents.

use std::collections::{HashMap, HashSet};

use super::Paths;
use crate::formats::archive::{Package, clean};
use crate::formats::error::ReadError;
use crate::metadata::Field;
use crate::xml::Element;

const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// Types of texts; others in the order of reading are pictures and sounds.
static TEXTS: [&str; 4] = [
    "application/xhtml+xml",
    "text/html",
    "text/x-oeb1-document",
    "application/xml",
];

/// The type of a table of contents as EPUB 2 has it.
const NCX: &str = "application/x-dtbncx+xml";

/// What a guide calls pages without a story.
static NO_STORIES: [&str; 5] = ["cover", "toc", "loi", "lot", "index"];

/// What Dublin Core says of a book.
static TOLD: [(&str, Field); 6] = [
    ("dc:publisher", Field::Outlet),
    ("dc:language", Field::Language),
    ("dc:subject", Field::Tags),
    ("dc:source", Field::Url),
    ("dc:identifier", Field::Url),
    ("dc:date", Field::Published),
];

/// A book, without its texts.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) title: String,
    pub(super) told: Vec<(Field, String)>,
    /// The paths of its texts, in the order of reading.
    pub(super) texts: Vec<String>,
    /// What its contents call a text.
    pub(super) labels: HashMap<String, String>,
    no_stories: Paths,
}

/// A file of the book.
struct Item {
    path: String,
    kind: String,
    properties: String,
}

/// The elements of a package document that say anything.
#[derive(Default)]
struct Parts {
    items: HashMap<String, Item>,
    order: Vec<String>,
    /// What was said of people: id, name, role.
    people: Vec<(String, String, String)>,
    /// Roles that stand apart from their people, by id.
    roles: HashMap<String, String>,
}

impl Book {
    /// Reads what the book says of itself. One that breaks off has what stands before.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, ReadError> {
        let path = root(package)?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut book = Self::default();
        let mut parts = Parts::default();
        let result = package.each_element(&path, is_part, |element, _| {
            book.take(&mut parts, &element, folder);
        });
        if parts.order.is_empty() {
            result?;
            return Err(ReadError::malformed(format!(
                "`{path}` in the book names no text: fetch the book again"
            )));
        }
        book.tell_people(&parts);
        book.texts = texts(&parts);
        for item in parts.items.values() {
            book.read_contents(package, item)?;
        }
        Ok(book)
    }

    /// Whether a text tells anything of its own.
    pub(super) fn is_story(&self, text: &str) -> bool {
        !self.no_stories.contains(text)
    }

    fn take(&mut self, parts: &mut Parts, element: &Element, folder: &str) {
        let attribute = |name: &str| element.attribute(name).unwrap_or_default();
        let name = element.name.to_ascii_lowercase();
        let text = element.text();
        match name.as_str() {
            "item" => {
                let item = Item {
                    path: resolve(folder, attribute("href")),
                    kind: attribute("media-type").to_owned(),
                    properties: attribute("properties").to_owned(),
                };
                parts.items.insert(attribute("id").to_owned(), item);
            }
            "itemref" => parts.order.push(attribute("idref").to_owned()),
            "reference" if NO_STORIES.contains(&attribute("type")) => {
                self.no_stories.insert(resolve(folder, attribute("href")));
            }
            "meta" => self.take_meta(parts, element),
            "dc:title" if self.title.is_empty() => {
                self.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            "dc:creator" => {
                let role = element.attribute("opf:role").or(element.attribute("role"));
                let role = role.unwrap_or_default().to_owned();
                parts.people.push((attribute("id").to_owned(), text, role));
            }
            // A file's own dates stand beside that of the book.
            "dc:date" if is_of_file(element) => {}
            _ => {
                let told = TOLD.iter().find(|(known, _)| *known == name);
                self.told.extend(told.map(|(_, field)| (*field, text)));
            }
        }
    }

    fn take_meta(&mut self, parts: &mut Parts, meta: &Element) {
        let refined = meta.attribute("refines").unwrap_or_default();
        match meta.attribute("property") {
            Some("role") => {
                let id = refined.trim_start_matches('#').to_owned();
                parts.roles.insert(id, meta.text().trim().to_owned());
            }
            Some("dcterms:modified") => self.told.push((Field::Modified, meta.text())),
            _ => {}
        }
    }

    /// Who wrote the book, where roles are told; all of its people else.
    fn tell_people(&mut self, parts: &Parts) {
        for (id, name, role) in &parts.people {
            let role = parts.roles.get(id).unwrap_or(role);
            if role.is_empty() || role == "aut" {
                self.told.push((Field::Authors, name.clone()));
            }
        }
    }

    /// Reads a table of contents; any other item is passed over.
    fn read_contents(&mut self, package: &mut Package<'_>, item: &Item) -> Result<(), ReadError> {
        let is_page = has_word(&item.properties, "nav");
        if is_page {
            self.no_stories.insert(item.path.clone());
        } else if item.kind != NCX {
            return Ok(());
        }
        let folder = item.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let wants = if is_page { is_link } else { is_map };
        let labels = &mut self.labels;
        let mut label = |href: &str, text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                labels.entry(resolve(folder, href)).or_insert(text);
            }
        };
        let read = package.each_element(&item.path, wants, |element, _| match is_page {
            true => label(
                element.attribute("href").unwrap_or_default(),
                &element.text(),
            ),
            false => {
                for point in element.descendants("navPoint") {
                    let content = point.child("content");
                    let href = content.and_then(|content| content.attribute("src"));
                    let text = point.child("navLabel").map(Element::text);
                    label(href.unwrap_or_default(), &text.unwrap_or_default());
                }
            }
        });
        // A book is read without its contents; but not beyond what it may unpack to.
        match read {
            Err(error) if package.is_spent() => Err(error),
            _ => Ok(()),
        }
    }
}

/// The path of the package document.
fn root(package: &mut Package<'_>) -> Result<String, ReadError> {
    let mut root = None;
    package.each_element(CONTAINER, is_root, |element, _| {
        let path = element.attribute("full-path").map(clean);
        root = root.take().or(path);
    })?;
    root.ok_or_else(|| {
        ReadError::malformed(format!(
            "`{CONTAINER}` in the book names no package: fetch the book again"
        ))
    })
}

/// The paths of what is encrypted; letters of a typeface are no chapters.
pub(super) fn locked(package: &mut Package<'_>) -> Result<Paths, ReadError> {
    let mut locked = HashSet::new();
    package.each_element(ENCRYPTION, is_cipher, |element, _| {
        locked.extend(element.attribute("URI").map(|path| resolve("", path)));
    })?;
    Ok(locked)
}

fn is_root(_: &[Element], name: &str) -> bool {
    name == "rootfile"
}

fn is_cipher(_: &[Element], name: &str) -> bool {
    name == "CipherReference" || name.ends_with(":CipherReference")
}

fn is_part(_: &[Element], name: &str) -> bool {
    let is_told = name
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("dc:"));
    is_told || ["item", "itemref", "reference", "meta"].contains(&name)
}

fn is_link(_: &[Element], name: &str) -> bool {
    name == "a"
}

fn is_map(_: &[Element], name: &str) -> bool {
    name == "navMap"
}

fn is_of_file(date: &Element) -> bool {
    let event = date.attribute("opf:event").or(date.attribute("event"));
    event.is_some_and(|event| !event.ends_with("publication"))
}

/// The texts in the order of reading, each once.
fn texts(parts: &Parts) -> Vec<String> {
    let mut seen = HashSet::new();
    let items = parts.order.iter().filter_map(|id| parts.items.get(id));
    let texts = items.filter(|item| TEXTS.contains(&item.kind.as_str()));
    let paths = texts.map(|item| item.path.clone());
    paths.filter(|path| seen.insert(path.clone())).collect()
}

fn has_word(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

/// The path of what an address in a file of this folder means.
fn resolve(folder: &str, href: &str) -> String {
    let path = href.split('#').next().unwrap_or_default();
    clean(&format!("{folder}/{}", unescape(path)))
}

/// `%20` and its kin as the signs they stand for.
fn unescape(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [byte, after @ ..] = rest {
        let digits = after.get(..2).filter(|_| *byte == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*byte));
        rest = if escaped.is_some() {
            &after[2..]
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn an_address_is_meant_from_its_file() {
        for (folder, href, path) in [
            ("OEBPS", "text/one.xhtml#top", "OEBPS/text/one.xhtml"),
            ("OEBPS/nav", "../one%20two.xhtml", "OEBPS/one two.xhtml"),
            ("", "one.xhtml", "one.xhtml"),
            ("", "100%.xhtml", "100%.xhtml"),
        ] {
            assert_eq!(resolve(folder, href), path);
        }
    }
}
