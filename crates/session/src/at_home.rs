//! Whether the person still sits where the neutral was taken: the lid of a laptop is moved, a chair is turned.

use body::{Landmark, Pose, SessionTime};
use measure::Stance;

/// Where the shoulders are in the picture, and the head over them.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    middle: (f64, f64),
    /// Pixels.
    width: f64,
    /// The nose from the middle of the shoulders, shoulder widths.
    nose_sw: (f64, f64),
    roll_deg: f64,
}

/// The first place after a neutral, and what was seen since another one is held.
#[derive(Debug, Clone, Default)]
pub(crate) struct AtHome {
    home: Option<Place>,
    /// Another place, and the frames since it is held.
    elsewhere: Option<(Place, Vec<(SessionTime, Pose)>)>,
}

/// Shoulders whose middle lies so many widths off are elsewhere: a shrug lifts them by 0.16, a squeeze moves them less
/// (rendered clips); a hand's breadth is 0.25.
const OFF_SW: f64 = 0.2;
/// So much wider or narrower (natural logarithm) is another distance: a full squeeze makes 0.08. Both together count as the
/// two sides of a right angle: who sits 17 cm farther off and a little turned is 0.12 widths off and 0.11 narrower.
const OTHER_DISTANCE: f64 = 0.12;
/// Who is elsewhere is at home again within so many widths: a place at the limit would come and go with the landmarks' noise,
/// which is 1 to 2 % of the width.
const BACK_SW: f64 = 0.15;
/// A new place counts after this long, seconds: longer than a sway, shorter than the time to begin a step.
const STAYS_S: f64 = 0.7;
/// Within so many widths it is the same new place.
const SAME_PLACE_SW: f64 = 0.06;
/// A head that is moved with its shoulders stays over them within so many widths, and as level within so many degrees:
/// no step of a guide leaves it so and moves the shoulders by [`OFF_SW`]. Another seat 17 cm farther off, before a camera 11
/// cm higher, has it 0.10 off.
const SAME_HEAD_SW: f64 = 0.13;
const SAME_ROLL_DEG: f64 = 4.0;

impl AtHome {
    /// Looks at one frame of a person who rests; the frames since they are elsewhere, once they stay there. With `may_move`
    /// they may have begun a movement, and are elsewhere only when head and shoulders were moved as one.
    pub fn has_moved(&mut self, at: SessionTime, pose: &Pose, may_move: bool) -> Option<Vec<(SessionTime, Pose)>> {
        let Some(place) = Place::of(pose) else {
            self.passes();
            return None;
        };
        let home = *self.home.get_or_insert(place);
        let near_sw = if self.elsewhere.is_some() { BACK_SW } else { OFF_SW };
        if place.is_near(&home, near_sw) || (may_move && !place.is_of_one_piece_with(&home)) {
            self.elsewhere = None;
            return None;
        }
        match &mut self.elsewhere {
            Some((there, seen)) if place.is_near(there, SAME_PLACE_SW) => {
                seen.push((at, pose.clone()));
                let since = seen.first().map_or(at, |(first, _)| *first);
                let stays = at.since(since).as_secs_f64() >= STAYS_S;
                stays.then(|| std::mem::take(seen))
            }
            _ => {
                self.elsewhere = Some((place, vec![(at, pose.clone())]));
                None
            }
        }
    }

    /// A frame in which nothing can be said.
    pub fn passes(&mut self) {
        self.elsewhere = None;
    }
}

impl Place {
    fn of(pose: &Pose) -> Option<Self> {
        let stance = Stance::of(pose).filter(|_| !pose.frozen)?;
        let nose = pose.body.as_ref()?.landmark(Landmark::Nose).image;
        let [left_x, left_y, right_x, right_y] = stance.shoulders_px;
        let middle = ((left_x + right_x) / 2.0, (left_y + right_y) / 2.0);
        let width = stance.shoulder_width_px;
        let (across, down) = (f64::from(nose.x) - middle.0, f64::from(nose.y) - middle.1);
        Some(Self {
            middle,
            width,
            nose_sw: (across / width, down / width),
            roll_deg: stance.head_roll_deg,
        })
    }

    fn is_near(&self, other: &Self, off_sw: f64) -> bool {
        let (across, down) = (self.middle.0 - other.middle.0, self.middle.1 - other.middle.1);
        let off = libm::hypot(across, down) / other.width / off_sw;
        let distance = libm::log(self.width / other.width) / (off_sw * OTHER_DISTANCE / OFF_SW);
        libm::hypot(off, distance) < 1.0
    }

    fn is_of_one_piece_with(&self, other: &Self) -> bool {
        let (across, down) = (self.nose_sw.0 - other.nose_sw.0, self.nose_sw.1 - other.nose_sw.1);
        libm::hypot(across, down) < SAME_HEAD_SW && (self.roll_deg - other.roll_deg).abs() < SAME_ROLL_DEG
    }
}
