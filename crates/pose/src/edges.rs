//! Where the person's outline has its upper edge over each shoulder, read from the landmark model's mask.
//!
//! A shoulder's landmark is drawn to where a shoulder usually is and hardly follows one that is lifted alone; the
//! outline does.

use body::{Body, ImagePoint, Landmark, ShoulderEdges};

use crate::geometry::Point;
use crate::region::Region;

/// Side of the model's input, pixels; its x, y and z count in these.
pub(crate) const SIDE: usize = 256;
/// The edge is looked for between these distances outwards of the landmark, in shoulder widths. The landmark lies at
/// the joint's middle, so this is over the outer half of the head of the upper arm with the muscle on it, 2 to 5 cm.
/// Nearer to the neck a lift moves the outline less, and hair lies on it; farther out the outline falls too steeply.
const OUTWARDS: [f64; 2] = [0.05, 0.15];
/// Places at which it is looked for; their mean counts, so that one cell of the mask does not.
const PLACES: usize = 5;
/// Over how many of them it must be found.
const LEAST_PLACES: usize = 3;
/// The search goes upwards, in shoulder widths over the landmark: from where there is still shoulder, to where there
/// is no more. An edge above that is the head's, or a raised arm's.
const FROM: f64 = -0.25;
const TO: f64 = 0.4;
/// The search enters the outline at this height at the latest.
const ENTERED_BY: f64 = 0.1;
/// Shoulder widths between two looks: about a cell of the mask when the whole upper body fills it.
const STEP: f64 = 0.01;

/// Both edges; `None` when one of them is not found. `mask`: `[256, 256]` logits of `region`, + where there is person.
pub(crate) fn shoulder_edges(mask: &[f32], region: &Region, body: &Body) -> Option<ShoulderEdges> {
    let place = |name| Point::from(body.landmark(name).image);
    let (left, right) = (place(Landmark::LeftShoulder), place(Landmark::RightShoulder));
    let outline = Outline {
        mask: (mask.len() == SIDE * SIDE).then_some(mask)?,
        region,
        width: left.distance(right),
    };
    // Outwards is away from the other shoulder, also when the back is seen.
    let outwards = if left.x >= right.x { 1.0 } else { -1.0 };
    Some(ShoulderEdges {
        left: outline.edge_over(left, outwards)?,
        right: outline.edge_over(right, -outwards)?,
    })
}

struct Outline<'a> {
    mask: &'a [f32],
    region: &'a Region,
    /// Shoulder width, pixels of the picture.
    width: f64,
}

