//! The table of what is measured on a body: one row a measure, with every fact that other rooms ask for.
//!
//! How each is computed is the business of the crate `measure`, and of `session` where it takes several frames; where
//! the numbers come from stands in docs/measures.md.

use crate::Side;

/// Unit of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Degrees.
    Degrees,
    /// Share of the person's shoulder width: of that in the neutral, or for the gap and the mean height of the wrists of
    /// that in the same frame.
    ShoulderWidths,
    /// Degrees a second.
    DegreesPerSecond,
    /// A plain number.
    Index,
}

impl Unit {
    /// As it is written in reports.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Degrees => "deg",
            Unit::ShoulderWidths => "sw",
            Unit::DegreesPerSecond => "deg/s",
            Unit::Index => "index",
        }
    }
}

/// What a value of a measure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A posture, as far as it is from the person's neutral.
    Offset,
    /// A posture whose zero is its own, whoever sits there and however.
    Absolute,
    /// No posture: how something moves.
    Motion,
}

/// The part of the body that a measure tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Head and neck.
    Head,
    /// The trunk.
    Trunk,
    /// Shoulders and shoulder blades.
    Shoulders,
    /// Arms and hands.
    Arms,
    /// Hips, legs and feet.
    Legs,
    /// All of it.
    Whole,
}

/// How far down a person is in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Down {
    /// To the shoulders.
    Shoulders,
    /// To the hips.
    Hips,
    /// To the knees.
    Knees,
    /// To the feet.
    Feet,
}

/// The anatomical plane in which a measure's movement lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plane {
    /// Seen from the side: forward and back.
    Sagittal,
    /// Seen from the front: sideways, up and down.
    Frontal,
    /// Seen from above: turns.
    Transverse,
    /// In none that is its own.
    Any,
}

/// How a measure tells left from right: what a mirror does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Not at all.
    Alike,
    /// By its sign: right is plus.
    BySign,
    /// It is the left one of a pair, whose right one is this.
    LeftOf(Measure),
    /// It is the right one of a pair, whose left one is this.
    RightOf(Measure),
}

macro_rules! measures {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $unit:ident, $kind:ident, $part:ident, $plane:ident, $sides:expr, $from:expr, $to:expr, $error:expr;)*) => {
        /// What is measured on a body.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Measure { $($(#[$doc])* $variant,)* }

        impl Measure {
            /// Every measure, in the order of the export.
            pub const ALL: &'static [Measure] = &[$(Measure::$variant,)*];

            /// Name in exports and in the vocabulary.
            pub fn name(self) -> &'static str {
                match self { $(Measure::$variant => $name,)* }
            }

            /// Unit of its values.
            pub fn unit(self) -> Unit {
                match self { $(Measure::$variant => Unit::$unit,)* }
            }

            /// What its values say.
            pub fn kind(self) -> Kind {
                match self { $(Measure::$variant => Kind::$kind,)* }
            }

            /// The part of the body that it tells of.
            pub fn part(self) -> Part {
                match self { $(Measure::$variant => Part::$part,)* }
            }

            /// The plane of its movement.
            pub fn plane(self) -> Plane {
                match self { $(Measure::$variant => Plane::$plane,)* }
            }

            /// How it tells left from right.
            pub fn sides(self) -> Sides {
                match self { $(Measure::$variant => $sides,)* }
            }

            /// The least and the most that a body gets to, in its unit; infinite where no limit is known.
            pub fn range(self) -> (f32, f32) {
                match self { $(Measure::$variant => ($from, $to),)* }
            }

            /// Mean absolute error, in its unit, against people whose movement is known ([`Measure::ERROR_SOURCE`]);
            /// `None` where none is known, or its values are not to be used as figures.
            pub fn error(self) -> Option<f64> {
                match self { $(Measure::$variant => $error,)* }
            }
        }
    };
}

use Sides::{Alike, BySign, LeftOf, RightOf};

const NO_LIMIT: f32 = f32::INFINITY;

