//! Live blogs, by their headlines.

use super::Article;

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

impl Article {
    /// Whether it is a live blog, because its source says so ([`live`](Self::live)) or its headline does. Of the versions of one
    /// the latest is the one to read, not the first.
    ///
    /// # Example
    /// ```
    /// use fiche::Article;
    ///
    /// assert!(Article::new("a", "LIVE: Peace talks open in Istanbul", "").is_live());
    /// assert!(!Article::new("b", "Live music returns to the quay", "").is_live());
    /// ```
    pub fn is_live(&self) -> bool {
        self.live || is_headline_of_live_blog(&self.title)
    }
}

fn is_headline_of_live_blog(title: &str) -> bool {
    let title = title.to_lowercase();
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
        let live = |title: &str| Article::new("a", title, "").is_live();
        assert!(live("LIVE: Peace talks open in Istanbul"));
        assert!(live("Ukraine war live updates: talks end"));
        assert!(live("Liveticker – Hafenstreik"));
        assert!(live("EN DIRECT : les pourparlers"));
        assert!(!live("Live music returns to the quay"));
        assert!(!live("Lives lost at sea"));
        assert!(!live("Live-in carers to strike"));
    }

    #[test]
    fn a_source_tells_a_live_blog_whatever_its_headline() {
        let article = Article {
            live: true,
            ..Article::new("a", "Harbour opens", "")
        };
        assert!(article.is_live());
    }
}
