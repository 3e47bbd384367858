//! How far each side got over time: one value for each session, with its error and the camera's view beside it.

use std::collections::HashMap;

use body::Measure;
use results::{RuleRow, SessionRow, SideName, UnitName, VerbName, ViewName};
use serde::Serialize;

use crate::order::{in_order, without_side};
use crate::week::count;

/// One reach over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Range {
    /// Id of the step.
    pub step: String,
    /// The rule without its side: `reach neck tilt`.
    pub rule: String,
    /// What is measured; of a pair the left one.
    pub measure: String,
    /// Unit of all its values.
    pub unit: UnitName,
    /// Mean absolute error of the measure, in `unit`; `None` where none is known.
    pub error: Option<f64>,
    /// Where the error stands; `None` together with it.
    pub error_source: Option<&'static str>,
    /// Whether the step has sides.
    pub sided: bool,
    /// Oldest first.
    pub points: Vec<RangePoint>,
    /// Of the left side; `None` without one, or without a value.
    pub left: Option<Median>,
    /// Of the right side.
    pub right: Option<Median>,
}

/// How far one side got in one session.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RangePoint {
    /// The session's UUID.
    pub id: String,
    /// RFC 3339.
    pub started_at: String,
    /// `None` for a step without sides.
    pub side: Option<SideName>,
    /// The best value, in [`Range::unit`].
    pub value: f64,
    /// What the guide asked for, in the same unit.
    pub threshold: f64,
    /// 0..=1: how well it was seen; `None` where nothing says.
    pub confidence: Option<f64>,
    /// From where the camera looked; `None` in what older programs wrote.
    pub view: Option<ViewName>,
    /// How far the camera stood to the person's right of where the face looked, degrees; together with `view`.
    pub turned_deg: Option<f64>,
    /// How far the camera stood above where the face looked, degrees; together with `view`.
    pub above_deg: Option<f64>,
}

/// The middle value of one side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Median {
    /// In [`Range::unit`].
    pub median: f64,
    /// Of so many sessions.
    pub sessions: u32,
    /// Mean absolute error of each value, in the same unit; `None` where none is known.
    pub error: Option<f64>,
}

/// Every reach that was measured, in the order of the last session's report; then those that only earlier ones had.
/// Rows of one guide, in any order.
pub fn ranges(sessions: &[SessionRow], rules: &[RuleRow]) -> Vec<Range> {
    let sessions = in_order(sessions);
    let places: HashMap<&str, usize> = (0..)
        .zip(&sessions)
        .map(|(place, row)| (&*row.session, place))
        .collect();
    let mut reaches: Vec<Reach<'_>> = rules.iter().filter_map(|rule| Reach::of(rule, &places)).collect();
    reaches.sort_by_key(|reach| (reach.place, reach.rule.part, reach.rule.sentence, reach.rule.place));
    let mut groups: Vec<Vec<Reach<'_>>> = Vec::new();
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    // The last session first: its order is the one that counts.
    for place in (0..sessions.len()).rev() {
        let first = reaches.partition_point(|reach| reach.place < place);
        let next = reaches.partition_point(|reach| reach.place <= place);
        for reach in &reaches[first..next] {
            let group = *known.entry(reach.key()).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(reach.clone());
        }
    }
    let mut ranges = Vec::new();
    for mut group in groups {
        group.sort_by_key(|reach| (reach.place, reach.rule.part, reach.rule.sentence, reach.rule.place));
        ranges.extend(range(&group, &sessions));
    }
    ranges
}

/// A reach that was measured in a session.
#[derive(Clone)]
struct Reach<'r> {
    rule: &'r RuleRow,
    /// Of its session, in their order.
    place: usize,
    without_side: String,
    /// Of a pair the left one.
    measure: Measure,
    unit: UnitName,
    value: f64,
    threshold: f64,
}

/// What one range is about. Another unit or measure is another range, though the rule reads the same.
type Key<'r> = (&'r str, String, Measure, UnitName);

