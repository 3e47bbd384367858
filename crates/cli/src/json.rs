//! The JSON of `check` and `replay`, version 1: what `docs/check.schema.json` describes.

use coach::{DoseOutcome, Event, EventKind, RuleOutcome, RuleVerdict, SentenceOutcome};
use serde::Serialize;

use crate::check::Findings;

/// Number of this shape. A field that goes or changes its meaning raises it; a new field does not.
const SCHEMA: u32 = 1;

/// The whole report as one JSON object, and a line end.
pub fn report(findings: &Findings) -> String {
    let mut text = serde_json::to_string_pretty(&Report::from(findings)).expect("plain values always have a JSON form");
    text.push('\n');
    text
}

#[derive(Debug, Serialize)]
struct Report {
    schema: u32,
    unhunch: &'static str,
    guide: GuideId,
    video: Video,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_neutral: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    stopped_early: bool,
    steps: Vec<Step>,
    events: Vec<Happening>,
}

#[derive(Debug, Serialize)]
struct GuideId {
    name: String,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct Video {
    width: u32,
    height: u32,
    frames: u64,
    duration_s: f64,
    coverage: f64,
}

#[derive(Debug, Serialize)]
struct Step {
    step: String,
    side: Option<&'static str>,
    verdict: &'static str,
    hold_s: f64,
    holds: Vec<Hold>,
    reps: Option<u32>,
    sentences: Vec<Sentence>,
}

#[derive(Debug, Serialize)]
struct Hold {
    start_s: f64,
    end_s: f64,
}

#[derive(Debug, Serialize)]
struct Sentence {
    text: String,
    rules: Vec<Rule>,
}

#[derive(Debug, Serialize)]
struct Rule {
    rule: String,
    verdict: &'static str,
    confidence: Option<f64>,
    #[serde(flatten)]
    figures: Option<Figures>,
    #[serde(flatten)]
    breaks: Option<Breaks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Figures {
    threshold: f64,
    worst: Option<f64>,
    unit: &'static str,
}

#[derive(Debug, Serialize)]
struct Breaks {
    broken_s: f64,
    first_broken_at_s: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Happening {
    at_s: f64,
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl From<&Findings> for Report {
    fn from(findings: &Findings) -> Self {
        Self {
            schema: SCHEMA,
            unhunch: env!("CARGO_PKG_VERSION"),
            guide: GuideId {
                name: findings.guide.name.clone(),
                sha256: findings.guide.sha256.clone(),
            },
            video: Video {
                width: findings.image_size.width,
                height: findings.image_size.height,
                frames: findings.frames,
                duration_s: rounded(findings.duration.as_secs_f64()),
                coverage: rounded(findings.coverage),
            },
            no_neutral: findings.no_neutral.clone(),
            stopped_early: findings.stopped_early,
            steps: findings.doses.iter().map(Step::from).collect(),
            events: findings.events.iter().map(Happening::from).collect(),
        }
    }
}

impl From<&DoseOutcome> for Step {
    fn from(dose: &DoseOutcome) -> Self {
        let hold = |hold: &coach::HoldStretch| Hold {
            start_s: rounded(hold.start.as_secs_f64()),
            end_s: rounded(hold.end.as_secs_f64()),
        };
        Self {
            step: dose.step.clone(),
            side: dose.side.map(body::Side::name),
            verdict: dose.verdict.name(),
            hold_s: rounded(dose.hold_s),
            holds: dose.holds.iter().map(hold).collect(),
            reps: dose.reps,
            sentences: dose.sentences.iter().map(Sentence::from).collect(),
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
        Self {
            rule: rule.rule.clone(),
            verdict: rule.verdict.name(),
            confidence: rule.confidence.map(|confidence| rounded(f64::from(confidence))),
            figures: rule.figures.map(|figures| Figures {
                threshold: rounded(figures.threshold),
                worst: figures.worst.map(rounded),
                unit: figures.unit.name(),
            }),
            breaks: judged.then(|| Breaks {
                broken_s: rounded(rule.broken_s),
                first_broken_at_s: rule.first_broken_at.map(|at| rounded(at.as_secs_f64())),
            }),
            reason: rule
                .unseen
                .filter(|_| rule.verdict == RuleVerdict::Unseen)
                .map(measure::Unseen::reason),
        }
    }
}

impl From<&Event> for Happening {
    fn from(event: &Event) -> Self {
        Self {
            at_s: rounded(event.at.as_secs_f64()),
            event: event.kind.name(),
            step: event.step.clone(),
            side: event.side.map(body::Side::name),
            rule: event.rule.clone(),
            text: if let EventKind::Cue(text) = &event.kind {
                Some(text.clone())
            } else {
                None
            },
        }
    }
}

/// To three decimals: a thousandth of a second, a degree, a share.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
