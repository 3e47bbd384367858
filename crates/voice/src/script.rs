//! One session's voice: watches how things stand, keeps what is due, and says one thing at a time.

use std::collections::VecDeque;
use std::sync::Arc;

use body::{Language, SessionTime};
use coach::{CoachState, DoseStanding, Event, EventKind, Phase, StepVerdict};
use guide::Guide;
use session::{Question, Renewal, Stage};

use crate::agenda::Agenda;
use crate::course::{Course, Out, up_to_date};
use crate::line::{Ending, Line};
use crate::look::Now;
use crate::mouth::Mouth;
use crate::praise::{Praises, Went};
use crate::prompts::Prompts;
use crate::reading;
use crate::saying::{Kind, Saying, Sound, Told};
use crate::scene::Scene;
use crate::turn::{DoseKey, Turn, place_of, times_of};
use crate::wording::{Worded, Wording, whole};

/// Between two sentences one breathes, seconds.
const BREATH_S: f64 = 0.3;
/// By the clock a sentence may end so late, seconds.
const LATE_S: f64 = 0.7;
/// A question is put again after so long, seconds.
const ASKED_AGAIN_S: f64 = 15.0;
/// What belongs to a moment waits so long for its turn, seconds.
const WAITS_S: f64 = 4.0;
/// A rest of so many seconds has room for how to go on.
const ROOMY_REST_S: f64 = 15.0;
/// What opens or closes a part of the session waits as long as it takes, seconds.
const WAITS_LONG_S: f64 = 20.0;

/// One session's voice.
#[derive(Debug, Clone)]
pub struct Script {
    guide: Arc<Guide>,
    wording: Wording,
    mouth: Mouth,
    agenda: Agenda,
    /// What is read of the step, or of the question, as far as it is not read yet.
    reading: VecDeque<Line>,
    prompts: Prompts,
    course: Course,
    praises: Praises,
    part: Part,
    announced: Option<DoseKey>,
    /// It was said that the clock leads where no camera sees.
    clock_told: bool,
    /// It was said how to go on out of a rest.
    rest_told: bool,
    /// The question that was put, and how often.
    asked: Option<(Question, u32)>,
    /// What is being said, where it has to be said again when it is broken off.
    saying: Option<Line>,
    /// Why the neutral is taken again, while it is.
    renewal: Option<Renewal>,
}

/// The part of the session that the last look was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Nothing,
    SetUp,
    Neutral,
    On,
    Asking,
    Over,
}

impl Script {
    /// `guide_language`: BCP 47 tag of the guide's own words.
    pub fn new(guide: Arc<Guide>, guide_language: &str, language: Language) -> Self {
        Self {
            guide,
            wording: Wording::new(guide_language, language),
            mouth: Mouth::default(),
            agenda: Agenda::default(),
            reading: VecDeque::new(),
            prompts: Prompts::default(),
            course: Course::default(),
            praises: Praises::default(),
            part: Part::Nothing,
            announced: None,
            clock_told: false,
            rest_told: false,
            asked: None,
            saying: None,
            renewal: None,
        }
    }

    /// One more look; what is to be said and sounded now. `at` never goes back; time in which the session was paused
    /// is not in it.
    pub fn hear(&mut self, at: SessionTime, now: &Now<'_>) -> Told {
        let guide = Arc::clone(&self.guide);
        let turn = Turn::of(&guide, now.state);
        let mut sounds = Vec::new();
        self.mouth.look(at);
        for event in now.events {
            self.happened(at, event, now, &mut sounds);
        }
        self.enter(at, now, turn.as_ref(), &mut sounds);
        if let (Stage::On { .. }, Some(turn)) = (now.stage, &turn) {
            self.follow(at, now, turn, &mut sounds);
        }
        let base_s = turn.as_ref().map_or(0.0, |turn| self.course.of(turn.key).base_s);
        let scene = Scene::of(now, turn.as_ref(), base_s);
        if let Some(Scene::Trouble(before)) = self.prompts.look(at, scene)
            && !matches!(scene, Scene::Trouble(_) | Scene::Idle)
        {
            let line = match before.is_of_place() {
                true => Line::InPlace,
                false => Line::SeenAgain,
            };
            self.agenda.push(at, line, WAITS_LONG_S);
        }
        if self.part == Part::Over {
            // Nobody looks any more: what is left to say is told in one go, to be said in its order.
            let left = std::iter::from_fn(|| self.agenda.take_course(at, |_| true));
            let left: Vec<Line> = left.collect();
            let say = left.into_iter().filter_map(|line| self.say(at, line, false));
            let say = say
                .map(|saying| Saying {
                    interrupts: false,
                    ..saying
                })
                .collect();
            return Told { say, sounds };
        }
        let say = self.choose(at, scene, turn.as_ref(), now);
        if say.is_some() && matches!(self.saying, Some(Line::NowSide(_))) {
            sounds.push(Sound::Switch);
        }
        Told {
            say: say.into_iter().collect(),
            sounds,
        }
    }

