//! reStructuredText: a title with a line under it, a list of fields, and text with marks.
//!
//! Blogs made with Pelican and Nikola keep their articles so. Fields stand as `:date: 2022-03-14` below the title, or in
//! comments above it (`.. date: 2022-03-14`). The marks are taken off by lines: directives leave what they hold, pictures
//! their descriptions, comments and targets nothing.

use fiche::Provenance;

use super::Format;
use super::draft::Draft;
use super::error::ReadError;
use super::intake::Intake;
use super::node::{Entries, Node};
use super::record::Filler;
use super::sniff::{Head, Likeness};
use super::wrap;
use crate::metadata::Field;

pub(super) const FORMAT: Format = Format {
    name: "rst",
    version: 2,
    extensions: &["rst", "rest"],
    sniff,
    read,
};

/// Directives that hold no words of the article.
static SILENT: [&str; 8] = [
    "contents",
    "raw",
    "highlight",
    "include",
    "index",
    "meta",
    "toctree",
    "youtube",
];

fn sniff(head: &Head<'_>) -> Likeness {
    if head.is_plain() {
        Likeness::Possible
    } else {
        Likeness::No
    }
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let source = intake.prose()?;
    let mut reading = Reading::default();
    let lines: Vec<&str> = source.lines().collect();
    let mut rest = lines.as_slice();
    while let Some(length) = reading.take(rest) {
        rest = &rest[length..];
    }
    let mut draft = Draft::default();
    Filler {
        draft: &mut draft,
        options: intake.options,
        provenance: Provenance::FrontMatter,
        path: intake.path,
    }
    .fill(std::mem::take(&mut reading.fields));
    draft.tell(Field::Title, &reading.title, Provenance::Markup);
    draft.article.captions.append(&mut reading.captions);
    draft.write(&wrap::paragraphs(&reading.plain_text()));
    intake.give_only(draft.finish_file(intake.path))
}

/// An article as far as it is read.
#[derive(Default)]
struct Reading {
    title: String,
    fields: Entries,
    text: String,
    captions: Vec<String>,
}

impl Reading {
    /// Takes in what the lines begin with; how many lines that is, `None` at the end.
    fn take(&mut self, lines: &[&str]) -> Option<usize> {
        let line = lines.first()?;
        if let Some((heading, length)) = heading(lines) {
            self.head(heading);
            return Some(length);
        }
        if let Some(explicit) = line.strip_prefix(".. ") {
            return Some(self.explicit(explicit, lines));
        }
        if let Some((name, value)) = field(line).filter(|_| self.text.is_empty()) {
            let block = block(lines);
            let mut words = vec![value];
            words.extend(lines[1..block].iter().map(|line| line.trim()));
            let value = Node::Text(words.join(" ").trim().to_owned());
            self.fields.push((name.to_owned(), value));
            return Some(block);
        }
        if !is_rule(line) {
            self.line(line);
        }
        Some(1)
    }

    /// A line of a paragraph goes on with the one before it; one of a list begins anew.
    fn line(&mut self, line: &str) {
        let words = bare(line);
        match () {
            () if words.is_empty() => return self.part(),
            () if self.text.is_empty() || self.text.ends_with('\n') => {}
            () if words.len() < line.trim().len() => self.text.push('\n'),
            () => self.text.push(' '),
        }
        self.text.push_str(words);
    }

    /// Ends a paragraph.
    fn part(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push_str("\n\n");
        }
    }

    /// The first heading above all text is the title.
    fn head(&mut self, heading: &str) {
        if self.title.is_empty() && self.text.is_empty() {
            self.title = plain(heading);
        } else {
            self.part();
            self.text.push_str(heading);
            self.part();
        }
    }

    /// A directive, a comment, a target or a footnote, and the block that belongs to it.
    fn explicit(&mut self, explicit: &str, lines: &[&str]) -> usize {
        let length = block(lines);
        let inside = &lines[1..length];
        if let Some((name, argument)) = explicit.split_once("::") {
            self.directive(name.trim(), argument.trim(), inside);
        } else if let Some((_, note)) = explicit
            .strip_prefix('[')
            .and_then(|note| note.split_once(']'))
        {
            self.part();
            self.line(note);
            self.push(inside);
        } else if let Some((name, value)) = explicit
            .split_once(": ")
            .filter(|(name, _)| !name.contains([' ', '_']))
        {
            self.fields
                .push((name.to_owned(), Node::Text(value.trim().to_owned())));
        }
        length
    }

    fn directive(&mut self, name: &str, argument: &str, inside: &[&str]) {
        let is_option = |line: &&&str| field(line.trim()).is_some();
        let options: Vec<_> = inside.iter().take_while(is_option).collect();
        let content = &inside[options.len()..];
        let alt = options.iter().filter_map(|option| field(option.trim()));
        let alt = alt.filter(|(name, value)| *name == "alt" && !value.is_empty());
        self.captions.extend(alt.map(|(_, value)| plain(value)));
        match name {
            "figure" => {
                let caption: Vec<&str> = content.iter().map(|line| line.trim()).collect();
                let caption = plain(caption.join(" ").trim());
                self.captions
                    .extend(Some(caption).filter(|caption| !caption.is_empty()));
            }
            name if SILENT.contains(&name) || name.starts_with('|') || name.ends_with("image") => {}
            name => {
                self.part();
                // Of code the argument is the language; of a note it is its first line.
                if !name.starts_with("code") && name != "sourcecode" {
                    self.line(argument);
                }
                self.push(content);
            }
        }
    }

    /// Adds the lines of a block, each by itself, as code has them.
    fn push(&mut self, lines: &[&str]) {
        for line in lines {
            match line.trim() {
                "" => self.part(),
                words => {
                    self.text.push_str(words);
                    self.text.push('\n');
                }
            }
        }
        self.part();
    }

    /// The text without its marks, which can run over the end of a line.
    fn plain_text(&self) -> String {
        let paragraphs = self.text.split("\n\n").map(plain);
        paragraphs.collect::<Vec<_>>().join("\n\n")
    }
}

