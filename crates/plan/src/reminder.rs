//! When is the right moment: a state machine that is asked again and again, and answers what is to be on the screen.

use jiff::{SignedDuration, Timestamp, Zoned};

use crate::hindrance::Hindrance;
use crate::memory::Memory;
use crate::plan::Plan;

/// Without a key or the mouse for so long, the person has left the desk: that was a break, and the count of time at the
/// desk begins anew. Source: docs/plan.md#idle
pub const AWAY: SignedDuration = SignedDuration::from_mins(5);
/// What "In 5 minutes" means; two nudges are never closer than that, either.
pub const LATER: SignedDuration = SignedDuration::from_mins(5);
/// A session that was begun and is not saved within so long was given up. Our choice: no guide takes an hour.
pub const GIVEN_UP: SignedDuration = SignedDuration::from_hours(1);
/// How often the reminder wants to be asked. A longer gap is fine; one of [`AWAY`] or more counts as time away.
pub const LOOK_EVERY: SignedDuration = SignedDuration::from_secs(20);

/// All that the reminder is told of a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment<'a> {
    /// By the clock on the wall, which may have been set meanwhile.
    pub now: Zoned,
    /// How long the person has touched nothing.
    pub idle: Idle,
    /// What speaks against a nudge. Quiet hours are the plan's own, and need not be named.
    pub hindrances: &'a [Hindrance],
    /// The sessions of today and yesterday, in any order; more do no harm.
    pub done: &'a [Done],
}

/// How long the person has touched neither key nor mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// For so long.
    For(SignedDuration),
    /// This desktop does not tell: all time counts as time at the desk, unless the screen is locked or the like.
    Unknown,
}

/// A session that was saved, with at least one part of the guide done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The guide's name.
    pub guide: String,
    /// When the session began.
    pub at: Timestamp,
}

/// How the person answers a nudge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// "Start".
    Start,
    /// "In 5 minutes".
    Later,
    /// "Skip".
    Skip,
}

/// What is to be on the screen now.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Nothing.
    Wait {
        /// The earliest moment at which a nudge may come if the person stays at the desk; `None` when none is planned
        /// within a week, or another reminder of the same person has the word.
        until: Option<Zoned>,
    },
    /// Nothing, although a break is due.
    PutOff {
        /// Its guide.
        guide: String,
        /// What speaks against it. At least one.
        why: Vec<Hindrance>,
        /// Since when it is due.
        since: Timestamp,
    },
    /// A nudge: the same one for as long as `guide` and `since` stay the same. After a restart it is to be shown again.
    Nudge {
        /// Its guide.
        guide: String,
        /// Since when it is shown.
        since: Timestamp,
        /// Whether it may be put off once more; without it there is no "In 5 minutes".
        may_be_put_off: bool,
    },
    /// Nothing: the person is doing it.
    Going {
        /// The guide.
        guide: String,
        /// When the nudge was shown that they answered.
        since: Timestamp,
    },
    /// The nudge that is on the screen has to go. Said once, to the reminder that showed it.
    Withdraw,
}

/// Decides for one session of the desktop. Sessions of the same person share the [`Memory`].
#[derive(Debug, Clone)]
pub struct Reminder {
    plan: Plan,
    memory: Memory,
    /// Which session of the desktop it is for.
    who: String,
}

impl Reminder {
    /// A reminder for the desktop session `who`: any text that no other running session has, the same after a restart
    /// where that can be had.
    pub fn new(who: impl Into<String>, plan: Plan, memory: Memory) -> Self {
        Self {
            plan,
            memory,
            who: who.into(),
        }
    }

    /// Goes on with the plan as it is now.
    pub fn replan(&mut self, plan: Plan) {
        self.plan = plan;
    }

    /// Goes on from what another reminder of the same person has written meanwhile.
    pub fn remember(&mut self, memory: Memory) {
        self.memory = memory;
    }

    /// To be kept for the next time, and for the other reminders.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// What is to be on the screen in this moment. To be asked every [`LOOK_EVERY`], and whenever something changed.
    pub fn decide(&mut self, moment: &Moment) -> Decision {
        self.memory.looked_at = Some(moment.now.timestamp());
        Decision::Wait { until: None }
    }

    /// Takes the person's answer to the nudge that this reminder shows; ask [`Reminder::decide`] again afterwards.
    /// `false` where it shows none, as when it was withdrawn while the person pressed the button.
    pub fn choose(&mut self, choice: Choice, now: &Zoned) -> bool {
        let _ = (choice, now);
        false
    }
}
