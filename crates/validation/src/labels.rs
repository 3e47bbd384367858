//! Labels by eye: what is known of a recording whose true angles nobody knows, and whether the program says so too.

use std::fmt::Write;

use body::Side;
use coach::{DoseOutcome, RuleVerdict, StepVerdict};
use serde::{Deserialize, Serialize};

/// A file of labels.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Folder of the traces, seen from the file; beside the file where it is missing.
    #[serde(default)]
    pub traces: Option<String>,
    /// One for each trace and step.
    pub labels: Vec<Labelled>,
}

/// What is known of one step in one trace. Each of the last five fields is a label, or one for each of its rules.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    /// Name of the trace, with its ending.
    pub trace: String,
    /// What it shows, for a reader.
    #[serde(default)]
    pub shows: Option<String>,
    /// Guide that is followed: a name, or a file; the one of the whole run where it is missing.
    #[serde(default)]
    pub guide: Option<String>,
    /// Id of its step; the whole guide where it is missing.
    #[serde(default)]
    pub step: Option<String>,
    /// Side of the step.
    #[serde(default)]
    pub side: Option<SideName>,
    /// Whether it is done; of the whole guide, whether any step is.
    #[serde(default)]
    pub done: Option<bool>,
    /// Least and most seconds held.
    #[serde(default)]
    pub held_s: Option<[f64; 2]>,
    /// Least and most repetitions.
    #[serde(default)]
    pub times: Option<[u32; 2]>,
    /// Rules that must not come out broken, as the guide writes them with the side filled in. Unseen is no fault.
    #[serde(default)]
    pub kept: Vec<String>,
    /// Rules that must come out broken.
    #[serde(default)]
    pub broken: Vec<String>,
}

/// A side, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are the definition")]
pub enum SideName {
    Left,
    Right,
}

impl From<SideName> for Side {
    fn from(side: SideName) -> Self {
        match side {
            SideName::Left => Side::Left,
            SideName::Right => Side::Right,
        }
    }
}

/// One label, and what the program says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelSeen {
    /// The trace.
    pub trace: String,
    /// Step and side; "whole guide" without.
    pub of: String,
    /// What is true.
    pub label: String,
    /// What the program says.
    pub said: String,
    /// Whether the two agree.
    pub right: bool,
}

impl Labels {
    /// Reads a file of labels.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(json: &str) -> Result<Self, String> {
        let labels: Labels = serde_json::from_str(json).map_err(|error| error.to_string())?;
        match labels.labels.iter().find(|label| label.count() == 0) {
            Some(empty) => Err(format!(
                "of {} nothing is told: give done, held_s, times, kept or broken",
                empty.trace
            )),
            None => Ok(labels),
        }
    }
}

impl Labelled {
    fn count(&self) -> usize {
        let single = [self.done.is_some(), self.held_s.is_some(), self.times.is_some()];
        single.into_iter().filter(|told| *told).count() + self.kept.len() + self.broken.len()
    }

    /// Holds every label against how the step went.
    ///
    /// # Errors
    /// A rule that the guide does not have in this step.
    pub fn against(&self, outcomes: &[DoseOutcome]) -> Result<Vec<LabelSeen>, String> {
        let mut of = self.step.clone().unwrap_or_else(|| "whole guide".to_owned());
        if let Some(side) = self.side {
            let _ = write!(of, " {}", Side::from(side));
        }
        let mut seen = Vec::with_capacity(self.count());
        let mut add = |label: String, said: String, right: bool| {
            seen.push(LabelSeen {
                trace: self.trace.clone(),
                of: of.clone(),
                label,
                said,
                right,
            });
        };
        if let Some(done) = self.done {
            let word = |done: bool| if done { "done" } else { "not done" };
            let is_done = outcomes.iter().any(is_done);
            add(word(done).to_owned(), word(is_done).to_owned(), done == is_done);
        }
        if let Some([least, most]) = self.held_s {
            let held: f64 = outcomes.iter().map(|outcome| outcome.hold_s).sum();
            let right = (least..=most).contains(&held);
            add(format!("held {least} to {most} s"), format!("held {held:.1} s"), right);
        }
        if let Some([least, most]) = self.times {
            let times: u32 = outcomes.iter().filter_map(|outcome| outcome.reps).sum();
            let label = if least == most {
                format!("{least} times")
            } else {
                format!("{least} to {most} times")
            };
            add(label, format!("{times} times"), (least..=most).contains(&times));
        }
        for (rules, broken) in [(&self.kept, false), (&self.broken, true)] {
            for rule in rules {
                let verdict = verdict_of(rule, outcomes).ok_or_else(|| format!("{of} has no rule {rule:?}"))?;
                let word = if broken { "broken" } else { "not broken" };
                let right = (verdict == RuleVerdict::Broken) == broken;
                add(format!("{rule}: {word}"), verdict.name().replace('_', " "), right);
            }
        }
        Ok(seen)
    }
}

