//! Measures of whole people made of joints: a known angle in, a measure out.

// The platform's own sine makes the postures: nothing is judged by it.
#![allow(clippy::disallowed_methods)]

mod skeleton;

use body::{Down, Landmark, Measure, Part, Pose, Side};
use measure::{Lens, Measures, Neutral, Outline, Seen, Stance, Unseen, measure};
use proptest::prelude::*;
use skeleton::{Arm, Figure, Leg, in_a_mirror};

fn neutral_of(figure: Figure) -> Neutral {
    Neutral::from_poses([&figure.pose()], &Lens::default()).expect("the figure is seen")
}

fn against(neutral: Figure, pose: &Pose) -> Measures {
    measure(pose, &neutral_of(neutral), &Lens::default())
}

/// Against the same person who stands before the camera, turned as they are now.
fn measured(figure: Figure) -> Measures {
    let rest = Figure {
        facing_right: figure.facing_right,
        ..Figure::default()
    };
    against(rest, &figure.pose())
}

fn value(measures: &Measures, name: Measure) -> f64 {
    let seen = measures
        .get(name)
        .unwrap_or_else(|why| panic!("{name} is unseen: {why:?}"));
    f64::from(seen.value)
}

fn near(measures: &Measures, name: Measure, expected: f64, within: f64) {
    let read = value(measures, name);
    assert!((read - expected).abs() <= within, "{name} reads {read} for {expected}");
}

fn side_view(near: Side) -> Figure {
    Figure {
        facing_right: if near == Side::Left { 90.0 } else { -90.0 },
        ..Figure::default()
    }
}

fn straight(raised: f64, plane: f64) -> Arm {
    Arm {
        raised,
        plane,
        bend: 0.0,
        towards: [0.0, 0.0, 1.0],
    }
}

/// All that is read off a figure.
fn of_figures() -> impl Iterator<Item = Measure> {
    let first = Measure::ALL.iter().position(|&name| name == Measure::ArmAbductionLeft);
    Measure::ALL[first.unwrap()..]
        .iter()
        .copied()
        .chain([Measure::TrunkRotation])
}

#[test]
fn shoulders_that_are_turned_are_as_wide_as_they_are() {
    let front = neutral_of(Figure::default()).shoulder_width_px();
    for facing_right in [-35.0, 20.0, 35.0] {
        let turned = Figure {
            facing_right,
            ..Figure::default()
        };
        near(&against(turned, &turned.pose()), Measure::ThighUpright, 1.0, 0.1);
        let narrower = neutral_of(turned).shoulder_width_px() / front;
        assert!((narrower - facing_right.to_radians().cos()).abs() < 0.05, "{narrower}");
    }
}

#[test]
fn an_arm_that_is_raised_sideways_reads_its_angle_from_the_front() {
    for side in [Side::Left, Side::Right] {
        for raised in [0.0, 30.0, 60.0, 90.0, 120.0, 150.0, 175.0] {
            for facing_right in [0.0, 20.0, -20.0] {
                let figure = Figure {
                    facing_right,
                    ..Figure::default()
                };
                let measures = measured(figure.with_arm(side, straight(raised, 0.0)));
                near(&measures, Measure::ArmAbductionLeft.on(side), raised, 4.0);
                near(&measures, Measure::ArmAbductionLeft.on(side.other()), 5.0, 4.0);
                assert_eq!(measures.get(Measure::ArmFlexionLeft.on(side)), Err(Unseen::OtherView));
            }
        }
    }
}

