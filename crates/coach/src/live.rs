//! Fills in the live state of a watched dose: how each rule stands in this moment, as a person should see it.
//!
//! Before the movement nothing looks wrong: a guard is met or waits, and a reach waits. What is done stays done while
//! the person comes back.

use guide::{Demand, Rule, RuleId, Step, Test};
use measure::Unseen;

use crate::attempt::Attempt;
use crate::clock_plan::Stage;
use crate::dose::{Dose, Life};
use crate::dose_clock::DoseClock;
use crate::dwell::{Sign, Standing};
use crate::outcome::FigureUnit;
use crate::outcome::plain;
use crate::rules::{PhraseRule, known};
use crate::state::{CoachState, DoseState, Live, Phase, RuleState, SentenceState};

/// The state of the dose that is shown. `elsewhere`: the person may be on the way into another one.
pub(crate) fn state(step: &Step, dose: &Dose, doses: Vec<DoseState>, elsewhere: bool) -> CoachState {
    let shown = Shown {
        dose,
        attempt: dose.attempt(),
        elsewhere,
    };
    let sentences = step.sentences.iter().enumerate().map(|(index, sentence)| {
        let rules = sentence.rules_of(index).map(|(id, rule)| shown.rule(id, rule));
        SentenceState::new(sentence.text_for(dose.rules.side), rules.collect())
    });
    CoachState {
        phase: shown.phase(),
        step: Some(dose.rules.id.clone()),
        title: Some(step.title_for(dose.rules.side)),
        side: dose.rules.side,
        hold_s: dose.hold_s(),
        hold: dose.rules.hold,
        reps: dose.rules.repeat.map(|_| dose.reps_in_set()),
        reps_goal: dose.rules.repeat.map(|plan| plan.goal()),
        reps_most: dose.rules.repeat.and_then(|plan| plan.most()),
        set: dose.set(),
        rest: dose.rest(),
        uncounted: dose.rules.uncounted,
        other_side: dose.rules.across.is_now() && !dose.rules.is_reached_now(),
        remaining_s: dose.clock.as_ref().and_then(DoseClock::remaining_s),
        sentences: sentences.collect(),
        doses,
    }
}

/// What is said of a rule as long as only how it stands is known.
type Bare<'a> = &'a dyn Fn(Live) -> RuleState;

struct Shown<'a> {
    dose: &'a Dose,
    /// `None` before the movement.
    attempt: Option<&'a Attempt>,
    elsewhere: bool,
}

