//! A live session before a camera: set-up look, neutral, the coach who leads, questions, and what keeps it from seeing.
//!
//! Poses and their times in; events out, and what the session is about in this moment. The person's wishes (skip, back,
//! look again, an answer) are calls.

use std::collections::VecDeque;
use std::sync::Arc;

use body::{Down, Pose, SessionTime};
use coach::{CoachState, Event, EventKind, Looks, Order, Phase, Plan};
use guide::{Guide, Vocabulary};

use crate::judge::{Session, SessionError};
use crate::needs::Needs;
use crate::onward::Onward;
use crate::questions::Questions;
use crate::set_up::{Hint, SetUp, Surroundings};
use crate::settings::Settings;
use crate::sight::Sight;
use crate::stage::{Renewal, Stage, Trouble};

/// Frames of the set-up look are kept for so long, seconds: more than it takes to be sure that all is well, and to
/// choose a model that a slow computer can follow.
const KEEP_S: f64 = 3.0;
/// People are counted so often, seconds: it takes as long as finding a lost person. Later only while nothing moves.
const COUNT_IN_SET_UP_S: f64 = 1.0;
const COUNT_LATER_S: f64 = 3.0;
/// A change of the model is shown for so long, seconds: its neutral is there at once.
const MODEL_SHOWN_S: f64 = 1.0;

/// One person, one guide, one camera.
#[derive(Debug)]
pub struct Live {
    guide: Arc<Guide>,
    session: Session,
    set_up: SetUp,
    sight: Sight,
    questions: Questions,
    onward: Onward,
    /// The session's own time begins with the first frame in which the set-up was well.
    since: Option<SessionTime>,
    last: SessionTime,
    /// Frames of the set-up look that may turn out to be the session's first.
    waiting: VecDeque<(SessionTime, Pose)>,
    hints: Vec<Hint>,
    /// The set-up look may end: the page has chosen the model that this computer can follow.
    settled: bool,
    counted_at: Option<SessionTime>,
    people: Option<usize>,
    renewal: Option<Renewal>,
    /// Since when a neutral of another model is shown.
    model_since: Option<SessionTime>,
    /// Seconds that a neutral takes.
    neutral_s: f64,
}

impl Live {
    /// A session that has seen nothing yet. It leads, whatever the settings say.
    ///
    /// # Errors
    /// [`SessionError`] when the guide has no such step or side, or the lens can't be.
    pub fn new(
        guide: Arc<Guide>,
        vocabulary: &Vocabulary,
        plan: Plan,
        settings: Settings,
    ) -> Result<Self, SessionError> {
        let settings = Settings {
            order: Order::Led,
            ..settings
        };
        let mut set_up = SetUp::new(&guide, vocabulary);
        set_up.set_mirrored(settings.mirrored);
        Ok(Self {
            session: Session::new(Arc::clone(&guide), vocabulary, plan, settings)?,
            set_up,
            sight: Sight::new(*vocabulary.set_up()),
            guide,
            questions: Questions::default(),
            onward: Onward::default(),
            since: None,
            last: SessionTime::START,
            waiting: VecDeque::new(),
            hints: Vec::new(),
            settled: false,
            counted_at: None,
            people: None,
            renewal: None,
            model_since: None,
            neutral_s: vocabulary.neutral().lasts_s,
        })
    }

