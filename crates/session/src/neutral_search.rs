//! Looks for the person's neutral: the first two seconds of sitting still and level, facing the camera.

use std::collections::VecDeque;

use body::{OneEuro, Pose, SessionTime};
use guide::NeutralLimits;
use measure::{Lens, Neutral, Stance};

use crate::settings::NeutralWithin;
use crate::stage::Advice;

/// Holds at most the last two seconds of poses.
#[derive(Debug)]
pub(crate) struct NeutralSearch {
    limits: NeutralLimits,
    within: NeutralWithin,
    first_seen: Option<SessionTime>,
    window: VecDeque<(SessionTime, Stance, Pose)>,
    still: Still,
    closest: Hindrance,
    over: bool,
}

/// What stood in the way of a neutral, from the farthest to the nearest to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hindrance {
    Nobody,
    NotSeen,
    Moving,
    LookingAway,
    NotLevel,
}

impl NeutralSearch {
    pub(crate) fn new(limits: NeutralLimits, within: NeutralWithin) -> Self {
        Self {
            limits,
            within,
            first_seen: None,
            window: VecDeque::new(),
            still: Still::new(),
            closest: Hindrance::Nobody,
            over: false,
        }
    }

    /// One more frame; the neutral once it is found.
    pub(crate) fn frame(&mut self, at: SessionTime, pose: &Pose, lens: &Lens) -> Option<Neutral> {
        if self.over {
            return None;
        }
        if pose.body.is_some() {
            let first = *self.first_seen.get_or_insert(at);
            if self.within == NeutralWithin::Beginning && at.since(first).as_secs_f64() > self.limits.within_s {
                self.over = true;
                self.window.clear();
                return None;
            }
        }
        // A picture that stands still is not a person who sits still.
        let Some(stance) = Stance::of(pose)
            .filter(|_| !pose.frozen)
            .map(|stance| self.still.smooth(at, stance))
        else {
            if pose.body.is_some() {
                self.closest = self.closest.max(Hindrance::NotSeen);
            }
            self.window.clear();
            return None;
        };
        // A jump in time leaves the stillness between unproven.
        if self
            .window
            .back()
            .is_some_and(|(last, ..)| at.since(*last).as_secs_f64() > 0.5)
        {
            self.window.clear();
        }
        self.window.push_back((at, stance, pose.clone()));
        while self.span_without_first() >= self.limits.lasts_s {
            self.window.pop_front();
        }
        if self.span() < self.limits.lasts_s {
            return None;
        }
        match self.hindrance(0) {
            Some(hindrance) => {
                self.closest = self.closest.max(hindrance);
                None
            }
            None => Neutral::from_poses(self.window.iter().map(|(_, _, pose)| pose), lens),
        }
    }

    /// In plain words, what stood in the way.
    pub(crate) fn reason(&self) -> String {
        let what = match self.closest {
            Hindrance::Nobody => return "nobody was seen for two seconds".to_owned(),
            Hindrance::NotSeen => {
                return "face and both shoulders were not in the picture for two seconds on end".to_owned();
            }
            Hindrance::Moving => "nobody sat still for two seconds",
            Hindrance::LookingAway => "the face did not look at the camera",
            Hindrance::NotLevel => "head or shoulders were not level",
        };
        match self.within {
            NeutralWithin::Beginning => format!("{what} at the start"),
            NeutralWithin::AnyTime => what.to_owned(),
        }
    }

    fn span(&self) -> f64 {
        self.span_from(0)
    }

    fn span_without_first(&self) -> f64 {
        self.span_from(1)
    }

    fn span_from(&self, index: usize) -> f64 {
        match (self.window.get(index), self.window.back()) {
            (Some((first, ..)), Some((last, ..))) => last.since(*first).as_secs_f64(),
            _ => 0.0,
        }
    }

