//! The same guide without a camera: time in, what to show and say out.

use std::sync::Arc;

use body::{Language, SessionTime};
use coach::{ByClock, CoachState, Event, Phase};
use guide::{Guide, Vocabulary};
use results::{Findings, Report};
use session::{Questions, Stage};
use voice::{Now, Script, Told};

use crate::start::{Problem, Since, Start, Wish, report};
use crate::view::{Shown, View};

/// The clock waits for an answer for so long, seconds: nobody sees whether anyone is there.
const WAITS_FOR_ANSWER_S: f64 = 15.0;

/// A session on the clock.
#[derive(Debug)]
pub struct OnTheClock {
    guide: Arc<Guide>,
    clock: ByClock,
    script: Script,
    language: Language,
    questions: Questions,
    since: Since,
    /// Time of the voice and of the questions, which runs on while the clock waits for an answer.
    now: SessionTime,
    /// Time of the clock.
    own: SessionTime,
    events: Vec<Event>,
}

impl OnTheClock {
    /// Makes the clock ready; it starts with the first tick.
    ///
    /// # Errors
    /// [`Problem`] when the guide has mistakes, or no such step or side.
    pub fn new(start: &Start<'_>) -> Result<Self, Problem> {
        let guide = start.read_guide()?;
        Ok(Self {
            clock: ByClock::new(Arc::clone(&guide), Vocabulary::builtin().timing(), start.plan()?)?,
            script: Script::new(Arc::clone(&guide), start.guide_language, start.language()),
            guide,
            language: start.language(),
            questions: Questions::default(),
            since: Since::default(),
            now: SessionTime::START,
            own: SessionTime::START,
            events: Vec::new(),
        })
    }

    /// Time goes on. `at_ms` comes from a clock that rises, and leaves out the time in which the person had paused.
    pub fn tick(&mut self, at_ms: f64) -> View {
        self.advance(at_ms);
        let news = self.clock.frame(self.own);
        self.view(news)
    }

    /// What the person wants. A clock has no neutral: that wish changes nothing.
    pub fn wish(&mut self, wish: Wish, at_ms: f64) -> View {
        self.advance(at_ms);
        let is_asking = self.questions.open(self.now).is_some();
        let news = match wish {
            Wish::Back => {
                self.questions.clear();
                self.clock.back(self.own)
            }
            Wish::Skip if is_asking => {
                self.questions.clear();
                Vec::new()
            }
            Wish::Skip => self.clock.skip(self.own),
            Wish::Done => self.clock.done(self.own),
            Wish::Answered => {
                self.questions.next(self.now);
                Vec::new()
            }
            Wish::Neutral => Vec::new(),
            Wish::Pause => {
                let told = self.script.paused(self.now);
                return self.shown(&self.clock.state(), &[], told);
            }
            Wish::Resume => {
                let told = self.script.resumed(self.now);
                return self.shown(&self.clock.state(), &[], told);
            }
        };
        self.view(news)
    }

    /// The utterance with this id is over.
    pub fn spoken(&mut self, id: u32, at_ms: f64) {
        self.advance(at_ms);
        self.script.ended(self.now, id);
    }

    /// Ends; the report of it. Not `scored`: no step is in it.
    pub fn finish(&mut self, scored: bool) -> Report {
        self.events.extend(self.clock.finish(self.own));
        report(
            Findings {
                guide: &self.guide,
                video: None,
                no_neutral: None,
                doubts: &[],
                stopped_early: false,
                doses: &self.clock.outcomes(),
                events: &self.events,
            },
            scored,
        )
    }

    fn advance(&mut self, at_ms: f64) {
        let before = std::mem::replace(&mut self.now, self.since.at(at_ms));
        match self.questions.open(self.now) {
            Some((_, waited_s)) if waited_s >= WAITS_FOR_ANSWER_S => self.questions.next(self.now),
            Some(_) => {}
            None => self.own = self.own + self.now.since(before),
        }
    }

    fn view(&mut self, news: Vec<Event>) -> View {
        let state = self.clock.state();
        self.questions.look(self.now, &self.guide, &state);
        let stage = stage(&self.questions, self.now, &state);
        let told = self.script.hear(
            self.now,
            &Now {
                stage,
                state: &state,
                events: &news,
                watched: false,
            },
        );
        let view = self.shown(&state, &news, told);
        self.events.extend(news);
        view
    }

    fn shown(&self, state: &CoachState, news: &[Event], told: Told) -> View {
        View::of(Shown {
            at_s: self.own.as_secs_f64(),
            guide: &self.guide,
            stage: stage(&self.questions, self.now, state),
            state,
            events: news,
            told,
            language: self.language,
            can_go_back: self.clock.can_go_back(),
            neutral_share: 0.0,
        })
    }
}

fn stage<'a>(questions: &'a Questions, at: SessionTime, state: &CoachState) -> Stage<'a> {
    match questions.open(at) {
        Some((question, waited_s)) => Stage::Asking { question, waited_s },
        None if state.phase == Phase::Done => Stage::Over,
        None => Stage::On { trouble: None },
    }
}
