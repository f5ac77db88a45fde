//! The day that a page's own lines state, where no element is marked as holding it.
//!
//! Three places are looked at: lines that say what their date is (`Published 14 March 2022`, `Mis à jour le …`), the lines
//! between the headline and the first paragraph, and those right below the headline wherever the page shows it.

use fiche::{Precision, Provenance};

use crate::metadata::{Field, Found};
use crate::{dates, lines};

/// How lines begin, in lower case, that state a date, and which.
#[rustfmt::skip]
const LABELS: &[(&str, Field)] = &[
    ("published", Field::Published), ("first published", Field::Published), ("posted", Field::Published), ("submitted on", Field::Published),
    ("date published", Field::Published), ("veröffentlicht", Field::Published), ("erschienen am", Field::Published), ("publié", Field::Published),
    ("publicado", Field::Published), ("pubblicato", Field::Published), ("gepubliceerd", Field::Published), ("opublikowano", Field::Published),
    ("data publikacji", Field::Published), ("publicerad", Field::Published), ("опубликовано", Field::Published), ("дата публикации", Field::Published),
    ("опубліковано", Field::Published), ("дата публікації", Field::Published), ("发布时间", Field::Published), ("發布時間", Field::Published),
    ("公開日", Field::Published), ("تاريخ النشر", Field::Published), ("نشر", Field::Published), ("פורסם", Field::Published), ("입력", Field::Published),
    ("updated", Field::Modified), ("last updated", Field::Modified), ("last modified", Field::Modified), ("aktualisiert", Field::Modified),
    ("zuletzt aktualisiert", Field::Modified), ("mis à jour", Field::Modified), ("actualizado", Field::Modified), ("aggiornato", Field::Modified),
    ("atualizado", Field::Modified), ("bijgewerkt", Field::Modified), ("aktualizacja", Field::Modified), ("обновлено", Field::Modified),
    ("оновлено", Field::Modified), ("更新时间", Field::Modified), ("更新日", Field::Modified), ("עודכן", Field::Modified), ("수정", Field::Modified),
];

/// A longer line is a sentence in which something was published.
const LONGEST_LINE_BYTES: usize = 120;

/// A line with a date has little else: `JAKARTA Tue Dec 30, 2014 9:21am IST`.
const DATE_LINE_WORDS: usize = 12;

/// Words beside the day itself: `JAKARTA Tue Dec 30, 2014 9:21am IST`, `By Ada Moor March 14, 2022`.
const MOST_OTHER_WORDS: usize = 3;

/// The date stands within so many lines below the headline.
const LINES_BELOW: usize = 4;

/// The first paragraph stands within so many lines of the story.
const LINES_BEFORE: usize = 8;

/// Offers the days that the lines of a page and of its story state.
pub(super) fn offer(story: &str, page: &str, found: &mut Found) {
    let needs = |field, found: &Found| !found.is_outranked(field, Provenance::Text);
    if !needs(Field::Published, found) && !needs(Field::Modified, found) {
        return;
    }
    for line in page.lines() {
        if let Some((field, date)) = labelled(line) {
            found.offer(field, date, Provenance::Text);
        }
    }
    let above = story
        .lines()
        .take(LINES_BEFORE)
        .take_while(|line| !lines::is_paragraph(line));
    let title = found
        .get(Field::Title)
        .map(super::letters)
        .unwrap_or_default();
    let below = page
        .lines()
        .filter(|line| !line.trim().is_empty())
        .skip_while(|line| !is_headline(line, &title))
        .skip(1)
        .take(LINES_BELOW);
    let unlabelled = above
        .chain(below)
        .filter(|line| labelled(line).is_none() && holds_date(line));
    for part in unlabelled.flat_map(parts).filter(|part| is_day(part)) {
        found.offer(Field::Published, part, Provenance::Text);
    }
}

/// Whether the words are a day with little else: a year alone may be any number, and a row of a table has a day too.
fn is_day(words: &str) -> bool {
    let is_other = |word: &&str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        letters.chars().all(char::is_alphabetic) && !letters.is_empty() && !dates::is_month(letters)
    };
    let is_whole = words.split_whitespace().filter(is_other).count() <= MOST_OTHER_WORDS;
    is_whole && dates::parse(words).is_some_and(|date| date.precision() >= Precision::Day)
}

/// Whether the line is the headline, behind which a title may have the name of the site.
fn is_headline(line: &str, title: &str) -> bool {
    let line = super::letters(line);
    title.starts_with(&line) && line.len() * 2 > title.len()
}

/// What a line states of which date; the words of the date may stand among others.
fn labelled(line: &str) -> Option<(Field, &str)> {
    let line = line.trim();
    if line.len() > LONGEST_LINE_BYTES || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = line.to_lowercase();
    let (label, field) = LABELS.iter().find(|(label, _)| lower.starts_with(label))?;
    // Letters that change their length with their case are in none of the labels.
    let date = line.get(label.len()..)?;
    date.starts_with(|c: char| !c.is_alphabetic())
        .then_some((*field, date))
}

/// Whether the line is short and it, or what stands behind a mark in it, is a date.
pub(super) fn holds_date(line: &str) -> bool {
    line.split_whitespace().count() <= DATE_LINE_WORDS
        && parts(line)
            .any(|part| part.contains(|c: char| c.is_ascii_digit()) && dates::parse(part).is_some())
}

/// The line, and what its marks part.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    std::iter::once(line).chain(line.split(['|', '•', '·', '—', '–']))
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn dates(body: &str) -> (String, String) {
        let html = format!("<title>Harbour opens</title><h1>Harbour opens</h1>{body}");
        let article = read(&html, &[], "").article;
        let shown =
            |date: Option<fiche::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        (shown(article.published), shown(article.modified))
    }

    #[test]
    fn lines_that_state_a_date_are_believed() {
        let story = "<p>The harbour opened again on Monday, after nine days in which no ship had come in or gone out.</p>".repeat(3);
        for (line, published, modified) in [
            ("<div>Published 14 March 2022</div>", "2022-03-14", ""),
            (
                "<div>Publié le 29/10/2012</div><div>Mis à jour le 30/10/2012 à 14h03</div>",
                "2012-10-29",
                "2012-10-30T14:03:00Z",
            ),
            (
                "<div>Опубліковано: 14 березня 2022, 09:30</div>",
                "2022-03-14T09:30:00Z",
                "",
            ),
            ("<div>Monday, 14 March 2022</div>", "2022-03-14", ""),
            ("<div>Ada Moor | 14.03.2022</div>", "2022-03-14", ""),
            ("<div>Updated: March 15, 2022</div>", "", "2022-03-15"),
            ("<div>2022</div>", "", ""),
            (
                "<div>Table of Sundhaven 1.1 2022-03-14 of the Harbour Office</div>",
                "",
                "",
            ),
            (
                "<div>The last strike was called off on 3 May 2011 after talks with the owners of the quay.</div>",
                "",
                "",
            ),
        ] {
            assert_eq!(
                dates(&format!("{line}{story}")),
                (published.to_owned(), modified.to_owned()),
                "{line}"
            );
        }
    }
}
