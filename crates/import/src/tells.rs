//! Small questions about steps and sentences, for those that look for steps.
//!
//! Must not know: formats, rules.

use crate::article::ArticleStep;
use crate::clause::{Clause, read};
use crate::lexicon::Kind;
use crate::plan::in_a_row;
use crate::wishes::{Wish, wishes};

/// Whether a step only goes on with the one before: it holds, returns, repeats or changes sides, and moves nothing.
pub(crate) fn goes_on(step: &ArticleStep) -> bool {
    let mut read = in_a_row(&step.sentences);
    if read.is_empty() {
        read.push(wishes(&step.title));
    }
    let goes_on = |wish: &Wish| {
        matches!(
            wish,
            Wish::Hold(_) | Wish::Repeat(_) | Wish::Back { .. } | Wish::Release | Wish::OtherSide
        )
    };
    let any = read
        .iter()
        .flat_map(|wishes| &wishes.all)
        .any(|wished| goes_on(&wished.wish));
    let only = read
        .iter()
        .all(|wishes| !wishes.leaves_something && wishes.all.iter().all(|wished| goes_on(&wished.wish)));
    any && only
}

/// Whether a sentence is about moving the body at all.
pub(crate) fn moves_the_body(sentence: &str) -> bool {
    let reading = read(sentence, None);
    let acts = |clause: &Clause| clause.any(Kind::Part) && (clause.any(Kind::Action) || clause.any(Kind::Direction));
    reading.instructs && reading.clauses.iter().any(acts)
}