#[test]
fn an_arm_that_is_raised_forward_reads_its_angle_from_the_side_and_points_at_a_camera_in_front() {
    for near_side in [Side::Left, Side::Right] {
        for raised in [0.0, 45.0, 90.0, 135.0, 170.0] {
            let arm = straight(raised, 90.0);
            let measures = measured(side_view(near_side).with_arm(near_side, arm));
            near(&measures, Measure::ArmFlexionLeft.on(near_side), raised, 3.0);
            assert_eq!(
                measures.get(Measure::ArmAbductionLeft.on(near_side)),
                Err(Unseen::OtherView)
            );
        }
        let back = measured(side_view(near_side).with_arm(near_side, straight(40.0, -90.0)));
        near(&back, Measure::ArmFlexionLeft.on(near_side), -40.0, 3.0);
    }
    let measures = measured(Figure::default().with_arm(Side::Left, straight(90.0, 90.0)));
    assert_eq!(measures.get(Measure::ArmAbductionLeft), Err(Unseen::OtherView));
}

#[test]
fn an_elbow_is_read_where_its_plane_faces_the_camera() {
    let bent = |bend: f64, towards| Arm {
        raised: 90.0,
        plane: 0.0,
        bend,
        towards,
    };
    for bend in [0.0, 45.0, 90.0, 120.0] {
        let goalpost = measured(Figure::default().with_arm(Side::Right, bent(bend, [0.0, 0.0, 1.0])));
        near(&goalpost, Measure::ElbowBendRight, bend, 4.0);
    }
    let to_the_camera = measured(Figure::default().with_arm(Side::Right, bent(90.0, [0.0, -1.0, 0.0])));
    assert_eq!(to_the_camera.get(Measure::ElbowBendRight), Err(Unseen::OtherView));
}

#[test]
fn hands_are_as_high_and_as_far_away_as_they_are() {
    let up = Arm {
        raised: 90.0,
        plane: 0.0,
        bend: 90.0,
        towards: [0.0, 0.0, 1.0],
    };
    let goalpost = measured(Figure::default().with_arm(Side::Left, up));
    near(&goalpost, Measure::WristHeightLeft, 0.73, 0.1);
    assert!(value(&goalpost, Measure::WristHeightRight) < -1.3);
    let across = Arm {
        raised: 90.0,
        plane: 150.0,
        bend: 0.0,
        towards: [0.0, 0.0, 1.0],
    };
    let across = measured(Figure::default().with_arm(Side::Left, across));
    assert!(value(&across, Measure::ElbowAcrossLeft) > 0.7);
    assert!(value(&across, Measure::ElbowAcrossRight) < 0.05);
    // The hand passes the shoulder, and is nearer to the camera.
    assert!(value(&across, Measure::HandToOtherShoulderLeft) < 0.9);
    let rest = measured(Figure::default());
    assert!(value(&rest, Measure::HandToOtherShoulderLeft) > 1.5);
    assert!(value(&rest, Measure::HandToHeadLeft) > 2.0);
    let on_head = Arm {
        raised: 140.0,
        plane: 30.0,
        bend: 105.0,
        towards: [-1.0, 0.0, 0.6],
    };
    let on_head = measured(Figure::default().with_arm(Side::Right, on_head));
    assert!(value(&on_head, Measure::HandToHeadRight) < 0.5);
}

#[test]
fn a_trunk_that_bends_and_turns_reads_so_and_a_whole_body_that_turns_does_not() {
    for bend_right in [-30.0, -12.0, 0.0, 20.0] {
        let bent = measured(Figure {
            bend_right,
            ..Figure::default()
        });
        near(&bent, Measure::TrunkSideBend, bend_right, 1.0);
        assert_eq!(bent.get(Measure::TrunkFlexion), Err(Unseen::OtherView));
    }
    for near_side in [Side::Left, Side::Right] {
        for bend_forward in [-15.0, 0.0, 40.0, 80.0] {
            let bent = measured(Figure {
                bend_forward,
                ..side_view(near_side)
            });
            near(&bent, Measure::TrunkFlexion, bend_forward, 2.0);
            assert_eq!(bent.get(Measure::TrunkSideBend), Err(Unseen::OtherView));
        }
    }
    for turn_right in [-35.0, 15.0, 40.0] {
        let turned = measured(Figure {
            turn_right,
            ..Figure::default()
        });
        near(&turned, Measure::TrunkRotation, turn_right, 1.0);
    }
    let whole = Figure {
        facing_right: 30.0,
        ..Figure::default()
    };
    near(
        &against(Figure::default(), &whole.pose()),
        Measure::TrunkRotation,
        0.0,
        1.0,
    );
}

