//! British and American spelling: a word of a query is found in the other one too.
//!
//! Asked on the side of the query, as names are. What a rule makes of a word that it was not meant for (`promize`) stands in
//! no article and finds nothing.

/// How words begin that are spelt in two ways: British, American. What follows is the same in both. They are in the order of
/// their first letters; where the two differ in it, they stand at both.
const BEGINNINGS: &[[&str; 2]] = &[
    ["aeroplane", "airplane"],
    ["ageing", "aging"],
    ["aluminium", "aluminum"],
    ["anaemi", "anemi"],
    ["analogue", "analog"],
    ["analys", "analyz"],
    ["armour", "armor"],
    ["artefact", "artifact"],
    ["behaviour", "behavior"],
    ["calibre", "caliber"],
    ["cancelled", "canceled"],
    ["cancelling", "canceling"],
    ["catalogue", "catalog"],
    ["centre", "center"],
    ["clamour", "clamor"],
    ["colour", "color"],
    ["cosy", "cozy"],
    ["counsellor", "counselor"],
    ["defence", "defense"],
    ["demeanour", "demeanor"],
    ["dialogue", "dialog"],
    ["endeavour", "endeavor"],
    ["enrolment", "enrollment"],
    ["estrogen", "oestrogen"],
    ["favour", "favor"],
    ["fibre", "fiber"],
    ["flavour", "flavor"],
    ["foetus", "fetus"],
    ["fuelled", "fueled"],
    ["fuelling", "fueling"],
    ["fulfilment", "fulfillment"],
    ["glamour", "glamor"],
    ["grey", "gray"],
    ["haemo", "hemo"],
    ["harbour", "harbor"],
    ["honour", "honor"],
    ["humour", "humor"],
    ["instalment", "installment"],
    ["jewellery", "jewelry"],
    ["judgement", "judgment"],
    ["labelled", "labeled"],
    ["labelling", "labeling"],
    ["labour", "labor"],
    ["licence", "license"],
    ["litre", "liter"],
    ["manoeuvre", "maneuver"],
    ["marvellous", "marvelous"],
    ["metre", "meter"],
    ["modelled", "modeled"],
    ["modelling", "modeling"],
    ["mould", "mold"],
    ["moustache", "mustache"],
    ["neighbour", "neighbor"],
    ["odour", "odor"],
    ["oestrogen", "estrogen"],
    ["offence", "offense"],
    ["paediatric", "pediatric"],
    ["paralys", "paralyz"],
    ["parlour", "parlor"],
    ["plough", "plow"],
    ["pretence", "pretense"],
    ["programme", "program"],
    ["pyjama", "pajama"],
    ["rigour", "rigor"],
    ["rumour", "rumor"],
    ["sabre", "saber"],
    ["saviour", "savior"],
    ["sceptic", "skeptic"],
    ["signalled", "signaled"],
    ["skilful", "skillful"],
    ["spectre", "specter"],
    ["splendour", "splendor"],
    ["theatre", "theater"],
    ["totalled", "totaled"],
    ["travelled", "traveled"],
    ["traveller", "traveler"],
    ["travelling", "traveling"],
    ["tumour", "tumor"],
    ["valour", "valor"],
    ["vapour", "vapor"],
    ["vigour", "vigor"],
    ["wilful", "willful"],
    ["yoghurt", "yogurt"],
];

/// How verbs and their nouns end that are written with *s* or *z*.
const ENDINGS: &[&str] = &[
    "e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational",
];

/// Letters before such an ending: of shorter words it is part of the root (`rise`, `size`, `prize`).
const MIN_LETTERS: usize = 4;

/// The other spelling of a folded word; `None` for most words.
pub(super) fn other(folded: &str) -> Option<String> {
    by_beginning(folded).or_else(|| by_ending(folded))
}

fn by_beginning(folded: &str) -> Option<String> {
    let swap = |from: &str, to: &str| Some(format!("{to}{}", folded.strip_prefix(from)?));
    let first = folded.bytes().next();
    let from = BEGINNINGS.partition_point(|pair| initial(pair) < first);
    let pairs = BEGINNINGS[from..].iter();
    let mut pairs = pairs.take_while(|pair| initial(pair) == first);
    pairs.find_map(|[one, other]| swap(one, other).or_else(|| swap(other, one)))
}

fn initial(pair: &[&str; 2]) -> Option<u8> {
    pair[0].bytes().next()
}

fn by_ending(folded: &str) -> Option<String> {
    with_s(folded).or_else(|| swap_before_ending(folded, "is", "iz"))
}

/// A verb in `-ize`, or a word made of one, as it is written with *s*; `None` for other words.
pub(super) fn with_s(lower: &str) -> Option<String> {
    swap_before_ending(lower, "iz", "is")
}

fn swap_before_ending(word: &str, from: &str, to: &str) -> Option<String> {
    if !word.contains(from) {
        return None;
    }
    ENDINGS.iter().find_map(|ending| {
        let root = word.strip_suffix(ending)?.strip_suffix(from)?;
        (root.len() >= MIN_LETTERS).then(|| format!("{root}{to}{ending}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_stand_by_their_first_letters() {
        assert!(BEGINNINGS.is_sorted_by_key(initial));
        for [one, other] in BEGINNINGS {
            let is_at_both = one[..1] == other[..1] || BEGINNINGS.contains(&[other, one]);
            assert!(is_at_both, "{one}, {other}");
        }
    }

    #[test]
    fn a_word_has_its_other_spelling() {
        let cases = [
            ("organisation", "organization"),
            ("organized", "organised"),
            ("harbours", "harbors"),
            ("theater", "theatre"),
            ("defense", "defence"),
            ("neighbourhood", "neighborhood"),
            ("oestrogens", "estrogens"),
            ("estrogens", "oestrogens"),
            ("yogurts", "yoghurts"),
        ];
        for (word, spelt) in cases {
            assert_eq!(other(word).as_deref(), Some(spelt));
        }
        for word in ["rise", "size", "prize", "wise", "evacuation", "kyiv"] {
            assert_eq!(other(word), None, "{word}");
        }
    }
}
