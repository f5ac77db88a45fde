//! What alerts have found, as it waits in a commit and as it is told.
//!
//! A commit keeps each article once, with the names of all alerts that found it: of thousands of alerts many find the same.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, Date};
use crate::index::{key, short_id, testimony_key};

/// An article that an alert has newly found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// The alert's name.
    #[serde(default)]
    pub alert: String,
    /// Sixteen letters that stand for this alert, this article and this text of it. What is told a second time, because the first
    /// was cut short, has the same, so that a receiver can drop it.
    #[serde(default)]
    pub event: String,
    /// The article's id.
    pub id: String,
    /// Six letters that name the article where its id is long.
    pub short_id: String,
    /// The path of its source from the collection's root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The headline.
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What removes it: the number of the testimony that it stands in.
    #[serde(skip)]
    pub(super) key: u64,
}

/// An article and all the alerts that found it, as they are kept in a commit.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Found {
    /// Names of alerts; none in what an earlier fiche left, which kept an article once for each.
    #[serde(default)]
    pub(super) alerts: Vec<String>,
    /// What tells this text of the article from its others.
    #[serde(default)]
    text: u64,
    /// The article, with no alert named.
    #[serde(flatten)]
    article: Finding,
}

impl Found {
    pub(super) fn new(article: &Article) -> Self {
        let path = article.source.as_ref().map(|source| source.path.clone());
        let text = serde_json::to_vec(article).expect("an article is texts, numbers and dates");
        let article = Finding {
            alert: String::new(),
            event: String::new(),
            id: article.id.clone(),
            short_id: short_id(key(path.as_deref(), &article.id)),
            path,
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            published: article.published,
            url: article.url.clone(),
            key: 0,
        };
        Self {
            alerts: Vec::new(),
            text: xxh3_64(&text),
            article,
        }
    }

    /// A finding for each alert.
    fn findings(mut self, key: u64) -> impl Iterator<Item = Finding> {
        let alerts = match self.alerts.is_empty() {
            true => vec![std::mem::take(&mut self.article.alert)],
            false => self.alerts,
        };
        let (article, text) = (self.article, self.text);
        alerts.into_iter().map(move |alert| Finding {
            event: event(&alert, &article, text),
            alert,
            key,
            ..article.clone()
        })
    }
}

fn event(alert: &str, article: &Finding, text: u64) -> String {
    let path = article.path.as_deref().unwrap_or_default();
    let parts = [alert, path, &article.id, &text.to_string()];
    format!("{:016x}", xxh3_64(parts.join("\0").as_bytes()))
}

/// The findings of a text that was left in a commit.
pub(super) fn read(text: &str) -> serde_json::Result<Vec<Finding>> {
    let key = testimony_key(text);
    let found: Vec<Found> = serde_json::from_str(text)?;
    let findings = found.into_iter().flat_map(|it| it.findings(key));
    Ok(findings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_found_article_is_kept_once_and_told_by_every_alert() {
        let mut found = Found::new(&Article::new("a", "Strike", "Cranes stood still."));
        found.alerts = vec!["cranes".into(), "strikes".into()];
        let text = serde_json::to_string(&[found]).unwrap();
        let told = read(&text).unwrap();
        let alerts: Vec<&str> = told.iter().map(|it| it.alert.as_str()).collect();
        assert_eq!(alerts, ["cranes", "strikes"]);
        assert_ne!(told[0].event, told[1].event);
        assert_eq!(told, read(&text).unwrap(), "an event is the same each time");
        let other = Found::new(&Article::new("a", "Strike", "Cranes turned."));
        let other = event("cranes", &other.article, other.text);
        assert_ne!(told[0].event, other);
    }

    #[test]
    fn what_an_earlier_fiche_left_is_told() {
        let text = r#"[{"alert": "port", "id": "a", "short_id": "abcdef", "title": "Strike"}]"#;
        let told = read(text).unwrap();
        assert_eq!((told.len(), told[0].alert.as_str()), (1, "port"));
    }
}
