//! A session: poses in, in the order of time; events and outcomes out.

use std::sync::Arc;

use body::{Measure, Pose, SessionTime, Side};
use coach::{Coach, CoachState, DoseOutcome, Event, EventKind, Looks, Phase, Plan, PlanError};
use guide::{Guide, NeutralLimits, StepView, Vocabulary};
use measure::{CameraView, Measures, Neutral, Unseen};

use crate::at_home::AtHome;
use crate::doubt;
use crate::measurer::MeasureStream;
use crate::neutral_search::{LookedFrom, NeutralSearch, Rest};
use crate::settings::{Settings, SettingsError};
use crate::stage::Advice;

/// Judges one person with one guide, frame by frame.
///
/// Deterministic: the same poses at the same times give the same events, bit for bit.
///
/// ```
/// use std::sync::Arc;
///
/// use body::{ImageSize, Pose, SessionTime};
/// use coach::{Plan, StepVerdict};
/// use guide::{Vocabulary, parse};
/// use session::{Session, Settings};
///
/// let text = "---\ntitle: Ear to shoulder\n---\n\nStop if it hurts.\n\n## Tilt {#tilt}\n\n\
///     - Sink your left ear. `reach neck tilt left`\n- Stay. `hold 10 s`\n";
/// let vocabulary = Vocabulary::builtin();
/// let guide = Arc::new(parse("ear", text, vocabulary)?);
/// let mut session = Session::new(guide, vocabulary, Plan::WholeGuide, Settings::default())?;
///
/// // Poses come from a camera, a video or a trace: here a room without anybody, for a second.
/// let image_size = ImageSize { width: 640, height: 480 };
/// let nobody = Pose { image_size, body: None, face: None, shoulder_edges: None, frozen: false, brightness: None };
/// for frame in 0..15 {
///     let at = SessionTime::from_micros(frame * 66_667);
///     assert!(session.frame(at, &nobody).is_empty());
/// }
/// session.finish();
/// // What nobody saw is never called a fault.
/// assert_eq!(session.outcomes()[0].verdict, StepVerdict::Unseen);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Session {
    coach: Coach,
    stream: MeasureStream,
    search: NeutralSearch,
    limits: NeutralLimits,
    rest: Option<Rest>,
    at_home: AtHome,
    /// The last neutral was given up because the person turned another side to the camera.
    has_turned: bool,
    measures: Measures,
    person_seen: bool,
    /// A neutral was known at some time.
    was_known: bool,
    frames: u64,
    frames_with_person: u64,
    last: SessionTime,
    finished: bool,
}

/// Why a session can't begin.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SessionError {
    /// The plan does not fit the guide.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A setting can't be.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}

impl Session {
    /// A session that has seen nothing yet.
    ///
    /// # Errors
    /// [`SessionError`] when the plan names a step or side that the guide does not have, or the lens can't be.
    pub fn new(
        guide: Arc<Guide>,
        vocabulary: &Vocabulary,
        plan: Plan,
        settings: Settings,
    ) -> Result<Self, SessionError> {
        Ok(Self {
            coach: Coach::in_order(guide, *vocabulary.timing(), plan, settings.order)?,
            stream: MeasureStream::new(vocabulary, settings)?,
            search: NeutralSearch::new(*vocabulary.neutral()),
            limits: *vocabulary.neutral(),
            rest: None,
            at_home: AtHome::default(),
            has_turned: false,
            measures: Measures::unseen(Unseen::Nobody),
            person_seen: false,
            was_known: false,
            frames: 0,
            frames_with_person: 0,
            last: SessionTime::START,
            finished: false,
        })
    }

    /// Judges one frame; what happened, oldest first. A frame that is not later than the last one is passed over.
    pub fn frame(&mut self, at: SessionTime, pose: &Pose) -> Vec<Event> {
        if self.finished || (self.frames > 0 && at <= self.last) {
            return Vec::new();
        }
        self.last = at;
        self.frames += 1;
        let mut events = Vec::new();
        let person_seen = pose.body.is_some();
        self.frames_with_person += u64::from(person_seen);
        if person_seen != self.person_seen {
            self.person_seen = person_seen;
            events.push(plain(
                at,
                if person_seen {
                    EventKind::PersonSeen
                } else {
                    EventKind::PersonLost
                },
            ));
        }
        if self.neutral_is_outgrown() {
            self.look_again();
            self.has_turned = true;
            events.push(plain(at, EventKind::NeutralLost));
        }
        if self.stream.neutral.is_none() && self.search(at, pose) {
            events.push(plain(at, EventKind::NeutralSet));
        }
        self.measures = self.stream.measures(at, pose);
        events.extend(self.coach.frame(at, &self.measures));
        if let Some(seen) = self.moved(at, pose) {
            self.look_again();
            // They may sit still since they came there.
            for (at, pose) in &seen {
                self.search(*at, pose);
            }
            events.push(plain(at, EventKind::NeutralLost));
        }
        events
    }

