//! Measures a body: angles and shares of shoulder width from the landmarks of one frame.
//!
//! Must not know: guides, models, other frames.

#![forbid(unsafe_code)]

mod measures;

pub use measures::{Measures, Seen, Unseen};
