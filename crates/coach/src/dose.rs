//! Follows one dose, which is a step and a side: from its first movement until it is done and left; or, where no camera
//! sees its movement, by the clock.
//!
//! Every dose of the plan watches every frame; [`crate::Coach`] says which of them is open.

use std::mem;

use body::{SessionTime, Side};
use guide::{Guide, Timing};
use measure::Measures;

use crate::attempt::Attempt;
use crate::clock_plan::{DosePlan, Stage};
use crate::dose_clock::DoseClock;
use crate::dose_rules::DoseRules;
use crate::dwell::{comes_to, longer};
use crate::outcome::{Event, EventKind};
use crate::plan::Order;
use crate::sets::Rest;
use crate::state::SetCount;
use crate::turned::Turned;

/// A step and a side: what it asks for, and the movement that may be it.
#[derive(Debug, Clone)]
pub(crate) struct Dose {
    pub rules: DoseRules,
    pub turned: Turned,
    pub life: Life,
    /// In a session that is led, of a step whose movement no camera sees.
    pub clock: Option<DoseClock>,
}

/// Where a dose stands.
#[derive(Debug, Clone, Default)]
pub(crate) enum Life {
    /// No movement yet.
    #[default]
    Waiting,
    /// A movement that may be this dose.
    Trying(Box<Attempt>),
    /// It is this dose.
    Open(Box<Attempt>),
    /// Over.
    Closed(Option<Box<Attempt>>),
}

/// How a dose's movement is told from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Candidates {
    /// The only dose of the plan: it opens with the first movement and never starts afresh.
    One,
    /// A movement that comes to rest without reaching was not this dose.
    Several,
}

impl Dose {
    pub fn new(guide: &Guide, (step, side): (usize, Option<Side>), order: Order, timing: &Timing) -> Self {
        let rules = DoseRules::new(guide, step, side, order);
        let on_the_clock = order == Order::Led && !rules.can_be_judged();
        Self {
            turned: Turned::new(guide.view_of(&guide.steps[step], side)),
            rules,
            life: Life::Waiting,
            clock: on_the_clock.then(|| DoseClock::new(DosePlan::new(guide, step, side, timing).before_a_camera())),
        }
    }

    /// Whether it may come: a camera can judge it, or the clock leads through it.
    pub fn may_come(&self) -> bool {
        self.rules.can_be_judged() || self.clock.is_some()
    }

    /// Seconds held.
    pub fn hold_s(&self) -> f64 {
        match (&self.clock, self.attempt()) {
            (Some(clock), _) => clock.hold_s(),
            (None, attempt) => attempt.map_or(0.0, |attempt| attempt.clock.total_s()),
        }
    }

    /// Repetitions that count.
    pub fn reps(&self) -> u32 {
        match (&self.clock, self.attempt()) {
            (Some(clock), _) => clock.reps(),
            (None, attempt) => attempt.map_or(0, |attempt| attempt.cycle.reps),
        }
    }

    /// The stage of its clock that is on, while it is open.
    pub fn stage(&self) -> Option<Stage> {
        let (stage, _) = self.clock.as_ref().filter(|_| self.is_open())?.running()?;
        Some(stage)
    }

    /// On the clock: opens, and gets ready.
    pub fn begin_on_the_clock(&mut self, at: SessionTime) {
        self.open();
        if let Some(clock) = &mut self.clock {
            clock.begin(at);
        }
    }

    /// One frame of a dose on the clock, which is open. `seen`: its frame is no gap, and nothing else has to come first.
    /// The guards are watched from its first stage on that is not for getting ready, and a bad one stops the clock.
    pub fn run_on_the_clock(&mut self, at: SessionTime, frame_s: f64, seen: bool, timing: &Timing) {
        let (Some(clock), Life::Open(attempt)) = (&mut self.clock, &mut self.life) else {
            return;
        };
        let Some((stage, _)) = clock.running() else { return };
        let rests = matches!(stage, Stage::Rest(_));
        self.rules.resting = rests;
        let is_ready = stage != Stage::Ready;
        if seen && is_ready && !rests {
            attempt.watch_on_the_clock(&self.rules, at, frame_s, stage, timing);
        }
        let may_begin = is_ready || self.rules.started;
        let runs = seen && may_begin && !(is_ready && !rests && attempt.has_bad_guard());
        let happened = if runs { clock.frame(at) } else { clock.wait(at) };
        let events = happened.into_iter().map(|(at, kind)| self.rules.event(at, kind, None));
        attempt.events.extend(events);
    }

