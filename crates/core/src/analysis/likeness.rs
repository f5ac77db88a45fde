//! Which texts are copies of one another, as far as their signatures tell.
//!
//! What each value does is in `testdata/copies/README.md`, measured on pairs that were judged by reading.

use super::signature::Signature;
use crate::article::Article;

/// How much of the shorter text has to stand in the longer.
const MIN_CONTAINED: f32 = 0.7;

/// How much of it has to where more than that is in doubt: see [`FAR_APART_DAYS`] and [`FEW_HASHES`].
const MIN_CONTAINED_IN_DOUBT: f32 = 0.85;

/// Days between two articles from which a form that is filled anew each year, month or storm is likelier than a reprint.
const FAR_APART_DAYS: i64 = 30;

/// Hashes of the shorter text below which the share is too rough: of 16 its error is .11 about .7.
const FEW_HASHES: usize = 16;

/// How long the shorter text has to be beside the longer: an item of a roundup or of a front page is no copy of it, for a page
/// about other things would stand for it.
const MIN_LENGTH_SHARE: f64 = 0.1;

/// Hashes in common below which chance and stock phrases decide.
pub(crate) const MIN_COMMON: usize = 5;

const DAY_SECONDS: i64 = 86_400;

/// Whether two articles are copies of one another, as a search folds them: most of the shorter text stands in the longer, word
/// for word, and nearly all of it where more than thirty days lie between them. Texts of a line or two never are; a date
/// that is a guess is none.
///
/// # Example
/// ```
/// use fiche::{Article, are_copies};
///
/// let lead = "Crane drivers at the container terminal walked out on Tuesday after talks on a new roster broke down.";
/// let wire = Article::new("wire", "Drivers walk out", lead);
/// let local = Article::new("local", "Port still", format!("{lead} In the seamen's mission there was soup on the house."));
/// let other = Article::new("other", "No crane moves", "A former judge is to mediate between the two sides from Friday on.");
/// assert!(are_copies(&wire, &local));
/// assert!(!are_copies(&wire, &other));
/// ```
pub fn are_copies(a: &Article, b: &Article) -> bool {
    let signatures = Signature::of(&a.body).zip(Signature::of(&b.body));
    signatures.is_some_and(|(of_a, of_b)| {
        Print::new(&of_a, Issued::of(a)).is_copy_of(Print::new(&of_b, Issued::of(b)))
    })
}

/// When an article was published: the first second of the interval that is known, and the first after it. `None` where it
/// is not known, or only guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Issued(pub(crate) Option<(i64, i64)>);

impl Issued {
    /// When this article was published.
    pub(crate) fn of(article: &Article) -> Self {
        let known = article.published.filter(|_| !article.published_is_guess());
        Self(known.map(|date| (date.start_seconds(), date.end_seconds())))
    }

    /// Whether so much time lies between the two that they hardly tell the same news.
    fn is_far_from(self, other: Self) -> bool {
        let (Some(own), Some(others)) = (self.0, other.0) else {
            return false;
        };
        own.0.max(others.0) - own.1.min(others.1) > FAR_APART_DAYS * DAY_SECONDS
    }
}

/// What an article is compared by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Print<'a> {
    signature: &'a Signature,
    issued: Issued,
}

impl<'a> Print<'a> {
    pub(crate) fn new(signature: &'a Signature, issued: Issued) -> Self {
        Self { signature, issued }
    }

