//! One dose on the clock: which stage is on, what has happened of it, and how far it has come.
//!
//! Times are given; a time in which the clock waits is handed over and left out.

use std::time::Duration;

use body::SessionTime;

use crate::clock_plan::{DosePlan, Stage};
use crate::outcome::{EventKind, HoldStretch, StepVerdict};
use crate::sets::Rest;

/// The clock of one dose. It begins with [`DoseClock::begin`].
#[derive(Debug, Clone)]
pub(crate) struct DoseClock {
    pub plan: DosePlan,
    stage: usize,
    /// When the stage began, later by the time for which the clock has waited in it.
    began: SessionTime,
    /// The last time that was given.
    now: SessionTime,
    waits: bool,
    so_far: SoFar,
}

/// How far a dose has come.
#[derive(Debug, Clone, Default)]
pub(crate) struct SoFar {
    holds: Vec<HoldStretch>,
    /// Where the stretch of hold began that is on.
    held_from: Option<SessionTime>,
    reps: u32,
    /// It is over, and went like this.
    pub closed: Option<StepVerdict>,
}

/// What happened, each with its time.
type Happened = Vec<(SessionTime, EventKind)>;

impl DoseClock {
    pub fn new(plan: DosePlan) -> Self {
        Self {
            plan,
            stage: 0,
            began: SessionTime::START,
            now: SessionTime::START,
            waits: false,
            so_far: SoFar::default(),
        }
    }

    /// Its first stage begins.
    pub fn begin(&mut self, at: SessionTime) {
        (self.began, self.now) = (at, at);
    }

    /// The stage that is on, and when it ends; `None` when all are over.
    pub fn running(&self) -> Option<(Stage, SessionTime)> {
        let (stage, lasts) = self.plan.stages.get(self.stage).filter(|_| !self.is_closed())?;
        Some((*stage, self.began + *lasts))
    }

    pub fn is_closed(&self) -> bool {
        self.so_far.closed.is_some()
    }

    /// Whether the first stage has not been over yet.
    pub fn is_at_its_beginning(&self) -> bool {
        self.stage == 0
    }

    /// Seconds until the stage that is on ends.
    pub fn remaining_s(&self) -> Option<f64> {
        let (_, ends) = self.running()?;
        Some(ends.since(self.now).as_secs_f64())
    }

    /// Repetitions of all sets.
    pub fn reps(&self) -> u32 {
        self.so_far.reps
    }

    /// Sets that are over.
    pub fn sets_done(&self) -> u32 {
        self.reps() / self.plan.repeat.unwrap_or(1).max(1)
    }

    /// Number of the set that is on, from 1: in the rest after a set, the one that comes.
    pub fn set(&self) -> u32 {
        (self.sets_done() + 1).min(self.plan.sets)
    }

    /// Repetitions of the set that is on.
    pub fn reps_in_set(&self) -> u32 {
        self.reps() - (self.set() - 1) * self.plan.repeat.unwrap_or(0)
    }

    /// The rest that is on.
    pub fn rest(&self) -> Option<Rest> {
        let (Stage::Rest(between), lasts) = self.plan.stages.get(self.stage)? else {
            return None;
        };
        Some(Rest {
            left_s: self.remaining_s()?,
            ..Rest::new(*between, lasts.as_secs_f64())
        })
    }

    /// Goes on, out of a rest. Nothing where none is on.
    pub fn go_on(&mut self) -> Happened {
        let mut happened = Happened::new();
        if let Some((stage @ Stage::Rest(_), _)) = self.running() {
            self.waits = false;
            self.end_stage(stage, self.now, &mut happened);
        }
        happened
    }

    pub fn verdict(&self) -> StepVerdict {
        self.so_far.closed.unwrap_or(StepVerdict::NotDone)
    }

    /// How far it has come.
    pub fn so_far(&self) -> &SoFar {
        &self.so_far
    }

    /// Goes on to `at`, which is no earlier than the last time.
    pub fn frame(&mut self, at: SessionTime) -> Happened {
        let mut happened = Happened::new();
        if self.is_closed() {
            return happened;
        }
        if std::mem::take(&mut self.waits) {
            // What lies between the last bad frame and the first good one does not count.
            self.began = self.began + at.since(self.now);
            if self.is_in_hold() {
                self.so_far.held_from = Some(at);
                happened.push((at, EventKind::HoldResumed));
            }
        }
        self.now = at;
        while let Some((stage, ends)) = self.running()
            && ends <= at
        {
            self.end_stage(stage, ends, &mut happened);
        }
        happened
    }

    /// The clock waits: the time since the last one is left out.
    pub fn wait(&mut self, at: SessionTime) -> Happened {
        let mut happened = Happened::new();
        if self.is_closed() {
            return happened;
        }
        if !std::mem::replace(&mut self.waits, true)
            && let Some(start) = self.so_far.held_from.take()
        {
            self.so_far.holds.push(HoldStretch { start, end: self.now });
            happened.push((at, EventKind::HoldPaused));
        }
        self.began = self.began + at.since(self.now);
        self.now = at;
        happened
    }

