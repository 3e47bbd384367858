//! Timed poses in; measures, events and the result out. The one thing that page, command line and replay call.
//!
//! Owns what needs more than one frame: the search for the person's neutral, smoothing, and the head's speed. [`Live`]
//! is a session before a camera: the set-up look, the coach who leads, questions, and what keeps it from seeing.
//!
//! Must not know: cameras, files, screens.

#![forbid(unsafe_code)]

mod at_home;
mod doubt;
mod history;
mod judge;
mod light;
mod live;
mod measurer;
mod needs;
mod neutral_search;
mod onward;
mod questions;
mod set_up;
mod settings;
mod sight;
mod stage;

pub use judge::{Session, SessionError};
pub use live::Live;
pub use measurer::{Measurer, Row};
pub use questions::Questions;
pub use set_up::{Hint, SetUp, SetUpState, Surroundings};
pub use settings::{Settings, SettingsError};
pub use stage::{Advice, Question, Renewal, Stage, Trouble};
