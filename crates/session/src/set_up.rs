//! The set-up look: what to change before the coach can see well.
//!
//! Lengths are compared as shares of the picture's longer side, so that a picture held upright is judged alike. How far
//! away a person is, is an estimate from the shoulders' width and a usual lens: good enough for "sit back a little". What
//! more of the person has to be in the picture, and how they have to be turned, is asked for the first step alone: others
//! ask when their turn has come.

use body::{Body, Down, Landmark, Pose, SessionTime, Side};
use guide::{Guide, SetUpLimits, Step, StepView, ViewLimits, Vocabulary};
use measure::{Outline, Stance, Unseen};

use crate::needs::{Needs, Room, arms_reach_forward};

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
    /// The hips are not in the picture, and the first step needs them.
    HipsOut,
    /// The knees are not.
    KneesOut,
    /// The feet are not.
    FeetOut,
    /// The first step is seen from the front.
    TurnFront,
    /// It is seen from the side, whichever.
    TurnSide,
    /// It is seen from the left.
    TurnLeft,
    /// It is seen from the right.
    TurnRight,
    /// Far from the picture's middle.
    OffCentre,
    /// The face is seen from above. A head that looks down does the same, and so does the build of some faces: one
    /// picture can't tell them apart, so a camera a hand's breadth over the eyes is found for some people and not for
    /// others.
    CameraHigh,
    /// The face is seen from far below. With the same doubt, and a far wider limit: below the eyes is the better side.
    CameraLow,
    /// Hands that are raised would leave the picture, by the length that an arm has beside the shoulders' width. An estimate,
    /// and hands that leave the picture are looked for, so it advises.
    HandsOut,
    /// Arms that reach forward would leave the picture, by the estimate of how far away the person is.
    ArmsNeedRoom,
}

