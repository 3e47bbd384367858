//! Sessions of people made of numbers: the neutral, smoothing, mirrored pictures, and that nothing is guessed.

// The platform's own sine makes the postures: nothing is judged by it.
#![allow(clippy::disallowed_methods)]

use crate::made_up;

use std::sync::Arc;

use body::{Measure, Pose, SessionTime, Side};
use coach::{EventKind, Plan, RuleVerdict, StepVerdict};
use guide::{Guide, Vocabulary};
use made_up::{Posture, SIZE};
use measure::Unseen;
use session::{Measurer, Session, Settings};

const GUIDE: &str = "---\ntitle: Tilt\n---\n\n## Tilt {#neck-tilt}\n\n`each side`\n\n\
    - Let your {side} ear sink. `reach neck tilt {side}`\n\
    - Your chin stays. `keep chin level`\n\
    - Stay. `hold 3 s`\n";

fn guide() -> Arc<Guide> {
    Arc::new(guide::parse("tilt", GUIDE, Vocabulary::builtin()).expect("the test's guide has no mistakes"))
}

fn nobody() -> Pose {
    Pose {
        image_size: SIZE,
        body: None,
        face: None,
        shoulder_edges: None,
        frozen: false,
        brightness: None,
    }
}

/// A session of `(seconds, posture)` pieces at 15 frames a second; between two postures the person moves for a second.
fn poses(pieces: &[(f64, Option<Posture>)]) -> Vec<(SessionTime, Pose)> {
    let mut frames = Vec::new();
    let mut last = Posture::default();
    for &(seconds, posture) in pieces {
        let target = posture.unwrap_or(last);
        let moving = if posture.is_some() { 15 } else { 0 };
        for step in 0..moving + (seconds * 15.0) as usize {
            let share = if step < moving {
                step as f64 / moving as f64
            } else {
                1.0
            };
            let between = |from: f64, to: f64| from + (to - from) * share;
            let now = Posture {
                turn_left: between(last.turn_left, target.turn_left),
                tilt_left: between(last.tilt_left, target.tilt_left),
                look_down: between(last.look_down, target.look_down),
                ..target
            };
            let at = SessionTime::from_secs_f64(frames.len() as f64 / 15.0);
            frames.push((at, if posture.is_some() { now.pose() } else { nobody() }));
        }
        last = target;
    }
    frames
}

fn judged(settings: Settings, side: Option<Side>, frames: &[(SessionTime, Pose)]) -> (Session, Vec<coach::Event>) {
    let plan = Plan::Step {
        id: "neck-tilt".to_owned(),
        side,
    };
    let mut session = Session::new(guide(), Vocabulary::builtin(), plan, settings).expect("the plan fits the guide");
    let mut events: Vec<_> = frames.iter().flat_map(|(at, pose)| session.frame(*at, pose)).collect();
    events.extend(session.finish());
    (session, events)
}

const REST: Posture = Posture {
    turn_left: 0.0,
    tilt_left: 0.0,
    look_down: 0.0,
    lean_right: 0.0,
    left_shoulder_up_px: 0.0,
    narrower_by: 0.0,
    forearms_forward: false,
};
const TILTED: Posture = Posture {
    tilt_left: 32.0,
    ..REST
};

#[test]
fn a_tilt_that_is_held_is_done() {
    let frames = poses(&[(2.5, Some(REST)), (5.0, Some(TILTED)), (2.0, Some(REST))]);
    let (session, events) = judged(Settings::default(), Some(Side::Left), &frames);
    let outcome = &session.outcomes()[0];
    assert!(
        matches!(outcome.verdict, StepVerdict::Done | StepVerdict::Good),
        "{outcome:#?}"
    );
    assert!((outcome.hold_s - 5.7).abs() < 0.7, "held {}", outcome.hold_s);
    assert_eq!(
        events
            .iter()
            .filter(|event| event.kind == EventKind::NeutralSet)
            .count(),
        1
    );
}

#[test]
fn the_other_side_is_not_this_side() {
    let frames = poses(&[(2.5, Some(REST)), (5.0, Some(TILTED)), (2.0, Some(REST))]);
    let (session, _) = judged(Settings::default(), Some(Side::Right), &frames);
    assert_eq!(session.outcomes()[0].verdict, StepVerdict::NotDone);
}

