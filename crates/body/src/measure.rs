//! The names of what is measured on a body, with their units.
//!
//! Names only: how each is computed is the business of the crate `measure`.

/// Unit of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Degrees.
    Degrees,
    /// Share of the person's neutral shoulder width.
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

macro_rules! measures {
    ($($(#[$doc:meta])* $variant:ident $name:literal $unit:ident)*) => {
        /// What is measured on a body in one frame. All are offsets from the person's neutral, unless said otherwise.
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
        }
    };
}

measures! {
    /// Head forward in the room, chin down +.
    NeckFlexion "neck_flexion_deg" Degrees
    /// Head against the upper thorax in ISB order, towards the right shoulder +.
    NeckLateralFlexion "neck_lateral_flexion_deg" Degrees
    /// Head against the upper thorax in ISB order, turned right +.
    NeckRotation "neck_rotation_deg" Degrees
    /// Direction of the face, right +.
    HeadAzimuth "head_azimuth_deg" Degrees
    /// Direction of the face, down +.
    HeadDepression "head_depression_deg" Degrees
    /// Side lean of the trunk, right +.
    TrunkLean "trunk_lean_deg" Degrees
    /// Turn of the trunk, right +.
    TrunkRotation "trunk_rotation_deg" Degrees
    /// Rise of the left shoulder over the base of the neck.
    ShoulderElevationLeft "shoulder_elevation_left_sw" ShoulderWidths
    /// Rise of the right shoulder over the base of the neck.
    ShoulderElevationRight "shoulder_elevation_right_sw" ShoulderWidths
    /// Shoulder blades: 0 at neutral, + squeezed together, - forward.
    ShoulderRetraction "shoulder_retraction" Index
    /// Left elbow, 0 = straight. Not an offset.
    ElbowFlexionLeft "elbow_flexion_left_deg" Degrees
    /// Right elbow, 0 = straight. Not an offset.
    ElbowFlexionRight "elbow_flexion_right_deg" Degrees
    /// Distance of the wrists. Not an offset.
    WristGap "wrist_gap_sw" ShoulderWidths
    /// Mean height of the wrists over the shoulder line, perspective corrected, up +. Not an offset.
    WristHeight "wrist_height_sw" ShoulderWidths
    /// Breathing signal.
    Breath "breath" Index
    /// Head roll minus the roll of the shoulder line in the picture, to the right +: the tilt of "ear to shoulder".
    NeckTilt "neck_tilt_deg" Degrees
    /// Fastest movement of the head.
    HeadSpeed "head_speed_deg_s" DegreesPerSecond
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Measure {
    /// The measure with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.name() == name)
    }
}