    /// The utterance with this id is over: spoken to its end, or read in writing.
    ///
    /// Until then nothing else is said, except that a correction interrupts praise. An end that is never told counts
    /// after three times the reading time and two seconds.
    pub fn ended(&mut self, at: SessionTime, id: u32) {
        self.mouth.ended(at, id);
    }

    /// The person pauses: what is being said is broken off.
    pub fn paused(&mut self, at: SessionTime) -> Told {
        let text = self.wording.words().pause.paused.clone();
        self.at_once(at, Sound::Pause, text)
    }

    /// It goes on.
    pub fn resumed(&mut self, at: SessionTime) -> Told {
        let text = self.wording.words().pause.resumed.clone();
        self.at_once(at, Sound::Resume, text)
    }

    fn at_once(&mut self, at: SessionTime, sound: Sound, text: String) -> Told {
        self.mouth.look(at);
        let interrupts = self.mouth.speaks().is_some();
        if interrupts && let Some(line) = self.saying.take() {
            self.reading.push_front(line);
        }
        self.mouth.break_off(at);
        // Who presses twice hears it once: the sound is enough.
        let say = self.mouth.is_fresh(&text).then(|| Saying {
            id: self.mouth.say(at, &text, Kind::Course),
            text,
            language: self.wording.language_code().to_owned(),
            kind: Kind::Course,
            interrupts,
        });
        Told {
            say: say.into_iter().collect(),
            sounds: vec![sound],
        }
    }

    /// What happened since the last look.
    fn happened(&mut self, at: SessionTime, event: &Event, now: &Now<'_>, sounds: &mut Vec<Sound>) {
        let place = event.step.as_deref().and_then(|id| place_of(&self.guide, id));
        let Some(key) = place.map(|step| DoseKey { step, side: event.side }) else {
            return;
        };
        let step = &self.guide.steps[key.step];
        let has_hold = step
            .rules()
            .any(|(_, rule)| matches!(rule.demand, guide::Demand::Hold(_)));
        let times = times_of(step);
        let watched = now.watched && step.is_watched();
        match &event.kind {
            EventKind::Rep => {
                if let Some(times) = times {
                    let mut out = Out {
                        agenda: &mut self.agenda,
                        sounds,
                        watched,
                    };
                    self.course.rep(at, key, times, has_hold, &mut out);
                }
            }
            EventKind::SetDone => self.set_done(at, now.state),
            EventKind::RestStarted => {
                if let Some(rest) = now.state.rest {
                    let seconds = whole(rest.lasts_s);
                    self.agenda.push(at, Line::Rest { seconds }, WAITS_LONG_S);
                    if rest.lasts_s >= ROOMY_REST_S && !std::mem::replace(&mut self.rest_told, true) {
                        self.agenda.push(at, Line::GoOn, WAITS_LONG_S);
                    }
                }
            }
            EventKind::RestEnded => {
                sounds.push(Sound::Start);
                self.begin_again(at, now.state);
            }
            // What comes without a rule is the release: it is worded here.
            EventKind::Cue(text) if event.rule.is_some() && !text.is_empty() => {
                self.agenda.correct(at, Line::Correction(text.clone()), event.rule);
            }
            EventKind::StepDone => {
                let Some(verdict) = verdict_of(now.state, event) else {
                    return;
                };
                let told = self.course.of(key);
                let went = Went {
                    verdict,
                    breaks: told.breaks,
                    misses: told.misses,
                    has_hold,
                    has_reps: times.is_some(),
                };
                if watched && let Some(praise) = self.praises.of(went, self.wording.words()) {
                    self.agenda.push(at, Line::Praise(praise), WAITS_LONG_S);
                }
            }
            _ => {}
        }
    }

