//! What in a plain text is not its sender's: quoted lines, the line that introduces them, the signature.
//!
//! Replies stand above, below or between what they answer, so it is told line by line. A forward is the other way round:
//! what is quoted there is the story.

/// A plain text, parted line by line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parted {
    pub(super) own: String,
    pub(super) rest: String,
}

/// How the subject of a forward begins, in lower case.
static FORWARDS: [&str; 10] = [
    "fwd:",
    "fw:",
    "wg:",
    "tr:",
    "rv:",
    "doorst:",
    "vb:",
    "пересл",
    "转发",
    "轉寄",
];

/// The line above what was forwarded, in lower case and without its dashes.
static FORWARD_LINES: [&str; 7] = [
    "forwarded message",
    "begin forwarded message:",
    "weitergeleitete nachricht",
    "message transféré",
    "mensaje reenviado",
    "переслане повідомлення",
    "пересланное сообщение",
];

/// The last word before a quotation, in lower case: `On Monday Ada Moor wrote:`.
#[rustfmt::skip]
static INTRODUCTIONS: [&str; 22] = [
    "wrote", "writes", "said", "schrieb", "schreibt", "écrit", "escribió", "escribe", "scritto", "scrive", "schreef", "skrev", "napisał",
    "napisał(a)", "пише", "написав", "написав(ла)", "пишет", "написал", "написал(а)", "写道", "写道：",
];

/// Above a signed text, with the name of its digest below.
const SIGNED: &str = "-----BEGIN PGP SIGNED MESSAGE";

/// Of the headers above an answered message the sender and the day at least stand before its subject.
const FEWEST_HEADERS: usize = 2;

/// An introduction is broken over so many lines at most.
const LONGEST_INTRODUCTION_LINES: usize = 3;

/// A signature, or a list's word about itself, is no longer; what is longer is text below a rule.
const LONGEST_SIGNATURE_LINES: usize = 15;

/// Whether the message passes another on.
pub(super) fn is_forward(subject: &str, text: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    FORWARDS.iter().any(|start| subject.starts_with(start)) || text.lines().any(is_forward_line)
}

fn is_forward_line(line: &str) -> bool {
    let bare = line.trim_matches(|char: char| char == '-' || char.is_whitespace());
    let is_short = bare.len() <= 60;
    is_short && FORWARD_LINES.contains(&bare.to_lowercase().as_str())
}

/// Parts a text. A text that holds nothing of its sender's own is given as it is, without its marks.
pub(super) fn part(text: &str, is_forward: bool) -> Parted {
    let lines: Vec<&str> = text.lines().collect();
    let (lines, signature) = lines.split_at(signature_start(&lines));
    let mut parted = Parted {
        own: String::with_capacity(text.len()),
        rest: String::new(),
    };
    if is_forward {
        for line in lines {
            push(&mut parted.own, unquoted(line));
        }
    } else {
        let mut was_quoted = false;
        for (line, is_quoted) in lines.iter().zip(quoted(lines)) {
            let (to, line) = match is_quoted {
                true => (&mut parted.rest, unquoted(line)),
                false => (&mut parted.own, *line),
            };
            if is_quoted != was_quoted {
                to.push('\n');
            }
            push(to, line);
            was_quoted = is_quoted;
        }
    }
    if parted.own.trim().is_empty() {
        std::mem::swap(&mut parted.own, &mut parted.rest);
    }
    if !signature.is_empty() && !parted.rest.is_empty() {
        parted.rest.push('\n');
    }
    for line in signature {
        push(&mut parted.rest, line);
    }
    parted
}

/// Where a text goes on with the message that it answers, below some of its headers. Their names are in the language of
/// the program; what tells them is that the last one is this subject.
pub(super) fn answered_start(text: &str, subject: &str) -> Option<usize> {
    let subject = bare_subject(subject);
    let (mut at, mut start, mut headers) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        match line.trim().split_once(':') {
            Some((name, value)) if is_header_name(name) => {
                if headers == 0 {
                    start = at;
                }
                headers += 1;
                let is_last = !subject.is_empty() && bare_subject(value) == subject;
                if is_last && headers > FEWEST_HEADERS && start > 0 {
                    return Some(start);
                }
            }
            _ => headers = 0,
        }
        at += line.len();
    }
    None
}

/// `From`, `Gesendet am`, `À`, with the stars of a bold word.
fn is_header_name(name: &str) -> bool {
    let name = name.trim_matches(['*', ' ', '\u{a0}']);
    let is_word = |char: char| char.is_alphabetic() || char == ' ';
    (1..=16).contains(&name.chars().count()) && name.chars().all(is_word)
}

