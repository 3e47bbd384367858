//! Which breaks are due, and when the next can be.

use guide::Often;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::{LATER, LOOK_EVERY, Moment};
use crate::day::{done_on, slots};
use crate::file::civil;
use crate::memory::{BreakMemory, Memory};
use crate::plan::{Break, Plan};

/// How many days the reminder looks ahead: every cadence has a day in each week.
const AHEAD: i64 = 7;

/// A break that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    pub guide: String,
    pub since: Timestamp,
}

impl Memory {
    /// The breaks that are due and not put off by the person, in the order of the plan. Remembers since when they are.
    pub(super) fn due(&mut self, plan: &Plan, moment: &Moment) -> Vec<Due> {
        let now = moment.now.timestamp();
        let mut due = Vec::new();
        for planned in &plan.breaks {
            let Some(known) = self.breaks.get_mut(&planned.guide) else {
                continue;
            };
            let since = since(plan, planned, known, moment);
            if since != known.due_at {
                // It went by, or another took its place: its time is over, or the person left the desk, which was a break.
                known.later_at = None;
                known.put_off = SignedDuration::ZERO;
            }
            known.due_at = since;
            let later = known.later_at.is_some_and(|later| now < later);
            due.extend(since.filter(|_| !later).map(|since| Due {
                guide: planned.guide.clone(),
                since,
            }));
        }
        due
    }

    /// The earliest moment at which a nudge may come, if the person stays at the desk.
    pub(super) fn earliest(&self, plan: &Plan, moment: &Moment) -> Option<Zoned> {
        let now = moment.now.timestamp();
        let breaks = plan.breaks.iter().filter_map(|planned| {
            let known = self.breaks.get(&planned.guide)?;
            let next = if known.due_at.is_some() {
                Some(now)
            } else {
                next(plan, planned, known, moment)
            };
            Some(next?.max(known.later_at.unwrap_or(now)))
        });
        let earliest = breaks.min()?;
        let apart = self.nudged_at.map_or(now, |at| at + LATER);
        let soonest = now + LOOK_EVERY;
        let zone = moment.now.time_zone();
        Some(after_quiet(
            plan,
            earliest.max(apart).max(soonest).to_zoned(zone.clone()),
        ))
    }
}

/// Since when a break is due; `None` when it is not.
fn since(plan: &Plan, planned: &Break, known: &BreakMemory, moment: &Moment) -> Option<Timestamp> {
    let (now, date, zone) = (moment.now.timestamp(), moment.now.date(), moment.now.time_zone());
    match &planned.cadence.often {
        Often::EveryAtTheDesk(minutes) => {
            let enough = known.desk >= SignedDuration::from_mins(i64::from(*minutes));
            (enough && planned.is_on(date)).then(|| known.due_at.unwrap_or(now))
        }
        Often::TimesADay(_) | Often::At(_) => {
            // The newest takes the place of all before it: one break is asked for, however many were missed.
            let slots = slots(plan, planned, date, zone);
            let slot = slots.iter().rev().find(|slot| slot.at <= now)?;
            let done = done_on(&planned.guide, moment.done, date, zone);
            (known.settled_at < slot.at && !slot.is_done(&done)).then_some(slot.at)
        }
    }
}

/// When a break that is not due now is due next.
fn next(plan: &Plan, planned: &Break, known: &BreakMemory, moment: &Moment) -> Option<Timestamp> {
    let (now, zone) = (moment.now.timestamp(), moment.now.time_zone());
    let days = (0..=AHEAD).filter_map(|ahead| {
        moment
            .now
            .date()
            .checked_add(SignedDuration::from_hours(24 * ahead))
            .ok()
    });
    match &planned.cadence.often {
        Often::EveryAtTheDesk(minutes) => {
            let left = SignedDuration::from_mins(i64::from(*minutes)) - known.desk;
            let date = days.into_iter().find(|date| planned.is_on(*date))?;
            let begin = date.to_zoned(zone.clone()).ok()?.timestamp();
            Some(begin.max(now + left.max(SignedDuration::ZERO)))
        }
        Often::TimesADay(_) | Often::At(_) => days.into_iter().find_map(|date| {
            let done = done_on(&planned.guide, moment.done, date, zone);
            let slots = slots(plan, planned, date, zone);
            let next = slots.iter().find(|slot| slot.at > now && !slot.is_done(&done))?;
            Some(next.at)
        }),
    }
}

/// The moment, or the end of the quiet hours that it lies in.
fn after_quiet(plan: &Plan, mut at: Zoned) -> Zoned {
    // Stretches may overlap; each is left once at most in a day.
    for _ in 0..=2 * plan.quiet.len() {
        let time = at.time();
        let Some(quiet) = plan.quiet.iter().find(|quiet| quiet.contains(time)) else {
            break;
        };
        let end = civil(quiet.to);
        let date = if end > time {
            Ok(at.date())
        } else {
            at.date().tomorrow()
        };
        let Ok(next) = date.and_then(|date| date.to_datetime(end).to_zoned(at.time_zone().clone())) else {
            break;
        };
        at = next;
    }
    at
}
