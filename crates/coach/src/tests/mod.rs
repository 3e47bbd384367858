//! What the coach promises, sentence by sentence, at 15 frames a second.

mod always;
mod by_clock;
mod clocked;
mod film;
mod gaps;
mod led;
mod live;
mod own_phrases;
mod script;
mod sets;
mod stretches;
mod turns;

use body::{SessionTime, Side};
use guide::Verb;
use insta::assert_snapshot;

use self::film::{FPS, frames, one, run, walk};
use self::stretches::{guide, timing};
use crate::{Coach, DoseOutcome, Event, EventKind, Phase, Plan, PlanError, RuleOutcome, RuleVerdict, StepVerdict};

const LEFT: Option<Side> = Some(Side::Left);

fn tilt(script: &str) -> (Vec<Event>, DoseOutcome) {
    let (events, mut outcomes) = run(one("neck-tilt", LEFT), script, FPS);
    (events, outcomes.remove(0))
}

pub fn of_verb(dose: &DoseOutcome, verb: Verb) -> &RuleOutcome {
    dose.rules().find(|rule| rule.verb == verb).unwrap()
}

pub fn verdict(dose: &DoseOutcome, rule: &str) -> RuleVerdict {
    dose.rules().find(|outcome| outcome.rule == rule).unwrap().verdict
}

pub fn cues(events: &[Event]) -> Vec<(f64, String)> {
    let cue = |event: &Event| match &event.kind {
        EventKind::Cue(cue) => Some((event.at.as_secs_f64(), cue.clone())),
        _ => None,
    };
    events.iter().filter_map(cue).collect()
}

