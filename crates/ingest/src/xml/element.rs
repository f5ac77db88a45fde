//! An element and what is in it, as a small tree.

/// An element. Its depth is bounded by the reading, so that walking down it is safe.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Element {
    /// With the customary prefix of its namespace.
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) nodes: Vec<Node>,
}

/// A part of an element's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// Elements without content, which HTML writes without an end.
pub(super) const EMPTY_IN_HTML: [&str; 3] = ["br", "hr", "img"];

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements right below, in order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of this name right below.
    pub(crate) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |child| child.name == name)
    }

    /// The first element of this name right below.
    pub(crate) fn child<'a>(&'a self, name: &'a str) -> Option<&'a Element> {
        self.children(name).next()
    }

    /// All elements of this name at any depth, in the order of the document; those inside one that is found too.
    pub(crate) fn descendants<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        self.gather(name, &mut found);
        found
    }

    fn gather<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.gather(name, found);
        }
    }

    /// All text below, as it stands.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    fn push_text(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.push_text(text),
            }
        }
    }

    /// What is inside as HTML: its elements as tags again, its text escaped.
    pub(crate) fn markup(&self) -> String {
        let mut html = String::new();
        self.push_markup(&mut html);
        html
    }

    fn push_markup(&self, html: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(words) => push_escaped(html, words),
                Node::Element(element) => element.push_tags(html),
            }
        }
    }

    fn push_tags(&self, html: &mut String) {
        let name = self.name.as_str();
        html.push('<');
        html.push_str(name);
        for (name, value) in &self.attributes {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            push_escaped(html, value);
            html.push('"');
        }
        html.push('>');
        if !(self.nodes.is_empty() && EMPTY_IN_HTML.contains(&name)) {
            self.push_markup(html);
            html.push_str("</");
            html.push_str(name);
            html.push('>');
        }
    }
}

fn push_escaped(html: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            char => html.push(char),
        }
    }
}
