//! The lines around a story: what stands between the headline and its first paragraph, and what follows its last.
//!
//! The headline once more, the section, a date, a byline, a count of readers; at the end who the author is. All of it is
//! known as metadata or found in the rest, and none of it is the story. Only lines outside the first and the last real
//! paragraph are looked at.

use fiche::Article;

use super::dated;
use crate::lines;
use crate::metadata::byline;

/// The first paragraph stands within so many lines, or there is none: a poem, a list.
const MOST_LINES: usize = 16;

/// A section, a kicker, the name of a photographer: longer lines may be a heading or a standfirst.
const KICKER_WORDS: usize = 3;

/// Scripts without blanks between words: a longer line is a sentence.
const LONGEST_KICKER_BYTES: usize = 48;

/// Who the author is stands within so many paragraphs from the end.
const MOST_BIOS: usize = 2;

/// Headings without a text, below the story, are so few; a table or a list is longer.
const MOST_SIGN_OFFS: usize = 2;

/// What a person does who is described in a line below the story.
#[rustfmt::skip]
const DOES: &[&str] = &[
    "is", "was", "has", "writes", "covers", "teaches", "works", "reports", "reported", "contributed", "can", "joined", "lives", "blogs", "currently",
    "est", "ist", "schreibt", "es",
];

/// Moves the lines around the story to the rest.
pub(super) fn trim(article: &mut Article) {
    let Article { title, authors, .. } = &*article;
    let lines: Vec<&str> = article.body.lines().collect();
    let paragraphs = || lines.iter().map(|line| lines::is_paragraph(line));
    let first = paragraphs().take(MOST_LINES).position(|is| is);
    let last = paragraphs().rposition(|is| is);
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    let begin = first + end_of_bios(&lines[first..=last], authors);
    let end = begin.max(start_of_bios(&lines[..=last], authors));
    let behind = lines[last + 1..]
        .iter()
        .filter(|line| !line.trim().is_empty());
    let has_sign_off = behind.count() <= MOST_SIGN_OFFS;
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    for (at, line) in lines.into_iter().enumerate() {
        let is_bio = (first..begin).contains(&at) && is_bio(line, authors);
        let is_before = is_bio || (at < first && is_before_story(line, title));
        let is_figure = !line.contains(char::is_alphabetic);
        let is_sign_off = at > last && (has_sign_off || is_figure) && is_kicker(line);
        let is_heading = at <= last && is_kicker(line);
        let is_behind = at >= end && (is_sign_off || is_heading || is_behind_story(line, authors));
        if is_before || is_behind {
            removed.push(line);
        } else if !line.is_empty() || kept.last().is_some_and(|last: &&str| !last.is_empty()) {
            kept.push(line);
        }
    }
    if removed.is_empty() {
        return;
    }
    let rest = [&removed.join("\n"), &article.rest]
        .map(String::as_str)
        .join("\n");
    let body = kept.join("\n");
    body.trim_matches('\n').clone_into(&mut article.body);
    article.rest = rest;
}

/// How many of the story's first lines tell of the authors: some pages put that before the story.
fn end_of_bios(lines: &[&str], authors: &[String]) -> usize {
    let is_other = |line: &&str| !line.trim().is_empty() && !is_bio(line, authors);
    let bios = lines.iter().take_while(|line| !is_other(line)).count();
    // A page of nothing else is about them.
    if bios < lines.len() { bios } else { 0 }
}

/// Where at the end the lines begin that tell of the authors, headings between them aside.
fn start_of_bios(lines: &[&str], authors: &[String]) -> usize {
    let paragraphs = lines
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, line)| !line.trim().is_empty() && !is_kicker(line));
    let bios = paragraphs
        .take(MOST_BIOS)
        .take_while(|(_, line)| is_bio(line, authors));
    bios.last().map_or(lines.len(), |(at, _)| at)
}

fn is_before_story(line: &str, title: &str) -> bool {
    let line = line.trim();
    !line.is_empty()
        && (is_kicker(line)
            || super::letters(line) == super::letters(title)
            || !line.contains(char::is_alphabetic)
            || byline(line).is_some()
            || dated::holds_date(line))
}

fn is_behind_story(line: &str, authors: &[String]) -> bool {
    let line = line.trim();
    !line.is_empty() && (byline(line).is_some() || is_bio(line, authors))
}

/// `Ada Moor is a writer in Sundhaven.`
fn is_bio(line: &str, authors: &[String]) -> bool {
    authors.iter().any(|author| {
        let first = author.split(' ').next().unwrap_or_default();
        let after = line
            .trim()
            .strip_prefix(author.as_str())
            .or_else(|| line.trim().strip_prefix(first));
        let next = after.and_then(|after| after.trim_start_matches(',').strip_prefix(' '));
        next.and_then(|next| next.split_whitespace().next())
            .is_some_and(|word| DOES.contains(&word))
    })
}

fn is_kicker(line: &str) -> bool {
    words(line) <= KICKER_WORDS && line.len() <= LONGEST_KICKER_BYTES
}

fn words(line: &str) -> usize {
    line.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "The harbour opened again on Monday after the strike ended.";
    const LAST: &str = "Port workers came back at dawn and unloaded nine ships.";

    fn story(before: &str, behind: &str) -> String {
        let text = format!("{before}\n\n{FIRST}\n\nAt dawn\n\n{LAST}\n\n{behind}");
        let mut article = Article::new("", "Harbour opens", text.trim_matches('\n'));
        article.authors.push("Ada Moor".to_owned());
        trim(&mut article);
        article.body
    }

    #[test]
    fn lines_around_the_story_are_taken_out() {
        let bare = story("", "");
        for (before, behind) in [
            ("HARBOUR OPENS", ""),
            ("World", ""),
            ("5,263", ""),
            ("By Ada Moor and Ben Quay", ""),
            ("Updated: March 14, 2022, 5:04 PM ET", ""),
            ("By Ada Moor • 03.14.22", ""),
            ("", "By Ada Moor"),
            ("", "861\n\n12\n\n861\n\n4"),
            (
                "Ada Moor currently works for the Post as a writer. She lives near the harbour.",
                "",
            ),
            (
                "",
                "Ada Moor is a writer who lives near the harbour of Sundhaven.",
            ),
            (
                "",
                "Ada Moor is a writer who lives near the harbour of Sundhaven.\n\nAbout the author\n\nAda Moor has written of ships for ten years, and of lamps for two.",
            ),
            (
                "",
                "Ada covers harbours and lighthouses for the Post, and has done so for ten years.",
            ),
        ] {
            assert_eq!(story(before, behind), bare, "{before}{behind}");
        }
    }

    #[test]
    fn lines_of_the_story_stay() {
        for (before, behind) in [
            ("What the strike was about and why it ended", ""),
            (
                "",
                "Ada Moor, the mayor, said that the town would pay for the damage.",
            ),
            ("", "“We are glad,” she said."),
        ] {
            let text = story(before, behind);
            assert!(text.contains(before) && text.contains(behind), "{text}");
        }
    }
}