    /// Ends where it is: not done, unless it has come to all that it asks for.
    pub fn cut(&mut self) -> Happened {
        let verdict = match self.has_come_to_all() {
            true => StepVerdict::SelfReported,
            false => StepVerdict::NotDone,
        };
        self.end(verdict)
    }

    /// Ends where it is: the person says that it is done.
    pub fn done(&mut self) -> Happened {
        self.end(StepVerdict::SelfReported)
    }

    /// Stretches of hold that are long enough to list, the running one included.
    pub fn holds(&self) -> Vec<HoldStretch> {
        let long_enough = |hold: &HoldStretch| hold.end.since(hold.start).as_secs_f64() >= self.plan.shortest_stretch_s;
        self.stretches().filter(long_enough).collect()
    }

    /// Seconds held.
    pub fn hold_s(&self) -> f64 {
        let all: Duration = self.stretches().map(|hold| hold.end.since(hold.start)).sum();
        all.as_secs_f64()
    }

    /// Begins anew, and gives what it had come to.
    pub fn begin_anew(&mut self) -> SoFar {
        (self.stage, self.waits) = (0, false);
        std::mem::take(&mut self.so_far)
    }

    /// What it had come to before stands again.
    pub fn stands(&mut self, so_far: SoFar) {
        self.so_far = so_far;
        self.so_far.closed.get_or_insert(StepVerdict::NotDone);
    }

    fn stretches(&self) -> impl Iterator<Item = HoldStretch> {
        let running = self.so_far.held_from.map(|start| HoldStretch { start, end: self.now });
        self.so_far.holds.iter().copied().chain(running)
    }

    fn is_in_hold(&self) -> bool {
        self.running().is_some_and(|(stage, _)| stage == Stage::Hold)
    }

    /// Whether no stage is left in which anything is held or counted, and one such was there.
    fn has_come_to_all(&self) -> bool {
        let asks = |(stage, _): &(Stage, Duration)| matches!(stage, Stage::Hold | Stage::Back);
        let (past, left) = self.plan.stages.split_at(self.stage.min(self.plan.stages.len()));
        past.iter().any(asks) && !left.iter().any(asks)
    }

    fn end(&mut self, verdict: StepVerdict) -> Happened {
        let mut happened = Happened::new();
        if self.is_closed() {
            return happened;
        }
        if let Some(start) = self.so_far.held_from.take() {
            self.so_far.holds.push(HoldStretch { start, end: self.now });
        }
        if self.is_in_hold() {
            happened.push((self.now, EventKind::HoldEnded));
        }
        if verdict == StepVerdict::SelfReported {
            happened.push((self.now, EventKind::StepDone));
        }
        self.so_far.closed = Some(verdict);
        happened
    }

    fn end_stage(&mut self, stage: Stage, ends: SessionTime, happened: &mut Happened) {
        let plan = &self.plan;
        let mut push = |kind| happened.push((ends, kind));
        match stage {
            Stage::Ready => push(EventKind::StepStarted),
            Stage::Reading if plan.reaches && plan.repeat.is_none() => push(EventKind::Reached),
            Stage::Reading => {}
            Stage::Out if plan.reaches => push(EventKind::Reached),
            Stage::Out => {}
            Stage::Hold => {
                if let Some(start) = self.so_far.held_from.take() {
                    self.so_far.holds.push(HoldStretch { start, end: ends });
                }
                push(EventKind::HoldEnded);
            }
            Stage::Back => {
                self.so_far.reps += 1;
                push(EventKind::Rep);
                let is_last = plan.repeat.is_some_and(|times| self.so_far.reps.is_multiple_of(times));
                if is_last && plan.has_sets() {
                    push(EventKind::SetDone);
                }
            }
            Stage::Rest(_) => push(EventKind::RestEnded),
            Stage::Return if plan.returns => push(EventKind::Returned),
            Stage::Return => {}
        }
        self.stage += 1;
        self.began = ends;
        match self.plan.stages.get(self.stage) {
            Some((Stage::Hold, _)) => {
                self.so_far.held_from = Some(ends);
                push(EventKind::HoldStarted);
            }
            Some((Stage::Rest(_), _)) => push(EventKind::RestStarted),
            Some(_) => {}
            None => {
                push(EventKind::StepDone);
                self.so_far.closed = Some(StepVerdict::SelfReported);
                self.now = ends;
            }
        }
    }
}

impl SoFar {
    /// To compare two tries.
    pub fn worth(&self) -> (bool, u32, Duration) {
        let held = self.holds.iter().map(|hold| hold.end.since(hold.start)).sum();
        (self.closed == Some(StepVerdict::SelfReported), self.reps, held)
    }
}
