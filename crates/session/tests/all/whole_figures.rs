//! Sessions of whole people made of joints: the neutral of one who stands, from the front and from the side, and that
//! whoever squats is no chair that was moved.

// The platform's own sine makes the postures: nothing is judged by it.
#![allow(clippy::disallowed_methods)]

use crate::made_up;
use crate::skeleton;

use std::sync::Arc;

use body::{Pose, SessionTime, Side};
use coach::{Event, EventKind, Plan, StepVerdict};
use guide::{Guide, Vocabulary};
use session::{Session, Settings};
use skeleton::{Arm, Figure, Leg};

pub fn guide(phrases: &str, steps: &str) -> Arc<Guide> {
    let text = format!("---\ntitle: Whole\nphrases:\n{phrases}---\n\n{steps}");
    let read = guide::parse("whole", &text, Vocabulary::builtin());
    Arc::new(read.unwrap_or_else(|mistakes| panic!("{mistakes}")))
}

fn forward_arm() -> Arc<Guide> {
    guide(
        "  arm forward: \"arm_flexion_left_deg >= 75 deg\"\n",
        "## Arm {#arm}\n\n- Raise it. `reach arm forward`\n- Stay. `hold 3 s`\n",
    )
}

/// So many seconds of each, at 15 frames a second; a second of way between two.
fn frames(pieces: &[(f64, Figure)], face: bool) -> Vec<(SessionTime, Pose)> {
    let mut frames = Vec::new();
    let mut last = pieces[0].1;
    for &(seconds, figure) in pieces {
        for step in 0..15 + (seconds * 15.0) as usize {
            let now = between(last, figure, (step as f64 / 15.0).min(1.0));
            let mut pose = now.pose();
            pose.face = face.then(|| made_up::Posture::default().face());
            frames.push((SessionTime::from_secs_f64(frames.len() as f64 / 15.0), pose));
        }
        last = figure;
    }
    frames
}

pub fn between(from: Figure, to: Figure, share: f64) -> Figure {
    let on = |a: f64, b: f64| a + (b - a) * share;
    let mut now = to;
    for side in 0..2 {
        now.arms[side].raised = on(from.arms[side].raised, to.arms[side].raised);
        now.legs[side].hip = on(from.legs[side].hip, to.legs[side].hip);
        now.legs[side].knee = on(from.legs[side].knee, to.legs[side].knee);
        now.legs[side].ankle = on(from.legs[side].ankle, to.legs[side].ankle);
    }
    now.bend_forward = on(from.bend_forward, to.bend_forward);
    now.facing_right = on(from.facing_right, to.facing_right);
    now
}

fn judged(guide: Arc<Guide>, frames: &[(SessionTime, Pose)]) -> (Session, Vec<Event>) {
    let settings = Settings::default();
    let mut session = Session::new(guide, Vocabulary::builtin(), Plan::WholeGuide, settings).unwrap();
    let mut events: Vec<Event> = frames.iter().flat_map(|(at, pose)| session.frame(*at, pose)).collect();
    events.extend(session.finish());
    (session, events)
}

fn sideways() -> Figure {
    Figure {
        facing_right: 90.0,
        ..Figure::default()
    }
}

fn raised() -> Figure {
    let arm = Arm {
        raised: 90.0,
        plane: 90.0,
        bend: 0.0,
        towards: [0.0, 0.0, 1.0],
    };
    sideways().with_arm(Side::Left, arm)
}

#[test]
fn who_stands_sideways_is_coached_where_the_step_is_seen_from_there() {
    let mut rest = sideways();
    rest.arms[0].plane = 90.0;
    let frames = frames(&[(3.0, rest), (5.0, raised()), (2.0, rest)], false);
    let (session, _) = judged(forward_arm(), &frames);
    assert!(session.has_neutral());
    assert_eq!(session.outcomes()[0].verdict, StepVerdict::Good);
}

#[test]
fn who_stands_sideways_has_no_neutral_where_nothing_is_seen_from_there() {
    let front = guide(
        "  arm up: \"arm_abduction_left_deg >= 75 deg\"\n",
        "## Arm {#arm}\n\n- Raise it. `reach arm up`\n- Stay. `hold 3 s`\n",
    );
    let (session, _) = judged(front, &frames(&[(4.0, sideways())], false));
    assert!(!session.has_neutral());
    assert_eq!(session.outcomes()[0].verdict, StepVerdict::Unseen);
}

#[test]
fn once_nothing_is_judged_from_the_side_a_neutral_from_the_front_is_looked_for() {
    let both = guide(
        "  arm forward: \"arm_flexion_left_deg >= 75 deg\"\n  arm up: \"arm_abduction_left_deg >= 75 deg\"\n",
        "## Forward {#forward}\n\n- Raise it. `reach arm forward`\n- Stay. `hold 2 s`\n\n\
         ## Up {#up}\n\n- Raise it. `reach arm up`\n- Stay. `hold 2 s`\n",
    );
    let mut rest = sideways();
    rest.arms[0].plane = 90.0;
    let mut seen = frames(&[(3.0, rest), (4.0, raised()), (2.0, rest)], false);
    let up = Arm {
        raised: 90.0,
        plane: 0.0,
        bend: 0.0,
        towards: [0.0, 0.0, 1.0],
    };
    let front = frames(
        &[
            (3.0, Figure::default()),
            (4.0, Figure::default().with_arm(Side::Left, up)),
            (2.0, Figure::default()),
        ],
        true,
    );
    let after = seen.last().unwrap().0.as_secs_f64();
    seen.extend(
        front
            .into_iter()
            .map(|(at, pose)| (SessionTime::from_secs_f64(after + 0.1 + at.as_secs_f64()), pose)),
    );
    let (session, events) = judged(both, &seen);
    let verdicts: Vec<StepVerdict> = session.outcomes().iter().map(|outcome| outcome.verdict).collect();
    assert_eq!(verdicts, [StepVerdict::Good; 2]);
    let neutrals = events
        .iter()
        .filter(|event| event.kind == EventKind::NeutralSet)
        .count();
    assert_eq!(neutrals, 2);
}

#[test]
fn who_squats_before_the_camera_keeps_the_neutral() {
    let squat = guide(
        "  low: \"thigh_upright <= 0.6\"\n",
        "## Squat {#squat}\n\n- Go down. `reach low`\n- Stay. `hold 3 s`\n",
    );
    let leg = Leg {
        hip: 80.0,
        knee: 90.0,
        ankle: 10.0,
    };
    let low = Figure {
        legs: [leg; 2],
        bend_forward: 20.0,
        ..Figure::default()
    };
    let frames = frames(&[(3.0, Figure::default()), (5.0, low), (2.0, Figure::default())], true);
    let (session, events) = judged(squat, &frames);
    assert!(
        !events.iter().any(|event| event.kind == EventKind::NeutralLost),
        "{events:?}"
    );
    assert_eq!(session.outcomes()[0].verdict, StepVerdict::Good);
}
