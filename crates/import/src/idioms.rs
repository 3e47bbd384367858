//! Short ways of saying things: the other side, the way back, letting go, the whole routine.
//!
//! Must not know: movements, rules.

use crate::clause::{Clause, Manner};
use crate::lexicon::{Kind, Meaning};
use crate::wish::Wish;
use crate::words::words;

/// Whether a clause wants the same on the other side: "repeat to the left", "with the other arm", "switch hands".
pub(crate) fn goes_over(clause: &Clause) -> bool {
    let there = clause.has("left") || clause.has("right");
    let part = clause.any(Kind::Part);
    // "Then do the left side".
    let side = clause
        .meanings
        .windows(2)
        .any(|pair| matches!(pair, [there, side] if matches!(there.name, "left" | "right") && side.name == "side"));
    let acts = |meaning: &Meaning| {
        meaning.kind == Kind::Action && !matches!(meaning.name, "return" | "repeat" | "perform" | "hold" | "switch")
    };
    let does_side = side && clause.manner != Manner::Not && !clause.meanings.iter().any(acts);
    (clause.other_side || does_side || clause.has("repeat") && there) && !part
        || clause.has("repeat") && clause.has("opposite")
        || clause.has("switch") && part
}

/// The side that a clause turns or tilts to, when it does not say what.
pub(crate) fn toward(clause: &Clause) -> Option<Wish> {
    let only = |meaning: &Meaning| matches!(meaning.name, "turn" | "tilt" | "left" | "right");
    let acts = clause.manner == Manner::Do && clause.any(Kind::Action) && clause.meanings.iter().all(only);
    match (clause.has("left"), clause.has("right")) {
        (true, false) if acts => Some(Wish::Toward("left")),
        (false, true) if acts => Some(Wish::Toward("right")),
        _ => None,
    }
}

/// "Release", "then relax": nothing is named that is let go.
pub(crate) fn lets_go(clause: &Clause) -> bool {
    clause.manner == Manner::Do
        && clause.amounts.is_empty()
        && matches!(clause.meanings.as_slice(), [only] if only.name == "rest")
}

/// Whether a sentence that repeats means the whole routine, or how often in a day.
pub(crate) fn of_a_routine(sentence: &str) -> bool {
    const WORDS: [&str; 22] = [
        "step",
        "steps",
        "routine",
        "sequence",
        "series",
        "cycle",
        "whole",
        "entire",
        "exercises",
        "stretches",
        "day",
        "daily",
        "hour",
        "hours",
        "hourly",
        "week",
        "often",
        "throughout",
        "regularly",
        "needed",
        "necessary",
        "tomorrow",
    ];
    words(sentence).iter().any(|word| WORDS.contains(&word.text.as_str()))
}

/// The way back that a clause describes, if it is one of the head, or of nothing named.
pub(crate) fn way_back(clause: &Clause, sentence: &str) -> Option<Wish> {
    let mut parts = clause
        .meanings
        .iter()
        .filter(|meaning| meaning.kind == Kind::Part)
        .peekable();
    let has_parts = parts.peek().is_some();
    if parts.all(|part| matches!(part.name, "head" | "neck" | "face" | "chin" | "nose")) && has_parts {
        return Some(Wish::Back { head: true });
    }
    let others = ["sit", "walk", "place"];
    // "Return to your desk": only a way back that names the start, or nothing at all, is one.
    let short = sentence
        .get(clause.at.clone())
        .is_some_and(|text| words(text).len() <= 4);
    let home = clause.has("middle") || clause.has("straight") || short && clause.has("return");
    (!has_parts && home && !others.iter().any(|other| clause.has(other))).then_some(Wish::Back { head: false })
}
