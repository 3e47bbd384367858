//! A person pauses: no frames come for a while, in the middle of something.

use body::Side;
use guide::{Demand, Rule, RuleId, SpeedLimit, Verb};
use proptest::prelude::*;

use super::always::{plan, script};
use super::film::{FPS, frames, one, watch, without};
use super::stretches::{cue, guide, timing};
use super::{LEFT, SQUEEZE, cues, of_verb, verdict};
use crate::{Coach, DoseOutcome, Event, EventKind, Plan, RuleVerdict, StepVerdict};

/// Judges a script of which nobody saw the part between two times, seconds.
fn paused(plan: Plan, script: &str, from_s: f64, to_s: f64) -> (Vec<Event>, Vec<DoseOutcome>) {
    let seen = without(&frames(script, FPS), from_s, to_s);
    watch(Coach::new(guide(), timing(), plan).unwrap(), &seen)
}

fn tilt(script: &str, from_s: f64, to_s: f64) -> (Vec<Event>, DoseOutcome) {
    let (events, mut outcomes) = paused(one("neck-tilt", LEFT), script, from_s, to_s);
    (events, outcomes.remove(0))
}

fn squeeze(script: &str, from_s: f64, to_s: f64) -> (Vec<Event>, DoseOutcome) {
    let (events, mut outcomes) = paused(one("shoulder-squeeze", None), script, from_s, to_s);
    (events, outcomes.remove(0))
}

fn count(events: &[Event], kind: EventKind) -> usize {
    events.iter().filter(|event| event.kind == kind).count()
}

#[test]
fn a_pause_ends_the_stretch_and_keeps_the_sum() {
    let (events, dose) = tilt("2; 1 tilt=-25; 6; 60; 6; 1 tilt=0; 3", 9.0, 69.0);
    assert_eq!((dose.verdict, dose.holds.len()), (StepVerdict::Done, 2));
    // 2.8 to 9.0, and 69.0 to 75.4.
    assert!((dose.hold_s - 12.5).abs() < 0.2, "{}", dose.hold_s);
    assert_eq!(count(&events, EventKind::HoldStarted), 2);
    assert_eq!(count(&events, EventKind::HoldEnded), 2);
    let (_, short) = tilt("2; 1 tilt=-25; 4; 60; 3; 1 tilt=0; 3", 7.0, 67.0);
    assert_eq!(short.verdict, StepVerdict::NotDone);
}

#[test]
fn one_frame_does_not_stand_for_the_pause_before_it() {
    // Good only for the two seconds after the pause: a tenth of the hold.
    let (_, dose) = tilt("2; 1 tilt=-25; 18; 60; 0.1 tilt=-32; 2; 1 tilt=0; 3", 21.0, 81.2);
    assert_eq!(dose.verdict, StepVerdict::Done);
    // Unseen for a moment after the pause: not for over half of the step.
    let (_, dose) = tilt("2; 1 tilt=-25; 6; 60; 0.5 all=?; 2 all=0; 1 tilt=0; 3", 9.0, 69.0);
    assert_eq!(dose.verdict, StepVerdict::NotDone);
    assert_eq!(verdict(&dose, "reach neck tilt left"), RuleVerdict::Met);
    assert_eq!(verdict(&dose, "keep chin level"), RuleVerdict::Met);
}

#[test]
fn a_pause_breaks_no_guard_and_is_nothing_else_done_instead() {
    // Bad for half a second before the pause, and for as long after it.
    let (events, dose) = tilt(
        "2; 1 tilt=-25; 6; 0.1 down=16; 60.9; 0.1 down=0; 6; 1 tilt=0; 3",
        9.6,
        69.6,
    );
    assert_eq!(verdict(&dose, "keep chin level"), RuleVerdict::Met);
    assert!(cues(&events).is_empty());
    let (events, _) = tilt("2; 1 lean=10; 60; 0.3; 1 lean=0; 3", 3.2, 63.0);
    assert!(cues(&events).is_empty(), "{:?}", cues(&events));
}

