//! The stream of elements: what the parser's events build, close and give up.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::decode::{Decoded, LimitMet};
use super::element::{EMPTY_IN_HTML, Element, Node};
use super::names::Names;
use super::{XmlError, references};

/// Documents nest some 30 deep, pages in them too.
const DEEPEST: usize = 256;

/// A book of a thousand pages in one element has some 300,000; each costs more memory than the four bytes of `<a/>`.
const MOST_NODES: usize = 500_000;

/// An element has a dozen.
const MOST_ATTRIBUTES: usize = 128;

/// What the parser may take in for one event, however small an element may be: without a byte it never comes further.
const LEAST_BYTES: u64 = 1 << 10;

/// The parser remembers each tag that has no end, so it is begun anew after so many.
const MOST_UNCLOSED: usize = 100_000;

/// Whether an element of this name, with these elements around it, outermost first and without content, is handed over.
pub(crate) type Wants = fn(&[Element], &str) -> bool;

/// How much is held at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Bytes of one element.
    pub(crate) most_element_bytes: u64,
    /// Bytes of a document that must be held whole, as one of UTF-16.
    pub(crate) most_whole_bytes: u64,
}

/// The wanted elements of a document, in its order.
pub(crate) struct Elements<R> {
    reader: Reader<Decoded<R>>,
    limits: Limits,
    wants: Wants,
    /// The elements that are open, outermost first.
    open: Vec<Element>,
    names: Names,
    /// Which of them is being built to be handed over; those around it are kept without content.
    built: Option<Built>,
    /// The name of an element that was given up, until it ends.
    passed_over: Option<String>,
    /// How many wanted elements there were.
    number: u32,
    unclosed: usize,
    ready: VecDeque<Result<Element, XmlError>>,
    is_done: bool,
}

#[derive(Debug)]
struct Built {
    /// Its place among the open elements.
    at: usize,
    /// How many bytes were read before it.
    start: u64,
    nodes: usize,
}

impl<R: BufRead> Elements<R> {
    /// `encoding` is the label of the one to assume where the document does not tell its own.
    pub(crate) fn new(input: R, wants: Wants, limits: Limits, encoding: Option<&str>) -> Self {
        Self {
            reader: tolerant(Decoded::new(input, encoding, limits.most_whole_bytes)),
            limits,
            wants,
            open: Vec::new(),
            names: Names::default(),
            built: None,
            passed_over: None,
            number: 0,
            unclosed: 0,
            ready: VecDeque::new(),
            is_done: false,
        }
    }

    /// The elements around the one that was handed over last, outermost first, without their content.
    pub(crate) fn around(&self) -> &[Element] {
        let end = self
            .built
            .as_ref()
            .map_or(self.open.len(), |built| built.at);
        &self.open[..end]
    }

    /// The encoding of the text, and how many malformed sequences became U+FFFD.
    pub(crate) fn encoding(&self) -> (&'static str, u64) {
        let decoded = self.reader.get_ref();
        (decoded.encoding, decoded.replaced)
    }

    /// Takes in one event.
    fn step(&mut self, buffer: &mut Vec<u8>) {
        let allowed = self.limits.most_element_bytes.max(LEAST_BYTES);
        self.reader.get_mut().allow(allowed);
        match self.reader.read_event_into(buffer) {
            Ok(Event::Start(tag)) => {
                self.unclosed += 1;
                self.start(&tag);
            }
            Ok(Event::Empty(tag)) => {
                self.start(&tag);
                self.end(tag.name().as_ref());
            }
            Ok(Event::End(tag)) => {
                self.unclosed = self.unclosed.saturating_sub(1);
                self.end(tag.name().as_ref());
            }
            Ok(Event::Text(text)) => self.text(&text),
            Ok(Event::CData(text)) => self.text(&text),
            Ok(Event::GeneralRef(name)) => {
                let mut chars = String::new();
                references::push(&mut chars, &name);
                self.text(&chars);
            }
            Ok(Event::DocType(declared)) if references::are_declared(&declared) => {
                self.ready.push_back(Err(XmlError::Entities));
            }
            Ok(Event::Eof) => self.finish(None),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => self.mend(error),
            Err(_) if self.reader.get_mut().is_at_end() => self.keep_cut(buffer),
            Err(_) => self.begin_anew(),
        }
        if self.unclosed > MOST_UNCLOSED {
            self.begin_anew();
        }
        self.hold_limits();
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        if !is_name(tag.name().as_ref()) || tag.contains("</") {
            return self.stray(tag);
        }
        let depth = self.open.len();
        let mut attributes = Vec::new();
        for attribute in tag
            .html_attributes()
            .with_checks(false)
            .flatten()
            .take(MOST_ATTRIBUTES)
        {
            let name = attribute.key.as_ref();
            let value = references::replace(&attribute.value);
            if !self.names.declare(name, &value, depth) {
                attributes.push((name.to_owned(), value.into_owned()));
            }
        }
        for (name, _) in &mut attributes {
            if let Cow::Owned(known) = self.names.attribute(name) {
                *name = known;
            }
        }
        let element = Element {
            name: self.names.element(tag.name().as_ref()).into_owned(),
            attributes,
            nodes: Vec::new(),
        };
        self.open(element);
    }

    /// A `<` that begins no tag, and the parser's tag that ends with the next one.
    fn stray(&mut self, content: &str) {
        let (text, tag) = content.rsplit_once('<').unwrap_or((content, ""));
        self.text("<");
        self.text(text);
        if let Some(name) = tag.strip_prefix('/') {
            self.end(name.trim_end());
        } else if is_name(tag) {
            let name = tag.find(char::is_whitespace).unwrap_or(tag.len());
            self.start(&BytesStart::from_content(tag, name));
        } else {
            self.text(tag);
            self.text(">");
        }
    }

