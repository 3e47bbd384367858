//! One kind sentence about a week, as data: the page and the command line word it.

use results::{Ending, SessionRow};
use serde::Serialize;

use crate::Day;
use crate::week::{count, was_done};

/// What the sentence says. Each is true of the week that it is about, says what there is and not what is missing, and
/// compares with no other week and no other person.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// Nothing was begun: the week is open.
    Open,
    /// Everything that was begun was stopped because it hurt: to stop then was right.
    Stopped,
    /// Something was begun, and no part of it is done: time was taken all the same.
    Begun {
        /// How many sessions.
        sessions: u32,
    },
    /// On so many days at least as much was done as was planned.
    AsPlanned {
        /// 1..=7.
        days: u32,
        /// Sessions in which something was done, in the whole week.
        done: u32,
    },
    /// So much was done.
    Done {
        /// Sessions in which something was done.
        done: u32,
        /// Steps and sides done in them.
        parts: u32,
        /// Seconds held in them, before the camera or on the clock.
        hold_s: f64,
    },
}

impl Kind {
    /// Of the days and the sessions of one week.
    pub(crate) fn of(days: &[Day], sessions: &[&SessionRow]) -> Self {
        let done: Vec<&SessionRow> = sessions.iter().copied().filter(|session| was_done(session)).collect();
        if sessions.is_empty() {
            return Self::Open;
        }
        if done.is_empty() {
            let stopped = sessions.iter().all(|session| session.ending == Ending::Stopped);
            return if stopped {
                Self::Stopped
            } else {
                Self::Begun {
                    sessions: count(sessions.iter()),
                }
            };
        }
        let as_planned = |day: &&Day| day.planned.is_some_and(|planned| planned > 0 && day.done >= planned);
        let days = count(days.iter().filter(as_planned));
        if days > 0 {
            return Self::AsPlanned {
                days,
                done: count(done.iter()),
            };
        }
        Self::Done {
            done: count(done.iter()),
            parts: done.iter().fold(0, |sum, session| sum.saturating_add(session.done)),
            hold_s: done.iter().map(|session| session.hold_s).sum(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use results::SessionRow;

    use super::*;
    use crate::made_up::session;
    use crate::week;

    fn kind(rows: &[SessionRow], planned: &dyn Fn(Date) -> Option<u32>) -> Kind {
        week(rows, date(2026, 11, 23), planned).unwrap().kind
    }

    fn on(day: u32, change: impl Fn(&mut SessionRow)) -> SessionRow {
        let mut row = session(day, &format!("2026-11-{day}T09:00:00Z"));
        change(&mut row);
        row
    }

    #[test]
    fn it_says_what_there_is() {
        let nothing = |_| None;
        assert_eq!(kind(&[], &nothing), Kind::Open);
        let stopped = on(23, |row| row.ending = Ending::Stopped);
        assert_eq!(kind(std::slice::from_ref(&stopped), &nothing), Kind::Stopped);
        let begun = on(24, |row| row.done = 0);
        assert_eq!(
            kind(&[stopped.clone(), begun.clone()], &nothing),
            Kind::Begun { sessions: 2 }
        );
        let rows = [stopped, begun, on(25, |_| {}), on(26, |_| {})];
        let done = Kind::Done {
            done: 2,
            parts: 8,
            hold_s: 120.0,
        };
        assert_eq!(kind(&rows, &nothing), done);
        // Less than was planned is no word.
        assert_eq!(kind(&rows, &|_| Some(3)), done);
        assert_eq!(kind(&rows, &|_| Some(0)), done);
        assert_eq!(kind(&rows, &|_| Some(1)), Kind::AsPlanned { days: 2, done: 2 });
    }

    #[test]
    fn it_is_written_with_its_name() {
        let written = serde_json::to_value(Kind::AsPlanned { days: 2, done: 5 }).unwrap();
        assert_eq!(written, serde_json::json!({"kind": "as_planned", "days": 2, "done": 5}));
        assert_eq!(
            serde_json::to_value(Kind::Open).unwrap(),
            serde_json::json!({"kind": "open"})
        );
    }
}
