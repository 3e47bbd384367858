//! The coach's voice: what happens and how things stand in, what is to be said and sounded out. Pure; time is an
//! argument.
//!
//! [`Script`] is the voice of one session. [`words()`] are the words of each language, which a page also writes.
//!
//! Must not know: cameras, screens, browsers, files, clocks, how a text is spoken.

#![forbid(unsafe_code)]

mod agenda;
mod course;
mod line;
mod look;
mod mouth;
mod praise;
mod prompts;
mod reading;
mod saying;
mod scene;
mod script;
mod turn;
mod wording;
mod words;

pub use look::Now;
pub use saying::{Kind, Saying, Sound, Told};
pub use script::Script;
pub use words::{Words, words};
