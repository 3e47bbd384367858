//! Listens to a whole session: the real coach looks at made-up measures, a simulated mouth says each thing in its
//! reading time, and the transcript is written with its times.

#[path = "../../../coach/src/tests/script.rs"]
pub mod film;

use std::fmt::Write;
use std::sync::Arc;

use body::{Language, SessionTime, Side};
use coach::{ByClock, Coach, CoachState, Event, EventKind, Order, Phase, Plan};
use guide::{Demand, Guide};
use session::{Question, Stage, Trouble};
use voice::{Kind, Now, Script, Told};

/// What a film can't show.
#[derive(Default)]
pub struct Beside<'a> {
    pub troubles: &'a [(f64, f64, Trouble)],
    /// When the person skips.
    pub skips: &'a [f64],
    /// How long a question is open before it is answered, seconds.
    pub answers_after_s: f64,
}

pub fn guide_in(language: Language) -> Arc<Guide> {
    let (name, english) = guide::UPPER_BACK;
    let translations = guide::builtin_translations(name);
    let translated = translations.iter().find(|(code, _)| *code == language.code());
    let text = translated.map_or(english, |(_, text)| *text);
    Arc::new(guide::parse(name, text, vocabulary(language)).expect("a shipped guide has no mistakes"))
}

fn vocabulary(language: Language) -> &'static guide::Vocabulary {
    guide::Vocabulary::builtin_in(language)
}

pub fn one(id: &str, side: Option<Side>) -> Plan {
    Plan::Step {
        id: id.to_owned(),
        side,
    }
}

/// A session before the camera: its transcript.
pub fn watch(language: Language, plan: Plan, script: &str, beside: &Beside<'_>) -> String {
    attend(language, plan, script, beside).text
}

/// A session before the camera.
pub fn attend(language: Language, plan: Plan, script: &str, beside: &Beside<'_>) -> Room {
    attend_with(guide_in(language), language, plan, script, beside)
}

/// A session before the camera with this guide.
pub fn attend_with(guide: Arc<Guide>, language: Language, plan: Plan, script: &str, beside: &Beside<'_>) -> Room {
    let timing = *vocabulary(language).timing();
    let mut coach = Coach::in_order(Arc::clone(&guide), timing, plan, Order::Led).expect("the plan is of this guide");
    let mut room = Room::new(&guide, language, true);
    let mut skips = beside.skips.to_vec();
    let mut stopped_s = 0.0;
    let mut open: Vec<Question> = Vec::new();
    // The hands lie in the lap.
    for (shown, measures) in film::frames(&format!("0 height=-1.4; {script}"), film::FPS) {
        let film_s = shown.as_secs_f64();
        let at = SessionTime::from_secs_f64(film_s + stopped_s);
        let mut events = coach.frame(at, &measures);
        if skips.first().is_some_and(|skip_s| film_s >= *skip_s) {
            skips.remove(0);
            events.extend(coach.skip(at));
        }
        let state = coach.state();
        let trouble = beside
            .troubles
            .iter()
            .find(|(from, to, _)| (*from..*to).contains(&film_s));
        let trouble = trouble.map(|(_, _, trouble)| *trouble);
        open.extend(events.iter().flat_map(|event| questions(&guide, event)));
        // The film waits for the answer.
        for question in std::mem::take(&mut open) {
            let asked_s = stopped_s;
            let mut first = std::mem::take(&mut events);
            while stopped_s - asked_s < beside.answers_after_s {
                let stage = Stage::Asking {
                    question: &question,
                    waited_s: stopped_s - asked_s,
                };
                room.hear(film_s + stopped_s, stage, &state, &std::mem::take(&mut first));
                stopped_s += 1.0 / film::FPS;
            }
            events = first;
        }
        let stage = if state.phase == Phase::Done {
            Stage::Over
        } else {
            Stage::On { trouble }
        };
        room.hear(film_s + stopped_s, stage, &state, &events);
    }
    let end = room.at;
    let events = coach.finish(end);
    room.close(&coach.state(), &events);
    room
}

/// A session by the clock.
pub fn by_clock(language: Language, plan: Plan) -> String {
    let guide = guide_in(language);
    let mut clock =
        ByClock::new(Arc::clone(&guide), vocabulary(language).timing(), plan).expect("the plan is of this guide");
    let mut room = Room::new(&guide, language, false);
    let ticks = (clock.length_s() * 10.0) as u32 + 2;
    for tick in 0..ticks {
        let at_s = f64::from(tick) / 10.0;
        let events = clock.frame(SessionTime::from_secs_f64(at_s));
        room.hear(at_s, Stage::On { trouble: None }, &clock.state(), &events);
    }
    let events = clock.finish(room.at);
    room.close(&clock.state(), &events);
    room.text
}

