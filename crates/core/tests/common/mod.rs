//! A small made-up collection with words of all frequencies, the same at every run.

use fiche::{Article, Date, Index};

/// Letters of a made-up word, two by two.
const SYLLABLES: [&str; 16] = [
    "ba", "do", "fi", "gu", "ka", "le", "mo", "nu", "pa", "ro", "si", "tu", "va", "we", "zo", "hi",
];

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// Words whose frequency falls with their number.
pub(crate) struct Words(Random);

impl Words {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(Random(seed))
    }

    /// A word; the n-th is about as frequent as 1/n.
    pub(crate) fn next(&mut self) -> String {
        let spread = 1 + self.0.below(400);
        let number = self.0.below(spread) as usize;
        [number % 16, number / 16 % 16, 5]
            .map(|at| SYLLABLES[at])
            .concat()
    }

    fn text(&mut self, words: u64) -> String {
        let words: Vec<String> = (0..words).map(|_| self.next()).collect();
        words.join(" ")
    }
}

/// An index of so many articles, committed in so many parts, with some replaced and removed again.
pub(crate) fn collection(articles: u64, commits: u64) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let mut words = Words::seeded(articles);
    for number in 0..articles {
        let (title_words, body_words) = (2 + number % 7, 5 + words.0.below(120));
        let mut article = Article::new(
            format!("a{number}"),
            words.text(title_words),
            words.text(body_words),
        );
        if number % 5 == 0 {
            article.deck = words.text(8);
        }
        if number % 11 == 0 {
            article.rest = words.text(30);
        }
        if number % 3 != 0 {
            let day = 1_640_000_000 + 43_200 * number.cast_signed();
            article.published = Date::from_seconds(day).ok();
        }
        writer.upsert(article).unwrap();
        if number % (articles / commits) == 0 {
            writer.commit().unwrap();
        }
    }
    for number in (0..articles).step_by(13) {
        writer.delete(&format!("a{number}")).unwrap();
    }
    writer.commit().unwrap();
    index
}
