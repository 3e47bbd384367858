//! A step whose movement no camera sees, in a session before a camera: it runs on the clock.

use body::SessionTime;
use insta::assert_snapshot;
use proptest::prelude::*;

use super::film::{FPS, frames, one, show, tell, watch};
use super::stretches::timing;
use super::{always, verdict};
use crate::{Coach, DoseStanding, Event, EventKind, Looks, Order, Phase, Plan, RuleVerdict, StepVerdict};
use guide::{Guide, Vocabulary};

const GUIDE: &str = "---\ntitle: Chin\n---\n\nStop if it hurts.\n\n## Chin back {#chin}\n\n\
    - Your shoulders stay down. `keep shoulders down`\n\
    - Slide your chin back. `ask chin back`\n\
    - Stay. `hold 5 s` `repeat 2`\n\n\
    ## Tongue {#tongue}\n\n- Press your tongue up. `ask tongue up`\n- Three times. `repeat 3`\n\n\
    ## Breathe {#breathe}\n\n- Breathe. `ask breathing`\n\n\
    ## Bow {#bow}\n\n- Bow your head. `reach head lowered`\n- Stay. `hold 3 s`\n";

fn guide() -> Guide {
    guide::parse("chin", GUIDE, Vocabulary::builtin()).unwrap()
}

fn led(plan: Plan) -> Coach {
    Coach::in_order(guide(), timing(), plan, Order::Led).unwrap()
}

/// What the coach says of a script, to read.
fn walk(coach: Coach, script: &str) -> String {
    let (events, outcomes) = watch(coach, &frames(script, FPS));
    tell(events, &outcomes) + &outcomes.iter().map(show).collect::<String>()
}

fn at(secs: f64) -> SessionTime {
    SessionTime::from_secs_f64(secs)
}

/// Lets a coach look until then; what happened.
fn until(coach: &mut Coach, script: &str, to_s: f64) -> Vec<Event> {
    let frames = frames(script, FPS);
    let seen = frames.iter().filter(|(time, _)| time.as_secs_f64() <= to_s);
    seen.flat_map(|(time, measures)| coach.frame(*time, measures)).collect()
}

#[test]
fn holds_and_repetitions_run_in_full_and_are_self_reported() {
    assert_snapshot!(walk(led(one("chin", None)), "60"));
    assert_snapshot!(walk(led(one("tongue", None)), "60"));
}

#[test]
fn the_steps_come_in_turn_and_one_that_is_watched_waits_for_its_movement() {
    let script = "60; 1 down=30; 5; 1 down=0; 2";
    let (_, outcomes) = watch(led(Plan::WholeGuide), &frames(script, FPS));
    let verdicts: Vec<_> = outcomes.iter().map(|dose| dose.verdict).collect();
    use StepVerdict::{Good, SelfReported};
    assert_eq!(verdicts, [SelfReported, SelfReported, SelfReported, Good]);
}

#[test]
fn a_broken_guard_stops_the_clock_and_does_not_set_it_back() {
    // Shrugs in the first hold for two seconds.
    let told = walk(led(one("chin", None)), "16; 0.1 lift=0.2; 2; 0.1 lift=0; 40");
    assert_snapshot!(told);
}

#[test]
fn while_something_else_comes_first_the_clock_waits() {
    let mut coach = led(one("tongue", None));
    until(&mut coach, "60", 12.0);
    let before = coach.state();
    assert_eq!(before.phase, Phase::Reaching);
    coach.let_clock_wait(true);
    let frames = frames("60", FPS);
    for (time, measures) in frames
        .iter()
        .filter(|(time, _)| (12.01..20.0).contains(&time.as_secs_f64()))
    {
        assert!(coach.frame(*time, measures).is_empty());
        let left_s = coach.state().remaining_s.unwrap();
        assert!((left_s - before.remaining_s.unwrap()).abs() < 1e-3, "{left_s}");
    }
    coach.let_clock_wait(false);
    for (time, measures) in frames
        .iter()
        .filter(|(time, _)| (20.0..21.0).contains(&time.as_secs_f64()))
    {
        coach.frame(*time, measures);
    }
    assert!(coach.state().remaining_s < before.remaining_s || coach.state().phase != before.phase);
}

