//! A session before the camera: pictures in, views and the report out.

use std::sync::Arc;

use body::{Language, SessionTime, Side};
use coach::{Event, EventKind, Plan};
use guide::{Guide, Vocabulary};
use pose::{Image, Models, PoseError, Tracker};
use results::{Findings, Report};
use session::{SessionError, Surroundings};

use crate::kept::Kept;
use crate::running::Running;
use crate::view::View;

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
    /// The picture.
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
    /// No picture at all.
    #[error(transparent)]
    Image(#[from] pose::ImageError),
    /// A frame without a session.
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

/// Watches one person through one guide after the other.
pub struct Watch {
    tracker: Tracker,
    rgb: Vec<u8>,
    running: Option<Running>,
    kept: Kept,
}

impl Watch {
    /// Loads the models.
    ///
    /// # Errors
    /// [`Problem::Pose`] when a file is not the model that belongs there.
    pub fn new(models: &Models<'_>) -> Result<Self, Problem> {
        Ok(Self {
            tracker: Tracker::new(models)?,
            rgb: Vec::new(),
            running: None,
            kept: Kept::default(),
        })
    }

    /// Goes on with another landmark model, which sees the person a little differently: the neutral is taken again from
    /// the pictures of the last one, and nobody has to sit still for it.
    ///
    /// # Errors
    /// [`Problem::Pose`]; the old model stays.
    pub fn change_landmarks(&mut self, tflite: &[u8]) -> Result<(), Problem> {
        self.tracker.change_landmarks(tflite)?;
        if let Some(running) = &mut self.running {
            let seen = self.kept.seen_by(&mut self.tracker);
            running.live.see_anew(&seen);
        }
        Ok(())
    }

    /// Begins a session; an unfinished one is forgotten. `mirrored`: the camera gives a mirror image. It stays with the
    /// set-up look until [`Watch::settle`].
    ///
    /// # Errors
    /// [`Problem`] when the guide has mistakes, or no such step or side.
    pub fn start(&mut self, start: &Start<'_>, mirrored: bool) -> Result<(), Problem> {
        self.running = Some(Running::new(start, mirrored)?);
        self.tracker.reset();
        self.kept = Kept::default();
        Ok(())
    }

    /// Judges one frame. `rgba` holds `height * width * 4` bytes; `at_ms` comes from a clock that rises.
    ///
    /// # Errors
    /// [`Problem`] when no session has begun, or the bytes don't fit the size.
    pub fn frame(&mut self, rgba: &[u8], width: u32, height: u32, at_ms: f64) -> Result<View, Problem> {
        let running = self.running.as_mut().ok_or(Problem::NotStarted)?;
        let expected = width as usize * height as usize * 4;
        if rgba.len() != expected {
            let given = rgba.len();
            return Err(Problem::Picture {
                width,
                height,
                expected,
                given,
            });
        }
        self.rgb.clear();
        self.rgb
            .extend(rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]));
        let image = Image::new(width, height, &self.rgb)?;
        let at = running.time(at_ms);
        self.tracker
            .want_shoulder_edges(running.live.session().wants_shoulder_edges());
        let pose = self.tracker.track(&image, at);
        let people = running.live.wants_people(at).then(|| self.tracker.people(&image));
        if running.looks_for_neutral() {
            self.kept.keep(at, image.size(), &self.rgb);
        }
        let surroundings = Surroundings {
            brightness: Some(image.brightness(pose.body.as_ref())),
            people,
        };
        Ok(running.frame(at, pose, &surroundings))
    }

    /// The model is chosen: the set-up look may end.
    ///
    /// # Errors
    /// [`Problem::NotStarted`], as with all that follow.
    pub fn settle(&mut self) -> Result<(), Problem> {
        self.running()?.live.settle();
        Ok(())
    }

    /// Several people may be in the picture: the one who is followed is coached.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn middle(&mut self) -> Result<(), Problem> {
        self.running()?.live.accept_several();
        Ok(())
    }

    /// Whether the camera gives a mirror image, from the next frame on.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn mirrored(&mut self, on: bool) -> Result<(), Problem> {
        self.running()?.set_mirrored(on);
        Ok(())
    }

    /// The utterance with this id is over.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn spoken(&mut self, id: u32, at_ms: f64) -> Result<(), Problem> {
        self.running()?.spoken(id, at_ms);
        Ok(())
    }

    /// What the session is told by the person.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn wish(&mut self, wish: Wish, at_ms: f64) -> Result<View, Problem> {
        Ok(self.running()?.wish(wish, at_ms))
    }

    /// Ends; the report of it. Not `scored`: it hurt, and no step is in it.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn finish(&mut self, scored: bool) -> Result<Report, Problem> {
        let running = self.running.take().ok_or(Problem::NotStarted)?;
        Ok(running.finish(scored))
    }

    fn running(&mut self) -> Result<&mut Running, Problem> {
        self.running.as_mut().ok_or(Problem::NotStarted)
    }
}

/// What a person wants of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To the dose before.
    Back,
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