    /// Looks for the neutral in one more frame; whether it is known now.
    fn search(&mut self, at: SessionTime, pose: &Pose) -> bool {
        let hidden = self.stream.hidden(pose);
        let from = match self.coach.looks_from_the_side() {
            true => LookedFrom::FrontOrSide,
            false => LookedFrom::Front,
        };
        self.search.look_from(from);
        let Some(found) = self.search.frame(at, pose, hidden, &self.stream.lens) else {
            return false;
        };
        self.stream.neutral = Some(found.neutral);
        self.rest = Some(found.rest);
        self.at_home = AtHome::default();
        self.was_known = true;
        true
    }

    /// Whether the neutral was seen from a side that is of no use for what is judged now.
    fn neutral_is_outgrown(&self) -> bool {
        let Some(seen_from) = self.neutral_seen_from() else {
            return false;
        };
        if self.coach.guide().has_views() {
            return self.coach.outgrows(seen_from);
        }
        // Seen from the side, a person has no shoulder width: of no use once nothing is judged from there any more.
        seen_from.is_sideways() && !self.coach.needs(Measure::FROM_THE_SIDE) && self.coach.needs(Measure::ALL)
    }

    /// From where the neutral was seen; `None` without one.
    fn neutral_seen_from(&self) -> Option<StepView> {
        let neutral = self.stream.neutral.as_ref()?;
        if !neutral.is_from_the_side() {
            return Some(StepView::Front);
        }
        // A face that looks to the person's left of the camera shows it the right side.
        let shows_right = self.rest.is_some_and(|rest| rest.face_left_of_camera_deg > 0.0);
        Some(StepView::Side(match shows_right != self.stream.mirrored {
            true => Side::Right,
            false => Side::Left,
        }))
    }

    /// Whether the neutral that is looked for is another one because the person turned another side to the camera.
    pub fn has_turned(&self) -> bool {
        self.has_turned && !self.has_neutral()
    }

    /// What the person should turn to the camera for the dose that is on or comes next, where they are seen to be turned
    /// otherwise.
    pub fn asks_to_turn(&self) -> Option<StepView> {
        self.coach.asks_to_turn()
    }

    /// Forgets the neutral and looks for another: until it is found all is unseen.
    pub fn look_again(&mut self) {
        self.stream.neutral = None;
        self.has_turned = false;
        self.search = NeutralSearch::new(self.limits);
        self.at_home = AtHome::default();
    }

