//! Traces that were made before, so that a change of thresholds is judged in seconds.
//!
//! A trace is named after what its landmarks depend on: the clip's bytes, the models, and the code from the video to
//! the trace (`build.rs`). ffmpeg's version is not in the name. Nor is what the person says of the camera: it is
//! applied when a trace is judged, so another field of view needs no second look.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::problem::{Problem, Result};

/// The folder of traces.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// In this folder, or in the system's folder for what programs can make again.
    ///
    /// # Errors
    /// [`Problem`] when there is no such folder and it can't be made.
    pub fn open(folder: Option<&Path>) -> Result<Self> {
        let folder = match folder {
            Some(folder) => folder.to_owned(),
            None => directories::ProjectDirs::from("", "", "unhunch")
                .map(|folders| folders.cache_dir().join("traces"))
                .ok_or(Problem::NoCacheFolder)?,
        };
        fs::create_dir_all(&folder).map_err(|error| Problem::writing(&folder, error))?;
        Ok(Self { folder })
    }

    /// Where the trace of this video is kept, or is to be.
    ///
    /// # Errors
    /// [`Problem`] when the video can't be read.
    pub fn place(&self, video: &Path, landmarks: &models::Model) -> Result<PathBuf> {
        let content = content(video).map_err(|error| Problem::reading(video, &error))?;
        let mut name = Sha256::new();
        for part in [
            content.as_str(),
            models::POSE_DETECTION.sha256,
            landmarks.sha256,
            models::FACE_LANDMARK.sha256,
            env!("UNHUNCH_LANDMARK_CODE"),
        ] {
            name.update(part);
        }
        Ok(self.folder.join(format!("{:x}.parquet", name.finalize())))
    }
}

/// SHA-256 of a file, hexadecimal.
fn content(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok(format!("{:x}", hash.finalize()));
        };
        hash.update(bytes);
    }
}
