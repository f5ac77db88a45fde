//! Lines that stand in many articles of one outlet or folder: the page's, the letter's or the agency's, and no story's.
//!
//! No table knows how an outlet asks for money or signs its letters; that it does so below every article tells. A line is
//! learned where it stands in enough different articles of a sample, and is then moved to the rest of each: it stays
//! findable, at a tenth of the weight.
//!
//! - Numbers in a line are one number: `14 comments` and `3 comments` are the same line.
//! - A sentence has to stand in half of the articles, any other line in a quarter: agencies repeat a paragraph of
//!   background for days.
//! - Articles of which nearly every paragraph stands in another are one article: reprints and versions of a story share
//!   their story, not their furniture.
//! - A line of few words that stands amid the story is a heading; only at an edge is it furniture.
//! - A line that comes several times in the articles it is in is part of how they are built: a speaker, a question, a row.
//! - An outlet is learned by its own articles, and the folder by all of them.
//!
//! What is learned is a function of the sample alone, and what becomes of an article a function of it and of what was
//! learned.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use fiche::Article;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::lines;

/// Fewer articles than this tell nothing.
pub(crate) const FEWEST_ARTICLES: usize = 4;

/// A sentence is learned in one of so many articles, any other line in one of so many.
const SENTENCE_SHARE: usize = 2;
const LINE_SHARE: usize = 4;

/// A line of no more words may be a heading.
const HEADING_WORDS: usize = 4;

/// So many lines at each end of a body are its edge.
const EDGE_LINES: usize = 4;

/// A shorter line is a letter, a number or a mark.
const SHORTEST_CHARS: usize = 5;

/// A longer line is a paragraph of a story, however often it was printed.
const LONGEST_CHARS: usize = 600;

/// Two articles are one where so many of ten paragraphs of the shorter stand in the longer.
const COPY_TENTHS: usize = 8;

/// At most so much of a body is moved: an article that is nothing but learned lines was read wrongly.
const MOST_MOVED: (usize, usize) = (1, 2);

/// The lines learned from one sample.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Learned {
    /// Hashes of the lines that hold for every article.
    anywhere: BTreeSet<u64>,
    /// Those that hold for the articles of one outlet.
    outlets: BTreeMap<String, BTreeSet<u64>>,
}

impl Learned {
    /// Learns from the articles of a folder or of one long file.
    pub(crate) fn from<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut kept: Vec<Lines> = Vec::new();
        for lines in articles.into_iter().map(Lines::of) {
            if !lines.lines.is_empty() && !kept.iter().any(|other| lines.is_copy_of(other)) {
                kept.push(lines);
            }
        }
        let mut outlets: BTreeMap<&str, Vec<&Lines>> = BTreeMap::new();
        for lines in &kept {
            if let Some(outlet) = lines.outlet {
                outlets.entry(outlet).or_default().push(lines);
            }
        }
        let anywhere = frequent(kept.iter());
        let outlets = outlets.into_iter().map(|(outlet, lines)| {
            let mut own = frequent(lines.into_iter());
            own.retain(|line| !anywhere.contains(line));
            (outlet.to_owned(), own)
        });
        Self {
            outlets: outlets.filter(|(_, lines)| !lines.is_empty()).collect(),
            anywhere,
        }
    }

    /// Whether nothing was learned.
    pub(crate) fn is_empty(&self) -> bool {
        self.anywhere.is_empty() && self.outlets.is_empty()
    }

    /// A number that two of them share where they are the same; none where nothing was learned.
    pub(crate) fn digest(&self) -> Option<u32> {
        if self.is_empty() {
            return None;
        }
        let mut digest = Xxh3::new();
        let everywhere = std::iter::once(("", &self.anywhere));
        let outlets = self
            .outlets
            .iter()
            .map(|(name, lines)| (name.as_str(), lines));
        for (outlet, lines) in everywhere.chain(outlets) {
            digest.update(outlet.as_bytes());
            for line in lines {
                digest.update(&line.to_le_bytes());
            }
        }
        Some(digest.digest() as u32)
    }

    /// Moves the learned lines of an article to its rest.
    pub(crate) fn apply(&self, article: &mut Article) {
        let outlet = article.outlet.as_deref().unwrap_or_default();
        let own = self.outlets.get(outlet);
        let is_learned = |line: &str| {
            if !has_length(line.trim()) {
                return false;
            }
            let hash = hash(line);
            let is_known = |lines: &BTreeSet<u64>| lines.contains(&hash);
            (is_known(&self.anywhere) || own.is_some_and(is_known)) && may_be_learned(line)
        };
        if self.is_empty() || !article.body.lines().any(is_learned) {
            return;
        }
        let (mut body, mut rest) = (String::new(), article.rest.clone());
        let mut gap = "\n";
        for line in article.body.lines() {
            if line.trim().is_empty() {
                gap = "\n\n";
            } else if is_learned(line) {
                lines::push(&mut rest, "\n", line.trim());
            } else {
                lines::push(&mut body, gap, line);
                gap = "\n";
            }
        }
        if (article.body.len() - body.len()) * MOST_MOVED.1 <= article.body.len() * MOST_MOVED.0 {
            article.body = body;
            article.rest = rest;
        }
    }
}

