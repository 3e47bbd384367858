//! What can be checked: what the sentences of a step want to the rules that one step of a guide can have.
//!
//! Must not know: formats, how guides are written.

pub(crate) mod plan;
pub(crate) mod planned;
pub(crate) mod sides;

use crate::rules::planned::PlannedStep;
use crate::structure::article::Article;
use crate::structure::tells::{Posture, posture};

/// Gives the steps of an article their rules.
pub(crate) fn of(article: &Article) -> Vec<PlannedStep> {
    let language = article.language;
    // "All of these are done lying on your back."
    let around = article.intro.iter().chain(&article.title);
    let lying = around
        .filter_map(|sentence| posture(sentence, language))
        .any(|posture| posture == Posture::OutOfSight);
    article
        .steps
        .iter()
        .map(|step| plan::plan(step, language, lying))
        .collect()
}
