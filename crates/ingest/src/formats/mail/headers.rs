//! What the headers of a message say of its article.
//!
//! A newsletter is sent by its outlet, a letter to a list by a person; both name the list. They are told apart by how they
//! travel: a letter goes to the list's address or answers another, a newsletter comes to a reader.

use fiche::{Provenance, Value};
use mail_parser::{Addr, Address, HeaderName, Message, Received};

use super::super::draft::Draft;
use crate::metadata::Field;

/// Headers that say one field.
static ROWS: [(&str, Field); 7] = [
    ("Subject", Field::Title),
    ("Keywords", Field::Tags),
    ("Content-Language", Field::Language),
    ("X-RSS-URL", Field::Url),
    ("Archived-At", Field::Url),
    ("Newsgroups", Field::Outlet),
    ("Date", Field::Published),
];

/// Headers of what is sent to many.
static BULK: [&str; 4] = ["List-Id", "List-Unsubscribe", "List-Post", "Newsgroups"];

/// Headers of a letter among the people of a list.
static LETTER: [&str; 4] = ["In-Reply-To", "References", "X-Mailing-List", "Newsgroups"];

/// What stands between a person and an outlet in the name of a sender, and whether the person comes first.
static BETWEEN: [(&str, bool); 6] = [
    (" from ", true),
    (" at ", true),
    (" via ", true),
    (" | ", true),
    (" von ", true),
    (" by ", false),
];

/// Addresses beyond these say nothing that anyone searches.
const MOST_ADDRESSES: usize = 20;

/// What kind of mail a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// From one person to others.
    Letter,
    /// To a list, by one of its people.
    ListLetter,
    /// From an outlet to its readers.
    Newsletter,
}

/// Tells what the headers say, and what kind of mail they are of.
pub(super) fn tell(message: &Message<'_>, draft: &mut Draft) -> Kind {
    for (name, field) in &ROWS {
        for text in texts(message, name) {
            draft.tell(*field, address_or_text(text.trim()), Provenance::Header);
        }
    }
    if let Some(received) = message.received().and_then(Received::date) {
        draft.tell(Field::Published, &received.to_rfc3339(), Provenance::Header);
    }
    if let Some(id) = message.message_id() {
        id.trim().clone_into(&mut draft.article.id);
    }
    let kind = kind(message);
    tell_sender(message, kind, draft);
    keep_addresses(message, draft);
    kind
}

/// `<https://post.example/a>` without its brackets.
fn address_or_text(text: &str) -> &str {
    let inside = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    inside
        .filter(|text| text.starts_with("http"))
        .unwrap_or(text)
}

fn kind(message: &Message<'_>) -> Kind {
    let has = |names: &[&'static str]| {
        names
            .iter()
            .any(|name| texts(message, name).next().is_some())
    };
    if !has(&BULK) {
        return Kind::Letter;
    }
    let posts = texts(message, "List-Post").any(|text| text.contains("mailto:"));
    if posts || has(&LETTER) || goes_to_list(message) {
        return Kind::ListLetter;
    }
    Kind::Newsletter
}

/// Whether it is addressed to the list: `<fans.post.example>` to `fans@post.example`.
fn goes_to_list(message: &Message<'_>) -> bool {
    let Some(list) = list(message).map(|list| list.id) else {
        return false;
    };
    let mut to = addresses(message.to()).chain(addresses(message.cc()));
    to.any(|address| address.replace('@', ".").eq_ignore_ascii_case(&list))
}

/// The person who signs, and the outlet.
fn tell_sender(message: &Message<'_>, kind: Kind, draft: &mut Draft) {
    let name = message
        .from()
        .and_then(Address::first)
        .and_then(Addr::name)
        .unwrap_or_default();
    let (person, outlet) = split(name);
    match kind {
        Kind::Letter => draft.tell(Field::Authors, name, Provenance::Header),
        Kind::ListLetter => {
            draft.tell(Field::Authors, person.unwrap_or(name), Provenance::Header);
            tell_list(message, draft);
        }
        Kind::Newsletter => {
            draft.tell(
                Field::Authors,
                person.unwrap_or_default(),
                Provenance::Header,
            );
            draft.tell(Field::Outlet, outlet.unwrap_or(name), Provenance::Header);
            tell_list(message, draft);
        }
    }
}

/// `Ada Moor from Harbour Notes`: a person and an outlet.
fn split(name: &str) -> (Option<&str>, Option<&str>) {
    let found = BETWEEN.iter().find_map(|(word, person_first)| {
        let (before, after) = name.split_once(word)?;
        Some(if *person_first {
            (before, after)
        } else {
            (after, before)
        })
    });
    found.map_or((None, None), |(person, outlet)| {
        (Some(person), Some(outlet))
    })
}

/// The list as outlet, where nothing better is known: its name, its id or the address it is written to.
fn tell_list(message: &Message<'_>, draft: &mut Draft) {
    if let Some(list) = list(message) {
        for name in [&list.name, &list.id] {
            draft.tell(Field::Outlet, name, Provenance::Header);
        }
        draft
            .article
            .extra
            .insert("list".to_owned(), Value::Text(list.id));
    }
    for post in texts(message, "List-Post") {
        let address = post
            .trim_matches(['<', '>', ' '])
            .trim_start_matches("mailto:");
        draft.tell(Field::Outlet, address, Provenance::Header);
    }
}

/// `Friends of the Quay <quay.post.example>`.
struct List {
    name: String,
    id: String,
}

fn list(message: &Message<'_>) -> Option<List> {
    let text = texts(message, "List-Id").next()?;
    let (name, id) = text.rsplit_once('<').unwrap_or(("", text));
    let name = name.trim().trim_matches(['"', '.']);
    Some(List {
        // Services that send mail number their lists.
        name: if name.contains(' ') {
            name.to_owned()
        } else {
            String::new()
        },
        id: id.trim_end().trim_end_matches('>').trim().to_owned(),
    })
}

fn keep_addresses(message: &Message<'_>, draft: &mut Draft) {
    for (name, address) in [("from", message.from()), ("to", message.to())] {
        let values: Vec<Value> = addresses(address)
            .take(MOST_ADDRESSES)
            .map(|address| Value::Text(address.to_owned()))
            .collect();
        if !values.is_empty() {
            draft
                .article
                .extra
                .insert(name.to_owned(), Value::List(values));
        }
    }
}

fn addresses<'m>(header: Option<&'m Address<'_>>) -> impl Iterator<Item = &'m str> {
    header
        .into_iter()
        .flat_map(Address::iter)
        .filter_map(Addr::address)
}

/// The values of a header, decoded.
fn texts<'m>(message: &'m Message<'_>, name: &'static str) -> impl Iterator<Item = &'m str> {
    let header = HeaderName::from(name);
    message
        .headers()
        .iter()
        .filter(move |of| of.name == header)
        .filter_map(|of| of.value.as_text())
}
