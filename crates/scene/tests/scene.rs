//! What is drawn of a person who tilts their head, as the page and the overlay get it.

use body::{Body, BodyLandmark, ImagePoint, ImageSize, Landmark, Measure, Pose, SessionTime, WorldPoint};
use coach::{Coach, CoachState, Order, Plan};
use guide::{Guide, UPPER_BACK, Vocabulary};
use measure::{Measures, Unseen};
use scene::{Point, Scene, Seen, focus};

const SIZE: ImageSize = ImageSize {
    width: 640,
    height: 480,
};

fn guide() -> Guide {
    let (name, text) = UPPER_BACK;
    guide::parse(name, text, Vocabulary::builtin()).unwrap()
}

/// Shoulders level, the nose 80 pixels above their middle and so many to the picture's right, where the person's left
/// is.
fn pose(nose_to_left_px: f32) -> Pose {
    let at = |x: f32, y: f32, presence| BodyLandmark {
        image: ImagePoint { x, y },
        depth: 0.0,
        world: WorldPoint { x: 0.0, y: 0.0, z: 0.0 },
        visibility: presence,
        presence,
    };
    let mut landmarks = [at(0.0, 0.0, 0.0); Landmark::COUNT];
    landmarks[Landmark::LeftShoulder as usize] = at(400.0, 300.0, 1.0);
    landmarks[Landmark::RightShoulder as usize] = at(240.0, 300.0, 1.0);
    landmarks[Landmark::Nose as usize] = at(320.0 + nose_to_left_px, 220.0, 1.0);
    Pose {
        image_size: SIZE,
        body: Some(Body { landmarks, score: 1.0 }),
        face: None,
        shoulder_edges: None,
        frozen: false,
        brightness: None,
    }
}

fn tilted(degrees: f32) -> Measures {
    let mut measures = Measures::unseen(Unseen::Arms);
    for &measure in Measure::ALL {
        let value = if measure == Measure::NeckTilt { degrees } else { 0.0 };
        measures.set(measure, Ok(measure::Seen { value, confidence: 1.0 }));
    }
    measures
}

/// The coach's state in the tilt to the left, after a second of these measures.
fn state(guide: &Guide, measures: &Measures) -> CoachState {
    let plan = Plan::Step {
        id: "neck-tilt".to_owned(),
        side: Some(body::Side::Left),
    };
    let mut coach = Coach::in_order(guide.clone(), *Vocabulary::builtin().timing(), plan, Order::Led).unwrap();
    let rest = tilted(0.0);
    for frame in 0..30 {
        let at = SessionTime::from_secs_f64(f64::from(frame) / 15.0);
        coach.frame(at, if frame < 15 { &rest } else { measures });
    }
    coach.state()
}

fn now(pose: &Pose, measures: &Measures, mirrored: bool) -> Scene {
    let guide = guide();
    let seen = Seen {
        pose,
        measures,
        mirrored,
    };
    Scene::now(&guide, &state(&guide, measures), seen)
}

/// In pixels.
fn px([x, y]: Point) -> (f32, f32) {
    (x * 640.0, y * 480.0)
}

#[test]
fn the_lines_of_a_tilt_are_the_shoulders_and_the_neck() {
    let scene = now(&pose(30.0), &tilted(-12.0), false);
    let lines: Vec<Vec<_>> = scene
        .drawing
        .lines
        .iter()
        .map(|line| line.iter().copied().map(px).collect())
        .collect();
    assert_eq!(
        lines,
        [[(400.0, 300.0), (240.0, 300.0)], [(320.0, 300.0), (350.0, 220.0)]]
    );
    assert_eq!(scene.drawing.dots.len(), 4);
}

#[test]
fn the_meter_rises_towards_the_side_of_the_dose_and_its_arc_leans_there() {
    let (little, far) = (
        now(&pose(10.0), &tilted(-12.0), false),
        now(&pose(40.0), &tilted(-25.0), false),
    );
    let meters = [&little, &far].map(|scene| scene.meter.clone().unwrap());
    assert_eq!(meters.each_ref().map(|meter| meter.value), [Some(12.0), Some(25.0)]);
    assert_eq!(
        meters.each_ref().map(|meter| (meter.measure, meter.missing)),
        [("neck_tilt_deg", true), ("neck_tilt_deg", false)]
    );
    let [from, to] = meters[0].band;
    assert!(meters[0].least < from && from < to && to <= meters[0].most);
    for meter in &meters {
        let arc = meter.arc.as_ref().unwrap();
        // It begins above the middle of the shoulders and ends on the person's left, the picture's right.
        assert!((px(arc.scale[0]).0 - 320.0).abs() < 0.1, "{arc:?}");
        assert!(px(*arc.filled.last().unwrap()).0 > 325.0, "{arc:?}");
        assert!(arc.filled.len() < arc.scale.len());
    }
}

#[test]
fn in_a_mirror_image_the_arc_leans_to_the_other_side() {
    let scene = now(&pose(30.0), &tilted(-25.0), true);
    let arc = scene.meter.unwrap().arc.unwrap();
    assert!(px(*arc.filled.last().unwrap()).0 < 315.0, "{arc:?}");
}

#[test]
fn without_a_person_there_is_nothing_to_draw_and_a_scale_without_a_value() {
    let nobody = Pose {
        body: None,
        ..pose(0.0)
    };
    let guide = guide();
    let unseen = Measures::unseen(Unseen::Arms);
    let seen = Seen {
        pose: &nobody,
        measures: &unseen,
        mirrored: false,
    };
    for scene in [
        Scene::now(&guide, &state(&guide, &tilted(0.0)), seen),
        Scene::before(&guide, seen),
    ] {
        assert_eq!(scene.drawing, scene::Drawing::default());
        let meter = scene.meter.unwrap();
        assert_eq!((meter.value, meter.arc), (None, None));
    }
}

#[test]
fn the_sentence_that_counts_is_where_one_has_to_get_to_then_what_one_stays_for() {
    let guide = guide();
    let step = guide.step("neck-tilt").unwrap();
    let verb = |measures: &Measures| {
        let sentence = focus(step, &state(&guide, measures)).unwrap();
        let verbs: Vec<_> = step.sentences[sentence]
            .rules
            .iter()
            .map(|rule| rule.demand.verb())
            .collect();
        verbs
    };
    assert!(verb(&tilted(-12.0)).contains(&guide::Verb::Reach));
    assert!(verb(&tilted(-32.0)).contains(&guide::Verb::Hold));
}
