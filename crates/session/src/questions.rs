//! What only the person can answer: the guide's `ask` sentences, put once the step and side that they belong to is
//! over.

use std::collections::{BTreeSet, VecDeque};

use body::{SessionTime, Side};
use coach::{CoachState, DoseStanding, Phase, StepVerdict};
use guide::{Demand, Guide};

use crate::stage::Question;

/// A question goes away by itself after this long, seconds: it is asked twice meanwhile, and once more at the end.
const ASKS_FOR_S: f64 = 25.0;

/// The questions of one session.
#[derive(Debug, Clone, Default)]
pub struct Questions {
    /// Doses whose questions were put.
    put: BTreeSet<(String, Option<Side>)>,
    open: VecDeque<Question>,
    since: SessionTime,
}

impl Questions {
    /// Looks at the state after a frame: what was not done is not asked about, and who moves on is left alone.
    pub fn look(&mut self, at: SessionTime, guide: &Guide, state: &CoachState) {
        let moves = !matches!(state.phase, Phase::Ready | Phase::Done);
        if moves {
            self.open.clear();
        }
        if !self.open.is_empty() && at.since(self.since).as_secs_f64() >= ASKS_FOR_S {
            self.next(at);
        }
        for dose in &state.doses {
            let DoseStanding::Closed(verdict) = dose.standing else {
                continue;
            };
            if verdict == StepVerdict::NotDone || !self.put.insert((dose.step.clone(), dose.side)) || moves {
                continue;
            }
            if self.open.is_empty() {
                self.since = at;
            }
            self.open.extend(of_dose(guide, &dose.step, dose.side));
        }
    }

    /// The one that waits for an answer, and for how long it has, seconds.
    pub fn open(&self, at: SessionTime) -> Option<(&Question, f64)> {
        Some((self.open.front()?, at.since(self.since).as_secs_f64()))
    }

    /// It was answered, or passed over.
    pub fn next(&mut self, at: SessionTime) {
        self.open.pop_front();
        self.since = at;
    }

    /// The open one waits as if it had just been put.
    pub fn restart(&mut self, at: SessionTime) {
        self.since = at;
    }

    /// The person goes on without an answer.
    pub fn clear(&mut self) {
        self.open.clear();
    }
}

fn of_dose(guide: &Guide, step: &str, side: Option<Side>) -> Vec<Question> {
    let sentences = guide.step(step).map_or(&[][..], |step| &step.sentences);
    let asks = sentences.iter().enumerate().filter(|(_, sentence)| {
        let mut demands = sentence.rules.iter().map(|rule| &rule.demand);
        demands.any(|demand| matches!(demand, Demand::Ask(_)))
    });
    asks.map(|(sentence, words)| Question {
        step: step.to_owned(),
        side,
        sentence,
        text: words.text_for(side),
    })
    .collect()
}
