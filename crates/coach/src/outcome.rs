//! What the coach says: events while it happens, outcomes when it is over.

use body::{SessionTime, Side, Unit};
use guide::{Guide, Rule, RuleId, Verb};
use measure::Unseen;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When, by the frames' own time. A stretch of hold is dated from its first frame.
    pub at: SessionTime,
    /// What.
    pub kind: EventKind,
    /// Id of the step it belongs to.
    pub step: Option<String>,
    /// Side of the dose it belongs to.
    pub side: Option<Side>,
    /// Rule of that step it belongs to.
    pub rule: Option<RuleId>,
}

impl Event {
    /// The rule that it belongs to, as it is written in the guide that was followed.
    pub fn rule_in<'a>(&self, guide: &'a Guide) -> Option<&'a Rule> {
        guide.rule(self.step.as_deref()?, self.rule?)
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The names are the definition.
pub enum EventKind {
    PersonSeen,
    PersonLost,
    NeutralSet,
    /// Camera or chair were moved: until there is a new neutral, nothing is judged.
    NeutralLost,
    StepStarted,
    Reached,
    HoldStarted,
    HoldPaused,
    HoldResumed,
    HoldEnded,
    Rep,
    SetDone,
    RestStarted,
    RestEnded,
    RuleBroken,
    RuleMended,
    /// A sentence to say or show.
    Cue(String),
    Returned,
    StepDone,
    SessionEnded,
}

impl EventKind {
    /// Name in exports.
    pub fn name(&self) -> &'static str {
        match self {
            EventKind::PersonSeen => "person_seen",
            EventKind::PersonLost => "person_lost",
            EventKind::NeutralSet => "neutral_set",
            EventKind::NeutralLost => "neutral_lost",
            EventKind::StepStarted => "step_started",
            EventKind::Reached => "reached",
            EventKind::HoldStarted => "hold_started",
            EventKind::HoldPaused => "hold_paused",
            EventKind::HoldResumed => "hold_resumed",
            EventKind::HoldEnded => "hold_ended",
            EventKind::Rep => "rep",
            EventKind::SetDone => "set_done",
            EventKind::RestStarted => "rest_started",
            EventKind::RestEnded => "rest_ended",
            EventKind::RuleBroken => "rule_broken",
            EventKind::RuleMended => "rule_mended",
            EventKind::Cue(_) => "cue",
            EventKind::Returned => "returned",
            EventKind::StepDone => "step_done",
            EventKind::SessionEnded => "session_ended",
        }
    }
}

/// How one dose (step and side) went.
#[derive(Debug, Clone, PartialEq)]
pub struct DoseOutcome {
    /// Id of the step.
    pub step: String,
    /// Its title, side filled in.
    pub title: String,
    /// Side of the dose; `None` for a step without sides.
    pub side: Option<Side>,
    /// The verdict on the step.
    pub verdict: StepVerdict,
    /// Seconds held with every guard kept, all stretches together; by the clock, the seconds that it gave to holding.
    pub hold_s: f64,
    /// Stretches of at least 0.5 s.
    pub holds: Vec<HoldStretch>,
    /// Repetitions that count; `None` when the step has no cycle.
    pub reps: Option<u32>,
    /// Sets done; `None` when the step has none.
    pub sets: Option<u32>,
    /// How far the other side of the body got where this one was not done: left and right were mixed up, or the picture
    /// is a mirror image. `None` when it did not get there, and for a step without sides.
    pub other_side: Option<Figures>,
    /// One for each sentence of the step.
    pub sentences: Vec<SentenceOutcome>,
}

impl DoseOutcome {
    /// How the rule went that is known by this id, where the step has it.
    pub fn rule(&self, id: RuleId) -> Option<&RuleOutcome> {
        self.sentences.get(id.sentence)?.rules.get(id.place)
    }

    /// Every rule, in the order of the text.
    pub fn rules(&self) -> impl Iterator<Item = &RuleOutcome> {
        self.sentences.iter().flat_map(|sentence| &sentence.rules)
    }
}

/// One stretch of hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HoldStretch {
    /// First frame.
    pub start: SessionTime,
    /// Last frame.
    pub end: SessionTime,
}

/// Verdict on a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepVerdict {
    /// Done, and every reach at its good value for at least half of the hold; without a hold for as long as it takes a
    /// reach to count.
    Good,
    /// Every reach, hold, return and repeat at its done value.
    Done,
    /// Something was not done.
    NotDone,
    /// Something that decides was not seen for over half of the step, or there was no neutral.
    Unseen,
    /// Nobody could watch it: its time on the clock ran in full, or the person said so. Of a recording, in which nobody
    /// leads and nobody asks, each step that asks for a time or a count of what no camera sees.
    SelfReported,
}

