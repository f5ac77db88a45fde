//! Function words by language: articles, prepositions, conjunctions, pronouns, auxiliaries; for English, question words.
//!
//! They are indexed like all words, for a phrase needs them; in a ranked search they weigh nothing beside other words. A
//! word that is a content word in another language of the table is in no list: `war` (German for *was*), `die`, `son`,
//! `man`. Ranking by rarity makes them light anyway where they are common.

use super::lists::{self, Lists};
use crate::ablation::{Piece, is_without};
use crate::article::Language;

/// Folded words by language, in the order of their bytes.
const STOPS: Lists = &[
    (
        "en",
        "a about after again against all also am an and any are aren't as at be because been before being between both \
         but by can can't could couldn't did didn't do does doesn't doing don't during each few for from further had hadn't \
         has hasn't have haven't having he he'd he'll her here hers herself him himself his how i i'd i'll i'm i've if in \
         into is isn't it its itself just me more most my myself no nor not of off on once only or other our ours \
         ourselves out over own shall she she'd she'll should shouldn't so some such than that the their theirs them \
         themselves then there these they they'd they'll they're they've this those through to too under until up upon \
         very was wasn't we we'd we'll we're we've were weren't what when where whether which while who whom whose why \
         will with within without won't would wouldn't you you'd you'll you're you've your yours yourself",
    ),
    (
        "de",
        "aber als am an auch auf aus bei bin bis da damit dann das dass dein dem den denn der des dessen doch dort du \
         durch ein eine einem einen einer eines er es euch euer fur habe haben hatte hatten ich ihm ihn ihnen ihr ihre \
         ihrem ihren ihrer im in ins ist jede jedem jeden jeder jedes kann kein keine keinem keinen keiner mein meine mich \
         mir mit muss nach nicht nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind sowie uber um \
         und uns unser unter vom von vor waren warum wegen weil wenn werden wie wieder wir wird wo wurde wurden zu zum zur \
         zwischen",
    ),
    (
        "fr",
        "a afin ai ainsi apres au aucun aussi autre aux avait avant avec avoir c ce ceci cela celle celui ces cet cette \
         ceux chez comme d dans de depuis des dont du elle elles en entre est et etaient etait ete etre eux il ils j je \
         jusqu l la le les leur leurs lors lui ma mais meme mes moi mon n ne nos notre nous ont ou par parce pas pendant \
         peut plus quand que quel quelle quelles quels qui quoi s sa sans se selon sera ses si sont sous sur t ta te tes \
         tous tout toute toutes tres tu un une vers vos votre vous y",
    ),
    (
        "es",
        "a al algo ante antes asi aunque cada como cual cuando de del desde donde dos e el ella ellas ellos en entre era \
         eran es esa esas ese eso esos esta estaba estan estas este esto estos fue fueron ha habia han hasta hay la las \
         le les lo los mas me mi mientras mis muy ni nos nosotros nuestra nuestro o otra otro para pero por porque que \
         quien se sea segun ser si sido sobre solo su sus tambien te tiene todo todos tu un una unas uno unos y ya yo",
    ),
    (
        "it",
        "a ad agli ai al alla alle allo anche c che chi ci come con cui d da dai dal dalla dalle dallo degli dei del dell \
         della delle dello di dopo dove e ed era erano essere fra gli ha hanno i il in io l la le lei li lo loro lui ma \
         mi ne negli nei nel nella nelle nello noi non o per perche piu quale quando quella quelle quelli quello questa \
         queste questi questo qui se si sia sono sua sue sugli sui sul sulla sulle suo suoi tra tutti tutto un una uno vi \
         voi",
    ),
    (
        "pt",
        "a ao aos aquela aquele as ate com como da das de dela dele depois do dos e ela elas ele eles em entre era essa \
         esse esta estao este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu minha muito na nao nas nem no nos \
         nossa nosso num numa o os ou para pela pelas pelo pelos por porque qual quando que quem se sem ser seu seus sobre \
         sua suas tambem te tem um uma voce",
    ),
    (
        "nl",
        "aan al alleen als bij daar dan dat de deze dit doch door dus een en er geen haar had heb hebben heeft het hier hij \
         hoe hun ik in is je kan maar me meer met mij mijn na naar niet nog nu of om omdat ons ook op over te tegen toch \
         tot u uit van veel voor waar wat we wel werd wie wij worden wordt ze zei zelf zich zij zijn zo zou",
    ),
    (
        "sv",
        "alla att av bara blev blir da de dem den denna det detta dig din du efter eller en ett fran ha hade han hans har \
         hon i icke inte ja jag kan med mig min mot mycket nar ni nu och om oss pa sa sig sin sina som till ut utan vad var \
         vi vid",
    ),
    (
        "pl",
        "a aby albo ale az bardzo bez bo by byc byl byla bylo byly ci co czy dla do gdy gdzie go i ich ile im inne iz ja \
         jak jako je jego jej jest jeszcze juz kiedy ktora ktore ktory lub ma mnie moze my na nad nie nim niz o od on ona \
         one oni oraz po pod przed przez przy sa sie sobie ta tak takze tam te tego tej ten to tu ty tych tylko tym u w we \
         wiec wszystko z za ze zeby",
    ),
    (
        "cs",
        "a aby ale ani az bude budou by byl byla bylo byly byt co coz do ho i jak jako je jeho jej jejich jen jeste ji jiz \
         jsem jsou k kde kdy kdyz ktera ktere kteri ktery ma mezi na nad ne nebo neni o od po pod podle pokud pri pro proto \
         protoze s se si sve ta tak take tato ten tento to tom u uz v ve vsak z za ze",
    ),
    (
        "ru",
        "а без бы был была были было быть в вам вас весь во вот все всех вы где да даже для до его ее ей ему если есть еще \
         же за здесь и из или им их к как ко когда кто ли либо мне может мой мы на над наш не него нее нет ни них но ну о \
         об однако он она они оно от очень по под при про с со так также такой там те тем то того тоже той только том ты у \
         уже хотя чего чей чем что чтобы эта эти это этого этой этом этот я",
    ),
    (
        "uk",
        "а або адже але без був була були було бути в вам вас вже ви вона вони воно все всі всіх від він для до же з за \
         зі й його йому коли котрий мені ми може між мій на навіть над нам нас наш не нею ним них ні ніж о об однак ось \
         по под при про та так такий також там те ти тих то тобто того той тому тільки у хоча це цей цього ця ці цієї \
         через чи чого що щоб я як яка яке який якого які якій є і із іх їх її",
    ),
    (
        "tr",
        "ama ancak bazi bir biz bu bunu da daha de degil diye en gibi hem hep her icin ile ise kadar ki kim mi mu nasil ne \
         neden o olan olarak oldu oldugu on onlar onu sadece sen siz sonra su tarafindan tum ve veya ya yani",
    ),
    (
        "da",
        "af alle at blev da de dem den denne der deres det dette dig din disse dog du efter eller en er et for fra ha han \
         hans har havde hende hendes her hun hvad hvis hvor i ikke ind jeg jer kan med meget men mig min mod ned noget \
         nogle nu og om os over pa sadan sig sin skal som til ud var vi vil",
    ),
    (
        "no",
        "alle at av ble da de deg dem den denne der det dette din du eller en er et etter for fra ha hadde han hans har \
         hun hva hvis hvor i ikke jeg kan med meg mot na nar og om oss pa seg sin skal som til ut var ved vi vil",
    ),
    (
        "zh",
        "不 与 也 了 于 从 他 他们 他們 以 但 但是 你 你们 及 和 因为 因為 在 她 她们 如果 它 对 就 很 從 我 我们 我們 或 所以 把 是 的 而 與 被 这 这个 這 這個 那 那个 那個 都",
    ),
    (
        "ja",
        "から が こと この これ した する その それ で です と に の は へ ます まで も や を",
    ),
];

/// Whether a word is a function word in one of the languages. `US` and `WHO` in capitals and `U.S.` are names.
pub(super) fn is_stop(typed: &str, folded: &str, languages: &[Language]) -> bool {
    !is_acronym(typed) && !is_without(Piece::StopWords) && lists::holds(STOPS, languages, folded)
}

/// Whether a folded word is a function word of any language of the table.
#[cfg(test)]
pub(super) fn is_stop_somewhere(folded: &str) -> bool {
    STOPS.iter().any(|(_, list)| lists::is_in(list, folded))
}

/// Letters with dots, or several capitals.
fn is_acronym(typed: &str) -> bool {
    typed.contains('.') || typed.chars().count() > 1 && typed.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_and_found_in() {
        lists::assert_sorted(STOPS);
    }

    #[test]
    fn an_acronym_is_no_function_word() {
        let english = [Language::ENGLISH];
        assert!(is_stop("who", "who", &english) && is_stop("Who", "who", &english));
        assert!(!is_stop("WHO", "who", &english) && !is_stop("U.S.", "us", &english));
        assert!(!is_stop("war", "war", &["de".parse().unwrap()]));
    }
}
