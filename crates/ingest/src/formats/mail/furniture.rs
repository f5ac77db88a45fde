//! What stands around the story in every letter of an outlet: the line about the browser above, the way out below.

use super::super::draft::append;

/// A text without its furniture.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) story: String,
    pub(super) rest: String,
}

/// Words of a short line that is no story, wherever it stands, in lower case.
#[rustfmt::skip]
static LINES: [&str; 28] = [
    "view in browser", "view in your browser", "view online", "view this email", "view this newsletter", "view it in your browser", "read online",
    "read in browser", "having trouble viewing", "trouble reading this", "no images?", "not displaying correctly", "web version", "forwarded this email",
    "email forwarded", "im browser ansehen", "im browser öffnen", "im browser anzeigen", "zur onlineversion", "version en ligne", "dans votre navigateur",
    "en el navegador", "nel browser", "in je browser", "w przeglądarce", "у браузері", "в браузере", "在浏览器中",
];

/// Words of the paragraph that begins the foot of a letter, in lower case.
#[rustfmt::skip]
static FOOT: [&str; 30] = [
    "unsubscribe", "opt out", "opt-out", "manage your subscription", "manage your preferences", "manage preferences", "update your preferences",
    "email preferences", "you are receiving this", "you're receiving this", "you’re receiving this", "you received this", "you have received this",
    "because you subscribed", "because you signed up", "abbestellen", "newsletter abmelden", "désabonner", "désinscri", "darse de baja",
    "cancelar la suscripción", "disiscri", "annulla l'iscrizione", "uitschrijven", "wypisz", "відписатися", "скасувати підписку", "отписаться",
    "退订", "取消订阅",
];

const LONGEST_LINE_CHARS: usize = 160;

/// The paragraph of the foot tells why the letter came, in three or four sentences.
const LONGEST_FOOT_CHARS: usize = 700;

/// A mention of unsubscribing with more behind it than this, or than half of what is before, is no foot.
const LONGEST_REMAINDER_BYTES: usize = 2_000;

/// A letter whose first words name the way out is about it.
const FEWEST_WORDS_ABOVE_FOOT: usize = 15;

/// Parts paragraphs; only what is sent to many has a foot.
pub(super) fn part(text: &str, has_foot: bool) -> Parted {
    let foot = if has_foot {
        foot_start(text)
    } else {
        text.len()
    };
    let (above, foot) = text.split_at(foot);
    let mut parted = Parted::default();
    let mut gap = "";
    for line in above.lines() {
        if line.trim().is_empty() {
            gap = "\n\n";
        } else if is_furniture(line) {
            append(&mut parted.rest, line.trim());
        } else {
            if !parted.story.is_empty() {
                parted.story.push_str(gap);
            }
            parted.story.push_str(line);
            gap = "\n";
        }
    }
    append(&mut parted.rest, foot.trim());
    parted
}

fn is_furniture(line: &str) -> bool {
    names(line, &LINES, LONGEST_LINE_CHARS)
}

/// Where the foot begins.
fn foot_start(text: &str) -> usize {
    let mut at = 0;
    let mut words = 0;
    for line in text.split_inclusive('\n') {
        let remainder = text.len() - at - line.len();
        let is_last = remainder <= LONGEST_REMAINDER_BYTES.max(at / 2);
        if is_last && words >= FEWEST_WORDS_ABOVE_FOOT && names(line, &FOOT, LONGEST_FOOT_CHARS) {
            return at;
        }
        words += line.split_whitespace().count();
        at += line.len();
    }
    text.len()
}

fn names(line: &str, phrases: &[&str], longest_chars: usize) -> bool {
    if line.chars().take(longest_chars + 1).count() > longest_chars {
        return false;
    }
    let lower = line.to_lowercase();
    phrases.iter().any(|phrase| lower.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The ferry sails again on Monday, nine days late.\n\nThe council paid for the repair of the ramp, it said.";

    #[test]
    fn the_foot_of_a_newsletter_goes_to_the_rest() {
        let foot =
            "You are receiving this because you signed up at the quay.\n\nQuay Street 1, Sundhaven";
        let parted = part(&format!("View in browser\n\n{STORY}\n\n{foot}"), true);
        assert_eq!(parted.story, STORY);
        assert_eq!(parted.rest, format!("View in browser\n\n{foot}"));
    }

    #[test]
    fn a_story_about_unsubscribing_stays() {
        let story = format!("How to unsubscribe\n\n{STORY}");
        assert_eq!(part(&story, true).story, story);
        let long = format!(
            "{STORY}\n\nMany unsubscribe.\n\n{}",
            "They read on. ".repeat(300).trim()
        );
        assert_eq!(part(&long, true).story, long);
    }
}
