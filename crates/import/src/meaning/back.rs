//! Whether a clause tells the way back.
//!
//! Must not know: what was done before, rules.

use crate::meaning::clause::{Clause, HEAD};
use crate::meaning::lexicon::Kind;

/// Whether the movement is the way back: "return", "back to the middle", "lift your head".
pub(super) fn comes_back(clause: &Clause) -> bool {
    let has = |name: &str| clause.has(name);
    let moves = ["bring", "lift", "turn", "roll", "tilt", "look", "extend", "inhale"]
        .into_iter()
        .any(has);
    let mut ways = clause.meanings.iter().rev();
    let last_way = ways.find(|meaning| meaning.kind == Kind::Direction && meaning.name != "prop");
    // "Komm zur Mitte zurück" says both.
    let before = ways.next();
    let back_from = last_way.is_some_and(|way| way.name == "back") && before.is_some_and(|way| way.name == "middle");
    let to_middle = last_way.is_some_and(|way| way.name == "middle") || back_from;
    let head = HEAD.into_iter().any(has);
    let no_part = !clause.any(Kind::Part);
    // "Pull your chin straight back" is no way back.
    let home = has("straight") && !has("chin") || has("forward") && !has("chin") || has("up");
    // Whether it was bowed before is for the step to know.
    let lifts = has("lift")
        && (has("head") || has("chin") || has("face"))
        && clause.only(&[
            "lift",
            "head",
            "chin",
            "face",
            "eyes",
            "up",
            "back",
            "look",
            "forward",
            "straight",
            "perform",
            "inhale",
            "level",
            "middle",
            "face_forward",
            "chest",
        ]);
    let to_upright = (moves || has("sit") && has("back"))
        && (has("head") || no_part && (clause.again || has("back")))
        && has("straight")
        && clause.only(&[
            "bring", "lift", "turn", "extend", "head", "straight", "up", "back", "sit", "neck",
        ]);
    let straightens = has("extend") && head && clause.only(&["extend", "head", "neck", "up", "back", "straight"]);
    // "It is then turned to the front".
    let to_front = has("turn") && has("forward") && head && clause.only(&["turn", "forward", "head", "face", "back"]);
    let again = clause.again && (has("look") || has("face_forward")) && (has("forward") || has("face_forward"))
        || clause.again && has("look") && has("up") && clause.only(&["look", "up", "head", "eyes"])
        || clause.again
            && (has("lift") || has("extend") || (has("bring") || has("roll")) && has("up"))
            && (head || no_part)
            && !has("ear");
    let only_back = no_part
        && has("back")
        && (to_middle || home)
        && clause.only(&["back", "middle", "straight", "up", "forward", "inhale", "breathe"]);
    // "Back to the wall": what it says besides is where the eyes were.
    let ways_only = !clause.any(Kind::Action) && clause.only(&["back", "prop"]);
    let opens = clause.said.first().is_some_and(|said| said.start == clause.at.start);
    let back_to = ways_only && opens && clause.has("back") && clause.unknown == 1;
    // "Inhale to the centre".
    let breathes_back = no_part && to_middle && has("inhale") && clause.only(&["inhale", "middle", "back"]);
    let turns_back = no_part && has("back") && clause.only(&["back", "turn", "roll", "prop"]);
    // "Forward again."
    let forward_again = clause.again && has("forward") && clause.only(&["forward", "back"]);
    has("return")
        || forward_again
        || only_back
        || back_to
        || to_front
        || turns_back
        || breathes_back
        || no_part && has("bring") && has("up") && clause.only(&["bring", "up", "inhale"])
        || moves && (to_middle || has("back") && home && (head || no_part))
        || lifts
        || to_upright
        || straightens
        || again
}
