//! The same guide without a camera.

use std::collections::BTreeSet;

use body::{SessionTime, Side};
use insta::assert_snapshot;
use proptest::prelude::*;

use super::film::{one, show, tell};
use super::stretches::{briefly as guide, hold, sentence, step, timing};
use super::{LEFT, cues};
use crate::{
    ByClock, DoseOutcome, DoseStanding, Event, EventKind, Live, Phase, Plan, PlanError, RuleVerdict, StepVerdict,
};
use guide::{Demand, Guide};

fn secs(secs: f64) -> SessionTime {
    SessionTime::from_secs_f64(secs)
}

fn walk(guide: Guide, plan: Plan, skips: &[f64], end_s: f64) -> String {
    let mut clock = ByClock::new(guide, &timing(), plan).unwrap();
    let mut events = clock.frame(SessionTime::START);
    for skip in skips {
        events.extend(clock.skip(secs(*skip)));
    }
    events.extend(clock.finish(secs(end_s)));
    tell(events, &clock.outcomes()) + &clock.outcomes().iter().map(show).collect::<String>()
}

#[test]
fn a_hold_runs_in_full_and_is_self_reported() {
    assert_snapshot!(walk(guide(), one("look-down", LEFT), &[], 100.0), @r"
    3.00 step_started look-down left
    7.00 reached look-down left
    7.00 hold_started look-down left
    27.00 hold_ended look-down left
    30.00 returned look-down left
    30.00 step_done look-down left
    30.00 session_ended
    = look-down left: self_reported, 20.00 s [7.00 27.00]
      reach head turned left: asked
      reach head lowered: asked
      hold 20 s: asked 20.00 of 20 s
      return head straight: asked
      note: note
    ");
}

#[test]
fn a_repeated_step_counts_slow_repetitions() {
    assert_snapshot!(walk(guide(), one("shoulder-squeeze", None), &[], 100.0), @r"
    3.00 step_started shoulder-squeeze
    9.00 reached shoulder-squeeze
    11.00 rep shoulder-squeeze
    13.00 reached shoulder-squeeze
    15.00 rep shoulder-squeeze
    17.00 reached shoulder-squeeze
    19.00 rep shoulder-squeeze
    21.00 reached shoulder-squeeze
    23.00 rep shoulder-squeeze
    25.00 reached shoulder-squeeze
    27.00 rep shoulder-squeeze
    27.00 step_done shoulder-squeeze
    27.00 session_ended
    = shoulder-squeeze: self_reported, 0.00 s, 5 reps
      start shoulders resting: asked
      reach blades together: asked
      keep shoulders down: asked
      slowly: asked
      return shoulders resting: asked
      repeat 5 to 12: asked 5.00 of 5 reps
    ");
}

#[test]
fn what_is_skipped_or_cut_short_is_not_done() {
    // In the hold of one side, then getting ready for the other.
    assert_snapshot!(walk(guide(), one("neck-tilt", None), &[13.5], 15.0), @r"
    3.00 step_started neck-tilt left
    8.20 reached neck-tilt left
    8.20 hold_started neck-tilt left
    13.50 hold_ended neck-tilt left
    15.00 session_ended
    = neck-tilt left: not_done, 5.30 s [8.20 13.50]
      keep facing forward: asked
      reach neck tilt left: asked
      keep chin level: asked
      keep shoulders down: asked
      hold 10 s to 30 s: asked 5.30 of 10 s
    = neck-tilt right: not_done, 0.00 s
      keep facing forward: asked
      reach neck tilt right: asked
      keep chin level: asked
      keep shoulders down: asked
      hold 10 s to 30 s: asked 0.00 of 10 s
    ");
    // In the middle of the squeezes.
    assert_snapshot!(walk(guide(), one("shoulder-squeeze", None), &[], 16.0), @r"
    3.00 step_started shoulder-squeeze
    9.00 reached shoulder-squeeze
    11.00 rep shoulder-squeeze
    13.00 reached shoulder-squeeze
    15.00 rep shoulder-squeeze
    16.00 session_ended
    = shoulder-squeeze: not_done, 0.00 s, 2 reps
      start shoulders resting: asked
      reach blades together: asked
      keep shoulders down: asked
      slowly: asked
      return shoulders resting: asked
      repeat 5 to 12: asked 2.00 of 5 reps
    ");
}

#[test]
fn a_step_of_words_alone_takes_the_time_to_read_it() {
    let mut guide = guide();
    let words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
    guide.steps = vec![
        step("words", false, vec![sentence(words, vec![("note", Demand::Note)])]),
        step(
            "ask",
            false,
            vec![sentence(
                "Breathe.",
                vec![("ask breathing", Demand::Ask("?".to_owned()))],
            )],
        ),
    ];
    assert_snapshot!(walk(guide, Plan::WholeGuide, &[], 60.0), @r"
    3.00 step_started words
    9.00 step_done words
    12.00 step_started ask
    16.00 step_done ask
    16.00 session_ended
    = words: self_reported, 0.00 s
      note: note
    = ask: self_reported, 0.00 s
      ask breathing: asked
    ");
}

#[test]
fn a_hold_that_is_repeated_is_held_each_time() {
    let mut guide = guide();
    let again = Demand::Repeat {
        at_least: 2,
        at_most: None,
    };
    let held = vec![("hold 5 s", hold(5.0, None)), ("repeat 2", again)];
    guide.steps = vec![step("held", false, vec![sentence("Stay, and again.", held)])];
    assert_snapshot!(walk(guide, Plan::WholeGuide, &[], 60.0), @r"
    3.00 step_started held
    9.00 hold_started held
    14.00 hold_ended held
    16.00 rep held
    18.00 hold_started held
    23.00 hold_ended held
    25.00 rep held
    25.00 step_done held
    25.00 session_ended
    = held: self_reported, 10.00 s [9.00 14.00] [18.00 23.00], 2 reps
      hold 5 s: asked 10.00 of 5 s
      repeat 2: asked 2.00 of 2 reps
    ");
}

#[test]
fn the_state_says_what_to_do_and_for_how_long() {
    let mut clock = ByClock::new(guide(), &timing(), one("neck-tilt", None)).unwrap();
    let all_s = clock.length_s();
    assert!((all_s - 2.0 * (3.0 + 5.2 + 10.0 + 3.0)).abs() < 1e-9, "{all_s}");
    let before = clock.state();
    assert_eq!((before.phase, before.remaining_s), (Phase::Ready, Some(3.0)));
    // It starts with the first time that it is given.
    assert!(clock.frame(secs(100.0)).is_empty());
    let mut at = |at_s: f64| {
        clock.frame(secs(100.0 + at_s));
        clock.state()
    };
    let ready = at(1.0);
    assert_eq!(
        (ready.phase, ready.remaining_s, ready.side),
        (Phase::Ready, Some(2.0), LEFT)
    );
    assert_eq!(ready.title.as_deref(), Some("neck-tilt"));
    let reach = at(4.5);
    assert_eq!(
        (reach.phase, reach.remaining_s, reach.hold_s),
        (Phase::Reaching, Some(3.7), 0.0)
    );
    let held = at(14.45);
    assert_eq!(
        (held.phase, held.remaining_s, held.hold_s),
        (Phase::Holding, Some(3.75), 6.25)
    );
    let rule = held.sentences[4].deciding().unwrap();
    assert_eq!(
        (rule.live, rule.value, rule.threshold),
        (Live::Waiting, Some(6.25), Some(10.0))
    );
    assert_eq!(at(19.0).phase, Phase::Returning);
    let other = at(21.2);
    assert_eq!(
        (other.phase, other.remaining_s, other.side),
        (Phase::Ready, Some(3.0), Some(Side::Right))
    );
    assert_eq!(other.doses[0].standing, DoseStanding::Closed(StepVerdict::SelfReported));
    assert_eq!(other.doses[1].standing, DoseStanding::Now);
    let done = at(42.4);
    assert_eq!((done.phase, done.remaining_s, done.step), (Phase::Done, None, None));
}

#[test]
fn half_of_a_repetition_is_out_and_half_is_back() {
    let mut clock = ByClock::new(guide(), &timing(), one("shoulder-squeeze", None)).unwrap();
    clock.frame(SessionTime::START);
    let mut at = |at_s: f64| {
        clock.frame(secs(at_s));
        let state = clock.state();
        (state.phase, state.remaining_s, state.reps, state.reps_goal)
    };
    assert_eq!(at(8.0), (Phase::Reaching, Some(1.0), Some(0), Some(5)));
    assert_eq!(at(9.5), (Phase::Returning, Some(1.5), Some(0), Some(5)));
    assert_eq!(at(11.0), (Phase::Reaching, Some(2.0), Some(1), Some(5)));
}

#[test]
fn the_first_guide_takes_about_three_minutes() {
    let vocabulary = guide::Vocabulary::builtin();
    let (name, text) = guide::UPPER_BACK;
    let guide = guide::parse(name, text, vocabulary).unwrap();
    let clock = ByClock::new(guide, &timing(), Plan::WholeGuide).unwrap();
    assert!((170.0..190.0).contains(&clock.length_s()), "{}", clock.length_s());
}

#[test]
fn the_plan_is_checked_as_for_a_watched_session() {
    let unknown = ByClock::new(guide(), &timing(), one("neck-tlit", None)).unwrap_err();
    assert!(matches!(unknown, PlanError::UnknownStep { .. }));
    let sided = ByClock::new(guide(), &timing(), one("round-back", LEFT)).unwrap_err();
    assert!(matches!(sided, PlanError::NoSides { .. }));
}

#[test]
fn nothing_comes_after_the_end_or_before_the_last_time() {
    let mut clock = ByClock::new(guide(), &timing(), one("neck-tilt", LEFT)).unwrap();
    clock.frame(secs(9.0));
    assert!(clock.frame(secs(5.0)).is_empty());
    assert_eq!(clock.state().remaining_s, Some(3.0));
    let ended = clock.finish(secs(10.0));
    assert_eq!(
        (ended.len(), &ended[0].kind, ended[0].at),
        (1, &EventKind::SessionEnded, secs(10.0))
    );
    assert!(clock.finish(secs(11.0)).is_empty());
    assert!(clock.frame(secs(60.0)).is_empty());
    assert!(clock.skip(secs(60.0)).is_empty());
    assert_eq!(clock.state().phase, Phase::Done);
    assert_eq!(clock.outcomes()[0].verdict, StepVerdict::NotDone);
}

/// A session: the doses that are skipped and when, and when it ends; told at each of these ticks, microseconds.
fn session(plan: &Plan, skips: &BTreeSet<u64>, end: u64, ticks: &BTreeSet<u64>) -> (Vec<Event>, Vec<DoseOutcome>) {
    let mut clock = ByClock::new(guide(), &timing(), plan.clone()).unwrap();
    let mut events = clock.frame(SessionTime::START);
    for at in ticks.union(skips).copied().filter(|at| *at < end) {
        let at_time = SessionTime::from_micros(at);
        events.extend(if skips.contains(&at) {
            clock.skip(at_time)
        } else {
            clock.frame(at_time)
        });
        for rule in clock.state().sentences.iter().flat_map(|sentence| &sentence.rules) {
            assert!(
                matches!(rule.live, Live::Waiting | Live::Asked | Live::Note),
                "{rule:?}"
            );
            assert_eq!(rule.cue, None);
        }
        if let Some(remaining_s) = clock.state().remaining_s {
            assert!((0.0..=20.0).contains(&remaining_s));
        }
    }
    events.extend(clock.finish(SessionTime::from_micros(end)));
    (events, clock.outcomes())
}

fn times(most: usize) -> impl Strategy<Value = BTreeSet<u64>> {
    prop::collection::btree_set(1..240_000_000_u64, 0..most)
}

proptest! {
    #[test]
    fn any_ticks_give_the_same_session(
        plan in super::always::plan(), skips in times(5), end in 1..240_000_000_u64, few in times(6), many in times(400)
    ) {
        let told = session(&plan, &skips, end, &many);
        prop_assert_eq!(&told, &session(&plan, &skips, end, &few));
        prop_assert!(told.0.is_sorted_by_key(|event| event.at));
        prop_assert_eq!(told.0.last().map(|event| &event.kind), Some(&EventKind::SessionEnded));
        prop_assert!(cues(&told.0).is_empty());
    }

    #[test]
    fn nobody_watched_so_nothing_is_met_or_broken(
        plan in super::always::plan(), skips in times(5), end in 1..240_000_000_u64
    ) {
        let (events, outcomes) = session(&plan, &skips, end, &BTreeSet::new());
        for dose in &outcomes {
            prop_assert!(matches!(dose.verdict, StepVerdict::SelfReported | StepVerdict::NotDone));
            let done = |event: &&Event| {
                event.kind == EventKind::StepDone && event.step.as_ref() == Some(&dose.step) && event.side == dose.side
            };
            prop_assert_eq!(events.iter().filter(done).count(), usize::from(dose.verdict == StepVerdict::SelfReported));
            for rule in dose.rules() {
                prop_assert!(matches!(rule.verdict, RuleVerdict::Asked | RuleVerdict::Note));
            }
        }
        let held_s: f64 = outcomes.iter().map(|dose| dose.hold_s).sum();
        prop_assert!(held_s * 1e6 <= end as f64);
    }

    #[test]
    fn a_whole_session_takes_its_planned_length(plan in super::always::plan()) {
        let planned_s = ByClock::new(guide(), &timing(), plan.clone()).unwrap().length_s();
        let (events, outcomes) = session(&plan, &BTreeSet::new(), 1_000_000_000, &BTreeSet::new());
        prop_assert_eq!(events.last().unwrap().at, secs(planned_s));
        prop_assert!(outcomes.iter().all(|dose| dose.verdict == StepVerdict::SelfReported));
    }
}

/// Both sides of the look down, each 30 s; back in the middle of the second hold, and the end at this time.
fn back_in_the_second_hold(end_s: f64) -> Vec<DoseOutcome> {
    let mut clock = ByClock::new(guide(), &timing(), one("look-down", None)).unwrap();
    clock.frame(SessionTime::START);
    clock.frame(secs(44.0));
    clock.back(secs(45.0));
    let state = clock.state();
    assert_eq!((state.side, state.phase, state.hold_s), (LEFT, Phase::Ready, 0.0));
    assert_eq!(state.doses[0].standing, DoseStanding::Now);
    assert_eq!(state.doses[1].standing, DoseStanding::Waiting);
    clock.finish(secs(end_s));
    clock.outcomes()
}

#[test]
fn going_back_keeps_what_was_done_when_the_new_try_comes_to_less() {
    let outcomes = back_in_the_second_hold(57.0);
    assert_eq!(
        (outcomes[0].verdict, outcomes[0].hold_s),
        (StepVerdict::SelfReported, 20.0)
    );
    assert_eq!((outcomes[1].verdict, outcomes[1].hold_s), (StepVerdict::NotDone, 8.0));
}

#[test]
fn after_going_back_the_clock_leads_through_both_again() {
    let outcomes = back_in_the_second_hold(105.0);
    for outcome in &outcomes {
        assert_eq!((outcome.verdict, outcome.hold_s), (StepVerdict::SelfReported, 20.0));
    }
    assert_eq!(outcomes[0].holds[0].start, secs(52.0));
}

#[test]
fn in_the_first_dose_back_means_from_its_start_and_after_the_end_nothing() {
    let mut clock = ByClock::new(guide(), &timing(), one("look-down", LEFT)).unwrap();
    clock.frame(SessionTime::START);
    assert!(!clock.can_go_back());
    clock.frame(secs(10.0));
    assert!(clock.can_go_back());
    clock.back(secs(11.0));
    assert_eq!((clock.state().phase, clock.state().hold_s), (Phase::Ready, 0.0));
    clock.finish(secs(12.0));
    assert!(!clock.can_go_back());
    assert!(clock.back(secs(13.0)).is_empty());
    assert_eq!(clock.outcomes()[0].hold_s, 4.0);
}
