//! How far the measures agree with the truth, frame by frame.
//!
//! Frames at rest are left out of the headline figures: nothing moves in them, and they would flatter.

use std::collections::{BTreeMap, BTreeSet};

use body::Measure;
use measure::HeadSource;
use serde::Serialize;

use crate::case::{Case, Frame};
use crate::statistics::{Bootstrap, Interval, Sums};
use crate::truth::Label;

/// Measures that are compared, in the order of the table.
pub const COMPARED: &[Measure] = &[
    Measure::NeckLateralFlexion,
    Measure::NeckRotation,
    Measure::NeckFlexion,
    Measure::HeadAzimuth,
    Measure::HeadDepression,
    Measure::NeckTilt,
    Measure::ShoulderElevationLeft,
    Measure::ShoulderElevationRight,
    Measure::ShoulderRetraction,
    Measure::ElbowFlexionLeft,
    Measure::ElbowFlexionRight,
    Measure::WristGap,
    Measure::TrunkLean,
    Measure::TrunkRotation,
    Measure::ArmAbductionLeft,
    Measure::ArmAbductionRight,
    Measure::ArmFlexionLeft,
    Measure::ArmFlexionRight,
    Measure::ElbowBendLeft,
    Measure::ElbowBendRight,
    Measure::WristHeightLeft,
    Measure::WristHeightRight,
    Measure::ElbowAcrossLeft,
    Measure::ElbowAcrossRight,
    Measure::HandToHeadLeft,
    Measure::HandToHeadRight,
    Measure::HandToOtherShoulderLeft,
    Measure::HandToOtherShoulderRight,
    Measure::HandToOtherElbowLeft,
    Measure::HandToOtherElbowRight,
    Measure::TrunkSideBend,
    Measure::TrunkFlexion,
    Measure::HipFlexionLeft,
    Measure::HipFlexionRight,
    Measure::KneeFlexionLeft,
    Measure::KneeFlexionRight,
    Measure::AnkleFlexionLeft,
    Measure::AnkleFlexionRight,
    Measure::HeelRiseLeft,
    Measure::HeelRiseRight,
    Measure::StanceWidth,
    Measure::FootLift,
    Measure::WeightShift,
    Measure::ThighUpright,
    Measure::Facing,
    Measure::ChinBack,
];

/// Agreement of one measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// Name of the measure, a column of `unhunch measure`.
    pub measure: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// True values that the headline figures are about: `[least, most]`; `None` for all.
    pub range: Option<[f64; 2]>,
    /// Frames of movement within the range.
    pub within: Figures,
    /// Frames of movement in which the truth is beyond the range.
    pub beyond: Option<Figures>,
    /// Frames in which the position is held.
    pub holds: Figures,
    /// By group.
    pub groups: Vec<Grouping>,
}

/// Figures of some frames. Errors, biases and limits are in the measure's unit.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Figures {
    /// Frames in which truth and estimate are known.
    pub n: u64,
    /// Clips they come from.
    pub clips: usize,
    /// Of the frames with a truth, the share in which the measure was seen, 0..=1.
    pub coverage: Option<f64>,
    /// Mean absolute error.
    pub mae: Option<f64>,
    /// 95 % interval of `mae`.
    pub mae_interval: Option<Interval>,
    /// Root of the mean squared error.
    pub rmse: Option<f64>,
    /// Mean of estimate minus truth.
    pub bias: Option<f64>,
    /// 95 % interval of `bias`.
    pub bias_interval: Option<Interval>,
    /// Bland and Altman's 95 % limits of agreement.
    pub limits: Option<[f64; 2]>,
    /// Pearson's correlation, -1..=1.
    pub correlation: Option<f64>,
    /// Slope of the estimate on the truth: 0.8 reads a movement of 10 degrees as 8.
    pub gain: Option<f64>,
}

/// One way to group frames.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grouping {
    /// `view`, `person`, `movement`, `label`, `head from`.
    pub by: &'static str,
    /// In the order of their names.
    pub groups: Vec<Group>,
    /// Name of the group with the largest mean absolute error; `None` with one group only.
    pub worst: Option<String>,
}

