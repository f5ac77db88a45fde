//! Words of asking by language: what a question says of what is wanted, and nothing of its subject. *Give me articles that
//! describe the use of…* asks for a subject in four words.
//!
//! They are words like all others: in a short query, in a phrase and in an article they count in full. In a question of
//! several words they weigh little (`Weights::asking`), since an article on the subject need not hold them.

use super::halving;
use crate::article::Language;

/// Folded words by language, in the order of their bytes.
const ASKING: &[(&str, &str)] = &[
    (
        "de",
        "angaben artikel auskunft bericht berichte berichten betreffend betrifft bezug bezuglich bitte erklare erklaren \
         erklart existieren finde finden gefunden gesucht gib gibt informationen interessiere interessieren liste nenne \
         nennen sage suche suchen texte thema uberblick verschiedene vorhanden wissen zeige zeigen",
    ),
    (
        "en",
        "anyone anything article articles available concerning deal dealing deals describe described describes describing \
         discuss discussed discusses discussing document documents exist exists find give information interest interested \
         know like list looking paper papers pertaining please provide provides reference references regarding related \
         relating relevant report reports see show tell use used using various want wanted work",
    ),
    (
        "es",
        "articulo articulos busco conocer dame deseo documento documentos encontrar existe existen explica explicar \
         hablame informacion informe informes interesa lista mostrar muestra quiero referencias referente relacionado \
         relativo relativos saber sobre tema textos trata tratan varios",
    ),
    (
        "fr",
        "article articles cherche chercher concernant concerne connaitre decrire decrit decrivant disponible document \
         documents donne donnez existe existent explique expliquer information informations interesse liste montre \
         montrez propos rapport rapports references relatif relatifs savoir texte textes traitant traite traitent trouver \
         veux voudrais",
    ),
];

/// Whether a folded word is one of asking in one of the languages.
pub(crate) fn is_asking(folded: &str, languages: &[Language]) -> bool {
    let of = |language: &Language| ASKING.iter().find(|(code, _)| *code == language.code());
    let lists = languages.iter().filter_map(of);
    lists
        .into_iter()
        .any(|(_, list)| halving::find(list, b' ', |word| word.cmp(folded)).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_found_in() {
        for (code, list) in ASKING {
            let words: Vec<&str> = list.split(' ').collect();
            let mut sorted = words.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(words, sorted, "write {code} as {}", sorted.join(" "));
            let language = [code.parse().unwrap()];
            assert!(
                words.iter().all(|word| is_asking(word, &language)),
                "{code}"
            );
            assert!(!is_asking("harbour", &language) && !is_asking("", &language));
        }
        assert!(!is_asking("articles", &["uk".parse().unwrap()]));
    }
}
