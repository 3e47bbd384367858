//! Where the coach stands, for a page that shows it live. Plain data: [`crate::Coach`] and [`crate::ByClock`] fill it
//! in.

use body::{Measure, SessionTime, Side};
use guide::{Hold, Rule, RuleId, Step, Verb};
use measure::Unseen;

use crate::outcome::{FigureUnit, StepVerdict};
use crate::sets::Rest;

/// Where the coach stands after the last frame.
#[derive(Debug, Clone, PartialEq)]
pub struct CoachState {
    /// What it waits for, or sees.
    pub phase: Phase,
    /// Id of the step that is open, or that comes next. `None` when all are over.
    pub step: Option<String>,
    /// Title of that step, side filled in.
    pub title: Option<String>,
    /// Side of that dose.
    pub side: Option<Side>,
    /// Seconds held so far.
    pub hold_s: f64,
    /// What the hold asks for; `None` when the step has none.
    pub hold: Option<Hold>,
    /// Repetitions so far, of the set that is on; `None` when the step has no cycle.
    pub reps: Option<u32>,
    /// Repetitions that make the set, or the step without sets, done; `None` when the step has no cycle.
    pub reps_goal: Option<u32>,
    /// Repetitions after which it is enough; `None` when the step has no cycle or no such bound.
    pub reps_most: Option<u32>,
    /// The set that is on; `None` when the step has no sets, and in a recording, where nobody says when one ends.
    pub set: Option<SetCount>,
    /// The rest that is on.
    pub rest: Option<Rest>,
    /// The last movement that looked like a repetition and was none.
    pub uncounted: Option<Uncounted>,
    /// The position is reached, but on the other side than this dose's.
    pub other_side: bool,
    /// On the clock: seconds until this phase ends by itself. `None` where the person ends it, as in every step that a
    /// camera watches.
    pub remaining_s: Option<f64>,
    /// The step's sentences as they stand now.
    pub sentences: Vec<SentenceState>,
    /// One for each planned dose, in the guide's order.
    pub doses: Vec<DoseState>,
}

impl CoachState {
    /// Whether the clock leads through the step that is shown.
    pub fn is_on_the_clock(&self) -> bool {
        self.remaining_s.is_some()
    }

    /// How the rule with this id stands, of the step that is shown.
    pub fn rule(&self, id: RuleId) -> Option<&RuleState> {
        self.sentences.get(id.sentence)?.rules.get(id.place)
    }

    /// Whether hold and repetitions have come to what the guide asks for at least; never for a step that has neither.
    pub fn is_enough(&self) -> bool {
        let needed_s = self.hold.map_or(0.0, |hold| hold.at_least_s);
        let asks = self.hold.is_some() || self.reps_goal.is_some();
        asks && self.hold_s >= needed_s && self.reps.unwrap_or(0) >= self.reps_goal.unwrap_or(0)
    }

    /// All doses are over.
    pub(crate) fn over(doses: Vec<DoseState>) -> Self {
        Self {
            phase: Phase::Done,
            step: None,
            title: None,
            side: None,
            hold_s: 0.0,
            hold: None,
            reps: None,
            reps_goal: None,
            reps_most: None,
            set: None,
            rest: None,
            uncounted: None,
            other_side: false,
            remaining_s: None,
            sentences: Vec::new(),
            doses,
        }
    }
}

/// Which set of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetCount {
    /// From 1.
    pub number: u32,
    /// How many there are, at least 2.
    pub of: u32,
}

/// A movement that looked like a repetition and does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uncounted {
    /// When it was over.
    pub at: SessionTime,
    /// Why it does not count.
    pub why: NoRep,
}

/// Why a movement is no repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRep {
    /// It turned back before the position was reached.
    TooSmall,
    /// The position was not held for as long as the step asks.
    TooShort,
    /// It came too soon after the last one.
    TooSoon,
    /// A guard was broken in it.
    Unclean,
}

/// What the coach waits for, or sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The person's neutral is not known yet: nothing is judged.
    Setup,
    /// The next dose may begin. On the clock: get ready.
    Ready,
    /// A movement has begun and has not got there. On the clock: the time to read and move.
    Reaching,
    /// Reached and kept: the clock runs.
    Holding,
    /// Reached, but a guard stops the clock.
    Paused,
    /// The hold is long enough, or a repetition is on its way back.
    Returning,
    /// A rest between two repetitions or sets: nothing is judged.
    Resting,
    /// Every dose is over.
    Done,
}

