//! Follows one dose, which is a step and a side: from its first movement until it is done and left.
//!
//! Every dose of the plan watches every frame; [`crate::Coach`] says which of them is open.

use body::{Measure, SessionTime, Side};
use guide::{Compare, Demand, Guide, Hold, Phrase, SpeedLimit, Test, Timing};
use measure::Measures;

use crate::cues::Due;
use crate::cycle::{Cycle, CycleChange};
use crate::dwell::{Change, Dwell, Limits, Sign, comes_to, secs};
use crate::guard::{Guard, GuardChange, Watch};
use crate::hold::{HoldClock, HoldSign};
use crate::outcome::{Event, EventKind};
use crate::phrase::{Before, Look, PhraseWatch, Record, Standing};
use crate::slowly::{Pace, Rise};

/// A movement of the body has begun when one of these is off neutral.
const MOVEMENT: [Measure; 5] = [
    Measure::HeadAzimuth,
    Measure::HeadDepression,
    Measure::NeckTilt,
    Measure::NeckFlexion,
    Measure::TrunkLean,
];

/// Measures that the head moves.
const HEAD: [Measure; 6] = [
    Measure::HeadAzimuth,
    Measure::HeadDepression,
    Measure::NeckTilt,
    Measure::NeckFlexion,
    Measure::NeckLateralFlexion,
    Measure::NeckRotation,
];

/// Measures that are no offsets from neutral: at rest they are not 0, so their way can't be told.
const NO_OFFSET: [Measure; 6] = [
    Measure::ElbowFlexionLeft,
    Measure::ElbowFlexionRight,
    Measure::WristGap,
    Measure::WristHeight,
    Measure::Breath,
    Measure::HeadSpeed,
];

/// A rule with a phrase.
#[derive(Debug, Clone)]
pub(crate) struct PhraseRule {
    /// Sentence and place in it.
    pub spot: (usize, usize),
    pub text: String,
    pub watch: PhraseWatch,
    /// The last frame's.
    pub look: Option<Look>,
    /// What was seen of it while the dose was waited for.
    pub waiting: Record,
}

impl PhraseRule {
    fn phrase(&self) -> &Phrase {
        &self.watch.phrase
    }
}

/// A rule without a phrase.
#[derive(Debug, Clone)]
pub(crate) struct SlowRule {
    pub text: String,
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
    rise: Rise,
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

/// One movement, from the first frame.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub reach_records: Vec<Record>,
    pub good_s: Vec<f64>,
    pub keep_records: Vec<Record>,
    pub guards: Vec<Guard>,
    pub return_records: Vec<Record>,
    pub reach: Dwell,
    /// All reach rules together, for long enough, at least once.
    pub reached: bool,
    /// Seconds for which all reach rules were met.
    pub reached_s: f64,
    pub last_met: Option<SessionTime>,
    pub clock: HoldClock,
    back: Dwell,
    pub returned: bool,
    pub cycle: Cycle,
    pub pace: Pace,
    too_quick: bool,
    insteads: Vec<Instead>,
    /// What happened while it was not open.
    events: Vec<Event>,
}

