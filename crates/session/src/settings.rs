//! What the person says about the camera, and how patient the session is.

use coach::Order;
use measure::Lens;

/// What the person says about the camera, and how patient the session is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Settings {
    /// The picture is a mirror image: its left is the person's left.
    pub mirrored: bool,
    /// Field of view along the picture's longer side, 20 to 150 degrees; `None`: [`Lens::ASSUMED_FOV_DEG`].
    pub fov_deg: Option<f32>,
    /// When the neutral may come.
    pub neutral_within: NeutralWithin,
    /// In which order the doses may come.
    pub order: Order,
}

/// When the neutral may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NeutralWithin {
    /// Within the vocabulary's first seconds of seeing a person: for recordings, which end.
    #[default]
    Beginning,
    /// At any time: a person who is still there can be told what is in the way.
    AnyTime,
}

/// A setting that can't be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SettingsError {
    /// No lens has this field of view.
    #[error("a field of view of {0} degrees can't be: give one from 20 to 150")]
    FieldOfView(f32),
}

impl Settings {
    /// The lens these settings describe.
    ///
    /// # Errors
    /// [`SettingsError::FieldOfView`] outside 20 to 150 degrees.
    pub fn lens(&self) -> Result<Lens, SettingsError> {
        self.fov_deg.map_or(Ok(Lens::default()), |fov| {
            Lens::new(fov).ok_or(SettingsError::FieldOfView(fov))
        })
    }
}
