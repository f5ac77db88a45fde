//! Lines to paragraphs: blank lines part them, and lines that were broken at a margin are joined again.
//!
//! A writer's program broke a line at the margin when the next word would not have fitted: exactly then is the break
//! undone. Verse, lists and the short lines of a page's leftovers keep theirs.

/// Lines wider than this were not broken at a margin: each is a paragraph.
const WIDEST_MARGIN: usize = 120;

/// Narrower than this nothing is taken for a margin: such lines are verse or a list.
const NARROWEST_MARGIN: usize = 50;

/// Programs break a little early now and then.
const MARGIN_SLACK: usize = 8;

/// Clean text: paragraphs parted by one empty line, blanks trimmed, control characters gone.
pub(super) fn paragraphs(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(tidy).collect();
    let margin = margin(&lines);
    let mut out = String::with_capacity(text.len());
    let mut last: Option<&str> = None;
    for line in lines {
        if line.is_empty() {
            last = None;
        } else {
            out.push_str(join(last, line, margin, out.is_empty()));
            push_clean(&mut out, line);
            last = Some(line);
        }
    }
    out
}

/// A text whose paragraphs open with blanks, as agencies set them, with an empty line before each.
///
/// A line opens one if it stands further in than the others. Of several such lines below each other (a table) only one
/// that follows the end of a sentence does.
pub(super) fn open_paragraphs(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let filled = || text.lines().filter(|line| !line.trim().is_empty());
    // The first line stands behind a tag or a number, and says nothing of the others.
    let flush = filled().skip(1).map(indent).min().unwrap_or(0);
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut last: Option<&str> = None;
    for line in text.lines() {
        let opens = !line.trim().is_empty() && indent(line) > flush;
        let follows = last.is_some_and(|last| indent(last) <= flush || ends_sentence(last));
        if opens && follows {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        last = Some(line);
    }
    out
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end().trim_end_matches(['"', '\'', '”', '’', ')']);
    line.ends_with(['.', '!', '?', ':'])
}

/// What stands between a line and the one before it, `None` after an empty line.
fn join(last: Option<&str>, line: &str, margin: Option<usize>, is_first: bool) -> &'static str {
    let Some(last) = last else {
        return if is_first { "" } else { "\n\n" };
    };
    let first_word = line.split_whitespace().next().unwrap_or_default();
    let filled = width(last) + 1 + width(first_word);
    if margin.is_some_and(|margin| filled + MARGIN_SLACK > margin) {
        return glue(last, line);
    }
    if width(last) > WIDEST_MARGIN || width(line) > WIDEST_MARGIN {
        return "\n\n";
    }
    "\n"
}

/// Scripts without blanks between words, and words broken at a hyphen, are joined without one.
pub(super) fn glue(last: &str, line: &str) -> &'static str {
    let before = last.chars().next_back().unwrap_or(' ');
    let after = line.chars().next().unwrap_or(' ');
    let mut ends = last.chars().rev();
    let is_hyphenated = ends.next() == Some('-')
        && ends.next().is_some_and(char::is_alphabetic)
        && after.is_lowercase();
    if is_hyphenated || (is_wide(before) && is_wide(after)) {
        ""
    } else {
        " "
    }
}

/// The margin of a text that has one: nine lines of ten that are followed by another end before it.
fn margin(lines: &[&str]) -> Option<usize> {
    let is_followed = |pair: &&[&str]| !pair[0].is_empty() && !pair[1].is_empty();
    let mut widths: Vec<usize> = lines
        .windows(2)
        .filter(is_followed)
        .map(|pair| width(pair[0]))
        .collect();
    widths.sort_unstable();
    let margin = *widths.get(widths.len() * 9 / 10)?;
    (NARROWEST_MARGIN..=WIDEST_MARGIN)
        .contains(&margin)
        .then_some(margin)
}

/// Columns on a terminal: wide characters take two.
pub(super) fn width(line: &str) -> usize {
    if line.is_ascii() {
        return line.len();
    }
    line.chars()
        .map(|char| if is_wide(char) { 2 } else { 1 })
        .sum()
}

/// Chinese and Japanese letters and punctuation; Korean is written with blanks.
pub(super) fn is_wide(char: char) -> bool {
    matches!(u32::from(char), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFF60 | 0x20000..=0x3FFFF)
}

fn tidy(line: &str) -> &str {
    line.trim_matches(|char: char| char.is_whitespace() || char.is_control() || char == '\u{FEFF}')
}

fn push_clean(out: &mut String, line: &str) {
    if line.contains(|char: char| char.is_control()) {
        out.extend(
            line.chars()
                .map(|char| if char.is_control() { ' ' } else { char }),
        );
    } else {
        out.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_broken_at_a_margin_are_joined() {
        let text = "The harbour workers went back to the quays on Monday, after nine days\n\
                    of a strike that had left forty ships waiting in the roads outside a\n\
                    port built for twelve.\n\nThe town paid.";
        let expected = "The harbour workers went back to the quays on Monday, after nine days of a \
                        strike that had left forty ships waiting in the roads outside a port built for \
                        twelve.\n\nThe town paid.";
        assert_eq!(paragraphs(text), expected);
    }

    #[test]
    fn short_lines_keep_their_breaks() {
        let text = "Related Articles\nFerry late again\nQuay closed";
        assert_eq!(paragraphs(text), text);
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let line = "word ".repeat(40);
        let line = line.trim();
        assert_eq!(
            paragraphs(&format!("{line}\n{line}")),
            format!("{line}\n\n{line}")
        );
    }

    #[test]
    fn chinese_lines_are_joined_without_a_blank() {
        let line = "港口工人周一恢复工作罢工持续了九天码头上堆满了集装箱船只在外等候";
        assert_eq!(
            paragraphs(&format!("{line}\n{line}\n完。")),
            format!("{line}{line}完。")
        );
    }

    #[test]
    fn lines_that_stand_further_in_open_paragraphs() {
        let text = "The ferry sailed\nagain on Monday.\n    It was late.\n    The crew said so\nat noon.\n   Fares\n   Up 2";
        let expected = "The ferry sailed\nagain on Monday.\n\n    It was late.\n\n    The crew said so\nat noon.\n\n   Fares\n   Up 2\n";
        assert_eq!(open_paragraphs(text), expected);
        assert_eq!(open_paragraphs("  a.\n  b.\n  c."), "  a.\n  b.\n  c.\n");
    }

    #[test]
    fn blanks_and_control_characters_are_tidied() {
        assert_eq!(
            paragraphs("\u{FEFF} one \u{0} two\t\n \n\n\nthree\u{0C}"),
            "one   two\n\nthree"
        );
    }
}
