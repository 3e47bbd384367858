//! What a recording needs that nobody leads: a neutral at any time, another seat, light, a picture that is rolled.

// The platform's own sine makes the postures: nothing is judged by it.
#![allow(clippy::disallowed_methods)]

use crate::made_up;

use std::sync::Arc;

use body::{Pose, SessionTime, Side};
use coach::{DoseOutcome, EventKind, Plan, RuleVerdict, StepVerdict};
use guide::Vocabulary;
use made_up::Posture;
use measure::Unseen;
use session::{Session, Settings};

const GUIDE: &str = "---\ntitle: Tilt\n---\n\n## Tilt {#neck-tilt}\n\n`each side`\n\n\
    - Let your {side} ear sink. `reach neck tilt {side}`\n\
    - Your chin stays. `keep chin level`\n\
    - Your shoulders stay. `keep shoulders down`\n\
    - Stay. `hold 3 s`\n";
const FPS: f64 = 15.0;
const LEFT: f64 = 35.0;

/// Where the picture shows a point.
type Shown = fn(f32, f32) -> (f32, f32);

/// A film of a person made of numbers.
#[derive(Default)]
struct Film {
    frames: Vec<(SessionTime, Pose)>,
    posture: Posture,
    seconds: f64,
    /// How the picture shows what is there.
    shown: Option<Shown>,
    light: Option<f32>,
}

impl Film {
    fn frame(&mut self, posture: Posture, step: f64) {
        let mut pose = posture.pose();
        pose.brightness = self.light;
        if let Some(shown) = self.shown {
            for landmark in pose.body.iter_mut().flat_map(|body| &mut body.landmarks) {
                (landmark.image.x, landmark.image.y) = shown(landmark.image.x, landmark.image.y);
            }
            for point in pose.face.iter_mut().flat_map(|face| &mut face.points) {
                (point.x, point.y) = shown(point.x, point.y);
            }
        }
        self.frames.push((SessionTime::from_secs_f64(self.seconds), pose));
        self.seconds += step;
    }

    fn stays(&mut self, seconds: f64) {
        for _ in 0..(seconds * FPS) as u32 {
            self.frame(self.posture, 1.0 / FPS);
        }
    }

    /// Tilts by so much in a second.
    fn tilts(&mut self, to: f64) {
        let from = self.posture.tilt_left;
        for step in 1..=FPS as u32 {
            self.posture.tilt_left = from + (to - from) * f64::from(step) / FPS;
            self.frame(self.posture, 1.0 / FPS);
        }
    }

    /// The left tilt, whole, and back.
    fn tilt(&mut self) {
        self.tilts(LEFT);
        self.stays(4.0);
        self.tilts(0.0);
        self.stays(1.5);
    }

    fn judged(&self) -> (Session, DoseOutcome, Vec<EventKind>) {
        let guide = Arc::new(guide::parse("tilt", GUIDE, Vocabulary::builtin()).expect("the guide has no mistakes"));
        let plan = Plan::Step {
            id: "neck-tilt".to_owned(),
            side: Some(Side::Left),
        };
        let mut session = Session::new(guide, Vocabulary::builtin(), plan, Settings::default()).expect("the plan fits");
        let frames = self.frames.iter();
        let mut events: Vec<_> = frames.flat_map(|(at, pose)| session.frame(*at, pose)).collect();
        events.extend(session.finish());
        let outcome = session.outcomes().remove(0);
        (session, outcome, events.into_iter().map(|event| event.kind).collect())
    }
}

fn count(events: &[EventKind], kind: EventKind) -> usize {
    events.iter().filter(|event| **event == kind).count()
}

#[test]
fn who_fiddles_with_the_camera_first_is_judged_all_the_same() {
    let mut film = Film::default();
    for frame in 0..18 * 15 {
        let turn_left = 20.0 * (f64::from(frame) / 5.0).sin();
        film.frame(
            Posture {
                turn_left,
                ..Posture::default()
            },
            1.0 / FPS,
        );
    }
    film.stays(3.0);
    film.tilt();
    let (session, outcome, _) = film.judged();
    assert_eq!(outcome.verdict, StepVerdict::Good);
    assert_eq!(session.neutral_reason(), None);
}

#[test]
fn a_picture_a_second_is_enough_for_a_neutral() {
    let mut film = Film::default();
    for _ in 0..4 {
        film.frame(Posture::default(), 1.0);
    }
    film.stays(1.0);
    film.tilt();
    let (_, outcome, events) = film.judged();
    assert_eq!(
        (count(&events, EventKind::NeutralSet), outcome.verdict),
        (1, StepVerdict::Good)
    );
}

#[test]
fn another_seat_is_no_fault_and_asks_for_a_new_neutral() {
    // Seats that each differ in one way, or in all a little.
    let seats: [Shown; 4] = [
        |x, y| (x, y - 45.0),
        |x, y| (x + 60.0, y),
        |x, y| (320.0 + (x - 320.0) * 0.85, 240.0 + (y - 240.0) * 0.85),
        |x, y| (330.0 + (x - 320.0) * 0.9, 225.0 + (y - 240.0) * 0.9),
    ];
    for (number, seat) in seats.into_iter().enumerate() {
        let mut film = Film::default();
        film.stays(3.0);
        film.shown = Some(seat);
        film.stays(2.6);
        film.tilt();
        let (_, outcome, events) = film.judged();
        assert_eq!(count(&events, EventKind::NeutralLost), 1, "seat {number}: {events:?}");
        assert_eq!(count(&events, EventKind::NeutralSet), 2, "seat {number}");
        assert_eq!(count(&events, EventKind::RuleBroken), 0, "seat {number}");
        assert_eq!(outcome.verdict, StepVerdict::Good, "seat {number}");
    }
}

