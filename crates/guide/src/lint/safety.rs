//! Whether a guide says when to stop.

use super::words::words;
use crate::finding::{Fault, Severity};
use crate::parse::Draft;

/// Beginnings of words that say "stop", in the languages in which guides come: English, German, Spanish.
const STOP: [&str; 13] = [
    "stop",
    "aufhör",
    "hör",
    "abbrech",
    "brich",
    "beend",
    "unterbrich",
    "para",
    "pare",
    "detén",
    "detente",
    "deja",
    "interrump",
];
/// Beginnings of words for a reason to stop.
const HURTS: [&str; 15] = [
    "hurt", "pain", "dizz", "numb", "unwell", "weh", "schmerz", "schwind", "unwohl", "taub", "duel", "dolor", "mare",
    "molest", "hormigue",
];

pub(super) fn faults(draft: &Draft, text: &str) -> Option<Fault> {
    let prose = text.get(draft.start..).unwrap_or_default();
    if safety_notes(prose).next().is_some() {
        return None;
    }
    let at = match draft.places.first() {
        Some(step) => step.at.clone(),
        None => draft.start.min(text.len())..draft.start.min(text.len()),
    };
    Some(Fault {
        code: "missing_safety_note",
        severity: Severity::Warning,
        message: "the guide does not say when to stop".to_owned(),
        help: "write it before the first step: \"Move gently, and stop if anything hurts.\"".to_owned(),
        at,
        label: "no safety note before this".to_owned(),
        other: None,
    })
}

/// The sentences that say when to stop.
pub(crate) fn safety_notes(prose: &str) -> impl Iterator<Item = &str> {
    let starts = |word: &str, list: &[&str]| list.iter().any(|start| word.starts_with(start));
    // A sentence ends at its full stop, not at its line.
    let sentences = prose.split_inclusive(['.', '!', '?']).filter(move |sentence| {
        let words = words(sentence, 0..sentence.len());
        let any = |list: &[&str]| words.iter().any(|word| starts(&word.text, list));
        any(&STOP) && any(&HURTS)
    });
    sentences.map(str::trim)
}