#[test]
fn a_turn_of_the_trunk_is_not_told_without_hips() {
    let turned = Figure {
        turn_right: 30.0,
        ..Figure::default()
    };
    let mut pose = turned.pose();
    for hip in [Landmark::LeftHip, Landmark::RightHip] {
        pose.body.as_mut().unwrap().landmarks[hip as usize].image.y = 500.0;
    }
    let measures = against(Figure::default(), &pose);
    assert_eq!(measures.get(Measure::TrunkRotation), Err(Unseen::Legs));
    assert_eq!(measures.get(Measure::Facing), Err(Unseen::Legs));
    // An arm needs no hips while the shoulders are as wide as at rest.
    let raised = Figure::default().with_arm(Side::Left, straight(80.0, 0.0));
    let mut pose = raised.pose();
    for hip in [Landmark::LeftHip, Landmark::RightHip] {
        pose.body.as_mut().unwrap().landmarks[hip as usize].image.y = 500.0;
    }
    near(&against(Figure::default(), &pose), Measure::ArmAbductionLeft, 80.0, 3.0);
}

#[test]
fn whoever_turns_faces_there() {
    for facing_right in [-120.0, -90.0, -45.0, 0.0, 30.0, 90.0, 120.0] {
        let figure = Figure {
            facing_right,
            ..Figure::default()
        };
        near(
            &against(Figure::default(), &figure.pose()),
            Measure::Facing,
            facing_right,
            0.5,
        );
    }
    let away = Figure {
        facing_right: 170.0,
        ..Figure::default()
    };
    let measures = against(Figure::default(), &away.pose());
    assert_eq!(measures.get(Measure::Facing), Err(Unseen::OtherView));
    assert_eq!(measures.get(Measure::ArmAbductionLeft), Err(Unseen::OtherView));
}

#[test]
fn legs_read_their_angles_from_the_side() {
    for near_side in [Side::Left, Side::Right] {
        let leg = Leg {
            hip: 60.0,
            knee: 100.0,
            ankle: 15.0,
        };
        let measures = measured(side_view(near_side).with_leg(near_side, leg));
        near(&measures, Measure::HipFlexionLeft.on(near_side), 60.0, 4.0);
        near(&measures, Measure::KneeFlexionLeft.on(near_side), 100.0, 4.0);
        near(&measures, Measure::AnkleFlexionLeft.on(near_side), 15.0, 4.0);
        near(&measures, Measure::KneeFlexionLeft.on(near_side.other()), 0.0, 3.0);
        let back = Leg {
            hip: -20.0,
            knee: 110.0,
            ankle: -30.0,
        };
        let measures = measured(side_view(near_side).with_leg(near_side, back));
        near(&measures, Measure::HipFlexionLeft.on(near_side), -20.0, 4.0);
        near(&measures, Measure::KneeFlexionLeft.on(near_side), 110.0, 4.0);
        near(&measures, Measure::AnkleFlexionLeft.on(near_side), -30.0, 4.0);
    }
}

#[test]
fn what_the_table_says_of_views_is_what_is_seen_from_there() {
    let leg = Leg {
        hip: 30.0,
        knee: 30.0,
        ankle: 5.0,
    };
    let posture = |facing_right: f64| {
        let mut figure = Figure::default()
            .with_arm(Side::Left, straight(60.0, if facing_right == 0.0 { 0.0 } else { 90.0 }))
            .with_arm(
                Side::Right,
                straight(60.0, if facing_right == 0.0 { 0.0 } else { 90.0 }),
            );
        (figure.legs, figure.facing_right) = ([leg; 2], facing_right);
        measured(figure)
    };
    let (front, side) = (posture(0.0), posture(90.0));
    for name in of_figures() {
        // What lies along the line of sight is told by none of the two; trunk rotation and facing have tests of their own.
        assert_eq!(
            side.get(name).is_ok(),
            name.is_seen_from_the_side(),
            "{name} from the side"
        );
        assert_eq!(
            front.get(name).is_ok(),
            name.is_seen_from_the_front(),
            "{name} from the front"
        );
    }
}

