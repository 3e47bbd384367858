//! What is read of a step when it begins: what it asks for, one sentence after another. The person may already move.
//!
//! Must not know: times, what was said.

use std::collections::VecDeque;

use guide::{Demand, Sentence};

use crate::line::Line;
use crate::turn::Turn;

/// A hold of so many seconds has room in its first half for what was not read before.
pub(crate) const ROOMY_HOLD_S: f64 = 30.0;

/// Side, length and number, then the sentences that ask for something; last those that no camera can see; of a step
/// that none can see, these first.
pub(crate) fn of_step(turn: &Turn<'_>) -> VecDeque<Line> {
    let dose = Line::Dose {
        side: turn.key.side,
        hold: turn.hold(),
        times: turn.times(),
    };
    let says_something = turn.key.side.is_some() || turn.hold().is_some() || turn.times().is_some();
    let sentences = &turn.step.sentences;
    let asked_for = sentences.iter().filter(|sentence| asks_for_something(sentence));
    let only_asked = sentences
        .iter()
        .filter(|sentence| !asks_for_something(sentence) && has(sentence, |demand| matches!(demand, Demand::Ask(_))));
    let read = |sentence: &Sentence| Line::Sentence(sentence.text_for(turn.key.side));
    let dose = says_something.then_some(dose).into_iter();
    if turn.step.is_watched() {
        return dose.chain(asked_for.chain(only_asked).map(read)).collect();
    }
    // What no camera sees is the movement itself, and the clock does not wait: that first, and no time twice.
    let more = asked_for.filter(|sentence| has(sentence, |demand| !is_of_the_clock(demand)));
    only_asked.map(read).chain(dose).chain(more.map(read)).collect()
}

/// For the second side, or once more: only how to get there.
pub(crate) fn of_movement(turn: &Turn<'_>) -> VecDeque<Line> {
    let leads_there = |sentence: &&Sentence| has(sentence, |demand| matches!(demand, Demand::Reach(_)));
    let sentences = turn.step.sentences.iter().filter(leads_there);
    sentences
        .map(|sentence| Line::Sentence(sentence.text_for(turn.key.side)))
        .collect()
}

fn asks_for_something(sentence: &Sentence) -> bool {
    has(sentence, |demand| {
        !matches!(demand, Demand::Rest(_) | Demand::Ask(_) | Demand::Note)
    })
}

fn is_of_the_clock(demand: &Demand) -> bool {
    matches!(
        demand,
        Demand::Hold(_) | Demand::Repeat { .. } | Demand::Sets(_) | Demand::Rest(_) | Demand::Ask(_) | Demand::Note
    )
}

fn has(sentence: &Sentence, what: impl Fn(&Demand) -> bool) -> bool {
    sentence.rules.iter().any(|rule| what(&rule.demand))
}