#[rustfmt::skip]
measures! {
    // Variant, name, unit, kind, part, plane, how it tells left from right, least, most, mean absolute error.
    /// Head forward in the room, chin down +.
    NeckFlexion, "neck_flexion_deg", Degrees, Offset, Head, Sagittal, Alike, -103.0, 82.0, Some(2.8);
    /// Head against the upper thorax in ISB order, towards the right shoulder +.
    NeckLateralFlexion, "neck_lateral_flexion_deg", Degrees, Offset, Head, Frontal, BySign, -60.0, 60.0, Some(1.4);
    /// Head against the upper thorax in ISB order, turned right +.
    NeckRotation, "neck_rotation_deg", Degrees, Offset, Head, Transverse, BySign, -91.0, 91.0, Some(2.1);
    /// Direction of the face, right +.
    HeadAzimuth, "head_azimuth_deg", Degrees, Offset, Head, Transverse, BySign, -91.0, 91.0, Some(2.4);
    /// Direction of the face, down +.
    HeadDepression, "head_depression_deg", Degrees, Offset, Head, Sagittal, Alike, -103.0, 82.0, Some(1.7);
    /// Side lean of the trunk, right +.
    TrunkLean, "trunk_lean_deg", Degrees, Offset, Trunk, Frontal, BySign, -90.0, 90.0, Some(0.6);
    /// Turn of the trunk, right +.
    TrunkRotation, "trunk_rotation_deg", Degrees, Offset, Trunk, Transverse, BySign, -90.0, 90.0, None;
    /// Rise of the left shoulder over the base of the neck.
    ShoulderElevationLeft, "shoulder_elevation_left_sw", ShoulderWidths, Offset, Shoulders, Frontal, LeftOf(Measure::ShoulderElevationRight), -NO_LIMIT, 0.25, Some(0.027);
    /// Rise of the right shoulder over the base of the neck.
    ShoulderElevationRight, "shoulder_elevation_right_sw", ShoulderWidths, Offset, Shoulders, Frontal, RightOf(Measure::ShoulderElevationLeft), -NO_LIMIT, 0.25, Some(0.027);
    /// Shoulder blades: 0 at neutral, + squeezed together, - forward.
    ShoulderRetraction, "shoulder_retraction", Index, Offset, Shoulders, Transverse, Alike, -NO_LIMIT, 1.125, None;
    /// Left elbow, 0 = straight.
    ElbowFlexionLeft, "elbow_flexion_left_deg", Degrees, Absolute, Arms, Any, LeftOf(Measure::ElbowFlexionRight), 0.0, 150.0, Some(25.0);
    /// Right elbow, 0 = straight.
    ElbowFlexionRight, "elbow_flexion_right_deg", Degrees, Absolute, Arms, Any, RightOf(Measure::ElbowFlexionLeft), 0.0, 150.0, Some(25.0);
    /// Distance of the wrists.
    WristGap, "wrist_gap_sw", ShoulderWidths, Absolute, Arms, Any, Alike, 0.0, 4.4, Some(0.12);
    /// Mean height of the wrists over the shoulder line, perspective corrected, up +.
    WristHeight, "wrist_height_sw", ShoulderWidths, Absolute, Arms, Any, Alike, -2.0, 2.0, None;
    /// Breathing signal.
    Breath, "breath", Index, Motion, Trunk, Any, Alike, -NO_LIMIT, NO_LIMIT, None;
    /// Head roll minus the roll of the shoulder line in the picture, to the right +: the tilt of "ear to shoulder".
    NeckTilt, "neck_tilt_deg", Degrees, Offset, Head, Frontal, BySign, -60.0, 60.0, Some(1.8);
    /// Fastest movement of the head, over the last quarter of a second.
    HeadSpeed, "head_speed_deg_s", DegreesPerSecond, Motion, Head, Any, Alike, 0.0, 532.0, None;
    /// Raise of the left upper arm against the trunk as it is seen from the front: 0 hangs, 90 is sideways, 180 overhead.
    ArmAbductionLeft, "arm_abduction_left_deg", Degrees, Absolute, Arms, Frontal, LeftOf(Measure::ArmAbductionRight), -120.0, 210.0, None;
    /// Raise of the right upper arm against the trunk as it is seen from the front: 0 hangs, 90 is sideways, 180 overhead.
    ArmAbductionRight, "arm_abduction_right_deg", Degrees, Absolute, Arms, Frontal, RightOf(Measure::ArmAbductionLeft), -120.0, 210.0, None;
    /// Raise of the left upper arm against the trunk as it is seen from the side: 0 hangs, 90 is forward, 180 overhead.
    ArmFlexionLeft, "arm_flexion_left_deg", Degrees, Absolute, Arms, Sagittal, LeftOf(Measure::ArmFlexionRight), -70.0, 200.0, None;
    /// Raise of the right upper arm against the trunk as it is seen from the side: 0 hangs, 90 is forward, 180 overhead.
    ArmFlexionRight, "arm_flexion_right_deg", Degrees, Absolute, Arms, Sagittal, RightOf(Measure::ArmFlexionLeft), -70.0, 200.0, None;
    /// Bend of the left elbow as the picture shows it, where its plane faces the camera; 0 = straight.
    ElbowBendLeft, "elbow_bend_left_deg", Degrees, Absolute, Arms, Any, LeftOf(Measure::ElbowBendRight), 0.0, 150.0, None;
    /// Bend of the right elbow as the picture shows it, where its plane faces the camera; 0 = straight.
    ElbowBendRight, "elbow_bend_right_deg", Degrees, Absolute, Arms, Any, RightOf(Measure::ElbowBendLeft), 0.0, 150.0, None;
    /// Height of the left wrist over its shoulder, up +.
    WristHeightLeft, "wrist_height_left_sw", ShoulderWidths, Absolute, Arms, Any, LeftOf(Measure::WristHeightRight), -2.0, 2.0, None;
    /// Height of the right wrist over its shoulder, up +.
    WristHeightRight, "wrist_height_right_sw", ShoulderWidths, Absolute, Arms, Any, RightOf(Measure::WristHeightLeft), -2.0, 2.0, None;
    /// How far the left elbow is from its shoulder towards the other side.
    ElbowAcrossLeft, "elbow_across_left_sw", ShoulderWidths, Absolute, Arms, Transverse, LeftOf(Measure::ElbowAcrossRight), -1.1, 1.1, None;
    /// How far the right elbow is from its shoulder towards the other side.
    ElbowAcrossRight, "elbow_across_right_sw", ShoulderWidths, Absolute, Arms, Transverse, RightOf(Measure::ElbowAcrossLeft), -1.1, 1.1, None;
    /// Distance of the left hand from the head, between the ears over the crown.
    HandToHeadLeft, "hand_to_head_left_sw", ShoulderWidths, Absolute, Arms, Any, LeftOf(Measure::HandToHeadRight), 0.0, 3.5, None;
    /// Distance of the right hand from the head, between the ears over the crown.
    HandToHeadRight, "hand_to_head_right_sw", ShoulderWidths, Absolute, Arms, Any, RightOf(Measure::HandToHeadLeft), 0.0, 3.5, None;
    /// Distance of the left hand from the shoulder of the other side.
    HandToOtherShoulderLeft, "hand_to_other_shoulder_left_sw", ShoulderWidths, Absolute, Arms, Any, LeftOf(Measure::HandToOtherShoulderRight), 0.0, 3.5, None;
    /// Distance of the right hand from the shoulder of the other side.
    HandToOtherShoulderRight, "hand_to_other_shoulder_right_sw", ShoulderWidths, Absolute, Arms, Any, RightOf(Measure::HandToOtherShoulderLeft), 0.0, 3.5, None;
    /// Distance of the left hand from the elbow of the other arm.
    HandToOtherElbowLeft, "hand_to_other_elbow_left_sw", ShoulderWidths, Absolute, Arms, Any, LeftOf(Measure::HandToOtherElbowRight), 0.0, 4.4, None;
    /// Distance of the right hand from the elbow of the other arm.
    HandToOtherElbowRight, "hand_to_other_elbow_right_sw", ShoulderWidths, Absolute, Arms, Any, RightOf(Measure::HandToOtherElbowLeft), 0.0, 4.4, None;
    /// Side bend of the trunk: the line from the hips to the shoulders, to the right +.
    TrunkSideBend, "trunk_side_bend_deg", Degrees, Offset, Trunk, Frontal, BySign, -60.0, 60.0, None;
    /// Lean of the trunk forward as it is seen from the side; 0 = upright.
    TrunkFlexion, "trunk_flexion_deg", Degrees, Absolute, Trunk, Sagittal, Alike, -45.0, 135.0, None;
    /// Bend of the left hip: the thigh against the trunk, forward +; 0 = straight.
    HipFlexionLeft, "hip_flexion_left_deg", Degrees, Absolute, Legs, Sagittal, LeftOf(Measure::HipFlexionRight), -45.0, 140.0, None;
    /// Bend of the right hip: the thigh against the trunk, forward +; 0 = straight.
    HipFlexionRight, "hip_flexion_right_deg", Degrees, Absolute, Legs, Sagittal, RightOf(Measure::HipFlexionLeft), -45.0, 140.0, None;
    /// Bend of the left knee; 0 = straight.
    KneeFlexionLeft, "knee_flexion_left_deg", Degrees, Absolute, Legs, Sagittal, LeftOf(Measure::KneeFlexionRight), 0.0, 160.0, None;
    /// Bend of the right knee; 0 = straight.
    KneeFlexionRight, "knee_flexion_right_deg", Degrees, Absolute, Legs, Sagittal, RightOf(Measure::KneeFlexionLeft), 0.0, 160.0, None;
    /// The left foot against the shin, toes up +.
    AnkleFlexionLeft, "ankle_flexion_left_deg", Degrees, Offset, Legs, Sagittal, LeftOf(Measure::AnkleFlexionRight), -80.0, 45.0, None;
    /// The right foot against the shin, toes up +.
    AnkleFlexionRight, "ankle_flexion_right_deg", Degrees, Offset, Legs, Sagittal, RightOf(Measure::AnkleFlexionLeft), -80.0, 45.0, None;
    /// Rise of the left heel over the toes.
    HeelRiseLeft, "heel_rise_left_sw", ShoulderWidths, Offset, Legs, Any, LeftOf(Measure::HeelRiseRight), -0.6, 0.6, None;
    /// Rise of the right heel over the toes.
    HeelRiseRight, "heel_rise_right_sw", ShoulderWidths, Offset, Legs, Any, RightOf(Measure::HeelRiseLeft), -0.6, 0.6, None;
    /// Distance of the ankles from side to side.
    StanceWidth, "stance_width_sw", ShoulderWidths, Absolute, Legs, Frontal, Alike, 0.0, 5.0, None;
    /// How much higher one ankle is than the other: the right one +.
    FootLift, "foot_lift_sw", ShoulderWidths, Offset, Legs, Any, BySign, -3.0, 3.0, None;
    /// The middle of the hips over the middle of the ankles, sideways, to the right +.
    WeightShift, "weight_shift_sw", ShoulderWidths, Offset, Legs, Frontal, BySign, -1.5, 1.5, None;
    /// How upright the more upright thigh is: 1 standing, 0 level.
    ThighUpright, "thigh_upright", Index, Absolute, Legs, Any, Alike, -0.5, 1.3, None;
    /// Which way the person is turned: 0 faces the camera, to the right +.
    Facing, "facing_deg", Degrees, Absolute, Whole, Transverse, BySign, -135.0, 135.0, None;
    /// How far the ears have gone back over the shoulders, seen from the side, back +.
    ChinBack, "chin_back_sw", ShoulderWidths, Offset, Head, Sagittal, Alike, -0.6, 0.4, None;
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Measure {
    /// The page that says how the errors were found.
    pub const ERROR_SOURCE: &'static str = "docs/accuracy.md";

    /// The measure with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.name() == name)
    }

    /// Whether it tells how the head is held.
    pub fn is_of_the_head(self) -> bool {
        self.part() == Part::Head && self.kind() != Kind::Motion
    }

    /// Whether it is an angle of the head: what a limit on the head's speed can be held against.
    pub fn turns_the_head(self) -> bool {
        self.is_of_the_head() && self.unit() == Unit::Degrees
    }

    /// Those that are seen from the person's side alone.
    pub const FROM_THE_SIDE: &'static [Measure] = &[
        Measure::ArmFlexionLeft,
        Measure::ArmFlexionRight,
        Measure::TrunkFlexion,
        Measure::HipFlexionLeft,
        Measure::HipFlexionRight,
        Measure::KneeFlexionLeft,
        Measure::KneeFlexionRight,
        Measure::AnkleFlexionLeft,
        Measure::AnkleFlexionRight,
        Measure::ChinBack,
    ];

    /// Those that are seen from any side.
    const FROM_ANY_SIDE: &'static [Measure] = &[
        Measure::ElbowBendLeft,
        Measure::ElbowBendRight,
        Measure::WristHeightLeft,
        Measure::WristHeightRight,
        Measure::HandToHeadLeft,
        Measure::HandToHeadRight,
        Measure::HeelRiseLeft,
        Measure::HeelRiseRight,
        Measure::FootLift,
        Measure::ThighUpright,
        Measure::Facing,
    ];

    /// Whether somebody who stands or sits sideways to the camera shows it.
    pub fn is_seen_from_the_side(self) -> bool {
        Self::FROM_THE_SIDE.contains(&self) || Self::FROM_ANY_SIDE.contains(&self)
    }

    /// Whether somebody who faces the camera shows it.
    pub fn is_seen_from_the_front(self) -> bool {
        !Self::FROM_THE_SIDE.contains(&self)
    }

    /// How far down a person has to be in the picture for it.
    pub fn shows_down_to(self) -> Down {
        match self {
            Measure::KneeFlexionLeft
            | Measure::KneeFlexionRight
            | Measure::AnkleFlexionLeft
            | Measure::AnkleFlexionRight
            | Measure::HeelRiseLeft
            | Measure::HeelRiseRight
            | Measure::StanceWidth
            | Measure::FootLift
            | Measure::WeightShift => Down::Feet,
            Measure::HipFlexionLeft | Measure::HipFlexionRight | Measure::ThighUpright => Down::Knees,
            Measure::TrunkRotation | Measure::TrunkSideBend | Measure::Facing => Down::Hips,
            // By the hips it is known that a person is sideways.
            _ if Self::FROM_THE_SIDE.contains(&self) => Down::Hips,
            _ => Down::Shoulders,
        }
    }

    /// Those of movements that carry head and shoulders elsewhere as one, as a chair does that is moved.
    pub const CARRIES_THE_HEAD: &'static [Measure] = &[
        Measure::TrunkSideBend,
        Measure::TrunkFlexion,
        Measure::HipFlexionLeft,
        Measure::HipFlexionRight,
        Measure::KneeFlexionLeft,
        Measure::KneeFlexionRight,
        Measure::HeelRiseLeft,
        Measure::HeelRiseRight,
        Measure::StanceWidth,
        Measure::FootLift,
        Measure::WeightShift,
        Measure::ThighUpright,
        Measure::Facing,
    ];

    /// Whether its values can be below 0.
    pub fn is_signed(self) -> bool {
        self.range().0 < 0.0
    }

    /// The left and the right one of the pair that it belongs to.
    pub fn pair(self) -> Option<(Measure, Measure)> {
        match self.sides() {
            Sides::LeftOf(right) => Some((self, right)),
            Sides::RightOf(left) => Some((left, self)),
            Sides::Alike | Sides::BySign => None,
        }
    }

    /// The one of its pair on a side; itself where it is of none.
    pub fn on(self, side: Side) -> Self {
        match (self.pair(), side) {
            (Some((left, _)), Side::Left) => left,
            (Some((_, right)), Side::Right) => right,
            (None, _) => self,
        }
    }

    /// In a mirror image: the measure whose value this one takes over, and what that is multiplied by.
    pub fn mirrored(self) -> (Self, f32) {
        match self.sides() {
            Sides::LeftOf(twin) | Sides::RightOf(twin) => (twin, 1.0),
            Sides::BySign => (self, -1.0),
            Sides::Alike => (self, 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_at_one_with_itself() {
        for &measure in Measure::ALL {
            let (low, high) = measure.range();
            assert!(low <= 0.0 && high > 0.0, "{measure}: rest is within what a body can do");
            let (image, sign) = measure.mirrored();
            assert_eq!(
                image.mirrored(),
                (measure, sign),
                "{measure}: a mirror of a mirror is none"
            );
            assert_eq!(
                (image.unit(), image.kind(), image.part()),
                (measure.unit(), measure.kind(), measure.part())
            );
            assert_eq!(image.range(), (low, high), "{measure}: nobody is lopsided by nature");
            assert_eq!(
                image.error(),
                measure.error(),
                "{measure}: measured alike on both sides"
            );
            assert!(
                measure.error().is_none_or(|error| error > 0.0 && error.is_finite()),
                "{measure}"
            );
            if measure.sides() == Sides::BySign {
                assert_eq!(low, -high, "{measure}: either side goes as far");
            }
            assert_eq!(Measure::named(measure.name()), Some(measure));
            if let Some((left, right)) = measure.pair() {
                assert_eq!((left.on(Side::Right), right.on(Side::Left)), (right, left));
            }
        }
    }
}
