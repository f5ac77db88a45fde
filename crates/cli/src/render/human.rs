//! Hits for people: what it is, when and where it was, and the passage that answers.

use std::io::{self, Write};
use std::path::Path;

use anstream::AutoStream;
use fiche::{ArticleCopy, Expansion, Hit, Note, Snippet};
use fiche_ingest::file_path;
use textwrap::Options;

use super::Answer;
use crate::error::Trouble;
use crate::terminal::{self, FAINT, LINK, MATCH, TITLE, harmless};

const INDENT: &str = "    ";

/// Authors that a byline names: some stories are signed by ten.
const NAMED_AUTHORS: usize = 3;

/// Stand for the beginning and end of a match while text is wrapped: they take no room, and no harmless text holds them.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// How hits look on this terminal; asked once, since each answer is a call of the system.
struct Look<'a> {
    width: usize,
    /// What stands around a match. Without colours it is an asterisk, as in plain mail.
    open: String,
    close: String,
    /// The folder that paths are of, where links are shown.
    links_to: Option<&'a Path>,
}

impl<'a> Look<'a> {
    fn new(root: Option<&'a Path>) -> Self {
        let (open, close) = if terminal::shows_color() {
            (MATCH.render().to_string(), MATCH.render_reset().to_string())
        } else {
            ("*".to_owned(), "*".to_owned())
        };
        Self {
            width: terminal::width(),
            open,
            close,
            links_to: root,
        }
    }

    /// How text below a headline is wrapped.
    fn indented(&self) -> Options<'static> {
        Options::new(self.width)
            .initial_indent(INDENT)
            .subsequent_indent(INDENT)
    }
}

/// Prints notes and counts on standard error, hits on standard output.
pub(crate) fn print(answer: &Answer<'_>) -> Result<(), Trouble> {
    print_notes(answer);
    // Written at once: a stream that takes out colours passes on each piece between them.
    let colors = AutoStream::choice(&io::stdout());
    let mut out = AutoStream::new(Vec::new(), colors);
    let look = Look::new(answer.root.as_deref());
    for hit in answer.found {
        print_hit(&mut out, hit, &look)?;
    }
    super::facets::human(&mut out, &answer.found.facets)?;
    let mut terminal = io::stdout().lock();
    terminal.write_all(&out.into_inner())?;
    terminal.flush()?;
    print_counts(answer);
    if let Some(advice) = &answer.found.advice {
        super::advice::human(advice);
    }
    Ok(())
}

fn print_notes(answer: &Answer<'_>) {
    notes(&answer.found.notes, answer.typed);
    for doubt in &answer.found.did_you_mean {
        let meant = doubt.spellings.iter().map(|it| it.word.as_str());
        let meant: Vec<&str> = meant.collect();
        let said = format!("{}: did you mean {}?", doubt.typed, meant.join(", "));
        anstream::eprintln!("{}", harmless(&said));
    }
    if let Some(expansion) = &answer.found.expansion {
        print_expansion(
            expansion,
            answer.found.hits.iter().any(|it| it.explanation.is_some()),
        );
    }
}

/// Tells the further words of a query, or, where the hits are explained, the whole query, which can be typed.
fn print_expansion(expansion: &Expansion, is_explained: bool) {
    let said = match expansion.doubt {
        Some(doubt) => format!("no further words: {doubt}"),
        None if is_explained => format!("searched: {}", expansion.query),
        None => {
            let words = expansion.words.iter().map(|it| it.word.as_str());
            let words: Vec<&str> = words.collect();
            format!(
                "also searched, from {} stories: {}",
                expansion.stories,
                words.join(", ")
            )
        }
    };
    anstream::eprintln!("{}", harmless(&said));
}

/// Tells the notes on a query as it was typed on standard error.
pub(crate) fn notes(notes: &[Note], typed: &str) {
    for note in notes {
        for line in note.draw(typed).lines() {
            anstream::eprintln!("  {}", harmless(line));
        }
        anstream::eprintln!("note: {}", harmless(&note.message));
    }
}

fn print_counts(answer: &Answer<'_>) {
    let took = answer.found.took.as_secs_f64() * 1e3;
    let counts = match answer.found.total {
        None => String::new(),
        Some(total) if total.any_word == 0 => "nothing found · ".to_owned(),
        Some(total) if total.all_words == total.any_word => {
            format!("{}{} · ", articles(total.any_word), stories(answer))
        }
        Some(total) => format!(
            "{} with all the words, {} with any{} · ",
            articles(total.all_words),
            total.any_word,
            stories(answer)
        ),
    };
    anstream::eprintln!("{FAINT}{counts}{took:.1} ms{FAINT:#}");
}

