//! Sessions in the order in which they began, and rules without their side.

use jiff::Timestamp;
use results::{RuleRow, SessionRow, SideName};

/// The one that began first first, whatever its time zone; those whose time is none before all others.
pub(crate) fn in_order(sessions: &[SessionRow]) -> Vec<&SessionRow> {
    let mut ordered: Vec<(Option<Timestamp>, &SessionRow)> = sessions
        .iter()
        .map(|session| (session.started_at.parse().ok(), session))
        .collect();
    ordered.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.session.cmp(&b.session)));
    ordered.into_iter().map(|(_, session)| session).collect()
}

/// The rule as it is on either side: "reach neck tilt left" is "reach neck tilt" on the left.
pub(crate) fn without_side(rule: &RuleRow) -> String {
    let side = rule.side.map(SideName::name);
    let words = rule.rule.split(' ').filter(|word| Some(*word) != side);
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made_up::{reach, session};

    #[test]
    fn the_order_is_that_of_the_moment_not_of_the_clock() {
        let rows = [
            session(1, "2026-11-23T10:00:00+02:00"),
            session(2, "2026-11-23T05:00:00-04:00"),
            session(3, "2026-11-23T08:30:00.250Z"),
        ];
        let ordered: Vec<_> = in_order(&rows).into_iter().map(|row| &row.started_at).collect();
        assert_eq!(ordered, [&rows[0].started_at, &rows[2].started_at, &rows[1].started_at]);
    }

    #[test]
    fn only_the_side_of_the_step_is_taken_out() {
        let row = session(1, "2026-11-23T10:00:00Z");
        let of = |side, rule: &str| {
            without_side(&RuleRow {
                rule: rule.to_owned(),
                ..reach(&row, side, 30.0)
            })
        };
        assert_eq!(
            of(Some(SideName::Left), "reach neck tilt left >= 30 deg"),
            "reach neck tilt >= 30 deg"
        );
        assert_eq!(
            of(Some(SideName::Left), "reach head turned right"),
            "reach head turned right"
        );
        assert_eq!(of(None, "reach head turned left"), "reach head turned left");
    }
}
