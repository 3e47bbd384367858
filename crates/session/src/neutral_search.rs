//! Looks for the person's neutral: the first two seconds of sitting or standing still and level, facing the camera or, where
//! that is wanted, sideways to it, whenever they come.

use std::collections::VecDeque;

use body::{OneEuro, Pose, SessionTime};
use guide::NeutralLimits;
use measure::{CameraView, Lens, Neutral, Stance, Unseen};

use crate::light::Hidden;

use crate::stage::Advice;

/// Holds at most the last two seconds of poses.
#[derive(Debug)]
pub(crate) struct NeutralSearch {
    limits: NeutralLimits,
    window: VecDeque<(SessionTime, Stance, Pose)>,
    still: Still,
    closest: Hindrance,
    /// From where a person is looked at who counts.
    from: LookedFrom,
}

/// From where a neutral may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LookedFrom {
    Front,
    /// From the front, or from the side, which what is judged next is seen from.
    FrontOrSide,
}

/// A neutral, and how the person held the head in it.
#[derive(Debug)]
pub(crate) struct Found {
    pub neutral: Neutral,
    pub rest: Rest,
}

/// How the head was held in the neutral, before the camera.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rest {
    /// Roll, degrees; + = towards the person's left shoulder.
    pub head_roll_deg: f64,
    /// Slope of the shoulder line, degrees; + = the person's right shoulder lower.
    pub shoulder_slope_deg: f64,
    /// How far the face looked to the person's left of the camera, degrees; negative to the right.
    pub face_left_of_camera_deg: f64,
    /// How far the face looked over the camera, degrees; negative below it. A camera under the eyes sees the same as a
    /// chin that is raised.
    pub face_over_camera_deg: f64,
}

/// What stood in the way of a neutral, from the farthest to the nearest to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hindrance {
    Nobody,
    NotSeen,
    TooDark,
    TooBright,
    Moving,
    LookingAway,
    NotLevel,
    /// Head and shoulders lean alike, so many whole degrees to the picture's right: it is the picture.
    PictureRolled(i32),
}

impl NeutralSearch {
    pub(crate) fn new(limits: NeutralLimits) -> Self {
        Self {
            limits,
            window: VecDeque::new(),
            still: Still::new(),
            closest: Hindrance::Nobody,
            from: LookedFrom::Front,
        }
    }

    /// From where the next frames may show it.
    pub(crate) fn look_from(&mut self, from: LookedFrom) {
        self.from = from;
    }