    /// A set is over, and there is another one.
    fn set_done(&mut self, at: SessionTime, state: &CoachState) {
        let Some(set) = state.set.filter(|_| state.reps == Some(0)) else {
            return;
        };
        let (number, of) = (set.number.saturating_sub(1), set.of);
        self.agenda.push(at, Line::SetDone { number, of }, WAITS_LONG_S);
        if state.rest.is_none() {
            self.begin_again(at, state);
        }
    }

    /// The next set, or the next repetition.
    fn begin_again(&mut self, at: SessionTime, state: &CoachState) {
        let line = match state.set.filter(|_| state.reps == Some(0)) {
            Some(set) => Line::Set {
                number: set.number,
                of: set.of,
            },
            None => Line::Again,
        };
        self.agenda.push(at, line, WAITS_S);
    }

    /// Another part of the session begins.
    fn enter(&mut self, at: SessionTime, now: &Now<'_>, turn: Option<&Turn<'_>>, sounds: &mut Vec<Sound>) {
        let part = match now.stage {
            Stage::SetUp { .. } => Part::SetUp,
            Stage::Neutral { .. } => Part::Neutral,
            Stage::On { .. } => Part::On,
            Stage::Asking { .. } => Part::Asking,
            Stage::Over => Part::Over,
        };
        let before = std::mem::replace(&mut self.part, part);
        if let Stage::Asking { question, waited_s } = now.stage {
            self.ask(question, waited_s);
        } else if before == Part::Asking {
            self.reading.clear();
        }
        if part == before {
            return;
        }
        match now.stage {
            Stage::Neutral { again, .. } => {
                self.reading.clear();
                self.renewal = again;
                if let Some(why) = again {
                    self.agenda.push(at, Line::Renewal(why), WAITS_LONG_S);
                }
                // With another model it is there at once, as a rule.
                if again != Some(Renewal::Model) {
                    self.agenda
                        .push(at, turn.map_or(Line::SitStill, Turn::still), WAITS_LONG_S);
                }
            }
            Stage::On { .. } if before == Part::Neutral => {
                let again = self.announced.is_some();
                // Who goes on in the middle of a hold needs no title.
                if self.renewal.take() != Some(Renewal::Model) {
                    self.announced = None;
                }
                self.agenda.push(at, Line::Known { again }, WAITS_LONG_S);
            }
            Stage::Over => {
                self.reading.clear();
                self.agenda.next_step();
                sounds.push(Sound::End);
                let ending = ending_of(now.state, now.watched, self.course.is_flawless());
                self.agenda.push(at, Line::AllDone(ending), WAITS_LONG_S);
            }
            _ => {}
        }
    }

    fn ask(&mut self, question: &Question, waited_s: f64) {
        let times = match &self.asked {
            Some((asked, times)) if asked == question => *times,
            _ => 0,
        };
        if times == 0 || times == 1 && waited_s >= ASKED_AGAIN_S {
            self.asked = Some((question.clone(), times + 1));
            let asked = Line::Asked(question.text.clone());
            self.reading = [Line::WasItSo, asked, Line::HowToAnswer].into();
        }
    }

