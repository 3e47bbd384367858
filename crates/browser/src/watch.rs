//! A session before the camera: set-up look, neutral, steps, report.

use std::collections::VecDeque;
use std::sync::Arc;

use body::{ImageSize, Pose, SessionTime, Side};
use coach::{CoachState, Event, EventKind, Plan};
use guide::{Guide, Vocabulary};
use pose::{Image, Models, PoseError, Tracker};
use results::{Findings, Report, VideoFacts};
use session::{NeutralWithin, Session, SessionError, SetUp, Settings, Surroundings};

use crate::drawing::drawing;
use crate::meter::{meter, preview};
use crate::view::{HintView, NeutralView, View};

/// People are counted so often while the set-up is looked at: it takes as long as finding a lost person.
const COUNT_PEOPLE_EVERY_S: f64 = 1.0;

/// Frames of the set-up look are kept for so long: more than it takes to be sure that all is well.
const KEEP_S: f64 = 1.0;

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

/// Watches one person through one guide after the other.
pub struct Watch {
    tracker: Tracker,
    rgb: Vec<u8>,
    running: Option<Running>,
}

struct Running {
    guide: Arc<Guide>,
    session: Session,
    set_up: SetUp,
    stage: Stage,
    /// Of the first frame of the set-up look.
    began_ms: Option<f64>,
    last: SessionTime,
    people: Option<usize>,
    counted_at: Option<SessionTime>,
    image_size: ImageSize,
    pose: Pose,
    /// Frames of the set-up look that may turn out to be the session's first.
    waiting: VecDeque<(SessionTime, Pose)>,
    events: Vec<Event>,
}

/// The session's own time begins with the first frame in which the set-up was well.
#[derive(Debug, Clone, Copy)]
enum Stage {
    SetUp,
    Watching { since: SessionTime },
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
        })
    }

    /// Goes on with another landmark model.
    ///
    /// # Errors
    /// [`Problem::Pose`]; the old model stays.
    pub fn change_landmarks(&mut self, tflite: &[u8]) -> Result<(), Problem> {
        Ok(self.tracker.change_landmarks(tflite)?)
    }

    /// Begins a session; an unfinished one is forgotten.
    ///
    /// # Errors
    /// [`Problem`] when the guide has mistakes, or no such step or side.
    pub fn start(&mut self, name: &str, text: &str, step: Option<String>, side: Option<&str>) -> Result<(), Problem> {
        let guide = read_guide(name, text)?;
        let settings = Settings {
            neutral_within: NeutralWithin::AnyTime,
            ..Settings::default()
        };
        let vocabulary = Vocabulary::builtin();
        let session = Session::new(Arc::clone(&guide), vocabulary, plan(step, side)?, settings)?;
        self.tracker.reset();
        self.running = Some(Running {
            set_up: SetUp::new(&guide, vocabulary),
            guide,
            session,
            stage: Stage::SetUp,
            began_ms: None,
            last: SessionTime::START,
            people: None,
            counted_at: None,
            image_size: ImageSize { width: 0, height: 0 },
            pose: nobody(),
            waiting: VecDeque::new(),
            events: Vec::new(),
        });
        Ok(())
    }

    /// Judges one frame. `rgba` holds `height * width * 4` bytes, not mirrored; `at_ms` comes from a clock that rises.
    ///
    /// # Errors
    /// [`Problem`] when no session has begun, or the bytes don't fit the size.
    pub fn frame(&mut self, rgba: &[u8], width: u32, height: u32, at_ms: f64) -> Result<View, Problem> {
        let Some(running) = &mut self.running else {
            return Err(Problem::NotStarted);
        };
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
        self.tracker.want_shoulder_edges(running.session.wants_shoulder_edges());
        running.pose = self.tracker.track(&image, at);
        running.image_size = image.size();
        if matches!(running.stage, Stage::SetUp) {
            if running.people_are_due(at) {
                running.people = Some(self.tracker.people(&image));
            }
            return Ok(running.look(at, &image));
        }
        Ok(running.judge(at))
    }

    /// The person skips what is open, or comes next.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn skip(&mut self, at_ms: f64) -> Result<View, Problem> {
        let running = self.running.as_mut().ok_or(Problem::NotStarted)?;
        let at = running.time(at_ms);
        let news = running.session.skip(running.session_time(at));
        Ok(running.view(at, news))
    }

    /// Ends; the report of it. Not `scored`: it hurt, and no step is in it.
    ///
    /// # Errors
    /// [`Problem::NotStarted`].
    pub fn finish(&mut self, scored: bool) -> Result<Report, Problem> {
        let mut running = self.running.take().ok_or(Problem::NotStarted)?;
        running.events.extend(running.session.finish());
        Ok(report(
            Findings {
                guide: &running.guide,
                video: Some(VideoFacts {
                    size: running.image_size,
                    frames: running.session.frames(),
                    duration: running.session_time(running.last),
                    coverage: running.session.coverage(),
                }),
                no_neutral: running.session.neutral_reason().as_deref(),
                stopped_early: false,
                doses: &running.session.outcomes(),
                events: &running.events,
            },
            scored,
        ))
    }
}

