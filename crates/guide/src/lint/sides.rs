//! Words for a side where the step does not do both sides, or where they should be filled in.

use body::{Side, Sides};

use super::words::{Word, words};
use crate::finding::{Fault, Severity};
use crate::model::{Compare, PhraseSide, Reading, Step, Test};
use crate::parse::Draft;

/// Parts of the body of which there are two, or which move to a side.
const PARTS: [&str; 22] = [
    "ear",
    "ears",
    "shoulder",
    "shoulders",
    "arm",
    "arms",
    "elbow",
    "elbows",
    "hand",
    "hands",
    "wrist",
    "side",
    "cheek",
    "eye",
    "foot",
    "knee",
    "hip",
    "thigh",
    "blade",
    "temple",
    "palm",
    "leg",
];
/// Words that speak of both sides, one after the other.
const BOTH: [[&str; 2]; 5] = [
    ["other", "side"],
    ["each", "side"],
    ["either", "side"],
    ["switch", "sides"],
    ["second", "side"],
];

pub(super) fn faults(draft: &Draft, text: &str) -> Vec<Fault> {
    let mut found = Vec::new();
    for (step, places) in draft.guide.steps.iter().zip(&draft.places) {
        let mut told: Vec<String> = Vec::new();
        for at in places.sentences.iter().flat_map(|sentence| &sentence.words) {
            let words = words(text, at.clone());
            for fault in (0..words.len()).filter_map(|place| fault(step, &words, place)) {
                // Once a step is enough.
                if !told.contains(&fault.message) {
                    told.push(fault.message.clone());
                    found.push(fault);
                }
            }
        }
    }
    found
}

fn fault(step: &Step, words: &[Word], place: usize) -> Option<Fault> {
    let word = words.get(place)?;
    let is_pair = |next: &Word| BOTH.contains(&[word.text.as_str(), next.text.as_str()]);
    if !step.each_side
        && let Some(next) = words.get(place + 1).filter(|next| is_pair(next))
    {
        return Some(Fault {
            code: "side_word",
            severity: Severity::Warning,
            message: "this speaks of both sides in a step that is done once".to_owned(),
            help: "put `each side` in a paragraph of its own under the heading: the step is then done for both"
                .to_owned(),
            at: word.at.start..next.at.end,
            label: "no `each side` in this step".to_owned(),
            other: None,
        });
    }
    let side = match word.text.as_str() {
        "left" => Side::Left,
        "right" => Side::Right,
        _ => return None,
    };
    if !means_one_side(words, place) || names_side(step, side) {
        return None;
    }
    let side = side.name();
    let (message, help) = if step.each_side {
        (
            format!("{side:?} stays as it is when the other side is done"),
            "write `{side}`: the coach fills it in".to_owned(),
        )
    } else {
        (
            format!("{side:?} names a side in a step that is not done for each side"),
            format!(
                "put `each side` under the heading and write `{{side}}`; or, if only this side is meant, say so in the rule: `reach neck tilt {side}`"
            ),
        )
    };
    Some(Fault {
        code: "side_word",
        severity: Severity::Warning,
        message,
        help,
        at: word.at.clone(),
        label: "this side".to_owned(),
        other: None,
    })
}

/// Whether the word for a side at this place is about a part of the body or a way to move, and not one of a pair.
fn means_one_side(words: &[Word], place: usize) -> bool {
    let near = |offset: isize| {
        let place = place.checked_add_signed(offset)?;
        words.get(place).map(|word| word.text.as_str())
    };
    let of_the_body = near(1).is_some_and(|next| PARTS.contains(&next));
    let a_way = near(-1).is_some_and(|before| matches!(before, "the" | "your"))
        && near(-2).is_some_and(|before| matches!(before, "to" | "on" | "towards" | "toward" | "from"))
        && near(1).is_none_or(|next| matches!(next, "and" | "then" | "until" | "as" | "while" | "so" | "for"));
    let in_a_pair = matches!(near(1), Some("and" | "or")) && matches!(near(2), Some("left" | "right"))
        || matches!(near(-1), Some("and" | "or")) && matches!(near(-2), Some("left" | "right"));
    (of_the_body || a_way) && !in_a_pair
}

/// Whether a rule of the step says this side itself.
fn names_side(step: &Step, side: Side) -> bool {
    step.rules().any(|(_, rule)| match rule.demand.phrase() {
        Some(phrase) => phrase.side == PhraseSide::Fixed(side) || phrase.tests.iter().any(|test| goes_to(test, side)),
        None => rule.text.split(' ').any(|word| word == side.name()),
    })
}

/// Whether a test without a side asks for this one all the same: right is positive.
fn goes_to(test: &Test, side: Side) -> bool {
    let way = match test.compare {
        Compare::AtLeast if test.met > 0.0 => Side::Right,
        Compare::AtMost if test.met < 0.0 => Side::Left,
        _ => return false,
    };
    test.reading == Reading::Plain && test.measure.sides() == Sides::BySign && way == side
}
