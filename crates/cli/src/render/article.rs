//! An article as fiche read it.

use std::io::{self, Write};

use fiche::Article;
use serde::Serialize;

use super::VERSION;
use crate::error::Trouble;
use crate::terminal::{FAINT, TITLE, harmless, harmless_lines};

/// The article's own fields, with the version of the answer.
#[derive(Serialize)]
pub(crate) struct Json<'a> {
    version: u32,
    #[serde(flatten)]
    article: &'a Article,
}

impl<'a> Json<'a> {
    pub(crate) fn new(article: &'a Article) -> Self {
        Self {
            version: VERSION,
            article,
        }
    }
}

/// Prints title, metadata and text; with `why`, where each value came from.
pub(crate) fn human(article: &Article, why: bool) -> Result<(), Trouble> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    writeln!(out, "{TITLE}{}{TITLE:#}", harmless(&article.title))?;
    for (name, value) in metadata(article) {
        let source = article.provenance.get(name).filter(|_| why);
        let source = source.map(|source| format!("  ({})", word(*source)));
        let source = source.unwrap_or_default();
        let value = harmless(&value);
        writeln!(
            out,
            "{FAINT}{name:>10}{FAINT:#}  {value}{FAINT}{source}{FAINT:#}"
        )?;
    }
    let captions = article.captions.join("\n");
    let parts = [
        (None, &article.deck),
        (None, &article.body),
        (Some("captions"), &captions),
        (Some("rest: what was left out of the text"), &article.rest),
    ];
    for (heading, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        writeln!(out)?;
        if let Some(heading) = heading {
            writeln!(out, "{FAINT}── {heading} ──{FAINT:#}")?;
        }
        writeln!(out, "{}", harmless_lines(text))?;
    }
    Ok(out.flush()?)
}

fn word(source: fiche::Provenance) -> String {
    let word = serde_json::to_string(&source).unwrap_or_default();
    word.trim_matches('"').to_owned()
}

/// The values that there are, by the name of the field.
fn metadata(article: &Article) -> Vec<(&str, String)> {
    let text = |value: &Option<String>| value.clone();
    let list = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
    let is_guess = article
        .provenance
        .get("published")
        .is_some_and(|it| it.is_guess());
    let published = |date: fiche::Date| format!("{date}{}", if is_guess { "?" } else { "" });
    let known = [
        ("published", article.published.map(published)),
        ("modified", article.modified.map(|date| date.to_string())),
        ("authors", list(&article.authors)),
        ("outlet", text(&article.outlet)),
        ("section", text(&article.section)),
        ("place", text(&article.place)),
        ("tags", list(&article.tags)),
        ("language", article.language.map(|it| it.to_string())),
        ("url", text(&article.url)),
        ("id", Some(article.id.clone())),
        ("path", article.source.as_ref().map(|it| it.path.clone())),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    let extra = article.extra.iter();
    let extra = extra.map(|(name, value)| (name.as_str(), value.texts().join(", ")));
    known.chain(extra).collect()
}
