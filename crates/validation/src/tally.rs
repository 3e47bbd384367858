//! Doses in which one thing was there or not, and was said or not, counted.

use serde::Serialize;

use crate::agreement::Clusters;
use crate::case::Case;
use crate::statistics::{Counts, Interval, exact_interval, quantile};

/// How well one thing is found, over doses (a step and side of a clip).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detection {
    /// Step that it belongs to.
    pub step: String,
    /// The rule, `{side}` unfilled; or the fault's name.
    pub name: String,
    /// Doses.
    #[serde(flatten)]
    pub counts: Counts,
    /// Of those found to be so, the share that is.
    pub precision: Option<f64>,
    /// Of those that are so, the share that is found.
    pub recall: Option<f64>,
    /// Exact 95 % interval of the recall over motions: one that is missed from one of its cameras counts as missed.
    pub recall_interval: Option<Interval>,
    /// Harmonic mean of both.
    pub f1: Option<f64>,
    /// 95 % interval of `f1` by the bootstrap; `None` where all resamples agree, which says that there are few doses
    /// and nothing of how sure it is.
    pub f1_interval: Option<Interval>,
    /// Doses in which it could not be seen: counted as missed where it was there, else left out.
    pub unseen: u32,
    /// Found ones for which the onset is known from both sides.
    pub onsets: usize,
    /// Median of the dated onset minus the true one, seconds.
    pub onset_error_s: Option<f64>,
    /// Median of the moment when it was told minus the true onset, seconds: with the second that a fault must last.
    pub told_after_s: Option<f64>,
    /// Where it was missed, or falsely said.
    pub wrong: Vec<Wrong>,
    /// Doses in which it was there, but by the truth out of the picture for most of the time: in no figure above.
    pub out_of_picture: Vec<OutOfPicture>,
    /// Number of the case and what came of it, one for each dose that counts.
    #[serde(skip)]
    pub(crate) doses: Vec<(usize, Counts)>,
}

/// A dose in which something was missed, or falsely said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wrong {
    /// The clip.
    pub clip: String,
    /// What was wrong.
    pub kind: WrongKind,
    /// When it began: by the truth if it was missed, as it was said if not. `None` for what has no moment.
    pub at_s: Option<f64>,
}

/// How a verdict can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WrongKind {
    /// It was there, and was not said.
    Missed,
    /// It was there, and could not be seen.
    MissedUnseen,
    /// It was not there, and was said.
    FalseAlarm,
}

/// A dose whose fault no camera program could see: the joints that tell of it lie out of the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutOfPicture {
    /// The clip.
    pub clip: String,
    /// Share of the dose in which the joints are in the picture, by the truth; under one half.
    pub in_picture: f64,
    /// What was said of it all the same.
    pub said: Said,
}

/// When a fault was dated, and when it was told, seconds.
pub(crate) type Onset = Option<(f64, f64)>;

/// What was said of one thing in one dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// That it is there.
    Fault,
    /// That it is not.
    Fine,
    /// That it can't be seen.
    Unseen,
}

/// One thing, counted dose by dose.
#[derive(Default)]
pub(crate) struct Tally {
    parts: Vec<Counts>,
    unseen: u32,
    onset_errors: Vec<f64>,
    told_after: Vec<f64>,
    wrong: Vec<Wrong>,
    out_of_picture: Vec<OutOfPicture>,
    doses: Vec<(usize, Counts)>,
}

impl Tally {
    /// Whether no dose came to it.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.out_of_picture.is_empty()
    }

    /// Leaves out a dose whose fault is there, but not in the picture.
    pub(crate) fn leave_out(&mut self, case: &Case, in_picture: f64, said: Said) {
        self.out_of_picture.push(OutOfPicture {
            clip: case.clip.name.clone(),
            in_picture,
            said,
        });
    }

    /// Counts a dose; `index` is the number of its case, the onsets are what was seen and what is true.
    pub(crate) fn add(
        &mut self,
        clusters: &Clusters,
        index: usize,
        case: &Case,
        there: bool,
        said: Said,
        [seen, truth]: [Onset; 2],
    ) {
        self.parts.resize(clusters.count(), Counts::default());
        self.unseen += u32::from(said == Said::Unseen);
        if said == Said::Unseen && !there {
            return;
        }
        let mut dose = Counts::default();
        dose.add(there, said == Said::Fault);
        self.parts[clusters.of_case[index]].merge(dose, 1);
        self.doses.push((index, dose));
        if let (true, Said::Fault, Some((dated, told)), Some((true_onset, _))) = (there, said, seen, truth) {
            self.onset_errors.push(dated - true_onset);
            self.told_after.push(told - true_onset);
        }
        let kind = match (there, said) {
            (true, Said::Fault) | (false, Said::Fine | Said::Unseen) => return,
            (true, Said::Fine) => WrongKind::Missed,
            (true, Said::Unseen) => WrongKind::MissedUnseen,
            (false, Said::Fault) => WrongKind::FalseAlarm,
        };
        let onset = if there { truth } else { seen };
        self.wrong.push(Wrong {
            clip: case.clip.name.clone(),
            kind,
            at_s: onset.map(|(dated, _)| dated),
        });
    }

    fn recall_interval(&self) -> Option<Interval> {
        let there = self.parts.iter().filter(|part| part.found + part.missed > 0);
        let found = there.clone().filter(|part| part.missed == 0);
        exact_interval(found.count() as u32, there.count() as u32)
    }

    /// What all doses together say.
    pub(crate) fn detection(self, step: &str, name: &str, clusters: &Clusters) -> Detection {
        let sum = |times: &dyn Fn(usize) -> u32| {
            let mut sum = Counts::default();
            for (cluster, part) in self.parts.iter().enumerate() {
                sum.merge(*part, times(cluster));
            }
            sum
        };
        let counts = sum(&|_| 1);
        Detection {
            step: step.to_owned(),
            name: name.to_owned(),
            counts,
            precision: counts.precision(),
            recall: counts.recall(),
            recall_interval: self.recall_interval(),
            f1: counts.f1(),
            f1_interval: counts
                .f1()
                .and_then(|_| clusters.bootstrap.interval(|drawn| sum(&|cluster| drawn[cluster]).f1())),
            unseen: self.unseen,
            onsets: self.onset_errors.len(),
            onset_error_s: quantile(&self.onset_errors, 0.5),
            told_after_s: quantile(&self.told_after, 0.5),
            wrong: self.wrong,
            out_of_picture: self.out_of_picture,
            doses: self.doses,
        }
    }
}
