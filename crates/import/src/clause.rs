//! A sentence as clauses: what is moved, how, where to, and whether it shall be, stay, not be, or come back.
//!
//! "Tilt your head to the right, but don't lift your shoulders, for 20 seconds" is two clauses and an amount.
//!
//! Must not know: rules, phrases of the vocabulary.

use std::ops::Range;

use crate::amounts::Amount;
use crate::lexicon::{Kind, Lexicon, Meaning};
use crate::tokens::{Token, cut, tokens};
use crate::words::words;

/// What a clause wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Manner {
    /// It shall become so.
    Do,
    /// It shall stay so.
    Keep,
    /// It shall not be so.
    Not,
    /// It shall be as it was before.
    Back,
}

/// A part of a sentence with one wish.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    pub manner: Manner,
    /// Parts, actions and directions, in their order.
    pub meanings: Vec<Meaning>,
    pub amounts: Vec<Amount>,
    /// "slowly" stands in it.
    pub slowly: bool,
    /// "on the other side" stands in it.
    pub other_side: bool,
    /// Where it stands in the sentence, bytes.
    pub at: Range<usize>,
}

impl Clause {
    pub fn has(&self, name: &str) -> bool {
        self.meanings.iter().any(|meaning| meaning.name == name)
    }

    /// It says "on the other side", and nothing else.
    fn is_only_over(&self) -> bool {
        self.other_side && self.meanings.is_empty() && self.amounts.is_empty()
    }

    pub fn any(&self, kind: Kind) -> bool {
        self.meanings.iter().any(|meaning| meaning.kind == kind)
    }
}

/// A sentence, read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub clauses: Vec<Clause>,
    /// It tells the person to do something.
    pub instructs: bool,
    /// Where it names a side, bytes: "left" or "right".
    pub sides: Vec<(&'static str, Range<usize>)>,
    /// The part that was moved last.
    pub last_part: Option<Meaning>,
}

/// Reads a sentence. "It" and "them" mean the part that was moved last: `part_before`, until the sentence names one.
pub(crate) fn read(sentence: &str, mut part_before: Option<Meaning>) -> Reading {
    let words = words(sentence);
    let tokens = tokens(&words);
    let mut clauses: Vec<Clause> = Vec::new();
    for row in cut(&tokens) {
        let Some(mut clause) = clause(row, part_before) else {
            continue;
        };
        // "Lift your shoulders to your ears, then let them drop": what is moved is named first.
        let part = clause.meanings.iter().find(|meaning| meaning.kind == Kind::Part);
        part_before = part.copied().or(part_before);
        // "Turn your head to the right, then down": the second half goes on with the first.
        let goes_on = goes_on(&clause, row);
        if goes_on && (goes_over(&clause) || then_across(&clause, row, &clauses)) {
            // "Hold, 20 seconds each side", "turn it to the left, then to the right".
            clauses.push(Clause {
                meanings: Vec::new(),
                amounts: Vec::new(),
                other_side: true,
                ..clause.clone()
            });
            clause.other_side = false;
            clause.meanings.clear();
        }
        // "To the left, without twisting, for 10 seconds": what is not done is not timed.
        let alone = clause.meanings.is_empty();
        let last = clauses
            .iter_mut()
            .rev()
            .find(|last| !(last.is_only_over() || alone && last.manner == Manner::Not));
        match last {
            Some(last) if goes_on => {
                last.meanings.append(&mut clause.meanings);
                last.amounts.append(&mut clause.amounts);
                last.slowly |= clause.slowly;
                last.other_side |= clause.other_side;
                last.at.end = clause.at.end;
            }
            _ => clauses.push(clause),
        }
    }
    Reading {
        clauses,
        instructs: instructs(&tokens),
        sides: tokens.iter().filter_map(side).collect(),
        last_part: part_before,
    }
}

/// Whether a clause names the other side and no part: "each side".
fn goes_over(clause: &Clause) -> bool {
    clause.other_side && !clause.any(Kind::Part)
}

