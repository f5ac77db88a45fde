//! The metadata before the text: YAML between lines of `---`, TOML between lines of `+++`, or an object of JSON.

use super::super::node::{Entries, Node};

/// A language for front matter.
pub(super) struct Syntax {
    opening: &'static str,
    closings: &'static [&'static str],
    /// What stands between a name and its value.
    assigns: char,
    parse: fn(&str) -> Result<Node, String>,
}

static SYNTAXES: [Syntax; 2] = [
    Syntax {
        opening: "---",
        closings: &["---", "..."],
        assigns: ':',
        parse: |matter| {
            serde_saphyr::from_str(matter).map_err(|error| one_line(&error.to_string()))
        },
    },
    Syntax {
        opening: "+++",
        closings: &["+++"],
        assigns: '=',
        parse: |matter| toml::from_str(matter).map_err(|error| error.message().to_owned()),
    },
];

/// An object at the start, which has no lines around it.
static JSON: Syntax = Syntax {
    opening: "{",
    closings: &["}"],
    assigns: ':',
    parse: |matter| serde_json::from_str(matter).map_err(|error| one_line(&error.to_string())),
};

/// Front matter is metadata; beyond this size the lines were something else.
const LONGEST_BYTES: usize = 64 << 10;

/// The syntax, the front matter and the text after it. A text that merely opens with a ruled line has none: the first
/// line after the rule must name something.
pub(super) fn split(source: &str) -> Option<(&'static Syntax, &str, &str)> {
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    if source.starts_with(JSON.opening) {
        return split_object(source);
    }
    let (opening, rest) = source.split_once('\n')?;
    let syntax = SYNTAXES
        .iter()
        .find(|syntax| opening.trim_end() == syntax.opening)?;
    let is_comment = |line: &&str| line.trim().is_empty() || line.starts_with('#');
    let first = rest.lines().find(|line| !is_comment(line))?;
    let is_empty = syntax.closings.contains(&first.trim_end());
    if !is_empty && !first.contains(syntax.assigns) && !first.starts_with('[') {
        return None;
    }
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if syntax.closings.contains(&line.trim_end()) {
            return Some((syntax, &rest[..end], &rest[end + line.len()..]));
        }
        end += line.len();
        if end > LONGEST_BYTES {
            break;
        }
    }
    None
}

/// An object and the text below it; another value below it makes the file data.
fn split_object(source: &str) -> Option<(&'static Syntax, &str, &str)> {
    let head = &source[..source.floor_char_boundary(LONGEST_BYTES)];
    let mut values = serde_json::Deserializer::from_str(head).into_iter::<Node>();
    let Some(Ok(Node::Map(_))) = values.next() else {
        return None;
    };
    let (matter, content) = source.split_at(values.byte_offset());
    let is_text = content.starts_with('\n') && !content.trim_start().starts_with(['{', '[']);
    (is_text && !content.trim().is_empty()).then_some((&JSON, matter, content))
}

/// The names and values of front matter.
pub(super) fn parse(syntax: &Syntax, matter: &str) -> Result<Entries, String> {
    if matter.trim().is_empty() {
        return Ok(Entries::new());
    }
    match (syntax.parse)(matter)? {
        Node::Map(entries) => Ok(entries),
        Node::Null => Ok(Entries::new()),
        _ => Err("it holds no names and values".to_owned()),
    }
}

/// The first line of an error: parsers draw the place below it.
fn one_line(error: &str) -> String {
    error.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_told_from_a_ruled_line() {
        assert!(split("---\ntitle: Quay\n---\nText").is_some());
        assert!(split("+++\ntitle = \"Quay\"\n+++\nText").is_some());
        assert!(split("---\n---\nText").is_some());
        assert!(split("{\n\"title\": \"Quay\"\n}\n\nText").is_some());
        assert!(split("{\"title\": \"Quay\"}\n{\"title\": \"Mole\"}").is_none());
        assert!(split("{\"title\": \"Quay\"}\n").is_none());
        assert!(split("{% include x %}\nText").is_none());
        assert!(split("---\nA paragraph between rules.\n---\nText").is_none());
        assert!(split("---\ntitle: never closed\n").is_none());
    }

    #[test]
    fn dates_of_toml_are_texts() {
        let (syntax, matter, _) = split("+++\ndate = 2022-03-14\n+++\n").unwrap();
        let entries = parse(syntax, matter).unwrap();
        assert_eq!(entries, [("date".into(), Node::Text("2022-03-14".into()))]);
    }
}
