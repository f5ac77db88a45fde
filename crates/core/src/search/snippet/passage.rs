//! Choosing the sentences to show, and cutting them to size.

use super::super::found::{Run, Snippet};
use super::marks::Mark;
use super::sentences::sentences;

/// Characters of a passage at most, the signs of omission not counted: two to three lines of a terminal.
pub(super) const MAX_CHARS: usize = 240;

/// A passage shorter than this takes the next sentence of its paragraph with it.
const MIN_CHARS: usize = 90;

/// What a word that an earlier passage has shown is worth in a later one.
const SHOWN_AGAIN: f32 = 0.25;

/// What a further occurrence of a word in one sentence is worth.
const REPEATED: f32 = 0.1;

/// A sentence at the end of a text counts this much less than one at its beginning: the lead tells the story.
const LATE_DISCOUNT: f32 = 0.15;

const OMISSION: &str = "…";

/// A stretch of sentences with its marks.
struct Candidate<'m> {
    start: usize,
    end: usize,
    marks: &'m [Mark],
    /// Marks of the sentence itself; the others are in the sentences it took with it.
    own: usize,
}

/// At most `count` passages that hold marks, the best of them, in the order of the text.
pub(super) fn best(text: &str, marks: &[Mark], count: usize) -> Vec<Snippet> {
    let mut candidates = candidates(text, marks);
    let mut shown: Vec<usize> = Vec::new();
    let mut chosen: Vec<Candidate<'_>> = Vec::new();
    while chosen.len() < count && !candidates.is_empty() {
        let worth = |it: &Candidate<'_>| worth(it, &shown, text.len());
        let by_worth =
            |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0));
        let worths = candidates.iter().map(worth).enumerate();
        let Some((place, _)) = worths.max_by(by_worth) else {
            break;
        };
        let candidate = candidates.swap_remove(place);
        shown.extend(candidate.marks.iter().map(|mark| mark.unit));
        candidates.retain(|it| it.end <= candidate.start || it.start >= candidate.end);
        chosen.push(candidate);
    }
    chosen.sort_by_key(|candidate| candidate.start);
    chosen.iter().map(|it| cut(text, it)).collect()
}

/// The beginning of a text as one passage.
pub(super) fn lead(text: &str) -> Vec<Snippet> {
    let sentences = sentences(text);
    let Some((start, end)) = (!sentences.is_empty()).then(|| extended(text, &sentences, 0)) else {
        return Vec::new();
    };
    let lead = Candidate {
        start,
        end,
        marks: &[],
        own: 0,
    };
    vec![cut(text, &lead)]
}

/// Each sentence that holds a mark, with the sentences after it where it is short.
fn candidates<'m>(text: &str, marks: &'m [Mark]) -> Vec<Candidate<'m>> {
    let sentences = sentences(text);
    let mut candidates = Vec::new();
    for place in 0..sentences.len() {
        let (start, sentence_end) = sentences[place];
        let first = marks.partition_point(|mark| mark.start < start);
        if marks
            .get(first)
            .is_none_or(|mark| mark.start >= sentence_end)
        {
            continue;
        }
        let (start, end) = extended(text, &sentences, place);
        let own = marks.partition_point(|mark| mark.start < sentence_end) - first;
        let last = marks.partition_point(|mark| mark.start < end);
        let marks = &marks[first..last];
        let end = marks
            .iter()
            .map(|mark| mark.end)
            .max()
            .unwrap_or(end)
            .max(end);
        candidates.push(Candidate {
            start,
            end,
            marks,
            own,
        });
    }
    candidates
}

/// A sentence with those after it, until it is long enough or its paragraph ends.
fn extended(text: &str, sentences: &[(usize, usize)], place: usize) -> (usize, usize) {
    let (start, mut end) = sentences[place];
    for (next_start, next_end) in &sentences[place + 1..] {
        let is_short = text[start..end].chars().count() < MIN_CHARS;
        if !is_short || text[end..*next_start].contains("\n\n") {
            break;
        }
        end = *next_end;
    }
    (start, end)
}

