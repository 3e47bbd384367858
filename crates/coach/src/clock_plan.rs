//! What a dose takes on the clock: its stages, one after the other, and how long each lasts.

use std::time::Duration;

use body::Side;
use guide::{Between, Demand, Guide, Hold, Sentence, Step, Timing};

use crate::state::Phase;

/// Time to sit down and get ready for a dose, seconds.
const READY_S: f64 = 3.0;
/// The same before a camera, where the session was the person's own to lead until then: to hear that the clock does now.
const READY_LED_S: f64 = 7.0;
/// Words a second of somebody who reads aloud calmly: about 150 a minute.
const CALM_WORDS_A_SECOND: f64 = 2.5;
/// Even a short sentence needs time to move, seconds.
const SHORTEST_READING_S: f64 = 4.0;
/// Nobody wants to wait longer for a hold to begin, seconds; one may go on reading while holding.
const LONGEST_READING_S: f64 = 10.0;
/// Time to come back to rest, seconds.
const RETURN_S: f64 = 3.0;

/// One stage of a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Get ready.
    Ready,
    /// Read, and move into the position.
    Reading,
    /// The way out of one repetition.
    Out,
    /// Stay.
    Hold,
    /// The way back of one repetition.
    Back,
    /// Nothing to do, between two repetitions or sets.
    Rest(Between),
    /// Come back to rest.
    Return,
}

impl Stage {
    pub fn phase(self) -> Phase {
        match self {
            Stage::Ready => Phase::Ready,
            Stage::Reading | Stage::Out => Phase::Reaching,
            Stage::Hold => Phase::Holding,
            Stage::Back | Stage::Return => Phase::Returning,
            Stage::Rest(_) => Phase::Resting,
        }
    }
}

/// A step and a side with its stages.
#[derive(Debug, Clone)]
pub(crate) struct DosePlan {
    /// Index of the step.
    pub step: usize,
    pub side: Option<Side>,
    /// Whether the step has a position to reach.
    pub reaches: bool,
    /// Whether the step has a return of its own.
    pub returns: bool,
    pub hold: Option<Hold>,
    /// Repetitions that make it, or each of its sets, done.
    pub repeat: Option<u32>,
    /// 1 where it has none.
    pub sets: u32,
    pub stages: Vec<(Stage, Duration)>,
    /// Shorter stretches of hold are not listed, as in a watched hold.
    pub shortest_stretch_s: f64,
}

impl DosePlan {
    pub fn new(guide: &Guide, index: usize, side: Option<Side>, timing: &Timing) -> Self {
        let step = &guide.steps[index];
        let mut dose = Self {
            step: index,
            side,
            reaches: false,
            returns: false,
            hold: None,
            repeat: None,
            sets: step.sets(),
            stages: Vec::new(),
            shortest_stretch_s: timing.shortest_stretch_s,
        };
        for (_, rule) in step.rules() {
            match &rule.demand {
                Demand::Reach(_) => dose.reaches = true,
                Demand::Return(_) => dose.returns = true,
                Demand::Hold(hold) => dose.hold = Some(*hold),
                Demand::Repeat { at_least, .. } => dose.repeat = Some(*at_least),
                _ => {}
            }
        }
        dose.stages = dose.planned(step, timing);
        dose
    }

    /// The same for a dose of a session before a camera.
    pub fn before_a_camera(mut self) -> Self {
        if let Some((Stage::Ready, lasts)) = self.stages.first_mut() {
            *lasts = duration(READY_LED_S);
        }
        self
    }

    /// Whether the step has sets.
    pub fn has_sets(&self) -> bool {
        self.sets > 1
    }

    /// How long it takes.
    pub fn lasts(&self) -> Duration {
        self.stages.iter().map(|(_, lasts)| *lasts).sum()
    }

    fn planned(&self, step: &Step, timing: &Timing) -> Vec<(Stage, Duration)> {
        let hold = self.hold.map(|hold| (Stage::Hold, duration(hold.at_least_s)));
        let goes_on = hold.is_some() || self.repeat.is_some();
        let mut stages = vec![
            (Stage::Ready, duration(READY_S)),
            (Stage::Reading, duration(self.reading_s(step, goes_on))),
        ];
        if let Some(times) = self.repeat {
            let half = duration(timing.half_rep_s);
            let rests = step.rests();
            let rest = |between, seconds: Option<f64>| Some((Stage::Rest(between), duration(seconds?)));
            for set in 0..self.sets {
                for time in 0..times {
                    stages.push((Stage::Out, half));
                    stages.extend(hold);
                    stages.push((Stage::Back, half));
                    let is_last = time + 1 == times;
                    stages.extend(rest(Between::Repetitions, rests.between_repetitions_s).filter(|_| !is_last));
                    let goes_on = is_last && set + 1 < self.sets;
                    stages.extend(rest(Between::Sets, rests.between_sets_s).filter(|_| goes_on));
                }
            }
            return stages;
        }
        stages.extend(hold);
        if hold.is_some() || self.returns {
            stages.push((Stage::Return, duration(RETURN_S)));
        }
        stages
    }

    /// Time to read what leads to the position. What comes later, and background, can be read meanwhile.
    fn reading_s(&self, step: &Step, goes_on: bool) -> f64 {
        let leads_there = |sentence: &&Sentence| {
            let mut demands = sentence.rules.iter().map(|rule| &rule.demand);
            let later = |demand| {
                use Demand::{Hold, Note, Repeat, Rest, Return, Sets};
                matches!(
                    demand,
                    &(Hold(_) | Return(_) | Repeat { .. } | Sets(_) | Rest(_) | Note)
                )
            };
            !goes_on || !demands.all(later)
        };
        let needed = step.sentences.iter().filter(leads_there);
        let words: usize = needed
            .map(|sentence| sentence.text_for(self.side).split_whitespace().count())
            .sum();
        (words as f64 / CALM_WORDS_A_SECOND).clamp(SHORTEST_READING_S, LONGEST_READING_S)
    }
}

/// Whole microseconds, as session times are. A negative number of seconds is none.
fn duration(secs: f64) -> Duration {
    Duration::from_micros((secs * 1e6).round().max(0.0) as u64)
}
