//! Words of scripts without spaces, told apart by dictionaries: with the feature `dictionary`, else a run is its pairs of characters.
//!
//! Chinese and Japanese, Thai, Lao, Khmer and Burmese, as ICU cuts them. The dictionaries add 3 MB to a program, and what they do not know, a
//! new name first of all, they cut as they can; pairs find everything (`benches/README.md` has both measured). An index is of one kind: a
//! program of the other kind makes it anew.

use std::ops::Range;

/// The words of a run in order, as byte ranges in it; `None` where it is to be taken by its characters, as all of it is without the
/// feature, and Korean with it: its words stand apart, and particles behind them.
#[cfg(feature = "dictionary")]
pub(super) fn words(run: &str) -> Option<Vec<Range<usize>>> {
    use icu_segmenter::WordSegmenter;
    use icu_segmenter::options::WordBreakInvariantOptions;

    use super::hangul::is_hangul;

    if run.contains(is_hangul) {
        return None;
    }
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let breaks: Vec<usize> = segmenter.segment_str(run).collect();
    let stretches = breaks.windows(2).map(|ends| ends[0]..ends[1]);
    let is_word = |stretch: &Range<usize>| run[stretch.clone()].contains(char::is_alphanumeric);
    let words: Vec<Range<usize>> = stretches.filter(is_word).collect();
    (!words.is_empty()).then_some(words)
}

/// The words of a run; without the feature it is taken by its characters.
#[cfg(not(feature = "dictionary"))]
pub(super) fn words(_run: &str) -> Option<Vec<Range<usize>>> {
    None
}

#[cfg(all(test, feature = "dictionary"))]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Rows {
        cut: Vec<Row>,
    }

    #[derive(serde::Deserialize)]
    struct Row {
        lang: String,
        words: String,
    }

    #[test]
    fn a_run_is_cut_into_the_words_of_its_row() {
        let rows = include_str!("../../../../testdata/analysis/dictionary.toml");
        let rows: Rows = toml::from_str(rows).expect("the rows are TOML of this shape");
        for Row { lang, words: row } in rows.cut {
            let run = row.replace('|', "");
            let cut = words(&run).unwrap();
            let cut: Vec<&str> = cut.into_iter().map(|word| &run[word]).collect();
            assert_eq!(cut.join("|"), row, "{lang}");
        }
    }

    #[test]
    fn korean_is_left_to_its_characters() {
        assert_eq!(words("항만에서"), None);
        assert_eq!(words("北京서울"), None);
    }
}
