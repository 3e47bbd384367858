//! Whole sessions of made-up people, live and recorded. One program, so that what it needs is linked once.

// The platform's own sine makes the postures: nothing is judged by it.
#![allow(clippy::disallowed_methods)]

mod live;
#[path = "../../../measure/tests/made_up/mod.rs"]
mod made_up;
mod made_up_people;
mod recordings;
mod set_up;
#[path = "../../../measure/tests/skeleton/mod.rs"]
#[allow(dead_code, reason = "the tests of `measure` need the rest")]
mod skeleton;
mod views;
mod whole_figures;
