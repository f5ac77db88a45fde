//! Plain text: a headline on the first line, a byline and a date below it, then the story; or lines of `Key: value` first.
//!
//! A first line that reads as a sentence or is too long is the story's beginning: such an article has no title, rather
//! than one that nobody wrote.

use fiche::Provenance;

use super::Format;
use super::draft::{Draft, append};
use super::error::ReadError;
use super::intake::Intake;
use super::record::Filler;
use super::sniff::{Head, Likeness};
use super::{headers, wrap};
use crate::dates;
use crate::metadata::{self, Field};

pub(super) const FORMAT: Format = Format {
    name: "text",
    version: 4,
    extensions: &["txt", "text", "asc", ""],
    sniff,
    read,
};

/// Text of other kinds, which would be noise among articles, by extension: code, data, settings, and formats of
/// articles that have no reader yet.
#[rustfmt::skip]
static OTHER_TEXT: [&str; 50] = [
    "atom", "bash", "bat", "bib", "c", "cc", "cfg", "conf", "cpp", "cs", "css", "diff", "go", "h", "hpp", "ics", "ini", "ipynb", "java", "js", "jsx", "kt", "lock", "log", "lua", "php", "pl", "po", "ps", "py", "qrels", "r", "rb", "rs", "rss", "rtf", "scala", "sh", "sql", "srt", "svg", "swift", "tex", "toml", "ts",
    "vcf", "vtt", "xml", "yaml", "yml",
];

/// The longest headlines of newspapers run to some 150 characters.
const LONGEST_TITLE_CHARS: usize = 160;

/// A byline or a date line below the headline is short, and stands within so many lines.
const LONGEST_HEADER_CHARS: usize = 120;
const MOST_HEADERS: usize = 3;

fn sniff(head: &Head<'_>) -> Likeness {
    if head.is_plain() && !OTHER_TEXT.contains(&head.extension()) {
        Likeness::Fallback
    } else {
        Likeness::No
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let source = intake.prose()?;
    let mut named = Draft::default();
    let source = take_named(intake, &mut named, &source);
    let article = draft(source, named).finish_file(intake.path);
    intake.give_only(article)
}

/// The article in a plain text, of which some is known already.
pub(super) fn draft(text: &str, mut draft: Draft) -> Draft {
    let text = wrap::paragraphs(text);
    let (title, story) = match draft.found.get(Field::Title) {
        Some(title) => ("", text.strip_prefix(title).unwrap_or(&text).trim_start()),
        None => split_title(&text),
    };
    draft.tell(Field::Title, title, Provenance::Text);
    let story = take_headers(&mut draft, story);
    draft.write(story);
    draft
}

/// Reads lines of `Key: value` at the top and returns what follows.
fn take_named<'a>(intake: &Intake<'_>, draft: &mut Draft, source: &'a str) -> &'a str {
    let mapping = &intake.options.mapping;
    let Some((entries, story)) = headers::split(source, mapping) else {
        return source;
    };
    Filler {
        draft,
        options: intake.options,
        provenance: Provenance::FrontMatter,
        path: intake.path,
    }
    .fill(entries);
    story
}

/// The headline and what follows it; an empty one where the text begins with the story.
pub(super) fn split_title(text: &str) -> (&str, &str) {
    let (first, story) = text.split_once('\n').unwrap_or((text, ""));
    if is_title(first) {
        (first, story.trim_start())
    } else {
        ("", text)
    }
}

fn is_title(line: &str) -> bool {
    let ends_sentence = line.ends_with(['.', '。', '।', ',', ';', ':']) && !ends_in_initials(line);
    line.chars().count() <= LONGEST_TITLE_CHARS
        && !ends_sentence
        && line.chars().any(char::is_alphanumeric)
        && !is_dateline(line)
}

/// `KYIV, Ukraine (AP) — …`, or a line of its own such as `Moscow CNN —`.
fn is_dateline(line: &str) -> bool {
    line.ends_with(['—', '–', '-']) || metadata::dateline(line).is_some()
}

/// `Talks move to the U.S.` and `Wait and see...` end in a dot and are headlines.
fn ends_in_initials(line: &str) -> bool {
    let word = line.rsplit(' ').next().unwrap_or_default();
    word.trim_end_matches('.').contains('.') || word.ends_with("...")
}

/// Takes the byline and the date off the top of the story. The byline's words are kept in the rest.
pub(super) fn take_headers<'a>(draft: &mut Draft, story: &'a str) -> &'a str {
    let mut left = story;
    for _ in 0..MOST_HEADERS {
        let (line, after) = left.split_once('\n').unwrap_or((left, ""));
        if line.chars().count() > LONGEST_HEADER_CHARS || !take_header(draft, line) {
            break;
        }
        append(&mut draft.article.rest, line);
        left = after.trim_start();
    }
    left
}

fn take_header(draft: &mut Draft, line: &str) -> bool {
    if let Some((authors, outlet)) = metadata::byline(line) {
        draft.tell(Field::Authors, &authors.join("; "), Provenance::Text);
        draft.tell(Field::Outlet, &outlet.unwrap_or_default(), Provenance::Text);
        return true;
    }
    let date = dates::parse(line);
    if let Some(date) = date {
        draft.tell(Field::Published, &date.to_string(), Provenance::Text);
    }
    date.is_some()
}

#[cfg(test)]
mod tests {
    use super::is_title;

    #[test]
    fn a_sentence_is_no_headline() {
        for (line, expected) in [
            ("Harbour strike ends after nine days", true),
            ("Who pays for the quay?", true),
            ("Envoys fly to the U.S.", true),
            (
                "The strike in the harbour ended on Monday, the union said.",
                false,
            ),
            ("港口罢工结束。", false),
            ("* * *", false),
            ("Sundhaven SNN —", false),
        ] {
            assert_eq!(is_title(line), expected, "{line}");
        }
    }
}
