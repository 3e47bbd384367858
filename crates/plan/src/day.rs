//! What a day of the calendar means for a plan: its weekday, where in it the breaks lie, what was done on it.

use guide::{Often, TimeOfDay, Weekday};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::file::civil;
use crate::plan::{Break, Plan};
use crate::reminder::Done;

/// Where a day of breaks begins and ends when no quiet hours say where the night is. Our choice: a day at the desk.
/// Source: docs/plan.md#where-in-the-day
const DAY: std::ops::Range<u16> = 8 * 60..18 * 60;
/// A session that began up to so long before a break was due counts for it. Our choice: nobody wants to be asked for what
/// they did half an hour ago.
const EARLY: SignedDuration = SignedDuration::from_mins(30);

/// The day of the week, in the words of the guide language.
pub(crate) fn weekday(date: Date) -> Weekday {
    match date.weekday() {
        jiff::civil::Weekday::Monday => Weekday::Monday,
        jiff::civil::Weekday::Tuesday => Weekday::Tuesday,
        jiff::civil::Weekday::Wednesday => Weekday::Wednesday,
        jiff::civil::Weekday::Thursday => Weekday::Thursday,
        jiff::civil::Weekday::Friday => Weekday::Friday,
        jiff::civil::Weekday::Saturday => Weekday::Saturday,
        jiff::civil::Weekday::Sunday => Weekday::Sunday,
    }
}

impl Plan {
    /// At which times of the day a break is due; none where the time at the desk decides.
    ///
    /// `3 times a day` is spread evenly: the part of the day without quiet hours is divided into three parts of the same
    /// length, and a break is due in the middle of each. The day is all that the quiet hours leave of it where they
    /// name the night, that is, reach up to midnight or over it; else 8:00 to 18:00 without them, unless they take more
    /// than half of that away.
    pub fn times_of(&self, planned: &Break) -> Vec<TimeOfDay> {
        match &planned.cadence.often {
            Often::TimesADay(times) => self.spread(u32::from(*times)),
            Often::EveryAtTheDesk(_) => Vec::new(),
            Often::At(times) => times.clone(),
        }
    }

    fn spread(&self, times: u32) -> Vec<TimeOfDay> {
        let minute = |minutes: u16| TimeOfDay::after_midnight(minutes).map(civil);
        let is_free = |minutes: &u16| minute(*minutes).is_some_and(|time| !self.is_quiet(time));
        let names_the_night = !is_free(&0) || !is_free(&(24 * 60 - 1));
        let whole: Vec<u16> = (0..24 * 60).filter(is_free).collect();
        let day: Vec<u16> = DAY.filter(is_free).collect();
        let free = if names_the_night || day.len() * 2 < DAY.len() {
            whole
        } else {
            day
        };
        let places = (0..times).map(|place| {
            let middle = free.len() * (2 * place as usize + 1) / (2 * times as usize);
            free.get(middle).copied().and_then(TimeOfDay::after_midnight)
        });
        places.flatten().collect()
    }
}

/// A break that is due at a certain time of a certain day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// When it is due.
    pub at: Timestamp,
    /// A session that began from here on counts for it.
    from: Timestamp,
    /// How many breaks of that day are due by then, this one with them.
    pub number: u32,
}

impl Slot {
    /// Whether a session of the guide was done for it; `of_day` are those of its day.
    pub fn is_done(&self, of_day: &[Timestamp]) -> bool {
        let enough = u32::try_from(of_day.len()).is_ok_and(|done| done >= self.number);
        enough || of_day.iter().any(|done| *done >= self.from)
    }
}

/// The breaks of a day, in the order of their times. None on a day on which it is not planned.
pub(crate) fn slots(plan: &Plan, planned: &Break, date: Date, zone: &TimeZone) -> Vec<Slot> {
    if !planned.is_on(date) {
        return Vec::new();
    }
    let mut slots: Vec<Slot> = Vec::new();
    for time in plan.times_of(planned) {
        // A time that the clocks leave out is taken as much later, one that they show twice the first time.
        let Ok(at) = date.to_datetime(civil(time)).to_zoned(zone.clone()) else {
            continue;
        };
        let at = at.timestamp();
        let early = match slots.last() {
            Some(before) => EARLY.min(at.duration_since(before.at) / 2),
            None => EARLY,
        };
        slots.push(Slot {
            at,
            from: at - early,
            number: 1 + u32::try_from(slots.len()).unwrap_or(u32::MAX - 1),
        });
    }
    slots
}

/// When the sessions of a guide began that were done on a day.
pub(crate) fn done_on(guide: &str, done: &[Done], date: Date, zone: &TimeZone) -> Vec<Timestamp> {
    let of_guide = done.iter().filter(|done| done.guide == guide);
    let on_day = of_guide.filter(|done| done.at.to_zoned(zone.clone()).date() == date);
    on_day.map(|done| done.at).collect()
}

/// How a guide of the plan stands on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    /// The guide's name.
    pub guide: String,
    /// How many times it is planned; `None` where the time at the desk decides.
    pub planned: Option<u32>,
    /// How many times it was done, on one's own too.
    pub done: u32,
    /// When it is due next on this day; in the past for one that is due already. `None` where none is left, or the time
    /// at the desk decides.
    pub next: Option<Zoned>,
}

impl Plan {
    /// What is planned on the day of `now`, in the order of the plan, and what of it was done.
    pub fn today(&self, now: &Zoned, done: &[Done]) -> Vec<Today> {
        let (date, zone) = (now.date(), now.time_zone());
        let breaks = self.breaks.iter().filter(|planned| planned.is_on(date));
        let today = breaks.map(|planned| {
            let done = done_on(&planned.guide, done, date, zone);
            let slots = slots(self, planned, date, zone);
            let (past, future): (Vec<Slot>, Vec<Slot>) = slots.iter().partition(|slot| slot.at <= now.timestamp());
            // Of those that are past, the newest takes the place of all before it.
            let mut left = past
                .iter()
                .rev()
                .take(1)
                .chain(&future)
                .filter(|slot| !slot.is_done(&done));
            Today {
                guide: planned.guide.clone(),
                planned: planned.cadence.often.times(),
                done: u32::try_from(done.len()).unwrap_or(u32::MAX),
                next: left.next().map(|slot| slot.at.to_zoned(zone.clone())),
            }
        });
        today.collect()
    }
}
