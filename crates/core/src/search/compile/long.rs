//! What tells in a long text: of a question or a post that was pasted, words of asking and the account that signs it say
//! little of what is sought.
//!
//! Separate because it looks at all clauses side by side, where the rest of the compiler takes one at a time. A word that was
//! given a weight, a field or a sign is meant, and is left alone.

use super::Context;
use crate::analysis::{fold, is_asking};
use crate::query::{Clause, Node, Occur, Text, TextKind};

/// Words from which on a text is a question rather than a subject: `describe` alone is what is sought.
const QUESTION_WORDS: usize = 5;

/// Words from which on a text may be a post.
const POST_WORDS: usize = 12;

/// The last words of a post, among which its author signs: the account, a month, a day and a year, or less.
const SIGNATURE_WORDS: usize = 6;

/// Letters before the name of an account.
const ACCOUNT: char = '@';

/// The share of its weight that each clause of a query keeps; empty where all keep all.
pub(super) fn shares(clauses: &[Clause], context: &Context<'_>) -> Vec<f32> {
    let words = clauses.iter().filter(|clause| is_of_text(clause)).count();
    if words < QUESTION_WORDS {
        return Vec::new();
    }
    let weights = &context.weights;
    let is_asked = |text: &Text| is_asking(&fold(&text.text), context.analysis.languages);
    let share = |clause: &Clause| match plain_word(clause) {
        Some(text) if is_asked(text) => weights.asking,
        _ => 1.0,
    };
    let mut shares: Vec<f32> = clauses.iter().map(share).collect();
    if words >= POST_WORDS
        && let Some(at) = signature(clauses)
    {
        shares[at] = weights.account;
    }
    shares
}

/// Whether a clause is a word of the text itself: further words, which were added to it, count less than one.
fn is_of_text(clause: &Clause) -> bool {
    match &clause.node {
        Node::Weighted(_, factor) => *factor >= 1.0,
        _ => plain_word(clause).is_some(),
    }
}

fn plain_word(clause: &Clause) -> Option<&Text> {
    match &clause.node {
        Node::Text(text) if clause.occur == Occur::Should => {
            let is_plain = text.kind == TextKind::Word && !text.exact && text.field.is_none();
            is_plain.then_some(text)
        }
        _ => None,
    }
}

/// The account that signs a post: the last one, near its end.
fn signature(clauses: &[Clause]) -> Option<usize> {
    let last = clauses.len().saturating_sub(SIGNATURE_WORDS)..clauses.len();
    let is_account = |at: &usize| {
        let text = plain_word(&clauses[*at]).map(|text| text.text.as_str());
        text.is_some_and(|text| text.trim_start_matches(['(', '.']).starts_with(ACCOUNT))
    };
    last.rev().find(is_account)
}
