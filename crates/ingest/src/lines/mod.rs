//! The lines of a text that belong to the page and not to the story.
//!
//! Copied and saved articles end in "Related Articles", comment forms and advertising. A table of [`rules`] tells such
//! lines; what it takes out goes to the rest, where it can still be found, and credits of pictures to the captions. Rules
//! that a story could break ("Copyright" may open a paragraph about copyright) hold only after the last real paragraph.

mod rules;

use rules::{CREDIT_BRACKETS, CREDIT_ENDS, CREDIT_STARTS, RULES, Shape, Where};

/// A text without the page's leftovers, and the leftovers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Parted {
    /// The story; its paragraphs stay parted as they were.
    pub(crate) body: String,
    /// The lines taken out.
    pub(crate) rest: String,
    /// Lines that tell what a picture shows or who took it.
    pub(crate) captions: Vec<String>,
}

/// A paragraph of the story has so many words at least and ends as a sentence does.
const PARAGRAPH_WORDS: usize = 8;

/// Scripts without spaces: so many bytes (about 20 signs) make a paragraph.
const PARAGRAPH_BYTES: usize = 60;

/// A rule that names only the start of a line does not take one longer than a long headline.
const LONGEST_LEFTOVER_CHARS: usize = 160;

/// A rule that names what a line holds does not take one longer than a notice of two sentences.
const LONGEST_NOTICE_CHARS: usize = 240;

/// How a notice of correction begins, in lower case.
#[rustfmt::skip]
const CORRECTIONS: &[&str] = &[
    "correction:", "correction (", "correction –", "correction —", "correction -", "corrections:", "clarification:", "clarification (", "corrected:", "this story has been corrected",
    "this story has been updated to correct", "this article has been corrected", "this article has been updated to correct", "this article was amended", "this article was corrected", "an earlier version of this", "a previous version of this",
    "editor’s note", "editor's note", "korrektur:", "berichtigung:", "anm. d. red", "rectificatif", "correctif", "corrección:", "fe de errores", "rettifica:", "rectificatie:", "sprostowanie",
    "виправлення:", "уточнення:", "исправление:", "уточнение:", "更正：", "更正:", "訂正：", "訂正:",
];

/// No such beginning is longer.
const LONGEST_CORRECTION_START: usize = 64;

/// A line with a credit that is longer is a paragraph that mentions one.
const LONGEST_CAPTION_CHARS: usize = 400;

/// Parts the story from the page's leftovers. A correction notice stays in the story, wherever it stands.
pub(crate) fn part(text: &str) -> Parted {
    let lines: Vec<&str> = text.lines().collect();
    let tail = tail_start(&lines);
    let mut parted = Parted {
        // Nearly all of a text is its story.
        body: String::with_capacity(text.len()),
        ..Parted::default()
    };
    let mut has_ended = false;
    let mut gap = "\n";
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim_end();
        if line.trim_start().is_empty() {
            gap = "\n\n";
            continue;
        }
        let verdict = verdict(line, at >= tail);
        has_ended |= verdict == Verdict::End;
        match verdict {
            Verdict::Caption => parted.captions.push(line.trim().to_owned()),
            Verdict::Story if !has_ended || is_correction(line) => {
                push(&mut parted.body, gap, line);
                gap = "\n";
            }
            _ => push(&mut parted.rest, "\n", line.trim()),
        }
    }
    parted
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Story,
    Caption,
    Leftover,
    /// A leftover after which all is the page's.
    End,
}

pub(crate) fn push(text: &mut String, gap: &str, line: &str) {
    if !text.is_empty() {
        text.push_str(gap);
    }
    text.push_str(line);
}

/// The line after the last real paragraph.
fn tail_start(lines: &[&str]) -> usize {
    let last = lines.iter().rposition(|line| is_paragraph(line));
    last.map_or(lines.len(), |at| at + 1)
}

