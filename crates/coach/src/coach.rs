//! Follows a plan: picks the dose that a movement belongs to, and says what happens.
//!
//! Every dose that is not over watches every frame. With one dose planned it opens at the first movement. With
//! several, a movement belongs to the dose whose reach rules it fulfils; what happened since its first frame is told
//! then. The next step of the guide, either side, opens as soon as it is reached; any other one only when it was
//! reached for `other_dose_s`, so that a glance aside opens nothing. In a session that is led no other one opens at
//! all, and a dose whose movement no camera sees opens by itself when its turn has come, and runs on the clock.

mod views;

use std::sync::Arc;

use body::{Kind, Measure, SessionTime};
use guide::{Guide, Timing};
use measure::Measures;

use crate::cues::Cues;
use crate::dose::{Candidates, Dose};
use crate::dwell::{longer, secs};
use crate::live;
use crate::outcome::{DoseOutcome, Event, EventKind, StepVerdict};
use crate::plan::{Order, Plan, PlanError};
use crate::report;
use crate::state::{CoachState, DoseStanding, DoseState, Phase};

/// What a camera does while a dose runs on the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// Nothing of the dose can be seen.
    AtNothing,
    /// A guard, a start or a way back of it is watched.
    AtSomething,
}

/// Follows a guide.
///
/// Frames come in the order of their times; a frame that is not later than the last one is ignored. Events are
/// dated when the thing happened and told when it is sure: a hold up to half a second after its first frame, a
/// fault after a second, and with several doses planned all that led to a dose once it is clear which one it is. Each
/// call tells its events oldest first; a stable sort by time puts a whole session in order.
#[derive(Debug, Clone)]
pub struct Coach {
    guide: Arc<Guide>,
    timing: Timing,
    order: Order,
    doses: Vec<Dose>,
    open: Option<usize>,
    /// Where the guide goes on after the last dose.
    next: usize,
    /// The person went back to this one: it comes before all others.
    recalled: Option<usize>,
    /// Doses that were left, in the order in which that happened.
    left: Vec<usize>,
    /// What a dose had come to before the person went back: what is done stays done, whatever comes of another try.
    earlier: Vec<Option<Dose>>,
    last_frame: Option<SessionTime>,
    has_neutral: bool,
    /// What comes before a dose on the clock: a question that is open, or a look at the person.
    clock_waits: bool,
    cues: Cues,
    ended: bool,
}

impl Coach {
    /// What is followed.
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// A coach that has seen nothing yet, and takes the doses as they come.
    ///
    /// # Errors
    /// [`PlanError`] when the plan names a step or a side that the guide does not have.
    pub fn new(guide: impl Into<Arc<Guide>>, timing: Timing, plan: Plan) -> Result<Self, PlanError> {
        Self::in_order(guide, timing, plan, Order::AsTheyCome)
    }

    /// The same for doses that come in this order.
    ///
    /// # Errors
    /// [`PlanError`] when the plan names a step or a side that the guide does not have.
    pub fn in_order(guide: impl Into<Arc<Guide>>, timing: Timing, plan: Plan, order: Order) -> Result<Self, PlanError> {
        let guide = guide.into();
        let doses = plan.doses(&guide)?;
        let doses = doses.into_iter().map(|dose| Dose::new(&guide, dose, order, &timing));
        let doses: Vec<Dose> = doses.collect();
        Ok(Self {
            guide,
            timing,
            order,
            earlier: vec![None; doses.len()],
            doses,
            open: None,
            next: 0,
            recalled: None,
            left: Vec::new(),
            last_frame: None,
            has_neutral: false,
            clock_waits: false,
            cues: Cues::default(),
            ended: false,
        })
    }

    /// Judges one frame; returns what happened, oldest first.
    pub fn frame(&mut self, at: SessionTime, measures: &Measures) -> Vec<Event> {
        if self.ended || self.last_frame.is_some_and(|last| at <= last) {
            return Vec::new();
        }
        // How one is turned is seen without a neutral.
        for dose in self.doses.iter_mut().filter(|dose| !dose.is_closed()) {
            dose.turned.frame(at, measures, &self.timing.view);
        }
        // Before the neutral there are no offsets, so nothing can be judged.
        let mut offsets = Measure::ALL.iter().filter(|measure| measure.kind() == Kind::Offset);
        self.has_neutral = self.has_neutral || offsets.any(|measure| measures.get(*measure).is_ok());
        if !self.has_neutral {
            return Vec::new();
        }
        let mut frame_s = self.last_frame.map_or(0.0, |last| secs(last, at));
        if self.last_frame.is_some_and(|last| longer(last, at, self.timing.gap_s)) {
            // Nobody looked for so long: this frame can't stand for that time.
            frame_s = 0.0;
            let doses = self.doses.iter_mut().filter(|dose| !dose.is_closed());
            doses.for_each(|dose| dose.after_gap(at));
        }
        self.last_frame = Some(at);
        for dose in self.doses.iter_mut().filter(|dose| !dose.is_closed()) {
            dose.look(at, frame_s, measures, &self.timing);
        }
        let mut events = self.judge(at, frame_s, measures);
        events.extend(self.cue(at, measures));
        by_time(events)
    }

