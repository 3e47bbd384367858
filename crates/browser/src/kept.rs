//! The pictures of the last neutral, or of the set-up look, so that another model can look at them, too. They never
//! leave this memory.

use std::collections::VecDeque;

use body::{ImageSize, Pose, SessionTime};
use pose::{Image, Tracker};

/// Pictures are kept for so long, seconds: a neutral is two of sitting still, and the set-up look before it may count.
const KEEP_S: f64 = 3.0;
/// Pictures are kept so far apart, seconds: a dozen of them are enough for a mean.
const APART_S: f64 = 0.15;
/// A model that sees somebody for the first time needs so many pictures until its region is steady.
const SETTLES_IN: usize = 2;

/// The last seconds before the neutral was there.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pictures: VecDeque<Picture>,
}

#[derive(Debug)]
struct Picture {
    at: SessionTime,
    size: ImageSize,
    rgb: Vec<u8>,
}

impl Kept {
    /// One picture of the time in which the neutral is looked for; `rgb` is `[height, width, 3]`.
    pub fn keep(&mut self, at: SessionTime, size: ImageSize, rgb: &[u8]) {
        let too_old = |picture: &Picture| at.since(picture.at).as_secs_f64() > KEEP_S;
        while self.pictures.front().is_some_and(too_old) {
            self.pictures.pop_front();
        }
        let is_due = |last: &Picture| at.since(last.at).as_secs_f64() >= APART_S;
        if self.pictures.back().is_none_or(is_due) {
            self.pictures.push_back(Picture {
                at,
                size,
                rgb: rgb.to_vec(),
            });
        }
    }

    /// What a tracker sees in them, and when. It has forgotten the person afterwards.
    pub fn seen_by(&self, tracker: &mut Tracker) -> Vec<(SessionTime, Pose)> {
        tracker.reset();
        tracker.want_shoulder_edges(true);
        let mut seen = Vec::new();
        for picture in &self.pictures {
            if let Ok(image) = Image::new(picture.size.width, picture.size.height, &picture.rgb) {
                seen.push((picture.at, tracker.track(&image, picture.at)));
            }
        }
        tracker.reset();
        seen.drain(..SETTLES_IN.min(seen.len() / 2));
        seen
    }
}
