//! The words of each language, as they stand in `words/`: for the voice, and for what a page writes.
//!
//! Must not know: when anything is said.

mod shape;

use std::sync::LazyLock;

use body::Language;
use measure::Unseen;
use serde::Deserialize;
use session::{Advice, Hint, Renewal, Trouble};

use self::shape::{
    Advices, HoldWords, Lead, Neutral, Over, Pause, Praises, Questions, Reasons, Reps, Rests, SetUp, Sides, Troubles,
    Way,
};

/// Every word of the coach in one language. A word that is missing, or is one too many, fails a test.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub(crate) side: Sides,
    pub(crate) lead: Lead,
    pub(crate) way: Way,
    pub(crate) hold: HoldWords,
    pub(crate) reps: Reps,
    pub(crate) rest: Rests,
    pub(crate) praise: Praises,
    pub(crate) question: Questions,
    set_up: SetUp,
    pub(crate) neutral: Neutral,
    advice: Advices,
    trouble: Troubles,
    unseen: Reasons,
    pub(crate) over: Over,
    pub(crate) pause: Pause,
}

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    static ENGLISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../words/en.toml")));
    static GERMAN: LazyLock<Words> = LazyLock::new(|| read(include_str!("../words/de.toml")));
    static SPANISH: LazyLock<Words> = LazyLock::new(|| read(include_str!("../words/es.toml")));
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Spanish => &SPANISH,
    }
}

fn read(toml: &str) -> Words {
    toml::from_str(toml).expect("a test reads the words of every language")
}

impl Words {
    /// Why something can't be seen.
    pub fn unseen(&self, reason: Unseen) -> &str {
        let words = &self.unseen;
        match reason {
            Unseen::Nobody => &words.nobody,
            Unseen::NoNeutral => &words.no_neutral,
            Unseen::TooDark => &words.too_dark,
            Unseen::TooBright => &words.too_bright,
            Unseen::SmallFace => &words.small_face,
            Unseen::Face => &words.face,
            Unseen::Shoulders => &words.shoulders,
            Unseen::Arms => &words.arms,
            Unseen::Legs => &words.legs,
            Unseen::OtherView => &words.other_view,
            Unseen::SeenFromFront => &words.seen_from_front,
            Unseen::SeenFromSide => &words.seen_from_side,
            Unseen::SeenFromOtherSide => &words.seen_from_other_side,
            Unseen::ArmOverShoulder => &words.arm_over_shoulder,
            Unseen::HeadMoved => &words.head_moved,
            Unseen::TrunkMoved => &words.trunk_moved,
            Unseen::Unsure => &words.unsure,
            Unseen::Frozen => &words.frozen,
            Unseen::TooFewFrames => &words.too_few_frames,
            Unseen::NotMeasured => &words.not_measured,
        }
    }

    /// What to do so that the neutral comes.
    pub fn advice(&self, advice: Advice) -> &str {
        let words = &self.advice;
        match advice {
            Advice::ShowYourself => &words.show_yourself,
            Advice::SitStill => &words.sit_still,
            Advice::LookAtTheCamera => &words.look_at_the_camera,
            Advice::BeLevel => &words.be_level,
            Advice::LevelTheCamera => &words.level_the_camera,
        }
    }

    /// What to change in the set-up look.
    pub fn hint(&self, hint: Hint) -> &str {
        let words = &self.set_up;
        match hint {
            Hint::Nobody => &words.nobody,
            Hint::SeveralPeople => &words.several_people,
            Hint::TooDark => &words.too_dark,
            Hint::TooBright => &words.too_bright,
            Hint::HeadOut => &words.head_out,
            Hint::ShouldersOut => &words.shoulders_out,
            Hint::TooNear => &words.too_near,
            Hint::TooFar => &words.too_far,
            Hint::HipsOut => &words.hips_out,
            Hint::KneesOut => &words.knees_out,
            Hint::FeetOut => &words.feet_out,
            Hint::TurnFront => &words.turn_front,
            Hint::TurnSide => &words.turn_side,
            Hint::TurnLeft => &words.turn_left,
            Hint::TurnRight => &words.turn_right,
            Hint::OffCentre => &words.off_centre,
            Hint::CameraHigh => &words.camera_high,
            Hint::CameraLow => &words.camera_low,
            Hint::HandsOut => &words.hands_out,
            Hint::ArmsNeedRoom => &words.arms_need_room,
        }
    }

    /// What keeps a session from seeing the person.
    pub fn trouble(&self, trouble: Trouble) -> &str {
        let words = &self.trouble;
        match trouble {
            Trouble::Frozen => &words.frozen,
            Trouble::Nobody => &words.nobody,
            Trouble::SeveralPeople => &words.several_people,
            Trouble::TooDark => &words.too_dark,
            Trouble::TooBright => &words.too_bright,
            Trouble::HipsOut => &words.hips_out,
            Trouble::KneesOut => &words.knees_out,
            Trouble::FeetOut => &words.feet_out,
            Trouble::TurnFront => &words.turn_front,
            Trouble::TurnSide => &words.turn_side,
            Trouble::TurnLeft => &words.turn_left,
            Trouble::TurnRight => &words.turn_right,
        }
    }

    /// Why a new neutral is taken.
    pub fn renewal(&self, why: Renewal) -> &str {
        match why {
            Renewal::Asked => &self.neutral.asked,
            Renewal::Moved => &self.neutral.moved,
            Renewal::Model => &self.neutral.model,
            Renewal::Turned => &self.neutral.turned,
        }
    }

    /// How the neutral is taken.
    pub fn sit_still(&self) -> &str {
        &self.neutral.still
    }

    /// How it is taken of somebody who is sideways to the camera.
    pub fn stay_still(&self) -> &str {
        &self.neutral.still_sideways
    }

    /// While the set-up look has found nothing to change.
    pub(crate) fn looking(&self) -> &str {
        &self.set_up.looking
    }

    /// When the trouble is over.
    pub(crate) fn seen_again(&self) -> &str {
        &self.trouble.over
    }

    /// When the person stands and is turned as the step needs it.
    pub(crate) fn in_place(&self) -> &str {
        &self.trouble.in_place
    }
}
