//! What `--explain` says is true and adds up.

use fiche::{Article, Copies, Explanation, Index, Part, Reason, Search};
use proptest::prelude::*;

fn archive() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let filler = "Nothing else happened on that day in the town. ".repeat(12);
    let stories = [
        ("The harbour strike", "Dockers left the quay.", "Ferries"),
        (
            "Storm at sea",
            "The strike went on in the storm, dockers said.",
            "Quay",
        ),
        (
            "Wages rise",
            "After the strike, wages at the harbour rose.",
            "",
        ),
        (
            "Ferries sail",
            "The ferries of the harbour sail; the quay is full.",
            "Storm",
        ),
    ];
    for (at, (title, lead, caption)) in stories.iter().enumerate() {
        let body = format!("{lead} {filler}Then came the strike of the ferries.");
        let mut article = Article::new(at.to_string(), *title, body);
        article.language = "en".parse().ok();
        article.captions = vec![(*caption).to_owned()];
        writer.upsert(article).unwrap();
    }
    writer.commit().unwrap();
    index
}

fn explanations(index: &Index, query: &str) -> Vec<Explanation> {
    let search: Search = query.parse().unwrap();
    let found = index
        .search(&search.copies(Copies::Apart).explain())
        .unwrap();
    let hits = found.hits.into_iter();
    hits.map(|hit| hit.explanation.expect("it was asked for"))
        .collect()
}

#[test]
fn a_phrase_is_as_rare_as_its_words_are_together() {
    let told = &explanations(&archive(), "“harbour strike”")[0];
    let articles = |word: &str| {
        let is_word = |part: &&Part| part.label == word;
        let reason = told.parts.iter().find(is_word).map(|part| &part.reason);
        match reason {
            Some(Reason::Occurs { articles, of, .. }) => (*articles, *of),
            other => panic!("{word} is explained by {other:?}"),
        }
    };
    let ((harbour, of), (strike, _)) = (articles("harbour"), articles("strike"));
    let phrase = &told.parts[0];
    let at_most = harbour.min(strike);
    assert_eq!(phrase.reason, Reason::AsOne { at_most, of });
    let said = phrase.to_string();
    let expected =
        format!("as one, as rare as its words together: in {at_most} of {of} articles at most");
    assert!(said.ends_with(&expected), "{said}");
}

#[test]
fn a_word_of_the_lead_is_counted_once_and_said_to_count_twice() {
    let told = &explanations(&archive(), "wages")[0];
    let Reason::Occurs { fields, .. } = &told.parts[0].reason else {
        panic!("{told}");
    };
    let body = fields.iter().find(|it| it.field == "body").unwrap();
    assert_eq!((body.count, body.in_lead), (1, 1));
    let words = 8 + 12 * 9 + 7;
    assert!(body.length.abs_diff(words) <= words / 10, "{}", body.length);
    let said = told.to_string();
    assert!(
        said.contains("once in the title of 2 words, once in the body of"),
        "{said}"
    );
    assert!(said.contains("(in its lead, which counts twice)"), "{said}");
}

#[test]
fn a_word_of_the_end_is_not_of_the_lead() {
    let told = explanations(&archive(), "then");
    let told = told.first().map(ToString::to_string).unwrap_or_default();
    assert!(!told.contains("lead"), "{told}");
}

#[test]
fn words_that_an_article_does_not_hold_are_named() {
    let told = explanations(&archive(), "wages dockers lighthouse \"harbour strike\"");
    let missing = |title_word: &str| {
        let has = |it: &&Explanation| it.parts.iter().any(|part| part.label == title_word);
        told.iter().find(has).map(|it| it.missing.clone())
    };
    assert_eq!(missing("wages").unwrap(), ["dockers", "lighthouse"]);
    assert_eq!(missing("dockers").unwrap(), ["wages", "lighthouse"]);
}

/// Whole hundredths, as they are printed.
fn hundredths(printed: &str) -> i64 {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    digits.parse().expect(printed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_parts_add_up(
        words in prop::collection::vec(
            "harbour|strike|dockers|quay|ferries|storm|wages|sea|\"harbour strike\"|ferr\\*|strike\\^2|the",
            1..6,
        ),
    ) {
        let index = archive();
        for told in explanations(&index, &words.join(" ")) {
            let sum: f32 = told.parts.iter().map(|part| part.score).sum();
            prop_assert!((sum - told.score).abs() <= told.score * 1e-5, "{told}");
            let said = told.to_string();
            let counting = said.lines().filter(|line| !line.trim_start().starts_with("not in it"));
            let mut numbers = counting.map(|line| line.split_whitespace().next().unwrap_or_default());
            let total = hundredths(numbers.next().unwrap_or_default());
            prop_assert_eq!(numbers.map(hundredths).sum::<i64>(), total, "{}", said);
        }
    }
}