    /// Announces the dose that is on, when it is another one, and follows its course.
    fn follow(&mut self, at: SessionTime, now: &Now<'_>, turn: &Turn<'_>, sounds: &mut Vec<Sound>) {
        let state = now.state;
        if self.announced != Some(turn.key) {
            let same_step = self.announced.filter(|before| before.step == turn.key.step);
            let is_over = |key: DoseKey| {
                let mut doses = state.doses.iter();
                doses.any(|dose| {
                    dose.step == turn.step.id
                        && dose.side == key.side
                        && matches!(dose.standing, DoseStanding::Closed(_))
                })
            };
            match (same_step, turn.key.side) {
                (Some(before), Some(side)) if is_over(before) || state.phase == Phase::Ready => {
                    self.begin(at, turn, Line::NowSide(side));
                    self.reading = reading::of_movement(turn);
                }
                // On the way the shown side may go back and forth.
                (Some(_), Some(_)) if state.phase != Phase::Holding => {}
                (Some(_), Some(side)) => self.begin(at, turn, Line::FirstSide(side)),
                _ => {
                    self.begin(at, turn, Line::Title(turn.step.title_for(turn.key.side)));
                    if now.watched && !turn.step.is_watched() && !std::mem::replace(&mut self.clock_told, true) {
                        self.agenda.push(at, Line::ClockLeads, WAITS_LONG_S);
                    }
                    self.reading = reading::of_step(turn);
                }
            }
        }
        let mut out = Out {
            agenda: &mut self.agenda,
            sounds,
            watched: now.watched && turn.step.is_watched(),
        };
        if self.course.look(at, now, turn, &mut out) && self.announced == Some(turn.key) {
            self.reading = reading::of_movement(turn);
        }
        let is_roomy = turn.hold().is_some_and(|hold| {
            hold.at_least_s >= reading::ROOMY_HOLD_S
                && state.phase == Phase::Holding
                && state.hold_s < hold.at_least_s / 2.0
        });
        if self.course.of(turn.key).is_there {
            self.reading
                .retain(|line| is_roomy && matches!(line, Line::Sentence(_)));
        }
    }

    fn begin(&mut self, at: SessionTime, turn: &Turn<'_>, line: Line) {
        self.announced = Some(turn.key);
        self.reading.clear();
        self.agenda.next_step();
        self.agenda.push(at, line, WAITS_LONG_S);
    }

    /// What is said now, if anything.
    fn choose(&mut self, at: SessionTime, scene: Scene, turn: Option<&Turn<'_>>, now: &Now<'_>) -> Option<Saying> {
        let speaks = self.mouth.speaks();
        if speaks.is_some_and(|kind| kind != Kind::Praise) {
            return None;
        }
        let silent_s = self.mouth.silent_s(at);
        let in_trouble = matches!(scene, Scene::Trouble(_));
        let advice = match now.stage {
            Stage::Neutral { advice, .. } => advice,
            _ => None,
        };
        let prompt = self.prompts.due(at, silent_s, turn, advice);
        // Who moves to the wrong side hears that before anything else about it.
        if scene == Scene::WrongSide && speaks.is_none() && prompt.is_some() {
            return self.remind(at, prompt?, scene, turn);
        }
        if !in_trouble
            && scene != Scene::WrongSide
            && let Some(saying) = self.correct(at, scene, turn)
        {
            return Some(saying);
        }
        if speaks.is_some() {
            return None;
        }
        if let Some(line) = self.agenda.take_count(at)
            && let Some(saying) = self.say(at, line, false)
        {
            return Some(saying);
        }
        // Who only has to turn for a step hears first which one it is.
        let of_place = matches!(scene, Scene::Trouble(trouble) if trouble.is_of_place());
        if in_trouble && !of_place {
            return self.remind(at, prompt?, scene, turn);
        }
        if let Some(saying) = self.go_through_course(at, scene, turn) {
            return Some(saying);
        }
        if of_place {
            return self.remind(at, prompt?, scene, turn);
        }
        if silent_s < BREATH_S {
            return None;
        }
        match self.read(at, scene, now) {
            Some(saying) => Some(saying),
            None => self.remind(at, prompt?, scene, turn),
        }
    }

    /// The next line of the course that is still true.
    fn go_through_course(&mut self, at: SessionTime, scene: Scene, turn: Option<&Turn<'_>>) -> Option<Saying> {
        let base_s = turn.map_or(0.0, |turn| self.course.of(turn.key).base_s);
        while let Some(line) = self.agenda.take_course(at, |line| stands(line, scene)) {
            let again = matches!(line, Line::Title(_) | Line::NowSide(_));
            if let Some(line) = up_to_date(line, turn, base_s)
                && let Some(saying) = self.say(at, line, again)
            {
                return Some(saying);
            }
        }
        None
    }

    /// The correction that is due.
    fn correct(&mut self, at: SessionTime, scene: Scene, turn: Option<&Turn<'_>>) -> Option<Saying> {
        let mended = |rule| turn.is_some_and(|turn| turn.is_met(rule));
        let line = self.agenda.correction(at, mended).cloned()?;
        let saying = self.say(at, line.clone(), false)?;
        self.agenda.corrected(at);
        self.prompts.told(at, &line);
        self.break_told(turn, scene);
        Some(saying)
    }

