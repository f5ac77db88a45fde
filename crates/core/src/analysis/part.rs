//! Apostrophes inside a word: possessives, elisions, contractions.

/// The marks that are typed for an apostrophe.
pub(super) fn is_apostrophe(mark: char) -> bool {
    matches!(mark, '\'' | '’' | '‘' | 'ʼ' | '＇' | '‛')
}

/// Articles, pronouns and prepositions that lose their vowel before another: French, Italian, Catalan, Occitan. They are
/// parted in texts of every language, for `d'Ivoire` and `L'Aquila` are written in all of them.
const ELIDED: &[&str] = &[
    "all", "bell", "c", "ch", "coll", "d", "dall", "dell", "gl", "j", "jusqu", "l", "lorsqu", "m",
    "mezz", "n", "nell", "nessun", "pell", "puisqu", "qu", "quand", "quell", "quelqu", "quest",
    "quoiqu", "s", "sant", "sull", "t", "tutt", "un",
];

/// Ends of English contractions, whose apostrophe stays: without it `we'll` is `well` and `can't` is `cant`.
const CONTRACTED: &[&str] = &["t", "ll", "re", "ve", "d", "m"];

/// The word without `'s`.
pub(super) fn without_possessive(word: &str) -> &str {
    let Some(stem) = word.strip_suffix(['s', 'S']) else {
        return word;
    };
    match stem.char_indices().next_back() {
        Some((at, mark)) if at > 0 && is_apostrophe(mark) => &stem[..at],
        _ => word,
    }
}

/// Where the article of `l'énergie` ends and where its noun begins, in bytes.
pub(super) fn elision(word: &str) -> Option<(usize, usize)> {
    let (at, mark) = word.char_indices().find(|(_, mark)| is_apostrophe(*mark))?;
    let (article, rest) = (&word[..at], at + mark.len_utf8());
    let leans = ELIDED
        .iter()
        .any(|elided| elided.eq_ignore_ascii_case(article));
    let noun = word[rest..].chars().next().is_some_and(char::is_alphabetic);
    (leans && noun && !is_contraction(word)).then_some((at, rest))
}

/// Whether it is `don't`, `we'll`, `they've`.
pub(super) fn is_contraction(word: &str) -> bool {
    let Some((at, mark)) = word.char_indices().rfind(|(_, mark)| is_apostrophe(*mark)) else {
        return false;
    };
    let end = &word[at + mark.len_utf8()..];
    at > 0
        && CONTRACTED
            .iter()
            .any(|contracted| contracted.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_possessive_is_left_out() {
        for word in ["Russia's", "Russia’s", "RUSSIA'S", "Russiaʼs"] {
            assert!(
                without_possessive(word).eq_ignore_ascii_case("russia"),
                "{word}"
            );
        }
        for word in ["s", "'s", "talks", "O'Brien", "don't"] {
            assert_eq!(without_possessive(word), word);
        }
    }

    #[test]
    fn an_article_leans_on_its_noun() {
        for word in ["l'énergie", "D’Ivoire", "dell'arte", "qu'il"] {
            let (article, noun) = elision(word).expect(word);
            assert!(
                is_apostrophe(word[article..noun].chars().next().unwrap()),
                "{word}"
            );
        }
        for word in ["O'Brien", "don't", "I'd", "aujourd'hui", "п'ять", "energy"] {
            assert_eq!(elision(word), None, "{word}");
        }
    }
}