#[test]
fn a_guard_that_is_bad_after_the_pause_does_not_pause_a_hold_of_before() {
    let (events, _) = tilt("2; 1 tilt=-25; 6; 60; 0.1 down=16; 0.5; 0.1 down=0; 6", 9.0, 69.1);
    assert_eq!(count(&events, EventKind::HoldPaused), 0);
    let ended = events.iter().find(|event| event.kind == EventKind::HoldEnded).unwrap();
    assert!(ended.at.as_secs_f64() < 9.0);
}

#[test]
fn a_pause_in_a_repetition_is_no_repetition_and_no_haste() {
    let cycles = SQUEEZE.repeat(2);
    // Two repetitions until 11 s, the third one up from 12.5 s.
    for (rest, from_s, to_s, what) in [
        ("1.5 squeeze=0.9; 61; 1 squeeze=0.1; 1", 13.0, 73.0, "at the top"),
        (
            "1.5 squeeze=0.9; 1; 60 squeeze=0.1; 1",
            13.0,
            73.6,
            "from the top to rest",
        ),
        (
            "61; 1.5 squeeze=0.9; 1; 1 squeeze=0.1; 1",
            11.5,
            73.6,
            "from rest to the top",
        ),
        ("1.5 squeeze=0.9; 61; 1 squeeze=0.1; 1", 11.4, 72.0, "in the rise"),
    ] {
        let (events, dose) = squeeze(&format!("2; {cycles} {rest}"), from_s, to_s);
        assert_eq!(dose.reps, Some(2), "{what}");
        assert_eq!(count(&events, EventKind::RuleBroken), 0, "{what}");
        let (_, dose) = squeeze(&format!("2; {cycles} {rest}; {SQUEEZE}"), from_s, to_s);
        assert_eq!(dose.reps, Some(3), "the next one counts after a pause {what}");
    }
}

#[test]
fn a_rise_of_which_the_beginning_was_not_seen_is_not_timed() {
    // Back just below the position: the rest of the rise is quick, and only half of the story.
    let (events, dose) = squeeze("2; 1 squeeze=0.4; 60; 0.2 squeeze=0.9; 1; 1 squeeze=0.1; 1", 2.9, 62.9);
    assert_eq!(count(&events, EventKind::RuleBroken), 0);
    assert_ne!(verdict(&dose, "slowly"), RuleVerdict::Broken);
    let slowly = of_verb(&dose, Verb::Slowly).figures.unwrap();
    assert_eq!(slowly.decisive, None, "a pause is no slow rise either");
}

#[test]
fn a_rise_after_a_pause_is_timed_from_the_rest_that_was_seen() {
    // One rests a little less low than before: the pause is no part of the rise.
    let script = format!("2; {SQUEEZE} 60; 0.1 squeeze=0.22; 1; 0.2 squeeze=0.9; 1; 1 squeeze=0.1; 1");
    let (_, dose) = squeeze(&script, 6.5, 66.6);
    let slowly = of_verb(&dose, Verb::Slowly);
    assert_eq!((slowly.verdict, dose.reps), (RuleVerdict::Broken, Some(2)));
    assert!(slowly.first_broken_at.unwrap().as_secs_f64() > 67.0);
}

