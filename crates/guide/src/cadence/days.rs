//! The days of the week on which something is done.

use std::fmt;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // The names say it.
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All of them, in the order of ISO 8601.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// As it is written: `monday`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }

    /// The day of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.name() == name)
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// Some days of the week. Of a cadence: at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days(u8);

impl Days {
    /// All seven.
    pub const EVERY_DAY: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const WEEKDAYS: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self(0b110_0000);

    /// Whether this day is one of them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & day.bit() != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// From Monday to Sunday.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.contains(*day))
    }

    /// Both these and those.
    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// From one day to another, over the end of the week where need be.
    pub(super) fn range(from: Weekday, to: Weekday) -> Self {
        let length = (to as usize + 7 - from as usize) % 7 + 1;
        Weekday::ALL
            .into_iter()
            .cycle()
            .skip(from as usize)
            .take(length)
            .collect()
    }
}

impl FromIterator<Weekday> for Days {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        Self(days.into_iter().fold(0, |bits, day| bits | day.bit()))
    }
}

impl fmt::Display for Days {
    /// `weekdays`, `monday to wednesday, saturday`; every day is `monday to sunday`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::WEEKDAYS => return f.write_str("weekdays"),
            Self::WEEKEND => return f.write_str("weekends"),
            _ => {}
        }
        let days: Vec<Weekday> = self.iter().collect();
        // Neighbours stay together; a range is worth its word from three days on.
        let runs = days.chunk_by(|one, next| *one as u8 + 1 == *next as u8);
        let mut words = Vec::new();
        for run in runs {
            match run {
                [first, _, .., last] => words.push(format!("{} to {}", first.name(), last.name())),
                few => words.extend(few.iter().map(|day| day.name().to_owned())),
            }
        }
        f.write_str(&words.join(", "))
    }
}