/// A test that shows that one does another thing instead.
#[derive(Debug, Clone, Default)]
struct Instead {
    met: bool,
    since: Option<SessionTime>,
    due: bool,
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
            instead: None,
            life: Life::Waiting,
        };
        for (sentence, place, rule) in step.rules() {
            let spot = (sentence, place);
            let text = rule.text_for(side);
            let with = |phrase: &Phrase, before| PhraseRule {
                spot,
                text: text.clone(),
                watch: PhraseWatch::new(phrase, side, before),
                look: None,
                waiting: Record::default(),
            };
            match &rule.demand {
                Demand::Start(phrase) => dose.starts.push(with(phrase, Before::Missed)),
                Demand::Reach(phrase) => dose.reaches.push(with(phrase, Before::Missed)),
                Demand::Keep(phrase) => dose.keeps.push(with(phrase, Before::Met)),
                Demand::Return(phrase) => dose.returns.push(with(phrase, Before::Missed)),
                Demand::Hold(hold) => dose.hold = Some(*hold),
                Demand::Repeat { at_least, at_most } => dose.repeat = Some((*at_least, *at_most)),
                Demand::Slowly(limit) => {
                    dose.slowly = Some(SlowRule {
                        text: text.clone(),
                        limit: limit.clone(),
                    });
                }
                Demand::Ask(_) | Demand::Note => {}
            }
        }
        dose.started = dose.starts.is_empty();
        let moves_head = dose.reach_tests().any(|test| HEAD.contains(&test.measure));
        dose.moves_head = moves_head;
        dose
    }

    /// Whether a camera can tell that it is done.
    pub fn can_be_judged(&self) -> bool {
        !self.reaches.is_empty() || self.hold.is_some()
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
            rule.look = Some(rule.watch.look(at, measures, timing.gap_s));
        }
        self.watch_start(at, frame_s, timing);
        let reach = self.reach_sign();
        if let Some(rule) = self.reaches.first()
            && let Some(test) = rule.phrase().tests.first()
            && let Ok((value, _)) = rule.watch.read(test, measures)
        {
            self.rise.frame(at, test, value, reach == Sign::Met);
        }
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
        let begun = self.has_begun(measures, timing);
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

    /// The cues that are due, the most important first.
    pub fn cues(&self) -> Vec<Due> {
        let Some(attempt) = self.attempt() else {
            return Vec::new();
        };
        let mut cues = Vec::new();
        for (rule, guard) in self.keeps.iter().zip(&attempt.guards) {
            if guard.is_broken() && rule.standing() == Some(Standing::Missed) {
                cues.push(Due {
                    cue: self.fill(&rule.phrase().cue),
                    confidence: rule.confidence(),
                    rule: Some(rule.text.clone()),
                });
            }
        }
        if let Some(slowly) = &self.slowly
            && attempt.too_quick
        {
            let confidence = self.reaches.iter().map(PhraseRule::confidence).fold(1.0, f32::min);
            cues.push(Due {
                cue: self.fill(&slowly.limit.cue),
                confidence,
                rule: Some(slowly.text.clone()),
            });
        }
        if let Some(most_s) = self.hold.and_then(|hold| hold.at_most_s)
            && attempt.clock.runs()
            && attempt.clock.total_s() > most_s
        {
            let confidence = self.reaches.iter().map(PhraseRule::confidence).fold(1.0, f32::min);
            cues.push(Due {
                cue: RELEASE.to_owned(),
                confidence,
                rule: None,
            });
        }
        cues
    }

    /// The cue for what one does instead, while one does it.
    pub fn instead_cue(&self, measures: &Measures) -> Option<Due> {
        let attempt = self.attempt()?;
        if attempt.reach.is_in() {
            return None;
        }
        let rules = self.reaches.iter();
        let tests = rules.flat_map(|rule| rule.phrase().instead.iter().map(move |instead| (rule, instead)));
        tests.zip(&attempt.insteads).find_map(|((rule, (test, cue)), instead)| {
            let seen = measures.get(test.measure).ok()?;
            (instead.due && instead.met).then(|| Due {
                cue: self.fill(cue),
                confidence: seen.confidence,
                rule: Some(rule.text.clone()),
            })
        })
    }

    /// A text of the vocabulary for this dose.
    pub fn fill(&self, text: &str) -> String {
        match self.side {
            Some(side) => text.replace("{side}", side.name()),
            None => text.to_owned(),
        }
    }

    /// All reach rules of the last frame together.
    pub fn reach_sign(&self) -> Sign {
        if !self.started {
            return Sign::Missed;
        }
        together(&self.reaches)
    }

    fn rest_sign(&self) -> Sign {
        if !self.returns.is_empty() {
            together(&self.returns)
        } else if !self.starts.is_empty() {
            together(&self.starts)
        } else {
            match self.reach_sign() {
                Sign::Met => Sign::Missed,
                Sign::Missed => Sign::Met,
                Sign::Unseen => Sign::Unseen,
            }
        }
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

    /// Whether a movement goes on that may be this dose; `None` when nothing is seen that could tell.
    fn has_begun(&self, measures: &Measures, timing: &Timing) -> Option<bool> {
        if self.reach_sign() == Sign::Met {
            return Some(true);
        }
        let moved_deg = timing.moved_deg as f32;
        let head: &[Measure] = if self.moves_head { &MOVEMENT } else { &[] };
        let far = head
            .iter()
            .filter_map(|measure| Some(measures.get(*measure).ok()?.value.abs() >= moved_deg));
        let on_its_way = self.reaches.iter().flat_map(|rule| {
            rule.phrase().tests.iter().filter_map(move |test| {
                if NO_OFFSET.contains(&test.measure) {
                    return None;
                }
                let (value, _) = rule.watch.read(test, measures).ok()?;
                let edge = test.met * timing.moved_share as f32;
                Some(match test.compare {
                    Compare::AtLeast => test.met > 0.0 && value >= edge,
                    Compare::AtMost => test.met < 0.0 && value <= edge,
                })
            })
        });
        far.chain(on_its_way)
            .fold(None, |any, moved| Some(any.unwrap_or(false) | moved))
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

    fn reach_tests(&self) -> impl Iterator<Item = &Test> {
        self.reaches.iter().flat_map(|rule| rule.phrase().tests.iter())
    }

    fn event(&self, at: SessionTime, kind: EventKind, rule: Option<&str>) -> Event {
        Event {
            at,
            kind,
            step: Some(self.id.clone()),
            side: self.side,
            rule: rule.map(str::to_owned),
        }
    }
}

/// What is said past the upper bound of a hold.
pub(crate) const RELEASE: &str = "Release now.";

impl PhraseRule {
    pub fn standing(&self) -> Option<Standing> {
        self.look.as_ref().map(|look| look.standing)
    }

    fn confidence(&self) -> f32 {
        self.look.as_ref().map_or(0.0, |look| look.confidence)
    }
}

/// All together: one that is seen to fail decides; then one that is not seen. No rules at all are met.
fn together(rules: &[PhraseRule]) -> Sign {
    let mut all = Sign::Met;
    for rule in rules {
        match rule.standing().map_or(Sign::Unseen, Standing::sign) {
            Sign::Missed => return Sign::Missed,
            Sign::Unseen => all = Sign::Unseen,
            Sign::Met => {}
        }
    }
    all
}

impl Attempt {
    fn new(dose: &Dose) -> Self {
        let insteads = dose.reaches.iter().map(|rule| rule.phrase().instead.len()).sum();
        Self {
            reach_records: vec![Record::default(); dose.reaches.len()],
            good_s: vec![0.0; dose.reaches.len()],
            keep_records: vec![Record::default(); dose.keeps.len()],
            guards: vec![Guard::default(); dose.keeps.len()],
            return_records: vec![Record::default(); dose.returns.len()],
            reach: Dwell::Out,
            reached: false,
            reached_s: 0.0,
            last_met: None,
            clock: HoldClock::default(),
            back: Dwell::Out,
            returned: false,
            cycle: Cycle::default(),
            pace: Pace::default(),
            too_quick: false,
            insteads: vec![Instead::default(); insteads],
            events: Vec::new(),
        }
    }

    fn frame(&mut self, dose: &mut Dose, at: SessionTime, frame_s: f64, measures: &Measures, timing: &Timing) {
        let reach = dose.reach_sign();
        self.watch_insteads(dose, at, measures, timing);
        self.watch_reach(dose, at, frame_s, reach, timing);
        self.watch_guards(dose, at, frame_s, reach, timing);
        self.watch_hold(dose, at, reach, timing);
        self.watch_return(dose, at, frame_s, reach, timing);
        self.watch_cycle(dose, at, reach, measures, timing);
    }

    fn watch_insteads(&mut self, dose: &Dose, at: SessionTime, measures: &Measures, timing: &Timing) {
        let tests = dose
            .reaches
            .iter()
            .flat_map(|rule| rule.phrase().instead.iter().map(move |(test, _)| (rule, test)));
        for ((rule, test), instead) in tests.zip(&mut self.insteads) {
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

    fn watch_reach(&mut self, dose: &Dose, at: SessionTime, frame_s: f64, reach: Sign, timing: &Timing) {
        // After the position was left for good, nobody needs to see it any more.
        let needed = !self.reached || self.reach != Dwell::Out || !dose.is_satisfied(self);
        let missing = missing_alone(&dose.reaches);
        for (index, rule) in dose.reaches.iter().enumerate() {
            let Some(look) = &rule.look else { continue };
            if needed {
                self.reach_records[index].add(rule.phrase(), look, frame_s);
                self.reach_records[index].add_missing(missing == Some(index), frame_s);
            }
            if look.good && self.last_met.is_some() {
                self.good_s[index] += frame_s;
            }
        }
        let cyclic = dose.repeat.is_some() && dose.hold.is_none();
        let limits = Limits {
            enter_s: if cyclic { crate::cycle::BRISK_S } else { timing.enter_s },
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
            self.returned = dose.repeat.is_some() && self.returned;
            self.back = Dwell::Out;
            if !dose.reaches.is_empty() {
                self.events.push(dose.event(first, EventKind::Reached, None));
            }
        }
    }

    fn watch_guards(&mut self, dose: &Dose, at: SessionTime, frame_s: f64, reach: Sign, timing: &Timing) {
        // Once reached, a guard turns bad only in the position: coming out of it is free.
        let watch = if !self.reached || reach == Sign::Met {
            Watch::Full
        } else {
            Watch::OnlyOngoing
        };
        // Hidden before it was done: the guard was needed and not seen.
        let hidden = reach == Sign::Unseen && !dose.is_satisfied(self);
        for (index, rule) in dose.keeps.iter().enumerate() {
            let Some(look) = &rule.look else { continue };
            let guard = &mut self.guards[index];
            let change = guard.frame(at, look, watch, timing);
            if watch == Watch::Full || guard.is_bad() || hidden {
                self.keep_records[index].add(rule.phrase(), look, frame_s);
            }
            match change {
                Some(GuardChange::Broken(since)) => {
                    self.events
                        .push(dose.event(since, EventKind::RuleBroken, Some(&rule.text)));
                }
                Some(GuardChange::Mended) => self
                    .events
                    .push(dose.event(at, EventKind::RuleMended, Some(&rule.text))),
                None => {}
            }
        }
    }

    fn watch_hold(&mut self, dose: &Dose, at: SessionTime, reach: Sign, timing: &Timing) {
        if dose.hold.is_none() {
            return;
        }
        let sign = if self.guards.iter().any(Guard::is_bad) {
            HoldSign::GuardBad
        } else {
            match reach {
                Sign::Met => HoldSign::Held,
                Sign::Missed => HoldSign::Lost,
                Sign::Unseen => HoldSign::Unseen,
            }
        };
        for (event_at, kind) in self.clock.frame(at, sign, timing) {
            self.events.push(dose.event(event_at, kind, None));
        }
        if self.reach == Dwell::Out
            && self.clock.is_paused()
            && let Some((event_at, kind)) = self.clock.end(timing)
        {
            self.events.push(dose.event(event_at, kind, None));
        }
    }

    fn watch_return(&mut self, dose: &Dose, at: SessionTime, frame_s: f64, reach: Sign, timing: &Timing) {
        let after = if dose.hold.is_some() {
            self.clock.total_s() > 0.0
        } else {
            self.reached
        };
        if dose.returns.is_empty() || !after || reach == Sign::Met || self.returned && dose.repeat.is_none() {
            return;
        }
        for (index, rule) in dose.returns.iter().enumerate() {
            if let Some(look) = &rule.look {
                self.return_records[index].add(rule.phrase(), look, frame_s);
            }
        }
        if dose.repeat.is_some() {
            return;
        }
        let limits = Limits {
            enter_s: timing.enter_s,
            lost_gap_s: 0.0,
            unseen_gap_s: timing.gap_s,
        };
        let (_, entered) = self.back.frame(at, together(&dose.returns), limits);
        if let Some(Change::Entered(first)) = entered {
            self.returned = true;
            // Back at rest: the hold is over, even within the time of a gap.
            if let Some((ended_at, kind)) = self.clock.end(timing) {
                self.events.push(dose.event(ended_at, kind, None));
            }
            self.reach.stop();
            self.events.push(dose.event(first, EventKind::Returned, None));
        }
    }

    fn watch_cycle(&mut self, dose: &mut Dose, at: SessionTime, reach: Sign, measures: &Measures, timing: &Timing) {
        self.too_quick = false;
        if let Some(slowly) = &dose.slowly
            && dose.moves_head
            && let Some(since) = self.pace.head(at, measures, &slowly.limit)
        {
            self.too_quick = true;
            self.events
                .push(dose.event(since, EventKind::RuleBroken, Some(&slowly.text)));
        }
        let needed_s = dose.hold.map_or(0.0, |hold| hold.at_least_s);
        let change = self
            .cycle
            .frame(at, reach, dose.rest_sign(), self.clock.total_s(), needed_s, timing);
        match change {
            Some(CycleChange::Top(top)) => {
                let began = dose.rise.began();
                dose.rise.restart();
                if let Some(slowly) = &dose.slowly
                    && !dose.moves_head
                    && let Some(began) = began
                    && let Some(since) = self.pace.rise(began, top, &slowly.limit)
                {
                    self.too_quick = true;
                    self.events
                        .push(dose.event(since, EventKind::RuleBroken, Some(&slowly.text)));
                    self.events
                        .push(dose.event(at, EventKind::RuleMended, Some(&slowly.text)));
                }
            }
            Some(CycleChange::Rep(first)) if dose.repeat.is_some() => {
                self.returned = true;
                self.events.push(dose.event(first, EventKind::Rep, None));
            }
            Some(CycleChange::Rep(_)) | None => {}
        }
    }
}

/// The one rule of a position that is missed while all its others are met.
fn missing_alone(reaches: &[PhraseRule]) -> Option<usize> {
    let standing = |rule: &PhraseRule| rule.look.as_ref().map(|look| look.standing);
    let missed = reaches
        .iter()
        .position(|rule| standing(rule) == Some(Standing::Missed))?;
    let others_met = reaches
        .iter()
        .enumerate()
        .all(|(index, rule)| index == missed || standing(rule) == Some(Standing::Met));
    (others_met && reaches.len() > 1).then_some(missed)
}
