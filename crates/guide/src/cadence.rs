//! How often a guide is meant to be done: `3 times a day on weekdays`. One form for the front matter, the plan's file
//! and the command line.
//!
//! Must not know: dates, clocks, who is reminded and when.

mod days;
mod read;
mod time_of_day;

use std::fmt;
use std::str::FromStr;

pub use days::{Days, Weekday};
pub use read::{CadenceFault, CadenceMistake};
pub use time_of_day::TimeOfDay;

/// How often a guide is done on a day, and on which days.
///
/// ```
/// use guide::{Cadence, Often};
///
/// let cadence: Cadence = "every 45 min at the desk on monday to friday".parse()?;
/// assert_eq!(cadence.often, Often::EveryAtTheDesk(45));
/// // It is written in one form, which reads back.
/// assert_eq!(cadence.to_string(), "every 45 min at the desk on weekdays");
/// assert_eq!(cadence.to_string().parse(), Ok(cadence));
/// # Ok::<(), guide::CadenceMistake>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cadence {
    /// How often on each of its days.
    pub often: Often,
    /// At least one.
    pub days: Days,
}

/// How often on a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Often {
    /// So many times, spread over the day: 1 to [`Often::MOST_TIMES`].
    TimesADay(u8),
    /// After so many minutes at the desk without a break: [`Often::LEAST_MINUTES`] to [`Often::MOST_MINUTES`].
    EveryAtTheDesk(u32),
    /// At these times of the day: 1 to [`Often::MOST_TIMES`], the earliest first, none twice.
    At(Vec<TimeOfDay>),
}

impl Often {
    /// Most times a day: once an hour. Who wants it more often counts the time at the desk.
    pub const MOST_TIMES: u8 = 24;
    /// Shortest time at the desk, minutes: as two nudges are never closer than that.
    pub const LEAST_MINUTES: u32 = 5;
    /// Longest time at the desk, minutes: a working day of eight hours.
    pub const MOST_MINUTES: u32 = 480;

    /// How many times on a day; `None` where the time at the desk decides.
    pub fn times(&self) -> Option<u32> {
        match self {
            Often::TimesADay(times) => Some(u32::from(*times)),
            Often::EveryAtTheDesk(_) => None,
            Often::At(times) => u32::try_from(times.len()).ok(),
        }
    }
}

impl fmt::Display for Often {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Often::TimesADay(1) => f.write_str("once a day"),
            Often::TimesADay(2) => f.write_str("twice a day"),
            Often::TimesADay(times) => write!(f, "{times} times a day"),
            Often::EveryAtTheDesk(minutes) if minutes.is_multiple_of(60) => {
                write!(f, "every {} h at the desk", minutes / 60)
            }
            Often::EveryAtTheDesk(minutes) => write!(f, "every {minutes} min at the desk"),
            Often::At(times) => {
                let times: Vec<String> = times.iter().map(TimeOfDay::to_string).collect();
                write!(f, "at {}", times.join(", "))
            }
        }
    }
}

impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.often.fmt(f)?;
        if self.days == Days::EVERY_DAY {
            return Ok(());
        }
        write!(f, " on {}", self.days)
    }
}

impl FromStr for Cadence {
    type Err = CadenceMistake;

    fn from_str(text: &str) -> Result<Self, CadenceMistake> {
        read::cadence(text)
    }
}