/// "Then to the right", after a movement to the left.
fn then_across(clause: &Clause, row: &[Token], before: &[Clause]) -> bool {
    let across = |there: &str, here: &str| {
        clause.has(there) && before.iter().any(|clause| clause.has(here) && clause.any(Kind::Action))
    };
    let only = clause
        .meanings
        .iter()
        .all(|meaning| matches!(meaning.name, "left" | "right" | "side"));
    let then = row.first().is_some_and(|token| token.is_word("then"));
    then && only && (across("left", "right") != across("right", "left"))
}

/// The side that a token names.
fn side(token: &Token) -> Option<(&'static str, Range<usize>)> {
    let meaning = token
        .meaning
        .filter(|meaning| matches!(meaning.name, "left" | "right"))?;
    Some((meaning.name, token.words.first()?.at.clone()))
}

/// One clause, unless it says nothing.
fn clause(row: &[Token], part_before: Option<Meaning>) -> Option<Clause> {
    let mut meanings: Vec<Meaning> = Vec::new();
    let (mut amounts, mut slowly, mut other_side, mut negated, mut keeps) = (Vec::new(), false, false, false, false);
    let mut before: Option<&Token> = None;
    for token in row {
        let last = before.replace(token);
        amounts.extend(token.amount.clone());
        let Some(meaning) = token.meaning else { continue };
        match meaning.kind {
            // "For a 30-second hold" moves nothing.
            Kind::Action if meaning.name == "hold" && last.is_some_and(|last| last.amount.is_some()) => {}
            // "Do it ten times": the movement, and no part.
            Kind::Pronoun
                if last.is_some_and(|last| ["do", "doing", "repeat"].iter().any(|word| last.is_word(word))) => {}
            Kind::Feel => break,
            Kind::Part | Kind::Action | Kind::Direction => meanings.push(meaning),
            Kind::Keep => keeps = true,
            Kind::Not => negated = true,
            Kind::Slow => slowly = true,
            Kind::OtherSide => other_side = true,
            Kind::Pronoun if !meanings.iter().any(|meaning| meaning.kind == Kind::Part) => meanings.extend(part_before),
            Kind::Pronoun | Kind::Urge | Kind::Clause | Kind::Nothing => {}
        }
    }
    if meanings.is_empty() && amounts.is_empty() && !other_side && !keeps {
        return None;
    }
    let acts = meanings.iter().any(|meaning| meaning.kind == Kind::Action);
    let is_state = !acts
        && meanings.iter().any(|meaning| meaning.kind == Kind::Direction)
        && meanings.first().is_some_and(|meaning| meaning.kind == Kind::Part);
    let with = row.first().is_some_and(|token| token.is_word("with"));
    let manner = if negated {
        Manner::Not
    } else if keeps || with && !acts || is_state {
        Manner::Keep
    } else if comes_back(&meanings) {
        Manner::Back
    } else {
        Manner::Do
    };
    let start = row.first()?.words.first()?.at.start;
    let end = row.last()?.words.last()?.at.end;
    Some(Clause {
        manner,
        meanings,
        amounts,
        slowly,
        other_side,
        at: start..end,
    })
}

/// Whether the movement is the way back: "return", "back to the middle", "lift your head".
fn comes_back(meanings: &[Meaning]) -> bool {
    let has = |name: &str| meanings.iter().any(|meaning| meaning.name == name);
    let moves = ["bring", "lift", "turn", "roll", "tilt", "look"].into_iter().any(has);
    let last_way = meanings.iter().rev().find(|meaning| meaning.kind == Kind::Direction);
    let to_middle = last_way.is_some_and(|way| way.name == "middle");
    let head = ["head", "neck", "face"].into_iter().any(has);
    let no_part = !meanings.iter().any(|meaning| meaning.kind == Kind::Part);
    let home = has("straight") || has("forward") || has("up");
    // Whether it was bowed before is for the step to know.
    let only = |names: &[&str]| meanings.iter().all(|meaning| names.contains(&meaning.name));
    let lifts =
        has("lift") && (has("head") || has("chin")) && only(&["lift", "head", "chin", "up", "back", "look", "forward"]);
    let to_upright = moves && has("head") && has("straight") && only(&["bring", "lift", "head", "straight", "up"]);
    let only_back = no_part && has("back") && to_middle && only(&["back", "middle", "straight"]);
    has("return")
        || only_back
        || moves && (to_middle || has("back") && home && (head || no_part))
        || lifts
        || to_upright
}

