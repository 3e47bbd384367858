//! Phrases of a guide's own are judged as the vocabulary's are: the same hysteresis, the same three values.

use body::{Measure, SessionTime, Side};
use guide::{Guide, Vocabulary};
use insta::assert_snapshot;

use super::film::{FPS, frames, one, show, tell, watch};
use super::stretches::timing;
use super::verdict;
use crate::{Coach, DoseOutcome, Event, Live, RuleVerdict, StepVerdict};

/// A guide of one step, `step`, for each side, with this phrase of its own and these rules.
fn guide(phrase: &str, rules: &[&str]) -> Guide {
    let rules: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
    let text = format!(
        "---\ntitle: T\nphrases: {{ \"own\": \"{phrase}\" }}\n---\n## Step {{#step}}\n`each side`\n\n- Do it. {}\n",
        rules.join(" ")
    );
    guide::parse("t", &text, Vocabulary::builtin())
        .unwrap_or_else(|mistakes| panic!("{:?}", mistakes.iter().collect::<Vec<_>>()))
}

fn judged(guide: Guide, side: Side, script: &str) -> (Vec<Event>, DoseOutcome) {
    let coach = Coach::new(guide, timing(), one("step", Some(side))).unwrap();
    let (events, mut outcomes) = watch(coach, &frames(script, FPS));
    (events, outcomes.remove(0))
}

const NOSE: &str = "head_azimuth_deg {side} >= 40 deg and head_depression_deg >= 25 deg";

