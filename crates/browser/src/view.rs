//! What the page is told after each frame. `web/src/session/protocol.ts` is the other end of these shapes.

use body::Language;
use coach::{CoachState, DoseStanding, Event, EventKind, Phase, RuleState, SentenceState};
use guide::Guide;
use scene::{Drawing, Meter, focus};
use serde::Serialize;
use session::{Hint, Question, Stage};
use voice::{Saying, Told, Words, words};

/// What the judge says after one frame.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// Seconds of the session.
    pub at_s: f64,
    /// `setup`, `neutral`, `asking`, or the coach's phase: `ready`, `reaching`, `holding`, `paused`, `returning`,
    /// `resting`, `done`.
    pub phase: &'static str,
    /// What is to be said from now on, in this order.
    pub say: Vec<SayView>,
    /// What is to be sounded.
    pub sounds: Vec<&'static str>,
    /// What to change in the set-up.
    pub hints: Vec<HintView>,
    /// What keeps the judge from seeing, once the set-up look is over.
    pub trouble: Option<&'static str>,
    /// The question that is open.
    pub asking: Option<AskingView>,
    /// While the neutral is looked for.
    pub neutral: Option<NeutralView>,
    /// Id of the step that is open or comes next.
    pub step: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its side.
    pub side: Option<&'static str>,
    /// Seconds held.
    pub hold_s: f64,
    /// Seconds to hold.
    pub hold_goal_s: Option<f64>,
    /// Seconds after which it is enough.
    pub hold_most_s: Option<f64>,
    /// Repetitions so far.
    pub reps: Option<u32>,
    /// Repetitions to do.
    pub reps_goal: Option<u32>,
    /// Repetitions after which it is enough.
    pub reps_most: Option<u32>,
    /// Number of the set that is on, from 1; together with `sets`.
    pub set: Option<u32>,
    /// Sets to do; `reps` and what they are compared with are those of one.
    pub sets: Option<u32>,
    /// Seconds until the rest that is on ends by itself.
    pub rest_s: Option<f64>,
    /// Seconds that it takes in all.
    pub rest_goal_s: Option<f64>,
    /// Hold and repetitions have come to what the guide asks for at least.
    pub enough: bool,
    /// There is a dose to go back to.
    pub can_go_back: bool,
    /// Number of the sentence that counts now, from 0.
    pub focus: Option<usize>,
    /// On the clock: seconds until the phase ends by itself.
    pub remaining_s: Option<f64>,
    /// The step's sentences.
    pub sentences: Vec<SentenceView>,
    /// Every step and side.
    pub doses: Vec<DoseView>,
    /// How far the movement has got.
    pub meter: Option<Meter>,
    /// Lines and dots on the person.
    pub drawing: Drawing,
    /// What happened since the last view.
    pub events: Vec<EventView>,
}

/// One hint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HintView {
    /// Which.
    pub name: &'static str,
    /// Whether the session waits for it.
    pub blocks: bool,
}

/// Something to be said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SayView {
    /// To tell when it is over.
    pub id: u32,
    /// The words.
    pub text: String,
    /// BCP 47 tag of their language.
    pub language: String,
    /// What they are about.
    pub kind: &'static str,
    /// Whether it breaks off what is being said.
    pub interrupts: bool,
}

/// A question to the person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AskingView {
    /// Id of its step.
    pub step: String,
    /// Side of the dose.
    pub side: Option<&'static str>,
    /// Number of the sentence in its step, from 0.
    pub sentence: usize,
    /// Side filled in.
    pub text: String,
}

/// How far the neutral is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeutralView {
    /// 0..=1 of the time to sit still.
    pub share: f32,
    /// What to do about what is in the way, in the coach's language.
    pub reason: Option<&'static str>,
    /// Why in the middle of a session: `asked`, `moved`, `model` or `turned`.
    pub again: Option<&'static str>,
    /// The step that comes is seen from the side, and so is the person now.
    pub sideways: bool,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceView {
    /// Side filled in.
    pub text: String,
    /// How it stands.
    pub standing: &'static str,
    /// The figure that decides.
    pub figure: Option<FigureView>,
    /// What to do, or what is not seen, in the coach's language.
    pub advice: Option<String>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureView {
    /// Name of the measure; `None` for clocks and counts.
    pub measure: Option<&'static str>,
    /// `None` while it is not seen.
    pub value: Option<f64>,
    /// What it is compared with.
    pub threshold: f64,
    /// Unit of both.
    pub unit: &'static str,
}

/// One step and side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DoseView {
    /// Id of the step.
    pub step: String,
    /// Its title.
    pub title: String,
    /// Its short name, or else its title.
    pub short: String,
    /// Side.
    pub side: Option<&'static str>,
    /// `waiting`, `now`, or its verdict.
    pub standing: &'static str,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventView {
    /// When, seconds of the session.
    pub at_s: f64,
    /// Its name.
    pub event: &'static str,
    /// Step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<&'static str>,
    /// Rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Words of a cue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What a view is made of.
pub(crate) struct Shown<'a> {
    pub at_s: f64,
    pub guide: &'a Guide,
    pub stage: Stage<'a>,
    pub state: &'a CoachState,
    pub events: &'a [Event],
    pub told: Told,
    pub language: Language,
    pub can_go_back: bool,
    pub neutral_share: f32,
}

