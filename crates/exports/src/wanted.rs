//! Which sessions are wanted: of one guide, of some days.

use jiff::civil::Date;
use results::Report;

/// Which sessions. The default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of the guide with this name only.
    pub guide: Option<String>,
    /// The first day: the date on the clock of the place where the session was done.
    pub from: Option<Date>,
    /// The last day, with it.
    pub to: Option<Date>,
}

impl Wanted {
    /// Whether this session is.
    pub fn takes(&self, report: &Report) -> bool {
        let Some(session) = &report.session else { return false };
        let of_guide = self.guide.as_ref().is_none_or(|guide| *guide == report.guide.name);
        let in_time = match day(&session.started_at) {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to),
            None => self.from.is_none() && self.to.is_none(),
        };
        of_guide && in_time
    }
}

/// The date on the clock of the place; `None` for a text that is no time.
pub(crate) fn day(started_at: &str) -> Option<Date> {
    started_at.get(..10)?.parse().ok()
}
