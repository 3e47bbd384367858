//! The course of each guide: its sessions in order, and the sentences that were broken most.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use results::{Ending, RuleRow, RuleVerdictName, SessionRow, SideName, Source, VerbName};
use serde::Serialize;

use crate::order::{in_order, without_side};
use crate::week::count;

/// How it went with one guide.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Course {
    /// Its name.
    pub guide: String,
    /// Its sessions, all of them.
    pub sessions: u32,
    /// RFC 3339, when the first began.
    pub first: String,
    /// RFC 3339, when the last began.
    pub last: String,
    /// One for each session, oldest first.
    pub points: Vec<Point>,
    /// Guards that were broken, those of most sessions first.
    pub breaks: Vec<Break>,
}

/// One session in a course.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// The session's UUID.
    pub id: String,
    /// RFC 3339.
    pub started_at: String,
    /// Steps and sides that were done.
    pub done: u32,
    /// Steps and sides.
    pub parts: u32,
    /// Who saw it.
    pub source: Source,
    /// How it ended.
    pub ending: Ending,
}

/// A guard that was broken. Both sides of a step count together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Break {
    /// Id of the step.
    pub step: String,
    /// The side on which it was broken; `None` where it was on both, or the step has none.
    pub side: Option<SideName>,
    /// The sentence, as it was when it was broken last.
    pub text: String,
    /// The rule without its side: `keep chin level`.
    pub rule: String,
    /// Sessions in which it was broken.
    pub sessions: u32,
    /// Sessions in which it could be seen: in which it was kept or broken.
    pub of: u32,
    /// Seconds for which it was broken, all sessions together.
    pub broken_s: f64,
}

/// The course of each guide, the one with most sessions first. Of `rules` the guards count. Both in any order.
pub fn courses(sessions: &[SessionRow], rules: &[RuleRow]) -> Vec<Course> {
    let sessions = in_order(sessions);
    let guides: HashMap<&str, &str> = sessions.iter().map(|row| (&*row.session, &*row.guide)).collect();
    let mut rules_of: HashMap<&str, Vec<&RuleRow>> = HashMap::new();
    for rule in rules {
        if let Some(guide) = guides.get(&*rule.session) {
            rules_of.entry(guide).or_default().push(rule);
        }
    }
    let places: HashMap<&str, usize> = (0..)
        .zip(&sessions)
        .map(|(place, row)| (&*row.session, place))
        .collect();
    let mut by_guide: BTreeMap<&str, Vec<&SessionRow>> = BTreeMap::new();
    for &row in &sessions {
        by_guide.entry(&row.guide).or_default().push(row);
    }
    let course = |(guide, rows): (&str, Vec<&SessionRow>)| {
        let (first, last) = (rows.first()?, rows.last()?);
        Some(Course {
            guide: guide.to_owned(),
            sessions: count(rows.iter()),
            first: first.started_at.clone(),
            last: last.started_at.clone(),
            points: rows.iter().map(|row| Point::of(row)).collect(),
            breaks: breaks(rules_of.remove(guide).unwrap_or_default(), &places),
        })
    };
    let mut courses: Vec<Course> = by_guide.into_iter().filter_map(course).collect();
    // Stable: those with as many stay in the order of their names.
    courses.sort_by_key(|course| Reverse(course.sessions));
    courses
}

impl Point {
    fn of(row: &SessionRow) -> Self {
        Self {
            id: row.session.clone(),
            started_at: row.started_at.clone(),
            done: row.done,
            parts: row.parts,
            source: row.source,
            ending: row.ending,
        }
    }
}

/// What is known of one guard so far.
#[derive(Default)]
struct Guard<'r> {
    /// The place of each session in which it could be seen.
    seen: BTreeSet<usize>,
    broken: BTreeSet<usize>,
    sides: BTreeSet<Option<SideName>>,
    broken_s: f64,
    /// When it was broken last: the session's place, and the row.
    last: Option<(usize, &'r RuleRow)>,
}

