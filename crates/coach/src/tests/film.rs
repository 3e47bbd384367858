//! What the coach says of a script of movements.

use std::fmt::Write;

use body::{SessionTime, Side};
use measure::Measures;

use super::stretches::{guide, timing};
use crate::{Coach, DoseOutcome, Event, EventKind, Plan};

pub use super::script::{FPS, frames};

/// The frames of a script without those between two times, seconds: nobody looked.
pub fn without(frames: &[(SessionTime, Measures)], from_s: f64, to_s: f64) -> Vec<(SessionTime, Measures)> {
    let kept = |(at, _): &&(SessionTime, Measures)| !(from_s..to_s).contains(&at.as_secs_f64());
    frames.iter().filter(kept).cloned().collect()
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
    tell(events, &outcomes) + &outcomes.iter().map(show).collect::<String>()
}

/// Events, to read; their rules by the words of these outcomes.
pub fn tell(events: Vec<Event>, outcomes: &[DoseOutcome]) -> String {
    let mut text = String::new();
    for event in events {
        write!(text, "{:.2} {}", event.at.as_secs_f64(), event.kind.name()).unwrap();
        let dose = outcomes
            .iter()
            .find(|dose| (Some(&dose.step), dose.side) == (event.step.as_ref(), event.side));
        let rule = event.rule.map(|rule| dose.unwrap().rule(rule).unwrap().rule.clone());
        for word in [event.step, event.side.map(|side| side.to_string()), rule]
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
    for rule in dose.rules() {
        write!(text, "  {}: {}", rule.rule, rule.verdict.name()).unwrap();
        if let Some(figures) = rule.figures {
            let decisive = figures.decisive.map_or("-".to_owned(), |value| format!("{value:.2}"));
            write!(text, " {decisive} of {} {}", figures.threshold, figures.unit.name()).unwrap();
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
