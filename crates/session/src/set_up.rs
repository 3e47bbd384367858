//! The set-up look: what to change before the coach can see well.
//!
//! Lengths are compared as shares of the picture's longer side, so that a picture held upright is judged alike. How far
//! away a person is, is an estimate from the shoulders' width and a usual lens: good enough for "sit back a little".

use body::{Body, Landmark, Measure, Pose, SessionTime};
use guide::{Demand, Guide, SetUpLimits, Vocabulary};
use measure::Stance;

/// What a picture says beside the pose.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Surroundings {
    /// People in the picture; `None` when they were not counted.
    pub people: Option<usize>,
}

/// One thing to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// Nobody is in the picture.
    Nobody,
    /// More than one person is.
    SeveralPeople,
    /// Too dark to see well.
    TooDark,
    /// So bright that the face is white.
    TooBright,
    /// The head is not wholly in the picture.
    HeadOut,
    /// A shoulder is not in the picture.
    ShouldersOut,
    /// Too near to the camera.
    TooNear,
    /// Too far from it.
    TooFar,
    /// Far from the picture's middle.
    OffCentre,
    /// The face is seen from above. A head that looks down does the same, and so does the build of some faces: one
    /// picture can't tell them apart, so a camera a hand's breadth over the eyes is found for some people and not for
    /// others.
    CameraHigh,
    /// The face is seen from far below. With the same doubt, and a far wider limit: below the eyes is the better side.
    CameraLow,
    /// Arms that reach forward would leave the picture, by the estimate of how far away the person is.
    ArmsNeedRoom,
}

impl Hint {
    const ALL: [Self; 12] = [
        Hint::Nobody,
        Hint::SeveralPeople,
        Hint::TooDark,
        Hint::TooBright,
        Hint::HeadOut,
        Hint::ShouldersOut,
        Hint::TooNear,
        Hint::TooFar,
        Hint::OffCentre,
        Hint::CameraHigh,
        Hint::CameraLow,
        Hint::ArmsNeedRoom,
    ];

    /// Name for the page.
    pub fn name(self) -> &'static str {
        match self {
            Hint::Nobody => "nobody",
            Hint::SeveralPeople => "several_people",
            Hint::TooDark => "too_dark",
            Hint::TooBright => "too_bright",
            Hint::HeadOut => "head_out",
            Hint::ShouldersOut => "shoulders_out",
            Hint::TooNear => "too_near",
            Hint::TooFar => "too_far",
            Hint::OffCentre => "off_centre",
            Hint::CameraHigh => "camera_high",
            Hint::CameraLow => "camera_low",
            Hint::ArmsNeedRoom => "arms_need_room",
        }
    }

    /// Whether the session waits until it is gone; a hint that does not block advises.
    pub fn blocks(self) -> bool {
        matches!(
            self,
            Hint::Nobody
                | Hint::SeveralPeople
                | Hint::TooDark
                | Hint::HeadOut
                | Hint::ShouldersOut
                | Hint::TooNear
                | Hint::TooFar
        )
    }
}

/// What the set-up look says after a frame.
#[derive(Debug, Clone, PartialEq)]
pub struct SetUpState {
    /// The hints, the most important first.
    pub hints: Vec<Hint>,
    /// Since when nothing blocks, once that is steady: the session may begin with that frame.
    pub well_since: Option<SessionTime>,
}

/// Looks at frames until all is well. A hint comes and goes only when it has been so for a while.
#[derive(Debug, Clone)]
pub struct SetUp {
    limits: SetUpLimits,
    arms_reach_forward: bool,
    watches: [Watch; Hint::ALL.len()],
    nothing_blocks_since: Option<SessionTime>,
}

/// One hint over time.
#[derive(Debug, Clone, Copy, Default)]
struct Watch {
    shown: bool,
    /// Since when the frames say otherwise than what is shown.
    differs_since: Option<SessionTime>,
}

impl SetUp {
    /// A set-up look for this guide, which has seen nothing yet.
    pub fn new(guide: &Guide, vocabulary: &Vocabulary) -> Self {
        Self {
            limits: *vocabulary.set_up(),
            arms_reach_forward: arms_reach_forward(guide),
            watches: [Watch::default(); Hint::ALL.len()],
            nothing_blocks_since: None,
        }
    }