    fn open(&mut self, element: Element) {
        // An element that begins right inside another of its name was left without an end.
        if let Some(built) = &self.built
            && built.at + 1 == self.open.len()
            && self.open[built.at].name == element.name
        {
            self.close(built.at);
        }
        let is_wanted = self.built.is_none() && (self.wants)(&self.open, &element.name);
        if self.passed_over.is_some() && !is_wanted {
            return;
        }
        if is_wanted {
            self.number += 1;
            self.passed_over = None;
            self.built = Some(Built {
                at: self.open.len(),
                start: self.reader.get_ref().taken,
                nodes: 0,
            });
        }
        let is_empty = EMPTY_IN_HTML.contains(&element.name.as_str());
        self.open.push(element);
        if is_empty {
            self.close(self.open.len() - 1);
        }
    }

    fn end(&mut self, written: &str) {
        let name = self.names.element(written);
        if self.passed_over.as_deref() == Some(&name) {
            self.passed_over = None;
        } else if self.passed_over.is_none()
            && let Some(at) = self.open.iter().rposition(|open| open.name == name)
        {
            self.close(at);
        }
    }

    /// Closes the open element at this place, and all that are still open inside it.
    fn close(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(element) = self.open.pop() else {
                return;
            };
            let place = self.open.len();
            self.names.leave(place);
            match &mut self.built {
                Some(built) if built.at == place => {
                    self.built = None;
                    self.ready.push_back(Ok(element));
                }
                Some(built) => {
                    built.nodes += 1;
                    if let Some(around) = self.open.last_mut() {
                        around.nodes.push(Node::Element(element));
                    }
                }
                None => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        let Some(built) = &mut self.built else {
            return;
        };
        let Some(around) = self.open.last_mut() else {
            return;
        };
        if let Some(Node::Text(before)) = around.nodes.last_mut() {
            before.push_str(text);
        } else {
            built.nodes += 1;
            around.nodes.push(Node::Text(text.to_owned()));
        }
    }

    /// Gives up an element beyond the limits.
    fn hold_limits(&mut self) {
        let taken = self.reader.get_ref().taken;
        let most = self.limits.most_element_bytes;
        let number = self.number;
        let is_deep = self.open.len() > DEEPEST;
        match &self.built {
            Some(built) if taken - built.start >= most => {
                self.give_up(|name| XmlError::TooLarge { name, number, most });
            }
            Some(built) if is_deep || built.nodes > MOST_NODES => {
                self.give_up(|name| XmlError::TooMany { name, number });
            }
            None if is_deep => {
                let name = self.open.pop().map(|deepest| deepest.name);
                self.fail(XmlError::TooMany {
                    name: name.unwrap_or_default(),
                    number,
                });
            }
            _ => {}
        }
    }

    fn give_up(&mut self, error: impl FnOnce(String) -> XmlError) {
        let Some(built) = self.built.take() else {
            return;
        };
        let name = self.open[built.at].name.clone();
        self.open.truncate(built.at);
        self.names.leave(built.at);
        self.ready.push_back(Err(error(name.clone())));
        self.passed_over = Some(name);
    }

    /// After an error of the input: one of our own limit is that of the element, any other the end.
    fn mend(&mut self, error: Arc<io::Error>) {
        if matches!(error.get_ref(), Some(inner) if inner.is::<LimitMet>()) {
            return self.begin_anew();
        }
        let error = Arc::try_unwrap(error)
            .unwrap_or_else(|shared| io::Error::new(shared.kind(), shared.to_string()));
        self.finish(Some(XmlError::Read(error)));
    }

    /// Reads on with a parser that remembers nothing.
    fn begin_anew(&mut self) {
        let input = self.reader.get_mut().take_over();
        self.reader = tolerant(input);
        self.unclosed = 0;
    }

    /// At the end of a document that breaks off within its markup: what is text of it is kept.
    fn keep_cut(&mut self, buffer: &[u8]) {
        let cut = String::from_utf8_lossy(buffer);
        if let Some(text) = cut.strip_prefix("<![CDATA[") {
            self.text(text);
        } else if cut.starts_with("< ") {
            self.text(&cut);
        }
        self.finish(None);
    }

    /// At the end: what is still open is handed over as far as it goes.
    fn finish(&mut self, error: Option<XmlError>) {
        let cut = self
            .open
            .last()
            .map(|open| XmlError::CutOff(open.name.clone()));
        self.close(0);
        match error.or(cut) {
            Some(error) => self.fail(error),
            None => self.is_done = true,
        }
    }

    fn fail(&mut self, error: XmlError) {
        self.ready.push_back(Err(error));
        self.is_done = true;
    }
}

impl<R: BufRead> Iterator for Elements<R> {
    type Item = Result<Element, XmlError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut buffer = Vec::new();
        while self.ready.is_empty() && !self.is_done {
            buffer.clear();
            self.step(&mut buffer);
        }
        self.ready.pop_front()
    }
}

/// A parser that takes what it gets; which end tag belongs to which element is told here.
fn tolerant<R: BufRead>(input: R) -> Reader<R> {
    let mut reader = Reader::from_reader(input);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

/// Whether the text begins as a name does.
fn is_name(text: &str) -> bool {
    let begins_name = |char: char| char.is_alphabetic() || matches!(char, '_' | ':');
    text.starts_with(begins_name)
}