/// The lines of one article.
struct Lines<'a> {
    outlet: Option<&'a str>,
    lines: HashMap<u64, Line>,
}

/// One line of an article.
#[derive(Default)]
struct Line {
    /// How often it stands there.
    count: usize,
    is_sentence: bool,
    /// Whether it may be a heading: it is short, and amid the story.
    is_heading: bool,
}

impl<'a> Lines<'a> {
    fn of(article: &'a Article) -> Self {
        let mut lines: HashMap<u64, Line> = HashMap::new();
        let body: Vec<&str> = article
            .body
            .lines()
            .filter(|it| !it.trim().is_empty())
            .collect();
        for (at, text) in body
            .iter()
            .enumerate()
            .filter(|(_, text)| may_be_learned(text))
        {
            let is_edge = at < EDGE_LINES || at + EDGE_LINES >= body.len();
            let line = lines.entry(hash(text)).or_default();
            line.count += 1;
            line.is_sentence = lines::is_paragraph(text);
            line.is_heading |= !is_edge && text.split_whitespace().count() <= HEADING_WORDS;
        }
        Self {
            outlet: article.outlet.as_deref(),
            lines,
        }
    }

    /// Whether nearly every sentence of the shorter of the two stands in the longer.
    fn is_copy_of(&self, other: &Self) -> bool {
        let sentences = |lines: &Self| {
            let sentences = lines.lines.iter().filter(|(_, line)| line.is_sentence);
            sentences.map(|(hash, _)| *hash).collect::<HashSet<u64>>()
        };
        let (own, others) = (sentences(self), sentences(other));
        let fewer = own.len().min(others.len());
        fewer > 0 && own.intersection(&others).count() * 10 >= fewer * COPY_TENTHS
    }
}

/// The lines that stand in enough of the articles.
fn frequent<'a>(articles: impl Iterator<Item = &'a Lines<'a>>) -> BTreeSet<u64> {
    let mut total = 0;
    let mut found: HashMap<u64, Found> = HashMap::new();
    for lines in articles {
        total += 1;
        for (hash, line) in &lines.lines {
            let found = found.entry(*hash).or_default();
            found.articles += 1;
            found.structural += usize::from(line.count > 1 || line.is_heading);
            found.is_sentence = line.is_sentence;
        }
    }
    let is_frequent = |found: &Found| {
        let share = if found.is_sentence {
            SENTENCE_SHARE
        } else {
            LINE_SHARE
        };
        found.articles >= FEWEST_ARTICLES
            && found.articles * share >= total
            && found.structural * 2 < found.articles
    };
    let frequent = found.into_iter().filter(|(_, found)| is_frequent(found));
    frequent.map(|(hash, _)| hash).collect()
}

/// Where one line was found.
#[derive(Default)]
struct Found {
    articles: usize,
    /// In how many of them it is part of how they are built.
    structural: usize,
    is_sentence: bool,
}

fn may_be_learned(line: &str) -> bool {
    let line = line.trim();
    has_length(line) && line.chars().any(char::is_alphabetic) && !lines::is_correction(line)
}

fn has_length(line: &str) -> bool {
    (SHORTEST_CHARS..=LONGEST_CHARS).contains(&line.chars().count())
}

