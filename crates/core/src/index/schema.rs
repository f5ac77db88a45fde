//! The one schema of an index, as a table of its ranked fields and a struct of handles.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, JsonObjectOptions, NumericOptions, STORED, Schema,
    SchemaBuilder, TextFieldIndexing, TextOptions,
};

use crate::analysis::{FOLDED, WRITTEN};

/// The raw tokenizer that tantivy registers itself: a value is one term.
const RAW: &str = "raw";

/// A field whose words are ranked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RankedField {
    /// Its name, in the schema and in queries.
    pub(crate) name: &'static str,
    /// Whether phrases can be found in it.
    pub(crate) has_positions: bool,
}

/// The ranked fields, in the order in which every table of weights lists them.
pub(crate) const RANKED: [RankedField; RANKED_COUNT] = [
    ranked("title", true),
    ranked("deck", true),
    ranked("body", true),
    ranked("captions", true),
    ranked("rest", false),
];

/// The place of the text in [`RANKED`].
pub(crate) const BODY: usize = 2;

/// How many fields are ranked.
pub(crate) const RANKED_COUNT: usize = 5;

const fn ranked(name: &'static str, has_positions: bool) -> RankedField {
    RankedField {
        name,
        has_positions,
    }
}

/// Handles of every field.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// The ranked fields, as [`RANKED`] lists them.
    pub(crate) ranked: [Field; RANKED_COUNT],
    /// Every word of the ranked fields, folded and not stemmed, without frequencies: what prefixes, wildcards, fuzzy
    /// words and exact forms are looked up in.
    pub(crate) forms: Field,
    /// The words among them whose marks folding took away, with their marks, and folded where an article never holds them without: an
    /// article that has a word as it was typed, with marks or without, comes before one that has it otherwise.
    pub(crate) marked: Field,
    /// Metadata that is matched by its words; the raw values are columns.
    pub(crate) author: Field,
    pub(crate) outlet: Field,
    pub(crate) section: Field,
    pub(crate) tag: Field,
    pub(crate) place: Field,
    pub(crate) extra: Field,
    /// Metadata that is matched whole.
    pub(crate) language: Field,
    pub(crate) url: Field,
    /// The article's id.
    pub(crate) id: Field,
    /// XXH3 of source and id: what an update replaces, and what the short id shown beside a hit is a part of.
    pub(crate) key: Field,
    /// XXH3 of the stored article: an unchanged record of a changed file is left alone.
    pub(crate) digest: Field,
    /// The source's path, and which record of it.
    pub(crate) source: Field,
    /// First second of the interval of publication, and the first after it, since 1970 UTC.
    pub(crate) published: Field,
    pub(crate) published_end: Field,
    /// 1 where the date of publication is only a guess.
    pub(crate) published_guess: Field,
    /// The format of the source.
    pub(crate) format: Field,
    /// Words of the body.
    pub(crate) words: Field,
    /// What copies of one story have in common: its hashes, packed, and those by which copies are looked up.
    pub(crate) signature: Field,
    pub(crate) bands: Field,
    /// Whether it is a live blog, of which the latest version is the one to read.
    pub(crate) live: Field,
    /// State of a source file, on its one article, else on a document of its own that is marked as `record`.
    pub(crate) file_size: Field,
    pub(crate) file_modified_ns: Field,
    pub(crate) file_hash: Field,
    pub(crate) file_reader: Field,
    pub(crate) file_failure: Field,
    pub(crate) record: Field,
    /// What alerts have found, as JSON, on documents that are marked as `record` too.
    pub(crate) findings: Field,
    /// The stored article, as JSON.
    pub(crate) article: Field,
}

/// Builds the schema and its handles.
pub(crate) fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        ranked: RANKED.map(|field| ranked_field(&mut schema, field)),
        forms: schema.add_text_field("forms", indexed(WRITTEN, IndexRecordOption::Basic)),
        marked: schema.add_text_field("marked", indexed(WRITTEN, IndexRecordOption::Basic)),
        author: metadata_field(&mut schema, "author"),
        outlet: metadata_field(&mut schema, "outlet"),
        section: metadata_field(&mut schema, "section"),
        tag: metadata_field(&mut schema, "tag"),
        place: metadata_field(&mut schema, "place"),
        extra: schema.add_json_field("extra", extra_options()),
        language: schema.add_text_field("language", whole()),
        url: schema.add_text_field("url", indexed(RAW, IndexRecordOption::Basic)),
        id: schema.add_text_field("id", whole()),
        key: schema.add_u64_field("key", looked_up().set_fast()),
        digest: schema.add_u64_field("digest", FAST),
        source: schema.add_text_field("source", whole()),
        published: schema.add_i64_field("published", FAST),
        published_end: schema.add_i64_field("published_end", FAST),
        published_guess: schema.add_u64_field("published_guess", FAST),
        format: schema.add_text_field("format", whole()),
        words: schema.add_u64_field("words", FAST),
        signature: schema.add_u64_field("signature", FAST),
        bands: schema.add_u64_field("bands", looked_up()),
        live: schema.add_u64_field("live", FAST),
        file_size: schema.add_u64_field("file_size", FAST),
        file_modified_ns: schema.add_i64_field("file_modified_ns", NumericOptions::from(FAST)),
        file_hash: schema.add_u64_field("file_hash", FAST),
        file_reader: schema.add_text_field("file_reader", column()),
        file_failure: schema.add_text_field("file_failure", STORED),
        record: schema.add_u64_field("record", looked_up().set_fast()),
        findings: schema.add_text_field("findings", STORED),
        article: schema.add_text_field("article", STORED),
    };
    (schema.build(), fields)
}

fn indexed(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_fieldnorms(false)
        .set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}

fn ranked_field(schema: &mut SchemaBuilder, field: RankedField) -> Field {
    let option = if field.has_positions {
        IndexRecordOption::WithFreqsAndPositions
    } else {
        IndexRecordOption::WithFreqs
    };
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WRITTEN)
        .set_fieldnorms(true)
        .set_index_option(option);
    schema.add_text_field(
        field.name,
        TextOptions::default().set_indexing_options(indexing),
    )
}

fn metadata_field(schema: &mut SchemaBuilder, name: &str) -> Field {
    let options = indexed(FOLDED, IndexRecordOption::WithFreqsAndPositions).set_fast(RAW);
    schema.add_text_field(name, options)
}

fn extra_options() -> JsonObjectOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(FOLDED)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    JsonObjectOptions::default().set_indexing_options(indexing)
}

fn whole() -> TextOptions {
    indexed(RAW, IndexRecordOption::Basic).set_fast(RAW)
}

/// Of a number; how many a document has is not counted.
fn looked_up() -> NumericOptions {
    NumericOptions::default().set_indexed()
}

fn column() -> TextOptions {
    TextOptions::default().set_fast(RAW)
}