    /// One frame, `at` so long after the first one; times rise. What happened, oldest first.
    pub fn frame(&mut self, at: SessionTime, pose: &Pose, surroundings: &Surroundings) -> Vec<Event> {
        self.last = at;
        self.people = surroundings.people.or(self.people);
        let surroundings = Surroundings { people: self.people };
        let needed = self.needed();
        self.sight.frame(at, pose, &surroundings, needed);
        let Some(since) = self.since else {
            return self.look(at, pose, surroundings);
        };
        if self
            .model_since
            .is_some_and(|shown| at.since(shown).as_secs_f64() >= MODEL_SHOWN_S)
        {
            (self.model_since, self.renewal) = (None, None);
        }
        let own = SessionTime::START + at.since(since);
        // A question and a look at the person come before a dose on the clock.
        let waits = self.questions.open(own).is_some() || !self.session.has_neutral() || self.trouble().is_some();
        self.session.let_clock_wait(waits);
        let mut events = self.session.frame(own, pose);
        if events.iter().any(|event| event.kind == EventKind::NeutralSet) {
            self.renewal = None;
        }
        if events.iter().any(|event| event.kind == EventKind::NeutralLost) {
            self.renewal = Some(match self.session.has_turned() {
                true => Renewal::Turned,
                false => Renewal::Moved,
            });
        }
        let state = self.session.state();
        if self.onward.is_due(own, &state) {
            events.extend(self.session.skip(own));
        }
        self.questions.look(own, &self.guide, &self.session.state());
        events
    }

    /// The set-up look. Once it is well, the frames since then are the session's first: nobody sits still twice.
    fn look(&mut self, at: SessionTime, pose: &Pose, surroundings: Surroundings) -> Vec<Event> {
        let people = surroundings.people.filter(|_| !self.sight.several_are_well);
        let state = self.session.state();
        if let Some(step) = state.step.as_deref().and_then(|id| self.guide.step(id)) {
            self.set_up.first(&self.guide, step, state.side);
        }
        let look = self.set_up.frame(at, pose, &Surroundings { people });
        self.hints = look.hints;
        self.waiting.push_back((at, pose.clone()));
        if let Some(since) = look.well_since.filter(|_| self.settled && !pose.frozen) {
            // What was seen before the frames that are kept is no part of it.
            let first = self.waiting.front().map_or(at, |(first, _)| *first);
            let since = since.max(first);
            self.since = Some(since);
            let mut events = Vec::new();
            for (at, pose) in std::mem::take(&mut self.waiting) {
                if at >= since {
                    events.extend(self.session.frame(SessionTime::START + at.since(since), &pose));
                }
            }
            return events;
        }
        let too_old = |first: &SessionTime| at.since(*first).as_secs_f64() > KEEP_S;
        while self.waiting.front().is_some_and(|(first, _)| too_old(first)) {
            self.waiting.pop_front();
        }
        Vec::new()
    }

    /// The model is chosen: the set-up look may end.
    pub fn settle(&mut self) {
        self.settled = true;
    }

    /// Goes on with another model: `seen` is what it sees in the pictures of the last neutral, or of the set-up look,
    /// and when. A new neutral is looked for where nobody is in them.
    pub fn see_anew(&mut self, seen: &[(SessionTime, Pose)]) {
        if self.since.is_none() {
            self.waiting = seen.iter().cloned().collect();
            return;
        }
        if !self.session.has_neutral() {
            return self.session.look_again();
        }
        self.renewal = Some(Renewal::Model);
        let end = seen.last().map_or(self.last, |(at, _)| *at);
        let of_neutral = seen
            .iter()
            .filter(|(at, _)| end.since(*at).as_secs_f64() <= self.neutral_s);
        if self.session.see_anew(of_neutral.map(|(_, pose)| pose)) {
            self.model_since = Some(self.last);
        }
    }

    /// The person wants to be looked at anew: forgets the neutral.
    pub fn look_again(&mut self) {
        if self.since.is_some() {
            self.session.look_again();
            self.renewal = Some(Renewal::Asked);
            self.model_since = None;
        }
    }

    /// Several people may be in the picture: the one who is followed is coached.
    pub fn accept_several(&mut self) {
        self.sight.several_are_well = true;
    }

    /// Whether the picture is a mirror image.
    pub fn set_mirrored(&mut self, mirrored: bool) {
        self.session.set_mirrored(mirrored);
        self.set_up.set_mirrored(mirrored);
    }

