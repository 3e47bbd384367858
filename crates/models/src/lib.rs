//! The weights: Google's BlazePose and face mesh (Apache-2.0).
//!
//! They come from the npm package pinned in `models/package-lock.json`; the build checks the first 12 digits of their
//! SHA-256, and embeds them in the program: all but the heavy model, which is twice as large as the others together and
//! is asked for by few. It lies beside the program, where the build puts it.
//!
//! Must not know: how a model is run, or what its tensors mean.

mod beside;

pub use beside::{FOLDER_VARIABLE, NoWeights, pose_heavy};

/// One `.tflite` file.
#[derive(Debug, Clone, Copy)]
pub struct Model {
    /// File name without extension, as in the package.
    pub name: &'static str,
    /// SHA-256 of `bytes`, in hexadecimal.
    pub sha256: &'static str,
    /// The file.
    pub bytes: &'static [u8],
}

macro_rules! embedded {
    ($name:literal, $sha256:literal) => {
        Model {
            name: $name,
            sha256: env!($sha256),
            bytes: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".tflite")),
        }
    };
}

/// Finds people in a whole picture.
pub static POSE_DETECTION: Model = embedded!("pose_detection", "SHA256_POSE_DETECTION");
/// Body landmarks, fastest.
pub static POSE_LITE: Model = embedded!("pose_landmark_lite", "SHA256_POSE_LANDMARK_LITE");
/// Body landmarks, the default.
pub static POSE_FULL: Model = embedded!("pose_landmark_full", "SHA256_POSE_LANDMARK_FULL");
/// Face mesh of 468 points.
pub static FACE_LANDMARK: Model = embedded!("face_landmark", "SHA256_FACE_LANDMARK");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_a_tflite_file() {
        let heavy = pose_heavy().expect("the build puts it beside the program");
        for model in [POSE_DETECTION, POSE_LITE, POSE_FULL, heavy, FACE_LANDMARK] {
            assert_eq!(&model.bytes[4..8], b"TFL3", "{}", model.name);
            assert_eq!(model.sha256.len(), 64, "{}", model.name);
        }
    }
}
