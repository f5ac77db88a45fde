//! An article as the engine's document, and back.

use tantivy::TantivyDocument;
use tantivy::schema::document::Value as _;
use xxhash_rust::xxh3::xxh3_64;

use super::schema::{BODY, Fields, RANKED_COUNT};
use crate::ablation::{Piece, is_without};
use crate::analysis::{Forms, Scribe, Signature};
use crate::article::{Article, Language, SourceFile, Value};

/// Letters and digits that are told apart at a glance, for short ids.
const SHORT_ID_ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Letters of a short id: at 30 bits, two of 26,000 articles share one by chance about once in three collections.
pub(super) const SHORT_ID_LENGTH: usize = 6;

/// Whether an interval of publication is a moment: it is one second long, and a day is the next longer one.
pub(crate) fn is_moment(start: i64, end: i64) -> bool {
    end.saturating_sub(start) <= 1
}

/// The address without what people leave out when they type it.
pub(crate) fn plain_url(url: &str) -> &str {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or(url);
    rest.strip_prefix("www.").unwrap_or(rest)
}

/// The short id shown beside a hit.
pub(crate) fn short_id(key: u64) -> String {
    (0..SHORT_ID_LENGTH)
        .map(|place| char::from(short_id_letter(key, place)))
        .collect()
}

/// Whether a key has a short id, of which these are the letters.
pub(super) fn has_short_id(key: u64, letters: [u8; SHORT_ID_LENGTH]) -> bool {
    let mut places = letters.into_iter().enumerate();
    places.all(|(place, letter)| short_id_letter(key, place) == letter)
}

fn short_id_letter(key: u64, place: usize) -> u8 {
    SHORT_ID_ALPHABET[(key >> (5 * place)) as usize & 31]
}

/// What an update replaces: one article of one source.
pub(crate) fn key(source: Option<&str>, id: &str) -> u64 {
    let source = source.unwrap_or_default();
    let mut bytes = Vec::with_capacity(source.len() + id.len() + 1);
    bytes.extend_from_slice(source.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(id.as_bytes());
    xxh3_64(&bytes)
}

/// An article made ready for the index: serialized once, with its key and its digest.
pub(crate) struct Prepared {
    pub(crate) article: Article,
    pub(crate) key: u64,
    pub(crate) digest: u64,
    json: String,
}

impl Prepared {
    pub(crate) fn new(article: Article) -> Self {
        let json = serde_json::to_string(&article).expect("an article holds only plain values");
        let path = article.source.as_ref().map(|source| source.path.as_str());
        Self {
            key: key(path, &article.id),
            digest: xxh3_64(json.as_bytes()),
            json,
            article,
        }
    }

    /// About the memory that its document takes, in bytes: it holds the text as terms, as forms and as it is stored.
    pub(crate) fn document_bytes(&self) -> u64 {
        3 * self.json.len() as u64
    }

    /// The document, its terms by a scribe; `file` is the state of the source file where this is its only article.
    pub(crate) fn into_document(
        self,
        fields: &Fields,
        file: Option<&SourceFile>,
        scribe: &mut Scribe,
    ) -> TantivyDocument {
        let Self {
            article,
            key,
            digest,
            json,
        } = self;
        let mut document = TantivyDocument::default();
        add_text(&mut document, fields, &article, scribe);
        add_metadata(&mut document, fields, &article);
        add_signature(&mut document, fields, &article);
        document.add_u64(fields.key, key);
        document.add_u64(fields.digest, digest);
        document.add_text(fields.id, &article.id);
        if let Some(source) = &article.source {
            document.add_text(fields.source, &source.path);
            if let Some(format) = &source.format {
                document.add_text(fields.format, format);
            }
        }
        if let Some(file) = file {
            add_file_state(&mut document, fields, file);
        }
        document.add_text(fields.article, json);
        document
    }
}

/// Words of the lead, which are indexed twice: one sentence or two. A news story tells the most important first (the
/// "inverted pyramid"), and a word that is said twice counts as BM25F counts a field of double weight (Robertson,
/// Zaragoza, Taylor, CIKM 2004), at no cost to a search. 40 is the best of 30, 40, 50, 60, 100 and 200 on twelve sets.
const LEAD_WORDS: u64 = 40;

fn add_text(
    document: &mut TantivyDocument,
    fields: &Fields,
    article: &Article,
    scribe: &mut Scribe,
) {
    let captions: Vec<&str> = article.captions.iter().map(String::as_str).collect();
    let texts: [&[&str]; RANKED_COUNT] = [
        &[&article.title],
        &[&article.deck],
        &[&article.body],
        &captions,
        &[&article.rest],
    ];
    scribe.begin(article.language);
    for (field, values) in fields.ranked.iter().zip(texts) {
        for text in values.iter().filter(|text| !text.is_empty()) {
            document.add_text(*field, scribe.terms(text, Forms::Added));
        }
    }
    document.add_text(fields.forms, scribe.forms());
    if !scribe.marks().is_empty() {
        document.add_text(fields.marked, scribe.marks());
    }
    let lead = lead(&article.body);
    if !lead.is_empty() && !is_without(Piece::Lead) {
        document.add_text(fields.ranked[BODY], scribe.terms(lead, Forms::Known));
    }
    document.add_u64(fields.words, count_words(&article.body));
}

/// Adds what copies of the article are known by.
fn add_signature(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let Some(signature) = Signature::of(&article.body) else {
        return;
    };
    for packed in signature.packed() {
        document.add_u64(fields.signature, packed);
    }
    for band in signature.bands() {
        document.add_u64(fields.bands, *band);
    }
    if article.is_live() {
        document.add_u64(fields.live, 1);
    }
}

/// The beginning of a text.
pub(crate) fn lead(text: &str) -> &str {
    let mut words = 0;
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        words += count_words(word);
        if words > LEAD_WORDS {
            break;
        }
        end += word.len();
    }
    if end == 0 {
        unspaced_lead(text)
    } else {
        &text[..end]
    }
}

