//! What one hears, with the eyes shut: whole transcripts, with times, of people made of numbers.

#[allow(dead_code, reason = "shared with the budget")]
mod heard;

use std::sync::Arc;

use body::{Language, Side};
use coach::{Coach, Order, Plan};
use heard::{Beside, attend_with, by_clock, one, watch};
use insta::assert_snapshot;
use session::{Renewal, Stage, Trouble};

const LEFT: Option<Side> = Some(Side::Left);

fn tilt(script: &str, beside: &Beside<'_>) -> String {
    watch(Language::English, one("neck-tilt", LEFT), script, beside)
}

/// Somebody who follows: both sides of the tilt.
const BOTH_TILTS: &str = "18; 1.5 tilt=-32; 13; 1.5 tilt=0; 8; 1.5 tilt=32; 14; 1.5 tilt=0; 4";

#[test]
fn a_still_person() {
    assert_snapshot!(tilt("80", &Beside::default()));
}

#[test]
fn one_who_goes_half_way() {
    assert_snapshot!(tilt(
        "18; 1 tilt=-12; 40; 1 tilt=-30; 14; 1 tilt=0; 3",
        &Beside::default()
    ));
}

#[test]
fn one_who_leaves_the_hold() {
    assert_snapshot!(tilt(
        "18; 1 tilt=-30; 5; 1 tilt=-3; 22; 1 tilt=-30; 9; 1 tilt=0; 3",
        &Beside::default()
    ));
}

#[test]
fn one_who_breaks_a_guard_and_mends_it() {
    assert_snapshot!(tilt(
        "18; 1 tilt=-30; 4; 0.3 down=16; 9; 0.5 down=3; 10; 1 tilt=0; 3",
        &Beside::default()
    ));
}

#[test]
fn one_who_stays_too_long() {
    assert_snapshot!(tilt("18; 1 tilt=-30; 50; 1 tilt=0; 3", &Beside::default()));
}

#[test]
fn a_perfect_tilt() {
    let plan = Plan::Step {
        id: "neck-tilt".to_owned(),
        side: None,
    };
    assert_snapshot!(watch(Language::English, plan, BOTH_TILTS, &Beside::default()));
}

const SQUEEZE: &str = "1.5 squeeze=0.9; 1; 1 squeeze=0.05; 1;";

fn whole_guide() -> String {
    let reach = "15; 2 gap=0.3 flex=35; 1.5 elbows=20 height=-0.3; 13; 2 gap=1.5 flex=0 elbows=90 height=-1.4; 14;";
    let look = "2 turn=-34 down=32; 22; 2 turn=0 down=0; 8; 2 turn=34 down=32; 22; 2 turn=0 down=0; 20;";
    let tilts = "1.5 tilt=-32; 13; 1.5 tilt=0; 8; 1.5 tilt=32; 13; 1.5 tilt=0; 18;";
    format!("{reach}{look}{tilts}{}3", SQUEEZE.repeat(12))
}

#[test]
fn a_perfect_person() {
    let beside = Beside {
        answers_after_s: 9.0,
        ..Beside::default()
    };
    assert_snapshot!(watch(Language::English, Plan::WholeGuide, &whole_guide(), &beside));
}

#[test]
fn a_perfect_person_in_german() {
    let beside = Beside {
        answers_after_s: 9.0,
        ..Beside::default()
    };
    assert_snapshot!(watch(Language::German, Plan::WholeGuide, &whole_guide(), &beside));
}

#[test]
fn a_person_with_troubles_in_spanish() {
    let script =
        "18; 1 tilt=-12; 12; 1 tilt=-30; 5; 1 tilt=-3; 10; 1 tilt=-30; 3; 0.3 down=16; 6; 0.5 down=3; 6; 1 tilt=0; 3";
    let plan = one("neck-tilt", LEFT);
    assert_snapshot!(watch(Language::Spanish, plan, script, &Beside::default()));
}

#[test]
fn dark_in_the_middle() {
    let beside = Beside {
        troubles: &[(23.0, 42.0, Trouble::TooDark)],
        ..Beside::default()
    };
    assert_snapshot!(tilt("18; 1 tilt=-30; 3.5; 20 all=?; 11 all=0; 1 tilt=0; 3", &beside));
}

#[test]
fn one_who_has_to_turn_before_a_step_and_in_it() {
    let beside = Beside {
        troubles: &[
            (0.0, 6.0, Trouble::FeetOut),
            (6.0, 30.0, Trouble::TurnLeft),
            (40.0, 44.0, Trouble::TurnLeft),
        ],
        ..Beside::default()
    };
    let script = "36; 1 tilt=-30; 3; 4 all=?; 10 all=0; 1 tilt=0; 3";
    assert_snapshot!(tilt(script, &beside));
}

