//! Holds and repetitions against those of the true measures.

use body::Side;
use coach::{DoseOutcome, HoldStretch};
use serde::Serialize;

use crate::agreement::Clusters;
use crate::case::Case;
use crate::statistics::{Interval, quantile};

/// One stretch of hold, true or said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HoldError {
    /// The clip.
    pub clip: String,
    /// The step.
    pub step: String,
    /// The side, `left` or `right`.
    pub side: Option<&'static str>,
    /// When the true angles enter and leave the position, seconds; `None` for a stretch that is not one.
    pub truth: Option<[f64; 2]>,
    /// What was said.
    pub said: Option<[f64; 2]>,
    /// Said minus true length; a missed or surplus stretch counts whole.
    pub length_s: f64,
}

impl HoldError {
    /// "look-down left, off by -0.60 s in CLIP: said 4.33 to 10.67 s, true 4.13 to 11.07 s".
    pub(crate) fn in_words(&self) -> String {
        let span = |span: Option<[f64; 2]>| {
            span.map_or_else(|| "none".to_owned(), |[start, end]| format!("{start:.2} to {end:.2} s"))
        };
        let side = self.side.map_or_else(String::new, |side| format!(" {side}"));
        format!(
            "{}{side}, off by {:+.2} s in {}: said {}, true {}",
            self.step,
            self.length_s,
            self.clip,
            span(self.said),
            span(self.truth)
        )
    }

    fn start_s(&self) -> Option<f64> {
        Some(self.said?[0] - self.truth?[0])
    }

    fn end_s(&self) -> Option<f64> {
        Some(self.said?[1] - self.truth?[1])
    }
}

/// Errors of the holds of one step, or of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Holds {
    /// The step; `None` for all.
    pub step: Option<String>,
    /// True stretches.
    pub true_holds: usize,
    /// True ones that were said.
    pub matched: usize,
    /// Said ones that are not true.
    pub surplus: usize,
    /// Of the start.
    pub start: Errors,
    /// Of the end.
    pub end: Errors,
    /// Of the length; missed and surplus stretches count whole.
    pub length: Errors,
    /// 95 % of the stretches are off by at most this, seconds.
    pub length_95_s: Option<f64>,
    /// 95 % interval of `length_95_s`.
    pub length_95_interval: Option<Interval>,
}

/// Errors in seconds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Errors {
    /// Mean of said minus true.
    pub bias_s: Option<f64>,
    /// Mean absolute error.
    pub mae_s: Option<f64>,
    /// Largest absolute error.
    pub worst_s: Option<f64>,
}

impl Errors {
    fn of(errors: impl Iterator<Item = f64>) -> Self {
        let errors: Vec<f64> = errors.collect();
        let mean = |values: &dyn Fn(f64) -> f64| {
            let sum: f64 = errors.iter().map(|&error| values(error)).sum();
            (!errors.is_empty()).then(|| sum / errors.len() as f64)
        };
        Self {
            bias_s: mean(&|error| error),
            mae_s: mean(&f64::abs),
            worst_s: errors.iter().map(|error| error.abs()).max_by(f64::total_cmp),
        }
    }
}

/// A stretch of a step with repetitions is no hold, and a dose that was not there in the truth has none.
pub(crate) fn hold_errors(case: &Case) -> Vec<HoldError> {
    let doses = case.truth.outcomes.iter().filter(|outcome| outcome.reps.is_none());
    doses
        .filter_map(|truth| Some((truth, case.seen.outcome(&truth.step, truth.side)?)))
        .flat_map(|(truth, seen)| matched(case, truth, seen))
        .collect()
}