impl Running {
    /// Time since the first frame of the set-up look; never goes back.
    fn time(&mut self, at_ms: f64) -> SessionTime {
        let began = *self.began_ms.get_or_insert(at_ms);
        self.last = self.last.max(SessionTime::from_secs_f64((at_ms - began) / 1000.0));
        self.last
    }

    fn session_time(&self, at: SessionTime) -> SessionTime {
        match self.stage {
            Stage::SetUp => SessionTime::START,
            Stage::Watching { since } => SessionTime::START + at.since(since),
        }
    }

    fn people_are_due(&mut self, at: SessionTime) -> bool {
        let due = self
            .counted_at
            .is_none_or(|last| at.since(last).as_secs_f64() >= COUNT_PEOPLE_EVERY_S);
        if due {
            self.counted_at = Some(at);
        }
        due
    }

    /// The set-up look. Once it is well, the frames since then are the session's first: nobody sits still twice.
    fn look(&mut self, at: SessionTime, image: &Image<'_>) -> View {
        let surroundings = Surroundings {
            brightness: Some(image.brightness(self.pose.body.as_ref())),
            people: self.people,
        };
        let look = self.set_up.frame(at, &self.pose, &surroundings);
        let hints = look.hints.iter().copied().map(HintView::from).collect();
        self.waiting.push_back((at, self.pose.clone()));
        if let Some(since) = look.well_since {
            self.stage = Stage::Watching { since };
            let mut news = Vec::new();
            for (at, pose) in std::mem::take(&mut self.waiting) {
                if at >= since {
                    news.extend(self.session.frame(self.session_time(at), &pose));
                }
            }
            return View {
                hints,
                ..self.view(at, news)
            };
        }
        while self
            .waiting
            .front()
            .is_some_and(|(first, _)| at.since(*first).as_secs_f64() > KEEP_S)
        {
            self.waiting.pop_front();
        }
        View {
            phase: "setup",
            hints,
            ..self.view(at, Vec::new())
        }
    }

    fn judge(&mut self, at: SessionTime) -> View {
        let news = self.session.frame(self.session_time(at), &self.pose);
        self.view(at, news)
    }

    fn view(&mut self, at: SessionTime, news: Vec<Event>) -> View {
        let state = self.session.state();
        let waits = state.phase == coach::Phase::Setup;
        let step = state.step.as_deref().and_then(|id| self.guide.step(id));
        let measures = self.session.measures();
        let (meter, drawing) = if waits {
            (preview(&self.guide, &self.pose, measures), drawing(&self.pose, None))
        } else {
            (
                step.and_then(|step| meter(step, state.side, measures, &self.pose)),
                step.map(|step| drawing(&self.pose, Some(step))).unwrap_or_default(),
            )
        };
        let neutral = self.neutral(&state);
        let mut view = View::of(self.session_time(at).as_secs_f64(), state, &news);
        view.meter = meter;
        view.drawing = drawing;
        view.neutral = neutral;
        self.events.extend(news);
        view
    }

    fn neutral(&self, state: &CoachState) -> Option<NeutralView> {
        let looking = state.phase == coach::Phase::Setup && matches!(self.stage, Stage::Watching { .. });
        looking.then(|| NeutralView {
            share: self.session.neutral_progress(),
            reason: self.session.neutral_advice().map(session::Advice::name),
        })
    }
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

pub(crate) fn read_guide(name: &str, text: &str) -> Result<Arc<Guide>, Problem> {
    let guide =
        guide::parse(name, text, Vocabulary::builtin()).map_err(|mistakes| Problem::Guide(mistakes.to_string()))?;
    Ok(Arc::new(guide))
}

pub(crate) fn plan(step: Option<String>, side: Option<&str>) -> Result<Plan, Problem> {
    let side = match side {
        None => None,
        Some("left") => Some(Side::Left),
        Some("right") => Some(Side::Right),
        Some(other) => return Err(Problem::Side(other.to_owned())),
    };
    Ok(step.map_or(Plan::WholeGuide, |id| Plan::Step { id, side }))
}

fn nobody() -> Pose {
    Pose {
        image_size: ImageSize { width: 1, height: 1 },
        body: None,
        face: None,
        shoulder_edges: None,
        frozen: false,
    }
}