/// What only the person can tell of a dose that is done.
fn questions(guide: &Guide, event: &Event) -> Vec<Question> {
    let Some(step) = event.step.as_deref().and_then(|id| guide.step(id)) else {
        return Vec::new();
    };
    if event.kind != EventKind::StepDone {
        return Vec::new();
    }
    let sentences = step.sentences.iter().enumerate();
    let asked = sentences.filter(|(_, sentence)| {
        let mut demands = sentence.rules.iter().map(|rule| &rule.demand);
        demands.any(|demand| matches!(demand, Demand::Ask(_)))
    });
    asked
        .map(|(sentence, words)| Question {
            step: step.id.clone(),
            side: event.side,
            sentence,
            text: words.text_for(event.side),
        })
        .collect()
}

/// What was heard of a session, to measure.
#[derive(Debug, Default)]
pub struct Heard {
    pub said: Vec<Utterance>,
    /// The longest silence while something was expected of the person, outside a hold that ran, and when it ended,
    /// seconds.
    pub longest_silence: (f64, f64),
}

#[derive(Debug, Clone)]
pub struct Utterance {
    pub at_s: f64,
    pub until_s: f64,
    pub kind: Kind,
    pub text: String,
    pub interrupts: bool,
}

/// Where the voice is heard.
pub struct Room {
    script: Script,
    watched: bool,
    /// What is being said, and until when.
    saying: Option<(u32, f64)>,
    at: SessionTime,
    pub text: String,
    pub heard: Heard,
    /// Since when it is silent while something is expected, seconds.
    silent_since_s: f64,
}

impl Room {
    pub fn new(guide: &Arc<Guide>, language: Language, watched: bool) -> Self {
        Self {
            script: Script::new(Arc::clone(guide), language.code(), language),
            watched,
            saying: None,
            at: SessionTime::START,
            text: String::new(),
            heard: Heard::default(),
            silent_since_s: 0.0,
        }
    }

    pub fn hear(&mut self, at_s: f64, stage: Stage<'_>, state: &CoachState, events: &[Event]) {
        self.at = SessionTime::from_secs_f64(at_s);
        if let Some((id, until_s)) = self.saying
            && at_s >= until_s
        {
            self.saying = None;
            self.script.ended(self.at, id);
        }
        let now = Now {
            stage,
            state,
            events,
            watched: self.watched,
        };
        let told = self.script.hear(self.at, &now);
        self.write(told);
        // By the clock nothing is expected that the clock does not say, and who holds is busy; in a rest nothing is.
        let is_expected =
            self.watched && stage != Stage::Over && !matches!(state.phase, Phase::Holding | Phase::Resting);
        if self.saying.is_some() || !is_expected {
            self.silent_since_s = at_s;
        }
        let silent_s = at_s - self.silent_since_s;
        if silent_s > self.heard.longest_silence.0 {
            self.heard.longest_silence = (silent_s, at_s);
        }
    }

    /// The session is over; what is still to be said is heard to its end.
    pub fn close(&mut self, state: &CoachState, events: &[Event]) {
        let over_s = self.at.as_secs_f64();
        for tick in 0..100 {
            let happened = if tick == 0 { events } else { &[] };
            self.hear(over_s + f64::from(tick) / 10.0, Stage::Over, state, happened);
        }
    }

    pub fn write(&mut self, told: Told) {
        let at_s = self.at.as_secs_f64();
        for sound in told.sounds {
            writeln!(self.text, "{at_s:6.1}  ({})", sound.name()).unwrap();
        }
        for saying in told.say {
            let broken = if saying.interrupts { " (breaks in)" } else { "" };
            writeln!(
                self.text,
                "{at_s:6.1}  {:<10}  {}{broken}",
                saying.kind.name(),
                saying.text
            )
            .unwrap();
            let until_s = at_s + saying.reading_s();
            self.saying = Some((saying.id, until_s));
            self.heard.said.push(Utterance {
                at_s,
                until_s,
                kind: saying.kind,
                text: saying.text,
                interrupts: saying.interrupts,
            });
        }
    }
}
