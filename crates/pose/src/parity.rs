//! Tests: the models' answers are those of TFLite for the same picture and region.
//!
//! The expected numbers come from `tests/data/reference.py`, which shares no code with this crate.

use crate::crop::{Border, Values, crop};
use crate::geometry::Point;
use crate::image::Image;
use crate::landmarks::{Landmarks, unit};
use crate::region::Region;

const PERSON: &[u8] = include_bytes!("../tests/data/person.rgb");
const LANDMARKS: &str = include_str!("../tests/data/landmarks.csv");
const FACE: &str = include_str!("../tests/data/face.csv");
const BODY_REGION: Region = Region {
    center: Point { x: 81.25, y: 96.5 },
    side: 240.0,
    rotation: 0.1,
};
const FACE_REGION: Region = Region {
    center: Point { x: 80.0, y: 47.0 },
    side: 42.0,
    rotation: -0.05,
};

fn person() -> Image<'static> {
    Image::new(160, 120, PERSON).unwrap()
}

fn table(csv: &str) -> Vec<Vec<f64>> {
    csv.lines()
        .skip(1)
        .map(|line| line.split(',').map(|value| value.parse().unwrap()).collect())
        .collect()
}

#[test]
fn landmarks_are_those_of_tflite() {
    let mut model = Landmarks::new(models::POSE_FULL.bytes).unwrap();
    let image = person();
    let answer = model.answer(&image, &BODY_REGION, false);
    assert!(answer.score > 0.9, "{}", answer.score);
    let (mut raw, mut refined, mut count) = (0.0_f64, 0.0_f64, 0);
    for (index, expected) in table(LANDMARKS).iter().enumerate() {
        let [x, y, z, ..] = answer.row(index);
        for (value, expected) in [x, y, z].into_iter().zip(expected) {
            raw = raw.max((f64::from(value) - expected).abs());
        }
        let at = answer.refined(index, unit(x, y));
        refined = refined
            .max((at.x * 256.0 - expected[3]).abs())
            .max((at.y * 256.0 - expected[4]).abs());
        count += 1;
    }
    println!("largest difference: raw {raw:.5}, refined {refined:.5} pixels of 256");
    assert_eq!(count, 35);
    assert!(raw < 0.01, "{raw}");
    assert!(refined < 0.05, "{refined}");
}

#[test]
fn the_face_mesh_is_that_of_tflite() {
    let shape = crate::model::Shape {
        name: "face",
        side: 192,
        outputs: &[(0, 1404), (1, 1)],
        on_request: &[],
    };
    let mut engine = crate::model::load(models::FACE_LANDMARK.bytes, shape).unwrap();
    crop(
        &person(),
        &FACE_REGION,
        192,
        Border::Replicate,
        Values::UNIT,
        engine.input_mut(),
    );
    engine.run();
    let expected = table(FACE).concat();
    assert_eq!(expected.len(), 1404);
    let difference = engine
        .output(0)
        .iter()
        .zip(&expected)
        .map(|(a, b)| (f64::from(*a) - b).abs())
        .fold(0.0, f64::max);
    println!("largest difference of the mesh: {difference:.5} pixels of 192");
    assert!(difference < 0.01, "{difference}");
}