impl Hint {
    /// Every one, the most important first.
    pub const ALL: [Self; 20] = [
        Hint::Nobody,
        Hint::SeveralPeople,
        Hint::TooDark,
        Hint::TooBright,
        Hint::HeadOut,
        Hint::ShouldersOut,
        Hint::TooNear,
        Hint::TooFar,
        Hint::HipsOut,
        Hint::KneesOut,
        Hint::FeetOut,
        Hint::TurnFront,
        Hint::TurnSide,
        Hint::TurnLeft,
        Hint::TurnRight,
        Hint::OffCentre,
        Hint::CameraHigh,
        Hint::CameraLow,
        Hint::HandsOut,
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
            Hint::HipsOut => "hips_out",
            Hint::KneesOut => "knees_out",
            Hint::FeetOut => "feet_out",
            Hint::TurnFront => "turn_front",
            Hint::TurnSide => "turn_side",
            Hint::TurnLeft => "turn_left",
            Hint::TurnRight => "turn_right",
            Hint::OffCentre => "off_centre",
            Hint::CameraHigh => "camera_high",
            Hint::CameraLow => "camera_low",
            Hint::HandsOut => "hands_out",
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
                | Hint::HipsOut
                | Hint::KneesOut
                | Hint::FeetOut
                | Hint::TurnFront
                | Hint::TurnSide
                | Hint::TurnLeft
                | Hint::TurnRight
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
    view_limits: ViewLimits,
    arms_reach_forward: bool,
    room: Room,
    /// Of the step that comes first.
    needs: Needs,
    mirrored: bool,
    /// The person was turned as that step needs it in the last frame.
    is_turned: bool,
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
            view_limits: vocabulary.timing().view,
            arms_reach_forward: arms_reach_forward(guide),
            room: Room::of(guide),
            needs: guide.steps.first().map_or(Needs::NOTHING, |step| {
                let side = step.sides().first().copied().flatten();
                Needs::of(guide, step, side)
            }),
            mirrored: false,
            is_turned: false,
            watches: [Watch::default(); Hint::ALL.len()],
            nothing_blocks_since: None,
        }
    }

    /// Which dose comes first, where it is not the guide's first one; `guide` is the one of [`Self::new`].
    pub fn first(&mut self, guide: &Guide, step: &Step, side: Option<Side>) {
        self.needs = Needs::of(guide, step, side);
    }

    /// Whether the picture is a mirror image, from the next frame on.
    pub fn set_mirrored(&mut self, mirrored: bool) {
        self.mirrored = mirrored;
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

    /// How the person should turn, where they are seen to be turned otherwise than the first step needs it.
    fn turn(&mut self, outline: Option<&Outline>) -> Option<StepView> {
        let view = self.needs.view?;
        let turned_deg = outline?.turned_deg;
        let Ok(turned_deg) = turned_deg.map(|turned_deg| if self.mirrored { -turned_deg } else { turned_deg }) else {
            // Who sits so near that the hips are not seen may face the camera; who is seen from behind does not.
            self.is_turned = false;
            return (turned_deg == Err(Unseen::OtherView)).then_some(view);
        };
        self.is_turned = self.view_limits.shows(view, turned_deg, self.is_turned);
        (!self.is_turned).then_some(view)
    }

    /// What this frame alone says.
    fn hints_of(&mut self, pose: &Pose, surroundings: &Surroundings) -> Vec<Hint> {
        let limits = self.limits;
        let outline = Outline::of(pose);
        let turn = self.turn(outline.as_ref());
        let needs = self.needs;
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
        let longer_side = f64::from(pose.image_size.width.max(pose.image_size.height));
        // Sideways the shoulders lie one behind the other.
        let sideways = outline.as_ref().filter(|_| needs.sideways());
        let width = sideways.map_or(look.width, |outline| outline.shoulder_width_px / longer_side);
        let farthest = match needs.down {
            Down::Feet => limits.farthest_whole_width,
            _ => limits.farthest_width,
        };
        when(!look.head_inside, Hint::HeadOut);
        when(width > limits.nearest_width, Hint::TooNear);
        when(width < farthest, Hint::TooFar);
        // Too near explains shoulders that are outside: one hint is enough.
        when(
            !look.shoulders_inside && width <= limits.nearest_width,
            Hint::ShouldersOut,
        );
        let out = outline.and_then(|outline| out(needs.down, outline.shows_down_to));
        when(out.is_some_and(|out| out == Down::Hips), Hint::HipsOut);
        when(out.is_some_and(|out| out == Down::Knees), Hint::KneesOut);
        when(out.is_some_and(|out| out == Down::Feet), Hint::FeetOut);
        if let Some(view) = turn {
            when(true, turn_hint(view));
        }
        when(look.off_centre > limits.off_centre, Hint::OffCentre);
        if let Some(stance) = Stance::of(pose).filter(|_| !needs.sideways()) {
            let (_, down_deg) = stance.face_off_deg;
            when(down_deg > limits.camera_above_deg, Hint::CameraHigh);
            when(down_deg < -limits.camera_below_deg, Hint::CameraLow);
        }
        let tight = width <= limits.nearest_width && look.is_tight(self.room, limits.reach_sw * width * longer_side);
        when(tight, Hint::HandsOut);
        let room = look.width <= limits.arms_width || look.width > limits.nearest_width || tight;
        when(self.arms_reach_forward && !room, Hint::ArmsNeedRoom);
        hints
    }
}

/// What of the person is out of the picture and needed, the nearest to what is in it: who steps back until the knees are in it
/// will hear of the feet.
pub(crate) fn out(needed: Down, shown: Down) -> Option<Down> {
    let next = match shown {
        Down::Shoulders => Down::Hips,
        Down::Hips => Down::Knees,
        Down::Knees | Down::Feet => Down::Feet,
    };
    (shown < needed).then_some(next)
}

fn turn_hint(view: StepView) -> Hint {
    match view {
        StepView::Front => Hint::TurnFront,
        StepView::EitherSide | StepView::SideOfDose => Hint::TurnSide,
        StepView::Side(Side::Left) => Hint::TurnLeft,
        StepView::Side(Side::Right) => Hint::TurnRight,
    }
}

/// Where the person is in the picture.
struct Look {
    /// The middle of the shoulders below the picture's upper edge, pixels.
    below_top: f64,
    /// The nearer shoulder from its edge, pixels.
    from_edge: f64,
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
            below_top: middle(left, right).1,
            from_edge: left.0.min(right.0).min(width - left.0.max(right.0)),
            shoulders_inside: inside(left.0, left.1) && inside(right.0, right.1),
            width: (across * across + down * down).sqrt() / width.max(height),
            off_centre: (middle(left, right).0 / width - 0.5).abs(),
        }
    }
}

impl Look {
    /// Whether hands would leave the picture that are raised so, where an arm has so many pixels.
    fn is_tight(&self, room: Room, arm_px: f64) -> bool {
        self.below_top < room.above * arm_px || self.from_edge < room.aside * arm_px
    }
}

fn middle(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    ((one.0 + other.0) / 2.0, (one.1 + other.1) / 2.0)
}