    /// The hashes of the text.
    pub(crate) fn hashes(self) -> &'a [u32] {
        self.signature.hashes()
    }

    /// Whether the two articles are copies of one another. It is symmetric and not transitive: two briefs out of one long
    /// story need not be copies.
    pub(crate) fn is_copy_of(self, other: Print<'_>) -> bool {
        let (common, smaller) = self.signature.compare(other.signature);
        let is_doubtful = smaller < FEW_HASHES || self.issued.is_far_from(other.issued);
        let share = match is_doubtful {
            true => MIN_CONTAINED_IN_DOUBT,
            false => MIN_CONTAINED,
        };
        let (own, others) = (self.signature.shingles(), other.signature.shingles());
        common >= MIN_COMMON
            && common as f32 >= share * smaller as f32
            && own.min(others) >= MIN_LENGTH_SHARE * own.max(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Date;

    /// So many made-up words, no two alike.
    fn text(words: std::ops::Range<u32>) -> String {
        let mark = |word| if word % 50 == 49 { ".\n\n" } else { " " };
        words.fold(String::new(), |text, word| {
            text + &format!("w{word}") + mark(word)
        })
    }

    fn are_copies(a: &str, b: &str) -> bool {
        are_copies_of(a, None, b, None)
    }

    fn are_copies_of(a: &str, day_a: Option<&str>, b: &str, day_b: Option<&str>) -> bool {
        let article = |text: &str, day: Option<&str>| Article {
            published: day.map(|day| day.parse::<Date>().unwrap()),
            ..Article::new("a", "", text)
        };
        let (a, b) = (article(a, day_a), article(b, day_b));
        let found = super::are_copies(&a, &b);
        assert_eq!(found, super::are_copies(&b, &a), "it is symmetric");
        found
    }

    #[test]
    fn paragraphs_of_the_outlet_and_a_cut_end_leave_a_copy() {
        let wire = text(0..400);
        let local = format!("{} {} {}", text(0..200), text(9000..9120), text(200..400));
        assert!(are_copies(&wire, &local));
        assert!(are_copies(&wire, &text(0..250)));
        assert!(!are_copies(
            &wire,
            &format!("{} {}", text(0..120), text(9000..9280))
        ));
    }

    #[test]
    fn a_brief_is_found_in_a_story_of_many_times_its_length() {
        let story = text(0..700);
        let found = (0..7).filter(|at| are_copies(&story, &text(at * 100..at * 100 + 99)));
        assert!(found.count() >= 5, "at a seventh, nine hashes decide");
        assert!(!are_copies(&text(0..100), &text(600..700)));
    }

    #[test]
    fn an_item_of_a_roundup_is_no_copy_of_it() {
        let roundup = text(0..3000);
        assert!((0..30).all(|at| !are_copies(&roundup, &text(at * 100..at * 100 + 99))));
    }

    #[test]
    fn what_hangs_below_many_stories_on_one_line_makes_no_copies() {
        let gallery = text(5000..9000).replace('\n', "");
        let with_gallery = |story: &str| format!("{story}\n\n{gallery}");
        assert!(!are_copies(
            &with_gallery(&text(0..600)),
            &with_gallery(&text(600..1200))
        ));
        assert!(are_copies(&with_gallery(&text(0..600)), &text(0..600)));
    }

    #[test]
    fn a_form_that_is_filled_anew_is_no_copy_and_a_reprint_of_last_year_is_one() {
        let last = format!("{} {}", text(0..400), text(8000..8100));
        let now = format!("{} {}", text(0..400), text(9000..9100));
        assert!(are_copies(&last, &now));
        let far = |a: &str, b: &str| are_copies_of(&last, Some(a), &now, Some(b));
        assert!(far("2022-03-01", "2022-03-20"));
        assert!(!far("2022-03-01", "2022-04-20"));
        assert!(far("2022", "2022-04-20"), "it may have been that day");
        assert!(!far("2021", "2022-04-20"));
        let reprint = are_copies_of(&last, Some("2020"), &last, Some("2022-04-20"));
        assert!(reprint);
    }

    #[test]
    fn a_guessed_date_parts_nothing() {
        let text = text(0..400);
        let mut article = Article::new("a", "", text);
        article.published = Some("2022-04-20".parse().unwrap());
        assert_ne!(Issued::of(&article), Issued::default());
        article
            .provenance
            .insert("published".into(), crate::article::Provenance::Mtime);
        assert_eq!(Issued::of(&article), Issued::default());
    }
}
