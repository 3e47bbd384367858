//! What is to be reached, and whether these clips reach it.

use body::Measure;
use serde::Serialize;

use crate::faults::Detection;
use crate::table::Table;

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

/// Source of the targets and of the published figures: issue 4, and measures.md section 4.
const ANGLES: [(Measure, &str, f64, &str); 4] = [
    (
        Measure::NeckLateralFlexion,
        "neck lateral flexion, MAE",
        1.5,
        "3.7 (RGB, private set)",
    ),
    (Measure::NeckRotation, "neck rotation within 45 deg, MAE", 3.0, "3.6"),
    (
        Measure::NeckFlexion,
        "neck flexion 0 to 45 deg, face lost or not, MAE",
        3.0,
        "4.9",
    ),
    (Measure::TrunkLean, "trunk lean, MAE", 2.0, "-"),
];
const HEAD_FAULTS: [&str; 3] = ["chin_drops", "rotated_not_tilted", "trunk_leans"];
const SHOULDER_FAULT: &str = "shoulder_lifts";

pub(crate) fn targets(table: &Table) -> Vec<Target> {
    let mut targets = Vec::new();
    for (measure, what, target, published) in ANGLES {
        let found = table.measures.iter().find(|row| row.measure == measure.name());
        targets.push(Target::new(what, Better::Lower, target, "deg", published).reached(
            found.and_then(|row| row.within.mae),
            found.and_then(|row| row.within.mae_interval),
        ));
    }
    for fault in &table.faults {
        let (target, published) = match fault.name.as_str() {
            SHOULDER_FAULT => (0.90, "kappa 0.73"),
            name if HEAD_FAULTS.contains(&name) => (0.97, "0.92-0.94"),
            _ => (0.95, "0.72-0.75 macro"),
        };
        targets.push(of_fault(fault, target, published));
    }
    let holds = table.holds.first();
    targets.push(
        Target::new(
            "hold length, absolute error, 95 % of holds",
            Better::Lower,
            0.5,
            "s",
            "none published",
        )
        .reached(
            holds.and_then(|holds| holds.length_95_s),
            holds.and_then(|holds| holds.length_95_interval),
        ),
    );
    let correct = table.reps.iter().find(|reps| reps.of == "correct clips");
    targets.push(
        Target::new(
            "repetitions in correct clips, share that is right",
            Better::Higher,
            1.0,
            "",
            "0.95 off by one",
        )
        .reached(correct.and_then(|reps| reps.exact), None),
    );
    let spoken = (table.spoken.clips > 0).then_some(table.spoken.faults as f64);
    targets.push(
        Target::new(
            "faults spoken in correct clips",
            Better::Lower,
            0.0,
            "",
            "none published",
        )
        .reached(spoken, None),
    );
    let done: usize = table.nobody.iter().map(|clip| clip.done.len()).sum();
    let done = (!table.nobody.is_empty()).then_some(done as f64);
    targets
        .push(Target::new("steps done by people who do not stretch", Better::Lower, 0.0, "", "-").reached(done, None));
    targets
}

fn of_fault(fault: &Detection, target: f64, published: &'static str) -> Target {
    let what = format!("{} ({}), F1", fault.name.replace('_', " "), fault.step);
    Target::new(&what, Better::Higher, target, "", published).reached(fault.f1, fault.f1_interval)
}

impl Target {
    fn new(what: &str, better: Better, target: f64, unit: &'static str, published: &'static str) -> Self {
        Self {
            what: what.to_owned(),
            better,
            target,
            reached: None,
            interval: None,
            met: None,
            unit,
            published,
        }
    }

    fn reached(self, reached: Option<f64>, interval: Option<[f64; 2]>) -> Self {
        Self {
            met: reached.map(|reached| match self.better {
                Better::Lower => reached <= self.target,
                Better::Higher => reached >= self.target,
            }),
            reached,
            interval,
            ..self
        }
    }
}
