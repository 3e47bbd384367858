//! Verdicts by group: where the faults, the holds and the words are worse than elsewhere.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::case::Case;
use crate::holds::HoldError;
use crate::sentences::Spoken;
use crate::statistics::Counts;
use crate::tally::Detection;

/// One way to group the verdicts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictGrouping {
    /// `view`, `person` or `movement`.
    pub by: &'static str,
    /// In the order of their names.
    pub groups: Vec<VerdictGroup>,
    /// The group with the lowest F1; of equals, with the largest error of the holds' length. `None` with one group.
    pub worst: Option<String>,
}

/// Verdicts that have something in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictGroup {
    /// What.
    pub name: String,
    /// Clips.
    pub clips: usize,
    /// All faults done on purpose, pooled.
    #[serde(flatten)]
    pub faults: Counts,
    /// F1 of the pooled faults; `None` where none was done.
    pub f1: Option<f64>,
    /// True stretches of hold.
    pub holds: usize,
    /// Mean absolute error of their length, seconds; missed and surplus stretches count whole.
    pub hold_length_mae_s: Option<f64>,
    /// Largest absolute error, seconds.
    pub hold_length_worst_s: Option<f64>,
    /// Faults spoken in correct clips.
    pub spoken: usize,
}

/// Whether a clip, and a step of it, is in a group.
type Within<'a> = &'a dyn Fn(&Case, &str) -> bool;

pub(crate) fn verdicts(
    cases: &[Case],
    faults: &[Detection],
    holds: &[(usize, HoldError)],
    spoken: &Spoken,
) -> Vec<VerdictGrouping> {
    let group = |name: String, within: Within<'_>| {
        let mut counts = Counts::default();
        for fault in faults {
            let of_group = |index: &usize| within(&cases[*index], &fault.step);
            let doses = fault.doses.iter().filter(|(index, _)| of_group(index));
            doses.for_each(|(_, dose)| counts.merge(*dose, 1));
        }
        let of_group: Vec<&HoldError> = holds
            .iter()
            .filter(|(index, error)| within(&cases[*index], &error.step))
            .map(|(_, error)| error)
            .collect();
        let lengths: Vec<f64> = of_group.iter().map(|error| error.length_s.abs()).collect();
        let said = spoken.said.iter().filter(|said| {
            let case = cases.iter().find(|case| case.clip.name == said.clip);
            case.is_some_and(|case| within(case, &said.step))
        });
        let shows = |case: &Case| {
            let mut steps = case.seen.outcomes.iter();
            steps.any(|outcome| within(case, &outcome.step))
        };
        VerdictGroup {
            name,
            clips: cases.iter().filter(|case| shows(case)).count(),
            faults: counts,
            f1: counts.f1(),
            holds: of_group.iter().filter(|error| error.truth.is_some()).count(),
            hold_length_mae_s: (!lengths.is_empty()).then(|| lengths.iter().sum::<f64>() / lengths.len() as f64),
            hold_length_worst_s: lengths.iter().copied().max_by(f64::total_cmp),
            spoken: said.count(),
        }
    };
    let names = |of: &dyn Fn(&Case) -> Vec<String>| cases.iter().flat_map(of).collect::<BTreeSet<String>>();
    let view = |case: &Case| case.clip.view.clone();
    let person = |case: &Case| case.clip.about.person.clone();
    let steps = |case: &Case| case.seen.outcomes.iter().map(|outcome| outcome.step.clone()).collect();
    let each = |by, names: BTreeSet<String>, within: &dyn Fn(&str, &Case, &str) -> bool| {
        let groups = names.into_iter();
        let groups = groups.map(|name| group(name.clone(), &|case, step| within(&name, case, step)));
        grouping(by, groups.collect())
    };
    vec![
        each("view", names(&|case| vec![view(case)]), &|name, case, _| {
            view(case) == name
        }),
        each("person", names(&|case| vec![person(case)]), &|name, case, _| {
            person(case) == name
        }),
        each("movement", names(&steps), &|name, _, step| step == name),
    ]
}

fn grouping(by: &'static str, groups: Vec<VerdictGroup>) -> VerdictGrouping {
    // Where no fault was done the holds alone decide.
    let badness = |group: &VerdictGroup| (1.0 - group.f1.unwrap_or(1.0), group.hold_length_mae_s.unwrap_or(0.0));
    let worst = groups
        .iter()
        .filter(|_| groups.len() > 1)
        .max_by(|one, other| {
            let ((f1, length), (other_f1, other_length)) = (badness(one), badness(other));
            f1.total_cmp(&other_f1).then(length.total_cmp(&other_length))
        })
        .map(|group| group.name.clone());
    VerdictGrouping { by, groups, worst }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_group_has_the_lowest_f1_and_of_equals_the_longest_error() {
        let group = |name: &str, f1, length| VerdictGroup {
            name: name.to_owned(),
            clips: 1,
            faults: Counts::default(),
            f1,
            holds: 1,
            hold_length_mae_s: Some(length),
            hold_length_worst_s: Some(length),
            spoken: 0,
        };
        let worst = |groups| grouping("view", groups).worst;
        let low = group("low", Some(1.0), 0.4);
        assert_eq!(
            worst(vec![low.clone(), group("high", Some(0.5), 0.1)]).as_deref(),
            Some("high")
        );
        assert_eq!(
            worst(vec![low.clone(), group("high", None, 0.1)]).as_deref(),
            Some("low")
        );
        assert_eq!(worst(vec![low]), None);
    }
}
