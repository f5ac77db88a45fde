//! Names of months and time zones, by language.

/// The names of each month, January first, in lower case: English, German, French, Spanish, Italian, Portuguese, Dutch,
/// Polish, Swedish, Ukrainian and Russian, whole (in the case that dates use) and short; then Czech, Turkish, Romanian,
/// Finnish, Greek, Arabic (of Egypt and of the Levant) and Hebrew, whole.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "stycznia", "styczeń", "січня", "січень", "січ", "января", "январь", "янв", "leden", "ledna", "ocak", "ianuarie", "tammikuuta", "ιανουαρίου", "janvāris", "janvārī", "sausio", "يناير", "ינואר", "בינואר"],
    &["february", "feb", "februar", "feber", "février", "fevrier", "févr", "fév", "febrero", "febbraio", "fevereiro", "fev", "februari", "lutego", "luty", "лютого", "лютий", "лют", "февраля", "февраль", "фев", "únor", "února", "şubat", "februarie", "helmikuuta", "φεβρουαρίου", "فبراير", "شباط", "פברואר", "בפברואר"],
    &["march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt", "marca", "marzec", "березня", "березень", "бер", "марта", "март", "мар", "březen", "března", "mart", "martie", "maaliskuuta", "μαρτίου", "مارس", "آذار", "מרץ", "במרץ", "מרס"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "kwiecień", "квітня", "квітень", "кві", "апреля", "апрель", "апр", "duben", "dubna", "nisan", "aprilie", "huhtikuuta", "απριλίου", "أبريل", "ابريل", "نيسان", "אפריל", "באפריל"],
    &["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "maja", "травня", "травень", "тра", "мая", "май", "květen", "května", "mayıs", "toukokuuta", "μαΐου", "مايو", "أيار", "ايار", "מאי", "במאי"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwca", "czerwiec", "червня", "червень", "чер", "июня", "июнь", "июн", "červen", "června", "haziran", "iunie", "kesäkuuta", "ιουνίου", "يونيو", "حزيران", "יוני", "ביוני"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipca", "lipiec", "липня", "липень", "лип", "июля", "июль", "июл", "červenec", "července", "temmuz", "iulie", "heinäkuuta", "ιουλίου", "يوليو", "تموز", "יולי", "ביולי"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti", "sierpnia", "sierpień", "серпня", "серпень", "сер", "августа", "август", "авг", "srpen", "srpna", "ağustos", "elokuuta", "αυγούστου", "أغسطس", "اغسطس", "آب", "אוגוסט", "באוגוסט"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro", "września", "wrzesień", "вересня", "вересень", "вер", "сентября", "сентябрь", "сен", "сент", "září", "eylül", "septembrie", "syyskuuta", "σεπτεμβρίου", "سبتمبر", "أيلول", "ايلول", "ספטמבר", "בספטמבר"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "października", "październik", "жовтня", "жовтень", "жов", "октября", "октябрь", "окт", "říjen", "října", "ekim", "octombrie", "lokakuuta", "οκτωβρίου", "أكتوبر", "اكتوبر", "אוקטובר", "באוקטובר"],
    &["november", "nov", "novembre", "noviembre", "novembro", "listopada", "listopad", "листопада", "листопад", "лис", "ноября", "ноябрь", "ноя", "нояб", "listopadu", "kasım", "noiembrie", "marraskuuta", "νοεμβρίου", "نوفمبر", "נובמבר", "בנובמבר"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "grudnia", "grudzień", "грудня", "грудень", "гру", "декабря", "декабрь", "дек", "prosinec", "prosince", "aralık", "decembrie", "joulukuuta", "δεκεμβρίου", "ديسمبر", "דצמבר", "בדצמבר"],
];

/// Zones by their letters, in minutes east of UTC. `None` marks letters that stand for two zones or more: a time in
/// such a zone is not known to the hour.
const ZONES: &[(&str, Option<i32>)] = &[
    ("z", Some(0)),
    ("gmt", Some(0)),
    ("utc", Some(0)),
    ("ut", Some(0)),
    ("wet", Some(0)),
    ("bst", Some(60)),
    ("cet", Some(60)),
    ("mez", Some(60)),
    ("cest", Some(120)),
    ("mesz", Some(120)),
    ("eet", Some(120)),
    ("eest", Some(180)),
    ("msk", Some(180)),
    ("мск", Some(180)),
    ("hkt", Some(480)),
    ("sgt", Some(480)),
    ("kst", Some(540)),
    ("jst", Some(540)),
    ("aest", Some(600)),
    ("aedt", Some(660)),
    ("nzst", Some(720)),
    ("nzdt", Some(780)),
    ("est", Some(-300)),
    ("edt", Some(-240)),
    ("cst", Some(-360)),
    ("cdt", Some(-300)),
    ("mst", Some(-420)),
    ("mdt", Some(-360)),
    ("pst", Some(-480)),
    ("pdt", Some(-420)),
    ("et", None),
    ("ct", None),
    ("mt", None),
    ("pt", None),
    ("ist", None),
];

/// The month of that name, counted from 1.
pub(super) fn month(name: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|names| names.contains(&name))?;
    i8::try_from(index + 1).ok()
}

/// What is known of the zone of that name: `None` where it names no zone, `Some(None)` where it names several.
#[expect(
    clippy::option_option,
    reason = "an unknown name is not an ambiguous one"
)]
pub(super) fn zone(name: &str) -> Option<Option<i32>> {
    let (_, minutes) = ZONES.iter().find(|(letters, _)| *letters == name)?;
    Some(*minutes)
}