#[test]
fn an_outline_tells_how_far_down_a_person_is_seen_and_how_they_are_turned() {
    for (facing_right, near_side) in [(0.0, Side::Left), (90.0, Side::Left), (-90.0, Side::Right)] {
        let figure = Figure {
            facing_right,
            ..Figure::default()
        };
        let whole = Outline::of(&figure.pose()).unwrap();
        assert_eq!(whole.shows_down_to, Down::Feet);
        assert!((whole.turned_deg.unwrap() - facing_right).abs() < 1.0);
        let mut cut = figure.pose();
        let mut gone = |left: Landmark, right: Landmark| {
            for name in [left, right] {
                cut.body.as_mut().unwrap().landmarks[name as usize].image.y = 600.0;
            }
            Outline::of(&cut).unwrap().shows_down_to
        };
        assert_eq!(gone(Landmark::LeftFootIndex, Landmark::RightFootIndex), Down::Knees);
        assert_eq!(gone(Landmark::LeftKnee, Landmark::RightKnee), Down::Hips);
        assert_eq!(gone(Landmark::LeftHip, Landmark::RightHip), Down::Shoulders);
        // The farther leg is hidden behind the nearer one.
        let mut hidden = figure.pose();
        let far = match near_side {
            Side::Left => Landmark::RightKnee,
            Side::Right => Landmark::LeftKnee,
        };
        hidden.body.as_mut().unwrap().landmarks[far as usize].visibility = 0.1;
        let seen = Outline::of(&hidden).unwrap().shows_down_to;
        assert_eq!(seen == Down::Feet, facing_right != 0.0, "{facing_right}");
    }
}

#[test]
fn who_sits_is_not_upright_in_the_thighs() {
    for facing_right in [0.0, 90.0] {
        let turned = |figure: Figure| Figure { facing_right, ..figure };
        let rest = turned(Figure::default());
        let standing = against(rest, &rest.pose());
        near(&standing, Measure::ThighUpright, 1.0, 0.12);
        let one_leg = Leg {
            hip: 80.0,
            knee: 90.0,
            ankle: 0.0,
        };
        let on_one = against(rest, &rest.with_leg(Side::Left, one_leg).pose());
        near(&on_one, Measure::ThighUpright, 1.0, 0.12);
        if facing_right == 90.0 {
            let mut hidden = rest.pose();
            hidden.body.as_mut().unwrap().landmarks[Landmark::RightKnee as usize].visibility = 0.1;
            near(&against(rest, &hidden), Measure::ThighUpright, 1.0, 0.12);
        }
        let sitting = against(rest, &turned(Figure::sitting()).pose());
        assert!(value(&sitting, Measure::ThighUpright) < 0.35);
    }
}

#[test]
fn feet_and_weight_read_as_far_as_they_go() {
    let sw = 0.33;
    for facing_right in [0.0, 90.0, -90.0] {
        let up = measured(Figure {
            facing_right,
            heels_up_m: 0.07,
            ..Figure::default()
        });
        near(&up, Measure::HeelRiseLeft, 0.07 / sw, 0.03);
        near(&up, Measure::HeelRiseRight, 0.07 / sw, 0.03);
    }
    let wide = measured(Figure {
        feet_apart_m: 0.5,
        ..Figure::default()
    });
    near(&wide, Measure::StanceWidth, 0.5 / sw, 0.05);
    let shifted = measured(Figure {
        hips_right_m: 0.08,
        ..Figure::default()
    });
    near(&shifted, Measure::WeightShift, 0.08 / sw, 0.03);
    let lifted = Leg {
        hip: 70.0,
        knee: 80.0,
        ankle: 0.0,
    };
    let right_up = measured(Figure::default().with_leg(Side::Right, lifted));
    // 0.82 by the foot's height, and less as it comes nearer to a camera that is above it.
    assert!(value(&right_up, Measure::FootLift) > 0.5);
    let left_up = measured(Figure::default().with_leg(Side::Left, lifted));
    assert!(value(&left_up, Measure::FootLift) < -0.5);
}

