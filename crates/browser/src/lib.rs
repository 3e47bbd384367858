//! The judge for the page, compiled to WebAssembly: pictures in, what to draw and say out.
//!
//! The page hands over a camera frame as RGBA bytes and a time, and gets one JSON text of [`view::View`] back; at
//! the end, the same report that `unhunch check --format json` prints. Nothing is decided on the other side.
//!
//! For the editor, [`examine()`]: a guide's text in, the guide as it will read and what is wrong with it out.
//!
//! Must not know: the server's insides, the document, the network.

#![forbid(unsafe_code)]

mod by_clock;
mod examine;
mod exports;
mod kept;
mod running;
mod start;
pub mod view;
mod watch;

pub use by_clock::OnTheClock;
pub use examine::{Examined, FindingView, examine};
pub use exports::{ClockJudge, Judge};
pub use start::{Problem, Start, Wish};
pub use watch::Watch;