/// Scripts that part sentences by blanks: so many bytes (about 100 signs) of them are prose.
const UNMARKED_BYTES: usize = 300;

/// Whether the line is prose of the story: long enough, ends as a sentence does, and no rule takes it.
pub(crate) fn is_paragraph(line: &str) -> bool {
    let line = line.trim();
    let has_words = line.split_whitespace().count() >= PARAGRAPH_WORDS;
    let is_long = has_words || line.len() >= PARAGRAPH_BYTES;
    let end = line.trim_end_matches(['"', '”', '’', '»', '“', ')', '」', '\'']);
    let is_sentence = end.ends_with([
        '.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔', '။', '។', '።',
    ]) || (has_words && end.ends_with(':'));
    is_long && (is_sentence || is_unmarked(line)) && verdict(line, true) == Verdict::Story
}

/// Whether the line is in a script without marks at the end of a sentence: Thai, Lao, Khmer.
fn is_unmarked(line: &str) -> bool {
    let is_such = |c: &char| matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1780}'..='\u{17FF}');
    line.len() >= UNMARKED_BYTES && line.chars().filter(is_such).count() * 3 * 2 >= line.len()
}

/// Whether the line is the page's wherever it stands.
pub(crate) fn is_leftover(line: &str) -> bool {
    verdict(line, false) == Verdict::Leftover
}

fn verdict(line: &str, in_tail: bool) -> Verdict {
    let chars = line.chars().count();
    if chars > LONGEST_CAPTION_CHARS {
        return Verdict::Story;
    }
    let lower = line.trim().to_lowercase();
    let bare = lower.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–' | '—' | ':' | '.' | '!' | '*' | '|' | '[' | ']' | '»' | '…'
            )
    });
    let rule = RULES.iter().find(|rule| {
        if !in_tail && rule.place != Where::Anywhere {
            return false;
        }
        match rule.shape {
            Shape::Whole => bare == rule.words,
            Shape::Start => chars <= LONGEST_LEFTOVER_CHARS && begins(&lower, rule.words),
            Shape::Opening => begins(&lower, rule.words),
            Shape::Holds => chars <= LONGEST_NOTICE_CHARS && lower.contains(rule.words),
        }
    });
    match rule {
        Some(rule) if rule.place == Where::End => Verdict::End,
        Some(_) => Verdict::Leftover,
        None if in_tail && is_pointer(&lower, chars) => Verdict::Leftover,
        None if is_credit(&lower, chars) => Verdict::Caption,
        None => Verdict::Story,
    }
}

/// Whether a text begins so: of hundreds of beginnings nearly all have another first byte.
fn begins(text: &str, beginning: &str) -> bool {
    text.as_bytes().first() == beginning.as_bytes().first() && text.starts_with(beginning)
}

/// `← The story before`, `The next story →`.
fn is_pointer(lower: &str, chars: usize) -> bool {
    let is_arrowed = lower.starts_with(['←', '‹', '→', '➜']) || lower.ends_with(['→', '›', '➜']);
    is_arrowed && chars <= LONGEST_LEFTOVER_CHARS
}

fn is_credit(lower: &str, chars: usize) -> bool {
    let starts =
        chars <= LONGEST_LEFTOVER_CHARS && CREDIT_STARTS.iter().any(|start| begins(lower, start));
    let ends = lower.ends_with(')')
        && CREDIT_BRACKETS.iter().any(|bracket| {
            lower
                .rfind('(')
                .is_some_and(|at| lower[at..].starts_with(bracket))
        });
    let agency =
        chars <= LONGEST_LEFTOVER_CHARS && CREDIT_ENDS.iter().any(|end| lower.ends_with(end));
    starts || ends || agency
}