    /// Whether a dose on the clock has to wait, from the next frame on: something else comes first.
    pub fn let_clock_wait(&mut self, waits: bool) {
        self.clock_waits = waits;
    }

    /// Whether a dose on the clock is on or comes next, and whether a camera looks at anything of it.
    pub fn on_the_clock(&self) -> Option<Looks> {
        let dose = &self.doses[self.open.or_else(|| self.expected())?];
        let looks = match dose.rules.looks_at_something() {
            true => Looks::AtSomething,
            false => Looks::AtNothing,
        };
        dose.clock.as_ref().filter(|_| !self.ended).map(|_| looks)
    }

    /// The person is done with the dose that is open, sooner than its clock. Nothing where none is open on the clock.
    pub fn done(&mut self, at: SessionTime) -> Vec<Event> {
        let on_the_clock = |index: &usize| self.doses[*index].clock.is_some();
        let Some(index) = self.open.filter(on_the_clock).filter(|_| !self.ended) else {
            return Vec::new();
        };
        self.doses[index].say_done();
        by_time(self.close(index, at))
    }

    /// The person goes on: out of a rest to the next repetition, out of a set that is enough into the next one; else what
    /// is open, or comes next, is skipped: it closes as it is. `at` is no earlier than the last frame,
    /// here and in [`Self::back`] and [`Self::finish`].
    pub fn skip(&mut self, at: SessionTime) -> Vec<Event> {
        if self.ended {
            return Vec::new();
        }
        let Some(index) = self.open.or_else(|| self.expected()) else {
            return Vec::new();
        };
        if self.doses[index].go_on(at, &self.timing) {
            return by_time(self.doses[index].take_events());
        }
        let events = self.close(index, at);
        self.forget_all();
        by_time(events)
    }

    /// The person goes back to the dose before: what is open comes to rest and waits, the last one that was left begins
    /// anew. What either of them had come to is kept where the new try comes to less.
    pub fn back(&mut self, at: SessionTime) -> Vec<Event> {
        if self.ended {
            return Vec::new();
        }
        let mut events = Vec::new();
        if let Some(index) = self.open.take() {
            events.extend(self.doses[index].take_events());
            events.extend(self.doses[index].close(at, &self.timing));
            self.begin_anew(index);
        }
        if let Some(index) = self.left.pop() {
            self.begin_anew(index);
            self.recalled = Some(index);
        }
        self.forget_all();
        by_time(events)
    }

    /// Whether there is anything to go back to.
    pub fn can_go_back(&self) -> bool {
        !self.ended && (self.open.is_some() || !self.left.is_empty())
    }

    /// Ends: closes the open dose; the outcomes are then complete. A second call does nothing.
    pub fn finish(&mut self, at: SessionTime) -> Vec<Event> {
        if self.ended {
            return Vec::new();
        }
        self.ended = true;
        let mut events = Vec::new();
        if self.open.is_none()
            && let Some(index) = self
                .candidates()
                .into_iter()
                .find(|index| self.doses[*index].may_open(0.0))
        {
            events.extend(self.open(index));
        }
        if let Some(index) = self.open {
            events.extend(self.close(index, at));
        }
        let mut events = by_time(events);
        events.push(Event {
            at,
            kind: EventKind::SessionEnded,
            step: None,
            side: None,
            rule: None,
        });
        events
    }

    /// One for each planned dose, in the guide's order. Valid at any time, final after [`Self::finish`].
    pub fn outcomes(&self) -> Vec<DoseOutcome> {
        let outcome = |dose| report::outcome(&self.guide, dose, self.has_neutral, &self.timing);
        self.doses.iter().map(outcome).collect()
    }