#[test]
fn a_chin_that_goes_back_is_seen_from_the_side_alone() {
    for near_side in [Side::Left, Side::Right] {
        let back = Figure {
            chin_back_m: 0.03,
            ..side_view(near_side)
        };
        near(&measured(back), Measure::ChinBack, 0.03 / 0.33, 0.02);
    }
    let front = Figure {
        chin_back_m: 0.03,
        ..Figure::default()
    };
    assert_eq!(measured(front).get(Measure::ChinBack), Err(Unseen::OtherView));
}

#[test]
fn a_neutral_from_the_side_measures_what_is_seen_from_there_and_nothing_else() {
    let neutral = neutral_of(side_view(Side::Left));
    assert!(neutral.is_from_the_side());
    assert!((neutral.shoulder_width_px() - neutral_of(Figure::default()).shoulder_width_px()).abs() < 6.0);
    let pose = side_view(Side::Left).with_arm(Side::Left, straight(90.0, 90.0)).pose();
    let measures = measure(&pose, &neutral, &Lens::default());
    near(&measures, Measure::ArmFlexionLeft, 90.0, 3.0);
    for name in Measure::ALL
        .iter()
        .filter(|name| matches!(name.part(), Part::Head | Part::Shoulders))
    {
        if matches!(name, Measure::ChinBack | Measure::HeadSpeed) {
            continue;
        }
        assert_eq!(measures.get(*name), Err(Unseen::OtherView), "{name}");
    }
    assert!(!neutral_of(Figure::default()).is_from_the_side());
    assert!(
        !neutral_of(Figure {
            facing_right: 30.0,
            ..Figure::default()
        })
        .is_from_the_side()
    );
}

#[test]
fn a_stance_from_the_side_needs_no_face() {
    let stance = Stance::from_the_side(&side_view(Side::Left).pose()).unwrap();
    assert!((stance.face_off_deg.0 + 90.0).abs() < 0.5, "{stance:?}");
    assert!((stance.shoulder_width_px - neutral_of(Figure::default()).shoulder_width_px()).abs() < 6.0);
    assert!(Stance::from_the_side(&Figure::default().pose()).is_none());
    assert!(
        Stance::of(&side_view(Side::Left).pose()).is_none(),
        "no face, no stance from the front"
    );
}

#[test]
fn what_the_neutral_did_not_show_has_no_offset() {
    let turned = side_view(Side::Right);
    let measures = against(Figure::default(), &turned.pose());
    assert_eq!(measures.get(Measure::AnkleFlexionRight), Err(Unseen::NoNeutral));
    assert!(measures.get(Measure::KneeFlexionRight).is_ok(), "a knee needs none");
}

#[test]
fn what_is_hidden_or_outside_is_unseen() {
    let hidden = |names: &[Landmark]| {
        let mut pose = Figure::default().pose();
        for &name in names {
            pose.body.as_mut().unwrap().landmarks[name as usize].visibility = 0.1;
        }
        against(Figure::default(), &pose)
    };
    let without_elbow = hidden(&[Landmark::LeftElbow]);
    assert_eq!(without_elbow.get(Measure::ArmAbductionLeft), Err(Unseen::Arms));
    assert_eq!(without_elbow.get(Measure::HandToOtherElbowRight), Err(Unseen::Arms));
    assert!(without_elbow.get(Measure::ArmAbductionRight).is_ok());
    let without_ankle = hidden(&[Landmark::RightAnkle]);
    for name in [
        Measure::FootLift,
        Measure::StanceWidth,
        Measure::WeightShift,
        Measure::HeelRiseRight,
    ] {
        assert_eq!(without_ankle.get(name), Err(Unseen::Legs), "{name}");
    }
    let all: Vec<Landmark> = vec![
        Landmark::LeftShoulder,
        Landmark::RightShoulder,
        Landmark::LeftHip,
        Landmark::RightHip,
        Landmark::LeftAnkle,
        Landmark::RightAnkle,
        Landmark::LeftWrist,
        Landmark::RightWrist,
        Landmark::LeftKnee,
        Landmark::RightKnee,
    ];
    let nothing = hidden(&all);
    for name in of_figures() {
        assert!(nothing.get(name).is_err(), "{name}");
    }
}