impl Outline<'_> {
    /// Mean of the edge outwards of `shoulder`; `outwards` is 1 or -1, along x.
    fn edge_over(&self, shoulder: Point, outwards: f64) -> Option<ImagePoint> {
        let [nearest, farthest] = OUTWARDS;
        let places = (0..PLACES).map(|k| {
            let far = nearest + (farthest - nearest) * k as f64 / (PLACES - 1) as f64;
            shoulder.x + outwards * self.width * far
        });
        let edges: Vec<Point> = places
            .filter_map(|x| {
                let y = self.edge_above(Point { x, y: shoulder.y })?;
                Some(Point { x, y })
            })
            .collect();
        let mean = |value: fn(&Point) -> f64| edges.iter().map(value).sum::<f64>() / edges.len() as f64;
        (edges.len() >= LEAST_PLACES).then(|| ImagePoint {
            x: mean(|edge| edge.x) as f32,
            y: mean(|edge| edge.y) as f32,
        })
    }

    /// Height in the picture at which the way upwards from below `from` leaves the outline.
    fn edge_above(&self, from: Point) -> Option<f64> {
        let steps = ((TO - FROM) / STEP) as usize;
        let mut inside: Option<(f64, f64)> = None;
        for step in 0..=steps {
            let height = FROM + STEP * step as f64;
            let y = from.y - height * self.width;
            let logit = self.logit(Point { x: from.x, y })?;
            match inside {
                _ if logit > 0.0 => inside = Some((y, logit)),
                // Between two looks the logit is taken as a straight line.
                Some((last_y, last)) => return Some(last_y + (y - last_y) * last / (last - logit)),
                None if height > ENTERED_BY => return None,
                None => {}
            }
        }
        None
    }

    /// The mask at a place in the picture, between its four cells; `None` outside the region.
    fn logit(&self, at: Point) -> Option<f64> {
        let unit = self.region.unit_from_image(at);
        let (column, row) = (unit.x * SIDE as f64, unit.y * SIDE as f64);
        let last = (SIDE - 1) as f64;
        if !((0.0..last).contains(&column) && (0.0..last).contains(&row)) {
            return None;
        }
        let (left, top) = (column as usize, row as usize);
        let (across, down) = (column - left as f64, row - top as f64);
        let cell = |row: usize, column: usize| f64::from(self.mask[row * SIDE + column]);
        let upper = cell(top, left) * (1.0 - across) + cell(top, left + 1) * across;
        let lower = cell(top + 1, left) * (1.0 - across) + cell(top + 1, left + 1) * across;
        Some(upper * (1.0 - down) + lower * down)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use body::BodyLandmark;

    /// A picture of 512 pixels that is all region, turned by nothing.
    const REGION: Region = Region {
        center: Point { x: 256.0, y: 256.0 },
        side: 512.0,
        rotation: 0.0,
    };

    /// Shoulders 200 pixels apart at a height of 300.
    fn body() -> Body {
        let mut landmarks = [BodyLandmark::default(); Landmark::COUNT];
        for (name, x) in [(Landmark::LeftShoulder, 356.0), (Landmark::RightShoulder, 156.0)] {
            landmarks[name as usize].image = ImagePoint { x, y: 300.0 };
        }
        Body { landmarks, score: 1.0 }
    }

    /// The logits of a person who fills everything below `top(x)`, in pixels of the picture.
    fn below(top: impl Fn(f64) -> f64) -> Vec<f32> {
        let inside = |k: usize| (k / SIDE) as f64 * 2.0 - top((k % SIDE) as f64 * 2.0);
        (0..SIDE * SIDE).map(|k| inside(k) as f32).collect()
    }

    #[test]
    fn the_edge_is_where_the_outline_ends_over_the_outer_shoulder() {
        // The left shoulder is higher by 15 pixels.
        let mask = below(|x| if x > 256.0 { 255.0 } else { 270.0 });
        let edges = shoulder_edges(&mask, &REGION, &body()).unwrap();
        assert!((edges.left.y - 255.0).abs() < 1e-3, "{edges:?}");
        assert!((edges.right.y - 270.0).abs() < 1e-3, "{edges:?}");
        assert!(
            (edges.left.x - 376.0).abs() < 1e-3 && (edges.right.x - 136.0).abs() < 1e-3,
            "{edges:?}"
        );
    }

    #[test]
    fn a_turned_region_shows_the_same_edge() {
        let turned = Region {
            rotation: 0.3,
            ..REGION
        };
        let top = |x: f64| 240.0 + (x - 256.0).abs() * 0.2;
        let mask: Vec<f32> = (0..SIDE * SIDE)
            .map(|k| {
                let unit = |cell: usize| cell as f64 / SIDE as f64;
                let at = turned.image_from_unit(Point {
                    x: unit(k % SIDE),
                    y: unit(k / SIDE),
                });
                (at.y - top(at.x)) as f32
            })
            .collect();
        let edges = shoulder_edges(&mask, &turned, &body()).unwrap();
        assert!((f64::from(edges.left.y) - top(376.0)).abs() < 0.1, "{edges:?}");
        assert!((f64::from(edges.right.y) - top(136.0)).abs() < 0.1, "{edges:?}");
    }

    #[test]
    fn what_covers_the_shoulder_is_no_shoulder() {
        // A raised arm or the head over the left shoulder; nobody at all; another model's mask.
        let raised = below(|x| if x > 320.0 { 0.0 } else { 270.0 });
        assert_eq!(shoulder_edges(&raised, &REGION, &body()), None);
        assert_eq!(shoulder_edges(&below(|_| 1e3), &REGION, &body()), None);
        assert_eq!(shoulder_edges(&[1.0; 9], &REGION, &body()), None);
        let aside = Region {
            center: Point { x: 2e3, y: 256.0 },
            ..REGION
        };
        assert_eq!(shoulder_edges(&below(|_| 270.0), &aside, &body()), None);
    }
}