#[test]
fn a_position_of_ones_own_is_reached_held_and_left() {
    let guide = || guide(NOSE, &["reach own {side}", "hold 5 s"]);
    // 36 is still held, as the vocabulary's angles are: lost 5 degrees short of done.
    let script = "2; 1 turn=-45 down=30; 3; 0.2 turn=-36; 4; 1 turn=0 down=0; 3";
    let (events, dose) = judged(guide(), Side::Left, script);
    assert_snapshot!(tell(events, std::slice::from_ref(&dose)) + &show(&dose), @r#"
    2.13 step_started step left
    2.93 reached step left
    2.93 hold_started step left
    10.20 hold_ended step left
    11.27 step_done step left
    14.13 session_ended
    = step left: done, 7.27 s [2.93 10.20]
      reach own left: met 45.00 of 40 deg
      hold 5 s: met 7.27 of 5 s
    "#);
    // To the other side it is nothing.
    let (_, other) = judged(guide(), Side::Right, script);
    assert_eq!(verdict(&other, "reach own right"), RuleVerdict::NotReached);
    let (_, left_early) = judged(guide(), Side::Left, &script.replace("turn=-36", "turn=-34"));
    assert_eq!(left_early.verdict, StepVerdict::NotDone);
}

#[test]
fn the_same_numbers_give_the_same_judgement_as_a_phrase_of_the_vocabulary() {
    let own = guide(
        "head_depression_deg <= 10 deg",
        &["reach neck tilt {side}", "keep own", "hold 10 s"],
    );
    let known = guide(
        "head_depression_deg <= 10 deg",
        &["reach neck tilt {side}", "keep chin level <= 10 deg", "hold 10 s"],
    );
    for script in [
        "2; 1 tilt=-25; 6; 0.3 down=16; 3; 0.3 down=3; 5; 1 tilt=0; 3",
        "2; 1 tilt=-25; 6; 0.1 down=16; 0.6; 0.1 down=3; 6; 1 tilt=0; 3",
        "2; 1 tilt=-25; 3; 12 all=?; 1 all=0 tilt=0",
        "2; 1 tilt=-25; 6; 0.3 down=13; 9; 1 tilt=0; 3",
    ] {
        let told = |guide: &Guide| {
            let (events, dose) = judged(guide.clone(), Side::Left, script);
            (tell(events, std::slice::from_ref(&dose)) + &show(&dose))
                .replace("keep chin level <= 10 deg", "keep own")
                .replace("Lift your chin a little.", "Own.")
        };
        assert_eq!(told(&own), told(&known), "{script}");
    }
}

#[test]
fn one_of_several_is_enough_and_one_that_is_hidden_may_be_the_one() {
    let either = || {
        guide(
            "head_depression_deg >= 20 deg or wrist_gap_sw <= 0.8 sw",
            &["reach own", "hold 3 s"],
        )
    };
    let done = |script| judged(either(), Side::Left, script).1.verdict;
    assert_ne!(done("2; 1 down=25; 5; 1 down=0; 2"), StepVerdict::NotDone);
    assert_ne!(done("2; 1 gap=0.5; 5; 1 gap=1.5; 2"), StepVerdict::NotDone);
    // From one to the other without a break: one stretch.
    let (_, dose) = judged(
        either(),
        Side::Left,
        "2; 1 gap=0.5; 2 down=25; 2 gap=1.5; 2; 1 down=0; 2",
    );
    assert_eq!(dose.holds.len(), 1, "{}", show(&dose));
    // Hidden hands are no reason to miss a bowed head.
    assert_ne!(done("0.1 gap=?; 2; 1 down=25; 5; 1 down=0; 2"), StepVerdict::NotDone);
    // Without a bowed head nobody can tell.
    let (_, dose) = judged(either(), Side::Left, "0.1 gap=?; 2; 1 turn=20; 5; 1 turn=0; 2");
    assert_eq!(verdict(&dose, "reach own"), RuleVerdict::Unseen);
}

#[test]
fn not_and_between_turn_the_thresholds_round() {
    let last = |phrase: &str, turn: &str| {
        let guide = guide(phrase, &["reach neck tilt {side}", "keep own", "hold 3 s"]);
        let (_, dose) = judged(
            guide,
            Side::Left,
            &format!("2; 1 tilt=-25 turn={turn}; 5; 1 tilt=0 turn=0; 2"),
        );
        verdict(&dose, "keep own")
    };
    let between = "|head_azimuth_deg| between 10 and 20 deg";
    // Left by 5 degrees on either side.
    assert_eq!(["4", "12", "-15", "24", "26"].map(|turn| last(between, turn)), {
        use RuleVerdict::{Broken, Met};
        [Broken, Met, Met, Met, Broken]
    });
    let outside = "not (head_azimuth_deg >= 10 deg and head_azimuth_deg <= 20 deg)";
    assert_eq!(["0", "14", "24"].map(|turn| last(outside, turn)), {
        use RuleVerdict::Met;
        [Met, Met, Met]
    });
    assert_eq!(last("not head_azimuth_deg >= 10 deg", "18"), RuleVerdict::Broken);
    assert_eq!(last("not head_azimuth_deg >= 10 deg", "14"), RuleVerdict::Met);
}

#[test]
fn each_side_reads_the_measure_of_that_side() {
    let lifted = "shoulder_elevation_{side}_sw >= 0.1 sw";
    let done = |side| {
        let guide = guide(lifted, &["reach own {side}", "hold 3 s"]);
        judged(guide, side, "2; 1 lift=0.15; 5; 1 lift=0; 2").1.verdict
    };
    assert_eq!(done(Side::Left), StepVerdict::Good);
    assert_eq!(done(Side::Right), StepVerdict::NotDone);
}

#[test]
fn the_page_is_told_what_decides() {
    let guide = guide(
        "shoulder_elevation_{side}_sw >= 0.1 sw and head_depression_deg >= 20 deg",
        &["reach own {side}", "hold 3 s"],
    );
    let mut coach = Coach::new(guide, timing(), one("step", Some(Side::Right))).unwrap();
    let mut seen = Vec::new();
    for (at, measures) in frames("2; 1 right_lift=0.2; 1; 1 down=30; 1", FPS) {
        coach.frame(at, &measures);
        if at >= SessionTime::from_secs_f64(1.5) {
            let state = coach.state();
            let rule = &state.sentences[0].rules[0];
            let now = (rule.live, rule.measure, rule.threshold);
            if seen.last() != Some(&now) {
                seen.push(now);
            }
        }
    }
    let right = Some(Measure::ShoulderElevationRight);
    assert!(seen.contains(&(Live::Missed, Some(Measure::HeadDepression), Some(20.0))));
    assert_eq!(seen.last(), Some(&(Live::Met, right, Some(0.1))));
}
