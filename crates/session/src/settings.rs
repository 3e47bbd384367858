//! What the person says about the camera, and in which order the session goes.

use coach::Order;
use measure::Lens;

/// What the person says about the camera, and in which order the session goes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Settings {
    /// The picture is a mirror image: its left is the person's left.
    pub mirrored: bool,
    /// Field of view along the picture's longer side, 20 to 150 degrees; `None`: [`Lens::ASSUMED_FOV_DEG`].
    pub fov_deg: Option<f32>,
    /// In which order the doses may come.
    pub order: Order,
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
