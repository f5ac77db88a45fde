//! A mail as a file: EML, and the files of a maildir, which have no extension.

use super::super::Format;
use super::super::error::ReadError;
use super::super::intake::Intake;
use super::super::sniff::{Head, Likeness};

pub(in super::super) const FORMAT: Format = Format {
    name: "eml",
    version: 2,
    extensions: &["eml", "email", "emlx"],
    sniff,
    read,
};

/// Headers that only messages have.
static SURE: [&str; 9] = [
    "received",
    "return-path",
    "message-id",
    "delivered-to",
    "mime-version",
    "dkim-signature",
    "x-mailer",
    "newsgroups",
    "list-id",
];

/// Headers that letters of any kind have.
static USUAL: [&str; 6] = ["from", "to", "subject", "date", "reply-to", "cc"];

fn sniff(head: &Head<'_>) -> Likeness {
    if begins_with_headers(head.text()) {
        Likeness::Sure
    } else {
        Likeness::Possible
    }
}

/// Whether the lines up to the first empty one are headers, a sure one among two or more.
pub(super) fn begins_with_headers(text: &str) -> bool {
    let (mut sure, mut usual) = (0, 0);
    // Apple's Mail writes the number of bytes above a message.
    let is_count = |line: &&str| line.trim().bytes().all(|byte| byte.is_ascii_digit());
    for line in text.lines().skip_while(is_count) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let name = line.split_once(':').map_or("", |(name, _)| name);
        let is_name = |byte: u8| byte.is_ascii_graphic();
        if name.is_empty() || !name.bytes().all(is_name) {
            break;
        }
        let name = name.to_ascii_lowercase();
        sure += usize::from(SURE.contains(&name.as_str()));
        usual += usize::from(USUAL.contains(&name.as_str()));
    }
    sure + usual >= 2 && (sure >= 1 || usual >= 3)
}

fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let raw = intake.bytes()?;
    let letter = super::read(intake, &raw)?;
    let article = letter.draft.finish_file(intake.path);
    match letter.sealed {
        Some(error) if article.is_empty() => return Err(error),
        Some(error) => intake.fail(error.to_failure()),
        None => {}
    }
    intake.give_only(article)
}