    /// The person skips the dose that is open, or comes next.
    pub fn skip(&mut self) -> Vec<Event> {
        let own = self.time();
        // Who skips while a question waits passes over the question.
        if self.questions.open(own).is_some() {
            self.questions.clear();
            return Vec::new();
        }
        let events = self.session.skip(own);
        self.questions.look(own, &self.guide, &self.session.state());
        events
    }

    /// The person is done with the dose that is open on the clock, sooner than the clock.
    pub fn done(&mut self) -> Vec<Event> {
        let own = self.time();
        let events = self.session.done(own);
        self.questions.look(own, &self.guide, &self.session.state());
        events
    }

    /// The person goes back to the dose before.
    pub fn back(&mut self) -> Vec<Event> {
        self.questions.clear();
        self.session.back(self.time())
    }

    /// The open question was answered, or passed over.
    pub fn answered(&mut self) {
        self.questions.next(self.time());
    }

    /// The person is back from a pause; `at` is the time of the frame that comes next. A question that was open waits
    /// as if it had just been put.
    pub fn resumed(&mut self, at: SessionTime) {
        if let Some(since) = self.since {
            self.questions.restart(SessionTime::START + at.since(since));
        }
    }

    /// Time of the session after the last frame.
    pub fn time(&self) -> SessionTime {
        self.since
            .map_or(SessionTime::START, |since| SessionTime::START + self.last.since(since))
    }

    /// Whether the people in the next frame should be counted.
    pub fn wants_people(&mut self, at: SessionTime) -> bool {
        let every_s = match self.since {
            None => COUNT_IN_SET_UP_S,
            Some(_) if self.session.state().phase == Phase::Ready => COUNT_LATER_S,
            Some(_) => return false,
        };
        let due = self
            .counted_at
            .is_none_or(|last| at.since(last).as_secs_f64() >= every_s);
        if due {
            self.counted_at = Some(at);
        }
        due
    }

    /// What keeps the session from seeing. While nothing of a dose can be seen it does not matter.
    fn trouble(&self) -> Option<Trouble> {
        if self.session.on_the_clock() == Some(Looks::AtNothing) {
            return None;
        }
        let turn = self.session.asks_to_turn().filter(|_| !self.is_over());
        self.sight.trouble().or(turn.map(Trouble::turn))
    }

    fn is_over(&self) -> bool {
        matches!(self.session.state().phase, Phase::Resting | Phase::Done)
    }

    /// How far down the person has to be seen now: before a movement so far as its step looks. In the set-up look that is
    /// the hints' own business, and in a movement what is not seen has its reason.
    fn needed(&self) -> Down {
        let state = self.session.state();
        let waits = self.since.is_some() && matches!(state.phase, Phase::Setup | Phase::Ready);
        let step = state
            .step
            .as_deref()
            .filter(|_| waits)
            .and_then(|id| self.guide.step(id));
        step.map_or(Down::Shoulders, |step| Needs::of(&self.guide, step, state.side).down)
    }

    /// What the session is about now.
    pub fn stage(&self) -> Stage<'_> {
        if self.since.is_none() {
            return Stage::SetUp { hints: &self.hints };
        }
        let trouble = self.trouble();
        if !self.session.has_neutral() || self.model_since.is_some() {
            return Stage::Neutral {
                advice: self.session.neutral_advice(),
                again: self.renewal,
                trouble,
            };
        }
        if let Some((question, waited_s)) = self.questions.open(self.time()) {
            return Stage::Asking { question, waited_s };
        }
        if self.session.state().phase == Phase::Done {
            return Stage::Over;
        }
        Stage::On { trouble }
    }

    /// Where the coach stands. When it is done, the last questions may still wait: see [`Self::stage`].
    pub fn state(&self) -> CoachState {
        self.session.state()
    }

    /// The session that is led.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Closes what is open.
    pub fn finish(&mut self) -> Vec<Event> {
        self.session.finish()
    }
}