/// A heading and how many lines it takes: a line under the words, and perhaps one over them.
fn heading<'a>(lines: &[&'a str]) -> Option<(&'a str, usize)> {
    let is_words = |line: &str| !line.trim().is_empty() && !is_rule(line);
    match lines {
        [over, words, under, ..]
            if is_rule(over) && is_words(words) && over.trim() == under.trim() =>
        {
            Some((words.trim(), 3))
        }
        [words, under, ..] if is_words(words) && is_rule(under) && !words.starts_with(' ') => {
            Some((words.trim(), 2))
        }
        _ => None,
    }
}

/// A line of one sign, three times or more.
fn is_rule(line: &str) -> bool {
    let line = line.trim_end();
    let first = line.chars().next();
    let is_sign = first.is_some_and(|first| first.is_ascii_punctuation());
    is_sign && line.len() >= 3 && line.chars().all(|char| Some(char) == first)
}

/// `:name: value`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_name =
        !name.is_empty() && !name.contains('`') && (value.is_empty() || value.starts_with(' '));
    is_name.then(|| (name, value.trim()))
}

/// How many lines belong to the first: those that stand further in, and empty ones between them.
fn block(lines: &[&str]) -> usize {
    let mut length = 1;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if line.starts_with([' ', '\t']) && !line.trim().is_empty() {
            length = at + 1;
        } else if !line.trim().is_empty() {
            break;
        }
    }
    length
}

/// A line without the mark of a list or of a block of lines.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let mark = ["- ", "* ", "+ ", "#. ", "| "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark));
    mark.unwrap_or(line)
}

/// The words without their marks: `**bold**`, ``` ``code`` ```, `` `link <address>`_ ``, `` :role:`text` ``.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let mark = ["``", "`", "**", "*"]
            .into_iter()
            .find(|mark| rest.starts_with(mark));
        let Some(mark) = mark else {
            break;
        };
        let inside = &rest[mark.len()..];
        let words = inside.split_once(mark).map(|(words, _)| words);
        let is_marked = words.is_some_and(|words| !words.is_empty() && !words.starts_with(' '));
        match words.filter(|_| is_marked) {
            None => {
                out.push_str(mark);
                rest = inside;
            }
            Some(words) if mark == "`" => {
                drop_role(&mut out);
                out.push_str(
                    words
                        .split_once('<')
                        .map_or(words, |(words, _)| words.trim_end()),
                );
                rest = inside[words.len() + 1..].trim_start_matches('_');
            }
            Some(words) => {
                out.push_str(words);
                rest = &inside[words.len() + mark.len()..];
            }
        }
    }
    out.push_str(rest);
    if out.ends_with("::") {
        out.pop();
    }
    out
}

/// Takes the name of a role off the end: `see :ref:`.
fn drop_role(out: &mut String) {
    let Some(before) = out.strip_suffix(':') else {
        return;
    };
    if let Some(at) = before.rfind(':') {
        let is_name = |char: char| char.is_ascii_alphanumeric() || "-_.".contains(char);
        if before.len() > at + 1 && before[at + 1..].chars().all(is_name) {
            out.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off() {
        for (marked, expected) in [
            ("**Nine** *ships* wait ``now``", "Nine ships wait now"),
            (
                "see `the list <https://quay.example>`_ or :ref:`tides`.",
                "see the list or tides.",
            ),
            ("5 * 3 and a lone ` sign", "5 * 3 and a lone ` sign"),
            ("as follows::", "as follows:"),
            ("``", "``"),
        ] {
            assert_eq!(plain(marked), expected, "{marked}");
        }
    }
}
