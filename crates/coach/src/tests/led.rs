//! A session that is led: whose turn it is, going back, and movements that do not count.

use body::{SessionTime, Side};

use super::film::{FPS, frames, one, run, show};
use super::stretches::{guide, timing};
use super::{LEFT, SQUEEZE};
use crate::{Coach, CoachState, EventKind, NoRep, Order, Phase, Plan, StepVerdict};

const RIGHT: Option<Side> = Some(Side::Right);
const ROUND_BACK: &str = "1 gap=0.5 elbows=10 flex=35; 14; 1 gap=1.5 elbows=90 flex=0; 1;";

fn led(plan: Plan) -> Coach {
    Coach::in_order(guide(), timing(), plan, Order::Led).unwrap()
}

/// The state after each frame, with its time.
fn states(coach: &mut Coach, script: &str) -> Vec<(f64, CoachState)> {
    let mut states = Vec::new();
    for (at, measures) in frames(script, FPS) {
        coach.frame(at, &measures);
        states.push((at.as_secs_f64(), coach.state()));
    }
    states
}

fn verdicts(coach: &mut Coach) -> Vec<StepVerdict> {
    coach.finish(SessionTime::from_secs_f64(900.0));
    coach.outcomes().iter().map(|dose| dose.verdict).collect()
}

#[test]
fn no_other_step_takes_a_movement_over_however_long_it_lasts() {
    let mut coach = led(Plan::WholeGuide);
    let seen = states(
        &mut coach,
        "2; 1 tilt=-30; 15; 1 tilt=0; 2; 1 turn=30 down=30; 25; 1 turn=0 down=0; 2",
    );
    assert!(
        seen.iter()
            .all(|(_, state)| state.step.as_deref() == Some("round-back"))
    );
    assert!(seen.iter().all(|(_, state)| state.phase != Phase::Holding));
    assert_eq!(verdicts(&mut coach), [StepVerdict::NotDone; 6]);
}

#[test]
fn either_side_of_the_step_may_come_first_and_then_it_is_that_sides_turn() {
    let mut coach = led(Plan::WholeGuide);
    let script = format!("2; {ROUND_BACK} 1 turn=30 down=30; 5; 2 turn=-30; 5; 2 turn=30; 17; 1 turn=0 down=0; 2");
    let seen = states(&mut coach, &script);
    let sides: Vec<_> = seen
        .iter()
        .filter(|(_, state)| state.phase == Phase::Holding && state.step.as_deref() == Some("look-down"))
        .map(|(_, state)| state.side)
        .collect();
    assert!(
        !sides.is_empty() && sides.iter().all(|side| *side == RIGHT),
        "no side takes over from the other"
    );
    let (_, last) = seen.last().unwrap();
    assert_eq!((last.step.as_deref(), last.side), (Some("look-down"), LEFT));
}

#[test]
fn the_report_knows_how_far_the_other_side_got() {
    let other_side = |script: &str| {
        let mut coach = led(one("neck-tilt", LEFT));
        states(&mut coach, script);
        coach.finish(SessionTime::from_secs_f64(900.0));
        coach.outcomes()[0].other_side.and_then(|figures| figures.decisive)
    };
    let best = other_side("2; 1 tilt=30; 3; 1 tilt=0; 2").expect("the right side was there");
    assert!((best - 30.0).abs() < 1.0, "{best}");
    // Too far for a slip, too short for a position; and a side that was done needs no word on the other.
    assert_eq!(other_side("2; 1 tilt=12; 3; 1 tilt=0; 2"), None);
    assert_eq!(
        other_side("2; 1 tilt=30; 1 tilt=0; 1; 1 tilt=-30; 20; 1 tilt=0; 2"),
        None
    );
}

