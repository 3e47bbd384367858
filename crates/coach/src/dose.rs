//! Follows one dose, which is a step and a side: from its first movement until it is done and left.
//!
//! Every dose of the plan watches every frame; [`crate::Coach`] says which of them is open.

use body::{Measure, SessionTime, Side};
use guide::{Demand, Guide, Hold, Phrase, RuleId, SpeedLimit, Timing};
use measure::Measures;

use crate::across::Across;
use crate::attempt::Attempt;
use crate::dwell::{Dwell, Limits, Sign, comes_to, longer};
use crate::outcome::{Event, EventKind};
use crate::phrase::{Before, Standing};
use crate::rules::{PhraseRule, missing_alone, together};
use crate::slowly::Rise;
use crate::state::{NoRep, Uncounted};
use crate::too_small::TooSmall;

/// A rule without a phrase.
#[derive(Debug, Clone)]
pub(crate) struct SlowRule {
    pub id: RuleId,
    pub limit: SpeedLimit,
}

/// A step and a side, with all that is known of it.
#[derive(Debug, Clone)]
pub(crate) struct Dose {
    pub step: usize,
    pub id: String,
    pub side: Option<Side>,
    pub starts: Vec<PhraseRule>,
    pub reaches: Vec<PhraseRule>,
    pub keeps: Vec<PhraseRule>,
    pub returns: Vec<PhraseRule>,
    pub hold: Option<Hold>,
    pub repeat: Option<(u32, Option<u32>)>,
    pub slowly: Option<SlowRule>,
    pub moves_head: bool,
    pub start: Dwell,
    /// The start was so for long enough, or nothing had to be.
    pub started: bool,
    pub rise: Rise,
    /// The last movement that looked like a repetition and was none.
    pub uncounted: Option<Uncounted>,
    too_small: TooSmall,
    pub across: Across,
    /// What one did instead, for long enough, in a movement that did not get there.
    pub instead: Option<String>,
    pub life: Life,
}

/// Where a dose stands.
#[derive(Debug, Clone)]
pub(crate) enum Life {
    /// No movement yet.
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
    pub fn new(guide: &Guide, step_index: usize, side: Option<Side>) -> Self {
        let step = &guide.steps[step_index];
        let mut dose = Self {
            step: step_index,
            id: step.id.clone(),
            side,
            starts: Vec::new(),
            reaches: Vec::new(),
            keeps: Vec::new(),
            returns: Vec::new(),
            hold: None,
            repeat: None,
            slowly: None,
            moves_head: false,
            start: Dwell::Out,
            started: false,
            rise: Rise::default(),
            uncounted: None,
            too_small: TooSmall::default(),
            across: Across::default(),
            instead: None,
            life: Life::Waiting,
        };
        for (id, rule) in step.rules() {
            let with = |phrase: &Phrase, before| PhraseRule::new(id, phrase, side, before);
            match &rule.demand {
                Demand::Start(phrase) => dose.starts.push(with(phrase, Before::Missed)),
                Demand::Reach(phrase) => dose.reaches.push(with(phrase, Before::Missed)),
                Demand::Keep(phrase) => dose.keeps.push(with(phrase, Before::Met)),
                Demand::Return(phrase) => dose.returns.push(with(phrase, Before::Missed)),
                Demand::Hold(hold) => dose.hold = Some(*hold),
                Demand::Repeat { at_least, at_most } => dose.repeat = Some((*at_least, *at_most)),
                Demand::Slowly(limit) => {
                    dose.slowly = Some(SlowRule {
                        id,
                        limit: limit.clone(),
                    });
                }
                Demand::Ask(_) | Demand::Note => {}
            }
        }
        dose.started = dose.starts.is_empty();
        dose.moves_head = dose.is_of_the_head();
        dose.across = Across::new(&dose.reaches, side);
        dose
    }

    /// Whether a camera can tell that it is done.
    pub fn can_be_judged(&self) -> bool {
        !self.reaches.is_empty() || self.hold.is_some()
    }