/// The hash of a line without its numbers, its case and how its words are spaced.
fn hash(line: &str) -> u64 {
    let mut plain = String::with_capacity(line.len() + 1);
    let mut last = ' ';
    for char in line.chars() {
        let char = match char {
            _ if char.is_whitespace() => ' ',
            _ if char.is_numeric() => '0',
            _ => char,
        };
        let is_repeated = char == last && matches!(char, ' ' | '0');
        last = char;
        if is_repeated {
            continue;
        }
        if char.is_ascii() {
            plain.push(char.to_ascii_lowercase());
        } else {
            plain.extend(char.to_lowercase());
        }
    }
    if last != ' ' {
        plain.push(' ');
    }
    xxh3_64(plain.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: [&str; 6] = ["quay", "lamp", "ferry", "tower", "market", "bridge"];

    /// Articles that differ, each with the lines of `furniture` below its story.
    fn articles(count: usize, furniture: &str) -> Vec<Article> {
        let story = |place: &&str| {
            let body = format!(
                "The {place} was opened again on Monday after nine days of work by the town.\n\nNobody at the {place} could say why it had ever been closed at all, or by whom.\n\n{furniture}"
            );
            Article::new(*place, format!("The {place} opens"), body)
        };
        PLACES.iter().take(count).map(story).collect()
    }

    fn moved(articles: &[Article], mut article: Article) -> String {
        Learned::from(articles).apply(&mut article);
        article.rest
    }

    #[test]
    fn numbers_case_and_spaces_make_no_other_line() {
        let known = hash("Read more: 12 stories of Ärger");
        for same in [
            "  read\u{a0}more:\t7 STORIES of ÄRGER ",
            "Read more: ٣٤ stories of ärger",
        ] {
            assert_eq!(hash(same), known, "{same}");
        }
        for other in [
            "Read more: 1 2 stories of Ärger",
            "Read more: stories of Ärger",
        ] {
            assert_ne!(hash(other), known, "{other}");
        }
    }

    #[test]
    fn a_line_in_many_articles_goes_to_the_rest() {
        let line = "Support the Post: 4 euros a month";
        let mut all = articles(6, line);
        assert_eq!(moved(&all, all[0].clone()), line);
        let other = "Support the Post: 12 euros a month";
        assert_eq!(moved(&all, articles(1, other).remove(0)), other);
        all.truncate(3);
        assert_eq!(moved(&all, all[0].clone()), "", "three articles are few");
    }

    #[test]
    fn a_sentence_needs_more_than_a_line() {
        let sentence = "The town has been without a bridge since the flood of the last winter.";
        let mut all = articles(2, "");
        all.extend(articles(6, sentence).split_off(2));
        assert_eq!(moved(&all, all[2].clone()), sentence);
        let mut few = articles(6, sentence);
        for (number, article) in few.iter_mut().enumerate().take(3) {
            article.body = format!("{number}\n\n{}", article.body.replace(sentence, ""));
        }
        assert_eq!(moved(&few, few[5].clone()), "", "three of six are few");
    }

    #[test]
    fn copies_of_one_story_are_one_article() {
        let story = articles(1, "The end of it all").remove(0);
        let copies = vec![story.clone(); 20];
        assert_eq!(moved(&copies, story), "");
    }

    #[test]
    fn a_line_that_comes_again_in_its_article_stays() {
        let all = articles(6, "MS MOOR:\nYes, of course.\nMS MOOR:\nNo.");
        assert!(!moved(&all, all[0].clone()).contains("MS MOOR"));
    }

    #[test]
    fn a_heading_amid_the_story_stays() {
        let mut all = articles(6, "");
        for article in &mut all {
            let place = article.id.clone();
            let more =
                |at: usize| format!("What is said of the {place} fills a long line, the {at}th.");
            let lines: Vec<String> = (0..12).map(more).collect();
            article.body = format!(
                "{}\n\nWhat comes next\n\n{}",
                lines[..6].join("\n"),
                lines[6..].join("\n")
            );
        }
        assert_eq!(moved(&all, all[0].clone()), "");
    }

    #[test]
    fn an_outlet_is_learned_by_its_own_articles() {
        let of = |outlet: &str, furniture: &str, from: usize| {
            let mut articles = articles(6, furniture);
            for article in &mut articles {
                article.outlet = Some(outlet.to_owned());
                article.body = article.body.replace("town", &format!("town {from}"));
            }
            articles
        };
        let line = "The Post is made by its readers";
        let mut all = of("The Post", line, 1);
        for town in 2..8 {
            for mut article in of("The Echo", "", town) {
                article.body = article
                    .body
                    .replace("was", &"was ".repeat(town))
                    .replace("Nobody", &format!("Not {}", "one ".repeat(town)));
                all.push(article);
            }
        }
        assert_eq!(moved(&all, all[0].clone()), line);
        let mut echo = of("The Echo", line, 9).remove(0);
        Learned::from(&all[..]).apply(&mut echo);
        assert_eq!(echo.rest, "");
    }

    #[test]
    fn an_article_is_never_emptied() {
        let all = articles(
            6,
            "One long line of the page that says nothing of the story itself at all",
        );
        let bare = Article::new("x", "x", all[0].body.lines().last().unwrap());
        assert_eq!(moved(&all, bare), "");
    }

    #[test]
    fn what_was_learned_is_told_apart_by_its_digest() {
        let one = Learned::from(&articles(6, "Read the Post on paper"));
        let other = Learned::from(&articles(6, "Read the Echo on paper"));
        assert_ne!(one.digest(), other.digest());
        assert_eq!(
            one.digest(),
            Learned::from(&articles(6, "Read the Post on paper")).digest()
        );
        assert_eq!(Learned::default().digest(), None);
    }
}