/// The guards of one guide that were broken, those of most sessions first.
fn breaks(rules: Vec<&RuleRow>, places: &HashMap<&str, usize>) -> Vec<Break> {
    let mut guards: BTreeMap<(&str, String), Guard<'_>> = BTreeMap::new();
    for rule in rules.into_iter().filter(|rule| rule.verb == Some(VerbName::Keep)) {
        let Some(&place) = places.get(&*rule.session) else {
            continue;
        };
        let guard = guards.entry((&rule.step, without_side(rule))).or_default();
        match rule.verdict {
            RuleVerdictName::Met => {
                guard.seen.insert(place);
            }
            RuleVerdictName::Broken => {
                guard.seen.insert(place);
                guard.broken.insert(place);
                guard.sides.insert(rule.side);
                guard.broken_s += rule.broken_s.unwrap_or(0.0);
                if guard.last.is_none_or(|(last, _)| place >= last) {
                    guard.last = Some((place, rule));
                }
            }
            // What was not seen is neither kept nor broken.
            _ => {}
        }
    }
    let broken = guards.into_iter().filter_map(|((step, rule), guard)| {
        let (_, last) = guard.last?;
        Some(Break {
            step: step.to_owned(),
            side: last.side.filter(|_| guard.sides.len() == 1),
            text: last.text.clone(),
            rule,
            sessions: count(guard.broken.iter()),
            of: count(guard.seen.iter()),
            broken_s: guard.broken_s,
        })
    });
    let mut broken: Vec<Break> = broken.collect();
    broken.sort_by(|one, other| {
        let sessions = other.sessions.cmp(&one.sessions);
        sessions.then(other.broken_s.total_cmp(&one.broken_s))
    });
    broken
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{guard, rules, session, sessions};

    fn of(number: u32, guide: &str) -> SessionRow {
        SessionRow {
            guide: guide.to_owned(),
            ..session(number, &format!("2026-11-{number:02}T09:00:00Z"))
        }
    }

    #[test]
    fn the_guide_of_most_sessions_comes_first_and_its_sessions_in_their_order() {
        let rows = [
            of(5, "neck"),
            of(3, "upper-back"),
            of(9, "desk-break"),
            of(1, "upper-back"),
        ];
        let courses = courses(&rows, &[]);
        let found: Vec<_> = courses.iter().map(|course| (&*course.guide, course.sessions)).collect();
        assert_eq!(found, [("upper-back", 2), ("desk-break", 1), ("neck", 1)]);
        assert_eq!(courses[0].first, "2026-11-01T09:00:00Z");
        assert_eq!(courses[0].last, "2026-11-03T09:00:00Z");
        assert_eq!(courses[0].points[1].id, rows[1].session);
    }

    #[test]
    fn a_guard_counts_once_a_session_whatever_its_side_and_not_where_it_was_unseen() {
        let rows = [of(1, "neck"), of(2, "neck"), of(3, "neck")];
        let [broken, met, unseen] = [RuleVerdictName::Broken, RuleVerdictName::Met, RuleVerdictName::Unseen];
        let (left, right) = (Some(SideName::Left), Some(SideName::Right));
        let rules = [
            guard(&rows[0], left, broken, 2.0),
            guard(&rows[0], right, broken, 1.0),
            guard(&rows[1], left, met, 0.0),
            guard(&rows[1], right, broken, 0.5),
            guard(&rows[2], left, unseen, 0.0),
        ];
        let courses = courses(&rows, &rules);
        let [only] = &courses[0].breaks[..] else {
            panic!("{courses:?}")
        };
        assert_eq!((only.sessions, only.of, only.broken_s), (2, 2, 3.5));
        assert_eq!((&*only.rule, only.side), ("keep head over shoulder", None));
        assert_eq!(only.text, "Your head stays over your right shoulder.", "as it was last");
    }

    #[test]
    fn a_guard_that_broke_on_one_side_says_which() {
        let rows = [of(1, "neck")];
        let rules = [
            guard(&rows[0], Some(SideName::Left), RuleVerdictName::Broken, 2.0),
            guard(&rows[0], Some(SideName::Right), RuleVerdictName::Met, 0.0),
        ];
        assert_eq!(courses(&rows, &rules)[0].breaks[0].side, Some(SideName::Left));
    }

    #[test]
    fn a_guard_that_was_kept_is_none_that_breaks() {
        let rows = [of(1, "neck")];
        let rules = [guard(&rows[0], None, RuleVerdictName::Met, 0.0)];
        assert_eq!(courses(&rows, &rules)[0].breaks, []);
    }

    proptest! {
        #[test]
        fn every_session_is_a_point_and_no_guard_breaks_more_often_than_it_is_seen(
            (rows, rules) in sessions().prop_flat_map(|rows| (Just(rows.clone()), rules(rows))),
        ) {
            let courses = courses(&rows, &rules);
            prop_assert_eq!(courses.iter().map(|course| course.points.len()).sum::<usize>(), rows.len());
            for course in &courses {
                prop_assert!(course.points.iter().all(|point| rows.iter().any(|row| row.session == point.id)));
                for one in &course.breaks {
                    prop_assert!(0 < one.sessions && one.sessions <= one.of && one.of <= course.sessions);
                    prop_assert!(one.broken_s >= 0.0);
                }
            }
        }
    }
}
