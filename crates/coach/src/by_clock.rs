//! Follows a plan by the clock alone: the same guide without a camera.
//!
//! Nobody watches, so nothing is met and nothing is broken: the clock says what to do and for how long, and what ran
//! in full is self-reported. A pure state machine; time is an argument.

use std::sync::Arc;
use std::time::Duration;

use body::SessionTime;
use guide::{Demand, Guide, Rule, Timing};

use crate::clock_plan::DosePlan;
use crate::dose_clock::{DoseClock, SoFar};
use crate::outcome::{DoseOutcome, Event, EventKind, FigureUnit, Figures, RuleOutcome, RuleVerdict, SentenceOutcome};
use crate::plan::{Plan, PlanError};
use crate::state::{CoachState, DoseStanding, DoseState, Live, RuleState, SentenceState, SetCount};

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
    /// When that dose began or, when all are over, the last one ended.
    began: SessionTime,
    /// The last time that was given.
    now: Option<SessionTime>,
    ended: bool,
}

/// A dose and how far it has come.
#[derive(Debug, Clone)]
struct Timed {
    clock: DoseClock,
    /// What it had come to before the person went back to it.
    earlier: Option<SoFar>,
}

impl ByClock {
    /// A clock that has not started.
    ///
    /// # Errors
    /// [`PlanError`] when the plan names a step or a side that the guide does not have.
    pub fn new(guide: impl Into<Arc<Guide>>, timing: &Timing, plan: Plan) -> Result<Self, PlanError> {
        let guide = guide.into();
        let doses = plan.doses(&guide)?;
        let timed = |(step, side)| Timed {
            clock: DoseClock::new(DosePlan::new(&guide, step, side, timing)),
            earlier: None,
        };
        let doses = doses.into_iter().map(timed).collect();
        Ok(Self {
            guide,
            doses,
            dose: 0,
            began: SessionTime::START,
            now: None,
            ended: false,
        })
    }

    /// Seconds that the whole plan takes when nothing is skipped.
    pub fn length_s(&self) -> f64 {
        let all: Duration = self.doses.iter().map(|dose| dose.clock.plan.lasts()).sum();
        all.as_secs_f64()
    }

    /// Goes on to this time; what happened until then, oldest first. A time before the last one is passed over.
    pub fn frame(&mut self, at: SessionTime) -> Vec<Event> {
        if self.ended || self.now.is_some_and(|now| at < now) {
            return Vec::new();
        }
        if self.now.replace(at).is_none() {
            self.turn_to(0, at);
        }
        let mut events = Vec::new();
        while let Some(dose) = self.doses.get_mut(self.dose) {
            let happened = dose.clock.frame(at);
            let ended = dose
                .clock
                .is_closed()
                .then(|| happened.last().map_or(at, |(at, _)| *at));
            events.extend(self.events(happened));
            let Some(ended) = ended else { break };
            self.leave(ended);
        }
        events
    }

    /// The person goes on out of a rest; else skips the dose that is on: it closes, as not done where something of it is
    /// left, and the next one begins.
    pub fn skip(&mut self, at: SessionTime) -> Vec<Event> {
        let mut events = self.frame(at);
        let happened = self
            .doses
            .get_mut(self.dose)
            .map(|dose| dose.clock.go_on())
            .unwrap_or_default();
        if self.ended || happened.is_empty() {
            events.extend(self.end(at, DoseClock::cut));
        } else {
            events.extend(self.events(happened));
        }
        events
    }

    /// The person is done with the dose that is on, sooner than the clock.
    pub fn done(&mut self, at: SessionTime) -> Vec<Event> {
        self.end(at, DoseClock::done)
    }

    /// The person goes back to the dose before, or to the start of the first one. What a dose had come to is kept where
    /// the new try comes to less.
    pub fn back(&mut self, at: SessionTime) -> Vec<Event> {
        let mut events = self.frame(at);
        if self.ended {
            return events;
        }
        let on = self.dose;
        if on < self.doses.len() {
            events.extend(self.cut(DoseClock::cut));
            self.doses[on].begin_anew();
        }
        self.turn_to(on.saturating_sub(1), at.max(self.began));
        if let Some(dose) = self.doses.get_mut(self.dose) {
            dose.begin_anew();
            dose.clock.begin(self.began);
        }
        events
    }

    /// Whether there is anything to go back to.
    pub fn can_go_back(&self) -> bool {
        let has_begun = self
            .doses
            .get(self.dose)
            .is_some_and(|dose| !dose.clock.is_at_its_beginning());
        !self.ended && (self.dose > 0 || has_begun)
    }