    /// One more frame, and what the light hides in it; the neutral once it is found.
    pub(crate) fn frame(&mut self, at: SessionTime, pose: &Pose, hidden: Option<Hidden>, lens: &Lens) -> Option<Found> {
        // A picture that stands still is not a person who sits still.
        let sideways = match self.from {
            LookedFrom::Front => None,
            LookedFrom::FrontOrSide => Stance::from_the_side(pose),
        };
        let Some(stance) = sideways
            .or_else(|| Stance::of(pose))
            .filter(|_| !pose.frozen && hidden.is_none())
            .map(|stance| self.still.smooth(at, stance))
        else {
            let why = match hidden.map(Hidden::reason) {
                Some(Unseen::TooBright) => Hindrance::TooBright,
                Some(_) => Hindrance::TooDark,
                None if pose.body.is_some() => Hindrance::NotSeen,
                None => Hindrance::Nobody,
            };
            self.closest = self.closest.max(why);
            self.window.clear();
            return None;
        };
        // A jump in time leaves the stillness between unproven.
        if self
            .window
            .back()
            .is_some_and(|(last, ..)| at.since(*last).as_secs_f64() > LONGEST_GAP_S)
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
            None => {
                let neutral = Neutral::from_poses(self.window.iter().map(|(_, _, pose)| pose), lens)?;
                let mean = |value: fn(&Stance) -> f64| spread(self.window.iter().map(|(_, stance, _)| value(stance))).0;
                let rest = Rest {
                    head_roll_deg: mean(|stance| stance.head_roll_deg),
                    shoulder_slope_deg: mean(|stance| stance.shoulder_slope_deg),
                    face_left_of_camera_deg: mean(|stance| stance.face_off_deg.0),
                    face_over_camera_deg: -mean(|stance| stance.face_off_deg.1),
                };
                Some(Found { neutral, rest })
            }
        }
    }

    /// In plain words, what stood in the way.
    pub(crate) fn reason(&self) -> String {
        match self.closest {
            Hindrance::Nobody => "nobody was seen for two seconds",
            Hindrance::NotSeen => "face and both shoulders were not in the picture for two seconds on end",
            Hindrance::TooDark => "it was too dark to see the face",
            Hindrance::TooBright => "it was too bright to see the face",
            Hindrance::Moving => "nobody sat still for two seconds",
            Hindrance::LookingAway => "the face did not look at the camera",
            Hindrance::NotLevel => "head or shoulders were not level",
            Hindrance::PictureRolled(degrees) => return rolled(degrees),
        }
        .to_owned()
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
            Hindrance::Nobody | Hindrance::NotSeen | Hindrance::TooDark | Hindrance::TooBright => Advice::ShowYourself,
            Hindrance::Moving => Advice::SitStill,
            Hindrance::LookingAway => Advice::LookAtTheCamera,
            Hindrance::NotLevel => Advice::BeLevel,
            Hindrance::PictureRolled(_) => Advice::LevelTheCamera,
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
        let level = roll.abs().max(slope.abs()) <= limits.level_deg;
        if !level && let Some(degrees) = picture_roll(roll, slope) {
            return Some(Hindrance::PictureRolled(degrees));
        }
        // Half of one and half of the other is a person who turns, and no spread of places that tells it.
        let sideways = recent().filter(|stance| stance.sideways).count();
        let alike = sideways == 0 || sideways == recent().count();
        if !alike {
            return Some(Hindrance::Moving);
        }
        if sideways == 0 && azimuth.abs().max(depression.abs()) > limits.face_off_deg {
            return Some(Hindrance::LookingAway);
        }
        (!level).then_some(Hindrance::NotLevel)
    }
}

/// A longer jump in time leaves the stillness between unproven, seconds: cameras in the dark and time lapse give a
/// picture a second.
const LONGEST_GAP_S: f64 = 1.05;
/// Head and shoulders that lean alike within this, degrees, are in a picture that is rolled: who lets one side sink keeps
/// the head upright (position error 4.5 deg, as `level_deg`). In a picture on its side the models see less well.
const ALIKE_DEG: f64 = 5.0;
const ALIKE_SHARE: f64 = 0.15;

/// By how much the picture is rolled, whole degrees, + = clockwise: where the head's roll and the shoulders' slope are alike. A
/// slope goes the other way round.
fn picture_roll(head_roll_deg: f64, shoulder_slope_deg: f64) -> Option<i32> {
    let alike = ALIKE_DEG.max(ALIKE_SHARE * shoulder_slope_deg.abs());
    let rolled = (head_roll_deg - shoulder_slope_deg) / 2.0;
    ((head_roll_deg + shoulder_slope_deg).abs() <= alike).then(|| rolled.round() as i32)
}

impl Rest {
    /// From where the camera looked. In a mirror image left and right change places.
    pub(crate) fn camera_view(&self, mirrored: bool) -> CameraView {
        let face_off_deg = (self.face_left_of_camera_deg, -self.face_over_camera_deg);
        CameraView::of_face_off(face_off_deg, mirrored)
    }

    /// What is told of a picture that is rolled by so much that the head's own roll can't be told from it.
    pub(crate) fn rolled_picture(&self) -> Option<String> {
        picture_roll(self.head_roll_deg, self.shoulder_slope_deg).map(rolled)
    }
}

fn rolled(degrees: i32) -> String {
    let way = if degrees > 0 { "clockwise" } else { "counterclockwise" };
    let degrees = degrees.abs();
    if degrees >= 60 {
        format!("the picture lies on its side, turned {way} by {degrees}°: turn the camera, or the video, back")
    } else {
        format!("the picture is tilted {way} by {degrees}°, head and shoulders alike: level the camera")
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
