//! Measures of people made of numbers: every pose here is built from a known posture.

// The platform's own sine makes the postures: nothing is judged by it.
#![allow(clippy::disallowed_methods)]

use body::{Body, BodyLandmark, Face, FacePoint, ImagePoint, ImageSize, Landmark, Measure, Pose, WorldPoint};
use measure::{Lens, Measures, Neutral, Stance, Unseen, measure};
use proptest::prelude::*;

const SIZE: ImageSize = ImageSize {
    width: 640,
    height: 480,
};
const SHOULDERS_PX: f32 = 160.0;

/// A posture in degrees and pixels; left +, down +.
#[derive(Debug, Clone, Copy, Default)]
struct Posture {
    turn_left: f64,
    tilt_left: f64,
    look_down: f64,
    lean_right: f64,
    left_shoulder_up_px: f32,
    narrower_by: f32,
}

impl Posture {
    fn pose(self) -> Pose {
        Pose {
            image_size: SIZE,
            body: Some(self.body()),
            face: Some(self.face()),
            shoulder_edges: None,
        }
    }

    /// A made-up rigid head with its named points, seen from far away.
    fn face(self) -> Face {
        let named = [(33, 263), (133, 362), (234, 454), (127, 356), (93, 323), (61, 291)];
        let mut head: Vec<[f64; 3]> = (0..Face::COUNT)
            .map(|k| {
                let k = k as f64;
                [
                    40.0 * (k * 1.7).sin(),
                    25.0 * (k * 2.3).sin() - 20.0,
                    50.0 * (k * 0.9).cos(),
                ]
            })
            .collect();
        for (k, (right, left)) in named.into_iter().enumerate() {
            let (y, z) = (-10.0 - k as f64, 30.0 - 12.0 * k as f64);
            head[right] = [-35.0, y, z];
            head[left] = [35.0, y, z];
        }
        head[10] = [0.0, -20.0, 70.0];
        head[152] = [0.0, -20.0, -70.0];
        let points = head
            .into_iter()
            .map(|point| {
                let [x, y, z] = about_z(about_y(about_x(point, self.look_down), self.tilt_left), self.turn_left);
                // Person's axes (left, back, up) to the picture's (right, down, away).
                FacePoint {
                    x: 320.0 + x as f32,
                    y: 160.0 - z as f32,
                    z: y as f32,
                }
            })
            .collect();
        Face { points, score: 1.0 }
    }

    fn body(self) -> Body {
        let mut landmarks = [BodyLandmark {
            visibility: 1.0,
            presence: 1.0,
            ..BodyLandmark::default()
        }; Landmark::COUNT];
        let mut put = |name: Landmark, x: f32, y: f32| landmarks[name as usize].image = ImagePoint { x, y };
        // The trunk leans about a point on the seat, 1.4 shoulder widths below the line.
        let (sin, cos) = (
            self.lean_right.to_radians().sin() as f32,
            self.lean_right.to_radians().cos() as f32,
        );
        let arm = 1.4 * SHOULDERS_PX;
        let half = SHOULDERS_PX * (1.0 - self.narrower_by) / 2.0;
        let (middle_x, middle_y) = (320.0 - arm * sin, 300.0 + arm * (1.0 - cos));
        put(
            Landmark::LeftShoulder,
            middle_x + half * cos,
            middle_y - half * sin - self.left_shoulder_up_px,
        );
        put(Landmark::RightShoulder, middle_x - half * cos, middle_y + half * sin);
        put(Landmark::Nose, 320.0, 170.0 + self.look_down as f32);
        put(Landmark::LeftEar, 345.0, 165.0);
        put(Landmark::RightEar, 295.0, 165.0);
        let (turn_sin, turn_cos) = self.turn_left.to_radians().sin_cos();
        for (name, x, y, z) in [
            (Landmark::Nose, 0.1 * turn_sin as f32, -0.7, -0.1 * turn_cos as f32),
            (Landmark::LeftEar, 0.07 * turn_cos as f32, -0.7, 0.07 * turn_sin as f32),
            (
                Landmark::RightEar,
                -0.07 * turn_cos as f32,
                -0.7,
                -0.07 * turn_sin as f32,
            ),
            (Landmark::LeftShoulder, 0.16, -0.5, 0.0),
            (Landmark::RightShoulder, -0.16, -0.5, 0.0),
            (Landmark::LeftElbow, 0.16, -0.2, 0.0),
            (Landmark::LeftWrist, 0.16, -0.2, -0.3),
        ] {
            landmarks[name as usize].world = WorldPoint { x, y, z };
        }
        Body { landmarks, score: 1.0 }
    }
}