    /// Looks at one more frame.
    pub fn frame(&mut self, at: SessionTime, pose: &Pose, surroundings: &Surroundings) -> SetUpState {
        let seen = self.hints_of(pose, surroundings);
        for (watch, hint) in self.watches.iter_mut().zip(Hint::ALL) {
            if seen.contains(&hint) == watch.shown {
                watch.differs_since = None;
                continue;
            }
            let since = *watch.differs_since.get_or_insert(at);
            if at.since(since).as_secs_f64() >= self.limits.steady_s {
                *watch = Watch {
                    shown: !watch.shown,
                    differs_since: None,
                };
            }
        }
        let since = self.nothing_blocks_since.take().unwrap_or(at);
        if !seen.iter().any(|hint| hint.blocks()) {
            self.nothing_blocks_since = Some(since);
        }
        SetUpState {
            hints: Hint::ALL
                .into_iter()
                .zip(&self.watches)
                .filter(|(_, watch)| watch.shown)
                .map(|(hint, _)| hint)
                .collect(),
            well_since: self
                .nothing_blocks_since
                .filter(|since| at.since(*since).as_secs_f64() >= self.limits.steady_s),
        }
    }

    /// What this frame alone says.
    fn hints_of(&self, pose: &Pose, surroundings: &Surroundings) -> Vec<Hint> {
        let limits = &self.limits;
        let mut hints = Vec::new();
        let mut when = |so: bool, hint: Hint| {
            if so {
                hints.push(hint);
            }
        };
        let brightness = pose.brightness.map(f64::from);
        when(brightness.is_some_and(|light| light < limits.darkest), Hint::TooDark);
        when(
            brightness.is_some_and(|light| light > limits.brightest),
            Hint::TooBright,
        );
        when(
            surroundings.people.is_some_and(|people| people > 1),
            Hint::SeveralPeople,
        );
        let Some(body) = &pose.body else {
            when(true, Hint::Nobody);
            return hints;
        };
        let look = Look::of(body, pose);
        when(!look.head_inside, Hint::HeadOut);
        when(look.width > limits.nearest_width, Hint::TooNear);
        when(look.width < limits.farthest_width, Hint::TooFar);
        // Too near explains shoulders that are outside: one hint is enough.
        when(
            !look.shoulders_inside && look.width <= limits.nearest_width,
            Hint::ShouldersOut,
        );
        when(look.off_centre > limits.off_centre, Hint::OffCentre);
        if let Some(stance) = Stance::of(pose) {
            let (_, down_deg) = stance.face_off_deg;
            when(down_deg > limits.camera_above_deg, Hint::CameraHigh);
            when(down_deg < -limits.camera_below_deg, Hint::CameraLow);
        }
        let room = look.width <= limits.arms_width || look.width > limits.nearest_width;
        when(self.arms_reach_forward && !room, Hint::ArmsNeedRoom);
        hints
    }
}

/// Where the person is in the picture.
struct Look {
    head_inside: bool,
    shoulders_inside: bool,
    /// Of the shoulders, shares of the longer side.
    width: f64,
    /// Of the shoulders' middle from the picture's, shares of its width.
    off_centre: f64,
}

/// Landmarks of the head come first: nose, eyes, ears, mouth.
const HEAD_LANDMARKS: usize = 11;

impl Look {
    fn of(body: &Body, pose: &Pose) -> Self {
        let (width, height) = (f64::from(pose.image_size.width), f64::from(pose.image_size.height));
        let inside = |x: f64, y: f64| (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
        let place = |index: usize| {
            let point = body.landmarks[index].image;
            (f64::from(point.x), f64::from(point.y))
        };
        let (left, right) = (
            place(Landmark::LeftShoulder as usize),
            place(Landmark::RightShoulder as usize),
        );
        let eyes = middle(place(Landmark::LeftEye as usize), place(Landmark::RightEye as usize));
        let mouth = middle(
            place(Landmark::MouthLeft as usize),
            place(Landmark::MouthRight as usize),
        );
        // The brow lies half as far over the eyes as the mouth lies under them; hair above it need not be seen.
        let brow = (eyes.0 + (eyes.0 - mouth.0) / 2.0, eyes.1 + (eyes.1 - mouth.1) / 2.0);
        let (across, down) = (left.0 - right.0, left.1 - right.1);
        Self {
            head_inside: inside(brow.0, brow.1)
                && (0..HEAD_LANDMARKS).all(|index| inside(place(index).0, place(index).1)),
            shoulders_inside: inside(left.0, left.1) && inside(right.0, right.1),
            width: (across * across + down * down).sqrt() / width.max(height),
            off_centre: (middle(left, right).0 / width - 0.5).abs(),
        }
    }
}

fn middle(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    ((one.0 + other.0) / 2.0, (one.1 + other.1) / 2.0)
}

/// Whether a step asks for hands at some height: before the body, at its sides or over the head, they need room.
fn arms_reach_forward(guide: &Guide) -> bool {
    let rules = guide.steps.iter().flat_map(|step| step.rules());
    rules.into_iter().any(|(_, rule)| match &rule.demand {
        Demand::Reach(phrase) | Demand::Keep(phrase) => {
            phrase.tests.iter().any(|test| test.measure == Measure::WristHeight)
        }
        _ => false,
    })
}
