//! What the page is told after each frame. `web/src/session/protocol.ts` is the other end of these shapes.

use coach::{CoachState, DoseStanding, Event, EventKind, Phase, RuleState, SentenceState};
use serde::Serialize;
use session::Hint;

/// What the judge says after one frame.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// Seconds of the session.
    pub at_s: f64,
    /// `setup`, `neutral`, or the coach's phase.
    pub phase: &'static str,
    /// What to change in the set-up.
    pub hints: Vec<HintView>,
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
    /// On the clock: seconds until the phase ends by itself.
    pub remaining_s: Option<f64>,
    /// The step's sentences.
    pub sentences: Vec<SentenceView>,
    /// Every step and side.
    pub doses: Vec<DoseView>,
    /// How far the movement has got.
    pub meter: Option<MeterView>,
    /// Lines and dots on the person.
    pub drawing: DrawingView,
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

/// How far the neutral is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeutralView {
    /// 0..=1 of the time to sit still.
    pub share: f32,
    /// What to do about what is in the way.
    pub reason: Option<&'static str>,
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
    /// What to do, or what is not seen.
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

/// A point of the picture, 0..=1 from its left and top edge; not mirrored. May lie outside.
pub type PointView = [f32; 2];

/// How far the movement has got.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeterView {
    /// Name of the measure.
    pub measure: &'static str,
    /// Unit of all numbers here.
    pub unit: &'static str,
    /// `None` while it is not seen.
    pub value: Option<f32>,
    /// Where the scale begins.
    pub least: f32,
    /// Where it ends.
    pub most: f32,
    /// The target band.
    pub band: [f32; 2],
    /// From here it is more than done.
    pub good: Option<f32>,
    /// Where to draw it on the person.
    pub arc: Option<ArcView>,
}

/// An arc, laid out as points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArcView {
    /// The whole scale.
    pub scale: Vec<PointView>,
    /// The target band.
    pub band: Vec<PointView>,
    /// From the start to the value.
    pub filled: Vec<PointView>,
    /// Where the value is written.
    pub label: PointView,
}

/// Lines and dots.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DrawingView {
    /// Lines of two points or more.
    pub lines: Vec<Vec<PointView>>,
    /// Dots.
    pub dots: Vec<PointView>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventView {
    /// When.
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

impl View {
    /// What the coach's state says, without pictures, hints and neutral.
    pub(crate) fn of(at_s: f64, state: CoachState, events: &[Event]) -> Self {
        Self {
            at_s,
            phase: phase(state.phase),
            hints: Vec::new(),
            neutral: None,
            title: state.title,
            step: state.step,
            side: state.side.map(body::Side::name),
            hold_s: state.hold_s,
            hold_goal_s: state.hold.map(|hold| hold.at_least_s),
            hold_most_s: state.hold.and_then(|hold| hold.at_most_s),
            reps: state.reps,
            reps_goal: state.reps_goal,
            remaining_s: state.remaining_s,
            sentences: state.sentences.iter().map(sentence).collect(),
            doses: state
                .doses
                .into_iter()
                .map(|dose| DoseView {
                    step: dose.step,
                    title: dose.title,
                    short: dose.short,
                    side: dose.side.map(body::Side::name),
                    standing: match dose.standing {
                        DoseStanding::Waiting => "waiting",
                        DoseStanding::Now => "now",
                        DoseStanding::Closed(verdict) => verdict.name(),
                    },
                })
                .collect(),
            meter: None,
            drawing: DrawingView::default(),
            events: events.iter().map(EventView::from).collect(),
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

impl From<&Event> for EventView {
    fn from(event: &Event) -> Self {
        Self {
            at_s: event.at.as_secs_f64(),
            event: event.kind.name(),
            step: event.step.clone(),
            side: event.side.map(body::Side::name),
            rule: event.rule.clone(),
            text: match &event.kind {
                EventKind::Cue(text) => Some(text.clone()),
                _ => None,
            },
        }
    }
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Setup => "neutral",
        Phase::Ready => "ready",
        Phase::Reaching => "reaching",
        Phase::Holding => "holding",
        Phase::Paused => "paused",
        Phase::Returning => "returning",
        Phase::Done => "done",
    }
}

fn sentence(state: &SentenceState) -> SentenceView {
    let deciding = state.deciding();
    SentenceView {
        text: state.text.clone(),
        standing: state.standing.name(),
        figure: deciding.and_then(figure),
        advice: deciding.and_then(advice),
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

fn advice(rule: &RuleState) -> Option<String> {
    match rule.live {
        coach::Live::Unseen(reason) => Some(reason.reason().to_owned()),
        _ => rule.cue.clone(),
    }
}