#[test]
fn in_a_mirror_left_is_right() {
    let frames = poses(&[(2.5, Some(REST)), (5.0, Some(TILTED)), (2.0, Some(REST))]);
    let mirrored = Settings {
        mirrored: true,
        ..Settings::default()
    };
    let (session, _) = judged(mirrored, Some(Side::Right), &frames);
    assert!(matches!(
        session.outcomes()[0].verdict,
        StepVerdict::Done | StepVerdict::Good
    ));
}

#[test]
fn the_neutral_says_from_where_the_camera_looked() {
    // Who looks at a screen beside the camera looks past it, to their left: the camera is on their right.
    let beside = Posture {
        turn_left: 20.0,
        ..REST
    };
    let frames = poses(&[(4.0, Some(beside))]);
    let turned = |mirrored, frames| {
        let settings = Settings {
            mirrored,
            ..Settings::default()
        };
        let (session, _) = judged(settings, None, frames);
        session.camera_view().map(|view| view.turned_deg)
    };
    let right = turned(false, &frames[..]).expect("there was a neutral");
    assert!((15.0..25.0).contains(&right), "{right}");
    assert_eq!(
        turned(true, &frames[..]),
        Some(-right),
        "in a mirror it is on their left"
    );
    assert_eq!(turned(false, &frames[..10]), None, "no neutral yet");
}

#[test]
fn a_chin_that_drops_is_broken_and_stops_the_clock() {
    let dropped = Posture {
        look_down: 25.0,
        ..TILTED
    };
    let frames = poses(&[
        (2.5, Some(REST)),
        (4.0, Some(TILTED)),
        (3.0, Some(dropped)),
        (2.0, Some(TILTED)),
        (1.0, Some(REST)),
    ]);
    let (session, _) = judged(Settings::default(), Some(Side::Left), &frames);
    let outcome = &session.outcomes()[0];
    let chin = &outcome.sentences[1].rules[0];
    assert_eq!(chin.verdict, RuleVerdict::Broken, "{chin:?}");
    assert!(
        chin.figures
            .and_then(|figures| figures.decisive)
            .is_some_and(|worst| worst > 20.0),
        "{chin:?}"
    );
    assert!(
        outcome.hold_s < 9.0,
        "the dropped chin must not count: {}",
        outcome.hold_s
    );
}

#[test]
fn without_a_neutral_everything_is_unseen() {
    let turned = Posture {
        turn_left: 50.0,
        ..REST
    };
    let frames = poses(&[(12.0, Some(turned)), (5.0, Some(TILTED))]);
    let (session, _) = judged(Settings::default(), Some(Side::Left), &frames);
    let outcome = &session.outcomes()[0];
    assert_eq!(outcome.verdict, StepVerdict::Unseen);
    assert_eq!(outcome.sentences[0].rules[0].unseen, Some(Unseen::NoNeutral));
    assert!(session.neutral_reason().is_some());
}

#[test]
fn an_empty_room_is_unseen_and_never_done() {
    let frames: Vec<_> = (0..200)
        .map(|k| (SessionTime::from_secs_f64(f64::from(k) / 15.0), nobody()))
        .collect();
    let (session, events) = judged(Settings::default(), None, &frames);
    assert!(
        session
            .outcomes()
            .iter()
            .all(|outcome| outcome.verdict == StepVerdict::Unseen)
    );
    assert!(
        !events.iter().any(|event| matches!(event.kind, EventKind::Cue(_))),
        "nobody is there to be told"
    );
    assert_eq!(session.coverage(), 0.0);
}

#[test]
fn the_same_poses_give_the_same_events_bit_for_bit() {
    let frames = poses(&[
        (2.5, Some(REST)),
        (5.0, Some(TILTED)),
        (1.0, None),
        (2.0, Some(TILTED)),
        (2.0, Some(REST)),
    ]);
    let once = judged(Settings::default(), None, &frames);
    let again = judged(Settings::default(), None, &frames);
    assert_eq!(once.1, again.1);
    assert_eq!(format!("{:?}", once.0.outcomes()), format!("{:?}", again.0.outcomes()));
}

#[test]
fn the_measurer_gives_one_row_a_frame_in_order() {
    let frames = poses(&[(1.0, None), (3.0, Some(REST)), (2.0, Some(TILTED))]);
    let mut measurer = Measurer::new(Vocabulary::builtin(), Settings::default()).unwrap();
    let mut rows: Vec<_> = frames.iter().flat_map(|(at, pose)| measurer.frame(*at, pose)).collect();
    rows.extend(measurer.finish());
    assert_eq!(
        rows.iter().map(|row| row.at).collect::<Vec<_>>(),
        frames.iter().map(|(at, _)| *at).collect::<Vec<_>>()
    );
    let tilt = rows.last().unwrap().measures.get(Measure::NeckTilt).unwrap().value;
    assert!((tilt + 32.0).abs() < 1.5, "{tilt}");
    assert_eq!(rows[0].measures.get(Measure::NeckTilt), Err(Unseen::Nobody));
}

