//! Follows a plan by the clock alone: the same guide without a camera.
//!
//! Nobody watches, so nothing is met and nothing is broken: the clock says what to do and for how long, and what ran
//! in full is self-reported. A pure state machine; time is an argument.

use std::sync::Arc;
use std::time::Duration;

use body::SessionTime;
use guide::{Demand, Guide, Rule};

use crate::clock_plan::{DosePlan, Stage};
use crate::outcome::{
    DoseOutcome, Event, EventKind, FigureUnit, Figures, HoldStretch, RuleOutcome, RuleVerdict, SentenceOutcome,
    StepVerdict,
};
use crate::plan::{Plan, PlanError};
use crate::state::{CoachState, DoseStanding, DoseState, Live, RuleState, SentenceState};

/// Shorter stretches of hold are not listed, as in a watched session.
const SHORTEST_STRETCH: Duration = Duration::from_millis(500);

/// Leads through a guide by the clock.
///
/// Each dose: get ready, read and move, hold, come back; a step that is repeated counts slow repetitions instead, and
/// one with neither gets the time to read it. The clock starts with the first call that carries a time. Ticks may come
/// as unevenly as they like: everything is dated by the clock, so that the same session comes of any ticks.
///
/// A pause is the caller's: give times that stand still meanwhile.
#[derive(Debug, Clone)]
pub struct ByClock {
    guide: Arc<Guide>,
    doses: Vec<Timed>,
    /// The dose that is on; their number when all are over.
    dose: usize,
    /// The stage of that dose.
    stage: usize,
    /// When that stage began; when all are over, the end of the last dose.
    began: SessionTime,
    /// The last time that was given.
    now: Option<SessionTime>,
    ended: bool,
}

/// A dose and how far it has come.
#[derive(Debug, Clone)]
struct Timed {
    plan: DosePlan,
    so_far: SoFar,
    /// What it had come to before the person went back to it.
    earlier: Option<SoFar>,
}

/// How far a dose has come.
#[derive(Debug, Clone, Default)]
struct SoFar {
    holds: Vec<HoldStretch>,
    reps: u32,
    closed: Option<StepVerdict>,
}

impl ByClock {
    /// A clock that has not started.
    ///
    /// # Errors
    /// [`PlanError`] when the plan names a step or a side that the guide does not have.
    pub fn new(guide: impl Into<Arc<Guide>>, plan: Plan) -> Result<Self, PlanError> {
        let guide = guide.into();
        let doses = plan.doses(&guide)?;
        let timed = |(step, side)| Timed {
            plan: DosePlan::new(&guide, step, side),
            so_far: SoFar::default(),
            earlier: None,
        };
        let doses = doses.into_iter().map(timed).collect();
        Ok(Self {
            guide,
            doses,
            dose: 0,
            stage: 0,
            began: SessionTime::START,
            now: None,
            ended: false,
        })
    }

    /// Seconds that the whole plan takes when nothing is skipped.
    pub fn length_s(&self) -> f64 {
        let all: Duration = self.doses.iter().map(|dose| dose.plan.lasts()).sum();
        all.as_secs_f64()
    }

    /// Goes on to this time; what happened until then, oldest first. A time before the last one is passed over.
    pub fn frame(&mut self, at: SessionTime) -> Vec<Event> {
        if self.ended || self.now.is_some_and(|now| at < now) {
            return Vec::new();
        }
        if self.now.replace(at).is_none() {
            self.began = at;
        }
        let mut events = Vec::new();
        while let Some((stage, ends)) = self.running()
            && ends <= at
        {
            self.end_stage(stage, ends, &mut events);
        }
        events
    }

    /// The person skips the dose that is on: it closes as not done, and the next one begins.
    pub fn skip(&mut self, at: SessionTime) -> Vec<Event> {
        let mut events = self.frame(at);
        if !self.ended {
            events.extend(self.cut());
        }
        events
    }

    /// The person goes back to the dose before, or to the start of the first one. What a dose had come to is kept where
    /// the new try comes to less.
    pub fn back(&mut self, at: SessionTime) -> Vec<Event> {
        let mut events = self.frame(at);
        if self.ended {
            return events;
        }
        if self.running().is_some() {
            let on = self.dose;
            events.extend(self.cut());
            self.doses[on].begin_anew();
            self.dose = on;
        }
        self.dose = self.dose.saturating_sub(1);
        if let Some(dose) = self.doses.get_mut(self.dose) {
            dose.begin_anew();
        }
        (self.stage, self.began) = (0, at.max(self.began));
        events
    }

    /// Whether there is anything to go back to.
    pub fn can_go_back(&self) -> bool {
        !self.ended && (self.dose > 0 || self.stage > 0)
    }