/// Whether a clause only says more of the one before: it names a way and nothing that moves.
fn goes_on(clause: &Clause, row: &[Token]) -> bool {
    let acts = clause.any(Kind::Action) || clause.manner != Manner::Do;
    let says_more = !clause.meanings.is_empty() || !clause.amounts.is_empty();
    let stands_alone = row
        .first()
        .is_some_and(|token| token.is_word("with") || token.is(Kind::Clause) && !token.is_word("then"));
    !acts && !stands_alone && says_more
}

/// Whether a sentence is an instruction: it begins with what to do, or urges to.
fn instructs(tokens: &[Token]) -> bool {
    let urged = tokens.iter().any(|token| token.is(Kind::Urge));
    let first = tokens
        .iter()
        .find(|token| token.is(Kind::Feel) || token.is(Kind::Action) || token.is(Kind::Keep));
    let feels_first = first.is_some_and(|token| token.is(Kind::Feel));
    let begins = tokens.iter().enumerate().any(|(at, token)| {
        let at_start = at == 0 || token.after_pause() || tokens.get(at - 1).is_some_and(begins_with_it);
        at_start && is_order(token)
    });
    let conditional = tokens
        .first()
        .is_some_and(|token| token.is_word("this") || token.is_word("these"));
    !feels_first && !conditional && (urged || begins)
}

/// An action or a wish to keep, in the form of an order: "tilt", not "tilting".
fn is_order(token: &Token) -> bool {
    let acts = token.is(Kind::Action) || token.is(Kind::Keep);
    token.is(Kind::Not) || acts && Lexicon::builtin().is_order(token.words)
}

/// Words before an order that leave it one: "then", "slowly", "gently", "and".
fn begins_with_it(token: &Token) -> bool {
    let adverb = token.words.first().is_some_and(|word| word.text.ends_with("ly"));
    adverb
        || token.is(Kind::Clause)
        || ["and", "now", "next", "just", "please"]
            .iter()
            .any(|word| token.is_word(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sentence: &str) -> String {
        let reading = read(sentence, None);
        let mut text: Vec<String> = reading
            .clauses
            .iter()
            .map(|clause| {
                let names: Vec<&str> = clause.meanings.iter().map(|meaning| meaning.name).collect();
                format!("{:?}({})", clause.manner, names.join(" "))
            })
            .collect();
        if !reading.instructs {
            text.push("tells".to_owned());
        }
        text.join(" ")
    }

    #[test]
    fn sentences_fall_into_clauses() {
        let cases = [
            (
                "Clasp your hands together, and drop your chin to your chest.",
                "Do(clasp hands together) Do(lower chin chest)",
            ),
            ("While you do this, your chin should not drop.", "Not(chin lower)"),
            (
                "Make sure your shoulder does not lift or raise.",
                "Not(shoulder lift lift)",
            ),
            (
                "Tilt your head to the right without lifting your shoulders.",
                "Do(tilt head right) Not(lift shoulders)",
            ),
            (
                "Turn your head to the left, then down to your armpit.",
                "Do(turn head left down armpit)",
            ),
            ("Turn your head and neck slowly.", "Do(turn head neck)"),
            (
                "Sit tall, shoulders relaxed, and look straight ahead.",
                "Do(sit) Keep(shoulders loose) Do(look straight forward)",
            ),
            (
                "Rest your shoulder blades and then slowly pull them back towards each other.",
                "Do(rest blades) Do(bring blades back together)",
            ),
            (
                "Hold for 20 seconds and then pull your head back into a straight position.",
                "Do(hold) Back(bring head back straight)",
            ),
            (
                "Tilt your head until you feel a stretch in the right side of your neck.",
                "Do(tilt head)",
            ),
            ("Do not twist and bend your neck.", "Not(turn tilt neck)"),
            ("This will stretch the muscles between your neck and back.", "tells"),
            ("You may feel it in your shoulders.", "tells"),
        ];
        for (sentence, wanted) in cases {
            assert_eq!(shown(sentence), wanted, "{sentence}");
        }
    }
}