#[test]
fn a_fast_turn_is_fast_and_stillness_is_slow() {
    let frames = poses(&[
        (3.0, Some(REST)),
        (
            1.0,
            Some(Posture {
                turn_left: 60.0,
                ..REST
            }),
        ),
    ]);
    let mut measurer = Measurer::new(Vocabulary::builtin(), Settings::default()).unwrap();
    let mut rows: Vec<_> = frames.iter().flat_map(|(at, pose)| measurer.frame(*at, pose)).collect();
    rows.extend(measurer.finish());
    let speed = |k: usize| rows[k].measures.get(Measure::HeadSpeed).map(|seen| seen.value);
    assert!(speed(40).unwrap() < 2.0);
    assert!(
        (speed(3 * 15 + 15 + 10).unwrap() - 60.0).abs() < 15.0,
        "{:?}",
        speed(70)
    );
}

/// The shoulders' places were once divided by the width of the same frame, whose noise then looked like movement.
#[test]
fn noise_in_the_shoulders_width_is_no_movement() {
    let noisy = |k: usize| Posture {
        narrower_by: if k.is_multiple_of(2) { 0.01 } else { -0.01 },
        ..REST
    };
    let frames: Vec<_> = (0..40)
        .map(|k| (SessionTime::from_secs_f64(k as f64 / 15.0), noisy(k).pose()))
        .collect();
    let (session, _) = judged(Settings::default(), Some(Side::Left), &frames);
    assert_eq!(session.neutral_reason(), None);
}

#[test]
fn of_a_position_that_is_not_reached_the_part_that_was_missing_is_named() {
    let text = GUIDE.replace(
        "`reach neck tilt {side}`",
        "`reach neck tilt {side}` `reach head lowered`",
    );
    let text = text.replace("- Your chin stays. `keep chin level`\n", "");
    let guide = Arc::new(guide::parse("tilt", &text, Vocabulary::builtin()).expect("no mistakes"));
    let plan = Plan::Step {
        id: "neck-tilt".to_owned(),
        side: Some(Side::Left),
    };
    let mut session = Session::new(guide, Vocabulary::builtin(), plan, Settings::default()).unwrap();
    for (at, pose) in poses(&[(2.5, Some(REST)), (4.0, Some(TILTED)), (1.0, Some(REST))]) {
        session.frame(at, &pose);
    }
    session.finish();
    let verdicts: Vec<_> = session.outcomes()[0].sentences[0]
        .rules
        .iter()
        .map(|rule| rule.verdict)
        .collect();
    assert_eq!(verdicts, [RuleVerdict::Met, RuleVerdict::NotReached]);
}

/// The ears under-read a turn: losing the face for a second must not look like turning back.
#[test]
fn a_face_that_is_lost_for_a_moment_moves_no_angle() {
    let turned = Posture {
        turn_left: 40.0,
        ..REST
    };
    let mut frames = poses(&[(3.0, Some(REST)), (4.0, Some(turned))]);
    let lost = frames.len() - 30;
    for (_, pose) in &mut frames[lost..] {
        pose.face = None;
        let body = pose.body.as_mut().unwrap();
        for name in [body::Landmark::LeftEar, body::Landmark::RightEar] {
            body.landmarks[name as usize].world.z = 0.0;
        }
    }
    let mut measurer = Measurer::new(Vocabulary::builtin(), Settings::default()).unwrap();
    let mut rows: Vec<_> = frames.iter().flat_map(|(at, pose)| measurer.frame(*at, pose)).collect();
    rows.extend(measurer.finish());
    let azimuth = |k: usize| rows[k].measures.get(Measure::HeadAzimuth).unwrap().value;
    assert!((azimuth(lost - 1) + 40.0).abs() < 2.0);
    assert!((azimuth(lost + 2) + 40.0).abs() < 4.0, "{}", azimuth(lost + 2));
    assert!(
        azimuth(lost + 29) > azimuth(lost + 2),
        "with time the landmarks stand alone"
    );
}