impl View {
    /// Everything but meter and drawing, which are of the picture.
    pub(crate) fn of(shown: Shown<'_>) -> Self {
        let Shown { stage, state, .. } = shown;
        let words = words(shown.language);
        let step = state.step.as_deref().and_then(|id| shown.guide.step(id));
        let (hints, neutral, trouble, asking) = match stage {
            Stage::SetUp { hints } => (hints, None, None, None),
            Stage::Neutral { advice, again, trouble } => {
                let neutral = NeutralView {
                    share: shown.neutral_share,
                    reason: advice.map(|advice| words.advice(advice)),
                    again: again.map(session::Renewal::name),
                    sideways: step.is_some_and(|step| step.view.is_sideways()),
                };
                (&[][..], Some(neutral), trouble, None)
            }
            Stage::On { trouble } => (&[][..], None, trouble, None),
            Stage::Asking { question, .. } => (&[][..], None, None, Some(AskingView::from(question))),
            Stage::Over => (&[][..], None, None, None),
        };
        Self {
            at_s: shown.at_s,
            phase: phase(stage, state.phase),
            say: shown.told.say.into_iter().map(SayView::from).collect(),
            sounds: shown.told.sounds.into_iter().map(voice::Sound::name).collect(),
            hints: hints.iter().copied().map(HintView::from).collect(),
            trouble: trouble.map(session::Trouble::name),
            asking,
            neutral,
            title: state.title.clone(),
            step: state.step.clone(),
            side: state.side.map(body::Side::name),
            hold_s: state.hold_s,
            hold_goal_s: state.hold.map(|hold| hold.at_least_s),
            hold_most_s: state.hold.and_then(|hold| hold.at_most_s),
            reps: state.reps,
            reps_goal: state.reps_goal,
            reps_most: state.reps_most,
            set: state.set.map(|set| set.number),
            sets: state.set.map(|set| set.of),
            rest_s: state.rest.map(|rest| rest.left_s),
            rest_goal_s: state.rest.map(|rest| rest.lasts_s),
            enough: state.is_enough(),
            can_go_back: shown.can_go_back,
            focus: step.and_then(|step| focus(step, state)),
            remaining_s: state.remaining_s,
            sentences: state.sentences.iter().map(|state| sentence(state, words)).collect(),
            doses: state.doses.iter().map(DoseView::from).collect(),
            meter: None,
            drawing: Drawing::default(),
            events: shown
                .events
                .iter()
                .map(|event| EventView::new(event, shown.guide))
                .collect(),
        }
    }
}

impl From<Saying> for SayView {
    fn from(saying: Saying) -> Self {
        Self {
            id: saying.id,
            text: saying.text,
            language: saying.language,
            kind: saying.kind.name(),
            interrupts: saying.interrupts,
        }
    }
}

impl From<&Question> for AskingView {
    fn from(question: &Question) -> Self {
        Self {
            step: question.step.clone(),
            side: question.side.map(body::Side::name),
            sentence: question.sentence,
            text: question.text.clone(),
        }
    }
}

impl From<&coach::DoseState> for DoseView {
    fn from(dose: &coach::DoseState) -> Self {
        Self {
            step: dose.step.clone(),
            title: dose.title.clone(),
            short: dose.short.clone(),
            side: dose.side.map(body::Side::name),
            standing: match dose.standing {
                DoseStanding::Waiting => "waiting",
                DoseStanding::Now => "now",
                DoseStanding::Closed(verdict) => verdict.name(),
            },
        }
    }
}

impl From<Hint> for HintView {
    fn from(hint: Hint) -> Self {
        Self {
            name: hint.name(),
            blocks: hint.blocks(),
        }
    }
}

impl EventView {
    fn new(event: &Event, guide: &Guide) -> Self {
        Self {
            at_s: event.at.as_secs_f64(),
            event: event.kind.name(),
            step: event.step.clone(),
            side: event.side.map(body::Side::name),
            rule: event.rule_in(guide).map(|rule| rule.text_for(event.side)),
            text: match &event.kind {
                EventKind::Cue(text) => Some(text.clone()),
                _ => None,
            },
        }
    }
}

fn phase(stage: Stage<'_>, phase: Phase) -> &'static str {
    match (stage, phase) {
        (Stage::SetUp { .. }, _) => "setup",
        (Stage::Neutral { .. }, _) | (Stage::On { .. }, Phase::Setup) => "neutral",
        (Stage::Asking { .. }, _) => "asking",
        (Stage::Over, _) | (Stage::On { .. }, Phase::Done) => "done",
        (Stage::On { .. }, Phase::Ready) => "ready",
        (Stage::On { .. }, Phase::Reaching) => "reaching",
        (Stage::On { .. }, Phase::Holding) => "holding",
        (Stage::On { .. }, Phase::Paused) => "paused",
        (Stage::On { .. }, Phase::Returning) => "returning",
        (Stage::On { .. }, Phase::Resting) => "resting",
    }
}

fn sentence(state: &SentenceState, words: &Words) -> SentenceView {
    let deciding = state.deciding();
    SentenceView {
        text: state.text.clone(),
        standing: state.standing.name(),
        figure: deciding.and_then(figure),
        advice: deciding.and_then(|rule| advice(rule, words)),
    }
}

fn figure(rule: &RuleState) -> Option<FigureView> {
    Some(FigureView {
        measure: rule.measure.map(body::Measure::name),
        value: rule.value,
        threshold: rule.threshold?,
        unit: rule.unit?.name(),
    })
}

fn advice(rule: &RuleState, words: &Words) -> Option<String> {
    match rule.live {
        coach::Live::Unseen(reason) => Some(words.unseen(reason).to_owned()),
        _ => rule.cue.clone(),
    }
}