/// Frames that have something in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// What.
    pub name: String,
    /// Their figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// The range of true values that a camera in front is asked to measure; docs/accuracy.md, "Measures"
/// (rotation, flexion), docs/measures.md, "Signal rules" (azimuth, depression).
fn range(measure: Measure) -> Option<[f64; 2]> {
    match measure {
        Measure::NeckRotation => Some([-45.0, 45.0]),
        Measure::NeckFlexion => Some([0.0, 45.0]),
        Measure::HeadAzimuth => Some([-60.0, 60.0]),
        Measure::HeadDepression => Some([-45.0, 45.0]),
        _ => None,
    }
}

/// At rest nothing moves, and away there is nobody.
fn moving(frame: &Frame) -> bool {
    matches!(frame.label, Label::Moving | Label::Hold)
}

/// Whether the true value is one that the headline figures are about.
fn is_inside(measure: Measure, frame: &Frame) -> bool {
    let truth = frame.truth(measure);
    range(measure).is_none_or(|[least, most]| truth.is_some_and(|value| (least..=most).contains(&value)))
}

/// Offsets are compared once there is a neutral; without one the clip stays in, as unseen.
fn compared(case: &Case) -> impl Iterator<Item = &Frame> {
    case.frames
        .iter()
        .filter(|frame| frame.after_neutral || case.no_neutral)
}

/// A frame that the headline figures of a measure are made of: with its true value and its estimate.
pub(crate) fn headline(case: &Case, measure: Measure) -> impl Iterator<Item = (&Frame, f64, f64)> {
    compared(case)
        .filter(move |frame| moving(frame) && is_inside(measure, frame))
        .filter_map(move |frame| Some((frame, frame.truth(measure)?, frame.seen(measure)?)))
}

/// Sums of one clip's frames, and how many had a truth.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    sums: Sums,
    frames: u64,
}

/// Agreement of every measure over all cases.
pub(crate) fn agreements(cases: &[Case], clusters: &Clusters) -> Vec<Agreement> {
    let told = COMPARED
        .iter()
        .filter(|&measure| cases.iter().any(|case| case.told.contains(measure)));
    told.map(|&measure| agreement(cases, clusters, measure)).collect()
}

fn agreement(cases: &[Case], clusters: &Clusters, measure: Measure) -> Agreement {
    let range = range(measure);
    let truth = |frame: &Frame| frame.truth(measure);
    let estimate = |frame: &Frame| frame.seen(measure);
    let inside = |frame: &Frame| is_inside(measure, frame);
    let figures = |wanted: &dyn Fn(&Case, &Frame) -> bool| figures(cases, clusters, wanted, &truth, &estimate);
    let mut groups = Vec::new();
    for (by, name_of) in ways(measure) {
        let among = |frame: &Frame| (by == "label" || moving(frame)) && inside(frame);
        let mut names = BTreeSet::new();
        for case in cases {
            for frame in case.frames.iter().filter(|frame| among(frame)) {
                names.extend(name_of(case, frame));
            }
        }
        let named: Vec<Group> = names
            .into_iter()
            .map(|name| Group {
                figures: figures(&|case, frame| among(frame) && name_of(case, frame).as_ref() == Some(&name)),
                name,
            })
            .filter(|group| group.figures.n > 0)
            .collect();
        let worst = named
            .iter()
            .filter(|_| named.len() > 1)
            .max_by(|one, other| {
                one.figures
                    .mae
                    .unwrap_or(0.0)
                    .total_cmp(&other.figures.mae.unwrap_or(0.0))
            })
            .map(|group| group.name.clone());
        groups.push(Grouping {
            by,
            groups: named,
            worst,
        });
    }
    Agreement {
        measure: measure.name(),
        unit: measure.unit().name(),
        range,
        within: figures(&|_, frame| moving(frame) && inside(frame)),
        beyond: range.map(|_| figures(&|_, frame| moving(frame) && !inside(frame))),
        holds: figures(&|_, frame| frame.label == Label::Hold && inside(frame)),
        groups,
    }
}

