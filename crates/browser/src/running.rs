//! A session that is on: the live session, its voice, and what the page is shown of both.

use std::sync::Arc;
use std::time::Duration;

use body::{ImageSize, Pose, SessionTime};
use coach::Event;
use guide::{Guide, Vocabulary};
use results::{Findings, Report, VideoFacts};
use scene::{Scene, Seen};
use session::{Live, Settings, Stage, Surroundings};
use voice::{Now, Script, Told};

use crate::start::{Problem, Since, Start, Wish, report};
use crate::view::{Shown, View};

pub(crate) struct Running {
    pub live: Live,
    guide: Arc<Guide>,
    script: Script,
    language: body::Language,
    mirrored: bool,
    since: Since,
    /// The last frame.
    last: SessionTime,
    pose: Pose,
    events: Vec<Event>,
    /// The voice does not count the time in which the person had paused.
    paused: Duration,
    /// The next frame is the first one after a pause.
    resumes: bool,
}

impl Running {
    pub fn new(start: &Start<'_>, mirrored: bool) -> Result<Self, Problem> {
        let guide = start.read_guide()?;
        let settings = Settings {
            mirrored,
            ..Settings::default()
        };
        let language = start.language();
        let vocabulary = Vocabulary::builtin_in(language);
        Ok(Self {
            live: Live::new(Arc::clone(&guide), vocabulary, start.plan()?, settings)?,
            script: Script::new(Arc::clone(&guide), start.guide_language, language),
            guide,
            language,
            mirrored,
            since: Since::default(),
            last: SessionTime::START,
            pose: nobody(),
            events: Vec::new(),
            paused: Duration::ZERO,
            resumes: false,
        })
    }

    /// Time since the first frame of the set-up look; never goes back.
    pub fn time(&mut self, at_ms: f64) -> SessionTime {
        self.since.at(at_ms)
    }

    /// Whether the pictures of this moment may be those of the neutral.
    pub fn looks_for_neutral(&self) -> bool {
        !self.live.session().has_neutral()
    }

    pub fn frame(&mut self, at: SessionTime, pose: Pose, surroundings: &Surroundings) -> View {
        if std::mem::take(&mut self.resumes) {
            self.paused += at.since(self.last);
            self.live.resumed(at);
        }
        self.last = at;
        self.pose = pose;
        let news = self.live.frame(at, &self.pose, surroundings);
        self.view(news)
    }

    pub fn set_mirrored(&mut self, on: bool) {
        self.mirrored = on;
        self.live.set_mirrored(on);
    }

    pub fn spoken(&mut self, id: u32, at_ms: f64) {
        let at = self.time(at_ms);
        self.script.ended(self.heard_at(at), id);
    }

    pub fn wish(&mut self, wish: Wish, at_ms: f64) -> View {
        let at = self.time(at_ms);
        let heard = self.heard_at(at);
        let news = match wish {
            Wish::Back => self.live.back(),
            Wish::Skip => self.live.skip(),
            Wish::Done => self.live.done(),
            Wish::Neutral => {
                self.live.look_again();
                Vec::new()
            }
            Wish::Answered => {
                self.live.answered();
                Vec::new()
            }
            Wish::Pause => {
                let told = self.script.paused(heard);
                return self.shown(Vec::new(), told);
            }
            Wish::Resume => {
                self.resumes = true;
                let told = self.script.resumed(heard);
                return self.shown(Vec::new(), told);
            }
        };
        self.view(news)
    }

    pub fn finish(mut self, scored: bool) -> Report {
        self.events.extend(self.live.finish());
        let session = self.live.session();
        report(
            Findings {
                guide: &self.guide,
                video: Some(VideoFacts {
                    size: self.pose.image_size,
                    frames: session.frames(),
                    duration: self.live.time(),
                    coverage: session.coverage(),
                    view: session.camera_view(),
                }),
                no_neutral: session.neutral_reason().as_deref(),
                doubts: &session.doubts(),
                stopped_early: false,
                doses: &session.outcomes(),
                events: &self.events,
            },
            scored,
        )
    }

    /// On the voice's own clock.
    fn heard_at(&self, at: SessionTime) -> SessionTime {
        SessionTime::START + at.since(SessionTime::START).saturating_sub(self.paused)
    }

    fn view(&mut self, news: Vec<Event>) -> View {
        let state = self.live.state();
        let heard = self.heard_at(self.last);
        let told = self.script.hear(
            heard,
            &Now {
                stage: self.live.stage(),
                state: &state,
                events: &news,
                watched: true,
            },
        );
        self.shown(news, told)
    }

    fn shown(&mut self, news: Vec<Event>, told: Told) -> View {
        let state = self.live.state();
        let session = self.live.session();
        let seen = Seen {
            pose: &self.pose,
            measures: session.measures(),
            mirrored: self.mirrored,
        };
        let Scene { drawing, meter } = match self.live.stage() {
            Stage::SetUp { .. } | Stage::Neutral { .. } => Scene::before(&self.guide, seen),
            Stage::On { .. } | Stage::Asking { .. } | Stage::Over => Scene::now(&self.guide, &state, seen),
        };
        let view = View::of(Shown {
            at_s: self.live.time().as_secs_f64(),
            guide: &self.guide,
            stage: self.live.stage(),
            state: &state,
            events: &news,
            told,
            language: self.language,
            can_go_back: session.can_go_back(),
            neutral_share: session.neutral_progress(),
        });
        self.events.extend(news);
        View { meter, drawing, ..view }
    }
}

fn nobody() -> Pose {
    Pose {
        image_size: ImageSize { width: 1, height: 1 },
        body: None,
        face: None,
        shoulder_edges: None,
        frozen: false,
        brightness: None,
    }
}