#[test]
fn places_that_are_no_numbers_give_no_measure() {
    let mut pose = Figure::default().pose();
    for landmark in &mut pose.body.as_mut().unwrap().landmarks {
        (landmark.image.x, landmark.image.y) = (f32::NAN, f32::NAN);
        landmark.world.x = f32::NAN;
    }
    let measures = against(Figure::default(), &pose);
    for name in of_figures() {
        assert!(measures.get(name).is_err(), "{name}");
    }
}

prop_compose! {
    fn any_arm()(raised in 0.0..180.0_f64, plane in -40.0..150.0_f64, bend in 0.0..140.0_f64,
                 x in -1.0..1.0_f64, y in -1.0..-0.1_f64, z in -1.0..1.0_f64) -> Arm {
        Arm { raised, plane, bend, towards: [x, y, z] }
    }
}

prop_compose! {
    fn any_leg()(hip in -30.0..110.0_f64, knee in 0.0..130.0_f64, ankle in -40.0..30.0_f64) -> Leg {
        Leg { hip, knee, ankle }
    }
}

prop_compose! {
    fn any_figure()(facing_right in -180.0..180.0_f64, bend_forward in -20.0..80.0_f64, bend_right in -40.0..40.0_f64,
                    turn_right in -50.0..50.0_f64, left in any_arm(), right in any_arm(), legs in [any_leg(), any_leg()],
                    hips_right_m in -0.1..0.1_f64, feet_apart_m in 0.1..0.6_f64, heels_up_m in 0.0..0.1_f64) -> Figure {
        Figure { facing_right, bend_forward, bend_right, turn_right, arms: [left, right], legs, hips_right_m, feet_apart_m,
                 heels_up_m, chin_back_m: 0.0 }
    }
}

proptest! {
    #[test]
    fn every_measure_is_finite_or_unseen(figure in any_figure(), side_on in any::<bool>()) {
        let rest = if side_on { side_view(Side::Left) } else { Figure::default() };
        let measures = against(rest, &figure.pose());
        for &name in Measure::ALL {
            if let Ok(Seen { value, confidence }) = measures.get(name) {
                prop_assert!(value.is_finite() && (0.0..=1.0).contains(&confidence), "{}", name);
            }
        }
    }

    #[test]
    fn a_mirror_swaps_left_and_right_and_changes_no_amount(figure in any_figure()) {
        let rest = Figure::default().pose();
        let lens = Lens::default();
        let plain = measure(&figure.pose(), &Neutral::from_poses([&rest], &lens).unwrap(), &lens);
        let mirrored = measure(&in_a_mirror(&figure.pose()), &Neutral::from_poses([&in_a_mirror(&rest)], &lens).unwrap(), &lens);
        for name in of_figures() {
            let (twin, sign) = name.mirrored();
            match (plain.get(name), mirrored.get(twin)) {
                (Ok(one), Ok(other)) => {
                    prop_assert!((one.value - sign * other.value).abs() < 0.01, "{}: {} and {}", name, one.value, other.value);
                    prop_assert_eq!(one.confidence, other.confidence);
                }
                (one, other) => prop_assert_eq!(one.err(), other.err(), "{}", name),
            }
        }
    }
}