/// Correlation and gain of the squeeze with the true way back of the shoulders, which has another unit than the index.
pub(crate) fn squeeze_and_travel(cases: &[Case], clusters: &Clusters) -> Option<Figures> {
    let wanted =
        |_: &Case, frame: &Frame| frame.label != Label::Away && frame.step.as_deref() == Some("shoulder-squeeze");
    let estimate = |frame: &Frame| frame.seen(Measure::ShoulderRetraction);
    let figures = figures(cases, clusters, &wanted, &|frame| frame.shoulders_back, &estimate);
    (figures.n > 0).then_some(Figures {
        mae: None,
        mae_interval: None,
        rmse: None,
        bias: None,
        bias_interval: None,
        limits: None,
        ..figures
    })
}

type NameOf = fn(&Case, &Frame) -> Option<String>;

fn ways(measure: Measure) -> Vec<(&'static str, NameOf)> {
    let mut ways: Vec<(&'static str, NameOf)> = vec![
        ("view", |case, _| Some(case.clip.view.clone())),
        ("person", |case, _| Some(case.clip.about.person.clone())),
        ("movement", |_, frame| frame.step.clone()),
        ("label", |_, frame| {
            (frame.label != Label::Away).then(|| frame.label.name().to_owned())
        }),
    ];
    if measure.is_of_the_head() {
        ways.push(("head from", |_, frame| {
            let name = match frame.head_source()? {
                HeadSource::Face => "face",
                HeadSource::Body => "body, face lost",
            };
            Some(name.to_owned())
        }));
    }
    ways
}

fn figures(
    cases: &[Case],
    clusters: &Clusters,
    wanted: &dyn Fn(&Case, &Frame) -> bool,
    truth: &dyn Fn(&Frame) -> Option<f64>,
    estimate: &dyn Fn(&Frame) -> Option<f64>,
) -> Figures {
    let mut parts = vec![Part::default(); clusters.count()];
    let mut clips = 0;
    for (case, &cluster) in cases.iter().zip(&clusters.of_case) {
        let part = &mut parts[cluster];
        let before = part.sums.n();
        for frame in compared(case) {
            let Some(truth) = truth(frame).filter(|_| wanted(case, frame)) else {
                continue;
            };
            part.frames += 1;
            if let Some(estimate) = estimate(frame) {
                part.sums.add(truth, estimate);
            }
        }
        clips += usize::from(part.sums.n() > before);
    }
    let sum = |times: &dyn Fn(usize) -> f64| {
        let mut sum = Sums::default();
        for (cluster, part) in parts.iter().enumerate() {
            sum.merge(&part.sums, times(cluster));
        }
        sum
    };
    let all = sum(&|_| 1.0);
    let interval = |statistic: fn(&Sums) -> Option<f64>| {
        clusters
            .bootstrap
            .interval(|drawn| statistic(&sum(&|cluster| f64::from(drawn[cluster]))))
    };
    let frames: u64 = parts.iter().map(|part| part.frames).sum();
    Figures {
        n: all.n(),
        clips,
        coverage: (frames > 0).then(|| all.n() as f64 / frames as f64),
        mae: all.mae(),
        mae_interval: interval(Sums::mae),
        rmse: all.rmse(),
        bias: all.bias(),
        bias_interval: interval(Sums::bias),
        limits: all.limits(),
        correlation: all.correlation(),
        gain: all.gain(),
    }
}

/// Which motion of which person each case shows.
#[derive(Debug)]
pub(crate) struct Clusters {
    /// Number of the cluster, for each case.
    pub of_case: Vec<usize>,
    pub bootstrap: Bootstrap,
    count: usize,
}

impl Clusters {
    pub fn of(cases: &[Case]) -> Self {
        let mut numbers: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut names = Vec::new();
        let mut of_case = Vec::with_capacity(cases.len());
        for case in cases {
            let name = (case.clip.about.person.clone(), case.clip.motion());
            let number = *numbers.entry(name.clone()).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            });
            of_case.push(number);
        }
        Self {
            of_case,
            bootstrap: Bootstrap::new(&names),
            count: names.len(),
        }
    }

    pub fn count(&self) -> usize {
        self.count
    }
}