/// "Correction: …" and its kin are part of what the outlet published.
pub(crate) fn is_correction(line: &str) -> bool {
    let line = line.trim();
    let start = &line[..line.floor_char_boundary(LONGEST_CORRECTION_START)];
    let lower = start.to_lowercase();
    CORRECTIONS.iter().any(|start| begins(&lower, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The harbour opened again on Monday after the strike ended.\n\nPort workers came back at dawn and unloaded the first of nine ships.";

    #[test]
    fn leftovers_at_the_end_go_to_the_rest() {
        let page = format!(
            "{STORY}\n\nRelated Articles\n\n\nPlease enter your comment!\nPlease enter your name here\n\n- Advertisement -spot_img\n\nLatest Articles"
        );
        let parted = part(&page);
        assert_eq!(parted.body, STORY);
        assert_eq!(
            parted.rest,
            "Related Articles\nPlease enter your comment!\nPlease enter your name here\n- Advertisement -spot_img\nLatest Articles"
        );
    }

    #[test]
    fn headlines_below_related_articles_go_with_it() {
        let parted = part(&format!(
            "{STORY}\n\nRelated Articles\n\nFerry fares rise again\n\nCouncil meets on fares"
        ));
        assert_eq!(parted.body, STORY);
        assert!(parted.rest.ends_with("Council meets on fares"));
    }

    #[test]
    fn a_leftover_inside_the_story_does_not_end_it() {
        let parted = part(
            "The strike ended on Sunday night, the union said.\n\nRead more: Ferry fares rise\n\nThe ships were unloaded on Monday, the port said.",
        );
        assert_eq!(
            parted.body,
            "The strike ended on Sunday night, the union said.\n\nThe ships were unloaded on Monday, the port said."
        );
        assert_eq!(parted.rest, "Read more: Ferry fares rise");
    }

    #[test]
    fn words_of_the_table_stay_where_the_story_has_them() {
        let story = "Comments\n\nCopyright is what the two sides argue about, the judge said on Monday.\n\nTrending\n\nThe court will hear both sides in the summer, she said.";
        assert_eq!(
            part(story),
            Parted {
                body: story.to_owned(),
                ..Parted::default()
            }
        );
    }

    #[test]
    fn credits_are_captions_and_corrections_stay() {
        let parted = part(&format!(
            "A crane above the quay. (AP Photo/Ada Moor)\n\n{STORY}\n\nLeave a Reply\n\nCorrection: nine ships, not ten."
        ));
        assert_eq!(
            parted.captions,
            ["A crane above the quay. (AP Photo/Ada Moor)"]
        );
        assert_eq!(
            parted.body,
            format!("{STORY}\n\nCorrection: nine ships, not ten.")
        );
        assert_eq!(parted.rest, "Leave a Reply");
    }

    #[test]
    fn notices_are_taken_however_long_and_prose_with_their_words_stays() {
        for notice in [
            "Registration on or use of this site constitutes acceptance of our User Agreement, of our Privacy Policy and of all else that we may write down about you and about your reading of this page.",
            "Found a mistake? Mark it and press Ctrl+Enter.",
            "Baca juga: Tarif feri naik lagi",
            "اقرأ أيضا: ارتفاع أجور العبّارة",
            "Copyright 2022 Sundhaven Wire. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
            "← Ferry fares rise again",
            "Get the Post on Twitter, Facebook and by pigeon! Know something? Tell us.",
        ] {
            let parted = part(&format!("{STORY}\n\n{notice}"));
            assert_eq!(
                (parted.body.as_str(), parted.rest.as_str()),
                (STORY, notice)
            );
        }
        for prose in [
            "She reserved all rights to the song, which was sung on the quay.",
            "Both were banned on Twitter and Facebook in March, after they had shown the quay without a permit. ".repeat(3).trim(),
        ] {
            assert!(part(&format!("{STORY}\n\n{prose}")).rest.is_empty(), "{prose}");
        }
    }

    #[test]
    fn an_empty_text_has_no_parts() {
        assert_eq!(part(""), Parted::default());
        assert_eq!(part("\n\n \n"), Parted::default());
    }
}