    /// Ends: a dose that is on is not done, nor are those that did not come. A second call does nothing.
    pub fn finish(&mut self, at: SessionTime) -> Vec<Event> {
        let mut events = self.frame(at);
        if self.ended {
            return events;
        }
        events.extend(self.cut(DoseClock::cut));
        self.ended = true;
        for dose in &mut self.doses {
            dose.clock.cut();
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
            let standing = match dose.clock.so_far().closed {
                Some(verdict) => DoseStanding::Closed(verdict),
                None if index == self.dose => DoseStanding::Now,
                None => DoseStanding::Waiting,
            };
            DoseState::new(&self.guide.steps[dose.clock.plan.step], dose.clock.plan.side, standing)
        });
        let doses = doses.collect();
        let on = self
            .doses
            .get(self.dose)
            .filter(|_| !self.ended)
            .map(|dose| &dose.clock);
        let Some((clock, (stage, _))) = on.and_then(|clock| Some((clock, clock.running()?))) else {
            return CoachState::over(doses);
        };
        let step = &self.guide.steps[clock.plan.step];
        let sentences = step.sentences.iter().map(|sentence| {
            let rules = sentence.rules.iter().map(|rule| rule_state(clock, rule));
            SentenceState::new(sentence.text_for(clock.plan.side), rules.collect())
        });
        CoachState {
            phase: stage.phase(),
            step: Some(step.id.clone()),
            title: Some(step.title_for(clock.plan.side)),
            side: clock.plan.side,
            hold_s: clock.hold_s(),
            hold: clock.plan.hold,
            reps: clock.plan.repeat.map(|_| clock.reps_in_set()),
            reps_goal: clock.plan.repeat,
            reps_most: None,
            set: clock.plan.has_sets().then(|| SetCount {
                number: clock.set(),
                of: clock.plan.sets,
            }),
            rest: clock.rest(),
            uncounted: None,
            other_side: false,
            remaining_s: clock.remaining_s(),
            sentences: sentences.collect(),
            doses,
        }
    }

    /// Another dose is on, from its beginning.
    fn turn_to(&mut self, dose: usize, at: SessionTime) {
        (self.dose, self.began) = (dose, at);
        if let Some(dose) = self.doses.get_mut(dose) {
            dose.clock.begin(at);
        }
    }

    /// The dose that is on has ended: the next one begins.
    fn leave(&mut self, ended: SessionTime) {
        self.doses[self.dose].keep_the_better();
        self.turn_to(self.dose + 1, ended);
    }

    fn end(&mut self, at: SessionTime, how: fn(&mut DoseClock) -> Vec<(SessionTime, EventKind)>) -> Vec<Event> {
        let mut events = self.frame(at);
        if !self.ended {
            events.extend(self.cut(how));
        }
        events
    }

    /// Ends the dose that is on at the last time.
    fn cut(&mut self, how: fn(&mut DoseClock) -> Vec<(SessionTime, EventKind)>) -> Vec<Event> {
        let (Some(dose), Some(now)) = (self.doses.get_mut(self.dose), self.now) else {
            return Vec::new();
        };
        let happened = how(&mut dose.clock);
        let events = self.events(happened);
        self.leave(now);
        events
    }

    /// What happened in the dose that is on, as events.
    fn events(&self, happened: Vec<(SessionTime, EventKind)>) -> Vec<Event> {
        let plan = &self.doses[self.dose].clock.plan;
        let event = |(at, kind)| Event {
            at,
            kind,
            step: Some(self.guide.steps[plan.step].id.clone()),
            side: plan.side,
            rule: None,
        };
        happened.into_iter().map(event).collect()
    }

    fn outcome(&self, index: usize) -> DoseOutcome {
        let clock = &self.doses[index].clock;
        let (step, side) = (&self.guide.steps[clock.plan.step], clock.plan.side);
        let sentences = step.sentences.iter().map(|sentence| SentenceOutcome {
            text: sentence.text_for(side),
            rules: sentence
                .rules
                .iter()
                .map(|rule| {
                    // Nobody watched: the person is asked for everything.
                    let verdict = match rule.demand {
                        Demand::Note | Demand::Rest(_) => RuleVerdict::Note,
                        _ => RuleVerdict::Asked,
                    };
                    RuleOutcome {
                        figures: figures(rule, clock.plan.sets, Some(clock)),
                        ..RuleOutcome::bare(rule, side, verdict)
                    }
                })
                .collect(),
        });
        DoseOutcome {
            step: step.id.clone(),
            title: step.title_for(side),
            side,
            verdict: clock.verdict(),
            hold_s: clock.hold_s(),
            holds: clock.holds(),
            reps: clock.plan.repeat.map(|_| clock.reps()),
            sets: clock.plan.has_sets().then(|| clock.sets_done()),
            other_side: None,
            sentences: sentences.collect(),
        }
    }
}

impl Timed {
    fn begin_anew(&mut self) {
        let before = self.clock.begin_anew();
        let better = self.earlier.take().filter(|earlier| earlier.worth() > before.worth());
        self.earlier = Some(better.unwrap_or(before));
    }

    fn keep_the_better(&mut self) {
        if let Some(earlier) = self.earlier.take()
            && earlier.worth() > self.clock.so_far().worth()
        {
            self.clock.stands(earlier);
        }
    }
}

/// How a rule of a dose on the clock stands, where nobody looks.
fn rule_state(clock: &DoseClock, rule: &Rule) -> RuleState {
    let figures = figures(rule, clock.plan.sets, Some(clock));
    let live = match rule.demand {
        Demand::Ask(_) => Live::Asked,
        Demand::Note | Demand::Rest(_) => Live::Note,
        _ => Live::Waiting,
    };
    RuleState {
        value: figures.and_then(|figures| figures.decisive),
        threshold: figures.map(|figures| figures.threshold),
        unit: figures.map(|figures| figures.unit),
        ..RuleState::bare(rule, clock.plan.side, live)
    }
}

/// What the clock can count of a rule of a step with so many sets; nothing where none ran.
pub(crate) fn figures(rule: &Rule, sets: u32, clock: Option<&DoseClock>) -> Option<Figures> {
    match &rule.demand {
        Demand::Hold(hold) => Some(Figures {
            threshold: hold.at_least_s,
            decisive: clock.map(DoseClock::hold_s),
            unit: FigureUnit::Seconds,
        }),
        Demand::Repeat { at_least, .. } => Some(Figures {
            threshold: f64::from(at_least.saturating_mul(sets)),
            decisive: clock.map(|clock| f64::from(clock.reps())),
            unit: FigureUnit::Reps,
        }),
        Demand::Sets(sets) => Some(Figures {
            threshold: f64::from(*sets),
            decisive: clock.map(|clock| f64::from(clock.sets_done())),
            unit: FigureUnit::Sets,
        }),
        _ => None,
    }
}
