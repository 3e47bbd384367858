//! What is so whatever a person does.

use proptest::prelude::*;

use super::film::{frames, one, run};
use super::stretches::{guide, timing};
use crate::{Coach, EventKind, Plan};

pub fn script() -> impl Strategy<Value = String> {
    let part = (1..40_u32, 0..8_usize, -40..40_i32).prop_map(|(tenths, what, value)| {
        let name = ["tilt", "turn", "down", "lift", "squeeze", "all", "all", ""][what];
        let secs = f64::from(tenths) / 10.0;
        match name {
            "" => format!("{secs}"),
            "all" if value < 0 => format!("{secs} all=?"),
            "all" => format!("{secs} all=0"),
            "lift" | "squeeze" => format!("{secs} {name}={}", f64::from(value) / 40.0),
            _ => format!("{secs} {name}={value}"),
        }
    });
    prop::collection::vec(part, 1..25).prop_map(|parts| format!("1; {}", parts.join("; ")))
}

pub fn plan() -> impl Strategy<Value = Plan> {
    prop_oneof![
        Just(Plan::WholeGuide),
        Just(one("neck-tilt", None)),
        Just(one("neck-tilt", Some(body::Side::Left))),
        Just(one("shoulder-squeeze", None)),
    ]
}

proptest! {
    #[test]
    fn holds_fit_into_the_time_and_add_up(script in script(), plan in plan(), fps in 5.0..60.0_f64) {
        let lasts_s = frames(&script, fps).last().unwrap().0.as_secs_f64();
        let (_, outcomes) = run(plan, &script, fps);
        let all_s: f64 = outcomes.iter().map(|dose| dose.hold_s).sum();
        prop_assert!(all_s <= lasts_s + 1e-6);
        for dose in &outcomes {
            let listed_s: f64 = dose.holds.iter().map(|hold| hold.end.since(hold.start).as_secs_f64()).sum();
            prop_assert!((listed_s - dose.hold_s).abs() < 1e-6);
        }
    }

    #[test]
    fn nothing_is_told_before_its_frame_or_long_after(script in script(), fps in 5.0..60.0_f64) {
        let plan = one("neck-tilt", Some(body::Side::Left));
        let mut coach = Coach::new(guide(), timing(), plan).unwrap();
        let mut last = None;
        for (at, measures) in frames(&script, fps) {
            for event in coach.frame(at, &measures) {
                prop_assert!(event.at <= at);
                let late_s = at.since(event.at).as_secs_f64();
                // A fault of a second may have a gap of a second in it; then comes one frame.
                prop_assert!(late_s <= 4.0 || event.kind == EventKind::HoldEnded, "{event:?} told {late_s} s late");
            }
            last = Some(at);
        }
        coach.finish(last.unwrap());
    }

    #[test]
    fn no_repetition_without_leaving(script in script(), fps in 10.0..60.0_f64) {
        let (events, outcomes) = run(one("shoulder-squeeze", None), &script, fps);
        let cycle = events.iter().filter(|event| matches!(event.kind, EventKind::Reached | EventKind::Rep));
        let mut reached = false;
        let mut reps = 0;
        for event in cycle {
            if event.kind == EventKind::Rep {
                prop_assert!(reached, "a repetition without a top");
                reached = false;
                reps += 1;
            } else {
                reached = true;
            }
        }
        prop_assert_eq!(outcomes[0].reps, Some(reps));
    }

    #[test]
    fn the_same_frames_give_the_same_events(script in script(), plan in plan()) {
        prop_assert_eq!(run(plan.clone(), &script, 15.0), run(plan, &script, 15.0));
    }

    #[test]
    fn what_is_never_seen_is_never_praised(secs in 1..60_u32) {
        let (events, outcomes) = run(one("neck-tilt", None), &format!("1; {secs} all=?"), 15.0);
        prop_assert_eq!(events.len(), 1);
        prop_assert!(outcomes.iter().all(|dose| dose.hold_s == 0.0));
    }

    #[test]
    fn the_frame_rate_hardly_changes_a_hold(secs in 3..20_u32, rise in 0.5..3.0_f64, fps in 10.0..60.0_f64) {
        let script = format!("2; {rise} tilt=-25; {secs}; 1 tilt=0; 3");
        let hold_s = |fps| run(one("neck-tilt", Some(body::Side::Left)), &script, fps).1[0].hold_s;
        prop_assert!((hold_s(fps) - hold_s(60.0)).abs() < 0.2);
    }
}
