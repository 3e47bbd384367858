//! The shape of a file of words: what stands in it, key by key.

use body::Side;
use serde::Deserialize;

/// One wording for one, another one for any other number. `{n}` is the number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counted {
    one: String,
    many: String,
}

impl Counted {
    pub fn of(&self, number: u32) -> String {
        match number {
            1 => self.one.clone(),
            _ => self.many.replace("{n}", &number.to_string()),
        }
    }
}

/// One wording for each side.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfSide {
    left: String,
    right: String,
}

impl OfSide {
    pub fn of(&self, side: Side) -> &str {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sides {
    pub now: OfSide,
    pub first: OfSide,
    pub wrong: OfSide,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lead {
    left: String,
    right: String,
    pub hold: Counted,
    pub hold_to: String,
    pub breaths: Counted,
    pub times: Counted,
    pub times_to: String,
    pub sets: String,
}

impl Lead {
    pub fn side(&self, side: Side) -> &str {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Way {
    pub clock: String,
    pub skip: String,
    pub more: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoldWords {
    pub begins: Counted,
    pub breaths: Counted,
    pub half: String,
    pub waits: String,
    pub goes_on: String,
    pub lost: Counted,
    pub may_stay: String,
    pub release: String,
    pub too_long: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reps {
    pub bare: Counted,
    pub held: Counted,
    pub two_more: Counted,
    pub last: Counted,
    pub enough: Counted,
    pub may_go_on: Counted,
    pub too_small: String,
    pub too_short: String,
    pub too_soon: String,
    pub unclean: String,
    pub further: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rests {
    pub begins: Counted,
    pub go_on: String,
    pub again: String,
    pub set_done: String,
    pub set: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Praises {
    pub good: Vec<String>,
    pub steady: Vec<String>,
    pub put_right: Vec<String>,
    pub came_back: Vec<String>,
    pub counted: Vec<String>,
    pub done: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Questions {
    pub so: String,
    pub answer: String,
    pub again: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetUp {
    pub looking: String,
    pub nobody: String,
    pub several_people: String,
    pub too_dark: String,
    pub too_bright: String,
    pub head_out: String,
    pub shoulders_out: String,
    pub too_near: String,
    pub too_far: String,
    pub hips_out: String,
    pub knees_out: String,
    pub feet_out: String,
    pub turn_front: String,
    pub turn_side: String,
    pub turn_left: String,
    pub turn_right: String,
    pub off_centre: String,
    pub camera_high: String,
    pub camera_low: String,
    pub hands_out: String,
    pub arms_need_room: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Neutral {
    pub still: String,
    pub still_sideways: String,
    pub known: String,
    pub known_again: String,
    pub asked: String,
    pub moved: String,
    pub model: String,
    pub turned: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Advices {
    pub show_yourself: String,
    pub sit_still: String,
    pub look_at_the_camera: String,
    pub be_level: String,
    pub level_the_camera: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Troubles {
    pub frozen: String,
    pub nobody: String,
    pub several_people: String,
    pub too_dark: String,
    pub too_bright: String,
    pub hips_out: String,
    pub knees_out: String,
    pub feet_out: String,
    pub turn_front: String,
    pub turn_side: String,
    pub turn_left: String,
    pub turn_right: String,
    pub over: String,
    pub in_place: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reasons {
    pub nobody: String,
    pub no_neutral: String,
    pub too_dark: String,
    pub too_bright: String,
    pub face: String,
    pub small_face: String,
    pub shoulders: String,
    pub arms: String,
    pub legs: String,
    pub other_view: String,
    pub seen_from_front: String,
    pub seen_from_side: String,
    pub seen_from_other_side: String,
    pub arm_over_shoulder: String,
    pub head_moved: String,
    pub trunk_moved: String,
    pub unsure: String,
    pub frozen: String,
    pub too_few_frames: String,
    pub not_measured: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Over {
    pub all_good: String,
    pub all: String,
    pub some: Counted,
    pub none: String,
    pub by_clock: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pause {
    pub paused: String,
    pub resumed: String,
}
