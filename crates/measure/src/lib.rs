//! Measures a body: angles and shares of shoulder width from the landmarks of one frame.
//!
//! One [`body::Pose`] and the person's [`Neutral`] in, one [`Measures`] out; nothing is remembered between frames.
//! What was not seen has no measure, but a reason: never 0, never NaN.
//!
//! Must not know: guides, models, other frames, files, clocks.

#![forbid(unsafe_code)]
// Tests make up points with the platform's own sine: nothing is judged by them.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

mod arms;
mod figure;
mod frame;
mod head;
mod legs;
mod lens;
mod lifts;
mod marks;
mod measures;
mod neck;
mod neutral;
mod outline;
mod reach;
mod rigid_fit;
mod shoulders;
mod space;
mod torso;
mod view;
mod whole;

pub use frame::measure;
pub use lens::Lens;
pub use measures::{HeadSource, Measures, Seen, UNSURE, Unseen};
pub use neutral::{Neutral, Stance};
pub use outline::Outline;
pub use view::CameraView;