fn worth(candidate: &Candidate<'_>, shown: &[usize], length: usize) -> f32 {
    let mut here: Vec<usize> = Vec::new();
    let mut sum = 0.0;
    for mark in &candidate.marks[..candidate.own] {
        let factor = if here.contains(&mark.unit) {
            REPEATED
        } else if shown.contains(&mark.unit) {
            SHOWN_AGAIN
        } else {
            1.0
        };
        if !here.contains(&mark.unit) {
            here.push(mark.unit);
        }
        sum += mark.worth * factor;
    }
    sum * (1.0 - LATE_DISCOUNT * candidate.start as f32 / length.max(1) as f32)
}

/// Cuts a candidate to [`MAX_CHARS`] around its marks, on word bounds, and parts it into runs.
fn cut(text: &str, candidate: &Candidate<'_>) -> Snippet {
    let (start, end) = window(text, candidate);
    let mut runs = Vec::new();
    if start > candidate.start {
        push(&mut runs, OMISSION, false);
    }
    let mut at = start;
    let inside = candidate
        .marks
        .iter()
        .filter(|it| it.start >= start && it.end <= end);
    for mark in inside {
        push(&mut runs, &text[at..mark.start], false);
        push(&mut runs, &text[mark.start..mark.end], true);
        at = mark.end;
    }
    push(&mut runs, &text[at..end], false);
    if end < candidate.end {
        push(&mut runs, OMISSION, false);
    }
    Snippet { runs }
}

/// The part of a candidate that is shown: all of it where it fits, else as much as fits from a little before the
/// mark from which on the most is marked.
fn window(text: &str, candidate: &Candidate<'_>) -> (usize, usize) {
    let Candidate {
        start, end, marks, ..
    } = *candidate;
    if text[start..end].chars().count() <= MAX_CHARS {
        return (start, end);
    }
    let until = |from: usize| after_chars(text, from, MAX_CHARS).min(end);
    let begins = marks
        .iter()
        .map(|mark| before_chars(text, mark.start, MAX_CHARS / 4).max(start));
    let marked = |from: &usize| {
        let (first, to) = (marks.partition_point(|it| it.start < *from), until(*from));
        let inside = marks[first..].iter().take_while(|it| it.end <= to);
        inside.map(|mark| mark.worth).sum::<f32>()
    };
    let best = begins.fold((start, marked(&start)), |best, from| {
        let worth = marked(&from);
        if worth > best.1 { (from, worth) } else { best }
    });
    let from = best.0;
    let to = until(from);
    let has_mark_at = |place: usize| marks.iter().any(|it| it.start < place && place < it.end);
    let from = if from == start {
        from
    } else {
        next_word(text, from, to)
    };
    let to = if to == end || has_mark_at(to) {
        to
    } else {
        last_word(text, from, to)
    };
    (from, to)
}

fn after_chars(text: &str, from: usize, count: usize) -> usize {
    let next = text[from..].char_indices().nth(count);
    next.map_or(text.len(), |(at, _)| from + at)
}

fn before_chars(text: &str, from: usize, count: usize) -> usize {
    let mut before = text[..from].char_indices().rev();
    before.nth(count.saturating_sub(1)).map_or(0, |(at, _)| at)
}

/// The beginning of the first whole word after a place that may be inside one; the place itself in unspaced text.
fn next_word(text: &str, from: usize, to: usize) -> usize {
    let is_inside = text[..from]
        .chars()
        .next_back()
        .is_some_and(|c| !c.is_whitespace());
    if !is_inside {
        return from;
    }
    let space = text[from..to].find(char::is_whitespace);
    let is_near = |at: &usize| *at < MAX_CHARS / 4;
    space
        .filter(is_near)
        .map_or(from, |at| to - text[from + at..to].trim_start().len())
}

