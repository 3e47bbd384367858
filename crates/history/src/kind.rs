//! One kind sentence about a week, as data: the page and the command line word it.

use serde::Serialize;

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
