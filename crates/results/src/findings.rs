//! From what the coach found to the report.

use body::{ImageSize, Measure, SessionTime};
use coach::{DoseOutcome, Event, EventKind, FigureUnit, HoldStretch, RuleOutcome, RuleVerdict, SentenceOutcome};
use guide::{Demand, Guide, Phrase};
use measure::Unseen;

use crate::next::{Next, mixed_up};
use crate::report::{GuideId, Happening, Hold, Report, Rule, SCHEMA, Sentence, SideName, Step, Video};

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
            steps: findings.doses.iter().map(|dose| step(dose, findings)).collect(),
            events: findings.events.iter().map(Happening::from).collect(),
            next: Next::of(findings),
            session: None,
        }
    }
}

fn step(dose: &DoseOutcome, findings: &Findings<'_>) -> Step {
    Step {
        step: dose.step.clone(),
        side: dose.side.map(SideName::from),
        verdict: (&dose.verdict).into(),
        hold_s: rounded(dose.hold_s),
        holds: dose.holds.iter().map(Hold::from).collect(),
        reps: dose.reps,
        other_side: mixed_up(findings.doses, dose).and_then(|figures| figures.worst.map(rounded)),
        sentences: dose
            .sentences
            .iter()
            .map(|outcome| sentence(outcome, dose, findings.guide))
            .collect(),
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

fn sentence(sentence: &SentenceOutcome, dose: &DoseOutcome, guide: &Guide) -> Sentence {
    let rules = sentence.rules.iter().map(|outcome| rule(outcome, dose, guide));
    Sentence {
        text: sentence.text.clone(),
        rules: rules.collect(),
    }
}

fn rule(rule: &RuleOutcome, dose: &DoseOutcome, guide: &Guide) -> Rule {
    let judged = !matches!(rule.verdict, RuleVerdict::Asked | RuleVerdict::Note);
    let unseen = rule.unseen.filter(|_| rule.verdict == RuleVerdict::Unseen);
    Rule {
        rule: rule.rule.clone(),
        verdict: (&rule.verdict).into(),
        confidence: rule.confidence.map(|confidence| rounded(f64::from(confidence))),
        threshold: rule.figures.map(|figures| rounded(figures.threshold)),
        worst: rule.figures.map(|figures| figures.worst.map(rounded)),
        unit: rule.figures.map(|figures| figures.unit.into()),
        measure: measure_of(rule, dose, guide).map(|measure| measure.name().to_owned()),
        broken_s: judged.then(|| rounded(rule.broken_s)),
        first_broken_at_s: judged.then(|| rule.first_broken_at.map(|at| rounded(at.as_secs_f64()))),
        reason: unseen.map(|unseen: Unseen| unseen.reason().to_owned()),
    }
}

/// The measure that the figures of a rule are of. Of a pair that is held to the same threshold, the left one.
fn measure_of(rule: &RuleOutcome, dose: &DoseOutcome, guide: &Guide) -> Option<Measure> {
    let figures = rule.figures?;
    let FigureUnit::Measure(unit) = figures.unit else {
        return None;
    };
    let step = guide.steps.iter().find(|step| step.id == dose.step)?;
    let mut rules = step.rules().map(|(_, _, rule)| rule);
    let written = rules.find(|written| written.text_for(dose.side) == rule.rule)?;
    let phrase: &Phrase = match &written.demand {
        Demand::Start(phrase) | Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => phrase,
        Demand::Hold(_) | Demand::Slowly(_) | Demand::Repeat { .. } | Demand::Ask(_) | Demand::Note => return None,
    };
    // A guard's threshold is where it is lost, a reach's where it is done or good.
    let decides = |edge: f32| rounded(f64::from(edge)) == rounded(figures.threshold);
    let mut tests = phrase.tests.iter();
    let test = tests.find(|test| {
        let edges = [Some(test.lost), Some(test.met), test.good];
        test.measure.unit() == unit && edges.into_iter().flatten().any(decides)
    })?;
    Some(test.measure_for(dose.side))
}

impl From<&Event> for Happening {
    fn from(event: &Event) -> Self {
        Self {
            at_s: rounded(event.at.as_secs_f64()),
            event: (&event.kind).into(),
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
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