    /// The person goes on within the dose: out of a rest, or into the next set. Whether there was either.
    pub fn go_on(&mut self, at: SessionTime, timing: &Timing) -> bool {
        let Life::Open(attempt) = &mut self.life else {
            return false;
        };
        let Some(clock) = &mut self.clock else {
            return attempt.go_on(&mut self.rules, at, timing);
        };
        let happened = clock.go_on();
        let goes_on = !happened.is_empty();
        attempt
            .events
            .extend(happened.into_iter().map(|(at, kind)| self.rules.event(at, kind, None)));
        goes_on
    }

    /// The rest that is on.
    pub fn rest(&self) -> Option<Rest> {
        match &self.clock {
            Some(clock) => clock.rest().filter(|_| self.is_open()),
            None => self.attempt().filter(|_| self.is_open())?.sets.rest,
        }
    }

    /// The set that is on, where the step has any.
    pub fn set(&self) -> Option<SetCount> {
        let plan = self.rules.repeat.filter(|plan| plan.sets > 1 && plan.led)?;
        let number = match (&self.clock, self.attempt()) {
            (Some(clock), _) => clock.set(),
            (None, attempt) => attempt.map_or(1, |attempt| attempt.sets.number(&plan)),
        };
        Some(SetCount { number, of: plan.sets })
    }

    /// Sets done; `None` where the step has none.
    pub fn sets_done(&self) -> Option<u32> {
        let plan = self.rules.repeat.filter(|plan| plan.sets > 1)?;
        Some(match (&self.clock, self.attempt()) {
            (Some(clock), _) => clock.sets_done(),
            (None, attempt) => attempt.map_or(0, |attempt| attempt.sets.done(attempt.cycle.reps, &plan)),
        })
    }

    /// Repetitions of the set that is on.
    pub fn reps_in_set(&self) -> u32 {
        match (&self.clock, self.attempt()) {
            (Some(clock), _) => clock.reps_in_set(),
            (None, attempt) => attempt.map_or(0, |attempt| attempt.sets.in_set(attempt.cycle.reps)),
        }
    }

    /// The person is done with it, sooner than the clock.
    pub fn say_done(&mut self) {
        if let (Some(clock), Life::Open(attempt)) = (&mut self.clock, &mut self.life) {
            let happened = clock.done().into_iter();
            attempt
                .events
                .extend(happened.map(|(at, kind)| self.rules.event(at, kind, None)));
        }
    }

    pub fn attempt(&self) -> Option<&Attempt> {
        match &self.life {
            Life::Waiting | Life::Closed(None) => None,
            Life::Trying(attempt) | Life::Open(attempt) | Life::Closed(Some(attempt)) => Some(attempt),
        }
    }

    pub fn is_open(&self) -> bool {
        matches!(self.life, Life::Open(_))
    }

    pub fn is_closed(&self) -> bool {
        matches!(self.life, Life::Closed(_))
    }

    /// Whether its reach rules have been met for long enough to take over after `needed_s`.
    pub fn may_open(&self, needed_s: f64) -> bool {
        match &self.life {
            Life::Trying(attempt) => attempt.reached && comes_to(attempt.reached_s, needed_s),
            _ => false,
        }
    }

    /// Whether the position was held for long enough and left a short while ago, and the way back is not over.
    pub fn is_on_its_way_back(&self, at: SessionTime, timing: &Timing) -> bool {
        let Life::Open(attempt) = &self.life else { return false };
        let Some(left_at) = attempt.last_met else { return false };
        let rules = &self.rules;
        rules.repeat.is_none()
            && attempt.reached
            && attempt.holds_enough(rules)
            && !attempt.has_returned(rules)
            && !longer(left_at, at, timing.way_back_s)
    }

    /// Takes one frame into its rules; whoever is turned otherwise is not judged by them.
    pub fn look(&mut self, at: SessionTime, frame_s: f64, measures: &Measures, timing: &Timing) {
        let measures = self.turned.blind().unwrap_or(measures);
        self.rules.frame(at, frame_s, measures, timing);
    }

