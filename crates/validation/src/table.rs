//! The table: everything that is known about how right the program is, as plain values with a JSON form.

use std::collections::BTreeMap;

use guide::Guide;
use serde::Serialize;

use crate::agreement::{Agreement, Clusters, Figures, agreements, squeeze_and_travel};
use crate::case::Case;
use crate::faults::{injected, rules, unjudged};
use crate::groups::{VerdictGrouping, verdicts};
use crate::holds::{HoldError, Holds, Reps, hold_errors, holds, reps};
use crate::labels::LabelSeen;
use crate::sentences::{SentenceSeen, Spoken, sentences, spoken};
use crate::tally::Detection;
use crate::targets::{HOLD_LENGTH_S, Reached, Target, targets};

/// Version of the JSON's shape.
pub const SCHEMA: u32 = 1;

/// How right the program is on these clips.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Version of this shape.
    pub schema: u32,
    /// Version of the program.
    pub unhunch: String,
    /// The guide that was followed.
    pub guide: String,
    /// Model of the body's landmarks.
    pub model: String,
    /// What was looked at.
    pub clips: Clips,
    /// What was to be reached, and whether it was.
    pub targets: Vec<Target>,
    /// Frame by frame.
    pub measures: Vec<Agreement>,
    /// The squeeze index with the true way of the shoulders: correlation and gain only.
    pub squeeze_and_travel: Option<Figures>,
    /// Rules against the same coach on the true measures.
    pub rules: Vec<Detection>,
    /// Faults done on purpose.
    pub faults: Vec<Detection>,
    /// Faults done on purpose that no rule is expected to find, and how often each was done.
    pub faults_without_rule: BTreeMap<String, usize>,
    /// Faults, holds and words by group.
    pub groups: Vec<VerdictGrouping>,
    /// Stretches of hold; all steps first.
    pub holds: Vec<Holds>,
    /// The stretches, one by one.
    pub hold_errors: Vec<HoldError>,
    /// Repetitions.
    pub reps: Vec<Reps>,
    /// What was spoken in correct clips.
    pub spoken: Spoken,
    /// How much was seen.
    pub sentences: Vec<SentenceSeen>,
    /// Clips of people who do not follow the guide.
    pub nobody: Vec<Nobody>,
    /// What is known by eye of recorded traces, and what was said of them.
    pub labels: Vec<LabelSeen>,
}

/// The clips that the table is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clips {
    /// With truth.
    pub n: usize,
    /// Persons in them.
    pub persons: usize,
    /// Performances: a person's movement, from one camera or several.
    pub motions: usize,
    /// Camera views.
    pub views: usize,
    /// Minutes.
    pub minutes: f64,
    /// Frames.
    pub frames: usize,
    /// Frames without a row of the truth, left out.
    pub frames_without_truth: usize,
    /// Clips in which the neutral was never found: nothing in them was seen.
    pub no_neutral: Vec<String>,
}

/// A clip of a person who does not follow the guide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nobody {
    /// Its name.
    pub clip: String,
    /// Steps that came out done: there should be none.
    pub done: Vec<String>,
    /// Repetitions that were counted, with each step judged alone: there should be none.
    pub repetitions: u32,
    /// Faults that were spoken.
    pub spoken: usize,
    /// What its offsets were taken from.
    pub neutral: NeutralFrom,
}

/// What the offsets of a clip of nobody were taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NeutralFrom {
    /// A rest at its beginning, as in any session.
    Rest,
    /// Its first posture, as if the person had kept it for the time of a neutral: without that nothing would be judged,
    /// and that no step is done would say nothing.
    FirstPosture,
    /// Neither: nothing was judged.
    Nothing,
}

/// What was asked, and what there was.
pub struct Material<'a> {
    /// Version of the program.
    pub version: &'a str,
    /// The guide.
    pub guide: &'a Guide,
    /// Name of the model of the body's landmarks.
    pub model: &'a str,
    /// Clips with truth.
    pub cases: &'a [Case],
    /// Clips of people who do not follow the guide.
    pub nobody: Vec<Nobody>,
    /// What is known by eye of recorded traces, and what was said of them.
    pub labels: Vec<LabelSeen>,
}

impl Table {
    /// Makes the table.
    pub fn of(material: Material<'_>) -> Self {
        let Material {
            version,
            guide,
            model,
            cases,
            nobody,
            labels,
        } = material;
        let clusters = Clusters::of(cases);
        let errors: Vec<(usize, HoldError)> = cases
            .iter()
            .enumerate()
            .flat_map(|(index, case)| hold_errors(case).into_iter().map(move |error| (index, error)))
            .collect();
        let (faults, spoken) = (injected(cases, guide, &clusters), spoken(cases, guide));
        let mut table = Self {
            schema: SCHEMA,
            unhunch: version.to_owned(),
            guide: guide.name.clone(),
            model: model.to_owned(),
            clips: clips(cases, &clusters),
            targets: Vec::new(),
            measures: agreements(cases, &clusters),
            squeeze_and_travel: squeeze_and_travel(cases, &clusters),
            rules: rules(cases, guide, &clusters),
            faults_without_rule: unjudged(cases),
            groups: verdicts(cases, &faults, &errors, &spoken),
            faults,
            holds: holds(&errors, &clusters),
            hold_errors: errors.into_iter().map(|(_, error)| error).collect(),
            reps: reps(cases),
            spoken,
            sentences: sentences(cases, guide),
            nobody,
            labels,
        };
        table.targets = targets(&Reached {
            measures: &table.measures,
            faults: &table.faults,
            holds: &table.holds,
            reps: &table.reps,
            spoken: &table.spoken,
            nobody: table.nobody.len(),
            done_by_nobody: table.nobody.iter().map(|clip| clip.done.len()).sum(),
            repeated_by_nobody: table.nobody.iter().map(|clip| clip.repetitions).sum(),
            labels: table.labels.len(),
            labels_right: table.labels.iter().filter(|label| label.right).count(),
        });
        table
    }

    /// Stretches of hold whose length is off by more than the target, the worst first.
    pub fn worst_holds(&self) -> Vec<&HoldError> {
        let mut worst: Vec<&HoldError> = self
            .hold_errors
            .iter()
            .filter(|error| error.length_s.abs() > HOLD_LENGTH_S)
            .collect();
        worst.sort_by(|one, other| other.length_s.abs().total_cmp(&one.length_s.abs()));
        worst
    }

    /// Whether every target that these clips can tell about is met.
    pub fn all_met(&self) -> bool {
        self.targets.iter().all(|target| target.met != Some(false))
    }
}

fn clips(cases: &[Case], clusters: &Clusters) -> Clips {
    let distinct = |name: fn(&Case) -> &str| {
        let mut names: Vec<&str> = cases.iter().map(name).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    };
    Clips {
        n: cases.len(),
        persons: distinct(|case| &case.clip.about.person),
        motions: clusters.count(),
        views: distinct(|case| &case.clip.view),
        minutes: cases.iter().map(Case::seconds).sum::<f64>() / 60.0,
        frames: cases.iter().map(|case| case.frames.len()).sum(),
        frames_without_truth: cases.iter().map(|case| case.frames_without_truth).sum(),
        no_neutral: cases
            .iter()
            .filter(|case| case.no_neutral)
            .map(|case| case.clip.name.clone())
            .collect(),
    }
}