/// The beginning of a text without spaces.
fn unspaced_lead(text: &str) -> &str {
    let end = text.char_indices().nth(LEAD_WORDS as usize);
    end.map_or(text, |(end, _)| &text[..end])
}

/// Words of a text: those between spaces, and each character of a script that writes without them.
pub(crate) fn count_words(text: &str) -> u64 {
    let (mut words, mut start) = (0, 0);
    let bytes = text.as_bytes();
    while start < bytes.len() {
        let (mut at, mut has_letter) = (start, false);
        while at < bytes.len() && bytes[at].is_ascii_graphic() {
            has_letter |= bytes[at].is_ascii_alphanumeric();
            at += 1;
        }
        if bytes.get(at).is_none_or(u8::is_ascii_whitespace) {
            words += u64::from(has_letter);
        } else {
            let rest = bytes[at..].iter().position(u8::is_ascii_whitespace);
            at = rest.map_or(bytes.len(), |rest| at + rest);
            words += count_marked(&text[start..at]);
        }
        start = at + 1;
    }
    words
}

/// Words of a text without the common kinds of white space, which may have others.
fn count_marked(text: &str) -> u64 {
    let is_unspaced = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let count = |word: &str| {
        let unspaced = word.chars().filter(|c| is_unspaced(*c)).count() as u64;
        unspaced.max(u64::from(word.chars().any(char::is_alphanumeric)))
    };
    text.split_whitespace().map(count).sum()
}

fn add_metadata(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    for author in &article.authors {
        document.add_text(fields.author, author);
    }
    for tag in &article.tags {
        document.add_text(fields.tag, tag);
    }
    let optional = [
        (fields.outlet, &article.outlet),
        (fields.section, &article.section),
        (fields.place, &article.place),
    ];
    for (field, value) in optional {
        if let Some(value) = value {
            document.add_text(field, value);
        }
    }
    if let Some(url) = &article.url {
        document.add_text(fields.url, plain_url(url));
    }
    if let Some(language) = article.language {
        document.add_text(fields.language, language.code());
    }
    if let Some(published) = article.published {
        document.add_i64(fields.published, published.start_seconds());
        document.add_i64(fields.published_end, published.end_seconds());
        if article.published_is_guess() {
            document.add_u64(fields.published_guess, 1);
        }
    }
    for (name, value) in &article.extra {
        add_extra(document, fields, name, value);
    }
}

fn add_extra(document: &mut TantivyDocument, fields: &Fields, name: &str, value: &Value) {
    for text in value.texts() {
        let entry = std::iter::once((name.to_owned(), tantivy::schema::OwnedValue::Str(text)));
        document.add_object(fields.extra, entry.collect());
    }
}

/// Adds the columns from which [`super::files`] reads the state of a file back.
pub(crate) fn add_file_state(document: &mut TantivyDocument, fields: &Fields, file: &SourceFile) {
    document.add_u64(fields.file_size, file.fingerprint.size);
    document.add_i64(fields.file_modified_ns, file.fingerprint.modified_ns);
    document.add_u64(fields.file_hash, file.fingerprint.hash);
    document.add_text(fields.file_reader, &file.reader);
}

/// The document that keeps the state of a file with no article, several, or a failure.
pub(crate) fn file_document(fields: &Fields, file: &SourceFile) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.source, &file.path);
    document.add_u64(fields.record, 1);
    document.add_u64(fields.key, key(Some(&file.path), ""));
    add_file_state(&mut document, fields, file);
    if let Some(failure) = &file.failure {
        let json = serde_json::to_string(failure).expect("two strings serialize");
        document.add_text(fields.file_failure, json);
    }
    document
}

/// The text of a stored field, if the document has it.
pub(crate) fn stored_text(
    document: &TantivyDocument,
    field: tantivy::schema::Field,
) -> Option<&str> {
    document.get_first(field).and_then(|value| value.as_str())
}

/// The language of an article that names none, seen from its own words.
pub(crate) fn with_language(mut article: Article) -> Article {
    if article.language.is_none() {
        article.language = detect(&article);
        if article.language.is_some() {
            let detected = crate::article::Provenance::Detected;
            article.provenance.insert("language".into(), detected);
        }
    }
    article
}

fn detect(article: &Article) -> Option<Language> {
    [&article.body, &article.deck, &article.title]
        .into_iter()
        .find_map(|text| crate::analysis::detect(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_however_it_is_typed() {
        assert_eq!(plain_url("https://www.example.org/a"), "example.org/a");
        assert_eq!(plain_url("example.org/a"), "example.org/a");
    }

    #[test]
    fn words_are_counted_in_spaced_and_unspaced_scripts() {
        assert_eq!(count_words("Talks — resumed, on Monday."), 4);
        assert_eq!(count_words("北京时间 2022"), 5);
        assert_eq!(count_words("9\u{a0}km\u{b}and “—” Łódź"), 4);
        assert_eq!(count_words(""), 0);
    }

    #[test]
    fn the_lead_is_the_first_forty_words() {
        let text = "word ".repeat(50);
        assert_eq!(lead(&text), "word ".repeat(40));
        assert_eq!(lead("A short text."), "A short text.");
        assert_eq!(lead(&"北".repeat(50)), "北".repeat(40));
        assert_eq!(lead(""), "");
    }

    #[test]
    fn sources_part_articles_of_one_id() {
        assert_ne!(key(Some("a.jsonl"), "1"), key(Some("b.jsonl"), "1"));
        assert_ne!(key(Some("a"), "b"), key(None, "ab"));
    }
}
