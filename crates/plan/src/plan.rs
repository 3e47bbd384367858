//! A person's plan: which guides, how often, when not.

use guide::{Cadence, TimeOfDay};
use jiff::SignedDuration;
use jiff::civil::{Date, Time};

use crate::day::weekday;

/// Which guides a person does how often, and when they want quiet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// No nudge then. In the order of the file.
    pub quiet: Vec<Quiet>,
    /// How long the person may put a break off in all, minutes: 0 to [`Plan::MOST_PUT_OFF_MIN`]. Then it is skipped.
    pub put_off_min: u32,
    /// In the order of the file; no guide twice.
    pub breaks: Vec<Break>,
}

/// A guide in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The guide's name: `upper-back`.
    pub guide: String,
    /// How often, on which days.
    pub cadence: Cadence,
}

/// From one time of the day to another, over midnight where `to` is no later than `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// From here on.
    pub from: TimeOfDay,
    /// Up to here, itself not quiet any more. Differs from `from`.
    pub to: TimeOfDay,
}

impl Quiet {
    /// Whether it is quiet at this time of the day.
    pub fn contains(&self, time: Time) -> bool {
        let minutes = i32::from(time.hour()) * 60 + i32::from(time.minute());
        let (from, to) = (i32::from(self.from.minutes()), i32::from(self.to.minutes()));
        if from < to {
            (from..to).contains(&minutes)
        } else {
            minutes >= from || minutes < to
        }
    }
}

impl std::fmt::Display for Quiet {
    /// `22:00 to 7:00`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

/// How often a guide is planned on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The guide's name.
    pub guide: String,
    /// How many times; `None` where the time at the desk decides.
    pub times: Option<u32>,
}

impl Default for Plan {
    /// Nothing planned; a break may be put off for half an hour.
    fn default() -> Self {
        Self {
            quiet: Vec::new(),
            put_off_min: Self::PUT_OFF_MIN,
            breaks: Vec::new(),
        }
    }
}

impl Plan {
    /// How long a break may be put off where the file does not say it, minutes. Our choice: six times "in 5 minutes".
    pub const PUT_OFF_MIN: u32 = 30;
    /// The longest that a break may be put off, minutes: four hours, half a working day.
    pub const MOST_PUT_OFF_MIN: u32 = 240;

    /// What is planned on this day, in the order of the plan. A guide that is not planned on it is left out.
    pub fn planned_on(&self, date: Date) -> Vec<Planned> {
        let breaks = self.breaks.iter().filter(|planned| planned.is_on(date));
        let planned = breaks.map(|planned| Planned {
            guide: planned.guide.clone(),
            times: planned.cadence.often.times(),
        });
        planned.collect()
    }

    /// The break of this guide.
    pub fn of(&self, guide: &str) -> Option<&Break> {
        self.breaks.iter().find(|planned| planned.guide == guide)
    }

    /// Whether the plan wants quiet at this time of the day.
    pub fn is_quiet(&self, time: Time) -> bool {
        self.quiet.iter().any(|quiet| quiet.contains(time))
    }

    /// How long a break may be put off in all.
    pub fn put_off(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.put_off_min))
    }
}

impl Break {
    /// Whether it is planned on this day.
    pub fn is_on(&self, date: Date) -> bool {
        self.cadence.days.contains(weekday(date))
    }
}
