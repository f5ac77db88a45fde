//! What copies of one text have in common, in some 150 bytes.
//!
//! A text is the set of its shingles, runs of five words; a reprint keeps most of them under another headline and with
//! paragraphs of its own. The signature is the smallest hashes of the set (bottom-k: Broder 1997, "On the resemblance and
//! containment of documents"). One permutation's k smallest values tell more than k permutations' single ones: both how
//! alike two texts are and how much of the shorter stands in the longer, which a brief inside a long story needs.
//!
//! Words are taken as they stand, in lower case and without marks, in every language alike: a copy is letters, not sense. What
//! makes a copy is decided in [`super::likeness`].

use super::rice::{self, BitReader, BitWriter};
use super::script;

/// Words of a shingle. In the news collection runs of three make ten times as many pairs share a hash, nearly all by stock
/// phrases: of its articles 2.9 million pairs do, against .29 million at five.
const SHINGLE_WORDS: usize = 5;

/// Words of a paragraph that count. What is longer is no paragraph but what hangs below many stories of a site on one
/// line, such as every caption of a gallery; of a story that was saved on one line its beginning tells enough.
const MAX_PARAGRAPH_WORDS: usize = 200;

/// Hashes that are kept. The error of a likeness of .7 is .06 for two texts of one length.
const MAX_HASHES: usize = 64;

/// Bits of a hash. To tell whether two articles are copies 24 would do: the judged pairs come out the same with 26 as with 32.
const HASH_BITS: u32 = 26;

/// Further bits of a hash by which articles are looked up. The smallest hashes of many long texts lie close together: of 26 bits
/// twenty of a million articles share one by chance, of 32 a third of one, and a search reads the signature of each.
const TAIL_BITS: u32 = 6;

/// No hash is larger.
const MAX_HASH: u32 = (1 << HASH_BITS) - 1;

const _: () = assert!(MAX_HASHES <= rice::MAX_NUMBERS);

/// The smallest hashes by which copies are looked up. A copy that has as many paragraphs of its own again has the smallest hash
/// of a story among its six smallest but once in 64 times.
const BANDS: usize = 6;

/// Bands by which the copies of an article are looked up among the bands of others. Each look-up takes some microseconds where
/// millions of articles have six bands each, and a page has ten stories: two texts of one length that share .7 miss each other
/// in three of a hundred, those that share .85 in three of a thousand.
const LOOKED_UP: usize = 3;

/// Shingles below which a text has no signature: a line or two is a formula as often as a story.
const MIN_SHINGLES: usize = 8;

/// The smallest shingle hashes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signature {
    /// In ascending order, each once.
    hashes: Vec<u32>,
    /// The smallest with their tails: [`BANDS`] of a text, [`LOOKED_UP`] of what a column keeps.
    bands: Vec<u64>,
}