fn matched(case: &Case, truth: &DoseOutcome, seen: &DoseOutcome) -> Vec<HoldError> {
    let span = |hold: &HoldStretch| [hold.start.as_secs_f64(), hold.end.as_secs_f64()];
    let truths: Vec<_> = truth.holds.iter().map(span).collect();
    let said: Vec<_> = seen.holds.iter().map(span).collect();
    pair(&truths, &said)
        .into_iter()
        .map(|(true_hold, said_hold)| HoldError {
            clip: case.clip.name.clone(),
            step: truth.step.clone(),
            side: truth.side.map(Side::name),
            length_s: said_hold.map_or(0.0, length) - true_hold.map_or(0.0, length),
            truth: true_hold,
            said: said_hold,
        })
        .collect()
}

type Span = [f64; 2];

fn length(span: Span) -> f64 {
    span[1] - span[0]
}

/// Each true stretch with the one that overlaps it most and is not taken, the longest overlap first; then what is left.
fn pair(truths: &[Span], said: &[Span]) -> Vec<(Option<Span>, Option<Span>)> {
    let mut overlaps: Vec<(f64, usize, usize)> = Vec::new();
    for (t, truth) in truths.iter().enumerate() {
        for (s, said) in said.iter().enumerate() {
            let overlap = truth[1].min(said[1]) - truth[0].max(said[0]);
            if overlap > 0.0 {
                overlaps.push((overlap, t, s));
            }
        }
    }
    overlaps.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then(one.1.cmp(&other.1))
            .then(one.2.cmp(&other.2))
    });
    let mut partner: Vec<Option<usize>> = vec![None; truths.len()];
    let mut taken = vec![false; said.len()];
    for (_, t, s) in overlaps {
        if partner[t].is_none() && !taken[s] {
            (partner[t], taken[s]) = (Some(s), true);
        }
    }
    let of_truth = truths
        .iter()
        .zip(&partner)
        .map(|(&truth, s)| (Some(truth), s.map(|s| said[s])));
    let surplus = said
        .iter()
        .zip(&taken)
        .filter(|(_, taken)| !**taken)
        .map(|(&said, _)| (None, Some(said)));
    of_truth.chain(surplus).collect()
}

/// The table: all steps together, then each.
pub(crate) fn holds(errors: &[(usize, HoldError)], clusters: &Clusters) -> Vec<Holds> {
    let mut steps: Vec<&str> = errors.iter().map(|(_, error)| error.step.as_str()).collect();
    steps.sort_unstable();
    steps.dedup();
    let all = std::iter::once(None).chain(steps.into_iter().map(Some));
    all.filter(|_| !errors.is_empty())
        .map(|step| {
            let of_step = |error: &HoldError| step.is_none_or(|step| error.step == step);
            let wanted: Vec<&(usize, HoldError)> = errors.iter().filter(|(_, error)| of_step(error)).collect();
            summary(step, &wanted, clusters)
        })
        .collect()
}

fn summary(step: Option<&str>, errors: &[&(usize, HoldError)], clusters: &Clusters) -> Holds {
    let each = || errors.iter().map(|(_, error)| error);
    let interval = clusters.bootstrap.interval(|drawn| {
        let lengths: Vec<f64> = errors
            .iter()
            .flat_map(|(case, error)| {
                let times = drawn[clusters.of_case[*case]] as usize;
                std::iter::repeat_n(error.length_s.abs(), times)
            })
            .collect();
        quantile(&lengths, 0.95)
    });
    let lengths: Vec<f64> = each().map(|error| error.length_s.abs()).collect();
    Holds {
        step: step.map(str::to_owned),
        true_holds: each().filter(|error| error.truth.is_some()).count(),
        matched: each()
            .filter(|error| error.truth.is_some() && error.said.is_some())
            .count(),
        surplus: each().filter(|error| error.truth.is_none()).count(),
        start: Errors::of(each().filter_map(HoldError::start_s)),
        end: Errors::of(each().filter_map(HoldError::end_s)),
        length: Errors::of(each().map(|error| error.length_s)),
        length_95_s: quantile(&lengths, 0.95),
        length_95_interval: interval,
    }
}