#[test]
fn the_other_side_is_told_when_it_is_not_its_turn() {
    let mut coach = led(one("neck-tilt", LEFT));
    let seen = states(&mut coach, "2; 1 tilt=30; 3; 1 tilt=0; 1; 1 tilt=-30; 3");
    let told: Vec<f64> = seen
        .iter()
        .filter(|(_, state)| state.other_side)
        .map(|(at, _)| *at)
        .collect();
    assert!(
        (3.0..3.5).contains(&told[0]),
        "half a second after 20 degrees: {}",
        told[0]
    );
    assert!(*told.last().unwrap() < 7.0);
    let mut coach = led(one("round-back", None));
    assert!(
        states(&mut coach, &format!("2; {ROUND_BACK}"))
            .iter()
            .all(|(_, state)| !state.other_side)
    );
}

#[test]
fn going_back_begins_a_step_anew_and_what_was_done_stays_done() {
    let mut coach = led(Plan::WholeGuide);
    let at = SessionTime::from_secs_f64;
    assert!(!coach.can_go_back());
    states(&mut coach, &format!("2; {ROUND_BACK}"));
    assert_eq!(coach.state().step.as_deref(), Some("look-down"));
    coach.back(at(19.5));
    let state = coach.state();
    assert_eq!(
        (state.step.as_deref(), state.phase, state.hold_s),
        (Some("round-back"), Phase::Ready, 0.0)
    );
    assert!(!coach.can_go_back());
    assert!(coach.back(at(19.6)).is_empty());
    // Left again without a movement: it was done before.
    coach.skip(at(20.0));
    assert_eq!(coach.state().step.as_deref(), Some("look-down"));
    assert_eq!(verdicts(&mut coach)[0], StepVerdict::Done);
}

#[test]
fn back_in_the_middle_of_a_hold_ends_it_and_goes_to_the_step_before() {
    let mut coach = led(Plan::WholeGuide);
    states(&mut coach, &format!("2; {ROUND_BACK} 1 turn=-30 down=30; 8"));
    assert_eq!(coach.state().phase, Phase::Holding);
    let events = coach.back(SessionTime::from_secs_f64(29.0));
    assert_eq!(events[0].kind, EventKind::HoldEnded);
    assert_eq!(coach.state().step.as_deref(), Some("round-back"));
    coach.skip(SessionTime::from_secs_f64(29.5));
    coach.skip(SessionTime::from_secs_f64(29.6));
    coach.finish(SessionTime::from_secs_f64(30.0));
    let outcomes = coach.outcomes();
    assert!(
        outcomes[1].hold_s > 7.0,
        "the better of two tries stands: {}",
        show(&outcomes[1])
    );
}

#[test]
fn a_movement_that_does_not_count_says_why() {
    let mut coach = led(one("shoulder-squeeze", None));
    let seen = states(
        &mut coach,
        &format!("2; {SQUEEZE} 1 squeeze=0.45; 0.5; 1 squeeze=0; 1; 0.5 squeeze=0.2; 0.5 squeeze=0; 2"),
    );
    let (_, last) = seen.last().unwrap();
    let uncounted = last.uncounted.unwrap();
    assert_eq!((last.reps, uncounted.why), (Some(1), NoRep::TooSmall));
    assert!((8.0..10.0).contains(&uncounted.at.as_secs_f64()), "{uncounted:?}");
}

#[test]
fn the_way_back_belongs_to_the_pose_whatever_other_pose_is_passed() {
    // From a look down back through three seconds of a tilt.
    let script = "2; 1 turn=30 down=30; 22; 1 turn=0 down=0 tilt=-30; 3; 1 tilt=0; 3";
    let (_, outcomes) = run(Plan::WholeGuide, script, FPS);
    assert_eq!(outcomes[2].verdict, StepVerdict::Good, "{}", show(&outcomes[2]));
    assert_eq!(outcomes[3].verdict, StepVerdict::NotDone);
    // A tilt that is held is meant.
    let held = "2; 1 turn=30 down=30; 22; 1 turn=0 down=0 tilt=-30; 25; 1 tilt=0; 3";
    let (_, outcomes) = run(Plan::WholeGuide, held, FPS);
    assert_eq!(outcomes[3].verdict, StepVerdict::Good, "{}", show(&outcomes[3]));
}
