//! The HTML of a letter: all that its reader sees, and what it quotes of another.
//!
//! A newsletter is a table of stories without a main one, and Readability would keep the longest: so its text is taken
//! whole, and what is hidden (the line that mail programs show in their list) is left out.

use dom_query::{Document, Matcher, NodeRef, Selection};
use serde::{Deserialize, Serialize};

use super::{cost, inlined, tags};

/// The text of a letter.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Letter {
    /// The letter itself, a line a paragraph.
    pub(crate) text: String,
    /// What it quotes of the letters that it answers.
    pub(crate) quoted: String,
}

/// Elements that mail programs wrap an answered letter in, and the lines that introduce it.
const QUOTES: &str = "blockquote[type=cite], .gmail_quote, .gmail_attr, .yahoo_quoted, .moz-cite-prefix, #divRplyFwdMsg, #appendonsend, \
    .protonmail_quote, .moz-signature, .gmail_signature";

/// Elements that nobody sees.
const HIDDEN: &str =
    "[hidden], [style*='display:none'], [style*='display: none'], [style*='mso-hide:all'], title";

/// Reads the HTML of a letter; of one that is forwarded what is quoted is its story.
pub(crate) fn read_letter(html: &str, is_forward: bool) -> Letter {
    let html = &*inlined::without_files(html);
    if cost::excess(html).is_some() {
        return read_flat_letter(html);
    }
    let document = Document::from(html);
    document.select(super::UNREAD).remove();
    document.select(HIDDEN).remove();
    let mut letter = Letter::default();
    if !is_forward {
        letter.quoted = take_quotes(&document);
    }
    letter.text = super::text_of(&document, "body");
    letter
}

/// The text of a letter without its tags, of whose structure nothing is asked.
pub(crate) fn read_flat_letter(html: &str) -> Letter {
    Letter {
        text: tags::strip_tags(html),
        quoted: String::new(),
    }
}

fn take_quotes(document: &Document) -> String {
    let Ok(matcher) = Matcher::new(QUOTES) else {
        return String::new();
    };
    let quotes = document.select_matcher(&matcher);
    let is_outermost = |quote: &&NodeRef| {
        !quote
            .ancestors_it(None)
            .any(|above| above.is_match(&matcher))
    };
    let texts: Vec<String> = quotes
        .nodes()
        .iter()
        .filter(is_outermost)
        .map(|quote| Selection::from(*quote).formatted_text().trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    quotes.remove();
    texts.join("\n\n")
}