impl Signature {
    /// The signature of a text; `None` where it is too short to have one.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut smallest = Smallest::default();
        let mut shingle = Shingle::default();
        for paragraph in text.split('\n') {
            let mut left = MAX_PARAGRAPH_WORDS;
            each_word(paragraph, |word| {
                if left > 0 {
                    shingle
                        .push(word)
                        .into_iter()
                        .for_each(|it| smallest.add(it));
                    left -= 1;
                }
            });
        }
        let long = smallest.settle();
        (long.len() >= MIN_SHINGLES).then(|| Self {
            hashes: long.iter().map(|it| (it >> TAIL_BITS) as u32).collect(),
            bands: long.into_iter().take(BANDS).collect(),
        })
    }

    /// The numbers that a column keeps it as: the hashes by their gaps ([`rice`]) and the tails of some, scattered over all of 64
    /// bits. The engine would write plain ones in blocks, each as wide as its largest, and read the heads of all blocks, two an
    /// article, whenever it opens the column.
    pub(crate) fn packed(&self) -> Vec<u64> {
        let mut bits = BitWriter::default();
        rice::write(&self.hashes, &mut bits);
        for band in self.bands.iter().take(LOOKED_UP) {
            bits.put(band & ((1 << TAIL_BITS) - 1), TAIL_BITS);
        }
        for word in &mut bits.words {
            *word = word.wrapping_mul(HASH_FACTOR);
        }
        bits.words
    }

    /// The signature that a column keeps as these numbers; `None` where there are none.
    pub(crate) fn from_packed(packed: impl Iterator<Item = u64>) -> Option<Self> {
        let words: Vec<u64> = packed.map(|it| it.wrapping_mul(INVERSE_FACTOR)).collect();
        let mut bits = BitReader::new(&words);
        let hashes = rice::read(&mut bits)?;
        let looked_up = hashes.iter().take(LOOKED_UP);
        let bands =
            looked_up.map(|hash| Some(u64::from(*hash) << TAIL_BITS | bits.take(TAIL_BITS)?));
        let bands = bands.collect::<Option<Vec<u64>>>()?;
        (!hashes.is_empty()).then_some(Self { hashes, bands })
    }

    /// The hashes, in ascending order.
    pub(crate) fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The smallest hashes, with their tails: those under which a text is found, or by which its copies are looked up.
    pub(crate) fn bands(&self) -> &[u64] {
        &self.bands
    }

    /// About how many shingles the text has: the hashes lie evenly, so that the last of them tells.
    pub(super) fn shingles(&self) -> f64 {
        let kept = self.hashes.len() as f64;
        let share = f64::from(self.known_below()) / f64::from(MAX_HASH);
        kept / share.max(f64::EPSILON)
    }

    /// How many hashes both have, and how many the text with fewer has, in the range that both know in full.
    pub(super) fn compare(&self, other: &Self) -> (usize, usize) {
        let end = self.known_below().min(other.known_below());
        let (own, others) = (self.below(end), other.below(end));
        (count_common(own, others), own.len().min(others.len()))
    }

    /// Every hash of the text up to this one is in the signature.
    fn known_below(&self) -> u32 {
        match self.hashes.last() {
            Some(last) if self.hashes.len() == MAX_HASHES => *last,
            _ => MAX_HASH,
        }
    }

    fn below(&self, end: u32) -> &[u32] {
        &self.hashes[..self.hashes.partition_point(|hash| *hash <= end)]
    }
}

fn count_common(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut common) = (0, 0);
    for hash in a {
        while b.get(at).is_some_and(|other| other < hash) {
            at += 1;
        }
        common += usize::from(b.get(at) == Some(hash));
    }
    common
}

/// The smallest of the hashes that are added, each once. Most are larger than those that are kept, and are looked at once.
#[derive(Default)]
struct Smallest {
    hashes: Vec<u64>,
    /// As many as are kept are no larger than this.
    limit: Option<u64>,
}

impl Smallest {
    /// Hashes that are gathered before they are sorted.
    const GATHERED: usize = 4 * MAX_HASHES;

    fn add(&mut self, hash: u64) {
        if self.limit.is_some_and(|limit| hash >= limit) {
            return;
        }
        self.hashes.push(hash);
        if self.hashes.len() == Self::GATHERED {
            self.sort();
        }
    }

    /// Of those that only their tails tell apart the smallest stays.
    fn sort(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup_by_key(|hash| *hash >> TAIL_BITS);
        self.hashes.truncate(MAX_HASHES);
        self.limit = self.hashes.get(MAX_HASHES - 1).copied();
    }

    /// In ascending order, with their tails.
    fn settle(mut self) -> Vec<u64> {
        self.sort();
        self.hashes
    }
}

/// The last words, as a hash that moves along with them.
#[derive(Default)]
struct Shingle {
    words: [u64; SHINGLE_WORDS],
    /// The words as a number to the base of [`HASH_FACTOR`], the last word its last digit.
    number: u64,
    seen: usize,
}