fn about_x([x, y, z]: [f64; 3], degrees: f64) -> [f64; 3] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [x, cos * y - sin * z, sin * y + cos * z]
}

fn about_y([x, y, z]: [f64; 3], degrees: f64) -> [f64; 3] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [cos * x + sin * z, y, cos * z - sin * x]
}

fn about_z([x, y, z]: [f64; 3], degrees: f64) -> [f64; 3] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [cos * x - sin * y, sin * x + cos * y, z]
}

fn measured(posture: Posture) -> Measures {
    let neutral = Neutral::from_poses([&Posture::default().pose()], &Lens::default()).unwrap();
    measure(&posture.pose(), &neutral, &Lens::default())
}

fn value(measures: &Measures, name: Measure) -> f32 {
    measures
        .get(name)
        .unwrap_or_else(|why| panic!("{name} is unseen: {why:?}"))
        .value
}

#[test]
fn a_neutral_reads_zero() {
    let measures = measured(Posture::default());
    for name in [
        Measure::NeckFlexion,
        Measure::NeckTilt,
        Measure::HeadAzimuth,
        Measure::TrunkLean,
        Measure::ShoulderRetraction,
        Measure::ShoulderElevationLeft,
    ] {
        assert!(value(&measures, name).abs() < 1e-4, "{name}");
    }
}

#[test]
fn left_is_the_persons_left_and_right_is_positive() {
    let measures = measured(Posture {
        tilt_left: 30.0,
        ..Posture::default()
    });
    assert!((value(&measures, Measure::NeckTilt) + 30.0).abs() < 1.5);
    assert!((value(&measures, Measure::NeckLateralFlexion) + 30.0).abs() < 1.5);
    let measures = measured(Posture {
        turn_left: 30.0,
        ..Posture::default()
    });
    assert!((value(&measures, Measure::HeadAzimuth) + 30.0).abs() < 1.5);
    assert!((value(&measures, Measure::NeckRotation) + 30.0).abs() < 1.5);
}

#[test]
fn a_combined_turn_and_look_down_is_no_tilt() {
    let measures = measured(Posture {
        turn_left: 40.0,
        look_down: 35.0,
        ..Posture::default()
    });
    assert!(value(&measures, Measure::NeckTilt).abs() < 2.0);
    assert!((value(&measures, Measure::HeadDepression) - 35.0).abs() < 2.0);
    // In ISB order the same movement has a lateral part: measures.md, number 3.
    assert!((value(&measures, Measure::NeckLateralFlexion) + 22.0).abs() < 3.0);
}

#[test]
fn a_leaning_trunk_is_a_lean_and_neither_a_tilt_nor_a_lifted_shoulder() {
    let measures = measured(Posture {
        lean_right: 20.0,
        tilt_left: -20.0,
        ..Posture::default()
    });
    assert!((value(&measures, Measure::TrunkLean) - 20.0).abs() < 0.5);
    assert!(value(&measures, Measure::NeckTilt).abs() < 1.0);
    assert!(value(&measures, Measure::ShoulderElevationLeft).abs() < 0.02);
    assert!(value(&measures, Measure::ShoulderElevationRight).abs() < 0.02);
}

#[test]
fn a_lifted_shoulder_rises_alone() {
    let measures = measured(Posture {
        left_shoulder_up_px: 16.0,
        ..Posture::default()
    });
    assert!((value(&measures, Measure::ShoulderElevationLeft) - 0.1).abs() < 0.005);
    assert!(value(&measures, Measure::ShoulderElevationRight).abs() < 0.005);
}

#[test]
fn shoulders_eight_percent_narrower_are_a_full_squeeze() {
    let measures = measured(Posture {
        narrower_by: 0.08,
        ..Posture::default()
    });
    assert!((value(&measures, Measure::ShoulderRetraction) - 1.0).abs() < 0.01);
}

