//! Live blogs, by their headlines: of their versions the latest is the one to read, not the first.

use crate::article::Article;

/// How headlines of live blogs begin, in lower case; a word has to end there.
const BEGINNINGS: &[&str] = &[
    "live",
    "liveblog",
    "liveticker",
    "live-ticker",
    "newsblog",
    "en direct",
    "direct",
    "en vivo",
    "en directo",
    "diretta",
    "in diretta",
    "ao vivo",
    "na żywo",
    "relacja na żywo",
    "наживо",
    "онлайн",
    "直播",
];

/// What stands inside headlines of live blogs, in lower case.
const PARTS: &[&str] = &[
    "live updates",
    "live blog",
    "live-blog",
    "liveblog",
    "liveticker",
    "live-ticker",
    "live: latest",
    "as it happened",
    "en direct",
    "minuto a minuto",
    "текстова трансляція",
    "онлайн-трансляция",
    "текстовая трансляция",
    "滚动更新",
];

/// What parts the word at the beginning from the headline proper. A space alone does not: `Live music returns`.
const PARTING: &[&str] = &[
    ":", " :", "：", " -", " –", " —", "–", "—", "|", " |", " ·", " •",
];

/// Whether the headline says that the article is a live blog.
pub(super) fn is_live(article: &Article) -> bool {
    let title = article.title.to_lowercase();
    let begins = |beginning: &&str| {
        let rest = title.trim_start().strip_prefix(*beginning);
        rest.is_some_and(|rest| PARTING.iter().any(|mark| rest.starts_with(mark)))
    };
    BEGINNINGS.iter().any(begins) || PARTS.iter().any(|part| title.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_tells_a_live_blog() {
        let live = |title: &str| is_live(&Article::new("a", title, ""));
        assert!(live("LIVE: Peace talks open in Istanbul"));
        assert!(live("Ukraine war live updates: talks end"));
        assert!(live("Liveticker – Hafenstreik"));
        assert!(live("EN DIRECT : les pourparlers"));
        assert!(!live("Live music returns to the quay"));
        assert!(!live("Lives lost at sea"));
        assert!(!live("Live-in carers to strike"));
    }
}