impl Shingle {
    /// Adds a word; the hash of the shingle that it completes, with its tail.
    fn push(&mut self, word: u64) -> Option<u64> {
        let gone = std::mem::replace(&mut self.words[self.seen % SHINGLE_WORDS], word);
        self.seen += 1;
        let before = self.number.wrapping_mul(HASH_FACTOR).wrapping_add(word);
        self.number = before.wrapping_sub(gone.wrapping_mul(GONE_FACTOR));
        let hash = scatter(self.number) >> (u64::BITS - HASH_BITS - TAIL_BITS);
        (self.seen >= SHINGLE_WORDS).then_some(hash)
    }
}

/// 2^64 over the golden ratio, odd (Knuth, TAOCP 3, 6.4).
const HASH_FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a word counts that has left the shingle.
const GONE_FACTOR: u64 = HASH_FACTOR.wrapping_pow(SHINGLE_WORDS as u32);

/// What undoes a multiplication by it.
const INVERSE_FACTOR: u64 = 0xf1de_83e1_9937_733d;

/// FNV-1a's beginning and prime.
const WORD_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const WORD_PRIME: u64 = 0x0100_0000_01b3;

/// SplitMix64's finish (Steele, Lea, Flood, OOPSLA 2014): every bit of the input moves every bit of the output.
fn scatter(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Hashes each run of letters and digits, in lower case; in scripts without spaces each character is a word.
fn each_word(text: &str, mut see: impl FnMut(u64)) {
    let (mut hash, mut is_open) = (WORD_BASIS, false);
    let add =
        |hash: u64, letter: char| (hash ^ u64::from(u32::from(letter))).wrapping_mul(WORD_PRIME);
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            hash = add(hash, letter.to_ascii_lowercase());
            is_open = true;
            continue;
        }
        let is_alone = !letter.is_ascii() && script::is_spaceless(letter);
        let is_part = letter.is_alphanumeric() && !is_alone;
        if is_part {
            hash = letter.to_lowercase().fold(hash, add);
        } else if is_open {
            see(hash);
            hash = WORD_BASIS;
        }
        is_open = is_part;
        if is_alone {
            see(add(WORD_BASIS, letter));
        }
    }
    if is_open {
        see(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_make_no_difference() {
        let typed = "“We know those cranes,” said Col Ransome, who visited the yard in 2019 with a delegation.";
        let plain = "we know those CRANES said col ransome who visited the yard, in 2019; with a delegation";
        assert_eq!(Signature::of(typed), Signature::of(plain));
        assert!(Signature::of(typed).is_some());
    }

    #[test]
    fn the_smallest_are_kept_each_once() {
        let mut smallest = Smallest::default();
        let hashes = || (0..2_000_u64).map(|at| at.wrapping_mul(HASH_FACTOR) % 150_000);
        hashes().for_each(|hash| smallest.add(hash));
        let mut expected: Vec<u64> = hashes().collect();
        expected.sort_unstable();
        expected.dedup_by_key(|hash| *hash >> TAIL_BITS);
        assert_eq!(smallest.settle(), expected[..MAX_HASHES]);
    }

    #[test]
    fn a_signature_comes_back_from_its_column() {
        for words in [12, 13, 500] {
            let text: Vec<String> = (0..words).map(|word| format!("w{word}")).collect();
            let signature = Signature::of(&text.join(" ")).unwrap();
            let kept = Signature::from_packed(signature.packed().into_iter()).unwrap();
            assert_eq!(kept.hashes, signature.hashes);
            assert_eq!(kept.bands, signature.bands[..LOOKED_UP]);
        }
        assert_eq!(Signature::from_packed(std::iter::empty()), None);
    }

    #[test]
    fn a_line_has_no_signature_and_an_ideograph_is_a_word() {
        assert_eq!(Signature::of("Please enter your comment!"), None);
        assert!(Signature::of("谈判代表团周一在伊斯坦布尔会面，没有握手").is_some());
    }
}
