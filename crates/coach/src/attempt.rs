//! One movement of a dose, from its first frame: what was reached, kept, held, repeated, and what happened.

use body::SessionTime;
use guide::{Cue, Test, Timing};
use measure::Measures;

use crate::clock_plan::Stage;
use crate::cycle::{BRISK_S, Cycle, CycleChange};
use crate::dose_rules::DoseRules;
use crate::dwell::{Change, Dwell, Limits, Sign, comes_to, secs};
use crate::guard::{Guard, GuardChange, Watch};
use crate::hold::{HoldClock, HoldSign};
use crate::outcome::{Event, EventKind};
use crate::record::Record;
use crate::rules::{PhraseRule, missing_alone, together};
use crate::sets::Sets;
use crate::slowly::{Pace, SpeedChange};
use crate::state::Uncounted;

/// One movement, from the first frame.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// One for each reach rule, in their order; the next two likewise for the guards and the returns.
    pub reaches: Vec<ReachSeen>,
    pub keeps: Vec<KeepSeen>,
    pub returns: Vec<Record>,
    pub reach: Dwell,
    /// All reach rules together, for long enough, at least once.
    pub reached: bool,
    /// Seconds for which all reach rules were met, short gaps included.
    pub reached_s: f64,
    pub last_met: Option<SessionTime>,
    pub clock: HoldClock,
    back: Dwell,
    pub returned: bool,
    pub cycle: Cycle,
    pub sets: Sets,
    pub pace: Pace,
    /// The last rise was too quick; until rest.
    pub quick_rise: bool,
    /// A speed limit was passed in this very frame.
    pub too_quick: bool,
    /// The release was said in this hold.
    pub told_release: bool,
    /// What happened and was not told yet: it is told once the dose is open.
    pub events: Vec<Event>,
}

/// What was seen of a reach.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReachSeen {
    pub record: Record,
    /// Seconds at its good value.
    pub good_s: f64,
    /// One for each `instead` of its phrase.
    pub insteads: Vec<Instead>,
}

/// What was seen of a guard.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeepSeen {
    pub guard: Guard,
    pub record: Record,
}

/// A test that shows that one does another thing instead.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instead {
    met: bool,
    since: Option<SessionTime>,
    /// It was so for long enough to say so, at least once.
    pub due: bool,
}

impl Instead {
    /// Whether one does it now, and has done it for long enough.
    pub fn is_active(&self) -> bool {
        self.due && self.met
    }
}

impl Attempt {
    pub fn new(rules: &DoseRules) -> Self {
        let reaches = rules.reaches.iter().map(|rule| ReachSeen {
            insteads: vec![Instead::default(); rule.phrase().instead.len()],
            ..ReachSeen::default()
        });
        Self {
            reaches: reaches.collect(),
            keeps: vec![KeepSeen::default(); rules.keeps.len()],
            returns: vec![Record::default(); rules.returns.len()],
            reach: Dwell::Out,
            reached: false,
            reached_s: 0.0,
            last_met: None,
            clock: HoldClock::default(),
            back: Dwell::Out,
            returned: false,
            cycle: Cycle::default(),
            sets: Sets::default(),
            pace: Pace::default(),
            quick_rise: false,
            too_quick: false,
            told_release: false,
            events: Vec::new(),
        }
    }

    pub fn frame(
        &mut self,
        rules: &mut DoseRules,
        at: SessionTime,
        frame_s: f64,
        measures: &Measures,
        timing: &Timing,
    ) {
        if self.rests(rules, at, frame_s) {
            return;
        }
        let reach = rules.reach_sign();
        self.watch_insteads(rules, at, measures, timing);
        self.watch_reach(rules, at, frame_s, reach, timing);
        self.watch_guards(rules, at, frame_s, reach, timing);
        self.watch_hold(rules, at, reach, timing);
        self.watch_return(rules, at, frame_s, reach, timing);
        self.watch_cycle(rules, at, reach, measures, timing);
    }

    /// One frame of a dose on the clock: its guards, and on the way back what its returns ask for. There is nothing to reach.
    pub fn watch_on_the_clock(
        &mut self,
        rules: &DoseRules,
        at: SessionTime,
        frame_s: f64,
        stage: Stage,
        timing: &Timing,
    ) {
        self.watch_guards(rules, at, frame_s, Sign::Met, timing);
        if matches!(stage, Stage::Back | Stage::Return) {
            self.watch_way_back(rules, at, frame_s, timing);
        }
    }

    /// Whether every reach, hold, return and repeat is at its done threshold.
    pub fn is_satisfied(&self, rules: &DoseRules) -> bool {
        (self.reached || rules.reaches.is_empty())
            && self.holds_enough(rules)
            && self.has_returned(rules)
            && self.has_reps(rules)
    }

