//! Words of asking by language: what a question says of what is wanted, and nothing of its subject. *Give me articles that
//! describe the use of…* asks for a subject in four words.
//!
//! They are words like all others: in a short query, in a phrase and in an article they count in full. In a question of
//! several words they weigh little (`Weights::asking`), since an article on the subject need not hold them.

use super::lists::{self, Lists};
use crate::article::Language;

/// Folded words by language, in the order of their bytes.
const ASKING: Lists = &[
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
    lists::holds(ASKING, languages, folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_found_in() {
        lists::assert_sorted(ASKING);
        assert!(!is_asking("articles", &["uk".parse().unwrap()]));
    }
}