/// Repetitions counted in the clips of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reps {
    /// `correct clips`, against the repetitions done; `all clips`, against those that the true measures pass.
    pub of: &'static str,
    /// Doses with repetitions.
    pub n: usize,
    /// Share with the very number.
    pub exact: Option<f64>,
    /// Share off by one at most.
    pub off_by_one: Option<f64>,
    /// Mean of |said - true| / true, over doses with repetitions in the truth.
    pub normalised_mae: Option<f64>,
    /// Clips with another number.
    pub wrong: Vec<WrongCount>,
}

/// A clip whose repetitions were counted wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrongCount {
    /// The clip.
    pub clip: String,
    /// Repetitions that were counted.
    pub said: u32,
    /// Repetitions that there are.
    pub truth: u32,
}

pub(crate) fn reps(cases: &[Case]) -> Vec<Reps> {
    let (mut done, mut passed) = (Vec::new(), Vec::new());
    for case in cases {
        for truth in &case.truth.outcomes {
            let (Some(true_reps), Some(said)) = (
                truth.reps,
                case.seen.outcome(&truth.step, truth.side).and_then(|seen| seen.reps),
            ) else {
                continue;
            };
            let count = |truth| WrongCount {
                clip: case.clip.name.clone(),
                said,
                truth,
            };
            passed.push(count(true_reps));
            done.extend(case.clip.about.reps.filter(|_| case.is_correct()).map(count));
        }
    }
    let rows = [("correct clips", done), ("all clips", passed)];
    rows.into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(of, rows)| of_rows(of, rows))
        .collect()
}

fn of_rows(of: &'static str, rows: Vec<WrongCount>) -> Reps {
    let off = |row: &WrongCount| row.said.abs_diff(row.truth);
    let share = |most: u32| {
        let count = rows.iter().filter(|row| off(row) <= most).count();
        (!rows.is_empty()).then(|| count as f64 / rows.len() as f64)
    };
    let errors: Vec<f64> = rows
        .iter()
        .filter(|row| row.truth > 0)
        .map(|row| f64::from(off(row)) / f64::from(row.truth))
        .collect();
    Reps {
        of,
        n: rows.len(),
        exact: share(0),
        off_by_one: share(1),
        normalised_mae: (!errors.is_empty()).then(|| errors.iter().sum::<f64>() / errors.len() as f64),
        wrong: rows.into_iter().filter(|row| row.said != row.truth).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_paired_by_overlap_and_the_rest_counts_whole() {
        let paired = pair(&[[1.0, 6.0], [10.0, 15.0]], &[[0.5, 1.2], [2.0, 6.5], [20.0, 21.0]]);
        assert_eq!(
            paired,
            [
                (Some([1.0, 6.0]), Some([2.0, 6.5])),
                (Some([10.0, 15.0]), None),
                (None, Some([0.5, 1.2])),
                (None, Some([20.0, 21.0])),
            ]
        );
    }

    #[test]
    fn errors_of_seconds() {
        let errors = Errors::of([0.2, -0.4, 0.5].into_iter());
        let near = |value: Option<f64>, expected: f64| assert!((value.unwrap() - expected).abs() < 1e-9);
        near(errors.bias_s, 0.1);
        near(errors.mae_s, 1.1 / 3.0);
        near(errors.worst_s, 0.5);
        assert_eq!(Errors::of(std::iter::empty()).mae_s, None);
    }

    /// Said 5, 4, 7 of 5 true ones: one of three right, two of three off by one, errors 0, 0.2, 0.4.
    #[test]
    fn repetitions() {
        let row = |name: &str, said| WrongCount {
            clip: name.to_owned(),
            said,
            truth: 5,
        };
        let reps = of_rows("correct clips", vec![row("a", 5), row("b", 4), row("c", 7)]);
        assert!((reps.exact.unwrap() - 1.0 / 3.0).abs() < 1e-9);
        assert!((reps.off_by_one.unwrap() - 2.0 / 3.0).abs() < 1e-9);
        assert!((reps.normalised_mae.unwrap() - 0.2).abs() < 1e-9);
        assert_eq!(reps.wrong.len(), 2);
    }
}
