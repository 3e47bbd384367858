//! What holds of every session, whatever the person does: short words, one thing at a time, nothing twice in a row, and
//! nobody left without the next thing to do.

#[allow(dead_code, reason = "shared with the transcripts")]
mod heard;

use body::{Language, Side};
use coach::Plan;
use heard::{Beside, Utterance, attend, one};
use proptest::prelude::*;
use session::Trouble;
use voice::Kind;

/// Longest silence while something is expected, seconds.
const SILENCE_S: f64 = 15.0;
/// The same words come again after so long at the earliest, seconds.
const AGAIN_S: f64 = 6.0;
/// Times come frame by frame.
const FRAME_S: f64 = 1.0 / heard::film::FPS + 1e-6;

/// One movement: how long it takes, and what it moves where.
fn part() -> impl Strategy<Value = String> {
    let moves = prop_oneof![
        4 => Just(String::new()),
        2 => (-40..40_i32).prop_map(|to| format!("tilt={to}")),
        2 => (-50..50_i32, 0..40_i32).prop_map(|(turn, down)| format!("turn={turn} down={down}")),
        2 => (0..100_i32).prop_map(|share| format!("squeeze={}", f64::from(share) / 100.0)),
        1 => (0..30_i32).prop_map(|down| format!("down={down}")),
        1 => (0..20_i32).prop_map(|share| format!("lift={}", f64::from(share) / 100.0)),
        1 => Just("gap=0.3 flex=35 elbows=20 height=-0.3".to_owned()),
        2 => Just("tilt=0 turn=0 down=0 flex=0 squeeze=0 lift=0 gap=1.5 elbows=90 height=-1.4".to_owned()),
        1 => Just("all=?".to_owned()),
        2 => Just("all=0".to_owned()),
    ];
    (2..160_u32, moves).prop_map(|(tenths, moves)| format!("{} {moves}", f64::from(tenths) / 10.0))
}

fn plan() -> impl Strategy<Value = Plan> {
    prop_oneof![
        2 => Just(Plan::WholeGuide),
        1 => Just(one("neck-tilt", Some(Side::Left))),
        1 => Just(one("neck-tilt", None)),
        1 => Just(one("shoulder-squeeze", None)),
    ]
}

fn trouble() -> impl Strategy<Value = (f64, f64, Trouble)> {
    let any = prop::sample::select(Trouble::ALL.to_vec());
    (0.0..60.0_f64, 0.5..60.0_f64, any).prop_map(|(from, lasts, trouble)| (from, from + lasts, trouble))
}

fn is_of_guide(said: &Utterance) -> bool {
    matches!(said.kind, Kind::Guide | Kind::Question)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_person_does(
        script in prop::collection::vec(part(), 1..14),
        plan in plan(),
        troubles in prop::collection::vec(trouble(), 0..2),
        skips in prop::collection::vec(1.0..80.0_f64, 0..3),
        language in prop::sample::select(Language::ALL.to_vec()),
        answers_after_s in 0.0..25.0_f64,
    ) {
        let mut skips = skips;
        skips.sort_by(f64::total_cmp);
        let script = script.join("; ");
        let beside = Beside { troubles: &troubles, skips: &skips, answers_after_s };
        let room = attend(language, plan, &script, &beside);
        let (longest_s, at_s) = room.heard.longest_silence;
        prop_assert!(longest_s <= SILENCE_S, "silent for {longest_s:.1} s at {at_s:.1}\n{script}\n{}", room.text);
        let said = &room.heard.said;
        for (index, now) in said.iter().enumerate() {
            let words = now.text.split_whitespace().count();
            prop_assert!(words <= 12 || is_of_guide(now), "{words} words: {}", now.text);
            prop_assert!(!now.text.contains(['{', '}']), "{}", now.text);
            for before in &said[..index] {
                let is_over = before.until_s <= now.at_s + FRAME_S;
                let breaks_in = now.interrupts && before.kind == Kind::Praise && now.kind == Kind::Correction;
                let is_last = now.at_s >= said[said.len() - 1].at_s;
                prop_assert!(is_over || breaks_in || is_last, "{now:?} while {before:?}\n{}", room.text);
                let is_again = before.text == now.text && now.at_s - before.at_s < AGAIN_S - FRAME_S;
                prop_assert!(!is_again, "twice: {now:?}\n{}", room.text);
            }
        }
    }
}
