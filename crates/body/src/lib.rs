//! The words that every room speaks: landmarks, poses, angles, sides, times, languages, the table of measures; and the
//! One Euro filter, which smooths what is seen over time.
//!
//! Plain values with a unit in their type. A point names its space: pixels of the picture or metres
//! in the world. Left is always the person's left.
//!
//! Must not know: any other room.

#![forbid(unsafe_code)]

mod degrees;
mod landmark;
mod language;
mod measure;
mod one_euro;
mod pose;
mod time;

pub use degrees::Degrees;
pub use landmark::Landmark;
pub use language::Language;
pub use measure::{Down, Kind, Measure, Part, Plane, Sides, Unit};
pub use one_euro::OneEuro;
pub use pose::{Body, BodyLandmark, Face, FacePoint, ImagePoint, ImageSize, Pose, ShoulderEdges, WorldPoint};
pub use time::SessionTime;

/// The person's side, never the picture's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
}

impl Side {
    /// `left` or `right`.
    pub fn name(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
        }
    }

    /// The side across.
    pub fn other(self) -> Self {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

impl std::fmt::Display for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Side {
    type Err = UnknownSide;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "left" => Ok(Side::Left),
            "right" => Ok(Side::Right),
            _ => Err(UnknownSide(text.to_owned())),
        }
    }
}

/// A side that is neither `left` nor `right`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownSide(pub String);

impl std::fmt::Display for UnknownSide {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no side is called {:?}: use left or right", self.0)
    }
}

impl std::error::Error for UnknownSide {}
