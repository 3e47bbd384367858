//! Whether the person still sits where the neutral was taken: the lid of a laptop is moved, a chair is turned.

use body::{Pose, SessionTime};
use measure::Stance;

/// Where the shoulders are in the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    middle: (f64, f64),
    /// Pixels.
    width: f64,
}

/// The first place after a neutral, and how long another one has been held.
#[derive(Debug, Clone, Default)]
pub(crate) struct AtHome {
    home: Option<Place>,
    /// Another place and since when it is held.
    elsewhere: Option<(SessionTime, Place)>,
}

/// Shoulders whose middle lies so many widths off are elsewhere: a shrug lifts them by 0.16, a squeeze moves them less
/// (rendered clips); a hand's breadth is 0.25.
const OFF_SW: f64 = 0.2;
/// So much wider or narrower (natural logarithm) is another distance: a full squeeze makes 0.08.
const OTHER_DISTANCE: f64 = 0.12;
/// A new place counts after this long, seconds: longer than a sway, shorter than the time to begin a step.
const STAYS_S: f64 = 0.7;
/// Within so many widths it is the same new place.
const SAME_PLACE_SW: f64 = 0.06;

impl AtHome {
    /// Looks at one frame of a person at rest.
    pub fn has_moved(&mut self, at: SessionTime, pose: &Pose) -> bool {
        let Some(place) = Stance::of(pose)
            .filter(|_| !pose.frozen)
            .map(|stance| Place::of(&stance))
        else {
            self.passes();
            return false;
        };
        let home = *self.home.get_or_insert(place);
        if place.is_near(&home, OFF_SW, OTHER_DISTANCE) {
            self.elsewhere = None;
            return false;
        }
        match self.elsewhere {
            Some((since, there)) if place.is_near(&there, SAME_PLACE_SW, OTHER_DISTANCE) => {
                at.since(since).as_secs_f64() >= STAYS_S
            }
            _ => {
                self.elsewhere = Some((at, place));
                false
            }
        }
    }

    /// A frame in which nothing can be said.
    pub fn passes(&mut self) {
        self.elsewhere = None;
    }
}

impl Place {
    fn of(stance: &Stance) -> Self {
        let [left_x, left_y, right_x, right_y] = stance.shoulders_px;
        Self {
            middle: ((left_x + right_x) / 2.0, (left_y + right_y) / 2.0),
            width: stance.shoulder_width_px,
        }
    }

    fn is_near(&self, other: &Self, off_sw: f64, distance: f64) -> bool {
        let (across, down) = (self.middle.0 - other.middle.0, self.middle.1 - other.middle.1);
        let off = libm::hypot(across, down) / other.width;
        off < off_sw && libm::log(self.width / other.width).abs() < distance
    }
}
