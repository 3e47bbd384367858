//! Body and face of every frame, from pixels to landmarks.

use std::error::Error;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use body::{Pose, SessionTime};

use crate::row::Row;
use crate::{ROUNDS, tick};

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
    /// As many `threads` share the work on a frame.
    pub fn new(threads: usize) -> Result<Self, Box<dyn Error>> {
        let models = pose::Models {
            detector: models::POSE_DETECTION.bytes,
            landmarks: models::POSE_FULL.bytes,
            face: models::FACE_LANDMARK.bytes,
        };
        let mut tracker = pose::Tracker::new(&models)?;
        tracker.share_among(pose::Threads::new(threads)?);
        Ok(Self {
            tracker,
            now: SessionTime::START,
        })
    }

    /// Looks at every frame once. Reading the frames is not timed.
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
    let mut ours = Ours::new(1)?;
    let image = pose::Image::new(frames.width, frames.height, &rgb)?;
    let pose = ours.tracker.track(&image, ours.now);
    let took = (tick() - start).as_secs_f64() * 1000.0;
    match pose.body {
        Some(_) => Ok(took),
        None => Err("nobody is in the first frame".into()),
    }
}

/// One thread against two, in turns: while the other cores are free, and while they all do something else.
pub fn threads_rows(one: &mut Ours, frames: &Frames<'_>) -> Result<Vec<Row>, Box<dyn Error>> {
    // A machine with one core has nothing to share.
    let cores = std::thread::available_parallelism()?.get();
    if cores < 2 {
        println!("not measured: two threads, as there is one core");
        return Ok(Vec::new());
    }
    let mut two = Ours::new(2)?;
    let mut rows = Vec::new();
    for (name, busy, aim) in [
        ("native_full_face_2t", 0, 1.8),
        ("native_full_face_2t_busy", cores - 1, 1.0 / 1.1),
    ] {
        let (mut of_one, mut of_two) = (Vec::new(), Vec::new());
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| -> Result<(), Box<dyn Error>> {
            for _ in 0..busy {
                scope.spawn(|| {
                    while !over.load(Ordering::Relaxed) {
                        std::hint::black_box(infer::busy_multipliers(infer::Isa::PORTABLE, 1000));
                    }
                });
            }
            let rounds = (0..=ROUNDS).try_for_each(|round| -> Result<(), Box<dyn Error>> {
                let took = [one.round(frames)?.ms_per_frame, two.round(frames)?.ms_per_frame];
                // The first warms up.
                if round > 0 {
                    of_one.push(took[0]);
                    of_two.push(took[1]);
                }
                Ok(())
            });
            over.store(true, Ordering::Relaxed);
            rounds
        })?;
        rows.push(Row::new(name, &of_two, "one thread", &of_one, aim));
    }
    Ok(rows)
}