#[test]
fn one_who_has_turned_is_asked_to_stay_as_they_are() {
    let text = "---\ntitle: Knees\nphrases:\n  low: \"thigh_upright <= 0.6\"\n---\n\n## Go down {#down}\n\n`view side`\n\n\
        - Go down. `reach low`\n- Stay. `hold 5 s`\n";
    let told = Language::ALL.map(|language| {
        let vocabulary = guide::Vocabulary::builtin_in(language);
        let guide = Arc::new(guide::parse("knees", text, vocabulary).unwrap());
        let timing = *vocabulary.timing();
        let coach = Coach::in_order(Arc::clone(&guide), timing, Plan::WholeGuide, Order::Led).unwrap();
        let stage = Stage::Neutral {
            advice: None,
            again: Some(Renewal::Turned),
            trouble: None,
        };
        let mut room = heard::Room::new(&guide, language, true);
        for frame in 0..150 {
            room.hear(f64::from(frame) / heard::film::FPS, stage, &coach.state(), &[]);
        }
        room.text
    });
    assert_snapshot!(told.join("\n"));
}

#[test]
fn one_who_has_to_turn_in_german_and_spanish() {
    let beside = Beside {
        troubles: &[
            (0.0, 5.0, Trouble::TurnFront),
            (5.0, 10.0, Trouble::KneesOut),
            (10.0, 15.0, Trouble::TurnSide),
        ],
        ..Beside::default()
    };
    let told =
        [Language::German, Language::Spanish].map(|language| watch(language, one("neck-tilt", LEFT), "20", &beside));
    assert_snapshot!(told.join("\n"));
}

#[test]
fn hidden_shoulders() {
    assert_snapshot!(tilt(
        "12; 40 all=?; 8 all=0; 1 tilt=-30; 13; 1 tilt=0; 3",
        &Beside::default()
    ));
}

#[test]
fn the_wrong_side_first() {
    assert_snapshot!(tilt(
        "18; 1 tilt=30; 8; 2 tilt=-30; 13; 1 tilt=0; 3",
        &Beside::default()
    ));
}

#[test]
fn the_other_side_first_where_either_will_do() {
    let plan = one("neck-tilt", None);
    let script = "18; 1.5 tilt=32; 13; 1.5 tilt=0; 8; 1.5 tilt=-32; 13; 1.5 tilt=0; 4";
    assert_snapshot!(watch(Language::English, plan, script, &Beside::default()));
}

#[test]
fn squeezes_that_are_too_small() {
    let small = "1.5 squeeze=0.38; 1; 1 squeeze=0.05; 1.5;";
    let script = format!("16; {}{}20", small.repeat(3), SQUEEZE.repeat(6));
    let beside = Beside {
        answers_after_s: 30.0,
        skips: &[70.0],
        ..Beside::default()
    };
    let plan = one("shoulder-squeeze", None);
    assert_snapshot!(watch(Language::English, plan, &script, &beside));
}

/// One step that no camera sees, with a guard that it does, and one that is watched.
const CLOCKED: &str = "---\ntitle: Chin\n---\n\nStop if it hurts.\n\n## Slide your chin back {#chin}\n\n\
    - Your shoulders stay down. `keep shoulders down`\n- Slide your chin straight back. `ask chin back`\n\
    - Stay for five seconds, three times. `hold 5 s` `repeat 3`\n\n\
    ## Tilt {#neck-tilt}\n\n- Let your left ear sink. `reach neck tilt left`\n- Stay. `hold 10 s`\n";

fn hear(text: &str, script: &str) -> String {
    let vocabulary = guide::Vocabulary::builtin();
    let guide = guide::parse("chin", text, vocabulary).expect("the test's guide has no mistakes");
    let beside = Beside {
        answers_after_s: 6.0,
        ..Beside::default()
    };
    attend_with(guide.into(), Language::English, Plan::WholeGuide, script, &beside).text
}

#[test]
fn what_no_camera_sees() {
    assert_snapshot!(hear(CLOCKED, "50; 6; 1 tilt=-30; 14; 1 tilt=0; 5"));
}

#[test]
fn what_no_camera_sees_and_a_shrug_that_it_does() {
    assert_snapshot!(hear(
        CLOCKED,
        "14; 0.2 lift=0.2; 8; 0.2 lift=0; 40; 1 tilt=-30; 14; 1 tilt=0; 5"
    ));
}

/// Two sets of two squeezes, with a rest between the sets.
const SETS: &str = "---\ntitle: Squeeze\n---\n\nStop if it hurts.\n\n## Squeeze your blades {#squeeze}\n\n\
    - Draw your shoulder blades together. `reach blades together`\n- Back to rest. `return shoulders resting`\n\
    - Two sets of three, with twenty seconds between them. `repeat 3` `sets 2` `rest 20 s`\n";

#[test]
fn a_rest_between_two_sets() {
    let script = format!("14; {}20; {}12", SQUEEZE.repeat(3), SQUEEZE.repeat(3));
    assert_snapshot!(hear(SETS, &script));
}

#[test]
fn sets_that_no_camera_sees() {
    let chin = "---\ntitle: Chin\n---\n\nStop if it hurts.\n\n## Chin back {#chin}\n\n\
        - Slide your chin back. `ask chin back`\n- Twice. `repeat 2` `rest 6 s`\n\
        - Two sets. `sets 2` `rest 30 s`\n";
    assert_snapshot!(hear(chin, "95"));
}

#[test]
fn the_clock() {
    assert_snapshot!(by_clock(Language::English, one("neck-tilt", None)));
}

#[test]
fn the_clock_counts_repetitions() {
    assert_snapshot!(by_clock(Language::English, one("shoulder-squeeze", None)));
}