    /// Goes on with the neutral of these poses: the stillness of the last neutral, as another model sees it. Where
    /// nobody is in them, a new one is looked for. Returns whether there is a neutral.
    pub fn see_anew<'a>(&mut self, neutral: impl IntoIterator<Item = &'a Pose>) -> bool {
        self.look_again();
        self.stream.neutral = Neutral::from_poses(neutral, &self.stream.lens);
        self.stream.neutral.is_some()
    }

    /// The frames since camera or chair were moved while the person had not reached anything: their place in the picture is
    /// another one than right after the neutral, and has been for a while.
    ///
    /// Another place in the picture may read as the beginning of a movement, so that is looked at, too.
    fn moved(&mut self, at: SessionTime, pose: &Pose) -> Option<Vec<(SessionTime, Pose)>> {
        // Who squats is no chair that was moved.
        if self.coach.needs(Measure::CARRIES_THE_HEAD) {
            self.at_home.passes();
            return None;
        }
        // Nor is one who turns to the camera what the step is judged by; sideways there is no face to tell it by.
        if self.coach.asks_to_turn().is_some() || self.coach.view().is_some_and(StepView::is_sideways) {
            self.at_home.passes();
            return None;
        }
        let state = self.coach.state();
        // Who does what no camera sees may lie down for it, or leave the picture.
        if state.is_on_the_clock() {
            self.at_home.passes();
            return None;
        }
        let nothing_yet = state.hold_s == 0.0 && state.reps.unwrap_or(0) == 0;
        match state.phase {
            Phase::Ready if self.has_neutral() => self.at_home.has_moved(at, pose, false),
            Phase::Reaching if self.has_neutral() && nothing_yet => self.at_home.has_moved(at, pose, true),
            _ => {
                self.at_home.passes();
                None
            }
        }
    }

    /// Whether the picture is a mirror image, from the next frame on.
    pub fn set_mirrored(&mut self, mirrored: bool) {
        self.stream.mirrored = mirrored;
    }

    /// The person goes back to the dose before.
    pub fn back(&mut self, at: SessionTime) -> Vec<Event> {
        if self.finished {
            return Vec::new();
        }
        self.coach.back(at.max(self.last))
    }

    /// Whether there is a dose to go back to.
    pub fn can_go_back(&self) -> bool {
        !self.finished && self.coach.can_go_back()
    }

    /// What makes the figures less sure than they look: how the head was held in the neutral, in plain words.
    pub fn doubts(&self) -> Vec<String> {
        let mirrored = self.stream.mirrored;
        self.rest
            .map_or_else(Vec::new, |rest| doubt::told(rest, &self.limits, mirrored))
    }

    /// From where the camera looked in the last neutral; `None` before the first.
    pub fn camera_view(&self) -> Option<CameraView> {
        self.rest.map(|rest| rest.camera_view(self.stream.mirrored))
    }

    /// Whether the neutral is known.
    pub fn has_neutral(&self) -> bool {
        self.stream.neutral.is_some()
    }

    /// The person skips the dose that is open, or comes next: it closes as it is. A time before the last frame counts
    /// as that of the frame.
    pub fn skip(&mut self, at: SessionTime) -> Vec<Event> {
        if self.finished {
            return Vec::new();
        }
        self.coach.skip(at.max(self.last))
    }

    /// The person is done with the dose that is open on the clock.
    pub fn done(&mut self, at: SessionTime) -> Vec<Event> {
        if self.finished {
            return Vec::new();
        }
        self.coach.done(at.max(self.last))
    }

    /// Whether a dose on the clock has to wait: something else comes first.
    pub fn let_clock_wait(&mut self, waits: bool) {
        self.coach.let_clock_wait(waits);
    }

    /// Whether a dose on the clock is on or comes next, and whether a camera looks at anything of it.
    pub fn on_the_clock(&self) -> Option<Looks> {
        self.coach.on_the_clock()
    }

    /// Closes what is open; the outcomes are then final.
    pub fn finish(&mut self) -> Vec<Event> {
        if self.finished {
            return Vec::new();
        }
        self.finished = true;
        self.coach.finish(self.last)
    }

    /// Whether the next pose should come with the outlines over its shoulders, which cost the model as much time as
    /// its landmarks: a rule that may be judged next is about a shoulder's rise, or the neutral is still looked for
    /// and a rule will be. Poses that bring them all the same are judged by them.
    pub fn wants_shoulder_edges(&self) -> bool {
        !self.finished
            && self
                .coach
                .needs(&[Measure::ShoulderElevationLeft, Measure::ShoulderElevationRight])
    }

    /// The measures of the last frame.
    pub fn measures(&self) -> &Measures {
        &self.measures
    }

    /// One for each planned dose, in the guide's order. A verdict on a tilt that another way to hold the head in the
    /// neutral would have turned is not given as sure.
    pub fn outcomes(&self) -> Vec<DoseOutcome> {
        let mut outcomes = self.coach.outcomes();
        if let Some(rest) = self.rest {
            doubt::make_unsure(&mut outcomes, self.coach.guide(), rest, &self.limits);
        }
        outcomes
    }

    /// What to show now.
    pub fn state(&self) -> CoachState {
        self.coach.state()
    }

    /// Share of frames in which a person was seen, 0..=1.
    pub fn coverage(&self) -> f64 {
        self.frames_with_person as f64 / self.frames.max(1) as f64
    }

    /// Frames judged.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// How much of the neutral there is, 0..=1.
    pub fn neutral_progress(&self) -> f32 {
        if self.stream.neutral.is_some() {
            1.0
        } else {
            self.search.progress()
        }
    }

    /// What the person can do now so that the neutral comes, `None` while nothing is in the way.
    pub fn neutral_advice(&self) -> Option<Advice> {
        if self.stream.neutral.is_some() {
            return None;
        }
        // Sideways neither a face nor two level shoulders are looked for; how to turn is told apart.
        let sideways = self.coach.view().is_some_and(StepView::is_sideways);
        let helps = |advice: &Advice| !sideways || *advice == Advice::SitStill;
        self.search.advice().filter(helps)
    }

    /// Why there was no neutral, in plain words for a report; `None` once there was one. What to say to a person who is
    /// still there is [`Session::neutral_advice`].
    pub fn neutral_reason(&self) -> Option<String> {
        (!self.was_known).then(|| self.search.reason())
    }
}

fn plain(at: SessionTime, kind: EventKind) -> Event {
    Event {
        at,
        kind,
        step: None,
        side: None,
        rule: None,
    }
}