#[test]
fn time_in_which_no_picture_came_does_not_count() {
    let all = frames("60", FPS);
    let gap = super::film::without(&all, 14.0, 34.0);
    let done_at = |frames: &[(SessionTime, measure::Measures)]| {
        let (events, _) = watch(led(one("tongue", None)), frames);
        let done = events.iter().find(|event| event.kind == EventKind::StepDone);
        done.unwrap().at.as_secs_f64()
    };
    let late_s = done_at(&gap) - done_at(&all);
    assert!((late_s - 20.0).abs() < 0.2, "{late_s}");
}

#[test]
fn who_is_done_sooner_says_so_and_who_skips_has_not_done_it() {
    let verdict_after = |act: fn(&mut Coach, SessionTime) -> Vec<Event>| {
        let mut coach = led(Plan::WholeGuide);
        until(&mut coach, "60", 17.0);
        let events = act(&mut coach, at(17.0));
        assert_eq!(coach.state().step.as_deref(), Some("tongue"));
        let kinds: Vec<_> = events.into_iter().map(|event| event.kind).collect();
        (coach.outcomes()[0].verdict, kinds)
    };
    let (done, events) = verdict_after(Coach::done);
    assert_eq!(done, StepVerdict::SelfReported);
    assert_eq!(events, [EventKind::HoldEnded, EventKind::StepDone]);
    let (skipped, events) = verdict_after(Coach::skip);
    assert_eq!(skipped, StepVerdict::NotDone);
    assert_eq!(events, [EventKind::HoldEnded]);
    // What a camera watches is not done by saying so.
    let mut coach = led(one("bow", None));
    until(&mut coach, "60", 5.0);
    assert!(coach.done(at(5.0)).is_empty());
    assert_eq!(coach.state().doses[0].standing, DoseStanding::Now);
}

#[test]
fn it_knows_whether_a_camera_has_anything_to_look_at() {
    assert_eq!(led(one("chin", None)).on_the_clock(), Some(Looks::AtSomething));
    assert_eq!(led(one("tongue", None)).on_the_clock(), Some(Looks::AtNothing));
    assert_eq!(led(one("bow", None)).on_the_clock(), None);
}

#[test]
fn in_a_recording_it_is_left_to_the_persons_word() {
    let coach = Coach::new(guide(), timing(), Plan::WholeGuide).unwrap();
    let (events, outcomes) = watch(coach, &frames("30 lift=0.3", FPS));
    assert_eq!(events.len(), 1, "nobody leads: {events:?}");
    let verdicts: Vec<_> = outcomes.iter().map(|dose| dose.verdict).collect();
    use StepVerdict::{Done, NotDone, SelfReported};
    assert_eq!(verdicts, [SelfReported, SelfReported, Done, NotDone]);
    assert_eq!(verdict(&outcomes[0], "hold 5 s"), RuleVerdict::Asked);
    assert_eq!(outcomes[0].rules().find_map(|rule| rule.figures?.decisive), None);
}

proptest! {
    /// Whatever is seen: the time that the holds add up to is what the guide asks for, and no more.
    #[test]
    fn a_hold_never_counts_more_than_it_lasts(script in always::script(), fps in 5.0..60.0_f64) {
        let script = format!("{script}; 40 lift=0 all=0");
        let (events, outcomes) = watch(led(one("chin", None)), &frames(&script, fps));
        prop_assert!(events.is_sorted_by_key(|event| event.at));
        let dose = &outcomes[0];
        prop_assert!(dose.hold_s <= 10.0 + 1e-3, "{}", dose.hold_s);
        if dose.verdict == StepVerdict::SelfReported {
            prop_assert!((dose.hold_s - 10.0).abs() < 1e-3, "{}", show(dose));
            prop_assert_eq!(dose.reps, Some(2));
        }
    }
}
