//! XML, an element at a time: what every format on XML reads through.
//!
//! An export of ten gigabytes is one document, so there is no tree of it: [`Elements`] hands over the elements that a
//! format [wants](Wants), each a small [`Element`] of its own, and keeps of what is around them only the names and
//! attributes. XML from the wild is often none, so the reading mends what a reader can: end tags that match nothing are
//! passed over, elements that were never closed end with the one around them, a lone `&` is a sign like any other.
//!
//! Nothing in a document can make it grow. Entities that a document declares are not expanded and stand as they are
//! written, nothing outside is ever fetched, and depth, size, nodes and attributes have limits: an element beyond them
//! is passed over and [said](XmlError), and the reading goes on behind it.
//!
//! | part | what it does |
//! |---|---|
//! | [`decode`] | bytes to characters, block by block, by the declared encoding |
//! | [`names`] | one prefix for each known namespace, whichever the document uses |
//! | [`references`] | `&amp;`, `&eacute;`, `&#8217;` |
//! | [`element`] | the tree that is handed over |
//! | [`elements`] | the stream of them |

mod decode;
mod element;
mod elements;
mod names;
mod references;
#[cfg(test)]
mod tests;

use std::io;

pub(crate) use element::{Element, Node};
pub(crate) use elements::{Elements, Limits, Wants};

/// What went wrong. After `Read` and `CutOff` there is nothing more; after the others the reading goes on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum XmlError {
    #[error("{0}")]
    Read(#[from] io::Error),
    #[error("the XML is cut off or damaged: `<{0}>` has no end: fetch the file again")]
    CutOff(String),
    #[error(
        "`<{name}>` number {number} holds more than {most} bytes: split it, or raise the limit"
    )]
    TooLarge {
        name: String,
        number: u32,
        most: u64,
    },
    #[error(
        "the XML declares entities that are made of others or stand in another file: they are left as they are written"
    )]
    Entities,
    #[error(
        "`<{name}>` number {number} nests deeper or holds more parts than any article does: leave it out"
    )]
    TooMany { name: String, number: u32 },
}