    /// Frames were missing for longer than a gap, before the frame at `at`.
    pub fn after_gap(&mut self, at: SessionTime) {
        self.rules.after_gap();
        if let Life::Trying(attempt) | Life::Open(attempt) = &mut self.life {
            attempt.after_gap(&self.rules, at);
        }
    }

    /// Judges the frame that [`Self::look`] took in. One of several doses gives up a movement that comes to rest
    /// without having reached the position; what was seen of it is kept.
    pub fn judge(
        &mut self,
        at: SessionTime,
        frame_s: f64,
        measures: &Measures,
        timing: &Timing,
        candidates: Candidates,
    ) {
        let measures = self.turned.blind().unwrap_or(measures);
        let begun = self.rules.has_begun(measures, timing, candidates);
        match &self.life {
            Life::Waiting if begun == Some(true) => {
                let mut attempt = Box::new(Attempt::new(&self.rules));
                attempt.events.push(self.rules.event(at, EventKind::StepStarted, None));
                self.life = Life::Trying(attempt);
            }
            Life::Trying(attempt) if begun == Some(false) && !attempt.reached && candidates == Candidates::Several => {
                attempt.give_up(&mut self.rules);
                self.life = Life::Waiting;
            }
            _ => {}
        }
        match &mut self.life {
            Life::Trying(attempt) | Life::Open(attempt) => {
                attempt.frame(&mut self.rules, at, frame_s, measures, timing)
            }
            Life::Waiting => self.rules.wait(frame_s),
            Life::Closed(_) => {}
        }
    }

    /// The movement belongs to another dose: forget it.
    pub fn forget(&mut self) {
        if matches!(self.life, Life::Trying(_)) {
            self.life = Life::Waiting;
        }
    }

    /// The movement is this dose's.
    pub fn open(&mut self) {
        self.life = match mem::take(&mut self.life) {
            Life::Trying(attempt) => Life::Open(attempt),
            Life::Waiting => Life::Open(Box::new(Attempt::new(&self.rules))),
            other => other,
        };
    }

    /// What happened since the last call; nothing as long as it is not open.
    pub fn take_events(&mut self) -> Vec<Event> {
        match &mut self.life {
            Life::Open(attempt) => mem::take(&mut attempt.events),
            _ => Vec::new(),
        }
    }

    /// Closes it; what happened by that.
    pub fn close(&mut self, at: SessionTime, timing: &Timing) -> Vec<Event> {
        let mut events = Vec::new();
        let is_open = self.is_open();
        if let Some(clock) = &mut self.clock {
            let happened = clock.cut().into_iter().filter(|_| is_open);
            events.extend(happened.map(|(at, kind)| self.rules.event(at, kind, None)));
        }
        self.life = match mem::take(&mut self.life) {
            Life::Open(mut attempt) => {
                if let Some((ended_at, kind)) = attempt.clock.end(timing)
                    && self.rules.hold.is_some()
                {
                    events.push(self.rules.event(ended_at, kind, None));
                }
                if self.clock.is_none() && attempt.is_satisfied(&self.rules) {
                    events.push(self.rules.event(at, EventKind::StepDone, None));
                }
                Life::Closed(Some(attempt))
            }
            Life::Trying(attempt) => {
                attempt.give_up(&mut self.rules);
                Life::Closed(None)
            }
            Life::Waiting => Life::Closed(None),
            closed @ Life::Closed(_) => closed,
        };
        events
    }

    /// Whether it is done and left.
    pub fn is_over(&self) -> bool {
        let Life::Open(attempt) = &self.life else { return false };
        if let Some(clock) = &self.clock {
            return clock.is_closed();
        }
        let rules = &self.rules;
        if !attempt.is_satisfied(rules) {
            return false;
        }
        match rules.repeat {
            Some(plan) => {
                let counted = attempt.sets.in_set(attempt.cycle.reps);
                plan.most().is_some_and(|most| counted >= most) && attempt.cycle.rests()
            }
            None if rules.reaches.is_empty() => false,
            None if rules.returns.is_empty() => !attempt.reach.is_in(),
            None => !rules.is_reached_now(),
        }
    }
}
