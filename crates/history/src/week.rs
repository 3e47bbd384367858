//! A week at a glance: what was planned and done on each of its days.

use jiff::civil::Date;
use results::SessionRow;
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
/// `None` at the end of the calendar (9999), where a week is not whole.
pub fn week(sessions: &[SessionRow], of: Date, planned: &dyn Fn(Date) -> Option<u32>) -> Option<Week> {
    let _ = (sessions, of, planned);
    None
}

/// The day of the first session; `None` where there is none.
pub fn earliest(sessions: &[SessionRow]) -> Option<Date> {
    let _ = sessions;
    None
}
