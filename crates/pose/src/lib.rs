//! Finds one person in a picture: body landmarks, world landmarks and face mesh, frame after frame. Says of the
//! picture, too, whether it stands still, and how light the head is.
//!
//! ```text
//! picture ─▶ detector ─▶ person ─▶ region ─▶ landmarks ─▶ Body ─▶ face ─▶ Face
//!            (only when nobody is followed)    ▲     │
//!                                              └─────┘ region of the next frame
//! ```
//!
//! The models are Google's BlazePose and face mesh; the steps around them are those of MediaPipe, so
//! that one frame with one region gives MediaPipe's own numbers. Landmarks are raw: nothing that is
//! given out is smoothed.
//!
//! Source of every constant that names no other: the public graphs of MediaPipe 0.10.21
//! (`pose_landmark`, `pose_detection`, `face_landmark`).
//!
//! Must not know: cameras, files, clocks, guides, what a landmark is used for.

mod crop;
mod detector;
mod edges;
mod face;
mod geometry;
mod image;
mod landmarks;
mod light;
mod model;
#[cfg(test)]
mod parity;
mod person;
mod region;
mod still;
mod tracker;

pub use image::{Image, ImageError};
pub use infer::Threads;
pub use model::PoseError;
pub use tracker::{Models, Tracker};
