//! The same guide without a camera: time in, what to show out.

use std::sync::Arc;

use body::SessionTime;
use coach::{ByClock, Event};
use guide::Guide;
use results::{Findings, Report};

use crate::view::View;
use crate::watch::{Problem, plan, read_guide};

/// A session on the clock.
#[derive(Debug)]
pub struct OnTheClock {
    guide: Arc<Guide>,
    clock: ByClock,
    started_ms: Option<f64>,
    now: SessionTime,
    events: Vec<Event>,
}

impl OnTheClock {
    /// Makes the clock ready; it starts with the first tick.
    ///
    /// # Errors
    /// [`Problem`] when the guide has mistakes, or no such step or side.
    pub fn new(name: &str, guide: &str, step: Option<String>, side: Option<&str>) -> Result<Self, Problem> {
        let guide = read_guide(name, guide)?;
        let clock = ByClock::new(Arc::clone(&guide), plan(step, side)?)?;
        Ok(Self {
            guide,
            clock,
            started_ms: None,
            now: SessionTime::START,
            events: Vec::new(),
        })
    }

    /// Time goes on. `at_ms` without the time in which the person had paused.
    pub fn tick(&mut self, at_ms: f64) -> View {
        self.advance(at_ms);
        let news = self.clock.frame(self.now);
        self.view(news)
    }

    /// The person skips what is open, or comes next.
    pub fn skip(&mut self, at_ms: f64) -> View {
        self.advance(at_ms);
        let news = self.clock.skip(self.now);
        self.view(news)
    }

    /// Ends; the report of it. Not `scored`: no step is in it.
    pub fn finish(&mut self, scored: bool) -> Report {
        self.events.extend(self.clock.finish(self.now));
        crate::watch::report(
            Findings {
                guide: &self.guide,
                video: None,
                no_neutral: None,
                stopped_early: false,
                doses: &self.clock.outcomes(),
                events: &self.events,
            },
            scored,
        )
    }

    fn advance(&mut self, at_ms: f64) {
        let started = *self.started_ms.get_or_insert(at_ms);
        self.now = self
            .now
            .max(SessionTime::from_secs_f64((at_ms - started).max(0.0) / 1000.0));
    }

    fn view(&mut self, news: Vec<Event>) -> View {
        let view = View::of(self.now.as_secs_f64(), self.clock.state(), &news);
        self.events.extend(news);
        view
    }
}