    pub fn holds_enough(&self, rules: &DoseRules) -> bool {
        let hold = rules.hold;
        hold.is_none_or(|hold| comes_to(self.clock.total_s(), hold.at_least_s))
    }

    pub fn has_returned(&self, rules: &DoseRules) -> bool {
        rules.returns.is_empty() || self.returned
    }

    pub fn has_reps(&self, rules: &DoseRules) -> bool {
        rules
            .repeat
            .is_none_or(|plan| self.sets.done(self.cycle.reps, &plan) >= plan.sets)
    }

    /// The person goes on, out of a rest or into the next set. Whether there was one.
    pub fn go_on(&mut self, rules: &mut DoseRules, at: SessionTime, timing: &Timing) -> bool {
        let was_resting = self.sets.rest.is_some();
        let Some(plan) = rules.repeat else { return false };
        let goes_on = self.sets.go_on(self.cycle.reps, &plan);
        if goes_on {
            if was_resting {
                self.events.push(rules.event(at, EventKind::RestEnded, None));
            } else {
                self.events.push(rules.event(at, EventKind::SetDone, None));
            }
            self.begin_rest(rules, at, timing);
        }
        goes_on
    }

    /// Whether a rest is on: nothing is judged in it.
    fn rests(&mut self, rules: &mut DoseRules, at: SessionTime, frame_s: f64) -> bool {
        if self.sets.rest.is_none() {
            rules.resting = false;
            return false;
        }
        rules.resting = self.sets.rests(frame_s);
        if !rules.resting {
            self.events.push(rules.event(at, EventKind::RestEnded, None));
        }
        rules.resting
    }

    /// A rest begins, where there is one: whatever was held is over.
    fn begin_rest(&mut self, rules: &mut DoseRules, at: SessionTime, timing: &Timing) {
        rules.resting = self.sets.rest.is_some();
        if !rules.resting {
            return;
        }
        if let Some((ended_at, kind)) = self.clock.end(timing) {
            self.events.push(rules.event(ended_at, kind, None));
        }
        self.reach.stop();
        self.events.push(rules.event(at, EventKind::RestStarted, None));
    }

    /// What one did instead in this movement.
    pub fn instead(&self, rules: &DoseRules) -> Option<String> {
        let (_, (_, cue), _) = self.insteads(rules).find(|(.., instead)| instead.due)?;
        Some(rules.fill(cue))
    }