    /// Where it stands after the last frame.
    pub fn state(&self) -> CoachState {
        let shown = self.shown().filter(|_| !self.ended);
        let standing = |index: usize| {
            let dose = &self.doses[index];
            if Some(index) == shown {
                DoseStanding::Now
            } else if self.ended || dose.is_closed() {
                DoseStanding::Closed(report::verdict(dose, self.has_neutral, &self.timing))
            } else {
                DoseStanding::Waiting
            }
        };
        let doses = (0..self.doses.len()).map(|index| {
            let dose = &self.doses[index];
            DoseState::new(&self.guide.steps[dose.rules.step], dose.rules.side, standing(index))
        });
        let doses = doses.collect();
        let Some(dose) = shown.map(|index| &self.doses[index]) else {
            return CoachState::over(doses);
        };
        let step = &self.guide.steps[dose.rules.step];
        let state = live::state(step, dose, doses, self.is_elsewhere(dose));
        if self.has_neutral {
            return state;
        }
        CoachState {
            phase: Phase::Setup,
            ..state
        }
    }

    /// Whether the next frame may be judged by one of these measures: a dose that may come or is open has a rule
    /// about it, and no other dose is open and in its position.
    pub fn needs(&self, measures: &[Measure]) -> bool {
        if self.ended {
            return false;
        }
        match self.open.map(|index| &self.doses[index]) {
            Some(dose) if dose.rules.is_reached_now() => dose.rules.looks_at(measures),
            _ => {
                let mut waiting = self.doses.iter().filter(|dose| !dose.is_closed());
                waiting.any(|dose| dose.rules.looks_at(measures))
            }
        }
    }

    fn judge(&mut self, at: SessionTime, frame_s: f64, measures: &Measures) -> Vec<Event> {
        if let Some(index) = self.open.or_else(|| self.expected())
            && self.doses[index].clock.is_some()
        {
            return self.run_on_the_clock(index, at, frame_s);
        }
        let alone = self.doses.len() == 1;
        let kind = if alone { Candidates::One } else { Candidates::Several };
        let mut events = Vec::new();
        if let Some(index) = self.open {
            self.doses[index].judge(at, frame_s, measures, &self.timing, kind);
            // While a dose is in its position, or on its way back from it, no other one can have begun.
            let dose = &self.doses[index];
            if self.order == Order::Led || dose.rules.is_reached_now() || dose.is_on_its_way_back(at, &self.timing) {
                self.forget_all();
            } else {
                for other in self.candidates() {
                    self.doses[other].judge(at, frame_s, measures, &self.timing, kind);
                }
            }
            events.extend(self.doses[index].take_events());
            if self.doses[index].is_over() {
                let returns = !self.doses[index].rules.returns.is_empty();
                events.extend(self.close(index, at));
                if returns {
                    self.forget_all();
                }
            } else if let Some(other) = self.ready(self.timing.other_dose_s) {
                events.extend(self.close(index, at));
                events.extend(self.open(other));
            }
            return events;
        }
        for index in self.candidates() {
            self.doses[index].judge(at, frame_s, measures, &self.timing, kind);
        }
        let first = if alone {
            self.candidates()
                .into_iter()
                .find(|index| self.doses[*index].attempt().is_some())
        } else {
            self.ready(self.timing.enter_s)
        };
        if let Some(index) = first {
            events.extend(self.open(index));
        }
        events
    }

    /// Its turn has come: nobody has to move for it to open.
    fn run_on_the_clock(&mut self, index: usize, at: SessionTime, frame_s: f64) -> Vec<Event> {
        let mut events = Vec::new();
        let seen = frame_s > 0.0 && !self.clock_waits;
        if self.open.is_none() {
            if self.clock_waits {
                return events;
            }
            self.doses[index].begin_on_the_clock(at);
            self.open = Some(index);
            self.forget_all();
        }
        self.doses[index].run_on_the_clock(at, frame_s, seen, &self.timing);
        events.extend(self.doses[index].take_events());
        if self.doses[index].is_over() {
            events.extend(self.close(index, at));
        }
        events
    }

    /// The first candidate that has been reached for `needed_s`, or for `other_dose_s` when it is not its turn.
    fn ready(&self, needed_s: f64) -> Option<usize> {
        let turn = self.expected().map(|index| self.doses[index].rules.step);
        self.candidates().into_iter().find(|index| {
            let dose = &self.doses[*index];
            dose.may_open(if Some(dose.rules.step) == turn {
                needed_s
            } else {
                self.timing.other_dose_s
            })
        })
    }

