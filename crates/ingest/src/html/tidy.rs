//! What a story's element shows that is no text of it: calendars between its paragraphs, a wall's last words.

use super::stub;

/// So many lines without a letter below each other are a calendar or the pages of a list; a countdown is shorter.
const FEWEST_FIGURES: usize = 5;

/// A figure of a calendar is a day; a longer line is a row of a table.
const LONGEST_FIGURE_CHARS: usize = 4;

/// Where reading ends is said in one of so many last lines.
const LAST_LINES: usize = 3;

/// The text without them.
pub(super) fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_figure = figures(&lines);
    let wall = wall(&lines);
    let kept = (0..wall).filter(|at| !is_figure[*at]).map(|at| lines[at]);
    kept.collect::<Vec<_>>().join("\n")
}

/// Which lines are part of a run of figures.
fn figures(lines: &[&str]) -> Vec<bool> {
    let mut is_figure = vec![false; lines.len()];
    let mut run = Vec::new();
    for (at, line) in lines.iter().chain(&["end"]).enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if line.chars().count() <= LONGEST_FIGURE_CHARS && !line.contains(char::is_alphabetic) {
            run.push(at);
            continue;
        }
        if run.len() >= FEWEST_FIGURES {
            for at in &run {
                is_figure[*at] = true;
            }
        }
        run.clear();
    }
    is_figure
}

/// The line that asks to pay for the rest; the end where there is none.
fn wall(lines: &[&str]) -> usize {
    let last = lines.iter().enumerate().rev();
    let last = last.filter(|(_, line)| !line.trim().is_empty());
    let walls = last
        .take(LAST_LINES)
        .filter(|(at, line)| *at > 0 && stub::is_wall(line));
    walls.last().map_or(lines.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::tidy;

    const FIRST: &str = "The harbour opened again on Monday after the strike ended.";
    const LAST: &str = "Port workers came back at dawn and unloaded nine ships.";

    #[test]
    fn a_calendar_is_no_text_and_a_countdown_is() {
        let calendar = "1\n2\n3\n4\n5\n6\n";
        assert_eq!(
            tidy(&format!("{FIRST}\n{calendar}{LAST}")),
            format!("{FIRST}\n{LAST}")
        );
        let countdown = format!("{FIRST}\n3\n2\n1\n{LAST}");
        assert_eq!(tidy(&countdown), countdown);
    }

    #[test]
    fn the_story_ends_before_a_wall() {
        let wall = "Subscribe to continue reading this story.";
        assert_eq!(
            tidy(&format!("{FIRST}\n{LAST}\n{wall}")),
            format!("{FIRST}\n{LAST}")
        );
        assert_eq!(tidy(wall), wall);
    }
}
