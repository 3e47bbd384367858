//! How much of each sentence was seen, and what was said without a reason.

use coach::{EventKind, RuleVerdict};
use guide::{Demand, Guide, Sentence};
use serde::Serialize;

use crate::case::Case;
use crate::truth::Label;

/// How much was seen of one sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceSeen {
    /// Its step.
    pub step: String,
    /// Its text, `{side}` unfilled.
    pub text: String,
    /// Of the frames of movement in its step, the share in which every measure that it needs was seen.
    pub coverage: Option<f64>,
    /// Doses that were judged.
    pub doses: usize,
    /// Doses in which the sentence came out unseen.
    pub unseen: usize,
    /// Their share.
    pub unseen_share: Option<f64>,
}

/// Sentences that a camera judges, in the guide's order.
pub(crate) fn sentences(cases: &[Case], guide: &Guide) -> Vec<SentenceSeen> {
    let mut rows = Vec::new();
    for step in &guide.steps {
        for (place, sentence) in step.sentences.iter().enumerate() {
            let needed = measures(sentence);
            let judged = sentence
                .rules
                .iter()
                .any(|rule| !matches!(rule.demand, Demand::Ask(_) | Demand::Rest(_) | Demand::Note));
            if !judged {
                continue;
            }
            let (mut frames, mut seen, mut doses, mut unseen) = (0_u64, 0_u64, 0, 0);
            for case in cases {
                let of_step = case.frames.iter().filter(|frame| {
                    frame.step.as_deref() == Some(step.id.as_str())
                        && matches!(frame.label, Label::Moving | Label::Hold)
                });
                for frame in of_step {
                    frames += 1;
                    seen += u64::from(needed.iter().all(|&measure| frame.seen(measure).is_some()));
                }
                for outcome in case.seen.outcomes.iter().filter(|outcome| outcome.step == step.id) {
                    doses += 1;
                    let verdict = outcome.sentences.get(place).map(coach::SentenceOutcome::verdict);
                    unseen += usize::from(verdict == Some(RuleVerdict::Unseen));
                }
            }
            rows.push(SentenceSeen {
                step: step.id.clone(),
                text: sentence.text.clone(),
                coverage: (frames > 0 && !needed.is_empty()).then(|| seen as f64 / frames as f64),
                doses,
                unseen,
                unseen_share: (doses > 0).then(|| unseen as f64 / doses as f64),
            });
        }
    }
    rows.retain(|row| row.doses > 0);
    rows
}

fn measures(sentence: &Sentence) -> Vec<body::Measure> {
    let phrases = sentence.rules.iter().filter_map(|rule| rule.demand.phrase());
    phrases
        .flat_map(|phrase| phrase.tests.iter().map(|test| test.measure))
        .collect()
}

/// What was spoken in the clips in which all is right.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spoken {
    /// Clips in which nothing is wrong.
    pub clips: usize,
    /// Their length together.
    pub minutes: f64,
    /// Faults spoken in them.
    pub faults: usize,
    /// The same for each minute.
    pub per_minute: Option<f64>,
    /// Faults that the coach would speak of the true measures: the guide is stricter there than the person was told.
    pub by_truth: usize,
    /// Each one.
    pub said: Vec<Utterance>,
}

/// A fault that was spoken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Utterance {
    /// The clip.
    pub clip: String,
    /// When it was spoken, seconds.
    pub at_s: f64,
    /// In which step.
    pub step: String,
    /// For which rule.
    pub rule: String,
    /// What.
    pub words: String,
}

pub(crate) fn spoken(cases: &[Case], guide: &Guide) -> Spoken {
    let correct: Vec<&Case> = cases.iter().filter(|case| case.is_correct()).collect();
    // An empty sum of floats is -0.
    let minutes = correct
        .iter()
        .map(|case| case.seconds())
        .fold(0.0, |sum, length| sum + length)
        / 60.0;
    let said: Vec<_> = correct
        .iter()
        .flat_map(|case| {
            case.seen
                .events
                .iter()
                .filter(|told| told.is_fault())
                .map(|told| (*case, told))
        })
        .map(|(case, told)| Utterance {
            clip: case.clip.name.clone(),
            at_s: told.at.as_secs_f64(),
            step: told.event.step.clone().unwrap_or_default(),
            rule: told
                .event
                .rule_in(guide)
                .map(|rule| rule.text_for(told.event.side))
                .unwrap_or_default(),
            words: match &told.event.kind {
                EventKind::Cue(words) => words.clone(),
                _ => String::new(),
            },
        })
        .collect();
    let by_truth = correct
        .iter()
        .flat_map(|case| &case.truth.events)
        .filter(|told| told.is_fault())
        .count();
    Spoken {
        clips: correct.len(),
        minutes,
        faults: said.len(),
        per_minute: (minutes > 0.0).then(|| said.len() as f64 / minutes),
        by_truth,
        said,
    }
}
