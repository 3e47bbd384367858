//! What is to be reached, and whether these clips reach it.

use body::Measure;
use serde::Serialize;

use crate::agreement::Agreement;
use crate::holds::{Holds, Reps};
use crate::sentences::Spoken;
use crate::tally::Detection;

/// One target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// What.
    pub what: String,
    /// How it is compared.
    pub better: Better,
    /// What is to be reached.
    pub target: f64,
    /// What was reached; `None` when these clips can't tell.
    pub reached: Option<f64>,
    /// 95 % interval of `reached`.
    pub interval: Option<[f64; 2]>,
    /// Whether it was; `None` when these clips can't tell.
    pub met: Option<bool>,
    /// Whether all of the interval is on the target's good side; `None` without an interval.
    pub surely: Option<bool>,
    /// How much it stands on: frames, doses, holds or clips.
    pub n: u64,
    /// What was counted.
    pub of: &'static str,
    /// Unit of both.
    pub unit: &'static str,
    /// The best published figure, in words.
    pub published: &'static str,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// At most the target.
    Lower,
    /// At least the target.
    Higher,
}

/// Our own targets beside the best published figures: docs/accuracy.md, "Measures".
pub(crate) const ANGLES: [(Measure, &str, f64, &str); 4] = [
    (
        Measure::NeckLateralFlexion,
        "neck lateral flexion, MAE",
        1.5,
        "3.7 (RGB, private set)",
    ),
    (Measure::NeckRotation, "neck rotation within 45 deg, MAE", 3.0, "3.6"),
    (Measure::NeckFlexion, "neck flexion 0 to 45 deg, MAE", 3.0, "4.9"),
    (Measure::TrunkLean, "trunk lean, MAE", 2.0, "none"),
];
/// Error of a hold's length, seconds.
pub(crate) const HOLD_LENGTH_S: f64 = 0.5;
/// Share of the labels by eye that is right: 27 of 29.
const LABELS_RIGHT: f64 = 0.93;
const HEAD_FAULTS: [&str; 3] = ["chin_drops", "rotated_not_tilted", "trunk_leans"];
const SHOULDER_FAULT: &str = "shoulder_lifts";

/// What the targets are held against.
pub(crate) struct Reached<'a> {
    pub measures: &'a [Agreement],
    pub faults: &'a [Detection],
    /// All steps first.
    pub holds: &'a [Holds],
    pub reps: &'a [Reps],
    pub spoken: &'a Spoken,
    /// Clips of people who do not follow the guide.
    pub nobody: usize,
    /// Steps that came out done in them.
    pub done_by_nobody: usize,
    /// Repetitions that were counted in them.
    pub repeated_by_nobody: u32,
    /// Labels by eye.
    pub labels: usize,
    /// Those that the program says too.
    pub labels_right: usize,
}

pub(crate) fn targets(reached: &Reached<'_>) -> Vec<Target> {
    let mut targets = Vec::new();
    for (measure, what, most, published) in ANGLES {
        let found = reached.measures.iter().find(|row| row.measure == measure.name());
        let within = found.map(|row| &row.within);
        targets.push(
            Target::at_most(most, "deg", what, published)
                .from(within.map_or(0, |figures| figures.n), "frames")
                .reached(
                    within.and_then(|figures| figures.mae),
                    within.and_then(|figures| figures.mae_interval),
                ),
        );
    }
    targets.extend(reached.faults.iter().map(of_fault));
    let holds = reached.holds.first();
    targets.push(
        Target::at_most(HOLD_LENGTH_S, "s", "hold length, error within 95 %", "none")
            .from(
                holds.map_or(0, |holds| (holds.true_holds + holds.surplus) as u64),
                "holds",
            )
            .reached(
                holds.and_then(|holds| holds.length_95_s),
                holds.and_then(|holds| holds.length_95_interval),
            ),
    );
    let correct = reached.reps.iter().find(|reps| reps.of == "correct clips");
    targets.push(
        Target::at_least(1.0, "repetitions right in correct clips", "0.95 off by one")
            .from(correct.map_or(0, |reps| reps.n as u64), "doses")
            .reached(correct.and_then(|reps| reps.exact), None),
    );
    let spoken = reached.spoken;
    targets.push(
        Target::at_most(0.0, "", "faults spoken in correct clips", "none")
            .from(spoken.clips as u64, "clips")
            .reached((spoken.clips > 0).then_some(spoken.faults as f64), None),
    );
    targets.push(
        Target::at_most(0.0, "", "steps done where nobody stretches", "none")
            .from(reached.nobody as u64, "clips")
            .reached((reached.nobody > 0).then_some(reached.done_by_nobody as f64), None),
    );
    targets.push(
        Target::at_most(0.0, "", "repetitions where nobody stretches", "none")
            .from(reached.nobody as u64, "clips")
            .reached(
                (reached.nobody > 0).then_some(f64::from(reached.repeated_by_nobody)),
                None,
            ),
    );
    let share = reached.labels_right as f64 / reached.labels.max(1) as f64;
    targets.push(
        Target::at_least(LABELS_RIGHT, "labels by eye, share right", "none")
            .from(reached.labels as u64, "labels")
            .reached((reached.labels > 0).then_some(share), None),
    );
    targets
}

fn of_fault(fault: &Detection) -> Target {
    let (least, published) = match fault.name.as_str() {
        SHOULDER_FAULT => (0.90, "kappa 0.73"),
        name if HEAD_FAULTS.contains(&name) => (0.97, "0.92-0.94"),
        _ => (0.95, "0.72-0.75 macro"),
    };
    let what = format!("{} ({}), F1", fault.name.replace('_', " "), fault.step);
    Target::at_least(least, &what, published)
        .from(u64::from(fault.counts.found + fault.counts.missed), "doses")
        .reached(fault.f1, fault.f1_interval)
}

impl Target {
    fn at_most(target: f64, unit: &'static str, what: &str, published: &'static str) -> Self {
        Self {
            what: what.to_owned(),
            better: Better::Lower,
            target,
            reached: None,
            interval: None,
            met: None,
            surely: None,
            n: 0,
            of: "",
            unit,
            published,
        }
    }

    fn at_least(target: f64, what: &str, published: &'static str) -> Self {
        Self {
            better: Better::Higher,
            ..Self::at_most(target, "", what, published)
        }
    }

    fn from(self, n: u64, of: &'static str) -> Self {
        Self { n, of, ..self }
    }

    fn reached(self, reached: Option<f64>, interval: Option<[f64; 2]>) -> Self {
        let good = |value: f64| match self.better {
            Better::Lower => value <= self.target,
            Better::Higher => value >= self.target,
        };
        Self {
            met: reached.map(good),
            surely: interval.map(|ends| ends.into_iter().all(good)),
            reached,
            interval,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_met_surely_when_its_whole_interval_is_on_the_good_side() {
        let most = |reached, interval| {
            let target = Target::at_most(1.5, "deg", "tilt", "none").reached(Some(reached), interval);
            (target.met, target.surely)
        };
        assert_eq!(most(1.5, Some([1.2, 1.5])), (Some(true), Some(true)));
        assert_eq!(most(1.4, Some([1.2, 1.6])), (Some(true), Some(false)));
        assert_eq!(most(1.6, None), (Some(false), None));
        let least = Target::at_least(0.9, "lift", "none").reached(Some(0.8), Some([0.7, 1.0]));
        assert_eq!((least.met, least.surely), (Some(false), Some(false)));
        assert_eq!(Target::at_least(0.9, "lift", "none").reached(None, None).met, None);
    }
}
