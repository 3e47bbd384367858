//! The measures of one frame: each a value with its confidence, or the reason why it is not seen.

use body::Measure;

/// One value that was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// In the measure's unit. Always finite.
    pub value: f32,
    /// How far it can be trusted, 0..=1.
    pub confidence: f32,
}

/// The confidence of what is shown, but neither spoken of nor a fault (docs/measures.md, "Signal rules").
pub const UNSURE: f32 = 0.6;

/// Why a measure is not there. Never a fault of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unseen {
    /// The picture stands still.
    Frozen,
    /// Nobody is in the picture.
    Nobody,
    /// The person's neutral is not known.
    NoNeutral,
    /// Too dark to see.
    TooDark,
    /// So bright that the face is white.
    TooBright,
    /// The face is hidden or turned away.
    Face,
    /// The face is so small in the picture that its angles can't be told.
    SmallFace,
    /// A shoulder is hidden or outside the picture.
    Shoulders,
    /// An elbow or a wrist is hidden or outside the picture.
    Arms,
    /// Hips, knees or feet are hidden or outside the picture.
    Legs,
    /// It can't be told from this side: it lies along the line of sight.
    OtherView,
    /// The person faces the camera, and the step is judged from the side.
    SeenFromFront,
    /// The person is sideways to the camera, and the step is judged from the front.
    SeenFromSide,
    /// The person shows the side from which the step is not judged.
    SeenFromOtherSide,
    /// An arm is raised before or over the shoulder: where the shoulder is can't be told.
    ArmOverShoulder,
    /// The head is turned, tilted or nodded, which changes what is measured elsewhere.
    HeadMoved,
    /// The trunk leans or has moved aside, which changes the same.
    TrunkMoved,
    /// It was seen, but not surely enough to call it a fault.
    Unsure,
    /// It needs more frames than there were so far, or than there are in a second.
    TooFewFrames,
    /// This program does not measure it yet.
    NotMeasured,
}

impl Unseen {
    /// Every one.
    pub const ALL: [Self; 20] = [
        Unseen::Frozen,
        Unseen::Nobody,
        Unseen::NoNeutral,
        Unseen::TooDark,
        Unseen::TooBright,
        Unseen::Face,
        Unseen::SmallFace,
        Unseen::Shoulders,
        Unseen::Arms,
        Unseen::Legs,
        Unseen::OtherView,
        Unseen::SeenFromFront,
        Unseen::SeenFromSide,
        Unseen::SeenFromOtherSide,
        Unseen::ArmOverShoulder,
        Unseen::HeadMoved,
        Unseen::TrunkMoved,
        Unseen::Unsure,
        Unseen::TooFewFrames,
        Unseen::NotMeasured,
    ];

    /// In plain words, to follow "unseen:".
    pub fn reason(self) -> &'static str {
        match self {
            Unseen::Frozen => "the picture stands still",
            Unseen::Nobody => "nobody in the picture",
            Unseen::NoNeutral => "no neutral",
            Unseen::TooDark => "it is too dark",
            Unseen::TooBright => "it is too bright",
            Unseen::Face => "the face is hidden",
            Unseen::SmallFace => "the face is too small in the picture",
            Unseen::Shoulders => "a shoulder is outside the picture",
            Unseen::Arms => "the arms are outside the picture",
            Unseen::Legs => "hips or legs are outside the picture",
            Unseen::OtherView => "it can't be seen from this side",
            Unseen::SeenFromFront => "seen from the front; this step is judged from the side",
            Unseen::SeenFromSide => "seen from the side; this step is judged from the front",
            Unseen::SeenFromOtherSide => "seen from the other side than this step is judged from",
            Unseen::ArmOverShoulder => "an arm covers the shoulder",
            Unseen::HeadMoved => "the head is turned or tilted",
            Unseen::TrunkMoved => "the trunk leans or has moved aside",
            Unseen::Unsure => "not seen surely enough",
            Unseen::TooFewFrames => "too few frames",
            Unseen::NotMeasured => "not supported yet",
        }
    }
}

/// What the head's angles were taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadSource {
    /// The face mesh.
    Face,
    /// The body's landmarks, where the face is lost: coarser, and off by up to 30 degrees in a turn.
    Body,
}

/// All measures of one frame.
///
/// ```
/// use body::Measure;
/// use measure::{Measures, Seen, Unseen};
///
/// let mut measures = Measures::unseen(Unseen::Face);
/// let tilt = Seen { value: 21.5, confidence: 0.9 };
/// measures.set(Measure::NeckTilt, Ok(tilt));
/// assert_eq!(measures.get(Measure::NeckTilt), Ok(tilt));
/// // What was not seen has its reason, and is never 0.
/// assert_eq!(measures.get(Measure::HeadAzimuth), Err(Unseen::Face));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Measures {
    values: Vec<Result<Seen, Unseen>>,
    head_source: Option<HeadSource>,
}

impl Measures {
    /// Nothing seen, all for one reason.
    pub fn unseen(reason: Unseen) -> Self {
        Self {
            values: vec![Err(reason); Measure::ALL.len()],
            head_source: None,
        }
    }

    /// One measure, or why it is not there.
    ///
    /// # Errors
    /// [`Unseen`] when it was not seen in this frame.
    pub fn get(&self, measure: Measure) -> Result<Seen, Unseen> {
        self.values[measure as usize]
    }

    /// What the head's angles were taken from; `None` when the head was not seen.
    pub fn head_source(&self) -> Option<HeadSource> {
        self.head_source
    }

    /// What was not seen for `reason` was not seen for a better known one.
    pub fn explain(&mut self, reason: Unseen, better: Unseen) {
        for value in self.values.iter_mut().filter(|value| **value == Err(reason)) {
            *value = Err(better);
        }
    }

    pub(crate) fn set_head_source(&mut self, source: HeadSource) {
        self.head_source = Some(source);
    }

    /// Puts one measure in. A value that is not finite counts as not measured.
    pub fn set(&mut self, measure: Measure, seen: Result<Seen, Unseen>) {
        self.values[measure as usize] = match seen {
            Ok(seen) if !seen.value.is_finite() => Err(Unseen::NotMeasured),
            other => other,
        };
    }
}
