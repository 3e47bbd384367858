//! The set-up look on people made of numbers, and a neutral that may come at any time.

#![allow(clippy::disallowed_methods)]

use crate::made_up;

use std::sync::Arc;

use body::{ImagePoint, Landmark, Pose, SessionTime};
use coach::{Phase, Plan};
use guide::{Guide, Vocabulary};
use made_up::Posture;
use session::{Advice, Hint, Session, SetUp, SetUpState, Settings, Surroundings};

const ALONE: Surroundings = Surroundings { people: Some(1) };

fn guide(name: &str) -> Guide {
    let (_, text) = guide::builtin_guides()
        .iter()
        .find(|(known, _)| *known == name)
        .expect("the guide ships");
    guide::parse(name, text, Vocabulary::builtin()).expect("it has no mistakes")
}

fn set_up() -> SetUp {
    SetUp::new(&guide("upper-back"), Vocabulary::builtin())
}

fn at(secs: f64) -> SessionTime {
    SessionTime::from_secs_f64(secs)
}

/// A person whose shoulders are `share` of the picture's width apart, with eyes and mouth in their places.
fn person(share: f32, shift: ImagePoint) -> Pose {
    let mut pose = Posture::default().pose();
    let width = share * pose.image_size.width as f32;
    let body = pose.body.as_mut().unwrap();
    let (x, y) = (320.0 + shift.x, 240.0 + shift.y);
    let mut put = |name: Landmark, right: f32, down: f32| {
        body.landmarks[name as usize].image = ImagePoint {
            x: x + right * width,
            y: y + down * width,
        };
    };
    for landmark in LANDMARKS_OF_HEAD {
        put(landmark, 0.0, -0.5);
    }
    put(Landmark::LeftEye, 0.08, -0.55);
    put(Landmark::RightEye, -0.08, -0.55);
    put(Landmark::MouthLeft, 0.06, -0.4);
    put(Landmark::MouthRight, -0.06, -0.4);
    put(Landmark::LeftShoulder, 0.5, 0.0);
    put(Landmark::RightShoulder, -0.5, 0.0);
    pose
}

const LANDMARKS_OF_HEAD: [Landmark; 11] = [
    Landmark::Nose,
    Landmark::LeftEyeInner,
    Landmark::LeftEye,
    Landmark::LeftEyeOuter,
    Landmark::RightEyeInner,
    Landmark::RightEye,
    Landmark::RightEyeOuter,
    Landmark::LeftEar,
    Landmark::RightEar,
    Landmark::MouthLeft,
    Landmark::MouthRight,
];

const NO_SHIFT: ImagePoint = ImagePoint { x: 0.0, y: 0.0 };

/// What is said after a second of this.
fn after_a_second(pose: &Pose, surroundings: &Surroundings) -> SetUpState {
    let mut set_up = set_up();
    (0..16)
        .map(|frame| set_up.frame(at(f64::from(frame) / 15.0), pose, surroundings))
        .last()
        .unwrap()
}

#[test]
fn one_person_in_good_light_at_a_good_distance_is_well() {
    let state = after_a_second(&person(0.2, NO_SHIFT), &ALONE);
    assert_eq!(state.hints, []);
    assert_eq!(state.well_since, Some(at(0.0)));
}