impl<'r> Reach<'r> {
    fn of(rule: &'r RuleRow, places: &HashMap<&str, usize>) -> Option<Self> {
        if rule.verb != Some(VerbName::Reach) {
            return None;
        }
        let measure = Measure::named(rule.measure.as_deref()?)?;
        Some(Self {
            rule,
            place: *places.get(&*rule.session)?,
            without_side: without_side(rule),
            measure: measure.pair().map_or(measure, |(left, _)| left),
            unit: rule.unit?,
            value: rule.decisive?,
            threshold: rule.threshold?,
        })
    }

    fn key(&self) -> Key<'r> {
        (&self.rule.step, self.without_side.clone(), self.measure, self.unit)
    }
}

/// The range of reaches of one key, oldest first.
fn range(reaches: &[Reach<'_>], sessions: &[&SessionRow]) -> Option<Range> {
    let one = reaches.last()?;
    // The error is in the measure's own unit.
    let error = one
        .measure
        .error()
        .filter(|_| one.measure.unit().name() == one.unit.name());
    let points: Vec<RangePoint> = reaches
        .iter()
        .filter_map(|reach| Some(point(reach, sessions.get(reach.place)?)))
        .collect();
    let of = |side| Median::of(points.iter().filter(|point| point.side == Some(side)), error);
    Some(Range {
        step: one.rule.step.clone(),
        rule: one.without_side.clone(),
        measure: one.measure.name().to_owned(),
        unit: one.unit,
        error,
        error_source: error.map(|_| Measure::ERROR_SOURCE),
        sided: points.iter().any(|point| point.side.is_some()),
        left: of(SideName::Left),
        right: of(SideName::Right),
        points,
    })
}

fn point(reach: &Reach<'_>, session: &SessionRow) -> RangePoint {
    RangePoint {
        id: session.session.clone(),
        started_at: session.started_at.clone(),
        side: reach.rule.side,
        value: reach.value,
        threshold: reach.threshold,
        confidence: reach.rule.confidence,
        view: session.view,
        turned_deg: session.view_turned_deg,
        above_deg: session.view_above_deg,
    }
}

impl Median {
    fn of<'p>(points: impl Iterator<Item = &'p RangePoint>, error: Option<f64>) -> Option<Self> {
        let mut values: Vec<f64> = points.map(|point| point.value).collect();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let upper = *values.get(middle)?;
        let median = match middle.checked_sub(1).and_then(|lower| values.get(lower)) {
            Some(lower) if values.len() % 2 == 0 => lower.midpoint(upper),
            _ => upper,
        };
        Some(Self {
            median,
            sessions: count(values.iter()),
            error,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{reach, rules, session, sessions};

    const LEFT: Option<SideName> = Some(SideName::Left);
    const RIGHT: Option<SideName> = Some(SideName::Right);

    fn on(day: u32) -> SessionRow {
        session(day, &format!("2026-11-{day:02}T09:00:00Z"))
    }

    #[test]
    fn both_sides_are_one_range_each_with_its_middle_and_the_error() {
        let rows = [on(3), on(1), on(2)];
        let rules = [
            reach(&rows[0], LEFT, 40.0),
            reach(&rows[1], LEFT, 30.0),
            reach(&rows[2], LEFT, 35.0),
            reach(&rows[0], RIGHT, 20.0),
            reach(&rows[1], RIGHT, 25.0),
        ];
        let ranges = ranges(&rows, &rules);
        let [only] = &ranges[..] else { panic!("{ranges:?}") };
        assert_eq!((&*only.rule, &*only.measure), ("reach head turned", "head_azimuth_deg"));
        assert_eq!((only.unit, only.sided), (UnitName::Degrees, true));
        assert_eq!((only.error, only.error_source), (Some(2.4), Some("docs/accuracy.md")));
        let left: Vec<f64> = only
            .points
            .iter()
            .filter(|point| point.side == LEFT)
            .map(|point| point.value)
            .collect();
        assert_eq!(left, [30.0, 35.0, 40.0], "oldest first");
        let median = |median, sessions| {
            Some(Median {
                median,
                sessions,
                error: Some(2.4),
            })
        };
        assert_eq!((only.left, only.right), (median(35.0, 3), median(22.5, 2)));
        assert_eq!(only.points[0].view, Some(ViewName::Right), "as the session says");
    }

    #[test]
    fn what_was_not_measured_is_no_point() {
        let row = on(1);
        let unseen = RuleRow {
            decisive: None,
            ..reach(&row, LEFT, 0.0)
        };
        let of_a_clock = RuleRow {
            measure: None,
            unit: Some(UnitName::Seconds),
            ..reach(&row, LEFT, 3.0)
        };
        let guard = RuleRow {
            verb: Some(VerbName::Keep),
            ..reach(&row, LEFT, 3.0)
        };
        let of_no_session = reach(&on(9), LEFT, 30.0);
        let rules = [unseen, of_a_clock, guard, of_no_session];
        assert_eq!(ranges(std::slice::from_ref(&row), &rules), []);
    }

    #[test]
    fn a_measure_without_a_known_error_says_none() {
        let row = on(1);
        let squeeze = RuleRow {
            measure: Some("shoulder_retraction".to_owned()),
            unit: Some(UnitName::Index),
            ..reach(&row, None, 0.9)
        };
        let ranges = ranges(&[row], &[squeeze]);
        assert_eq!((ranges[0].error, ranges[0].error_source), (None, None));
        assert_eq!((ranges[0].sided, ranges[0].left, ranges[0].right), (false, None, None));
    }

    #[test]
    fn a_pair_of_measures_is_one_range() {
        let row = on(1);
        let of = |measure: &str, side| RuleRow {
            measure: Some(measure.to_owned()),
            unit: Some(UnitName::ShoulderWidths),
            ..reach(&row, side, 0.1)
        };
        let rules = [
            of("shoulder_elevation_left_sw", LEFT),
            of("shoulder_elevation_right_sw", RIGHT),
        ];
        let ranges = ranges(std::slice::from_ref(&row), &rules);
        assert_eq!(ranges.len(), 1);
        assert_eq!(ranges[0].measure, "shoulder_elevation_left_sw");
    }

    #[test]
    fn the_last_session_gives_the_order() {
        let rows = [on(1), on(2)];
        let of = |row, part, step: &str| RuleRow {
            step: step.to_owned(),
            part,
            ..reach(row, LEFT, 30.0)
        };
        let rules = [
            of(&rows[0], 0, "gone"),
            of(&rows[0], 1, "first"),
            of(&rows[1], 0, "second"),
            of(&rows[1], 1, "first"),
        ];
        let steps: Vec<_> = ranges(&rows, &rules).into_iter().map(|range| range.step).collect();
        assert_eq!(steps, ["second", "first", "gone"]);
    }

    proptest! {
        #[test]
        fn every_value_is_a_point_and_every_middle_lies_among_its_values(
            (rows, rules) in sessions().prop_flat_map(|rows| (Just(rows.clone()), rules(rows))),
        ) {
            let measured = |rule: &&RuleRow| rule.verb == Some(VerbName::Reach) && rule.decisive.is_some();
            let ranges = ranges(&rows, &rules);
            let points: usize = ranges.iter().map(|range| range.points.len()).sum();
            prop_assert_eq!(points, rules.iter().filter(measured).count());
            for range in &ranges {
                for (side, median) in [(LEFT, range.left), (RIGHT, range.right)] {
                    let values = || range.points.iter().filter(|point| point.side == side).map(|point| point.value);
                    let Some(median) = median else {
                        prop_assert_eq!(values().count(), 0);
                        continue;
                    };
                    prop_assert_eq!(values().count(), median.sessions as usize);
                    prop_assert!(2 * values().filter(|value| *value <= median.median).count() >= values().count());
                    prop_assert!(2 * values().filter(|value| *value >= median.median).count() >= values().count());
                }
            }
        }
    }
}
