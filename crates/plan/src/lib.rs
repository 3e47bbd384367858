//! Which guides a person does how often ([`Plan`]), and when is the right moment to say so ([`Reminder`]).
//!
//! Pure: text in, text out; time, idleness and everything that speaks against a nudge come in as arguments.
//!
//! Must not know: desktops, files, notifications, cameras, how a session is judged.

#![forbid(unsafe_code)]

mod day;
mod edit;
mod file;
mod hindrance;
mod memory;
mod mistake;
mod plan;
mod reminder;

pub use day::Today;
pub use file::{LONGEST_BYTES, MOST_BREAKS, read_put_off};
pub use hindrance::Hindrance;
pub use memory::{Forgotten, Memory};
pub use mistake::{PlanMistake, PlanMistakes};
pub use plan::{Break, Plan, Planned, Quiet};
pub use reminder::{AWAY, Choice, Decision, Done, GIVEN_UP, Idle, LATER, LOOK_EVERY, Moment, Reminder};