    /// How much of the neutral there is, 0..=1: the longest time up to now with nothing in the way.
    pub(crate) fn progress(&self) -> f32 {
        let steps = (0..PROGRESS_STEPS).map(|step| step * self.window.len() / PROGRESS_STEPS);
        let still = steps.into_iter().find(|&index| self.hindrance(index).is_none());
        still.map_or(0.0, |index| {
            (self.span_from(index) / self.limits.lasts_s).min(1.0) as f32
        })
    }

    /// What the person can do about what is in the way now; `None` while nothing is.
    pub(crate) fn advice(&self) -> Option<Advice> {
        // The last quarter, which is half a second at most: what was before is no advice any more.
        let recent = self.window.len() * 3 / 4;
        let hindrance = if self.window.is_empty() {
            Some(Hindrance::NotSeen)
        } else {
            self.hindrance(recent)
        };
        hindrance.map(|hindrance| match hindrance {
            Hindrance::Nobody | Hindrance::NotSeen => Advice::ShowYourself,
            Hindrance::Moving => Advice::SitStill,
            Hindrance::LookingAway => Advice::LookAtTheCamera,
            Hindrance::NotLevel => Advice::BeLevel,
        })
    }

    /// What is in the way in the window from this frame on.
    fn hindrance(&self, from: usize) -> Option<Hindrance> {
        let recent = || self.window.iter().skip(from).map(|(_, stance, _)| stance);
        let spread = |value: &dyn Fn(&Stance) -> f64| spread(recent().map(value));
        let (azimuth, azimuth_sd) = spread(&|stance| stance.face_off_deg.0);
        let (depression, depression_sd) = spread(&|stance| stance.face_off_deg.1);
        let (roll, roll_sd) = spread(&|stance| stance.head_roll_deg);
        let (slope, _) = spread(&|stance| stance.shoulder_slope_deg);
        // Places over the mean width: the width of one frame is noisy, and the places are large beside it.
        let (width, _) = spread(&|stance| stance.shoulder_width_px);
        let shoulders_sd = (0..4)
            .map(|k| spread(&move |stance| stance.shoulders_px[k]).1 / width)
            .fold(0.0, f64::max);
        let limits = &self.limits;
        if azimuth_sd.max(depression_sd).max(roll_sd) >= limits.head_sd_deg || shoulders_sd >= limits.shoulders_sd_sw {
            return Some(Hindrance::Moving);
        }
        if azimuth.abs().max(depression.abs()) > limits.face_off_deg {
            return Some(Hindrance::LookingAway);
        }
        (roll.abs().max(slope.abs()) > limits.level_deg).then_some(Hindrance::NotLevel)
    }
}

/// The ring that fills while a person sits still moves in so many steps at least.
const PROGRESS_STEPS: usize = 16;

/// Takes the landmarks' jitter off a stance: noise is no movement.
#[derive(Debug)]
struct Still {
    filters: Vec<OneEuro>,
}

/// Swaying and breathing are slower than this, jitter is faster.
const JITTER_HZ: f64 = 1.0;

impl Still {
    fn new() -> Self {
        Self {
            filters: vec![OneEuro::new(JITTER_HZ, 0.0); 7],
        }
    }

    fn smooth(&mut self, at: SessionTime, stance: Stance) -> Stance {
        let [left_x, left_y, right_x, right_y] = stance.shoulders_px;
        let (azimuth, depression) = stance.face_off_deg;
        let values = [
            azimuth,
            depression,
            stance.head_roll_deg,
            left_x,
            left_y,
            right_x,
            right_y,
        ];
        let mut smooth = values;
        for ((value, filter), raw) in smooth.iter_mut().zip(&mut self.filters).zip(values) {
            *value = filter.smooth(raw, at);
        }
        let [azimuth, depression, head_roll_deg, left_x, left_y, right_x, right_y] = smooth;
        let shoulders_px = [left_x, left_y, right_x, right_y];
        Stance {
            face_off_deg: (azimuth, depression),
            head_roll_deg,
            shoulders_px,
            ..stance
        }
    }
}

/// Mean and standard deviation.
fn spread(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    let variance = values.map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    (mean, variance.sqrt())
}
