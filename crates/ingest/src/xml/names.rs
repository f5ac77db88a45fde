//! One name for each element, whichever prefix a document gave it.
//!
//! `<dc:creator>`, `<x:creator xmlns:x="http://purl.org/dc/elements/1.1/">` and `<creator xmlns="…">` are one. A format
//! compares with the customary prefix of the [table](CUSTOMARY); names of other namespaces stay as they are written,
//! and so do those whose prefix was never declared.

use std::borrow::Cow;

/// Namespaces, without the slash at their end, and the prefix that their elements are known by; none for those that
/// documents are written in.
static CUSTOMARY: [(&str, &str); 23] = [
    ("http://www.w3.org/2005/Atom", ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://example.com/newformat#", ""),
    ("http://example.com/necho", ""),
    ("http://purl.org/echo", ""),
    ("uri/of/echo/namespace#", ""),
    ("http://purl.org/rss/1.0", ""),
    ("http://my.netscape.com/rdf/simple/0.9", ""),
    ("http://channel.netscape.com/rdf/simple/0.9", ""),
    ("http://backend.userland.com/rss2", ""),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://iptc.org/std/nar/2006-10-01", ""),
    ("http://www.idpf.org/2007/opf", ""),
    ("http://openebook.org/namespaces/oeb-package/1.0", ""),
    ("http://www.daisy.org/z3986/2005/ncx", ""),
    ("urn:oasis:names:tc:opendocument:xmlns:container", ""),
    ("http://purl.org/rss/1.0/modules/content", "content"),
    ("http://purl.org/dc/elements/1.1", "dc"),
    ("http://purl.org/dc/elements/1.0", "dc"),
    ("http://purl.org/dc/terms", "dcterms"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
];

/// What is declared, innermost last.
#[derive(Debug, Default)]
pub(super) struct Names {
    bindings: Vec<Binding>,
}

#[derive(Debug)]
struct Binding {
    /// How many elements are around the one that declares it.
    depth: usize,
    /// Empty for elements without a prefix.
    prefix: String,
    /// `None` where the namespace is not in the table.
    customary: Option<&'static str>,
}

impl Names {
    /// Takes in an attribute that declares a namespace, if it does.
    pub(super) fn declare(&mut self, name: &str, value: &str, depth: usize) -> bool {
        let prefix = match name.strip_prefix("xmlns") {
            Some("") => "",
            Some(rest) if rest.starts_with(':') => &rest[1..],
            _ => return false,
        };
        // A root that declares a module's namespace for itself means the module, and is no part of it.
        if !(prefix.is_empty() && depth == 0) {
            self.bindings.push(Binding {
                depth,
                prefix: prefix.to_owned(),
                customary: customary(value),
            });
        }
        true
    }

    /// Forgets what was declared by elements with so many or more around them.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.bindings.last().is_some_and(|last| last.depth >= depth) {
            self.bindings.pop();
        }
    }

    /// The name of an element as formats know it.
    pub(super) fn element<'a>(&self, written: &'a str) -> Cow<'a, str> {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let bound = self
            .bindings
            .iter()
            .rev()
            .find(|known| known.prefix == prefix);
        match bound.and_then(|known| known.customary) {
            None => Cow::Borrowed(written),
            Some("") => Cow::Borrowed(local),
            Some(customary) if customary == prefix => Cow::Borrowed(written),
            Some(customary) => Cow::Owned(format!("{customary}:{local}")),
        }
    }

    /// The name of an attribute: without a prefix it belongs to its element.
    pub(super) fn attribute<'a>(&self, written: &'a str) -> Cow<'a, str> {
        if written.contains(':') {
            self.element(written)
        } else {
            Cow::Borrowed(written)
        }
    }
}

fn customary(namespace: &str) -> Option<&'static str> {
    let namespace = namespace.trim().trim_end_matches('/');
    let row = CUSTOMARY
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(namespace));
    row.map(|(_, prefix)| *prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_namespace_has_one_prefix() {
        let mut names = Names::default();
        assert!(names.declare("xmlns", "http://search.yahoo.com/mrss/", 0));
        assert!(names.declare("xmlns:x", "http://purl.org/dc/elements/1.1/", 0));
        assert!(names.declare("xmlns:a", "http://www.w3.org/2005/Atom", 0));
        assert!(!names.declare("xml:lang", "en", 0));
        for (written, name) in [
            ("x:creator", "dc:creator"),
            ("a:entry", "entry"),
            ("item", "item"),
            ("wp:status", "wp:status"),
        ] {
            assert_eq!(names.element(written), name);
        }
        assert_eq!(names.attribute("x:id"), "dc:id");
        assert_eq!(names.attribute("id"), "id");
    }

    #[test]
    fn a_declaration_ends_with_its_element() {
        let mut names = Names::default();
        names.declare("xmlns:x", "http://purl.org/dc/elements/1.1/", 0);
        names.declare("xmlns:x", "urn:other", 2);
        names.declare("xmlns", "http://purl.org/dc/elements/1.1/", 2);
        assert_eq!(names.element("x:date"), "x:date");
        assert_eq!(names.element("date"), "dc:date");
        names.leave(2);
        assert_eq!(names.element("x:date"), "dc:date");
        assert_eq!(names.element("date"), "date");
    }
}