    /// Every other thing that one may do instead of a reach, its cue, and what was seen of it in this movement.
    pub fn insteads<'a>(
        &'a self,
        rules: &'a DoseRules,
    ) -> impl Iterator<Item = (&'a PhraseRule, &'a (Test, Cue), &'a Instead)> {
        rules.reaches.iter().zip(&self.reaches).flat_map(|(rule, seen)| {
            let insteads = rule.phrase().instead.iter().zip(&seen.insteads);
            insteads.map(move |(other, instead)| (rule, other, instead))
        })
    }

    /// This movement was not the dose's: what was seen in it counts as seen while the dose was waited for.
    pub fn give_up(&self, rules: &mut DoseRules) {
        if rules.instead.is_none() {
            rules.instead = self.instead(rules);
        }
        for (rule, seen) in rules.reaches.iter_mut().zip(&self.reaches) {
            rule.waiting.merge(&seen.record, &rule.watch.phrase);
        }
    }

    /// Whether a guard is bad now, for however short.
    pub fn has_bad_guard(&self) -> bool {
        self.keeps.iter().any(|keep| keep.guard.is_bad())
    }

    /// Frames were missing for longer than a gap: nothing is counted for it, and nothing is a fault by it.
    ///
    /// Dwells, guards and the hold clock see to it by themselves.
    pub fn after_gap(&mut self, rules: &DoseRules, at: SessionTime) {
        for reach in &mut self.reaches {
            reach.record.after_gap();
            for instead in &mut reach.insteads {
                (instead.met, instead.since) = (false, None);
            }
        }
        self.keeps.iter_mut().for_each(|keep| keep.record.after_gap());
        self.returns.iter_mut().for_each(Record::after_gap);
        self.cycle.after_gap();
        self.quick_rise = false;
        let change = self.pace.after_gap();
        self.tell_speed(rules, at, change);
    }

    fn watch_insteads(&mut self, rules: &DoseRules, at: SessionTime, measures: &Measures, timing: &Timing) {
        let tests = rules.reaches.iter().zip(&mut self.reaches).flat_map(|(rule, seen)| {
            let tests = rule.phrase().instead.iter().zip(&mut seen.insteads);
            tests.map(move |((test, _), instead)| (rule, test, instead))
        });
        for (rule, test, instead) in tests {
            let Ok((value, _)) = rule.watch.read(test, measures) else {
                continue;
            };
            instead.met = test.is_met(value, instead.met);
            if !instead.met {
                instead.since = None;
                continue;
            }
            let since = *instead.since.get_or_insert(at);
            instead.due |= comes_to(secs(since, at), timing.fault_s);
        }
    }

    fn watch_reach(&mut self, rules: &DoseRules, at: SessionTime, frame_s: f64, reach: Sign, timing: &Timing) {
        // After the position was left for good, nobody needs to see it any more.
        let needed = !self.reached || self.reach != Dwell::Out || !self.is_satisfied(rules);
        let missing = missing_alone(&rules.reaches);
        for (index, (rule, seen)) in rules.reaches.iter().zip(&mut self.reaches).enumerate() {
            let Some(look) = &rule.look else { continue };
            if needed {
                seen.record.add(rule.phrase(), look, frame_s);
                seen.record.add_missing(missing == Some(index), frame_s);
            }
            if look.good && self.last_met.is_some() {
                seen.good_s += frame_s;
            }
        }
        let cyclic = rules.repeat.is_some() && rules.hold.is_none();
        let limits = Limits {
            enter_s: if cyclic { BRISK_S } else { timing.enter_s },
            lost_gap_s: if cyclic { 0.0 } else { timing.gap_s },
            unseen_gap_s: timing.gap_s,
        };
        if reach == Sign::Met {
            if let Some(last) = self.last_met
                && self.reach != Dwell::Out
            {
                let met_s = secs(last, at);
                self.reached_s += if met_s <= timing.gap_s { met_s } else { 0.0 };
            }
            self.last_met = Some(at);
        }
        let (_, entered) = self.reach.frame(at, reach, limits);
        if let Some(Change::Entered(first)) = entered {
            self.reached = true;
            if rules.repeat.is_none() {
                // In the position again: a way back that was seen before is not the one out of it.
                self.returned = false;
                self.returns.fill(Record::default());
            }
            self.back = Dwell::Out;
            if !rules.reaches.is_empty() {
                self.events.push(rules.event(first, EventKind::Reached, None));
            }
        }
    }

    fn watch_guards(&mut self, rules: &DoseRules, at: SessionTime, frame_s: f64, reach: Sign, timing: &Timing) {
        // Once reached, a guard turns bad only in the position: coming out of it is free.
        let watch = if !self.reached || reach == Sign::Met {
            Watch::Full
        } else {
            Watch::OnlyOngoing
        };
        // Hidden before it was done: the guard was needed and not seen.
        let hidden = reach == Sign::Unseen && !self.is_satisfied(rules);
        for (rule, seen) in rules.keeps.iter().zip(&mut self.keeps) {
            let Some(look) = &rule.look else { continue };
            let change = seen.guard.frame(at, look, watch, timing);
            if watch == Watch::Full || seen.guard.is_bad() || hidden {
                seen.record.add(rule.phrase(), look, frame_s);
            }
            match change {
                Some(GuardChange::Broken(since)) => {
                    self.events
                        .push(rules.event(since, EventKind::RuleBroken, Some(rule.id)));
                }
                Some(GuardChange::Mended) => self.events.push(rules.event(at, EventKind::RuleMended, Some(rule.id))),
                None => {}
            }
        }
    }

    fn watch_hold(&mut self, rules: &DoseRules, at: SessionTime, reach: Sign, timing: &Timing) {
        if rules.hold.is_none() {
            return;
        }
        let sign = if self.has_bad_guard() {
            HoldSign::GuardBad
        } else {
            match reach {
                Sign::Met => HoldSign::Held,
                Sign::Missed => HoldSign::Lost,
                Sign::Unseen => HoldSign::Unseen,
            }
        };
        for (event_at, kind) in self.clock.frame(at, sign, timing) {
            self.told_release &= kind != EventKind::HoldStarted;
            self.events.push(rules.event(event_at, kind, None));
        }
        if self.reach == Dwell::Out
            && self.clock.is_paused()
            && let Some((event_at, kind)) = self.clock.end(timing)
        {
            self.events.push(rules.event(event_at, kind, None));
        }
    }

    fn watch_return(&mut self, rules: &DoseRules, at: SessionTime, frame_s: f64, reach: Sign, timing: &Timing) {
        let after = if rules.hold.is_some() {
            self.clock.total_s() > 0.0
        } else {
            self.reached
        };
        if rules.returns.is_empty() || !after || reach == Sign::Met || self.returned && rules.repeat.is_none() {
            return;
        }
        if rules.repeat.is_none() {
            return self.watch_way_back(rules, at, frame_s, timing);
        }
        self.record_way_back(rules, frame_s);
    }

    fn record_way_back(&mut self, rules: &DoseRules, frame_s: f64) {
        for (rule, record) in rules.returns.iter().zip(&mut self.returns) {
            if let Some(look) = &rule.look {
                record.add(rule.phrase(), look, frame_s);
            }
        }
    }

    fn watch_way_back(&mut self, rules: &DoseRules, at: SessionTime, frame_s: f64, timing: &Timing) {
        if rules.returns.is_empty() || self.returned {
            return;
        }
        self.record_way_back(rules, frame_s);
        let limits = Limits {
            enter_s: timing.enter_s,
            lost_gap_s: 0.0,
            unseen_gap_s: timing.gap_s,
        };
        let (_, entered) = self.back.frame(at, together(&rules.returns), limits);
        if let Some(Change::Entered(first)) = entered {
            self.returned = true;
            // Back at rest: the hold is over, even within the time of a gap.
            if let Some((ended_at, kind)) = self.clock.end(timing) {
                self.events.push(rules.event(ended_at, kind, None));
            }
            self.reach.stop();
            self.events.push(rules.event(first, EventKind::Returned, None));
        }
    }

    fn watch_cycle(
        &mut self,
        rules: &mut DoseRules,
        at: SessionTime,
        reach: Sign,
        measures: &Measures,
        timing: &Timing,
    ) {
        self.too_quick = false;
        if let Some(slowly) = &rules.slowly
            && rules.moves_head
        {
            let change = self.pace.head(at, measures, &slowly.limit);
            self.tell_speed(rules, at, change);
        }
        let needed_s = rules.hold.map_or(0.0, |hold| hold.at_least_s);
        let broken = self.keeps.iter().any(|keep| keep.guard.is_broken());
        let held = [self.clock.total_s(), needed_s];
        let flaws = [broken, rules.size.is_small()];
        let change = self.cycle.frame(at, [reach, rules.rest_sign()], held, flaws, timing);
        if let Some(CycleChange::Rep(_) | CycleChange::NoRep(..)) = change {
            rules.size.rested(matches!(change, Some(CycleChange::Rep(_))));
        }
        match change {
            Some(CycleChange::Top(top)) => {
                let began = rules.rise.began();
                rules.rise.restart();
                if let Some(slowly) = &rules.slowly
                    && !rules.moves_head
                    && let Some(began) = began
                    && let Some(since) = self.pace.rise(began, top, &slowly.limit)
                {
                    self.too_quick = true;
                    self.quick_rise = true;
                    self.events
                        .push(rules.event(since, EventKind::RuleBroken, Some(slowly.id)));
                    self.events
                        .push(rules.event(at, EventKind::RuleMended, Some(slowly.id)));
                }
            }
            Some(CycleChange::Rep(first)) if rules.repeat.is_some() => {
                self.returned = true;
                self.events.push(rules.event(first, EventKind::Rep, None));
                self.count_set(rules, at, timing);
            }
            Some(CycleChange::NoRep(first, why)) if rules.repeat.is_some() => {
                rules.uncounted = Some(Uncounted { at: first, why });
            }
            Some(CycleChange::Rep(_) | CycleChange::NoRep(..)) | None => {}
        }
        self.quick_rise &= self.cycle.is_up();
    }

    /// A repetition counted: a set may be over with it, and a rest begin.
    fn count_set(&mut self, rules: &mut DoseRules, at: SessionTime, timing: &Timing) {
        let Some(plan) = rules.repeat.filter(|plan| plan.led) else {
            return;
        };
        let before = self.sets.number(&plan);
        self.sets.counts(self.cycle.reps, &plan);
        let is_enough = plan.sets > 1 && self.sets.in_set(self.cycle.reps) == plan.at_least;
        if self.sets.number(&plan) != before || is_enough && self.sets.is_last(&plan) {
            self.events.push(rules.event(at, EventKind::SetDone, None));
        }
        self.begin_rest(rules, at, timing);
    }

    fn tell_speed(&mut self, rules: &DoseRules, at: SessionTime, change: Option<SpeedChange>) {
        let Some(slowly) = &rules.slowly else { return };
        let (event_at, kind) = match change {
            Some(SpeedChange::Broken(since)) => {
                self.too_quick = true;
                (since, EventKind::RuleBroken)
            }
            Some(SpeedChange::Mended) => (at, EventKind::RuleMended),
            None => return,
        };
        self.events.push(rules.event(event_at, kind, Some(slowly.id)));
    }
}