    /// Doses that may still come, in the order in which the guide would have them from here.
    fn candidates(&self) -> Vec<usize> {
        let waits = |index: &usize| {
            let dose = &self.doses[*index];
            !dose.is_closed() && !dose.is_open() && dose.may_come()
        };
        let side_left =
            |index: &usize| self.next > 0 && self.doses[*index].rules.step == self.doses[self.next - 1].rules.step;
        // The one that the person went back to; then the other side of the last step, whichever it was.
        let recalled = self.recalled.filter(waits);
        let mut order: Vec<usize> = recalled.into_iter().collect();
        order.extend(
            (0..self.doses.len())
                .filter(waits)
                .filter(|index| side_left(index) && Some(*index) != recalled),
        );
        for index in (self.next..self.doses.len())
            .chain(0..self.next.min(self.doses.len()))
            .filter(waits)
        {
            if !order.contains(&index) {
                order.push(index);
            }
        }
        if self.order == Order::Led
            && let Some(step) = order.first().map(|index| self.doses[*index].rules.step)
        {
            order.retain(|index| self.doses[*index].rules.step == step);
        }
        order
    }

    fn expected(&self) -> Option<usize> {
        self.candidates().first().copied()
    }

    /// The dose that a page shows: the open one; else the first of the candidates that is reached; else the next.
    fn shown(&self) -> Option<usize> {
        if self.open.is_some() {
            return self.open;
        }
        let candidates = self.candidates();
        let reached = candidates
            .iter()
            .copied()
            .find(|index| self.doses[*index].rules.is_reached_now());
        reached.or(candidates.first().copied())
    }

    fn open(&mut self, index: usize) -> Vec<Event> {
        self.doses[index].open();
        self.open = Some(index);
        self.forget_all();
        self.doses[index].take_events()
    }

    fn close(&mut self, index: usize, at: SessionTime) -> Vec<Event> {
        let mut events = self.doses[index].take_events();
        events.extend(self.doses[index].close(at, &self.timing));
        self.open = None;
        self.next = index + 1;
        self.recalled = None;
        self.left.push(index);
        if let Some(earlier) = self.earlier[index].take()
            && self.worth(&earlier) > self.worth(&self.doses[index])
        {
            self.doses[index] = earlier;
        }
        events
    }

    /// Makes a dose wait as at first, and keeps what it had come to.
    fn begin_anew(&mut self, index: usize) {
        let rules = &self.doses[index].rules;
        let fresh = Dose::new(&self.guide, (rules.step, rules.side), self.order, &self.timing);
        let was = std::mem::replace(&mut self.doses[index], fresh);
        let better = self.earlier[index]
            .take()
            .filter(|earlier| self.worth(earlier) > self.worth(&was));
        self.earlier[index] = Some(better.unwrap_or(was));
    }

    /// What a dose has come to, to compare two tries.
    fn worth(&self, dose: &Dose) -> (u8, f64, u32) {
        let rank = match report::verdict(dose, self.has_neutral, &self.timing) {
            StepVerdict::Good => 3,
            StepVerdict::Done | StepVerdict::SelfReported => 2,
            StepVerdict::Unseen => 1,
            StepVerdict::NotDone => 0,
        };
        (rank, dose.hold_s(), dose.reps())
    }

    fn forget_all(&mut self) {
        self.doses.iter_mut().for_each(Dose::forget);
    }

    fn cue(&mut self, at: SessionTime, measures: &Measures) -> Option<Event> {
        let index = self.open.or_else(|| self.expected())?;
        let dose = &self.doses[index];
        let mut due = if dose.is_open() { dose.cues() } else { Vec::new() };
        if !self.is_elsewhere(dose) {
            due.extend(dose.instead_cue(measures));
        }
        let chosen = self.cues.choose(at, due, &self.timing)?;
        let dose = &mut self.doses[index];
        dose.told(chosen.purpose);
        Some(dose.rules.event(at, EventKind::Cue(chosen.cue), chosen.rule))
    }

    /// Whether the person may be on the way into another dose than this one: turning instead of tilting is a fault
    /// only when it is not that.
    fn is_elsewhere(&self, dose: &Dose) -> bool {
        self.doses.iter().any(|other| {
            if other.rules.step == dose.rules.step {
                other.rules.is_reached_now()
            } else {
                self.order == Order::AsTheyCome && !other.is_closed() && other.rules.has_some_reach()
            }
        })
    }
}

fn by_time(mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_key(|event| event.at);
    events
}