/// One planned dose, for a bar that shows how far the person has come.
#[derive(Debug, Clone, PartialEq)]
pub struct DoseState {
    /// Id of its step.
    pub step: String,
    /// Title of its step, side filled in.
    pub title: String,
    /// The step's short name, or else its title, side filled in.
    pub short: String,
    /// Its side; `None` for a step without sides.
    pub side: Option<Side>,
    /// Where it stands.
    pub standing: DoseStanding,
}

impl DoseState {
    pub(crate) fn new(step: &Step, side: Option<Side>, standing: DoseStanding) -> Self {
        Self {
            step: step.id.clone(),
            title: step.title_for(side),
            short: step.short_for(side),
            side,
            standing,
        }
    }
}

/// Where a planned dose stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoseStanding {
    /// It may still come.
    Waiting,
    /// It is the one that is shown.
    Now,
    /// It is over, and went like this.
    Closed(StepVerdict),
}

/// One sentence as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceState {
    /// The sentence, side filled in.
    pub text: String,
    /// The worst of its rules.
    pub standing: SentenceStanding,
    /// One for each of its rules.
    pub rules: Vec<RuleState>,
}

impl SentenceState {
    pub(crate) fn new(text: String, rules: Vec<RuleState>) -> Self {
        let standing = rules.iter().map(|rule| rule.live.standing()).min();
        Self {
            text,
            standing: standing.unwrap_or(SentenceStanding::Note),
            rules,
        }
    }

    /// The rule that makes the sentence stand as it does: the first of the worst ones, where a rule that is looked
    /// at and missed comes before one that has to wait. Its value and its cue are the ones to show.
    pub fn deciding(&self) -> Option<&RuleState> {
        self.rules
            .iter()
            .min_by_key(|rule| (rule.live.standing(), rule.live != Live::Missed))
    }
}

/// How a sentence stands in this moment. In the order in which it shows its worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SentenceStanding {
    /// A guard of it is broken.
    Broken,
    /// Something of it can't be seen.
    Unseen,
    /// Not there yet, not looked at yet, or a guard that has been bad for less than a second.
    Waiting,
    /// The person is asked.
    Asked,
    /// As it should be.
    Met,
    /// Nothing to check.
    Note,
}

impl SentenceStanding {
    /// Name for a page.
    pub fn name(self) -> &'static str {
        match self {
            SentenceStanding::Broken => "broken",
            SentenceStanding::Unseen => "unseen",
            SentenceStanding::Waiting => "waiting",
            SentenceStanding::Asked => "asked",
            SentenceStanding::Met => "met",
            SentenceStanding::Note => "note",
        }
    }
}

/// One rule as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleState {
    /// What it asks for, by its first word.
    pub verb: Verb,
    /// The rule, side filled in.
    pub rule: String,
    /// How it stands.
    pub live: Live,
    /// What is measured, by the test that decides: where all count the first that is missed, where one is enough the
    /// first that is met; else the first that is not seen, else the first.
    pub measure: Option<Measure>,
    /// The value of that test, seconds held, or repetitions.
    pub value: Option<f64>,
    /// What it is compared with: done for a reach, fault for a guard.
    pub threshold: Option<f64>,
    /// Unit of both.
    pub unit: Option<FigureUnit>,
    /// What to do, when it is missed or broken.
    pub cue: Option<String>,
}

impl RuleState {
    /// Of a rule of which nothing is known but how it stands.
    pub(crate) fn bare(rule: &Rule, side: Option<Side>, live: Live) -> Self {
        Self {
            verb: rule.demand.verb(),
            rule: rule.text_for(side),
            live,
            measure: None,
            value: None,
            threshold: None,
            unit: None,
            cue: None,
        }
    }
}

/// How a rule stands in this moment. What was seen stands for another second when sight is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Live {
    /// Nothing was looked at yet, or it does not matter now.
    Waiting,
    /// As it should be, or done.
    Met,
    /// Not as it should be: not there yet, or a guard that is bad.
    Missed,
    /// A guard that has been bad for long enough to say so.
    Broken,
    /// Not seen, and why.
    Unseen(Unseen),
    /// The person is asked.
    Asked,
    /// Nothing to check.
    Note,
}

impl Live {
    /// How a sentence stands that has only this rule.
    pub fn standing(self) -> SentenceStanding {
        match self {
            Live::Broken => SentenceStanding::Broken,
            Live::Unseen(_) => SentenceStanding::Unseen,
            Live::Waiting | Live::Missed => SentenceStanding::Waiting,
            Live::Asked => SentenceStanding::Asked,
            Live::Met => SentenceStanding::Met,
            Live::Note => SentenceStanding::Note,
        }
    }
}