impl Shown<'_> {
    fn phase(&self) -> Phase {
        let dose = self.dose;
        let attempt = match &dose.life {
            Life::Waiting | Life::Closed(None) => return Phase::Ready,
            Life::Closed(Some(_)) => return Phase::Done,
            Life::Trying(attempt) | Life::Open(attempt) => attempt,
        };
        if let Some(stage) = dose.stage() {
            let is_stopped = stage != Stage::Ready && attempt.has_bad_guard();
            return if is_stopped { Phase::Paused } else { stage.phase() };
        }
        if dose.rest().is_some() {
            return Phase::Resting;
        }
        if dose.rules.repeat.is_some() {
            return match (attempt.cycle.is_up(), dose.rules.is_reached_now()) {
                (true, false) => Phase::Returning,
                (_, true) if attempt.reached => Phase::Holding,
                _ => Phase::Reaching,
            };
        }
        // A guard that was bad before the position was reached stops a clock that has never run.
        let stopped = dose.rules.is_reached_now() && attempt.has_bad_guard();
        if attempt.clock.runs() {
            Phase::Holding
        } else if attempt.clock.is_paused() || stopped {
            Phase::Paused
        } else if attempt.reached && attempt.holds_enough(&dose.rules) {
            Phase::Returning
        } else {
            Phase::Reaching
        }
    }

    fn rule(&self, id: RuleId, rule: &Rule) -> RuleState {
        let dose = self.dose;
        let bare = |live| RuleState::bare(rule, dose.rules.side, live);
        let of_phrase = match &rule.demand {
            Demand::Start(_) => known(&dose.rules.starts, id).map(|(_, watched)| self.start(&bare, watched)),
            Demand::Reach(_) => {
                known(&dose.rules.reaches, id).map(|(index, watched)| self.reach(&bare, index, watched))
            }
            Demand::Keep(_) => known(&dose.rules.keeps, id).map(|(index, watched)| self.keep(&bare, index, watched)),
            Demand::Return(_) => known(&dose.rules.returns, id).map(|(_, watched)| self.back(&bare, watched)),
            Demand::Hold(hold) => Some(self.counted(&bare, dose.hold_s(), hold.at_least_s, FigureUnit::Seconds)),
            Demand::Repeat { at_least, .. } => {
                let goal = dose.rules.repeat.map_or(*at_least, |plan| plan.goal());
                Some(self.counted(&bare, f64::from(dose.reps_in_set()), f64::from(goal), FigureUnit::Reps))
            }
            Demand::Sets(sets) => {
                let done = dose.sets_done().unwrap_or(0);
                Some(self.counted(&bare, f64::from(done), f64::from(*sets), FigureUnit::Sets))
            }
            Demand::Rest(_) => Some(bare(Live::Note)),
            Demand::Slowly(_) => Some(self.slowly(&bare)),
            Demand::Ask(_) => Some(bare(Live::Asked)),
            Demand::Note => Some(bare(Live::Note)),
        };
        of_phrase.unwrap_or_else(|| bare(Live::Waiting))
    }

    fn start(&self, bare: Bare<'_>, rule: &PhraseRule) -> RuleState {
        if self.dose.rules.started {
            // The movement leaves it, and should.
            return RuleState {
                value: None,
                ..self.of_phrase(bare, rule, |test| test.met, Live::Met)
            };
        }
        self.of_phrase(bare, rule, |test| test.met, live(rule))
    }

    fn reach(&self, bare: Bare<'_>, index: usize, rule: &PhraseRule) -> RuleState {
        let live = match self.attempt {
            _ if !self.dose.rules.started => Live::Waiting,
            Some(attempt) if self.is_done_with(attempt) => Live::Met,
            Some(_) => live(rule),
            None => match live(rule) {
                // Hands come into the picture with the movement, and speed with the next frames.
                Live::Unseen(Unseen::Arms | Unseen::TooFewFrames) => Live::Waiting,
                other => other,
            },
        };
        let state = self.of_phrase(bare, rule, |test| test.met, live);
        let instead = self.dose.instead_of_reach(index).filter(|_| !self.elsewhere);
        RuleState {
            cue: state.cue.map(|cue| instead.unwrap_or(cue)),
            ..state
        }
    }

    fn keep(&self, bare: Bare<'_>, index: usize, rule: &PhraseRule) -> RuleState {
        let seen = live(rule);
        let live = match self.attempt {
            None if seen == Live::Met => Live::Met,
            None => Live::Waiting,
            Some(_) if self.dose.stage() == Some(Stage::Ready) || self.dose.rest().is_some() => match seen {
                Live::Met => Live::Met,
                _ => Live::Waiting,
            },
            Some(attempt) => {
                let guard = &attempt.keeps[index].guard;
                let reach = self.dose.rules.reach_sign();
                let needed = !attempt.reached || reach == Sign::Met || guard.is_bad();
                if guard.is_broken() {
                    Live::Broken
                } else if guard.is_bad() {
                    Live::Missed
                } else if needed || reach == Sign::Unseen && !self.is_done_with(attempt) {
                    seen
                } else if seen == Live::Met || self.is_done_with(attempt) {
                    Live::Met
                } else {
                    // Coming out of the position is free.
                    Live::Waiting
                }
            }
        };
        self.of_phrase(bare, rule, |test| test.lost, live)
    }

    fn back(&self, bare: Bare<'_>, rule: &PhraseRule) -> RuleState {
        let live = match self.attempt {
            Some(attempt) if self.dose.clock.is_some() => match self.dose.stage() {
                _ if attempt.returned => Live::Met,
                Some(Stage::Back | Stage::Return) => live(rule),
                _ => Live::Waiting,
            },
            Some(attempt) if self.dose.rules.repeat.is_none() && attempt.returned => Live::Met,
            Some(attempt) if attempt.reached && attempt.holds_enough(&self.dose.rules) => live(rule),
            // At rest before the movement: that is no return yet.
            Some(_) | None => Live::Waiting,
        };
        self.of_phrase(bare, rule, |test| test.met, live)
    }

    /// Whether the position was there for as long as it had to be, and need not be there again.
    fn is_done_with(&self, attempt: &Attempt) -> bool {
        attempt.reached && self.dose.rules.repeat.is_none() && attempt.holds_enough(&self.dose.rules)
    }

    fn slowly(&self, bare: Bare<'_>) -> RuleState {
        let (Some(attempt), Some(slowly)) = (self.attempt, &self.dose.rules.slowly) else {
            return bare(Live::Waiting);
        };
        let pace = &attempt.pace;
        let live = match pace.unseen.filter(|_| self.dose.rules.moves_head) {
            _ if pace.is_too_fast() || attempt.quick_rise => Live::Broken,
            _ if pace.has_seen() => Live::Met,
            Some(reason) => Live::Unseen(reason),
            None => Live::Waiting,
        };
        RuleState {
            cue: (live == Live::Broken).then(|| self.dose.rules.fill(&slowly.limit.cue)),
            ..bare(live)
        }
    }

    fn counted(&self, bare: Bare<'_>, value: f64, threshold: f64, unit: FigureUnit) -> RuleState {
        let live = match self.attempt {
            None => Live::Waiting,
            Some(_) if value >= threshold => Live::Met,
            Some(_) => Live::Missed,
        };
        RuleState {
            value: Some(value),
            threshold: Some(threshold),
            unit: Some(unit),
            ..bare(live)
        }
    }

    fn of_phrase(&self, bare: Bare<'_>, rule: &PhraseRule, threshold: fn(&Test) -> f32, live: Live) -> RuleState {
        let look = rule.shown();
        let deciding = look.map_or(0, |look| look.deciding);
        let test = rule.phrase().tests.get(deciding);
        RuleState {
            measure: test.map(|test| rule.watch.measure(test)),
            value: look.and_then(|look| *look.values.get(deciding)?).map(plain),
            threshold: test.map(|test| plain(threshold(test))),
            unit: test.map(|test| FigureUnit::Measure(test.measure.unit())),
            cue: matches!(live, Live::Missed | Live::Broken).then(|| self.dose.rules.fill(&rule.phrase().cue)),
            ..bare(live)
        }
    }
}

/// How a rule stands by what is seen of it alone.
fn live(rule: &PhraseRule) -> Live {
    match rule.shown().map(|look| look.standing) {
        None => Live::Waiting,
        Some(Standing::Unseen(reason)) => Live::Unseen(reason),
        Some(Standing::Met) => Live::Met,
        Some(Standing::Missed) => Live::Missed,
    }
}
