//! When the reminder speaks and when it is silent: made-up days, and what must hold on any day.

mod any_day;
mod clocks;
mod days;
mod memory;
mod world;
