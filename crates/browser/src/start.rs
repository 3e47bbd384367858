//! What sessions before the camera and by the clock have in common: how they begin, what a person may want of them,
//! what can go wrong, and the report at their end.

use std::sync::Arc;

use body::{Language, SessionTime, Side};
use coach::{Event, EventKind, Plan};
use guide::{Guide, Vocabulary};
use pose::PoseError;
use results::{Findings, Report};
use session::SessionError;

/// What can go wrong between the page and the judge.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A model file.
    #[error(transparent)]
    Pose(#[from] PoseError),
    /// The guide has mistakes.
    #[error("this guide has mistakes:\n{0}")]
    Guide(String),
    /// The plan does not fit the guide.
    #[error(transparent)]
    Plan(#[from] coach::PlanError),
    /// The session can't begin.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// Not a side.
    #[error("a side is left or right, not {0:?}")]
    Side(String),
    /// The bytes of a picture don't fit its size.
    #[error("a picture of {width} x {height} pixels has {expected} bytes, not {given}")]
    Picture {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Bytes of RGBA that the size asks for.
        expected: usize,
        /// Bytes that were given.
        given: usize,
    },
    /// A picture without pixels, or a larger one than can be read.
    #[error(transparent)]
    Image(#[from] pose::ImageError),
    /// A frame, a wish or an end, and no session has begun.
    #[error("no session has begun")]
    NotStarted,
}

/// What a session is begun with.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a> {
    /// Name of the guide.
    pub name: &'a str,
    /// Its text.
    pub guide: &'a str,
    /// Id of the only step to do; `None` for the whole guide.
    pub step: Option<&'a str>,
    /// `left` or `right`, for one side of that step only.
    pub side: Option<&'a str>,
    /// BCP 47 tag of the language that the coach speaks; English where it does not speak that one.
    pub language: &'a str,
    /// BCP 47 tag of the guide's own words.
    pub guide_language: &'a str,
}

/// What a person wants of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To the dose before.
    Back,
    /// Done with the dose that is on the clock, sooner than the clock.
    Done,
    /// Past the dose that is open or comes next; past the question, where one is open.
    Skip,
    /// To be looked at anew.
    Neutral,
    /// The open question was answered, or passed over: the answer itself stays with the page.
    Answered,
    /// To pause.
    Pause,
    /// To go on.
    Resume,
}

/// The report of a session. One that is not scored says that it ended, and nothing of how it went.
pub(crate) fn report(findings: Findings<'_>, scored: bool) -> Report {
    let version = env!("CARGO_PKG_VERSION");
    if scored {
        return Report::new(&findings, version);
    }
    let is_end = |event: &&Event| event.kind == EventKind::SessionEnded;
    let ended: Vec<Event> = findings.events.iter().filter(is_end).cloned().collect();
    Report::new(
        &Findings {
            doses: &[],
            events: &ended,
            ..findings
        },
        version,
    )
}

impl Start<'_> {
    /// The language that the coach speaks.
    pub(crate) fn language(&self) -> Language {
        Language::of_tag(self.language).unwrap_or(Language::English)
    }

    /// The guide, with what is said for its phrases in the coach's language.
    pub(crate) fn read_guide(&self) -> Result<Arc<Guide>, Problem> {
        let vocabulary = Vocabulary::builtin_in(self.language());
        let guide = guide::parse(self.name, self.guide, vocabulary);
        Ok(Arc::new(
            guide.map_err(|mistakes| Problem::Guide(mistakes.to_string()))?,
        ))
    }

    pub(crate) fn plan(&self) -> Result<Plan, Problem> {
        let side = match self.side {
            None => None,
            Some("left") => Some(Side::Left),
            Some("right") => Some(Side::Right),
            Some(other) => return Err(Problem::Side(other.to_owned())),
        };
        Ok(self.step.map_or(Plan::WholeGuide, |id| Plan::Step {
            id: id.to_owned(),
            side,
        }))
    }
}

/// Time since a first call, of a clock that starts anywhere; never goes back.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Since {
    began_ms: Option<f64>,
    last: SessionTime,
}

impl Since {
    pub fn at(&mut self, at_ms: f64) -> SessionTime {
        let began_ms = *self.began_ms.get_or_insert(at_ms);
        self.last = self
            .last
            .max(SessionTime::from_secs_f64((at_ms - began_ms).max(0.0) / 1000.0));
        self.last
    }
}