/// What folding the copies has made of the articles: the number of stories where all were compared, else how many copies
/// the hits shown stand for. Nothing where there are no copies.
fn stories(answer: &Answer<'_>) -> String {
    let folded: usize = answer.found.iter().map(|hit| hit.copies.len()).sum();
    match (answer.found.stories, answer.found.total) {
        (Some(stories), Some(total)) if stories < total.any_word => format!(", {stories} stories"),
        (None, _) if folded > 0 => format!(", {folded} copies folded here"),
        _ => String::new(),
    }
}

pub(crate) fn articles(count: u64) -> String {
    let noun = if count == 1 { "article" } else { "articles" };
    format!("{count} {noun}")
}

fn print_hit(out: &mut impl Write, hit: &Hit, look: &Look<'_>) -> io::Result<()> {
    let title = if hit.title.is_empty() {
        &hit.id
    } else {
        &hit.title
    };
    writeln!(
        out,
        "{FAINT}{:>2}.{FAINT:#} {TITLE}{}{TITLE:#}",
        hit.rank,
        harmless(title)
    )?;
    writeln!(out, "{INDENT}{FAINT}{}{FAINT:#}", harmless(&about(hit)))?;
    if let Some(path) = &hit.path {
        let shown = harmless(path);
        match look
            .links_to
            .map(|root| file_address(&root.join(file_path(path))))
        {
            Some(address) => writeln!(
                out,
                "{INDENT}{LINK}\u{1b}]8;;{address}\u{1b}\\{shown}\u{1b}]8;;\u{1b}\\{LINK:#}"
            )?,
            None => writeln!(out, "{INDENT}{LINK}{shown}{LINK:#}")?,
        }
    }
    for snippet in &hit.snippets {
        print_snippet(out, snippet, look)?;
    }
    if !hit.copies.is_empty() {
        print_copies(out, &hit.copies, look)?;
    }
    if let Some(explanation) = &hit.explanation {
        for line in explanation.to_string().lines() {
            writeln!(out, "{INDENT}{FAINT}{}{FAINT:#}", harmless(line))?;
        }
    }
    writeln!(out)
}

/// Date, byline, outlet and short id, as far as they are known.
fn about(hit: &Hit) -> String {
    let mut parts = Vec::new();
    if let Some(date) = hit.published {
        parts.push(super::copies::day(date, hit.published_is_guess));
    }
    if !hit.authors.is_empty() {
        parts.push(byline(&hit.authors));
    }
    parts.extend(hit.outlet.clone());
    parts.extend(hit.section.clone());
    parts.push(hit.short_id.clone());
    parts.join(" · ")
}

/// The first of the people who signed, and how many more did.
fn byline(authors: &[String]) -> String {
    let (first, rest) = authors.split_at(authors.len().min(NAMED_AUTHORS));
    let first = first.join(", ");
    match rest.len() {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn print_copies(out: &mut impl Write, copies: &[ArticleCopy], look: &Look<'_>) -> io::Result<()> {
    let summary = harmless(&super::copies::summary(copies));
    for line in textwrap::wrap(&summary, look.indented()) {
        writeln!(out, "{FAINT}{line}{FAINT:#}")?;
    }
    Ok(())
}

fn print_snippet(out: &mut impl Write, snippet: &Snippet, look: &Look<'_>) -> io::Result<()> {
    let marked: String = snippet
        .runs
        .iter()
        .map(|run| match run.is_match {
            true => format!("{OPEN}{}{CLOSE}", harmless(&run.text)),
            false => harmless(&run.text),
        })
        .collect();
    for line in textwrap::wrap(&marked, look.indented()) {
        let line = line.replace(OPEN, &look.open).replace(CLOSE, &look.close);
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The address of a file: what is not plain is percent-encoded.
fn file_address(path: &Path) -> String {
    use std::fmt::Write as _;

    let mut address = "file://".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                address.push(char::from(*byte));
            }
            byte => write!(address, "%{byte:02X}").expect("a string takes any text"),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_byline_is_cut() {
        let authors = ["A", "B", "C", "D", "E"].map(str::to_owned);
        assert_eq!(byline(&authors[..3]), "A, B, C");
        assert_eq!(byline(&authors), "A, B, C and 2 more");
    }

    #[test]
    fn a_path_cannot_end_its_link() {
        let path = Path::new("/a b/\u{1b}]8;;x");
        assert_eq!(file_address(path), "file:///a%20b/%1B%5D8%3B%3Bx");
    }
}
