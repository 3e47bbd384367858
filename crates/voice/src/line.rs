//! What there is to say, apart from its wording.

use body::Side;
use coach::NoRep;
use guide::Hold;
use measure::Unseen;
use session::{Advice, Hint, Renewal, Trouble};

/// One thing to say.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Line {
    /// The title of a step.
    Title(String),
    /// A sentence of the guide.
    Sentence(String),
    /// Side, how long, how often.
    Dose {
        side: Option<Side>,
        hold: Option<Hold>,
        times: Option<Times>,
    },
    /// Now this side of the same step.
    NowSide(Side),
    /// The person began with this side.
    FirstSide(Side),
    /// How to get there, in the coach's language.
    Begin(String),
    /// No camera sees this step: the clock leads, and how to say that one is done.
    ClockLeads,
    /// How to skip.
    Skip,
    /// More repetitions, or how to go on.
    More,
    /// What to do otherwise, in the coach's language.
    Correction(String),
    /// It was this side, and should be the other.
    WrongSide(Side),
    /// Something can't be seen.
    Unseen(Unseen),

    /// The hold begins.
    Hold {
        seconds: u32,
        breaths: Option<u32>,
    },
    Half,
    /// One of the last seconds.
    Seconds(u32),
    MayStay,
    /// Come out of it: in the return rule's words, if there is one.
    Release(Option<String>),
    /// Past the upper bound.
    TooLong,
    ClockWaits,
    GoesOn,
    /// The position was left too early.
    Lost {
        seconds: u32,
    },

    /// A repetition. `left`: until it is enough.
    Rep {
        count: u32,
        left: u32,
        held: bool,
    },
    /// As often as it needs. `more`: one may go on.
    Enough {
        count: u32,
        more: bool,
    },
    /// A set is over, and others come.
    SetDone {
        number: u32,
        of: u32,
    },
    /// A set begins.
    Set {
        number: u32,
        of: u32,
    },
    /// A rest begins.
    Rest {
        seconds: u32,
    },
    /// How to go on out of a rest.
    GoOn,
    /// A rest between two repetitions is over.
    Again,
    /// A movement that does not count, and what to do.
    NoRep {
        why: NoRep,
        help: Option<String>,
    },

    /// What was good.
    Praise(String),

    /// "Was it so?", before the sentence.
    WasItSo,
    /// The sentence that is asked about.
    Asked(String),
    /// How to answer.
    HowToAnswer,
    StillAsking,

    Hint(Hint),
    Looking,
    SitStill,
    /// The same of somebody who is sideways to the camera.
    StayStill,
    Advice(Advice),
    Renewal(Renewal),
    /// The neutral is known.
    Known {
        again: bool,
    },

    Trouble(Trouble),
    SeenAgain,
    /// They stand and are turned as the step needs it.
    InPlace,

    AllDone(Ending),
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Times {
    pub at_least: u32,
    pub at_most: Option<u32>,
    /// In each of so many sets.
    pub sets: u32,
}

/// How the session went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    AllGood,
    All,
    Some {
        done: u32,
        of: u32,
    },
    None,
    /// Nobody watched.
    ByClock,
}
