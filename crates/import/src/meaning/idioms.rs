//! Short ways of saying things: the other side, the way back, letting go, the whole routine.
//!
//! Must not know: movements, rules.

use crate::language::Language;
use crate::meaning::clause::{Clause, HEAD, Manner};
use crate::meaning::lexicon::{Kind, Meaning};
use crate::meaning::wish::Wish;
use crate::meaning::words::words;

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
    let same = clause.has("perform") && there && clause.only(&["perform", "left", "right", "side"]);
    // "Then switch."
    let only_switches =
        clause.has("switch") && clause.only(&["switch"]) && clause.unknown <= 1 && clause.amounts.is_empty();
    only_switches
        || same && clause.manner != Manner::Not
        || clause.other_side && (!part || clause.other_limb || is_said_of_a_movement(clause))
        // "Same on the other arm".
        || clause.other_side && matches!(clause.manner, Manner::Do | Manner::State) && clause.only(&LIMBS)
        || (does_side || clause.has("repeat") && there) && !part
        // "Repeat with the left arm".
        || clause.has("repeat") && there && !clause.meanings.iter().any(acts)
        || clause.has("repeat") && clause.has("opposite")
        || clause.has("switch") && (part || clause.has("side"))
}

/// Of which a person has two.
const LIMBS: [&str; 10] = [
    "arm", "elbow", "wrist", "hand", "finger", "fingers", "palm", "legs", "ear", "shoulder",
];

/// The side that a clause turns or tilts to, when it does not say what.
pub(crate) fn toward(clause: &Clause) -> Option<Wish> {
    let acts = clause.manner == Manner::Do
        && clause.any(Kind::Action)
        && (clause.only(&["turn", "tilt", "bring", "left", "right", "side", "over", "inhale"])
            || clause.has("turn") && clause.only(&["turn", "left", "right", "over", "shoulder"]))
        && clause.any_of(&["turn", "tilt", "bring", "inhale"]);
    match (clause.has("left"), clause.has("right")) {
        (true, false) if acts => Some(Wish::Toward("left")),
        (false, true) if acts => Some(Wish::Toward("right")),
        _ => None,
    }
}

/// "Release", "then relax": nothing is named that is let go. "Let it go" names what was held.
pub(crate) fn lets_go(clause: &Clause) -> Option<Wish> {
    if clause.has("let_it_go") && clause.manner == Manner::Do {
        return Some(Wish::Release { it: true });
    }
    let rests = clause.manner == Manner::Do && clause.amounts.is_empty() && clause.has("rest");
    let only = |meaning: &Meaning| meaning.name == "rest" || meaning.kind == Kind::Part && clause.pronoun;
    // "Until it rests on your chest" lets go of nothing.
    let told = clause.orders || !clause.pronoun;
    (rests && told && clause.meanings.iter().all(only)).then_some(Wish::Release { it: clause.pronoun })
}

/// Whether a sentence that repeats means the whole routine, or how often in a day.
pub(crate) fn of_a_routine(sentence: &str, language: &Language) -> bool {
    let routine = &language.page.routine.words;
    words(sentence).iter().any(|word| routine.contains(&word.text))
}

/// The way back that a clause describes, if it is one of the head, or of nothing named.
pub(crate) fn way_back(clause: &Clause) -> Option<Wish> {
    let mut parts = clause
        .meanings
        .iter()
        .filter(|meaning| meaning.kind == Kind::Part)
        .peekable();
    let has_parts = parts.peek().is_some();
    if parts.all(|part| HEAD.contains(&part.name)) && has_parts || clause.has("look") {
        return Some(Wish::Back { head: true });
    }
    if parts_are_shoulders(clause) {
        return Some(Wish::Back { head: false });
    }
    let others = ["walk", "place"];
    let sits = clause.has("sit") && !(clause.has("return") && clause.any_of(&["straight", "up"]));
    // "Return to your desk": only a way back that names the start, or nothing at all, is one.
    let short = clause.unknown <= 2 && clause.meanings.len() <= 3;
    // "Come up", "back to the ball".
    let up = clause.has("up") && clause.only(&["bring", "up", "inhale", "back"]);
    let seen = clause.only(&["back", "prop", "turn", "roll"]) && clause.unknown <= 1;
    let home = clause.has("middle")
        || up
        || seen
        || clause.has("straight")
        || clause.has("forward")
        || clause.again
        || short && !clause.has("prop") && (clause.has("return") || clause.has("back") && clause.unknown <= 1);
    (!has_parts && home && !sits && !others.iter().any(|other| clause.has(other))).then_some(Wish::Back { head: false })
}

/// "Bring your shoulders back to the middle": whatever of them was moved.
fn parts_are_shoulders(clause: &Clause) -> bool {
    let mut parts = clause
        .meanings
        .iter()
        .filter(|meaning| meaning.kind == Kind::Part)
        .peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part.name, "shoulders" | "blades" | "trunk"))
}

/// "Turn your head from side to side": the movement, and the other side with it.
fn is_said_of_a_movement(clause: &Clause) -> bool {
    matches!(clause.manner, Manner::Do | Manner::State) && clause.has("side") && clause.any(Kind::Action)
}
