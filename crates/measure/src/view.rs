//! From where the camera looks at a person who sits still.

/// Where the camera stands, beside where the face looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CameraView {
    /// How far to the person's right, degrees, -180..=180; to the left is below 0.
    pub turned_deg: f64,
    /// How far above, degrees, -90..=90. Coarse: a chin that is lowered looks the same, and faces differ.
    pub above_deg: f64,
}

impl CameraView {
    /// The view of a camera that a face looks past by so much: sideways (the person's left +) and down +, degrees, as
    /// in [`crate::Stance::face_off_deg`]. In a mirror image left and right change places.
    pub fn of_face_off((left, down): (f64, f64), mirrored: bool) -> Self {
        // Who looks to the left of the camera has it on the right.
        let turned_deg = if mirrored { -left } else { left };
        Self {
            turned_deg,
            above_deg: down,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_that_looks_past_the_camera_has_it_on_the_other_side() {
        let to_the_left_and_down = (20.0, 10.0);
        let view = CameraView::of_face_off(to_the_left_and_down, false);
        assert_eq!((view.turned_deg, view.above_deg), (20.0, 10.0));
        let view = CameraView::of_face_off(to_the_left_and_down, true);
        assert_eq!((view.turned_deg, view.above_deg), (-20.0, 10.0));
    }
}
