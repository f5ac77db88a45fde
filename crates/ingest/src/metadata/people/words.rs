//! The words around names: what opens a byline, parts two people, tells a role or an outlet. Tables, so that a language is a
//! few words more.

/// Words before the names, in lower case.
#[rustfmt::skip]
pub(super) const OPENINGS: &[&str] = &[
    "written by", "reported by", "reporting by", "story by", "words by", "posted by", "published by", "article by",
    "text by", "interview by", "opinion by", "analysis by", "by", "author:", "authors:",
    "von", "text:", "autor:", "par", "por", "propos recueillis par", "di", "door", "av", "autor", "autorzy:",
    "від", "автор:", "автори:", "автор", "текст:", "авторы:", "作者：", "作者:", "文／", "文/", "文＝", "记者", "記者",
    "escrito por", "redactado por", "texto:", "texto de", "a cura di", "scritto da", "écrit par", "publié par", "tekst:", "tekst av", "tekst", "skrevet av",
    "skriven av", "af", "geschreven door", "ein kommentar von", "eine analyse von", "ein gastbeitrag von", "interview:", "opracował", "opracowała", "autorka:",
    "yazan:", "haber:", "بقلم", "كتب", "כתב", "автори", "підготував", "підготувала", "подготовил", "подготовила", "저자:", "글:", "του", "της",
];

/// What parts two names.
#[rustfmt::skip]
pub(super) const BETWEEN: &[&str] = &[" and ", " & ", " und ", " et ", " y ", " e ", " en ", " och ", " та ", " і ", " й ", " и ", " with ", " (with ", " (avec ", " (mit ", " | ", " • ", " · ", "、", "，", "\n"];

/// Words between the names and the place that they wrote in.
#[rustfmt::skip]
pub(super) const PLACED: &[&str] = &[" in ", " at ", " from ", " à ", " aus ", " desde ", " w ", " у ", " в ", " із ", " из "];

/// What a person is to the outlet, in lower case: it ends a name and is none itself.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "correspondent", "reporter", "editor", "writer", "columnist", "contributor", "journalist", "producer", "photographer",
    "bureau chief", "chief", "analyst", "fellow", "professor", "special to", "updated", "published", "posted", "ph.d", "phd", "md", "jr.", "sr.",
    "university", "institute", "redakteur", "redaktion", "korrespondent", "кореспондент", "корреспондент",
];

/// Words that are in the names of outlets and not of people, in lower case.
#[rustfmt::skip]
pub(super) const OUTLETS: &[&str] = &[
    "news", "press", "times", "post", "herald", "tribune", "journal", "gazette", "reuters", "ap", "afp", "bbc", "cnn", "npr", "dpa", "upi", "guardian",
    "telegraph", "agency", "magazine", "media", "network", "radio", "tv", "television", "today", "daily", "weekly", "zeitung", "service", "online", "wire",
    "bloomberg", "интерфакс", "тасс", "укрінформ", "новини", "новости",
];

/// Names that content systems give where nobody signed.
pub(super) const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "webmaster",
    "unknown",
    "none",
    "null",
    "author",
    "user",
    "guest",
    "editor",
    "email",
    "print",
];

/// What stands behind a name and a comma: `Ada Moor, MA`.
pub(super) const DEGREES: &[&str] = &[
    "MA", "MS", "MSc", "BA", "BSc", "MBA", "MPH", "RN", "RD", "JD", "DDS", "DO", "PsyD", "M.A",
    "M.S",
];

/// Words of links and buttons that stand in one element with a name.
pub(super) const NOISE: &[&str] = &[
    "Follow",
    "on",
    "Follow:",
    "Contact",
    "기자",
    "특파원",
    "記者",
    "记者",
];

/// Words of which a name has none, in lower case.
pub(super) const NO_NAMES: &[&str] = &[
    "author",
    "authors",
    "follow",
    "about",
    "share",
    "more",
    "latest",
    "comments",
    "posted",
    "published",
];