#[test]
fn a_fast_head_is_mended_when_it_slows_down_is_lost_or_nobody_looks() {
    let mut guide = guide();
    guide.steps[2].sentences[1].rules.push(Rule {
        text: "slowly".to_owned(),
        demand: Demand::Slowly(SpeedLimit {
            shortest_rise_s: 0.4,
            fastest_head_deg_s: 90.0,
            cue: cue("Slower."),
        }),
    });
    let tell = |script: &str, from_s, to_s| {
        let coach = Coach::new(guide.clone(), timing(), one("neck-tilt", LEFT)).unwrap();
        let (events, outcomes) = watch(coach, &without(&frames(script, FPS), from_s, to_s));
        let of_speed = events
            .into_iter()
            .filter(|event| event.rule == Some(RuleId { sentence: 1, place: 1 }));
        let kinds: Vec<_> = of_speed.map(|event| event.kind).collect();
        let slowly = outcomes[0].sentences[1].rules[1].clone();
        (kinds, slowly.broken_s)
    };
    let (broken, mended) = (EventKind::RuleBroken, EventKind::RuleMended);
    let said = EventKind::Cue("Slower.".to_owned());
    let expected = [broken, said, mended];
    let (slowed, broken_s) = tell("2; 1 tilt=-25; 0.1 speed=150; 1; 0.1 speed=0; 5", 0.0, 0.0);
    assert_eq!(slowed, expected);
    assert!((broken_s - 1.1).abs() < 0.1, "{broken_s}");
    let (lost, _) = tell("2; 1 tilt=-25; 0.1 speed=150; 1; 5 speed=?", 0.0, 0.0);
    assert_eq!(lost, expected);
    let (nobody, broken_s) = tell("2; 1 tilt=-25; 0.1 speed=150; 61; 0.1 speed=0; 5", 4.0, 64.06);
    assert_eq!(nobody, expected);
    assert!(broken_s < 1.1, "{broken_s}");
    // Fast in the last frame before the pause and in the first one after it: that is no fast movement.
    let (none, _) = tell("2; 1 tilt=-25; 0.1 speed=150; 60; 0.1 speed=0; 5", 3.15, 63.1);
    assert!(none.is_empty(), "{none:?}");
}

proptest! {
    #[test]
    fn nothing_is_counted_for_a_pause(
        script in script(), plan in plan(), from in 0.0..1.0_f64, pause_s in 1.2..60.0_f64, fps in 10.0..60.0_f64
    ) {
        let mut seen = frames(&script, fps);
        let split = (from * seen.len() as f64) as usize;
        let back = |at: body::SessionTime| at + std::time::Duration::from_secs_f64(pause_s);
        for (at, _) in &mut seen[split..] {
            *at = back(*at);
        }
        prop_assume!(split > 0 && split < seen.len());
        let (left, came) = (seen[split - 1].0, seen[split].0);
        let watched_s = seen.last().unwrap().0.as_secs_f64() - pause_s;
        let (events, outcomes) = watch(Coach::new(guide(), timing(), plan).unwrap(), &seen);
        for dose in &outcomes {
            for hold in &dose.holds {
                prop_assert!(hold.end <= left || hold.start >= came, "{hold:?} over {left:?} to {came:?}");
            }
            prop_assert!(dose.hold_s <= watched_s + 1e-6);
            for rule in dose.rules() {
                prop_assert!(rule.broken_s <= watched_s + 1e-6);
            }
        }
        for rep in events.iter().filter(|event| event.kind == EventKind::Rep) {
            let tops = events.iter().filter(|event| event.kind == EventKind::Reached && event.at <= rep.at);
            let top = tops.map(|event| event.at).max().unwrap();
            prop_assert_eq!(top <= left, rep.at <= left, "a repetition over the pause");
        }
    }

    #[test]
    fn every_fault_is_mended_before_it_comes_again(script in script(), plan in plan()) {
        let (events, _) = super::film::run(plan, &script, FPS);
        let mut broken: Vec<(Option<String>, Option<Side>, Option<RuleId>)> = Vec::new();
        for event in events {
            let rule = (event.step, event.side, event.rule);
            match event.kind {
                EventKind::RuleBroken => {
                    prop_assert!(!broken.contains(&rule), "{rule:?} is broken twice");
                    broken.push(rule);
                }
                EventKind::RuleMended => {
                    prop_assert!(broken.contains(&rule), "{rule:?} was not broken");
                    broken.retain(|other| *other != rule);
                }
                _ => {}
            }
        }
    }
}
