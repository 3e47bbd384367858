//! Two positions in turn: `from P to Q`.

use body::Side;
use guide::{Guide, Vocabulary};

use super::film::{FPS, frames, one, watch};
use super::stretches::timing;
use super::verdict;
use crate::{Coach, DoseOutcome, RuleVerdict, StepVerdict};

fn guide(rules: &str) -> Guide {
    let phrase =
        "phrases: { \"lowered\": \"head_depression_deg >= 25 deg\", \"raised\": \"head_depression_deg <= -15 deg\" }";
    let text = format!("---\ntitle: T\n{phrase}\n---\n## Step {{#step}}\n`each side`\n\n- Do it. {rules}\n");
    guide::parse("t", &text, Vocabulary::builtin())
        .unwrap_or_else(|mistakes| panic!("{:?}", mistakes.iter().collect::<Vec<_>>()))
}

fn judged(rules: &str, script: &str) -> DoseOutcome {
    let coach = Coach::new(guide(rules), timing(), one("step", Some(Side::Left))).unwrap();
    watch(coach, &frames(script, FPS)).1.remove(0)
}

const NOD: &str = "1 down=-20; 1; 1 down=30; 1;";

#[test]
fn each_way_there_and_back_is_one_repetition() {
    let rules = "`from lowered to raised` `repeat 3`";
    let dose = judged(rules, &format!("2; 1 down=30; 1; {} 2", NOD.repeat(3)));
    assert_eq!((dose.reps, dose.verdict), (Some(3), StepVerdict::Good));
    assert_eq!(verdict(&dose, "start lowered"), RuleVerdict::Met);
    assert_eq!(verdict(&dose, "reach raised"), RuleVerdict::Met);
}

#[test]
fn half_the_way_back_is_no_repetition() {
    let rules = "`from lowered to raised` `repeat 3`";
    let half = "1 down=-20; 1; 1 down=10; 1;";
    let dose = judged(rules, &format!("2; 1 down=30; 1; {} 2", half.repeat(3)));
    assert_eq!(dose.reps, Some(0));
    // Without a first position everything but the second is rest.
    let dose = judged("`reach raised` `repeat 3`", &format!("2; {} 2", half.repeat(3)));
    assert_eq!(dose.reps, Some(3));
}

#[test]
fn whoever_never_takes_the_first_position_is_told_so() {
    let dose = judged(
        "`from lowered to raised` `repeat 3`",
        "2; 1 down=-20; 1; 1 down=0; 1; 1 down=-20; 4",
    );
    assert_eq!(dose.reps, Some(0));
    assert_eq!(verdict(&dose, "start lowered"), RuleVerdict::NotReached);
}

#[test]
fn it_is_judged_as_the_two_rules_that_it_stands_for() {
    let script = format!("2; 1 down=30; 1; {} 2", NOD.repeat(2));
    let (short, long) = (
        judged("`from lowered to raised` `repeat 2`", &script),
        judged("`start lowered` `reach raised` `repeat 2`", &script),
    );
    assert_eq!(short, long);
}

#[test]
fn a_hold_is_in_the_second_position() {
    let rules = "`from lowered to raised` `hold 3 s` `repeat 2`";
    let stays = "1 down=-20; 4; 1 down=30; 1;";
    assert_eq!(
        judged(rules, &format!("2; 1 down=30; 1; {} 2", stays.repeat(2))).reps,
        Some(2)
    );
    assert_eq!(
        judged(rules, &format!("2; 1 down=30; 1; {} 2", NOD.repeat(2))).reps,
        Some(0)
    );
}