    /// Ends: a dose that is on is not done, nor are those that did not come. A second call does nothing.
    pub fn finish(&mut self, at: SessionTime) -> Vec<Event> {
        let mut events = self.frame(at);
        if self.ended {
            return events;
        }
        let cut_short = self.dose < self.doses.len();
        if cut_short {
            events.extend(self.cut());
        }
        self.ended = true;
        for dose in &mut self.doses {
            dose.so_far.closed.get_or_insert(StepVerdict::NotDone);
            dose.keep_the_better();
        }
        // With every dose over before, the session ended with the last one, however late it is told.
        events.push(Event {
            at: self.began,
            kind: EventKind::SessionEnded,
            step: None,
            side: None,
            rule: None,
        });
        events
    }

    /// One for each planned dose, in the guide's order. Valid at any time, final after [`Self::finish`].
    pub fn outcomes(&self) -> Vec<DoseOutcome> {
        (0..self.doses.len()).map(|index| self.outcome(index)).collect()
    }

    /// Where it stands at the last time that was given.
    pub fn state(&self) -> CoachState {
        let doses = self.doses.iter().enumerate().map(|(index, dose)| {
            let standing = match dose.so_far.closed {
                Some(verdict) => DoseStanding::Closed(verdict),
                None if index == self.dose => DoseStanding::Now,
                None => DoseStanding::Waiting,
            };
            DoseState::new(&self.guide.steps[dose.plan.step], dose.plan.side, standing)
        });
        let doses = doses.collect();
        let Some((stage, ends)) = self.running().filter(|_| !self.ended) else {
            return CoachState::over(doses);
        };
        let dose = &self.doses[self.dose];
        let step = &self.guide.steps[dose.plan.step];
        let sentences = step.sentences.iter().map(|sentence| {
            let rules = sentence.rules.iter().map(|rule| self.rule_state(rule));
            SentenceState::new(sentence.text_for(dose.plan.side), rules.collect())
        });
        CoachState {
            phase: stage.phase(),
            step: Some(step.id.clone()),
            title: Some(step.title.clone()),
            side: dose.plan.side,
            hold_s: self.hold_s(self.dose),
            hold: dose.plan.hold,
            reps: dose.plan.repeat.map(|_| dose.so_far.reps),
            reps_goal: dose.plan.repeat,
            reps_most: None,
            uncounted: None,
            other_side: false,
            remaining_s: Some(ends.since(self.now.unwrap_or(self.began)).as_secs_f64()),
            sentences: sentences.collect(),
            doses,
        }
    }

    /// The stage that is on, and when it ends; `None` when all doses are over.
    fn running(&self) -> Option<(Stage, SessionTime)> {
        let dose = self.doses.get(self.dose)?;
        let (stage, lasts) = dose.plan.stages.get(self.stage)?;
        Some((*stage, self.began + *lasts))
    }

    fn end_stage(&mut self, stage: Stage, ends: SessionTime, events: &mut Vec<Event>) {
        let began = std::mem::replace(&mut self.began, ends);
        let dose = &mut self.doses[self.dose];
        let mut happened = Vec::new();
        match stage {
            Stage::Ready => happened.push(EventKind::StepStarted),
            Stage::Reading if dose.plan.reaches && dose.plan.repeat.is_none() => happened.push(EventKind::Reached),
            Stage::Reading => {}
            Stage::Out if dose.plan.reaches => happened.push(EventKind::Reached),
            Stage::Out => {}
            Stage::Hold => {
                dose.so_far.holds.push(HoldStretch {
                    start: began,
                    end: ends,
                });
                happened.push(EventKind::HoldEnded);
            }
            Stage::Back => {
                dose.so_far.reps += 1;
                happened.push(EventKind::Rep);
            }
            Stage::Return if dose.plan.returns => happened.push(EventKind::Returned),
            Stage::Return => {}
        }
        self.stage += 1;
        match dose.plan.stages.get(self.stage) {
            Some((Stage::Hold, _)) => happened.push(EventKind::HoldStarted),
            Some(_) => {}
            None => {
                happened.push(EventKind::StepDone);
                dose.close(StepVerdict::SelfReported);
            }
        }
        events.extend(happened.into_iter().map(|kind| self.event(ends, kind)));
        if self.doses[self.dose].so_far.closed.is_some() {
            (self.dose, self.stage) = (self.dose + 1, 0);
        }
    }

    /// Closes the dose that is on, as not done.
    fn cut(&mut self) -> Option<Event> {
        let (stage, _) = self.running()?;
        let at = self.now?;
        let mut ended = None;
        if stage == Stage::Hold {
            let start = self.began;
            self.doses[self.dose].so_far.holds.push(HoldStretch { start, end: at });
            ended = Some(self.event(at, EventKind::HoldEnded));
        }
        self.doses[self.dose].close(StepVerdict::NotDone);
        (self.dose, self.stage, self.began) = (self.dose + 1, 0, at);
        ended
    }