    /// The next sentence of the guide that is to be read out.
    fn read(&mut self, at: SessionTime, scene: Scene, now: &Now<'_>) -> Option<Saying> {
        while let Some(line) = self.reading.pop_front() {
            // The clock does not wait for a long sentence: what it calls next is worth more.
            let is_late = scene == Scene::ByClock
                && now.state.phase == Phase::Reaching
                && now
                    .state
                    .remaining_s
                    .is_some_and(|left_s| self.wording.reading_s(&line) > left_s + LATE_S);
            if !is_late && let Some(saying) = self.say(at, line, true) {
                return Some(saying);
            }
        }
        None
    }

    fn remind(&mut self, at: SessionTime, line: Line, scene: Scene, turn: Option<&Turn<'_>>) -> Option<Saying> {
        let saying = self.say(at, line.clone(), false)?;
        self.prompts.told(at, &line);
        self.break_told(turn, scene);
        Some(saying)
    }

    /// The person heard why the clock does not run.
    fn break_told(&mut self, turn: Option<&Turn<'_>>, scene: Scene) {
        if let Some(turn) = turn
            && matches!(scene, Scene::Stopped | Scene::Lost)
        {
            self.course.break_told(turn.key);
        }
    }

    /// Says it, unless the same words were said a moment ago. `again`: also once more, when it is broken off.
    fn say(&mut self, at: SessionTime, line: Line, again: bool) -> Option<Saying> {
        let Worded { text, language, kind } = self.wording.of(&line);
        if text.is_empty() || !self.mouth.is_fresh(&text) {
            return None;
        }
        self.saying = again.then_some(line);
        let interrupts = self.mouth.speaks().is_some();
        Some(Saying {
            id: self.mouth.say(at, &text, kind),
            text,
            language,
            kind,
            interrupts,
        })
    }
}

/// Whether a line of the course is still true.
fn stands(line: &Line, scene: Scene) -> bool {
    match line {
        Line::Hold { .. } | Line::Half | Line::GoesOn => matches!(scene, Scene::Holding | Scene::ByClock),
        Line::MayStay => scene == Scene::MayStay,
        Line::TooLong => scene == Scene::Enough,
        Line::Release(_) => matches!(
            scene,
            Scene::Enough | Scene::Returning | Scene::Turning | Scene::ByClock
        ),
        Line::Rest { .. } | Line::GoOn => scene == Scene::Pausing,
        Line::Set { .. } | Line::Again => scene != Scene::Pausing,
        Line::SitStill | Line::StayStill | Line::Renewal(_) => scene == Scene::Neutral,
        Line::InPlace => !matches!(scene, Scene::Trouble(_)),
        _ => true,
    }
}

fn verdict_of(state: &CoachState, event: &Event) -> Option<StepVerdict> {
    let step = event.step.as_deref()?;
    let mut doses = state.doses.iter();
    let dose = doses.find(|dose| dose.step == step && dose.side == event.side)?;
    match dose.standing {
        DoseStanding::Closed(verdict) => Some(verdict),
        DoseStanding::Waiting | DoseStanding::Now => None,
    }
}

fn ending_of(state: &CoachState, watched: bool, is_flawless: bool) -> Ending {
    let verdicts = state.doses.iter().map(|dose| match dose.standing {
        DoseStanding::Closed(verdict) => Some(verdict),
        DoseStanding::Waiting | DoseStanding::Now => None,
    });
    let is_done = |verdict: &Option<StepVerdict>| {
        matches!(
            verdict,
            Some(StepVerdict::Good | StepVerdict::Done | StepVerdict::SelfReported)
        )
    };
    let of = state.doses.len() as u32;
    let done = verdicts.clone().filter(is_done).count() as u32;
    let good = verdicts
        .clone()
        .filter(|verdict| *verdict == Some(StepVerdict::Good))
        .count() as u32;
    let told = verdicts
        .clone()
        .filter(|verdict| *verdict == Some(StepVerdict::SelfReported))
        .count() as u32;
    match done {
        0 => Ending::None,
        _ if done < of => Ending::Some { done, of },
        _ if !watched || told == of => Ending::ByClock,
        _ if good == of && is_flawless => Ending::AllGood,
        _ => Ending::All,
    }
}
