//! A timeline: bars for people, and JSON.

use std::io::{self, BufWriter, Write};

use fiche::{Bucket, Burst, By, Date, Note, Query, Timeline};
use serde::Serialize;
use textwrap::core::display_width;

use super::VERSION;
use super::human::{articles, notes};
use crate::error::Trouble;
use crate::terminal::{self, FAINT, MATCH, TITLE, harmless};

/// So many stretches without an article are shown as such; a longer gap is one line.
const SHOWN_GAP: i64 = 3;

/// A bar in eighths of a column.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// What was asked, and the timeline.
pub(crate) struct Answer<'a> {
    pub(crate) typed: &'a str,
    pub(crate) query: &'a Query,
    pub(crate) timeline: &'a Timeline,
}

/// The answer as JSON.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    query: String,
    #[serde(flatten)]
    timeline: &'a Timeline,
    notes: &'a [Note],
    took_ms: f64,
}

impl<'a> Json<'a> {
    pub(crate) fn new(answer: &'a Answer<'_>) -> Self {
        Self {
            version: VERSION,
            query: answer.query.to_string(),
            timeline: answer.timeline,
            notes: &answer.timeline.notes,
            took_ms: answer.timeline.took.as_secs_f64() * 1e3,
        }
    }
}

/// Prints bars and bursts on standard output, what is in no bar and the counts on standard error.
pub(crate) fn human(answer: &Answer<'_>) -> Result<(), Trouble> {
    let timeline = answer.timeline;
    notes(&timeline.notes, answer.typed);
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stdout().lock()));
    bars(&mut out, &timeline.buckets, timeline.by)?;
    bursts(&mut out, &timeline.bursts)?;
    out.flush()?;
    for (count, why) in [
        (timeline.imprecise, "dated less exactly than that"),
        (timeline.guessed, "dated by a guess from the file alone"),
        (timeline.undated, "without a date"),
    ] {
        if count > 0 {
            anstream::eprintln!("{FAINT}not shown: {}, {why}{FAINT:#}", articles(count));
        }
    }
    let took = timeline.took.as_secs_f64() * 1e3;
    anstream::eprintln!(
        "{FAINT}{} · {took:.1} ms{FAINT:#}",
        articles(timeline.articles)
    );
    Ok(())
}

/// A bar for each bucket, drawn to the same scale, with its count behind it.
fn bars(out: &mut impl Write, buckets: &[Bucket], by: By) -> io::Result<()> {
    let most = buckets.iter().map(|it| it.count).max().unwrap_or(0);
    let label = buckets
        .iter()
        .map(|it| display_width(&it.start.to_string()))
        .max()
        .unwrap_or(0);
    let room = terminal::width()
        .saturating_sub(label + most.to_string().len() + 3)
        .max(8);
    let mut last: Option<&Bucket> = None;
    for bucket in buckets {
        if let Some(last) = last {
            gap(out, last.start, bucket.start, by, label)?;
        }
        let bar = bar(bucket.count, most, room);
        writeln!(
            out,
            "{:<label$}  {MATCH}{bar}{MATCH:#} {}",
            bucket.start.to_string(),
            bucket.count
        )?;
        last = Some(bucket);
    }
    Ok(())
}

/// The stretches without an article between two that have some.
fn gap(out: &mut impl Write, from: Date, to: Date, by: By, label: usize) -> io::Result<()> {
    let empty = steps(from, to, by) - 1;
    if empty > SHOWN_GAP {
        let name = match by {
            By::Week => "weeks",
            By::Month => "months",
            By::Year => "years",
            By::Day | By::Auto => "days",
        };
        return writeln!(
            out,
            "{FAINT}{:<label$}  {empty} {name} without an article{FAINT:#}",
            "⋮"
        );
    }
    for _ in 0..empty {
        writeln!(out, "{FAINT}{:<label$}  ·{FAINT:#}", "")?;
    }
    Ok(())
}

/// How many buckets lie from one to another.
fn steps(from: Date, to: Date, by: By) -> i64 {
    let days = (to.start_seconds() - from.start_seconds()) / 86_400;
    let months = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    match by {
        By::Week => days / 7,
        By::Month => months(to) - months(from),
        By::Year => i64::from(to.year() - from.year()),
        By::Day | By::Auto => days,
    }
}

/// A bar of at least an eighth of a column, at most `room` columns.
fn bar(count: u64, most: u64, room: usize) -> String {
    let eighths = (count as f64 / most.max(1) as f64 * room as f64 * 8.0)
        .round()
        .max(1.0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// The days that stand out, each with its story.
fn bursts(out: &mut impl Write, bursts: &[Burst]) -> io::Result<()> {
    if bursts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{TITLE}Days that stand out{TITLE:#}")?;
    let width = terminal::width();
    for burst in bursts {
        let usual = match burst.usual {
            usual if usual < 0.05 => "none".to_owned(),
            usual => format!("{usual:.1}"),
        };
        writeln!(
            out,
            "{}  {} {FAINT}(usual: {usual} a day){FAINT:#}",
            burst.day,
            articles(burst.count)
        )?;
        if let Some(story) = &burst.story {
            let title = if story.title.is_empty() {
                &story.id
            } else {
                &story.title
            };
            let id = &story.short_id;
            let title = shortened(&harmless(title), width.saturating_sub(15 + id.len()));
            writeln!(out, "            {title} {FAINT}· {id}{FAINT:#}")?;
        }
    }
    Ok(())
}

/// The text, cut with an ellipsis to so many columns.
fn shortened(text: &str, columns: usize) -> String {
    if display_width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        if display_width(&short) + display_width(letter.encode_utf8(&mut [0; 4])) + 1 > columns {
            break;
        }
        short.push(letter);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(10, 10, 4), "████");
        assert_eq!(bar(5, 10, 3), "█▌");
        assert_eq!(bar(1, 10_000, 60), "▏");
    }

    #[test]
    fn a_gap_is_counted_in_buckets() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(steps(date("2022-03-14"), date("2022-03-28"), By::Week), 2);
        assert_eq!(steps(date("2021-12"), date("2022-02"), By::Month), 2);
        assert_eq!(steps(date("2019"), date("2022"), By::Year), 3);
        assert_eq!(steps(date("2022-02-27"), date("2022-03-01"), By::Day), 2);
    }

    #[test]
    fn a_long_title_ends_in_an_ellipsis() {
        assert_eq!(shortened("Convoy leaves", 13), "Convoy leaves");
        assert_eq!(shortened("Convoy leaves Mariupol", 8), "Convoy…");
    }
}
