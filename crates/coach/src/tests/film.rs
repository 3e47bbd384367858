//! A person in few words: a script of movements, and what the coach says of it.

use std::fmt::Write;

use body::{Measure, SessionTime, Side};
use measure::{Measures, Seen, Unseen};

use super::stretches::{guide, timing};
use crate::{Coach, DoseOutcome, Event, EventKind, Plan};

pub const FPS: f64 = 15.0;

const NAMES: [(&str, &[Measure]); 11] = [
    ("turn", &[Measure::HeadAzimuth]),
    ("down", &[Measure::HeadDepression]),
    ("flex", &[Measure::NeckFlexion]),
    ("tilt", &[Measure::NeckTilt]),
    ("lean", &[Measure::TrunkLean]),
    ("lift", &[Measure::ShoulderElevationLeft]),
    ("right_lift", &[Measure::ShoulderElevationRight]),
    ("squeeze", &[Measure::ShoulderRetraction]),
    ("elbows", &[Measure::ElbowFlexionLeft, Measure::ElbowFlexionRight]),
    ("gap", &[Measure::WristGap]),
    ("speed", &[Measure::HeadSpeed]),
];

/// The frames of a script without those between two times, seconds: nobody looked.
pub fn without(frames: &[(SessionTime, Measures)], from_s: f64, to_s: f64) -> Vec<(SessionTime, Measures)> {
    let kept = |(at, _): &&(SessionTime, Measures)| !(from_s..to_s).contains(&at.as_secs_f64());
    frames.iter().filter(kept).cloned().collect()
}

/// The frames of a script: `2; 1 tilt=25 down=4; 10; 1 tilt=0; 3 all=?`.
///
/// Every part lasts so many seconds and moves evenly to what it names; right is positive; `?` is unseen, `!` is
/// without a neutral, and `all=0` brings everything into view again.
pub fn frames(script: &str, fps: f64) -> Vec<(SessionTime, Measures)> {
    let mut values = vec![0.0; Measure::ALL.len()];
    let mut hidden: Vec<Option<Unseen>> = vec![None; Measure::ALL.len()];
    for measure in [Measure::ElbowFlexionLeft, Measure::ElbowFlexionRight] {
        values[measure as usize] = 90.0;
    }
    values[Measure::WristGap as usize] = 1.5;
    let mut frames = Vec::new();
    let (mut starts_s, mut next_frame) = (0.0, 0_u32);
    for part in script.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let mut words = part.split_whitespace();
        let lasts_s: f64 = words.next().unwrap().parse().unwrap();
        let mut goals = values.clone();
        for word in words {
            let (name, goal) = word.split_once('=').unwrap();
            let (goal, reason) = match goal {
                "?" => (None, Some(Unseen::Shoulders)),
                "!" => (None, Some(Unseen::NoNeutral)),
                number => (Some(number.parse::<f64>().unwrap()), None),
            };
            let named = NAMES
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, measures)| *measures);
            let measures = named.unwrap_or_else(|| {
                if name == "all" {
                    Measure::ALL
                } else {
                    panic!("what is {name}?")
                }
            });
            for measure in measures {
                hidden[*measure as usize] = reason;
                if let Some(goal) = goal.filter(|_| name != "all") {
                    goals[*measure as usize] = goal;
                }
            }
        }
        while f64::from(next_frame) / fps < starts_s + lasts_s - 1e-9 {
            let at_s = f64::from(next_frame) / fps;
            let share = (at_s - starts_s) / lasts_s;
            let mut measures = Measures::unseen(Unseen::NotMeasured);
            for measure in Measure::ALL {
                let (from, to) = (values[*measure as usize], goals[*measure as usize]);
                let seen = Seen {
                    value: (from + share * (to - from)) as f32,
                    confidence: 0.9,
                };
                measures.set(*measure, hidden[*measure as usize].map_or(Ok(seen), Err));
            }
            frames.push((SessionTime::from_secs_f64(at_s), measures));
            next_frame += 1;
        }
        starts_s += lasts_s;
        values = goals;
    }
    frames
}

pub fn one(id: &str, side: Option<Side>) -> Plan {
    Plan::Step {
        id: id.to_owned(),
        side,
    }
}

/// Events and outcomes of a script.
pub fn run(plan: Plan, script: &str, fps: f64) -> (Vec<Event>, Vec<DoseOutcome>) {
    watch(Coach::new(guide(), timing(), plan).unwrap(), &frames(script, fps))
}

/// Events and outcomes of frames.
pub fn watch(mut coach: Coach, frames: &[(SessionTime, Measures)]) -> (Vec<Event>, Vec<DoseOutcome>) {
    let mut events = Vec::new();
    let mut end = SessionTime::START;
    for (at, measures) in frames {
        events.extend(coach.frame(*at, measures));
        coach.state();
        end = *at;
    }
    events.extend(coach.finish(end));
    (events, coach.outcomes())
}

/// What the coach says of a script, to read.
pub fn walk(plan: Plan, script: &str) -> String {
    let (events, outcomes) = run(plan, script, FPS);
    tell(events) + &outcomes.iter().map(show).collect::<String>()
}

/// Events, to read.
pub fn tell(events: Vec<Event>) -> String {
    let mut text = String::new();
    for event in events {
        write!(text, "{:.2} {}", event.at.as_secs_f64(), event.kind.name()).unwrap();
        for word in [event.step, event.side.map(|side| side.to_string()), event.rule]
            .into_iter()
            .flatten()
        {
            write!(text, " {word}").unwrap();
        }
        if let EventKind::Cue(cue) = event.kind {
            write!(text, ": {cue}").unwrap();
        }
        text.push('\n');
    }
    text
}

/// One outcome, to read.
pub fn show(dose: &DoseOutcome) -> String {
    let side = dose.side.map_or(String::new(), |side| format!(" {side}"));
    let mut text = format!("= {}{side}: {}, {:.2} s", dose.step, dose.verdict.name(), dose.hold_s);
    for hold in &dose.holds {
        write!(text, " [{:.2} {:.2}]", hold.start.as_secs_f64(), hold.end.as_secs_f64()).unwrap();
    }
    if let Some(reps) = dose.reps {
        write!(text, ", {reps} reps").unwrap();
    }
    text.push('\n');
    for rule in dose.sentences.iter().flat_map(|sentence| &sentence.rules) {
        write!(text, "  {}: {}", rule.rule, rule.verdict.name()).unwrap();
        if let Some(figures) = rule.figures {
            let worst = figures.worst.map_or("-".to_owned(), |worst| format!("{worst:.2}"));
            write!(text, " {worst} of {} {}", figures.threshold, figures.unit.name()).unwrap();
        }
        if let Some(first) = rule.first_broken_at {
            write!(text, ", {:.2} s from {:.2}", rule.broken_s, first.as_secs_f64()).unwrap();
        }
        if let Some(reason) = rule.unseen {
            write!(text, ", {}", reason.reason()).unwrap();
        }
        if let Some(cue) = &rule.cue {
            write!(text, " ({cue})").unwrap();
        }
        text.push('\n');
    }
    text
}