#[test]
fn a_right_angle_at_the_elbow_is_ninety_degrees() {
    let measures = measured(Posture::default());
    assert_eq!(
        measures.get(Measure::ElbowFlexionLeft).map(|seen| seen.value.round()),
        Ok(90.0)
    );
}

#[test]
fn without_a_face_the_nose_tells_of_the_chin_less_surely() {
    let neutral = Neutral::from_poses([&Posture::default().pose()], &Lens::default()).unwrap();
    let mut pose = Posture {
        look_down: 40.0,
        ..Posture::default()
    }
    .pose();
    pose.face = None;
    let seen = measure(&pose, &neutral, &Lens::default())
        .get(Measure::HeadDepression)
        .unwrap();
    assert!(seen.value > 25.0, "{seen:?}");
    assert!(seen.confidence < 0.7, "{seen:?}");
}

#[test]
fn a_mesh_that_has_caught_hold_of_something_else_is_not_believed() {
    let neutral = Neutral::from_poses([&Posture::default().pose()], &Lens::default()).unwrap();
    let mut pose = Posture {
        turn_left: 50.0,
        ..Posture::default()
    }
    .pose();
    pose.face = Some(Posture::default().face());
    let seen = measure(&pose, &neutral, &Lens::default())
        .get(Measure::HeadAzimuth)
        .unwrap();
    assert!((seen.value + 50.0).abs() < 5.0, "{seen:?}");
    let tilt = measure(&pose, &neutral, &Lens::default()).get(Measure::NeckTilt);
    assert_eq!(
        tilt,
        Err(Unseen::Face),
        "ears turned out of view are no measure of tilt"
    );
}

#[test]
fn what_is_not_seen_says_why() {
    let neutral = Neutral::from_poses([&Posture::default().pose()], &Lens::default()).unwrap();
    let nobody = Pose {
        image_size: SIZE,
        body: None,
        face: None,
        shoulder_edges: None,
    };
    assert_eq!(
        measure(&nobody, &neutral, &Lens::default()).get(Measure::NeckTilt),
        Err(Unseen::Nobody)
    );
    let mut aside = Posture::default().pose();
    aside.body.as_mut().unwrap().landmarks[Landmark::LeftShoulder as usize]
        .image
        .x = 700.0;
    let measures = measure(&aside, &neutral, &Lens::default());
    assert_eq!(measures.get(Measure::TrunkLean), Err(Unseen::Shoulders));
    assert_eq!(measures.get(Measure::NeckTilt), Err(Unseen::Shoulders));
    assert!(
        measures.get(Measure::HeadDepression).is_ok(),
        "the face needs no shoulders"
    );
    assert!(Neutral::from_poses([&nobody], &Lens::default()).is_none());
}

#[test]
fn the_stance_reads_the_face_against_the_camera() {
    let stance = Stance::of(
        &Posture {
            turn_left: 12.0,
            tilt_left: 5.0,
            ..Posture::default()
        }
        .pose(),
    )
    .unwrap();
    assert!((stance.face_off_deg.0 - 12.0).abs() < 1.0, "{stance:?}");
    assert!((stance.head_roll_deg - 5.0).abs() < 1.0, "{stance:?}");
}

proptest! {
    #[test]
    fn measures_are_finite_or_unseen(turn in -90.0..90.0_f64, tilt in -60.0..60.0_f64, down in -60.0..80.0_f64, lean in -40.0..40.0_f64) {
        let measures = measured(Posture { turn_left: turn, tilt_left: tilt, look_down: down, lean_right: lean, ..Posture::default() });
        for &name in Measure::ALL {
            if let Ok(seen) = measures.get(name) {
                prop_assert!(seen.value.is_finite() && (0.0..=1.0).contains(&seen.confidence));
            }
        }
    }

    #[test]
    fn left_and_right_are_alike(tilt in -45.0..45.0_f64, turn in -45.0..45.0_f64) {
        let one = measured(Posture { tilt_left: tilt, turn_left: turn, ..Posture::default() });
        let other = measured(Posture { tilt_left: -tilt, turn_left: -turn, ..Posture::default() });
        for name in [Measure::NeckTilt, Measure::HeadAzimuth] {
            prop_assert!((value(&one, name) + value(&other, name)).abs() < 0.5, "{}", name);
        }
    }
}
