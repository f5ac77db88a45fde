//! Completion: words by how many articles hold them, and headlines.

mod common;

use fiche::{Article, Index, SuggestionKind};

fn index(commits: usize) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    let articles = [
        (
            "a",
            "Convoy leaves Mariupol",
            "The harbour of Mariupol was quiet.",
        ),
        (
            "b",
            "Talks by video link",
            "Mariinka and Mariupol were named.",
        ),
        ("c", "Market day", "Marigolds, and a Mariupol accent."),
        ("d", "Convoy leaves Mariupol", "A copy."),
        ("e", "Été à Mariánské Lázně", "Marina."),
    ];
    for (number, (id, title, body)) in articles.into_iter().enumerate() {
        writer.upsert(Article::new(id, title, body)).unwrap();
        if commits > 1 && number % 2 == 0 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    index
}

fn words(index: &Index, typed: &str, limit: usize) -> Vec<String> {
    let suggestions = index.suggest(typed, limit).unwrap().into_iter();
    let words = suggestions.filter(|it| it.kind == SuggestionKind::Word);
    words
        .map(|it| format!("{} {}", it.text, it.articles))
        .collect()
}

#[test]
fn words_come_by_how_many_articles_hold_them() {
    for commits in [1, 3] {
        let index = index(commits);
        let expected = [
            "mariupol 4",
            "marianske 1",
            "marigolds 1",
            "mariinka 1",
            "marina 1",
        ];
        assert_eq!(words(&index, "mari", 30), expected);
        assert_eq!(words(&index, "mari", 3), expected[..2]);
        // What one letter gives is kept, and is the same the next time.
        assert_eq!(words(&index, "m", 3), words(&index, "m", 3));
        assert_eq!(words(&index, "M", 3)[0], "mariupol 4");
        assert_eq!(words(&index, "talks +mariup", 3), ["talks +mariupol 4"]);
        assert_eq!(words(&index, "ete", 3), ["ete 1"]);
        for nothing in ["", " ", "mari ", "xylo", "\u{301}", "“"] {
            assert!(words(&index, nothing, 3).is_empty(), "{nothing:?}");
        }
        assert!(index.suggest("mari", 0).unwrap().is_empty());
    }
}

#[test]
fn headlines_hold_the_earlier_words() {
    let index = index(1);
    let headlines = |typed: &str| {
        let suggestions = index.suggest(typed, 9).unwrap().into_iter();
        let headlines = suggestions.filter(|it| it.kind == SuggestionKind::Headline);
        headlines
            .map(|it| (it.text, it.articles))
            .collect::<Vec<_>>()
    };
    let convoy = [("Convoy leaves Mariupol".to_owned(), 2)];
    assert_eq!(headlines("mariup"), convoy);
    assert_eq!(headlines("convoy mari"), convoy);
    assert!(headlines("video mari").is_empty());
}

#[test]
fn a_new_commit_gives_new_words() {
    let index = index(1);
    assert_eq!(words(&index, "z", 3).len(), 0);
    let mut writer = index.writer().unwrap();
    writer.upsert(Article::new("z", "Zebra", "Zoo.")).unwrap();
    writer.commit().unwrap();
    assert_eq!(words(&index, "z", 3), ["zebra 1", "zoo 1"]);
}

#[test]
fn every_beginning_of_a_collection_gives_words_that_begin_so() {
    let index = common::collection(200, 2);
    for typed in ["b", "ba", "bad", "bado", "q", "fi"] {
        let mut last = u64::MAX;
        for suggestion in index.suggest(typed, 20).unwrap() {
            if suggestion.kind == SuggestionKind::Word {
                assert!(
                    suggestion.text.starts_with(typed),
                    "{typed}: {suggestion:?}"
                );
                assert!(suggestion.articles <= last, "{typed}: {suggestion:?}");
                last = suggestion.articles;
            }
        }
    }
}
