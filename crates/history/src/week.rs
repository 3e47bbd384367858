//! A week at a glance: what was planned and done on each of its days.

use jiff::Span;
use jiff::civil::Date;
use results::{Ending, SessionRow, Source};
use serde::Serialize;

use crate::Kind;

/// A week, Monday to Sunday.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Week {
    /// Its first day.
    pub monday: Date,
    /// Its seven days, Monday first.
    pub days: Vec<Day>,
    /// One kind sentence about it, as data.
    pub kind: Kind,
}

/// What was planned and done on a day: the date on the clock of the place where the session was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Which day.
    pub date: Date,
    /// Breaks that were planned; `None` where no plan says anything of that day.
    pub planned: Option<u32>,
    /// Sessions in which something was done: that came to their end or were ended early, with a part done.
    pub done: u32,
    /// Of these, with a camera that watched.
    pub seen: u32,
    /// Of these, by the person's own word.
    pub self_reported: u32,
    /// Sessions that were stopped because it hurt. They are in no other count.
    pub stopped: u32,
}

/// The week that `of` lies in, out of any sessions, in any order. `planned` says how many breaks were planned on a day.
///
/// `None` at either end of the calendar, where a week is not whole.
pub fn week(sessions: &[SessionRow], of: Date, planned: &dyn Fn(Date) -> Option<u32>) -> Option<Week> {
    let since_monday = of.weekday().to_monday_zero_offset();
    let monday = of.checked_sub(Span::new().days(since_monday)).ok()?;
    let dates = (0..7).map(|number| monday.checked_add(Span::new().days(number)).ok());
    let dates: Vec<Date> = dates.collect::<Option<_>>()?;
    let day_of = |session: &&SessionRow| day(session).is_some_and(|day| dates.contains(&day));
    let within: Vec<&SessionRow> = sessions.iter().filter(day_of).collect();
    let on = |date: &Date| {
        let on_it = || within.iter().filter(|session| day(session) == Some(*date));
        let count = |counted: &dyn Fn(&SessionRow) -> bool| count(on_it().filter(|session| counted(session)));
        Day {
            date: *date,
            planned: planned(*date),
            done: count(&was_done),
            seen: count(&|session| was_done(session) && session.source == Source::Camera),
            self_reported: count(&|session| was_done(session) && session.source == Source::SelfReported),
            stopped: count(&|session| session.ending == Ending::Stopped),
        }
    };
    let days: Vec<Day> = dates.iter().map(on).collect();
    let kind = Kind::of(&days, &within);
    Some(Week { monday, days, kind })
}

/// The day of the first session; `None` where there is none.
pub fn earliest(sessions: &[SessionRow]) -> Option<Date> {
    sessions.iter().filter_map(day).min()
}

/// On the clock of the place where it was done. `None` where the time is none.
fn day(session: &SessionRow) -> Option<Date> {
    session.started_at.get(..10)?.parse().ok()
}

/// Whether something was done: it was not stopped because it hurt, and a part is done.
pub(crate) fn was_done(session: &SessionRow) -> bool {
    session.ending != Ending::Stopped && session.done > 0
}

/// So many.
pub(crate) fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{session, sessions};

    fn of(started_at: &str, change: impl Fn(&mut SessionRow)) -> SessionRow {
        let mut row = session(1, started_at);
        change(&mut row);
        row
    }

    fn nothing_planned(_: Date) -> Option<u32> {
        None
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday_whatever_day_is_asked_for() {
        for day in 23..=29 {
            let week = week(&[], date(2026, 11, day), &nothing_planned).unwrap();
            assert_eq!(week.monday, date(2026, 11, 23));
            let dates: Vec<Date> = week.days.iter().map(|day| day.date).collect();
            assert_eq!(
                (dates.len(), dates[0], dates[6]),
                (7, date(2026, 11, 23), date(2026, 11, 29))
            );
        }
    }

    #[test]
    fn a_day_is_the_one_on_the_clock_of_the_place() {
        // Within the same hour, all over the world; the first is still Sunday there.
        let rows = [
            of("2026-11-22T20:30:00-04:00", |_| {}),
            of("2026-11-23T00:30:00Z", |_| {}),
            of("2026-11-23T23:59:59.999+14:00", |_| {}),
        ];
        let week = week(&rows, date(2026, 11, 23), &nothing_planned).unwrap();
        assert_eq!(week.days[0].done, 2);
        assert_eq!(earliest(&rows), Some(date(2026, 11, 22)));
    }

    #[test]
    fn what_was_seen_said_and_stopped_is_told_apart() {
        let at = "2026-11-24T09:00:00Z";
        let rows = [
            of(at, |_| {}),
            of(at, |row| row.ending = Ending::EndedEarly),
            of(at, |row| row.source = Source::SelfReported),
            of(at, |row| row.done = 0),
            of(at, |row| row.ending = Ending::Stopped),
        ];
        let week = week(&rows, date(2026, 11, 23), &|date| Some(u32::from(date.day() == 24) * 3)).unwrap();
        let wanted = Day {
            date: date(2026, 11, 24),
            planned: Some(3),
            done: 3,
            seen: 2,
            self_reported: 1,
            stopped: 1,
        };
        assert_eq!(week.days[1], wanted);
        assert_eq!(week.days[2].planned, Some(0));
        assert_eq!(week.days[2].done, 0);
    }

    #[test]
    fn at_the_end_of_the_calendar_there_is_no_week() {
        assert_eq!(week(&[], date(9999, 12, 31), &nothing_planned), None);
        assert_eq!(
            week(&[], Date::MIN, &nothing_planned).map(|week| week.monday),
            Some(Date::MIN)
        );
        assert!(week(&[], date(0, 1, 1), &nothing_planned).is_some());
    }

    proptest! {
        /// Nothing is lost and nothing counted twice over all weeks.
        #[test]
        fn every_session_is_in_one_week(rows in sessions()) {
            let mut mondays: Vec<Date> = rows.iter().filter_map(day)
                .filter_map(|day| week(&[], day, &nothing_planned)).map(|week| week.monday).collect();
            mondays.sort();
            mondays.dedup();
            let weeks: Vec<Week> = mondays.iter().filter_map(|monday| week(&rows, *monday, &nothing_planned)).collect();
            let days = || weeks.iter().flat_map(|week| &week.days);
            prop_assert_eq!(days().map(|day| day.done).sum::<u32>(), count(rows.iter().filter(|row| was_done(row))));
            let stopped = rows.iter().filter(|row| row.ending == Ending::Stopped);
            prop_assert_eq!(days().map(|day| day.stopped).sum::<u32>(), count(stopped));
            for day in days() {
                prop_assert_eq!(day.done, day.seen + day.self_reported);
            }
            // In any order.
            let backwards: Vec<SessionRow> = rows.iter().rev().cloned().collect();
            for monday in mondays {
                let same = week(&backwards, monday, &nothing_planned).map(|week| week.days);
                prop_assert_eq!(same, week(&rows, monday, &nothing_planned).map(|week| week.days));
            }
        }
    }
}
