//! From what the coach found to the report.

use body::{ImageSize, SessionTime, Side};
use coach::{DoseOutcome, Event, EventKind, HoldStretch, RuleOutcome, RuleVerdict, SentenceOutcome};
use guide::Guide;
use measure::Unseen;

use crate::report::{
    EventName, GuideId, Happening, Hold, Report, Rule, RuleVerdictName, SCHEMA, Sentence, SideName, Step,
    StepVerdictName, UnitName, Video,
};

/// All that a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// What was followed.
    pub guide: &'a Guide,
    /// What was looked at; `None` when nobody watched.
    pub video: Option<VideoFacts>,
    /// Why there was no neutral.
    pub no_neutral: Option<&'a str>,
    /// Stopped with Ctrl-C.
    pub stopped_early: bool,
    /// How every step and side went.
    pub doses: &'a [DoseOutcome],
    /// What happened, oldest first.
    pub events: &'a [Event],
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VideoFacts {
    /// Size of the picture.
    pub size: ImageSize,
    /// Frames judged.
    pub frames: u64,
    /// Time of the last frame.
    pub duration: SessionTime,
    /// Share of frames in which a person was seen, 0..=1.
    pub coverage: f64,
}

impl Report {
    /// The report of a session, without a `session` field. `version` is the program's.
    pub fn new(findings: &Findings<'_>, version: &str) -> Self {
        Self {
            schema: SCHEMA,
            unhunch: version.to_owned(),
            guide: GuideId {
                name: findings.guide.name.clone(),
                sha256: findings.guide.sha256.clone(),
            },
            video: findings.video.map(|video| Video {
                width: video.size.width,
                height: video.size.height,
                frames: video.frames,
                duration_s: rounded(video.duration.as_secs_f64()),
                coverage: rounded(video.coverage),
            }),
            no_neutral: findings.no_neutral.map(str::to_owned),
            stopped_early: findings.stopped_early,
            steps: findings.doses.iter().map(Step::from).collect(),
            events: findings.events.iter().map(Happening::from).collect(),
            session: None,
        }
    }
}

impl From<&DoseOutcome> for Step {
    fn from(dose: &DoseOutcome) -> Self {
        Self {
            step: dose.step.clone(),
            side: dose.side.map(SideName::from),
            verdict: StepVerdictName::named(dose.verdict.name()).expect("every verdict has its name here"),
            hold_s: rounded(dose.hold_s),
            holds: dose.holds.iter().map(Hold::from).collect(),
            reps: dose.reps,
            sentences: dose.sentences.iter().map(Sentence::from).collect(),
        }
    }
}

impl From<Side> for SideName {
    fn from(side: Side) -> Self {
        match side {
            Side::Left => SideName::Left,
            Side::Right => SideName::Right,
        }
    }
}

impl From<&HoldStretch> for Hold {
    fn from(stretch: &HoldStretch) -> Self {
        Self {
            start_s: rounded(stretch.start.as_secs_f64()),
            end_s: rounded(stretch.end.as_secs_f64()),
        }
    }
}

impl From<&SentenceOutcome> for Sentence {
    fn from(sentence: &SentenceOutcome) -> Self {
        Self {
            text: sentence.text.clone(),
            rules: sentence.rules.iter().map(Rule::from).collect(),
        }
    }
}

impl From<&RuleOutcome> for Rule {
    fn from(rule: &RuleOutcome) -> Self {
        let judged = !matches!(rule.verdict, RuleVerdict::Asked | RuleVerdict::Note);
        let unseen = rule.unseen.filter(|_| rule.verdict == RuleVerdict::Unseen);
        Self {
            rule: rule.rule.clone(),
            verdict: RuleVerdictName::named(rule.verdict.name()).expect("every verdict has its name here"),
            confidence: rule.confidence.map(|confidence| rounded(f64::from(confidence))),
            threshold: rule.figures.map(|figures| rounded(figures.threshold)),
            worst: rule.figures.map(|figures| figures.worst.map(rounded)),
            unit: rule
                .figures
                .map(|figures| UnitName::named(figures.unit.name()).expect("every unit has its name here")),
            broken_s: judged.then(|| rounded(rule.broken_s)),
            first_broken_at_s: judged.then(|| rule.first_broken_at.map(|at| rounded(at.as_secs_f64()))),
            reason: unseen.map(|unseen: Unseen| unseen.reason().to_owned()),
        }
    }
}

impl From<&Event> for Happening {
    fn from(event: &Event) -> Self {
        Self {
            at_s: rounded(event.at.as_secs_f64()),
            event: EventName::named(event.kind.name()).expect("every event has its name here"),
            step: event.step.clone(),
            side: event.side.map(SideName::from),
            rule: event.rule.clone(),
            text: match &event.kind {
                EventKind::Cue(text) => Some(text.clone()),
                _ => None,
            },
        }
    }
}

/// To three decimals: a thousandth of a second, a degree, a share.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
