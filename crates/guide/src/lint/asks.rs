//! Questions whose answer a camera could see.

use super::words::words;
use crate::finding::{Fault, Severity};
use crate::model::Demand;
use crate::parse::Draft;
use crate::vocabulary::Vocabulary;

/// Beginnings of two words that together speak of what can be seen, and the phrase for it.
///
/// Only what the vocabulary sees; a test looks each phrase up in the vocabulary.
const SEEN: [([&str; 2], &str); 19] = [
    (["chin", "drop"], "chin level"),
    (["chin", "up"], "chin level"),
    (["chin", "chest"], "chin to chest"),
    (["ear", "shoulder"], "neck tilt"),
    (["tilt", "head"], "neck tilt"),
    (["turn", "head"], "head turned"),
    (["head", "straight"], "head straight"),
    (["head", "lower"], "head lowered"),
    (["look", "ahead"], "facing forward"),
    (["look", "forward"], "facing forward"),
    (["face", "forward"], "facing forward"),
    (["nose", "forward"], "facing forward"),
    (["elbow", "straight"], "arms straight"),
    (["arm", "straight"], "arms straight"),
    (["hand", "clasp"], "hands clasped"),
    (["shoulder", "shrug"], "shoulders down"),
    (["shoulder", "lift"], "shoulders down"),
    (["blade", "together"], "blades together"),
    (["blade", "squeez"], "blades together"),
];

/// Beginnings of words about what only the person knows.
const FELT: [&str; 12] = [
    "feel", "felt", "stretch", "easy", "easi", "hurt", "pain", "comfort", "tens", "relax", "warm", "breath",
];

pub(super) fn faults(draft: &Draft, vocabulary: &Vocabulary) -> Vec<Fault> {
    let mut found = Vec::new();
    for (step, places) in draft.guide.steps.iter().zip(&draft.places) {
        for (id, rule) in step.rules() {
            let Demand::Ask(question) = &rule.demand else { continue };
            let (Some(phrase), Some(at)) = (seen(question, draft, vocabulary), places.rule(id)) else {
                continue;
            };
            found.push(Fault {
                code: "ask_could_be_seen",
                severity: Severity::Warning,
                message: "a camera can see what is asked here".to_owned(),
                help: format!("use the phrase {phrase:?}: `reach {phrase}` or `keep {phrase}`"),
                at: at.clone(),
                label: "asked".to_owned(),
                other: None,
            });
        }
    }
    found
}

/// The phrase that sees what is asked.
fn seen<'a>(question: &str, draft: &'a Draft, vocabulary: &'a Vocabulary) -> Option<&'a str> {
    let asked = words(question, 0..question.len());
    let has = |start: &str| asked.iter().any(|word| word.text.starts_with(start));
    if FELT.iter().any(|start| has(start)) {
        return None;
    }
    let names = draft.own.keys().map(String::as_str).chain(vocabulary.phrases());
    let named = names.into_iter().find(|name| name.split(' ').all(has));
    let known = |phrase: &&(_, &'static str)| vocabulary.entry(phrase.1).is_some();
    named.or_else(|| {
        let mut seen = SEEN.iter().filter(|([first, second], _)| has(first) && has(second));
        seen.find(known).map(|(_, phrase)| *phrase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_that_is_proposed_is_in_the_vocabulary() {
        for (_, phrase) in SEEN {
            assert!(Vocabulary::builtin().entry(phrase).is_some(), "{phrase}");
        }
    }
}