#[test]
fn a_tilt_right_after_another_seat_is_unseen_and_not_wrong() {
    let mut film = Film::default();
    film.stays(3.0);
    film.shown = Some(|x, y| (x, y - 45.0));
    film.stays(1.0);
    film.tilt();
    let (_, outcome, events) = film.judged();
    assert_eq!(count(&events, EventKind::RuleBroken), 0);
    assert_eq!(outcome.verdict, StepVerdict::Unseen);
}

#[test]
fn in_the_dark_the_clock_waits_and_nothing_is_broken() {
    let mut film = Film {
        light: Some(0.4),
        ..Film::default()
    };
    film.stays(3.0);
    film.tilts(LEFT);
    film.stays(1.5);
    film.light = Some(0.03);
    film.posture.look_down = 30.0;
    film.stays(4.0);
    let (_, outcome, events) = film.judged();
    assert!((1.0..2.5).contains(&outcome.hold_s), "{}", outcome.hold_s);
    assert_eq!(count(&events, EventKind::RuleBroken), 0);
    let chin = outcome.rules().find(|rule| rule.rule == "keep chin level").unwrap();
    assert_eq!(
        (chin.verdict, chin.unseen),
        (RuleVerdict::Unseen, Some(Unseen::TooDark))
    );
}

#[test]
fn too_dark_from_the_start_is_said_so() {
    let mut film = Film {
        light: Some(0.15),
        ..Film::default()
    };
    for frame in 0..60 {
        film.stays(1.0 / FPS);
        if frame % 4 > 0 {
            film.frames.last_mut().unwrap().1.face = None;
        }
    }
    let (session, ..) = film.judged();
    assert_eq!(
        session.neutral_reason().as_deref(),
        Some("it was too dark to see the face")
    );
}

/// About the middle of the picture, so many degrees clockwise.
fn rolled(x: f32, y: f32, degrees: f32) -> (f32, f32) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (x, y) = (x - 320.0, y - 240.0);
    (320.0 + x * cos - y * sin, 240.0 + x * sin + y * cos)
}

#[test]
fn a_rolled_picture_is_named_with_its_angle() {
    let reason = |shown: Shown| {
        let mut film = Film {
            shown: Some(shown),
            ..Film::default()
        };
        film.stays(3.0);
        film.judged().0.neutral_reason().unwrap()
    };
    let clockwise = reason(|x, y| rolled(x, y, 12.0));
    assert!(clockwise.contains("tilted clockwise by 12°"), "{clockwise}");
    let counter = reason(|x, y| rolled(x, y, -20.0));
    assert!(counter.contains("tilted counterclockwise by 20°"), "{counter}");
    let side = reason(|x, y| rolled(x, y, 90.0));
    assert!(side.contains("lies on its side"), "{side}");
    // A head that leans by itself is no rolled picture.
    let mut film = Film::default();
    film.posture.tilt_left = 12.0;
    film.stays(3.0);
    let leaning = film.judged().0.neutral_reason();
    assert_eq!(leaning.as_deref(), Some("head or shoulders were not level"));
}

#[test]
fn a_head_that_leaned_at_rest_makes_a_tilt_near_its_threshold_unsure() {
    let after = |rest: f64, tilt: f64| {
        let mut film = Film::default();
        film.posture.tilt_left = rest;
        film.stays(3.0);
        film.tilts(rest + tilt);
        film.stays(4.0);
        let (session, outcome, _) = film.judged();
        let reach = outcome.rules().next().unwrap().confidence.unwrap();
        (session.doubts(), reach)
    };
    let (doubts, sureness) = after(7.0, 23.0);
    assert!(doubts[0].contains("leaned 7° to the left"), "{doubts:?}");
    assert!(sureness < 0.7, "{sureness}");
    let (_, sureness) = after(7.0, 35.0);
    assert!(
        sureness >= 0.7,
        "past the threshold by more than the head leaned: {sureness}"
    );
    let (doubts, sureness) = after(3.0, 23.0);
    assert!(doubts.is_empty() && sureness >= 0.7, "{doubts:?}, {sureness}");
}

#[test]
fn a_raised_chin_at_rest_is_told() {
    let mut film = Film::default();
    film.posture.look_down = -20.0;
    film.stays(3.0);
    let doubts = film.judged().0.doubts();
    assert!(doubts[0].contains("was raised"), "{doubts:?}");
}

#[test]
fn a_face_that_comes_and_goes_breaks_no_guard() {
    let mut film = Film::default();
    film.stays(3.0);
    film.tilts(LEFT);
    film.posture.look_down = 30.0;
    let first = film.frames.len();
    film.stays(4.0);
    let steady = film.judged().1;
    let chin = |outcome: &DoseOutcome| {
        outcome
            .rules()
            .find(|rule| rule.rule == "keep chin level")
            .unwrap()
            .verdict
    };
    assert_eq!(chin(&steady), RuleVerdict::Broken);
    // As behind a mask: in every other frame no face is found.
    for (_, pose) in film.frames[first..].iter_mut().step_by(2) {
        pose.face = None;
    }
    assert_eq!(chin(&film.judged().1), RuleVerdict::Unseen);
}
