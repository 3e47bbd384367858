//! What a live session is about in a moment, beside the coach's own state: words for a page and a voice.

use body::{Down, Side};
use guide::StepView;

use crate::set_up::Hint;

/// What a session is about in a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stage<'a> {
    /// The set-up look.
    SetUp {
        /// What to change, the most important first.
        hints: &'a [Hint],
    },
    /// The person's neutral is looked for.
    Neutral {
        /// What is in the way.
        advice: Option<Advice>,
        /// Why a new one is taken; `None` for the first.
        again: Option<Renewal>,
        /// What keeps the session from seeing.
        trouble: Option<Trouble>,
    },
    /// A step is on, or comes next.
    On {
        /// What keeps the session from seeing.
        trouble: Option<Trouble>,
    },
    /// A question waits for its answer.
    Asking {
        /// Which.
        question: &'a Question,
        /// For how long, seconds.
        waited_s: f64,
    },
    /// All is over.
    Over,
}

/// What keeps a live session from seeing the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The pictures stand still: the camera or its driver hangs.
    Frozen,
    /// Nobody is in the picture.
    Nobody,
    /// More than one person is, and which one to coach was not said.
    SeveralPeople,
    /// Too dark to see well.
    TooDark,
    /// So bright that the face is white.
    TooBright,
    /// The hips are not in the picture, and the step that comes needs them.
    HipsOut,
    /// The knees are not.
    KneesOut,
    /// The feet are not.
    FeetOut,
    /// The step is seen from the front, and the person is turned otherwise.
    TurnFront,
    /// It is seen from the side, whichever.
    TurnSide,
    /// It is seen from the left.
    TurnLeft,
    /// It is seen from the right.
    TurnRight,
}

impl Trouble {
    /// Every one.
    pub const ALL: [Self; 12] = [
        Trouble::Frozen,
        Trouble::Nobody,
        Trouble::SeveralPeople,
        Trouble::TooDark,
        Trouble::TooBright,
        Trouble::HipsOut,
        Trouble::KneesOut,
        Trouble::FeetOut,
        Trouble::TurnFront,
        Trouble::TurnSide,
        Trouble::TurnLeft,
        Trouble::TurnRight,
    ];

    /// Whether the person is seen, and only has to stand or turn otherwise for the step.
    pub fn is_of_place(self) -> bool {
        match self {
            Trouble::Frozen | Trouble::Nobody | Trouble::SeveralPeople | Trouble::TooDark | Trouble::TooBright => false,
            Trouble::HipsOut
            | Trouble::KneesOut
            | Trouble::FeetOut
            | Trouble::TurnFront
            | Trouble::TurnSide
            | Trouble::TurnLeft
            | Trouble::TurnRight => true,
        }
    }

    /// The person is turned otherwise than this.
    pub(crate) fn turn(view: StepView) -> Self {
        match view {
            StepView::Front => Trouble::TurnFront,
            StepView::EitherSide | StepView::SideOfDose => Trouble::TurnSide,
            StepView::Side(Side::Left) => Trouble::TurnLeft,
            StepView::Side(Side::Right) => Trouble::TurnRight,
        }
    }

    /// So much of the person is out of the picture.
    pub(crate) fn out(down: Down) -> Self {
        match down {
            Down::Shoulders | Down::Hips => Trouble::HipsOut,
            Down::Knees => Trouble::KneesOut,
            Down::Feet => Trouble::FeetOut,
        }
    }

    /// Name for the page.
    pub fn name(self) -> &'static str {
        match self {
            Trouble::Frozen => "frozen",
            Trouble::Nobody => "nobody",
            Trouble::SeveralPeople => "several_people",
            Trouble::TooDark => "too_dark",
            Trouble::TooBright => "too_bright",
            Trouble::HipsOut => "hips_out",
            Trouble::KneesOut => "knees_out",
            Trouble::FeetOut => "feet_out",
            Trouble::TurnFront => "turn_front",
            Trouble::TurnSide => "turn_side",
            Trouble::TurnLeft => "turn_left",
            Trouble::TurnRight => "turn_right",
        }
    }
}

/// What the person can do so that the neutral comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Show face and both shoulders.
    ShowYourself,
    /// Sit still.
    SitStill,
    /// Look at the camera.
    LookAtTheCamera,
    /// Hold head and shoulders level.
    BeLevel,
    /// Level the camera: the whole picture is rolled.
    LevelTheCamera,
}

impl Advice {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Advice::ShowYourself,
        Advice::SitStill,
        Advice::LookAtTheCamera,
        Advice::BeLevel,
        Advice::LevelTheCamera,
    ];

    /// Name for the page.
    pub fn name(self) -> &'static str {
        match self {
            Advice::ShowYourself => "show_yourself",
            Advice::SitStill => "sit_still",
            Advice::LookAtTheCamera => "look_at_the_camera",
            Advice::BeLevel => "be_level",
            Advice::LevelTheCamera => "level_the_camera",
        }
    }
}

/// Why a new neutral is taken in the middle of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// The person asked for it.
    Asked,
    /// The camera, its lid or the chair was moved.
    Moved,
    /// Another landmark model goes on, which reads faces a little differently.
    Model,
    /// The person turned another side to the camera for the step that comes.
    Turned,
}

impl Renewal {
    /// Name for the page.
    pub fn name(self) -> &'static str {
        match self {
            Renewal::Asked => "asked",
            Renewal::Moved => "moved",
            Renewal::Model => "model",
            Renewal::Turned => "turned",
        }
    }
}

/// What a camera can't see, put to the person once the step is over that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Id of the step.
    pub step: String,
    /// Side of the dose.
    pub side: Option<Side>,
    /// Number of the sentence in its step, from 0.
    pub sentence: usize,
    /// The sentence, side filled in.
    pub text: String,
}
