//! Sets and rests: what they count, and that nothing is judged in a rest.

use body::SessionTime;
use insta::assert_snapshot;

use super::film::{FPS, frames, show, tell, watch};
use super::stretches::timing;
use super::{SQUEEZE, cues};
use crate::{ByClock, Coach, EventKind, Order, Phase, Plan, SetCount, StepVerdict};
use guide::{Between, Guide, Vocabulary};

fn guide(rules: &str) -> Guide {
    let text = format!(
        "---\ntitle: T\n---\n\nStop if it hurts.\n\n## S {{#s}}\n\n\
         - Draw your blades together. `reach blades together` `keep shoulders down`\n{rules}\n"
    );
    guide::parse("t", &text, Vocabulary::builtin()).unwrap()
}

fn led(rules: &str) -> Coach {
    Coach::in_order(guide(rules), timing(), Plan::WholeGuide, Order::Led).unwrap()
}

const SETS: &str = "- Twice. `repeat 2`\n- Two sets. `sets 2` `rest 10 s`";

/// Two squeezes, ten seconds, two squeezes.
fn two_sets(between: &str) -> String {
    format!("2; {}{between}{}12", SQUEEZE.repeat(2), SQUEEZE.repeat(2))
}

#[test]
fn a_rest_lies_between_two_sets() {
    let (events, outcomes) = watch(led(SETS), &frames(&two_sets("11;"), FPS));
    assert_snapshot!(tell(events, &outcomes) + &show(&outcomes[0]));
}

#[test]
fn nothing_is_judged_in_a_rest() {
    // Shrugs, and draws the blades together, in the rest.
    let rest = format!("0.5 lift=0.2; 3; 0.5 lift=0; {}2;", SQUEEZE);
    let (events, outcomes) = watch(led(SETS), &frames(&two_sets(&rest), FPS));
    assert_eq!(
        (outcomes[0].reps, outcomes[0].sets),
        (Some(4), Some(2)),
        "{}",
        show(&outcomes[0])
    );
    assert!(cues(&events).is_empty(), "{:?}", cues(&events));
    let kept = outcomes[0]
        .rules()
        .find(|rule| rule.rule == "keep shoulders down")
        .unwrap();
    assert_eq!(kept.broken_s, 0.0);
}

#[test]
fn the_state_counts_within_the_set_and_says_how_long_the_rest_is() {
    let mut coach = led(SETS);
    let mut seen = Vec::new();
    for (at, measures) in frames(&two_sets("11;"), FPS) {
        coach.frame(at, &measures);
        let state = coach.state();
        let now = (
            state.set.map(|set| set.number),
            state.reps,
            state.phase == Phase::Resting,
        );
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        if let Some(rest) = state.rest {
            assert_eq!((rest.between, rest.lasts_s), (Between::Sets, 10.0));
            assert!((0.0..=10.0).contains(&rest.left_s));
            assert_eq!(state.set, Some(SetCount { number: 2, of: 2 }));
        }
    }
    let first = Some(1);
    let second = Some(2);
    assert_eq!(
        seen,
        [
            (first, Some(0), false),
            (first, Some(1), false),
            (second, Some(0), true),
            (second, Some(0), false),
            (second, Some(1), false),
            (second, Some(2), false),
        ]
    );
}

#[test]
fn who_goes_on_sooner_may() {
    let mut coach = led(SETS);
    let mut went_on = 0;
    for (at, measures) in frames(&two_sets("2;"), FPS) {
        coach.frame(at, &measures);
        if coach.state().phase == Phase::Resting {
            let events = coach.skip(at);
            assert_eq!(
                events.last().map(|event| event.kind.clone()),
                Some(EventKind::RestEnded)
            );
            went_on += 1;
        }
    }
    assert_eq!(went_on, 1);
    coach.finish(SessionTime::from_secs_f64(900.0));
    let outcome = &coach.outcomes()[0];
    assert_eq!((outcome.reps, outcome.sets), (Some(4), Some(2)), "{}", show(outcome));
}

#[test]
fn a_rest_between_repetitions_is_not_one_after_the_last() {
    let script = format!("2; {}", format!("{SQUEEZE}4;").repeat(3));
    let (events, outcomes) = watch(led("- Thrice. `repeat 3` `rest 3 s`"), &frames(&script, FPS));
    let rests = events
        .iter()
        .filter(|event| event.kind == EventKind::RestStarted)
        .count();
    assert_eq!((rests, outcomes[0].reps), (2, Some(3)), "{}", tell(events, &outcomes));
}

#[test]
fn one_set_of_two_is_not_all() {
    let (_, outcomes) = watch(led(SETS), &frames(&format!("2; {}12", SQUEEZE.repeat(2)), FPS));
    assert_eq!((outcomes[0].verdict, outcomes[0].sets), (StepVerdict::NotDone, Some(1)));
}

#[test]
fn in_a_recording_all_repetitions_count_together() {
    let verdict = |times: usize| {
        let coach = Coach::new(guide(SETS), timing(), Plan::WholeGuide).unwrap();
        let (_, outcomes) = watch(coach, &frames(&format!("2; {}", SQUEEZE.repeat(times)), FPS));
        (outcomes[0].verdict == StepVerdict::NotDone, outcomes[0].sets)
    };
    assert_eq!(verdict(3), (true, Some(1)));
    assert_eq!(verdict(4), (false, Some(2)));
}

#[test]
fn the_clock_counts_sets_and_rests() {
    let both = "- Twice. `repeat 2` `rest 3 s`\n- Two sets. `sets 2` `rest 10 s`";
    let mut clock = ByClock::new(guide(both), &timing(), Plan::WholeGuide).unwrap();
    let mut events = clock.frame(SessionTime::START);
    events.extend(clock.finish(SessionTime::from_secs_f64(100.0)));
    let outcomes = clock.outcomes();
    assert_snapshot!(tell(events, &outcomes) + &show(&outcomes[0]));
}

#[test]
fn going_on_out_of_a_rest_is_no_skip_on_the_clock_either() {
    let mut clock = ByClock::new(guide(SETS), &timing(), Plan::WholeGuide).unwrap();
    clock.frame(SessionTime::START);
    let at = (0..600).map(|tenth| SessionTime::from_secs_f64(f64::from(tenth) / 10.0));
    for at in at {
        clock.frame(at);
        if clock.state().rest.is_some_and(|rest| rest.left_s < 8.0) {
            clock.skip(at);
            assert_eq!(clock.state().phase, Phase::Reaching);
        }
    }
    clock.finish(SessionTime::from_secs_f64(100.0));
    assert_eq!(clock.outcomes()[0].verdict, StepVerdict::SelfReported);
    assert_eq!(clock.outcomes()[0].sets, Some(2));
}
