//! Body and face of every frame, from pixels to landmarks.

use std::error::Error;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use body::{Pose, SessionTime};

use crate::tick;

/// Times of the frames matter to the tracker only in that they rise: those of a 15 frames/s clip.
const FRAME: Duration = Duration::from_micros(66_667);

/// Mean of one round over the clip.
pub struct Round {
    pub ms_per_frame: f64,
    /// Frames in which body and face were found: both sides must have had the same work.
    pub seen: usize,
}

/// A file of raw RGB frames, one after the other.
pub struct Frames<'a> {
    pub path: &'a Path,
    pub width: u32,
    pub height: u32,
}

impl Frames<'_> {
    /// Hands every frame to `look`; stops at the first error.
    pub fn each(&self, mut look: impl FnMut(&[u8]) -> Result<(), Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
        let mut file = File::open(self.path).map_err(|error| format!("can't read {}: {error}", self.path.display()))?;
        let mut rgb = vec![0; self.width as usize * self.height as usize * 3];
        loop {
            match file.read_exact(&mut rgb) {
                Ok(()) => look(&rgb)?,
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Our side, with its models loaded; the clock goes on from round to round.
pub struct Ours {
    tracker: pose::Tracker,
    now: SessionTime,
}

impl Ours {
    pub fn new() -> Result<Self, Box<dyn Error>> {
        let models = pose::Models {
            detector: models::POSE_DETECTION.bytes,
            landmarks: models::POSE_FULL.bytes,
            face: models::FACE_LANDMARK.bytes,
        };
        Ok(Self {
            tracker: pose::Tracker::new(&models)?,
            now: SessionTime::START,
        })
    }

    pub fn round(&mut self, frames: &Frames<'_>) -> Result<Round, Box<dyn Error>> {
        let mut spent = Duration::ZERO;
        let (mut count, mut seen) = (0, 0);
        self.each(frames, |took, _, pose| {
            spent += took;
            count += 1;
            seen += usize::from(pose.body.is_some() && pose.face.is_some());
        })?;
        if count == 0 {
            return Err(format!("{} holds no whole frame", frames.path.display()).into());
        }
        Ok(Round {
            ms_per_frame: spent.as_secs_f64() * 1000.0 / f64::from(count),
            seen,
        })
    }

    /// The outlines over the shoulders too, which the first guide needs.
    pub fn want_shoulder_edges(&mut self) {
        self.tracker.want_shoulder_edges(true);
    }

    /// The poses of all frames, with their times.
    pub fn poses(&mut self, frames: &Frames<'_>) -> Result<Vec<(SessionTime, Pose)>, Box<dyn Error>> {
        let mut poses = Vec::new();
        self.each(frames, |_, at, pose| poses.push((at, pose)))?;
        Ok(poses)
    }

    fn each(
        &mut self,
        frames: &Frames<'_>,
        mut take: impl FnMut(Duration, SessionTime, Pose),
    ) -> Result<(), Box<dyn Error>> {
        frames.each(|rgb| {
            let start = tick();
            let image = pose::Image::new(frames.width, frames.height, rgb)?;
            let pose = self.tracker.track(&image, self.now);
            take(tick() - start, self.now, pose);
            self.now = self.now + FRAME;
            Ok(())
        })
    }
}

/// Milliseconds from nothing to the landmarks of the first frame: models read, weights packed, person found.
pub fn load_to_first_pose(frames: &Frames<'_>) -> Result<f64, Box<dyn Error>> {
    let mut first = None;
    frames.each(|rgb| {
        first.get_or_insert_with(|| rgb.to_vec());
        Ok(())
    })?;
    let rgb = first.ok_or("no frame")?;
    let start = tick();
    let mut ours = Ours::new()?;
    let image = pose::Image::new(frames.width, frames.height, &rgb)?;
    let pose = ours.tracker.track(&image, ours.now);
    let took = (tick() - start).as_secs_f64() * 1000.0;
    match pose.body {
        Some(_) => Ok(took),
        None => Err("nobody is in the first frame".into()),
    }
}
