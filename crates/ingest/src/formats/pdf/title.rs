//! The headline of a PDF: what the document calls itself, if that is a title, else its first line.

use crate::formats::text;

/// What programs put where no title was given, in lower case.
static NO_TITLES: [&str; 9] = [
    "untitled",
    "unknown",
    "document",
    "title",
    "layout 1",
    "slide 1",
    "print",
    "powerpoint presentation",
    "about:blank",
];

/// A shorter line may begin a title by chance.
const SHORTEST_CHARS: usize = 8;

/// How programs begin the name of the file that they made the PDF from.
static FILE_STARTS: [&str; 3] = ["microsoft word - ", "microsoft powerpoint - ", "file:"];

/// The ends of names of files.
static FILE_ENDS: [&str; 18] = [
    ".doc", ".docx", ".dvi", ".html", ".htm", ".indd", ".odt", ".pages", ".pdf", ".pptx", ".ps",
    ".pub", ".qxd", ".qxp", ".rtf", ".tex", ".txt", ".xlsx",
];

/// The title that a document states, if it is one and not the name of a file.
pub(super) fn stated(title: &str) -> Option<&str> {
    let title = title.trim();
    let lower = title.to_lowercase();
    let is_file = FILE_STARTS.iter().any(|start| lower.starts_with(start))
        || FILE_ENDS.iter().any(|end| lower.ends_with(end))
        || lower.contains("://")
        || !lower.contains(' ') && (lower.contains(['_', '/', '\\']) || is_slug(title));
    let is_title =
        title.chars().any(char::is_alphabetic) && !NO_TITLES.contains(&lower.as_str()) && !is_file;
    is_title.then_some(title)
}

/// Words in small letters with hyphens between them.
fn is_slug(title: &str) -> bool {
    title.contains('-') && !title.contains(char::is_uppercase)
}

/// The headline and the story below it. A stated title that the text begins with is taken off the text.
pub(super) fn split<'a>(stated: Option<&'a str>, text: &'a str) -> (&'a str, &'a str) {
    let Some(title) = stated else {
        return text::split_title(text);
    };
    let (first, story) = text.split_once('\n').unwrap_or((text, ""));
    if says(title, first) {
        // The first line is set as the newspaper has set it: capitals, quotes, dashes, and without the site's name.
        return (first, story.trim_start());
    }
    (title, text)
}

/// Whether a title is this line, or begins with it: `Ferry back - The Harbour Post`.
fn says(title: &str, line: &str) -> bool {
    let (title, line) = (plain(title), plain(line));
    title == line || line.chars().count() >= SHORTEST_CHARS && title.starts_with(&line)
}

fn plain(title: &str) -> String {
    let letters = title.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_no_title() {
        for title in [
            "Microsoft Word - ferry back.docx",
            "ferry-2022.indd",
            "ferry_back_final",
            "ferry-back",
            "untitled",
            "https://post.example/ferry",
            "12/3",
            "",
        ] {
            assert_eq!(stated(title), None, "{title}");
        }
        assert_eq!(
            stated(" Ferry back in service "),
            Some("Ferry back in service")
        );
    }

    #[test]
    fn a_title_is_not_said_twice() {
        let text = "FERRY BACK IN SERVICE\n\nIt sailed again.";
        let split = split(Some("Ferry back in service"), text);
        assert_eq!(split, ("FERRY BACK IN SERVICE", "It sailed again."));
        let split = self::split(Some("Ferry back in service - The Harbour Post"), text);
        assert_eq!(split, ("FERRY BACK IN SERVICE", "It sailed again."));
    }
}