#[test]
fn a_hold_is_dated_from_its_first_frame() {
    assert_snapshot!(walk(one("neck-tilt", LEFT), "2; 1 tilt=-32; 12; 1 tilt=0; 3"), @r"
    2.20 step_started neck-tilt left
    2.67 reached neck-tilt left
    2.67 hold_started neck-tilt left
    15.47 hold_ended neck-tilt left
    16.53 step_done neck-tilt left
    18.93 session_ended
    = neck-tilt left: good, 12.80 s [2.67 15.47]
      keep facing forward: met 0.00 of 20 deg
      reach neck tilt left: met 32.00 of 20 deg
      keep chin level: met 0.00 of 12 deg
      keep shoulders down: met 0.00 of 0.08 sw
      hold 10 s to 30 s: met 12.80 of 10 s
    ");
}

#[test]
fn a_broken_guard_stops_the_clock_and_does_not_reset_it() {
    assert_snapshot!(walk(one("neck-tilt", LEFT), "2; 1 tilt=-25; 6; 0.3 down=16; 3; 0.3 down=3; 5; 1 tilt=0; 3"), @"
    2.20 step_started neck-tilt left
    2.80 reached neck-tilt left
    2.80 hold_started neck-tilt left
    9.33 hold_paused neck-tilt left
    9.33 rule_broken neck-tilt left keep chin level
    10.33 cue neck-tilt left keep chin level: Lift your chin a little.
    12.53 rule_mended neck-tilt left keep chin level
    12.53 hold_resumed neck-tilt left
    18.00 hold_ended neck-tilt left
    19.07 step_done neck-tilt left
    21.53 session_ended
    = neck-tilt left: done, 11.93 s [2.80 9.27] [12.53 18.00]
      keep facing forward: met 0.00 of 20 deg
      reach neck tilt left: met 25.00 of 20 deg
      keep chin level: broken 16.00 of 12 deg, 3.13 s from 9.33 (Lift your chin a little.)
      keep shoulders down: met 0.00 of 0.08 sw
      hold 10 s to 30 s: met 11.93 of 10 s
    ");
}

#[test]
fn a_short_fault_stops_the_clock_but_is_not_broken() {
    let (events, dose) = tilt("2; 1 tilt=-25; 6; 0.1 down=16; 0.6; 0.1 down=3; 6; 1 tilt=0; 3");
    assert_eq!(verdict(&dose, "keep chin level"), RuleVerdict::Met);
    assert_eq!(dose.holds.len(), 2);
    assert!(cues(&events).is_empty());
    assert_eq!(dose.verdict, StepVerdict::Done);
}

#[test]
fn a_gap_up_to_a_second_belongs_to_the_hold_and_a_longer_one_ends_the_stretch_not_the_sum() {
    let (_, unseen) = tilt("2; 1 tilt=-25; 6; 0.8 all=?; 6 all=0; 1 tilt=0; 3");
    assert_eq!(unseen.holds.len(), 1);
    let (_, lost) = tilt("2; 1 tilt=-25; 6; 0.1 tilt=-12; 0.6; 0.1 tilt=-25; 6; 1 tilt=0; 3");
    assert_eq!(lost.holds.len(), 1);
    let (_, long) = tilt("2; 1 tilt=-25; 6; 3 all=?; 6 all=0; 1 tilt=0; 3");
    assert_eq!(long.holds.len(), 2);
    assert_eq!(long.verdict, StepVerdict::Done);
    assert!((long.hold_s - 12.5).abs() < 0.4, "{}", long.hold_s);
}

#[test]
fn a_short_hold_is_listed_and_not_done() {
    let (events, dose) = tilt("2; 1 tilt=-25; 5; 1 tilt=0; 3");
    assert_eq!((dose.verdict, dose.holds.len()), (StepVerdict::NotDone, 1));
    assert_eq!(verdict(&dose, "hold 10 s to 30 s"), RuleVerdict::NotReached);
    assert!(!events.iter().any(|event| event.kind == EventKind::StepDone));
}

#[test]
fn turning_instead_of_tilting_is_not_reached_with_its_own_cue() {
    let (events, dose) = tilt("2; 1 turn=-25; 6; 1 turn=0; 3");
    assert_eq!(verdict(&dose, "reach neck tilt left"), RuleVerdict::NotReached);
    assert_eq!(verdict(&dose, "keep facing forward"), RuleVerdict::Broken);
    let said = "Tilt, don't turn: keep your nose forward.";
    assert_eq!(cues(&events)[0].1, said);
    assert_eq!(dose.sentences[1].rules[0].cue.as_deref(), Some(said));
}

#[test]
fn a_shrug_instead_of_a_squeeze_is_heard_of() {
    // Shoulders that rise do not come closer together: the reach has not begun, the guard is broken all the same.
    let shrug = "2; 0.5 lift=0.12 right_lift=0.12; 2; 0.5 lift=0 right_lift=0; 2";
    let (events, doses) = run(one("shoulder-squeeze", None), shrug, FPS);
    assert_eq!(verdict(&doses[0], "keep shoulders down"), RuleVerdict::Broken);
    assert_eq!(cues(&events).len(), 1);
    // With the whole guide it could be the shoulder of a tilt that comes next.
    let (events, _) = run(Plan::WholeGuide, shrug, FPS);
    assert!(cues(&events).is_empty());
}

#[test]
fn one_cue_at_a_time_and_the_same_one_rarely() {
    let (events, _) = tilt("2; 1 tilt=-25; 1 down=20 lift=0.2; 20");
    let cues = cues(&events);
    assert!(cues.len() >= 4, "{cues:?}");
    for (index, (at, cue)) in cues.iter().enumerate() {
        for (before_at, before) in &cues[..index] {
            assert!(at - before_at >= if cue == before { 5.99 } else { 1.99 });
        }
    }
}

#[test]
fn past_the_upper_bound_it_says_release() {
    let (events, dose) = tilt("2; 1 tilt=-25; 34; 1 tilt=0; 3");
    assert_eq!(cues(&events).len(), 1);
    assert_eq!(dose.verdict, StepVerdict::Done);
    // Once in each hold, however long one stays.
    let (events, _) = tilt("2; 1 tilt=-25; 60; 1 tilt=0; 3 tilt=0");
    assert_eq!(cues(&events).len(), 1);
    let (events, _) = tilt("2; 1 tilt=-25; 34; 0.3 down=16; 3; 0.3 down=0; 20");
    let said: Vec<_> = cues(&events).into_iter().map(|(_, cue)| cue).collect();
    assert_eq!(said, ["Release now.", "Lift your chin a little."]);
}

#[test]
fn unseen_is_neither_fault_nor_praise() {
    let (events, dose) = tilt("2; 1 tilt=-25; 3; 12 all=?; 1 all=0 tilt=0");
    assert_eq!(dose.verdict, StepVerdict::Unseen);
    assert_eq!(verdict(&dose, "keep chin level"), RuleVerdict::Unseen);
    assert!(cues(&events).is_empty());
    let (_, guard) = tilt("2 lift=?; 1 tilt=-25; 12; 1 tilt=0; 3");
    assert_eq!(guard.verdict, StepVerdict::Done);
    assert_eq!(verdict(&guard, "keep shoulders down"), RuleVerdict::Unseen);
}

#[test]
fn without_a_neutral_everything_is_unseen() {
    let (events, outcomes) = run(Plan::WholeGuide, "10 all=!", FPS);
    assert_eq!(events.len(), 1);
    assert_eq!(outcomes.len(), 6);
    for dose in &outcomes {
        assert_eq!(dose.verdict, StepVerdict::Unseen);
        for rule in dose.rules() {
            let judged = !matches!(rule.verdict, RuleVerdict::Asked | RuleVerdict::Note);
            assert_eq!(rule.unseen, judged.then_some(measure::Unseen::NoNeutral));
        }
    }
}

#[test]
fn sitting_still_does_nothing() {
    // The hands in the lap.
    let (events, outcomes) = run(Plan::WholeGuide, "0.1 height=-1.4; 60", FPS);
    assert_eq!(events.len(), 1);
    assert!(outcomes.iter().all(|dose| dose.verdict == StepVerdict::NotDone));
    let praised = |dose: &DoseOutcome| {
        let rules: Vec<_> = dose.rules().collect();
        rules
            .iter()
            .any(|rule| rule.verdict == RuleVerdict::Met && rule.verb != Verb::Start)
    };
    let praised: Vec<_> = outcomes.iter().filter(|dose| praised(dose)).map(film::show).collect();
    assert_eq!(praised, [""; 0]);
}

const SQUEEZE: &str = "1.5 squeeze=0.9; 1; 1 squeeze=0.1; 1;";

#[test]
fn repetitions_are_counted_and_the_step_is_over_at_the_upper_bound() {
    let (_, outcomes) = run(one("shoulder-squeeze", None), &format!("2; {}", SQUEEZE.repeat(5)), FPS);
    assert_eq!((outcomes[0].reps, outcomes[0].verdict), (Some(5), StepVerdict::Good));
    let (events, outcomes) = run(
        one("shoulder-squeeze", None),
        &format!("2; {}", SQUEEZE.repeat(14)),
        FPS,
    );
    assert_eq!(outcomes[0].reps, Some(12));
    assert!(events.iter().any(|event| event.kind == EventKind::StepDone));
    let (_, outcomes) = run(one("shoulder-squeeze", None), &format!("2; {}", SQUEEZE.repeat(4)), FPS);
    assert_eq!((outcomes[0].reps, outcomes[0].verdict), (Some(4), StepVerdict::NotDone));
}

#[test]
fn less_than_half_of_ones_own_is_no_repetition_though_it_reaches_the_threshold() {
    // Small for a person whose squeeze reads 1.4, and all that another one can do.
    let then = "1.5 squeeze=0.62; 1; 1 squeeze=0.1; 1;";
    let reps = |own: &str| {
        let script = format!("2; {}{then}", own.repeat(2));
        run(one("shoulder-squeeze", None), &script, FPS).1[0].reps
    };
    assert_eq!(reps("1.5 squeeze=1.4; 1; 1 squeeze=0.1; 1;"), Some(2));
    assert_eq!(reps("1.5 squeeze=0.8; 1; 1 squeeze=0.1; 1;"), Some(3));
}

#[test]
fn of_a_position_that_was_never_whole_the_part_that_was_missing_is_named() {
    // Turned for ten seconds without looking down; on the way out the head sinks for a moment, no longer turned.
    let script = "2; 1 turn=-40; 10; 0.5 turn=0 down=35; 0.8; 0.5 down=0; 2";
    let (_, doses) = run(one("look-down", Some(Side::Left)), script, FPS);
    assert_eq!(verdict(&doses[0], "reach head lowered"), RuleVerdict::NotReached);
    assert_eq!(verdict(&doses[0], "reach head turned left"), RuleVerdict::Met);
}

#[test]
fn a_jerk_breaks_slowly() {
    let jerk = "0.3 squeeze=0.9; 1; 1 squeeze=0.1; 1;".repeat(5);
    let (events, outcomes) = run(one("shoulder-squeeze", None), &format!("2; {jerk}"), FPS);
    assert_eq!(verdict(&outcomes[0], "slowly"), RuleVerdict::Broken);
    assert_eq!(outcomes[0].verdict, StepVerdict::Good);
    assert!(cues(&events).iter().any(|(_, cue)| cue == "Slow down a little."));
}

#[test]
fn a_start_that_never_was_keeps_the_movement_from_counting() {
    let (_, outcomes) = run(one("shoulder-squeeze", None), "2 squeeze=0.9; 20", FPS);
    assert_eq!(outcomes[0].reps, Some(0));
    let (_, outcomes) = run(one("shoulder-squeeze", None), "0.1 squeeze=0.9; 20", FPS);
    assert_eq!(
        verdict(&outcomes[0], "start shoulders resting"),
        RuleVerdict::NotReached
    );
    assert_eq!(outcomes[0].verdict, StepVerdict::NotDone);
}

#[test]
fn a_return_that_never_comes_is_not_reached() {
    let look = one("look-down", Some(Side::Right));
    let (_, outcomes) = run(look.clone(), "2; 1 turn=30 down=30; 22", FPS);
    assert_eq!(verdict(&outcomes[0], "return head straight"), RuleVerdict::NotReached);
    assert_eq!(outcomes[0].verdict, StepVerdict::NotDone);
    let (_, outcomes) = run(look, "2; 1 turn=32 down=32; 22; 1 turn=0 down=0; 1", FPS);
    assert_eq!(outcomes[0].verdict, StepVerdict::Good);
}

const ROUTINE: &str = "2; 2 gap=0.3 elbows=10 flex=30 down=30; 13; 2 gap=1.5 elbows=90 flex=0 down=0; 1;
    2 turn=30 down=25; 21; 1.5 turn=0 down=0; 1; 2 turn=-30 down=25; 21; 1.5 turn=0 down=0; 1;
    1 tilt=-25; 12; 2 tilt=25; 12; 1 tilt=0; 1;";

#[test]
fn the_whole_guide_is_walked_with_the_sides_in_either_order() {
    let (events, outcomes) = run(Plan::WholeGuide, &(ROUTINE.to_owned() + &SQUEEZE.repeat(5)), FPS);
    let done: Vec<_> = outcomes.iter().map(|dose| dose.verdict).collect();
    use StepVerdict::{Done, Good};
    assert_eq!(done, [Done, Done, Done, Done, Done, Good]);
    assert!(cues(&events).is_empty(), "{:?}", cues(&events));
    let broken = |dose: &DoseOutcome| {
        dose.sentences
            .iter()
            .any(|words| words.verdict() == RuleVerdict::Broken)
    };
    assert!(!outcomes.iter().any(broken));
    let started = events.iter().filter(|event| event.kind == EventKind::StepStarted);
    let sides: Vec<_> = started.map(|event| event.side).collect();
    assert_eq!(sides, [None, Some(Side::Right), LEFT, LEFT, Some(Side::Right), None]);
}

#[test]
fn a_step_may_be_left_out_and_a_short_one_gives_way() {
    // Straight to the tilt, five seconds only, then the other side for long enough, then the squeeze.
    let script = format!("2; 1 tilt=-25; 5; 2 tilt=25; 12; 1 tilt=0; 1; {}", SQUEEZE.repeat(5));
    let (_, outcomes) = run(Plan::WholeGuide, &script, FPS);
    let verdicts: Vec<_> = outcomes.iter().map(|dose| (dose.verdict, dose.hold_s > 0.0)).collect();
    use StepVerdict::{Done, Good, NotDone};
    let not = (NotDone, false);
    assert_eq!(verdicts, [not, not, not, (NotDone, true), (Done, true), (Good, false)]);
}

#[test]
fn a_person_may_skip_and_nothing_comes_after_the_end() {
    let mut coach = Coach::new(guide(), timing(), one("neck-tilt", None)).unwrap();
    let mut skipped = Vec::new();
    for (at, measures) in frames("2; 1 tilt=-25; 3", FPS) {
        coach.frame(at, &measures);
        if at == SessionTime::from_secs_f64(5.0) {
            assert_eq!(coach.state().phase, Phase::Holding);
            skipped = coach.skip(at);
        }
    }
    assert_eq!(skipped[0].kind, EventKind::HoldEnded);
    assert_eq!(coach.state().side, Some(Side::Right));
    let end = SessionTime::from_secs_f64(6.0);
    assert_eq!(coach.finish(end).last().unwrap().kind, EventKind::SessionEnded);
    assert!(coach.finish(end).is_empty());
    assert_eq!(coach.state().phase, Phase::Done);
}

#[test]
fn a_plan_names_what_there_is() {
    let unknown = Coach::new(guide(), timing(), one("neck-tlit", None)).unwrap_err();
    assert_snapshot!(unknown, @r#"no step is called "neck-tlit" in upper-back: there are round-back, look-down, neck-tilt, shoulder-squeeze"#);
    let sided = Coach::new(guide(), timing(), one("round-back", LEFT)).unwrap_err();
    assert!(matches!(sided, PlanError::NoSides { .. }));
    assert_snapshot!(sided, @"round-back has no sides: only look-down, neck-tilt can be done on one side");
}