impl StepVerdict {
    /// Name in exports.
    pub fn name(self) -> &'static str {
        match self {
            StepVerdict::Good => "good",
            StepVerdict::Done => "done",
            StepVerdict::NotDone => "not_done",
            StepVerdict::Unseen => "unseen",
            StepVerdict::SelfReported => "self_reported",
        }
    }
}

/// How one sentence went.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceOutcome {
    /// The sentence, side filled in.
    pub text: String,
    /// One for each of its rules.
    pub rules: Vec<RuleOutcome>,
}

impl SentenceOutcome {
    /// The worst of its rules: broken, unseen, not reached, asked, met, note.
    pub fn verdict(&self) -> RuleVerdict {
        self.rules
            .iter()
            .map(|rule| rule.verdict)
            .min()
            .unwrap_or(RuleVerdict::Note)
    }
}

/// How one rule went.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleOutcome {
    /// What it asks for, by its first word.
    pub verb: Verb,
    /// The rule, side filled in.
    pub rule: String,
    /// The verdict.
    pub verdict: RuleVerdict,
    /// How far the verdict can be trusted, 0..=1; `None` where nothing was measured.
    pub confidence: Option<f32>,
    /// What was compared with what; `None` for rules without a number.
    pub figures: Option<Figures>,
    /// Seconds for which it was broken while it was judged.
    pub broken_s: f64,
    /// First frame of the first fault that lasted for long enough to count.
    pub first_broken_at: Option<SessionTime>,
    /// Why it was not seen.
    pub unseen: Option<Unseen>,
    /// What to say about it, if anything was wrong.
    pub cue: Option<String>,
}

impl RuleOutcome {
    /// Whether it is a guard, a pace or a way back of a movement that did not come: it was neither kept nor lost.
    pub fn is_of_no_movement(&self) -> bool {
        let decisive = self.figures.and_then(|figures| figures.decisive);
        let of_the_way = match self.verb {
            Verb::Keep => true,
            Verb::Return | Verb::Slowly => decisive.is_none(),
            _ => false,
        };
        self.verdict == RuleVerdict::NotReached && of_the_way
    }

    /// Of a rule of which nothing is known but the verdict.
    pub(crate) fn bare(rule: &Rule, side: Option<Side>, verdict: RuleVerdict) -> Self {
        Self {
            verb: rule.demand.verb(),
            rule: rule.text_for(side),
            verdict,
            confidence: None,
            figures: None,
            broken_s: 0.0,
            first_broken_at: None,
            unseen: None,
            cue: None,
        }
    }
}

/// The numbers of a verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// The threshold that decides: done for a reach, fault for a guard, the limit of a speed.
    pub threshold: f64,
    /// The value that decides: for a guard or a speed the worst that was seen, for a reach the best. `None` when
    /// nothing was seen.
    pub decisive: Option<f64>,
    /// Unit of both: of the measure, or `s`, `reps` or `sets`.
    pub unit: FigureUnit,
}

/// An `f32` as the number that a person would write, without the digits that only `f64` has.
pub(crate) fn plain(value: f32) -> f64 {
    // Adding 0 turns -0 into 0.
    (f64::from(value) * 1e4).round() / 1e4 + 0.0
}

/// Unit of [`Figures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureUnit {
    /// Of a measure.
    Measure(Unit),
    /// Seconds.
    Seconds,
    /// Repetitions.
    Reps,
    /// Sets.
    Sets,
}

impl FigureUnit {
    /// Name in exports.
    pub fn name(self) -> &'static str {
        match self {
            FigureUnit::Measure(unit) => unit.name(),
            FigureUnit::Seconds => "s",
            FigureUnit::Reps => "reps",
            FigureUnit::Sets => "sets",
        }
    }
}

/// Verdict on a rule. In the order in which a sentence shows its worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleVerdict {
    /// A guard was broken for at least a second, or the speed limit was passed.
    Broken,
    /// Not seen for over half of the time it was needed.
    Unseen,
    /// It did not get there.
    NotReached,
    /// The person is asked.
    Asked,
    /// As it should be.
    Met,
    /// Nothing to check.
    Note,
}

impl RuleVerdict {
    /// Name in exports.
    pub fn name(self) -> &'static str {
        match self {
            RuleVerdict::Broken => "broken",
            RuleVerdict::Unseen => "unseen",
            RuleVerdict::NotReached => "not_reached",
            RuleVerdict::Asked => "asked",
            RuleVerdict::Met => "met",
            RuleVerdict::Note => "note",
        }
    }
}