    /// Whether a rule of it is about one of these measures.
    pub fn looks_at(&self, measures: &[Measure]) -> bool {
        let rules = [&self.starts, &self.reaches, &self.keeps, &self.returns];
        let mut tests = rules.into_iter().flatten().flat_map(|rule| &rule.phrase().tests);
        tests.any(|test| measures.contains(&test.measure))
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

    /// Whether all reach rules are met in the last frame.
    pub fn is_reached_now(&self) -> bool {
        self.reach_sign() == Sign::Met
    }

    /// Whether its reach rules have been met for long enough to take over after `needed_s`.
    pub fn may_open(&self, needed_s: f64) -> bool {
        match &self.life {
            Life::Trying(attempt) => attempt.reached && comes_to(attempt.reached_s, needed_s),
            _ => false,
        }
    }

    /// Whether any single reach rule is met in the last frame.
    pub fn has_some_reach(&self) -> bool {
        self.reaches.iter().any(|rule| rule.standing() == Some(Standing::Met))
    }

    /// Takes one frame; what happened, if this dose is open.
    pub fn frame(&mut self, at: SessionTime, frame_s: f64, measures: &Measures, timing: &Timing) {
        for rule in self
            .starts
            .iter_mut()
            .chain(&mut self.reaches)
            .chain(&mut self.keeps)
            .chain(&mut self.returns)
        {
            rule.frame(at, measures, timing.gap_s);
        }
        self.watch_start(at, frame_s, timing);
        let reach = self.reach_sign();
        if let Some(rule) = self.reaches.first()
            && let Some(test) = rule.phrase().tests.first()
            && let Ok((value, _)) = rule.watch.read(test, measures)
        {
            let rest = self.seen_rest_sign();
            self.rise.frame(at, test, value, reach, rest);
        }
        self.watch_small_movements(at, reach, timing);
        self.across.frame(at, frame_s, measures, timing);
    }

    /// Whether the position was held for long enough and left a short while ago, and the way back is not over.
    pub fn is_on_its_way_back(&self, at: SessionTime, timing: &Timing) -> bool {
        let Life::Open(attempt) = &self.life else { return false };
        let Some(left_at) = attempt.last_met else { return false };
        self.repeat.is_none()
            && attempt.reached
            && self.holds_enough(attempt)
            && !self.has_returned(attempt)
            && !longer(left_at, at, timing.way_back_s)
    }

    fn watch_small_movements(&mut self, at: SessionTime, reach: Sign, timing: &Timing) {
        if self.repeat.is_none() || self.hold.is_some() || !self.started {
            return;
        }
        let Some(rest) = self.seen_rest_sign() else { return };
        if self.too_small.frame(at, reach, rest, timing.gap_s) {
            self.uncounted = Some(Uncounted {
                at,
                why: NoRep::TooSmall,
            });
        }
    }

    /// Frames were missing for longer than a gap, before the frame at `at`.
    pub fn after_gap(&mut self, at: SessionTime) {
        for rule in &mut self.reaches {
            rule.waiting.after_gap();
        }
        self.rise.after_gap();
        let mut life = std::mem::replace(&mut self.life, Life::Waiting);
        if let Life::Trying(attempt) | Life::Open(attempt) = &mut life {
            attempt.after_gap(self, at);
        }
        self.life = life;
    }

    /// Judges the frame that [`Self::frame`] took in. With nobody else's dose open, a movement that comes to rest
    /// leaves what was seen of it.
    pub fn judge(
        &mut self,
        at: SessionTime,
        frame_s: f64,
        measures: &Measures,
        timing: &Timing,
        candidates: Candidates,
    ) {
        let begun = self.has_begun(measures, timing, candidates);
        let mut life = std::mem::replace(&mut self.life, Life::Waiting);
        life = match life {
            Life::Waiting if begun == Some(true) => {
                let mut attempt = Box::new(Attempt::new(self));
                attempt.events.push(self.event(at, EventKind::StepStarted, None));
                Life::Trying(attempt)
            }
            Life::Trying(attempt) if begun == Some(false) && !attempt.reached && candidates == Candidates::Several => {
                self.give_up(*attempt);
                Life::Waiting
            }
            other => other,
        };
        match &mut life {
            Life::Trying(attempt) | Life::Open(attempt) => attempt.frame(self, at, frame_s, measures, timing),
            Life::Waiting => {
                let missing = missing_alone(&self.reaches);
                for (index, rule) in self.reaches.iter_mut().enumerate() {
                    if let Some(look) = &rule.look {
                        rule.waiting.add(&rule.watch.phrase, look, frame_s);
                        rule.waiting.add_missing(missing == Some(index), frame_s);
                    }
                }
            }
            Life::Closed(_) => {}
        }
        self.life = life;
    }

    /// The movement belongs to another dose: forget it.
    pub fn forget(&mut self) {
        if matches!(self.life, Life::Trying(_)) {
            self.life = Life::Waiting;
        }
    }

    /// The movement is this dose's.
    pub fn open(&mut self) {
        self.life = match std::mem::replace(&mut self.life, Life::Waiting) {
            Life::Trying(attempt) => Life::Open(attempt),
            Life::Waiting => Life::Open(Box::new(Attempt::new(self))),
            other => other,
        };
    }

    /// What happened since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        match &mut self.life {
            Life::Open(attempt) => std::mem::take(&mut attempt.events),
            _ => Vec::new(),
        }
    }

    /// Closes it; what happened by that.
    pub fn close(&mut self, at: SessionTime, timing: &Timing) -> Vec<Event> {
        let mut events = Vec::new();
        self.life = match std::mem::replace(&mut self.life, Life::Waiting) {
            Life::Open(mut attempt) => {
                if let Some((ended_at, kind)) = attempt.clock.end(timing)
                    && self.hold.is_some()
                {
                    events.push(self.event(ended_at, kind, None));
                }
                if self.is_satisfied(&attempt) {
                    events.push(self.event(at, EventKind::StepDone, None));
                }
                Life::Closed(Some(attempt))
            }
            Life::Trying(attempt) => {
                self.give_up(*attempt);
                Life::Closed(None)
            }
            Life::Waiting => Life::Closed(None),
            closed @ Life::Closed(_) => closed,
        };
        events
    }

    /// Whether every reach, hold, return and repeat is at its done threshold.
    pub fn is_satisfied(&self, attempt: &Attempt) -> bool {
        (attempt.reached || self.reaches.is_empty())
            && self.holds_enough(attempt)
            && self.has_returned(attempt)
            && self.has_reps(attempt)
    }

    pub fn holds_enough(&self, attempt: &Attempt) -> bool {
        self.hold
            .is_none_or(|hold| comes_to(attempt.clock.total_s(), hold.at_least_s))
    }

    pub fn has_returned(&self, attempt: &Attempt) -> bool {
        self.returns.is_empty() || attempt.returned
    }

    pub fn has_reps(&self, attempt: &Attempt) -> bool {
        self.repeat.is_none_or(|(at_least, _)| attempt.cycle.reps >= at_least)
    }

    /// Whether it is done and left.
    pub fn is_over(&self) -> bool {
        let Life::Open(attempt) = &self.life else { return false };
        if !self.is_satisfied(attempt) {
            return false;
        }
        match self.repeat {
            Some((_, at_most)) => at_most.is_some_and(|most| attempt.cycle.reps >= most) && attempt.cycle.rests(),
            None if self.reaches.is_empty() => false,
            None if self.returns.is_empty() => !attempt.reach.is_in(),
            None => !self.is_reached_now(),
        }
    }

    /// All reach rules of the last frame together.
    pub fn reach_sign(&self) -> Sign {
        if !self.started {
            return Sign::Missed;
        }
        together(&self.reaches)
    }

    /// Rest between two repetitions; where no rule says what that is, it is everything but the position.
    pub fn rest_sign(&self) -> Sign {
        self.seen_rest_sign().unwrap_or(match self.reach_sign() {
            Sign::Met => Sign::Missed,
            Sign::Missed => Sign::Met,
            Sign::Unseen => Sign::Unseen,
        })
    }

    /// Rest as the rules say it; `None` when none does.
    fn seen_rest_sign(&self) -> Option<Sign> {
        let rules = [&self.returns, &self.starts]
            .into_iter()
            .find(|rules| !rules.is_empty());
        rules.map(|rules| together(rules))
    }

    fn watch_start(&mut self, at: SessionTime, frame_s: f64, timing: &Timing) {
        let limits = Limits {
            enter_s: timing.enter_s,
            lost_gap_s: 0.0,
            unseen_gap_s: timing.gap_s,
        };
        for rule in &mut self.starts {
            if let Some(look) = &rule.look
                && !self.started
            {
                rule.waiting.add(&rule.watch.phrase, look, frame_s);
            }
        }
        let sign = together(&self.starts);
        self.start.frame(at, sign, limits);
        self.started |= self.start.is_in() || self.starts.is_empty();
    }

    fn give_up(&mut self, attempt: Attempt) {
        for (rule, record) in self.reaches.iter_mut().zip(&attempt.reach_records) {
            rule.waiting.merge(record, &rule.watch.phrase);
        }
        if self.instead.is_none() {
            self.instead = self.instead_of(&attempt);
        }
    }

    /// What one did instead in this movement.
    pub fn instead_of(&self, attempt: &Attempt) -> Option<String> {
        let tests = self.reaches.iter().flat_map(|rule| rule.phrase().instead.iter());
        tests
            .zip(&attempt.insteads)
            .find(|(_, instead)| instead.due)
            .map(|((_, cue), _)| self.fill(cue))
    }

    pub fn event(&self, at: SessionTime, kind: EventKind, rule: Option<RuleId>) -> Event {
        Event {
            at,
            kind,
            step: Some(self.id.clone()),
            side: self.side,
            rule,
        }
    }
}
