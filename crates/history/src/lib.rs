//! What came of saved sessions over time: a week at a glance, the course of each guide, how far each side got, and
//! where form breaks most. Rows in, plain values out, which the page and the command line show in their own words.
//!
//! Nothing here judges a body's health, counts days in a row, or scolds. What was not measured is absent, never 0.
//!
//! Must not know: files, databases, HTTP, clocks, plans (how much was planned is an argument), words that people read.

#![forbid(unsafe_code)]

mod course;
mod kind;
mod order;
mod range;
mod week;

#[cfg(test)]
mod made_up;

pub use course::{Break, Course, Point, courses};
pub use kind::Kind;
pub use range::{Median, Range, RangePoint, ranges};
pub use week::{Day, Week, earliest, week};
