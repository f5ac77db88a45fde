//! Reprints: what an archive of several outlets holds besides its stories.

use fiche::Article;

/// Every how manieth story is reprinted, and how often: a seventh of the articles are copies. Estimates for archives of
/// several outlets lie between a tenth and a third.
const EVERY: usize = 12;
const TIMES: usize = 2;

/// The articles with reprints after those that were reprinted: another id, another outlet, and a paragraph less.
pub fn with_reprints(articles: impl Iterator<Item = Article>) -> impl Iterator<Item = Article> {
    articles.enumerate().flat_map(|(number, article)| {
        let times = if number.is_multiple_of(EVERY) {
            TIMES
        } else {
            0
        };
        let copies: Vec<Article> = (0..times).map(|time| reprint(&article, time)).collect();
        std::iter::once(article).chain(copies)
    })
}

fn reprint(article: &Article, time: usize) -> Article {
    let kept = article
        .body
        .rsplit_once("\n\n")
        .map_or(article.body.as_str(), |(kept, _)| kept);
    Article {
        id: format!("{}r{time}", article.id),
        body: kept.to_owned(),
        outlet: Some(format!("Reprints {time}")),
        ..article.clone()
    }
}
