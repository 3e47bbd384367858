//! Where a translation of a guide says something else than the guide: the same steps, sentences and rules, in other
//! words.

use std::ops::Range;

use crate::examine::examine;
use crate::finding::{Fault, Finding, Severity, of_faults};
use crate::lint::MOST;
use crate::model::{Demand, Guide, Phrase, Rule, Sentence, Step};
use crate::parse::{Draft, StepPlaces, parse, text_of};
use crate::vocabulary::Vocabulary;

/// What [`examine`] finds in a translation, and where it differs from `original`, in the order of the text.
///
/// An original with mistakes is nothing to compare with.
pub fn examine_translation(name: &str, bytes: &[u8], original: &[u8], vocabulary: &Vocabulary) -> Vec<Finding> {
    let mut found = examine(name, bytes, vocabulary);
    let read = text_of(name, original).and_then(|text| parse(name, text, vocabulary));
    if let (Ok(text), Ok(original)) = (text_of(name, bytes), read) {
        let draft = Draft::read(name, text, vocabulary);
        let mut faults = differences(&draft, &original);
        faults.truncate(MOST);
        found.extend(of_faults(name, text, &faults));
        found.sort_by_key(|finding| (finding.at().start, finding.level()));
    }
    found
}

fn differences(draft: &Draft, original: &Guide) -> Vec<Fault> {
    let mut found = Vec::new();
    let top = draft.start.saturating_sub(1)..draft.start;
    if draft.guide.difficulty != original.difficulty {
        let wanted = original.difficulty.as_deref().unwrap_or("none");
        found.push(fault(
            top.clone(),
            format!("the original's difficulty is {wanted}"),
            "give it here too",
        ));
    }
    if draft.guide.plan != original.plan {
        let (wanted, help) = match &original.plan {
            Some(plan) => (plan.to_string(), format!("write it here too: `plan: {plan}`")),
            None => ("none".to_owned(), "leave it out".to_owned()),
        };
        found.push(fault(top.clone(), format!("the original's plan is {wanted}"), help));
    }
    let steps = draft.guide.steps.iter().zip(&draft.places);
    for (index, (step, places)) in steps.clone().enumerate() {
        match original.steps.get(index) {
            None => found.push(fault(
                places.at.clone(),
                "the original has no step here",
                "leave it out",
            )),
            Some(wanted) if wanted.id != step.id => {
                found.push(fault(
                    places.at.clone(),
                    format!("the original's step here is {:?}", wanted.id),
                    format!("give it the same id: `{{#{}}}`", wanted.id),
                ));
            }
            Some(wanted) => found.extend(of_step(step, places, wanted)),
        }
    }
    if let Some(missing) = original.steps.get(draft.guide.steps.len()) {
        let at = draft.places.last().map_or(top, |places| places.at.clone());
        found.push(fault(
            at,
            format!("the original's step {:?} is missing behind this one", missing.id),
            "translate it too",
        ));
    }
    found
}

fn of_step(step: &Step, places: &StepPlaces, wanted: &Step) -> Vec<Fault> {
    let mut found = Vec::new();
    if step.each_side != wanted.each_side {
        let words = if wanted.each_side { "is" } else { "is not" };
        found.push(fault(
            places.at.clone(),
            format!("the original's step {words} done for each side"),
            "do the same here with `each side`",
        ));
    }
    if step.view != wanted.view {
        let view = wanted.view.words();
        found.push(fault(
            places.at.clone(),
            format!("the original's step has `{view}`"),
            "give it the same view here: in every language the same side is turned to the camera",
        ));
    }
    if let (Some(short), None) = (&wanted.short, &step.short) {
        found.push(fault(
            places.at.clone(),
            format!("the original's step has a short name, {short:?}"),
            format!("give it one here too: `{{#{} short=\"…\"}}`", wanted.id),
        ));
    }
    if step.sentences.len() != wanted.sentences.len() {
        found.push(fault(
            places.at.clone(),
            format!(
                "the original's step has {} sentences, this one has {}",
                wanted.sentences.len(),
                step.sentences.len()
            ),
            "keep the sentences one for one, so that each has its verdict in every language",
        ));
        return found;
    }
    let sentences = step.sentences.iter().zip(&places.sentences).zip(&wanted.sentences);
    for ((sentence, places), wanted) in sentences {
        if !same_rules(sentence, wanted) {
            let rules: Vec<String> = wanted.rules.iter().map(|rule| format!("`{}`", rule.text)).collect();
            found.push(fault(
                places.at.clone(),
                "the rules of this sentence are not the original's",
                format!("they are {}; what is asked may be translated", rules.join(" ")),
            ));
        }
    }
    found
}

fn same_rules(sentence: &Sentence, wanted: &Sentence) -> bool {
    let same = |(rule, wanted): (&Rule, &Rule)| match (&rule.demand, &wanted.demand) {
        (Demand::Ask(_), Demand::Ask(_)) => true,
        (Demand::Start(one), Demand::Start(other))
        | (Demand::Reach(one), Demand::Reach(other))
        | (Demand::Keep(one), Demand::Keep(other))
        | (Demand::Return(one), Demand::Return(other)) => same_phrase(one, other),
        (one, other) => one == other,
    };
    sentence.rules.len() == wanted.rules.len() && sentence.rules.iter().zip(&wanted.rules).all(same)
}

/// What is judged is the same; what is said may be translated.
fn same_phrase(one: &Phrase, other: &Phrase) -> bool {
    one.name == other.name && one.side == other.side && one.tests == other.tests && one.formula == other.formula
}

fn fault(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault {
        code: "translation_differs",
        severity: Severity::Error,
        message: message.into(),
        help: help.into(),
        at,
        label: "differs".to_owned(),
        other: None,
    }
}
