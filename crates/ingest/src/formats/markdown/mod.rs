//! Markdown: front matter in YAML, TOML or JSON, lines of `Key: value`, or none, a heading for a title, HTML inside.

mod front_matter;
mod plain;

use fiche::Provenance;

use self::plain::Plain;
use super::draft::{Draft, append};
use super::error::{ReadError, ReadErrorKind};
use super::intake::Intake;
use super::record::Filler;
use super::sniff::{Head, Likeness};
use super::{Format, headers, text, wrap};
use crate::metadata::Field;

pub(super) const FORMAT: Format = Format {
    name: "markdown",
    version: 3,
    extensions: &["md", "markdown", "mdown", "mkd", "mdx", "qmd"],
    sniff,
    read,
};

fn sniff(head: &Head<'_>) -> Likeness {
    if front_matter::split(head.text()).is_some() {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let source = intake.prose()?;
    let mut draft = Draft::default();
    let source = take_front_matter(intake, &mut draft, &source);
    let Plain {
        heading,
        text,
        captions,
    } = plain::render(source);
    draft.article.captions.extend(captions);
    write(&mut draft, &heading, &text);
    intake.give_only(draft.finish_file(intake.path))
}

/// Reads the front matter and returns what follows. One that is broken is kept in the rest, and said.
fn take_front_matter<'a>(intake: &mut Intake<'_>, draft: &mut Draft, source: &'a str) -> &'a str {
    let mut filler = Filler {
        draft,
        options: intake.options,
        provenance: Provenance::FrontMatter,
        path: intake.path,
    };
    let Some((syntax, matter, content)) = front_matter::split(source) else {
        let Some((entries, content)) = headers::split(source, &intake.options.mapping) else {
            return source;
        };
        filler.fill(entries);
        return content;
    };
    match front_matter::parse(syntax, matter) {
        Ok(entries) => filler.fill(entries),
        Err(error) => {
            append(&mut draft.article.rest, &wrap::paragraphs(matter));
            let message = format!("the front matter can not be parsed: {error}: repair it");
            intake.fail(ReadErrorKind::Malformed.failure(message));
        }
    }
    content
}

/// The title is the front matter's, else the first heading, else a first line that reads as one.
fn write(draft: &mut Draft, heading: &str, text: &str) {
    let told = draft.found.get(Field::Title).map(str::to_owned);
    match (told, heading.is_empty()) {
        (Some(title), _) if title == heading || heading.is_empty() => draft.write(text),
        (Some(_), _) => draft.write(&format!("{heading}\n\n{text}")),
        (None, false) => {
            draft.tell(Field::Title, heading, Provenance::Markup);
            draft.write(text);
        }
        (None, true) => {
            let (title, story) = text::split_title(text);
            draft.tell(Field::Title, title, Provenance::Text);
            draft.write(story);
        }
    }
}
