//! The corpus: its topics, its bylines, and the article of each number.

use fiche::{Article, Date, Language};

use crate::prose;
use crate::random::{Purpose, Random};
use crate::story::{NAMES, Story, Topic};
use crate::words::{FUNCTION_WORDS, VOCABULARY, Words};
use crate::zipf::Zipf;

/// The articles are of the years 2020 to 2022.
const FIRST_SECOND: i64 = 1_577_836_800;
const SPAN_DAYS: usize = 1096;
const DAY_SECONDS: usize = 86_400;

const TOPICS: usize = 4096;
const AUTHORS: usize = 3000;
const OUTLETS: usize = 40;

/// How many articles in a thousand belong to a topic.
const ON_TOPIC: usize = 700;

const SECTIONS: [&str; 10] = [
    "World", "Politics", "Business", "Sport", "Science", "Culture", "Local", "Climate", "Health",
    "Opinion",
];
const MASTHEADS: [&str; 8] = [
    "Post", "Times", "Courier", "Herald", "Gazette", "Observer", "Tribune", "Echo",
];

/// A corpus of made-up articles: the same for the same seed, on every machine.
#[derive(Debug, Clone)]
pub struct Corpus {
    pub(crate) seed: u64,
    pub(crate) words: Words,
    articles: usize,
    vocabulary: Zipf,
    topics: Vec<Topic>,
    topic_law: Zipf,
    authors: Vec<String>,
    author_law: Zipf,
    outlets: Vec<String>,
    outlet_law: Zipf,
}

impl Corpus {
    /// A corpus of so many articles. Of two corpora of one seed the smaller is the beginning of the larger.
    pub fn new(seed: u64, articles: usize) -> Self {
        let mut random = Random::stream(seed, Purpose::Topics, 0);
        let topics = (0..TOPICS).map(|_| Topic::new(&mut random, SPAN_DAYS));
        let topics = topics.collect();
        let words = Words::new();
        let mut random = Random::stream(seed, Purpose::Pools, 0);
        let authors = (0..AUTHORS).map(|_| author(&words, &mut random)).collect();
        let outlets = (0..OUTLETS).map(|_| outlet(&words, &mut random)).collect();
        Self {
            seed,
            words,
            articles,
            vocabulary: Zipf::new(VOCABULARY),
            topics,
            topic_law: Zipf::new(TOPICS),
            authors,
            author_law: Zipf::new(AUTHORS),
            outlets,
            outlet_law: Zipf::new(OUTLETS),
        }
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.articles
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.articles == 0
    }

    /// Every article in turn; each is made when it is asked for, and none is kept.
    pub fn articles(&self) -> impl Iterator<Item = Article> {
        (0..self.articles).map(|number| self.article(number))
    }

    /// The article of a number, counted from 0.
    pub fn article(&self, number: usize) -> Article {
        let mut random = Random::stream(self.seed, Purpose::Articles, number as u64);
        let (topic, story) = self.plan(&mut random);
        let title = prose::title(&story, &self.words);
        let body = prose::body(&story, &self.words, &mut random);
        let mut article = Article::new(format!("a{number:07}"), title, body);
        article.language = Some(Language::ENGLISH);
        article.published = Some(published(
            &mut random,
            topic.map(|index| &self.topics[index]),
        ));
        article.section = Some(section(&mut random, topic).to_owned());
        article.tags = self.tags(&mut random, topic);
        article.authors = self.byline(&mut random);
        let outlet = self.outlet_law.draw(&mut random) as usize;
        article.outlet = Some(self.outlets[outlet].clone());
        article
    }

    /// What the article of a number says, in ranks.
    pub(crate) fn story(&self, number: usize) -> Story {
        let mut random = Random::stream(self.seed, Purpose::Articles, number as u64);
        self.plan(&mut random).1
    }

    fn plan(&self, random: &mut Random) -> (Option<usize>, Story) {
        let topic = random
            .chance(ON_TOPIC)
            .then(|| self.topic_law.draw(random) as usize);
        let words = topic.map(|index| &self.topics[index]);
        (topic, Story::new(random, &self.vocabulary, words))
    }

    /// The names of the topic, which an outlet gives as keywords more often than not.
    fn tags(&self, random: &mut Random, topic: Option<usize>) -> Vec<String> {
        let Some(topic) = topic else {
            return Vec::new();
        };
        let wanted = random.within(0, NAMES + 2);
        let words = &self.topics[topic].words[..wanted];
        words
            .iter()
            .map(|&rank| self.words.get(rank).to_owned())
            .collect()
    }

    /// Three articles of four have one author, most others two, some none.
    fn byline(&self, random: &mut Random) -> Vec<String> {
        let count = match random.below(20) {
            0 => 0,
            1..=15 => 1,
            _ => 2,
        };
        let draw = |_| self.authors[self.author_law.draw(random) as usize].clone();
        let mut authors: Vec<String> = (0..count).map(draw).collect();
        authors.dedup();
        authors
    }
}

/// A story of a topic falls into its weeks, any other on any day; four of five tell the second.
fn published(random: &mut Random, topic: Option<&Topic>) -> Date {
    let day = match topic {
        Some(topic) => topic.first_day + random.below(topic.days),
        None => random.below(SPAN_DAYS),
    };
    let later = day * DAY_SECONDS + random.below(DAY_SECONDS);
    let second = FIRST_SECOND.saturating_add_unsigned(later as u64);
    let moment = Date::from_seconds(second).expect("the years 2020 to 2022 can be said");
    if random.chance(800) {
        return moment;
    }
    Date::from_day(moment.year(), moment.month(), moment.day()).expect("the day of a moment exists")
}

/// All stories of a topic stand in one section.
fn section(random: &mut Random, topic: Option<usize>) -> &'static str {
    SECTIONS[topic.unwrap_or_else(|| random.below(SECTIONS.len())) % SECTIONS.len()]
}

fn author(words: &Words, random: &mut Random) -> String {
    let first = FUNCTION_WORDS.len() + random.below(200);
    let last = FUNCTION_WORDS.len() + random.below(VOCABULARY / 8);
    format!("{} {}", words.name(first as u32), words.name(last as u32))
}

fn outlet(words: &Words, random: &mut Random) -> String {
    let place = FUNCTION_WORDS.len() + random.below(VOCABULARY / 8);
    format!(
        "The {} {}",
        words.name(place as u32),
        random.pick(&MASTHEADS)
    )
}