fn is_done(outcome: &DoseOutcome) -> bool {
    matches!(outcome.verdict, StepVerdict::Done | StepVerdict::Good)
}

/// The worst verdict on this rule.
fn verdict_of(rule: &str, outcomes: &[DoseOutcome]) -> Option<RuleVerdict> {
    let rules = outcomes.iter().flat_map(DoseOutcome::rules);
    rules
        .filter(|outcome| outcome.rule == rule)
        .map(|outcome| outcome.verdict)
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use coach::{RuleOutcome, SentenceOutcome};
    use guide::Verb;

    fn tilt(verdict: StepVerdict, hold_s: f64, shoulders: RuleVerdict) -> DoseOutcome {
        let rule = RuleOutcome {
            verb: Verb::Keep,
            rule: "keep shoulders down".to_owned(),
            verdict: shoulders,
            confidence: None,
            figures: None,
            broken_s: 0.0,
            first_broken_at: None,
            unseen: None,
            cue: None,
        };
        DoseOutcome {
            step: "neck-tilt".to_owned(),
            title: "Tilt".to_owned(),
            side: Some(Side::Left),
            verdict,
            hold_s,
            holds: Vec::new(),
            reps: None,
            sets: None,
            other_side: None,
            sentences: vec![SentenceOutcome {
                text: "Shoulders down.".to_owned(),
                rules: vec![rule],
            }],
        }
    }

    fn labelled(json: &str) -> Labelled {
        let text = format!(r#"{{"labels": [{{"trace": "a.parquet", "step": "neck-tilt", "side": "left", {json}}}]}}"#);
        Labels::read(&text).unwrap().labels.remove(0)
    }

    #[test]
    fn every_label_is_right_or_wrong() {
        let label = labelled(r#""done": true, "held_s": [11, 14], "kept": ["keep shoulders down"]"#);
        let right = |outcome: DoseOutcome| {
            let seen = label.against(&[outcome]).unwrap();
            seen.iter().map(|seen| seen.right).collect::<Vec<_>>()
        };
        assert_eq!(right(tilt(StepVerdict::Good, 12.5, RuleVerdict::Met)), [true; 3]);
        assert_eq!(right(tilt(StepVerdict::Done, 14.0, RuleVerdict::Unseen)), [true; 3]);
        assert_eq!(right(tilt(StepVerdict::NotDone, 0.0, RuleVerdict::Broken)), [false; 3]);
        let broken = labelled(r#""broken": ["keep shoulders down"]"#);
        let seen = broken
            .against(&[tilt(StepVerdict::Good, 12.5, RuleVerdict::Unseen)])
            .unwrap();
        assert_eq!((seen[0].said.as_str(), seen[0].right), ("unseen", false));
    }

    #[test]
    fn what_tells_nothing_or_names_no_rule_is_a_mistake() {
        assert!(
            Labels::read(r#"{"labels": [{"trace": "a.parquet"}]}"#)
                .unwrap_err()
                .contains("nothing is told")
        );
        assert!(Labels::read(r#"{"labels": [{"trace": "a.parquet", "hold": 3}]}"#).is_err());
        let label = labelled(r#""kept": ["keep chin level"]"#);
        let why = label
            .against(&[tilt(StepVerdict::Good, 1.0, RuleVerdict::Met)])
            .unwrap_err();
        assert_eq!(why, r#"neck-tilt left has no rule "keep chin level""#);
    }
}