/// The end of the last whole word before a place that may be inside one; the place itself in unspaced text.
fn last_word(text: &str, from: usize, to: usize) -> usize {
    let is_inside = text[to..]
        .chars()
        .next()
        .is_some_and(|c| !c.is_whitespace());
    if !is_inside {
        return to;
    }
    let space = text[from..to].rfind(char::is_whitespace);
    let is_near = |at: &usize| to - from - *at < MAX_CHARS / 2;
    space.filter(is_near).map_or(to, |at| from + at)
}

/// Adds a run; white space becomes single spaces, and neighbours of one kind become one run.
fn push(runs: &mut Vec<Run>, text: &str, is_match: bool) {
    let mut plain = String::with_capacity(text.len());
    let ends_spaced = |runs: &[Run]| runs.last().is_none_or(|run| run.text.ends_with(' '));
    for letter in text.chars() {
        if !letter.is_whitespace() {
            plain.push(letter);
        } else if !(plain.ends_with(' ') || plain.is_empty() && ends_spaced(runs)) {
            plain.push(' ');
        }
    }
    if plain.is_empty() {
        return;
    }
    match runs.last_mut().filter(|run| run.is_match == is_match) {
        Some(run) => run.text.push_str(&plain),
        None => runs.push(Run {
            text: plain,
            is_match,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, word: &str, unit: usize) -> Mark {
        let start = text.find(word).unwrap();
        Mark {
            start,
            end: start + word.len(),
            unit,
            worth: 1.0,
        }
    }

    #[test]
    fn the_sentence_with_most_of_the_words_is_shown() {
        let text = "Rain fell on the harbour. The convoy left the harbour at noon with forty buses full of people. It was late.";
        let mut marks = vec![mark(text, "harbour", 0), mark(text, "convoy", 1)];
        let second = text.rfind("harbour").unwrap();
        marks.push(Mark {
            start: second,
            end: second + 7,
            unit: 0,
            worth: 1.0,
        });
        let shown = best(text, &marks, 1);
        assert!(shown[0].text().starts_with("The convoy left"), "{shown:?}");
        let matches: Vec<&str> = shown[0]
            .runs
            .iter()
            .filter(|run| run.is_match)
            .map(|run| run.text.as_str())
            .collect();
        assert_eq!(matches, ["convoy", "harbour"]);
    }

    #[test]
    fn a_long_sentence_is_cut_on_words_around_its_mark() {
        let text = format!(
            "{} Маріуполь {}",
            "довге слово ".repeat(60),
            "ще одне ".repeat(60)
        );
        let shown = best(&text, &[mark(&text, "Маріуполь", 0)], 1);
        let passage = shown[0].text();
        assert!(passage.contains("Маріуполь"));
        assert!(passage.chars().count() <= MAX_CHARS + 2, "{passage}");
        assert!(passage.starts_with('…') && passage.ends_with('…'));
        assert!(passage.split(' ').all(|word| {
            ["довге", "слово", "ще", "одне", "Маріуполь"].contains(&word.trim_matches('…'))
        }));
    }

    #[test]
    fn a_sentence_of_nothing_but_marks_takes_no_longer_than_it_is_long() {
        let text = "ship ".repeat(40_000);
        let mark = |start: usize| Mark {
            start,
            end: start + 4,
            unit: 0,
            worth: 1.0,
        };
        let marks: Vec<Mark> = (0..text.len()).step_by(5).map(mark).collect();
        let shown = best(&text, &marks, 3);
        assert!(shown[0].text().starts_with("ship ship"));
        assert!(shown[0].text().chars().count() <= MAX_CHARS + 1);
    }

    #[test]
    fn the_lead_is_shown_without_marks() {
        let shown = lead("First.\nSecond sentence here.\n\nAnother paragraph.");
        assert_eq!(shown[0].text(), "First. Second sentence here.");
        assert!(lead("  \n ").is_empty());
    }
}
