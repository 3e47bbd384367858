//! Decides what is said: one cue at a time, the same one rarely, and only what is surely seen.

use body::SessionTime;
use guide::{RuleId, Timing};
use measure::Measures;

use crate::dose::{Dose, Life};
use crate::dwell::{Standing, lasted};

/// A spoken cue takes about this long, seconds: the next one waits, so that there is one at a time.
const SPEAKING_S: f64 = 2.0;

/// What is said past the upper bound of a hold.
const RELEASE: &str = "Release now.";

/// What a cue is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Something should be done otherwise: said again while it is not.
    Correction,
    /// The hold is over: said once in each hold.
    Release,
}

/// A cue that is due.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Due {
    pub cue: String,
    pub purpose: Purpose,
    /// Of what it stands on.
    pub confidence: f32,
    /// The rule that it is about.
    pub rule: Option<RuleId>,
}

/// What was said.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cues {
    said: Vec<(String, SessionTime)>,
}

impl Cues {
    /// The first of `due` that may be said now.
    pub fn choose(&mut self, at: SessionTime, due: Vec<Due>, timing: &Timing) -> Option<Due> {
        if self.said.iter().any(|(_, said_at)| !lasted(*said_at, at, SPEAKING_S)) {
            return None;
        }
        let chosen = due.into_iter().find(|due| {
            let sure = f64::from(due.confidence) + 1e-6 >= timing.cue_confidence;
            let mut before = self.said.iter().filter(|(said, _)| *said == due.cue);
            let again = before.all(|(_, said_at)| lasted(*said_at, at, timing.cue_again_s));
            sure && again && !due.cue.is_empty()
        })?;
        self.said.retain(|(said, _)| *said != chosen.cue);
        self.said.push((chosen.cue.clone(), at));
        Some(chosen)
    }
}

impl Dose {
    /// The cues that are due, the most important first.
    pub fn cues(&self) -> Vec<Due> {
        let Some(attempt) = self.attempt() else {
            return Vec::new();
        };
        let mut cues = Vec::new();
        for (rule, seen) in self.rules.keeps.iter().zip(&attempt.keeps) {
            if seen.guard.is_broken() && rule.standing() == Some(Standing::Missed) {
                cues.push(Due {
                    cue: self.rules.fill(&rule.phrase().cue),
                    purpose: Purpose::Correction,
                    confidence: rule.confidence(),
                    rule: Some(rule.id),
                });
            }
        }
        if let Some(slowly) = &self.rules.slowly
            && attempt.too_quick
        {
            cues.push(Due {
                cue: self.rules.fill(&slowly.limit.cue),
                purpose: Purpose::Correction,
                confidence: self.rules.reach_confidence(),
                rule: Some(slowly.id),
            });
        }
        if let Some(most_s) = self.rules.hold.and_then(|hold| hold.at_most_s)
            && !attempt.told_release
            && attempt.clock.runs()
            && attempt.clock.total_s() > most_s
        {
            cues.push(Due {
                cue: RELEASE.to_owned(),
                purpose: Purpose::Release,
                confidence: self.rules.reach_confidence(),
                rule: None,
            });
        }
        cues
    }

    /// The cue for what one does instead, while one does it.
    pub fn instead_cue(&self, measures: &Measures) -> Option<Due> {
        let measures = self.turned.blind().unwrap_or(measures);
        let attempt = self.attempt()?;
        if attempt.reach.is_in() {
            return None;
        }
        let mut active = attempt
            .insteads(&self.rules)
            .filter(|(.., instead)| instead.is_active());
        active.find_map(|(rule, (test, cue), _)| {
            let seen = measures.get(test.measure).ok()?;
            Some(Due {
                cue: self.rules.fill(cue),
                purpose: Purpose::Correction,
                confidence: seen.confidence,
                rule: Some(rule.id),
            })
        })
    }

    /// The cue for what one does now instead of this reach, however surely it is seen.
    pub fn instead_of_reach(&self, reach: usize) -> Option<String> {
        let attempt = self.attempt()?;
        if attempt.reach.is_in() {
            return None;
        }
        let insteads = &attempt.reaches[reach].insteads;
        let mut cues = self.rules.reaches[reach].phrase().instead.iter().zip(insteads);
        let ((_, cue), _) = cues.find(|(_, instead)| instead.is_active())?;
        Some(self.rules.fill(cue))
    }

    /// A cue was said.
    pub fn told(&mut self, purpose: Purpose) {
        if purpose == Purpose::Release
            && let Life::Trying(attempt) | Life::Open(attempt) = &mut self.life
        {
            attempt.told_release = true;
        }
    }
}