#[test]
fn each_fault_has_its_hint() {
    let two = Surroundings { people: Some(2) };
    let shift = |x, y| ImagePoint { x, y };
    let well = person(0.2, NO_SHIFT);
    let lit = |light| Pose {
        brightness: Some(light),
        ..well.clone()
    };
    let mut nobody = well.clone();
    nobody.body = None;
    nobody.face = None;
    for (pose, surroundings, hint) in [
        (&nobody, ALONE, Hint::Nobody),
        (&well, two, Hint::SeveralPeople),
        (&lit(0.02), ALONE, Hint::TooDark),
        (&lit(0.99), ALONE, Hint::TooBright),
        (&person(0.2, shift(0.0, -175.0)), ALONE, Hint::HeadOut),
        (&person(0.2, shift(0.0, 250.0)), ALONE, Hint::ShouldersOut),
        (&person(0.7, shift(0.0, 150.0)), ALONE, Hint::TooNear),
        (&person(0.05, NO_SHIFT), ALONE, Hint::TooFar),
        (&person(0.2, shift(200.0, 0.0)), ALONE, Hint::OffCentre),
        (&person(0.3, NO_SHIFT), ALONE, Hint::ArmsNeedRoom),
    ] {
        let state = after_a_second(pose, &surroundings);
        assert_eq!(state.hints, [hint]);
        assert_eq!(state.well_since.is_none(), hint.blocks(), "{hint:?}");
    }
    let seen_from_above = Posture {
        look_down: 30.0,
        ..Posture::default()
    }
    .pose();
    assert!(
        after_a_second(&seen_from_above, &ALONE)
            .hints
            .contains(&Hint::CameraHigh)
    );
    let seen_from_below = Posture {
        look_down: -40.0,
        ..Posture::default()
    }
    .pose();
    assert!(
        after_a_second(&seen_from_below, &ALONE)
            .hints
            .contains(&Hint::CameraLow)
    );
}

#[test]
fn a_hint_does_not_flicker() {
    let (well, near) = (person(0.2, NO_SHIFT), person(0.7, ImagePoint { x: 0.0, y: 150.0 }));
    let mut set_up = set_up();
    for frame in 0..60 {
        let pose = if frame % 5 == 0 { &near } else { &well };
        let state = set_up.frame(at(f64::from(frame) / 15.0), pose, &ALONE);
        assert_eq!(state.hints, [], "frame {frame}");
        assert_eq!(state.well_since, None, "well is well on end");
    }
}

#[test]
fn arms_need_room_only_where_a_step_reaches_forward() {
    let text = "---\ntitle: Tilt\n---\n\n## Tilt {#tilt}\n\n- Tilt. `reach neck tilt left`\n- Stay. `hold 3 s`\n";
    let tilt = guide::parse("tilt", text, Vocabulary::builtin()).unwrap();
    let mut set_up = SetUp::new(&tilt, Vocabulary::builtin());
    for frame in 0..15 {
        let state = set_up.frame(at(f64::from(frame) / 15.0), &person(0.3, NO_SHIFT), &ALONE);
        assert_eq!(state.hints, []);
    }
}

fn session() -> Session {
    let guide = Arc::new(guide("upper-back"));
    Session::new(guide, Vocabulary::builtin(), Plan::WholeGuide, Settings::default()).unwrap()
}

#[test]
fn a_person_who_is_late_to_sit_still_gets_a_neutral_all_the_same() {
    let mut session = session();
    for frame in 0..15 * 20 {
        let secs = f64::from(frame) / 15.0;
        let turning = if secs < 15.0 { 15.0 * (secs * 3.0).sin() } else { 0.0 };
        let posture = Posture {
            turn_left: turning,
            ..Posture::default()
        };
        session.frame(at(secs), &posture.pose());
        if frame == 15 * 10 {
            assert_eq!(session.neutral_advice(), Some(Advice::SitStill));
            assert!(session.neutral_progress() < 0.5, "{}", session.neutral_progress());
            let reason = session.neutral_reason();
            assert_eq!(reason.as_deref(), Some("nobody sat still for two seconds"));
        }
    }
    assert_ne!(session.state().phase, Phase::Setup);
}

#[test]
fn the_ring_fills_while_a_person_sits_still_and_looks_at_the_camera() {
    let mut session = session();
    let mut last = 0.0;
    for frame in 0..=15 {
        session.frame(at(f64::from(frame) / 15.0), &Posture::default().pose());
        assert!(session.neutral_progress() >= last);
        last = session.neutral_progress();
    }
    assert!((0.4..0.6).contains(&last), "{last}");
    assert_eq!(session.neutral_advice(), None);
    for frame in 16..30 {
        let aside = Posture {
            turn_left: 50.0,
            ..Posture::default()
        };
        session.frame(at(f64::from(frame) / 15.0), &aside.pose());
    }
    assert!(session.neutral_advice().is_some());
}