/// The subject without `Re:` and its kin: words of two or three letters before a colon.
fn bare_subject(subject: &str) -> String {
    let mut bare = subject.trim_matches(['*', ' ', '\u{a0}', '\n', '\r']);
    while let Some((word, after)) = bare.split_once(':') {
        if word.chars().count() > 3 {
            break;
        }
        bare = after.trim_start();
    }
    bare.to_lowercase()
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The line without its marks: `> > text`.
fn unquoted(line: &str) -> &str {
    if !is_quote(line) {
        return line;
    }
    line.trim_start_matches(['>', ' '])
}

fn is_quote(line: &str) -> bool {
    line.starts_with('>')
}

/// Which lines are another's.
fn quoted(lines: &[&str]) -> Vec<bool> {
    let mut quoted: Vec<bool> = lines.iter().map(|line| is_quote(line)).collect();
    for at in 0..lines.len() {
        let begins = is_quote(lines[at]) && (at == 0 || !is_quote(lines[at - 1]));
        if begins {
            let start = introduction_start(lines, at);
            quoted[start..at].fill(true);
        }
    }
    if let Some(at) = lines.iter().position(|line| is_original_line(line)) {
        quoted[at..].fill(true);
    }
    if let Some(at) = lines.iter().position(|line| line.starts_with(SIGNED)) {
        let header = lines[at..].iter().take_while(|line| !line.is_empty());
        quoted[at..at + header.count()].fill(true);
    }
    quoted
}

/// Where the introduction of a quotation begins; at the quotation itself where there is none.
fn introduction_start(lines: &[&str], quote: usize) -> usize {
    let blank = |line: &&&str| line.trim().is_empty();
    let gap = lines[..quote].iter().rev().take_while(blank).count();
    let end = quote - gap;
    if gap > 1 || end == 0 {
        return quote;
    }
    let last = lines[end - 1].trim();
    let length = lines[..end]
        .iter()
        .rev()
        .take_while(|line| !line.trim().is_empty() && !is_quote(line))
        .count();
    let start = end - length.min(LONGEST_INTRODUCTION_LINES);
    if length > LONGEST_INTRODUCTION_LINES {
        // The introduction stands below a paragraph without a blank line: only its last line is sure.
        return if introduces(last, last) {
            end - 1
        } else {
            quote
        };
    }
    let whole = lines[start..end].join(" ");
    if introduces(&whole, last) {
        start
    } else {
        quote
    }
}

/// Whether a text ends as an introduction does: with such a word, or with a colon behind an address or a year.
fn introduces(text: &str, last_line: &str) -> bool {
    let Some(words) = last_line.trim_end().strip_suffix([':', '：']) else {
        return false;
    };
    let last = words
        .trim_end()
        .rsplit(' ')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let names_sender = text.contains('@') && text.contains(|char: char| char.is_ascii_digit());
    INTRODUCTIONS.contains(&last.as_str()) || names_sender
}

/// `-----Original Message-----` in any language: what follows is the message that is answered.
fn is_original_line(line: &str) -> bool {
    let line = line.trim();
    let bare = line.trim_matches('-');
    let dashes = line.len() - bare.len();
    let letters = bare.chars().filter(|char| char.is_alphabetic()).count();
    dashes >= 8
        && line.starts_with("----")
        && line.ends_with("----")
        && (8..=40).contains(&letters)
        && !bare.contains("PGP")
        && bare.split_whitespace().count() <= 4
}

/// Where the signature begins, or what a list adds below it.
fn signature_start(lines: &[&str]) -> usize {
    let from = lines.len().saturating_sub(LONGEST_SIGNATURE_LINES + 1);
    let tail = lines[from..]
        .iter()
        .position(|line| is_signature_mark(line));
    let pgp = lines
        .iter()
        .position(|line| line.starts_with("-----BEGIN PGP SIGNATURE"));
    let end = lines.len();
    tail.map_or(end, |at| from + at).min(pgp.unwrap_or(end))
}

/// `-- ` as RFC 3676 has it, with or without the blank that programs strip, and the rule above a list's footer.
fn is_signature_mark(line: &str) -> bool {
    let line = line.trim_end();
    line == "--" || (line.len() >= 20 && line.bytes().all(|byte| byte == b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> String {
        part(text, false).own.trim().to_owned()
    }

    #[test]
    fn the_introduction_of_a_quotation_goes_with_it() {
        for introduction in [
            "On Monday Ada Moor wrote:",
            "Am 14.03.2022 um 09:30 schrieb Ada Moor <ada@quay.example>:",
            "Le lun. 14 mars 2022, Ada Moor\n<ada@quay.example> a écrit :",
            "14 березня 2022 Ада Мур пише:",
        ] {
            let text = format!("It stays.\n\n{introduction}\n> And the boat?\n");
            assert_eq!(own(&text), "It stays.", "{introduction}");
        }
        let list = "Three things are to do:\n> none of them today\n";
        assert_eq!(own(list), "Three things are to do:");
    }

    #[test]
    fn what_is_answered_below_its_headers_is_told_by_its_subject() {
        let text =
            "It stays.\n\nVon: Ada\nGesendet: Montag\nBetreff: AW: Night boat\n\nAnd the boat?\n";
        let start = answered_start(text, "Re: AW: night boat").unwrap();
        assert_eq!(&text[..start], "It stays.\n\n");
        assert_eq!(answered_start(text, "Timetable"), None);
    }

    #[test]
    fn a_text_of_quotations_alone_is_kept() {
        assert_eq!(own("> The lamp\n> is lit.\n"), "The lamp\nis lit.");
        assert_eq!(part("> The lamp\n", true).own, "The lamp\n");
    }

    #[test]
    fn a_signed_message_is_read_without_its_seal() {
        let text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nIt is lit.\n-----BEGIN PGP SIGNATURE-----\nabc\n";
        assert_eq!(own(text), "It is lit.");
    }

    #[test]
    fn a_rule_far_above_the_end_opens_no_signature() {
        let text = format!("One\n-- \n{}", "line\n".repeat(30));
        assert!(own(&text).ends_with("line"));
    }
}