    fn event(&self, at: SessionTime, kind: EventKind) -> Event {
        let plan = &self.doses[self.dose].plan;
        Event {
            at,
            kind,
            step: Some(self.guide.steps[plan.step].id.clone()),
            side: plan.side,
            rule: None,
        }
    }

    /// The stretches of a dose, the running one included.
    fn holds(&self, index: usize) -> impl Iterator<Item = HoldStretch> {
        let on = self
            .running()
            .filter(|(stage, _)| index == self.dose && *stage == Stage::Hold);
        let running = on.and(self.now).map(|now| HoldStretch {
            start: self.began,
            end: now,
        });
        self.doses[index].so_far.holds.iter().copied().chain(running)
    }

    /// Seconds on the clock so far.
    fn hold_s(&self, index: usize) -> f64 {
        let all: Duration = self.holds(index).map(|hold| hold.end.since(hold.start)).sum();
        all.as_secs_f64()
    }

    fn outcome(&self, index: usize) -> DoseOutcome {
        let dose = &self.doses[index];
        let step = &self.guide.steps[dose.plan.step];
        let hold_s = self.hold_s(index);
        let long_enough = |hold: &HoldStretch| hold.end.since(hold.start) >= SHORTEST_STRETCH;
        let sentences = step.sentences.iter().map(|sentence| SentenceOutcome {
            text: sentence.text_for(dose.plan.side),
            rules: sentence
                .rules
                .iter()
                .map(|rule| {
                    // Nobody watched: the person is asked for everything.
                    let verdict = match rule.demand {
                        Demand::Note => RuleVerdict::Note,
                        _ => RuleVerdict::Asked,
                    };
                    RuleOutcome {
                        figures: figures(rule, hold_s, dose.so_far.reps),
                        ..RuleOutcome::bare(rule, dose.plan.side, verdict)
                    }
                })
                .collect(),
        });
        DoseOutcome {
            step: step.id.clone(),
            title: step.title.clone(),
            side: dose.plan.side,
            verdict: dose.so_far.closed.unwrap_or(StepVerdict::NotDone),
            hold_s,
            holds: self.holds(index).filter(long_enough).collect(),
            reps: dose.plan.repeat.map(|_| dose.so_far.reps),
            other_side: None,
            sentences: sentences.collect(),
        }
    }

    fn rule_state(&self, rule: &Rule) -> RuleState {
        let dose = &self.doses[self.dose];
        let figures = figures(rule, self.hold_s(self.dose), dose.so_far.reps);
        let live = match rule.demand {
            Demand::Ask(_) => Live::Asked,
            Demand::Note => Live::Note,
            _ => Live::Waiting,
        };
        RuleState {
            value: figures.and_then(|figures| figures.decisive),
            threshold: figures.map(|figures| figures.threshold),
            unit: figures.map(|figures| figures.unit),
            ..RuleState::bare(rule, dose.plan.side, live)
        }
    }
}

impl Timed {
    fn close(&mut self, verdict: StepVerdict) {
        self.so_far.closed = Some(verdict);
        self.keep_the_better();
    }

    fn begin_anew(&mut self) {
        let before = std::mem::take(&mut self.so_far);
        let better = self.earlier.take().filter(|earlier| earlier.worth() > before.worth());
        self.earlier = Some(better.unwrap_or(before));
    }

    fn keep_the_better(&mut self) {
        if let Some(earlier) = self.earlier.take()
            && earlier.worth() > self.so_far.worth()
        {
            self.so_far = earlier;
            self.so_far.closed.get_or_insert(StepVerdict::NotDone);
        }
    }
}

impl SoFar {
    fn worth(&self) -> (bool, u32, Duration) {
        let held = self.holds.iter().map(|hold| hold.end.since(hold.start)).sum();
        (self.closed == Some(StepVerdict::SelfReported), self.reps, held)
    }
}

/// What the clock can count of a rule.
fn figures(rule: &Rule, hold_s: f64, reps: u32) -> Option<Figures> {
    match &rule.demand {
        Demand::Hold(hold) => Some(Figures {
            threshold: hold.at_least_s,
            decisive: Some(hold_s),
            unit: FigureUnit::Seconds,
        }),
        Demand::Repeat { at_least, .. } => Some(Figures {
            threshold: f64::from(*at_least),
            decisive: Some(f64::from(reps)),
            unit: FigureUnit::Reps,
        }),
        _ => None,
    }
}
