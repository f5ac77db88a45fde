//! A story written out: capitals, commas, paragraphs, a typographic possessive behind some names.

use crate::random::Random;
use crate::story::Story;
use crate::words::{VOCABULARY, Words};

const PARAGRAPH_SENTENCES: usize = 3;

/// Text in the making.
struct Prose<'a> {
    story: &'a Story,
    words: &'a Words,
    text: String,
}

/// The headline, in sentence case.
pub(crate) fn title(story: &Story, words: &Words) -> String {
    let mut prose = Prose::new(story, words, story.title.len());
    for (place, &rank) in story.title.iter().enumerate() {
        prose.push_token(place, rank);
    }
    prose.text
}

/// The text, its paragraphs parted by an empty line.
pub(crate) fn body(story: &Story, words: &Words, random: &mut Random) -> String {
    let mut prose = Prose::new(story, words, story.sentences.iter().map(Vec::len).sum());
    for (count, sentence) in story.sentences.iter().enumerate() {
        match count {
            0 => {}
            count if count % PARAGRAPH_SENTENCES == 0 => prose.text.push_str("\n\n"),
            _ => prose.text.push(' '),
        }
        prose.push_sentence(sentence, random);
    }
    prose.text
}

impl<'a> Prose<'a> {
    fn new(story: &'a Story, words: &'a Words, tokens: usize) -> Self {
        let text = String::with_capacity(tokens * 7);
        Self { story, words, text }
    }

    fn push_sentence(&mut self, sentence: &[u32], random: &mut Random) {
        for (place, &rank) in sentence.iter().enumerate() {
            self.push_token(place, rank);
            if self.story.is_name(rank) && random.chance(100) {
                self.text.push_str("’s");
            } else if place + 1 < sentence.len() && random.chance(60) {
                self.text.push(',');
            }
        }
        self.text.push('.');
    }

    fn push_token(&mut self, place: usize, rank: u32) {
        if place > 0 {
            self.text.push(' ');
        }
        let start = self.text.len();
        match rank.checked_sub(VOCABULARY as u32) {
            Some(number) => self.text.push_str(&number.to_string()),
            None => self.text.push_str(self.words.get(rank)),
        }
        if place == 0 || self.story.is_name(rank) {
            self.text[start..=start].make_ascii_uppercase();
        }
    }
}
