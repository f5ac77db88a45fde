//! What the benches rely on: the same bytes everywhere, the slope of real text, queries that find something.

use std::collections::{BTreeSet, HashMap};

use fiche::Article;
use fiche_benches::{Corpus, QueryKind};

const SEED: u64 = 1;

/// FNV-1a over the parts of an article.
fn hash(articles: impl Iterator<Item = Article>) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for article in articles {
        let date = article.published.map(|date| date.to_string());
        let parts = [Some(article.id), Some(article.title), Some(article.body)];
        let metadata = [article.section, article.outlet, date];
        let lists = article.authors.into_iter().chain(article.tags);
        let all = parts.into_iter().chain(metadata).flatten().chain(lists);
        for byte in all.flat_map(|part| (part + "\n").into_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
    hash
}

fn tokens(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|token| !token.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn a_seed_gives_the_same_bytes_everywhere() {
    let corpus = Corpus::new(SEED, 200);
    // Another number here makes every figure measured before incomparable: say so in the change log.
    assert_eq!(
        hash(corpus.articles()),
        16_547_143_328_076_069_894,
        "the corpus has changed"
    );
    assert_ne!(
        hash(corpus.articles()),
        hash(Corpus::new(2, 200).articles())
    );
}

#[test]
fn a_small_corpus_is_the_beginning_of_a_large_one() {
    let (small, large) = (Corpus::new(SEED, 20), Corpus::new(SEED, 1_000_000));
    assert!(small.articles().eq(large.articles().take(20)));
}

#[test]
fn articles_look_like_articles() {
    let corpus = Corpus::new(SEED, 1000);
    let mut tokens_in_all = 0;
    for article in corpus.articles() {
        let title = tokens(&article.title).len();
        assert!((4..=10).contains(&title), "{}", article.title);
        assert!(
            article
                .published
                .is_some_and(|date| (2020..=2022).contains(&date.year()))
        );
        assert!(article.outlet.is_some() && article.section.is_some());
        tokens_in_all += tokens(&article.body).len();
    }
    let mean = tokens_in_all / corpus.len();
    assert!((325..=375).contains(&mean), "{mean} tokens an article");
}

/// Between ranks 20 and 2,000 of the observed frequencies the logarithms fall along a line whose slope is about -1.
#[test]
fn frequencies_follow_zipf() {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for article in Corpus::new(SEED, 1000).articles() {
        for token in tokens(&article.body) {
            *counts.entry(token).or_default() += 1;
        }
    }
    let mut counts: Vec<f64> = counts.into_values().map(f64::from).collect();
    counts.sort_by(|a, b| b.total_cmp(a));
    let mean = |rank: usize| {
        counts[rank * 3 / 4..rank * 4 / 3].iter().sum::<f64>()
            / (rank * 4 / 3 - rank * 3 / 4) as f64
    };
    let slope = (mean(2000) / mean(20)).ln() / 100.0_f64.ln();
    assert!((-1.15..=-0.9).contains(&slope), "{slope}");
}

/// A word of the topics comes in few articles and often in those, as words of real news do.
#[test]
fn words_come_in_bursts() {
    let (mut occurrences, mut articles) = (HashMap::new(), HashMap::new());
    for article in Corpus::new(SEED, 1000).articles() {
        let tokens = tokens(&article.body);
        for token in &tokens {
            *occurrences.entry(token.clone()).or_insert(0_u32) += 1;
        }
        for token in tokens.into_iter().collect::<BTreeSet<_>>() {
            *articles.entry(token).or_insert(0_u32) += 1;
        }
    }
    let rare = articles
        .iter()
        .filter(|&(word, &count)| count <= 5 && occurrences[word] > 1);
    let (in_all, holding) = rare.fold((0, 0), |(in_all, holding), (word, count)| {
        (in_all + occurrences[word], holding + count)
    });
    assert!(
        f64::from(in_all) / f64::from(holding) > 1.4,
        "{in_all} in {holding}"
    );
}

/// Whether a text answers a query, read as simply as the kinds of queries here allow.
fn answers(query: &str, article: &Article) -> bool {
    let text = tokens(&format!("{}\n{}", article.title, article.body));
    let has = |test: &dyn Fn(&str) -> bool| text.iter().any(|token| test(token));
    if let Some(phrase) = query.strip_prefix('"') {
        let phrase = tokens(phrase);
        return text.windows(phrase.len()).any(|window| window == phrase);
    }
    query
        .split(' ')
        .all(|part| match part.split_once(['*', '~', ':']) {
            Some((prefix, "")) => has(&|token| token.starts_with(prefix)),
            Some(("date", month)) => {
                let date = article.published.map(|date| date.to_string());
                date.is_some_and(|date| date.starts_with(month))
            }
            Some((misspelt, _)) => has(&|token| is_one_letter_longer(token, misspelt)),
            None => has(&|token| token == part.trim_start_matches('+')),
        })
}

fn is_one_letter_longer(token: &str, misspelt: &str) -> bool {
    let same = token
        .bytes()
        .zip(misspelt.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    token.len() == misspelt.len() + 1 && token[same + 1..] == misspelt[same..]
}

#[test]
fn every_query_is_answered_by_an_article() {
    let corpus = Corpus::new(SEED, 300);
    let articles: Vec<Article> = corpus.articles().collect();
    for (kind, name) in QueryKind::ALL {
        let queries = corpus.queries(kind, 5);
        assert_eq!(queries.len(), 5, "{name}");
        assert_eq!(queries, corpus.queries(kind, 5), "{name}");
        for query in queries {
            assert!(
                articles.iter().any(|article| answers(&query, article)),
                "{name}: {query}"
            );
        }
    }
}

#[test]
fn an_empty_corpus_has_no_queries() {
    assert!(
        Corpus::new(SEED, 0)
            .queries(QueryKind::TwoWords, 3)
            .is_empty()
    );
}
