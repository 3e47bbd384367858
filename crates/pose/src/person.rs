//! Which person is watched, and when that person is gone.
//!
//! - First: the large and central one. Among the detections, the one whose side times its nearness to the middle of
//!   the picture (1 in the middle, 0 in a corner) is largest.
//! - Then: the one who was locked first. While the landmarks are seen, nobody else is looked for.
//! - After a loss: the one nearest in place and size to where the locked person was last seen, so that a person who
//!   passes behind is not taken when the first is seen again.
//! - Gone: when the landmark model says so, or when hardly any landmark lies in the picture any more. Its own word
//!   alone lingers, because the picture's edge is stretched into the region.

use body::{Body, ImageSize};

use crate::detector::Detection;
use crate::geometry::Point;
use crate::region::Region;

/// Least score of a body that is seen.
const LEAST_SCORE: f32 = 0.5;
/// Least presence of a landmark that counts as seen in the picture.
const LEAST_PRESENCE: f32 = 0.5;
/// Landmarks that must be in the picture. A head alone has eleven; half of one is no person to coach.
const LEAST_SEEN: usize = 6;

/// The person to follow, by the rule above; `last_seen` is the region of the one who was lost.
pub(crate) fn choose(detections: &[Detection], last_seen: Option<&Region>, size: ImageSize) -> Option<Region> {
    let sound = detections
        .iter()
        .map(|detection| detection.region)
        .filter(|region| region.is_sound(size));
    match last_seen {
        Some(last) => sound.min_by(|a, b| change(last, a).total_cmp(&change(last, b))),
        None => sound.max_by(|a, b| prominence(a, size).total_cmp(&prominence(b, size))),
    }
}

/// How far a person went from `last` to `now`, in sides of the region, plus how much the size changed: half or double
/// as large counts like 0.69 sides.
fn change(last: &Region, now: &Region) -> f64 {
    last.center.distance(now.center) / last.side + libm::log(now.side / last.side).abs()
}

/// Large and central: the side in pixels, times 1 in the middle of the picture to 0 in a corner.
fn prominence(region: &Region, size: ImageSize) -> f64 {
    let corner = Point {
        x: f64::from(size.width),
        y: f64::from(size.height),
    };
    let middle = Point {
        x: corner.x / 2.0,
        y: corner.y / 2.0,
    };
    region.side * (1.0 - region.center.distance(middle) / corner.distance(middle)).max(0.0)
}

/// Is this body a person in the picture?
pub(crate) fn is_there(body: &Body, size: ImageSize) -> bool {
    let inside = |value: f32, side: u32| value >= 0.0 && value <= side as f32;
    let seen = body.landmarks.iter().filter(|landmark| {
        landmark.presence >= LEAST_PRESENCE
            && inside(landmark.image.x, size.width)
            && inside(landmark.image.y, size.height)
    });
    let finite = body.landmarks.iter().all(|landmark| {
        let (image, world) = (landmark.image, landmark.world);
        [image.x, image.y, landmark.depth, world.x, world.y, world.z]
            .iter()
            .all(|value| value.is_finite())
    });
    body.score >= LEAST_SCORE && finite && seen.count() >= LEAST_SEEN
}

#[cfg(test)]
mod tests {
    use body::{BodyLandmark, ImagePoint, Landmark};

    use super::*;

    const SIZE: ImageSize = ImageSize {
        width: 640,
        height: 480,
    };

    fn at(x: f64, y: f64, side: f64) -> Detection {
        Detection {
            region: Region {
                center: Point { x, y },
                side,
                rotation: 0.0,
            },
            score: 0.8,
        }
    }

    fn chosen(detections: &[Detection], last_seen: Option<Detection>) -> Option<f64> {
        choose(detections, last_seen.map(|last| last.region).as_ref(), SIZE).map(|region| region.center.x)
    }

    #[test]
    fn the_large_and_central_person_is_chosen_first() {
        assert_eq!(
            chosen(&[at(100.0, 240.0, 200.0), at(300.0, 240.0, 210.0)], None),
            Some(300.0)
        );
        assert_eq!(
            chosen(&[at(300.0, 240.0, 50.0), at(200.0, 240.0, 400.0)], None),
            Some(200.0)
        );
        assert_eq!(chosen(&[], None), None);
        assert_eq!(chosen(&[at(300.0, 240.0, f64::NAN)], None), None);
    }

    #[test]
    fn after_a_loss_the_same_person_is_preferred() {
        let passer_by = at(320.0, 240.0, 600.0);
        let first = at(120.0, 240.0, 310.0);
        assert_eq!(chosen(&[passer_by, first], Some(at(100.0, 240.0, 300.0))), Some(120.0));
    }

    fn body(x: f32, presence: f32) -> Body {
        let mut landmarks = [BodyLandmark::default(); Landmark::COUNT];
        for landmark in &mut landmarks {
            landmark.image = ImagePoint { x, y: 100.0 };
            landmark.presence = presence;
        }
        Body { landmarks, score: 0.9 }
    }

    #[test]
    fn a_body_outside_the_picture_is_gone() {
        assert!(is_there(&body(100.0, 0.9), SIZE));
        assert!(!is_there(&body(700.0, 0.9), SIZE));
        assert!(!is_there(&body(100.0, 0.1), SIZE));
        assert!(!is_there(
            &Body {
                score: 0.4,
                ..body(100.0, 0.9)
            },
            SIZE
        ));
        let mut broken = body(100.0, 0.9);
        broken.landmarks[3].depth = f32::NAN;
        assert!(!is_there(&broken, SIZE));
    }
}
