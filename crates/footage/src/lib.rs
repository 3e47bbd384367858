//! From a file to timed poses: a video is decoded and looked at, a trace is written and read again. The one way in for
//! the command line, the validation and other programs.
//!
//! Errors are facts. Who asked says when to stop, and hears of each frame.
//!
//! Must not know: guides, what is measured on a pose, a terminal.

#![forbid(unsafe_code)]

mod error;
pub mod ffmpeg;
pub mod output;
mod poses;
mod trace;
mod video;

pub use error::{Error, Result};
pub use poses::{Looking, ModelSize, Poses, Remembering, Watching};
pub use trace::{Camera, TraceReader, TraceWriter};
pub use video::{Clip, Cut, Frame, NutReader, Video};
