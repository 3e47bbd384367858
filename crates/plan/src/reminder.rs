//! When is the right moment: a state machine that is asked again and again, and answers what is to be on the screen.

mod desk;
mod due;

use jiff::{SignedDuration, Timestamp, Zoned};

use crate::hindrance::Hindrance;
use crate::memory::{Memory, Talk};
use crate::plan::Plan;

use self::due::Due;

/// Without a key or the mouse for so long, the person has left the desk: that was a break, and the count of time at the
/// desk begins anew. Source: docs/plan.md#idle
pub const AWAY: SignedDuration = SignedDuration::from_mins(5);
/// What "In 5 minutes" means; two nudges are never closer than that, either.
pub const LATER: SignedDuration = SignedDuration::from_mins(5);
/// A session that was begun and is not saved within so long was given up. Our choice: no guide takes an hour. One that
/// began longer ago than that was not done for the break that is on now.
pub const GIVEN_UP: SignedDuration = SignedDuration::from_hours(1);
/// A reminder that did not look for so long no longer stands behind the nudge that it shows: another may take it over.
const SILENT: SignedDuration = SignedDuration::from_mins(2);
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

impl Idle {
    /// What is counted, in plain words.
    pub fn text(self) -> &'static str {
        match self {
            Self::For(_) => "time counts while you use the keyboard or the mouse",
            Self::Unknown => "this desktop does not tell when you are away: all time counts",
        }
    }
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
        /// Since when it is shown, as the clock showed it then.
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
    /// The nudge that it has put on the screen: its guide, and since when.
    shown: Option<(String, Timestamp)>,
}

impl Reminder {
    /// A reminder for the desktop session `who`: any text that no other running session has, the same after a restart
    /// where that can be had.
    pub fn new(who: impl Into<String>, plan: Plan, memory: Memory) -> Self {
        Self {
            plan,
            memory,
            who: who.into(),
            shown: None,
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
        let now = moment.now.timestamp();
        self.memory.clamp(now);
        self.memory.follow(&self.plan, moment);
        self.memory.count(moment);
        let decision = self.decided(moment);
        self.memory.looked_at = Some(now);
        let shows = match &decision {
            Decision::Nudge { guide, since, .. } => Some((guide.clone(), *since)),
            _ => None,
        };
        // One nudge is taken down before another comes.
        let withdraws = self.shown.is_some() && self.shown != shows;
        self.shown = if withdraws { None } else { shows };
        if withdraws { Decision::Withdraw } else { decision }
    }

    /// Takes the person's answer to the nudge that this reminder shows; ask [`Reminder::decide`] again afterwards.
    /// `false` where it shows none, as when it was withdrawn while the person pressed the button.
    pub fn choose(&mut self, choice: Choice, now: &Zoned) -> bool {
        let Some(Talk::Nudged { guide, since, by, .. }) = self.memory.talk.clone() else {
            return false;
        };
        if by != self.who {
            return false;
        }
        let now = now.timestamp();
        self.shown = None;
        self.memory.talk = None;
        match choice {
            Choice::Start => self.memory.talk = Some(Talk::Going { guide, since }),
            Choice::Later if self.memory.may_be_put_off(&guide, &self.plan) => self.memory.put_off(&guide, now),
            Choice::Later | Choice::Skip => self.memory.settle(&guide, now),
        }
        true
    }

    fn decided(&mut self, moment: &Moment) -> Decision {
        let now = moment.now.timestamp();
        let due = self.memory.due(&self.plan, moment);
        let why = self.hindrances(moment);
        let away = self.memory.is_away(now);
        match self.memory.talk.clone() {
            Some(Talk::Going { guide, since }) => {
                if now.duration_since(since) < GIVEN_UP {
                    return Decision::Going { guide, since };
                }
                self.memory.talk = None;
                self.memory.settle(&guide, now);
                return self.wait(moment);
            }
            Some(Talk::Nudged {
                guide,
                since,
                asked_at,
                by,
                seen_at,
            }) => {
                if by != self.who && now.duration_since(seen_at) <= SILENT {
                    return Decision::Wait { until: None };
                }
                let answered_by = self.memory.left_to_put_off(&guide, &self.plan).max(LATER);
                let is_due = due.iter().any(|due| due.guide == guide);
                if is_due && now.duration_since(asked_at) >= answered_by {
                    self.memory.talk = None;
                    self.memory.settle(&guide, now);
                    return self.wait(moment);
                }
                if is_due && why.is_empty() && !away {
                    return self.nudge(guide, since, asked_at, now);
                }
                self.memory.talk = None;
            }
            None => {}
        }
        // The one that waits longest comes first; of several, the first of the plan.
        let Some(Due { guide, since }) = due.into_iter().min_by_key(|due| due.since) else {
            return self.wait(moment);
        };
        if !why.is_empty() {
            return Decision::PutOff { guide, why, since };
        }
        let too_soon = self.memory.nudged_at.is_some_and(|at| now.duration_since(at) < LATER);
        if away || too_soon {
            return self.wait(moment);
        }
        self.memory.nudged_at = Some(now);
        self.nudge(guide, now, now, now)
    }

    fn nudge(&mut self, guide: String, since: Timestamp, asked_at: Timestamp, now: Timestamp) -> Decision {
        self.memory.talk = Some(Talk::Nudged {
            guide: guide.clone(),
            since,
            asked_at,
            by: self.who.clone(),
            seen_at: now,
        });
        Decision::Nudge {
            may_be_put_off: self.memory.may_be_put_off(&guide, &self.plan),
            guide,
            since,
        }
    }

    fn wait(&self, moment: &Moment) -> Decision {
        Decision::Wait {
            until: self.memory.earliest(&self.plan, moment),
        }
    }

    /// What speaks against a nudge, each once, in the order of [`Hindrance::ALL`].
    fn hindrances(&self, moment: &Moment) -> Vec<Hindrance> {
        let quiet = self.plan.is_quiet(moment.now.time());
        let holds = |hindrance: &Hindrance| match hindrance {
            Hindrance::QuietHours => quiet,
            other => moment.hindrances.contains(other),
        };
        Hindrance::ALL.into_iter().filter(holds).collect()
    }
}
