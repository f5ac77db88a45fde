//! What the engine's own queries of each kind are.

use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, PhraseQuery, Query, RegexQuery};
use tantivy::schema::Term;

use super::{BareSearcher, one};
use crate::QueryKind;

impl BareSearcher {
    /// Whether the index has what queries of a kind ask for: it knows no dates.
    pub fn answers(kind: QueryKind) -> bool {
        kind != QueryKind::DateFilter
    }

    /// The ten best articles for a query of a kind that is answered, as [`Corpus::queries`](crate::Corpus::queries) writes it.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn best_of(&self, kind: QueryKind, query: &str) -> tantivy::Result<Vec<DocAddress>> {
        let query = match kind {
            QueryKind::AllWords => self.all_of(query)?,
            QueryKind::Phrase => self.phrase(query)?,
            QueryKind::Prefix => self.prefix(query.trim_end_matches('*'))?,
            QueryKind::Fuzzy => self.misspelt(query.trim_end_matches("~1")),
            _ => self.any_of(query)?,
        };
        self.best_ten(&query)
    }

    /// Every word, in whichever field.
    fn all_of(&self, words: &str) -> tantivy::Result<BooleanQuery> {
        let terms = self.terms(words)?;
        let each = terms.iter().map(|term| {
            let fields = self.in_fields(|field| one(field, term));
            Box::new(BooleanQuery::union(fields)) as Box<dyn Query>
        });
        Ok(BooleanQuery::intersection(each.collect()))
    }

    fn phrase(&self, words: &str) -> tantivy::Result<BooleanQuery> {
        let terms = self.terms(words)?;
        Ok(BooleanQuery::union(self.in_fields(|field| {
            let terms = terms.iter().map(|term| Term::from_field_text(field, term));
            Box::new(PhraseQuery::new(terms.collect()))
        })))
    }

    /// The engine gives every word with the prefix the same score.
    fn prefix(&self, letters: &str) -> tantivy::Result<BooleanQuery> {
        let pattern = format!("{letters}.*");
        let [title, body] = [self.bare.title, self.bare.body]
            .map(|field| RegexQuery::from_pattern(&pattern, field));
        Ok(BooleanQuery::union(vec![Box::new(title?), Box::new(body?)]))
    }

    /// Words at most one letter away, all with the same score.
    fn misspelt(&self, word: &str) -> BooleanQuery {
        BooleanQuery::union(self.in_fields(|field| {
            let term = Term::from_field_text(field, word);
            Box::new(FuzzyTermQuery::new(term, 1, true))
        }))
    }
}
