//! Which sentence of a step counts now: the one that is the largest on the screen.

use coach::{CoachState, Live, Phase, RuleState};
use guide::{Demand, Rule, Step};

/// Number of the sentence, from 0: a guard that is not kept; else where one has to get to, or what no camera sees; else what one
/// stays or counts for; else the way back. `None` for a step that asks for nothing.
pub fn focus(step: &Step, state: &CoachState) -> Option<usize> {
    let find = |is_it: &dyn Fn(&Rule, Option<&RuleState>) -> bool| {
        step.sentences
            .iter()
            .enumerate()
            .position(|(index, sentence)| sentence.rules_of(index).any(|(id, rule)| is_it(rule, state.rule(id))))
    };
    let live = |stands: Option<&RuleState>| stands.map(|stands| stands.live);
    let is_bad = |rule: &Rule, stands: Option<&RuleState>| {
        matches!(rule.demand, Demand::Keep(_)) && matches!(live(stands), Some(Live::Missed | Live::Broken))
    };
    let leads_there = |rule: &Rule| matches!(rule.demand, Demand::Start(_) | Demand::Reach(_));
    let is_missing = |rule: &Rule, stands: Option<&RuleState>| leads_there(rule) && live(stands) != Some(Live::Met);
    let is_hold = |rule: &Rule, _: Option<&RuleState>| matches!(rule.demand, Demand::Hold(_));
    let is_return = |rule: &Rule, _: Option<&RuleState>| matches!(rule.demand, Demand::Return(_));
    let is_repeat = |rule: &Rule, _: Option<&RuleState>| matches!(rule.demand, Demand::Repeat { .. });
    let is_reach = |rule: &Rule, _: Option<&RuleState>| leads_there(rule);
    let is_asked = |rule: &Rule, _: Option<&RuleState>| matches!(rule.demand, Demand::Ask(_));
    let is_rest = |rule: &Rule, _: Option<&RuleState>| matches!(rule.demand, Demand::Rest(_));
    let is_any = |rule: &Rule, _: Option<&RuleState>| !matches!(rule.demand, Demand::Note);

    let guard = || find(&is_bad);
    let stay = || find(&is_hold).or_else(|| find(&is_repeat));
    let there = || find(&is_reach).or_else(|| find(&is_asked));
    let back = || find(&is_return).or_else(|| find(&is_repeat));
    let counts = match state.phase {
        Phase::Setup | Phase::Ready => find(&is_missing).or_else(there),
        Phase::Reaching if state.is_on_the_clock() => there(),
        // Between repetitions one is on the way there again.
        Phase::Reaching => guard().or_else(|| find(&is_missing)).or_else(stay),
        Phase::Holding | Phase::Paused if state.is_enough() && state.reps_goal.is_none() => guard().or_else(back),
        Phase::Holding | Phase::Paused => guard().or_else(stay),
        Phase::Returning => guard().or_else(back),
        Phase::Resting => find(&is_rest).or_else(back),
        Phase::Done => None,
    };
    counts.or_else(stay).or_else(|| find(&is_any))
}
