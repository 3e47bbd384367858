//! The body's landmarks in a region of the picture: BlazePose's landmark model, read and refined by its heatmaps.

use body::{Body, BodyLandmark, ImagePoint, Landmark, ShoulderEdges, WorldPoint};
use infer::{Engine, Threads};

use crate::crop::{Border, Values, crop};
use crate::edges::{SIDE, shoulder_edges};
use crate::geometry::{Point, sigmoid};
use crate::image::Image;
use crate::model::{PoseError, Shape, load};
use crate::region::Region;

/// The body's 33, two auxiliary ones for the next region, four that are not used.
const ROWS: usize = 39;
/// x, y, z, logit of visibility, logit of presence.
const ROW: usize = 5;
const WORLD_ROW: usize = 3;
const MAP_SIDE: usize = 64;
/// The middle of the hips, and a point on the circle around the body.
const AUXILIARY: [usize; 2] = [33, 34];
/// The mask only on request: it takes about as long as all the rest.
const SHAPE: Shape = Shape {
    name: "landmark",
    side: SIDE,
    outputs: &[
        (0, ROWS * ROW),
        (1, 1),
        (3, MAP_SIDE * MAP_SIDE * ROWS),
        (4, ROWS * WORLD_ROW),
    ],
    on_request: &[2],
};

/// Cells on each side of a landmark's own that refine it: a kernel of 9, which is what the package does, though
/// its graph's text says 7.
const REACH: i32 = 4;
/// A window whose best cell is less certain leaves the landmark where it is.
const LEAST_CERTAINTY: f32 = 0.5;

/// The landmark model.
pub(crate) struct Landmarks {
    engine: Engine,
}

/// What the model says about one region.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub body: Body,
    /// Middle of the hips and a point on the body's circle, pixels of the picture.
    pub auxiliary: [Point; 2],
    /// Only when they were asked for and found.
    pub edges: Option<ShoulderEdges>,
}

impl Landmarks {
    pub fn new(tflite: &[u8]) -> Result<Self, PoseError> {
        Ok(Self {
            engine: load(tflite, SHAPE)?,
        })
    }

    /// Shares the model's runs among these threads.
    pub fn share_among(&mut self, threads: &Threads) {
        self.engine.share_among(threads);
    }

    /// The body in `region`, whether there is one (see [`Body::score`]) or not; the edges over the shoulders if asked
    /// for.
    pub fn read(&mut self, image: &Image<'_>, region: &Region, with_edges: bool) -> Seen {
        self.answer(image, region, with_edges).in_picture(region)
    }

    /// The model's raw answer for `region`.
    pub fn answer(&mut self, image: &Image<'_>, region: &Region, with_mask: bool) -> Answer<'_> {
        crop(
            image,
            region,
            SIDE,
            Border::Replicate,
            Values::UNIT,
            self.engine.input_mut(),
        );
        if with_mask {
            self.engine.run_whole();
        } else {
            self.engine.run();
        }
        Answer {
            rows: self.engine.output(0),
            score: self.engine.output(1)[0],
            maps: self.engine.output(2),
            world: self.engine.output(3),
            mask: self.engine.output_on_request(0),
        }
    }
}

/// The model's outputs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answer<'a> {
    /// `[39, 5]`: x, y, z in pixels of 256, logits of visibility and presence.
    pub rows: &'a [f32],
    /// 0..=1, already a probability.
    pub score: f32,
    /// `[64, 64, 39]`, logits.
    pub maps: &'a [f32],
    /// `[39, 3]`, metres, in the region's turn.
    pub world: &'a [f32],
    /// `[256, 256]`, logits, + where the person is; only when asked for.
    pub mask: Option<&'a [f32]>,
}

impl Answer<'_> {
    fn in_picture(&self, region: &Region) -> Seen {
        let (sin, cos) = libm::sincos(region.rotation);
        let landmarks = std::array::from_fn(|index| {
            let [x, y, z, visibility, presence] = self.row(index);
            let at = region.image_from_unit(self.refined(index, unit(x, y)));
            let [right, down, away] = std::array::from_fn(|axis| self.world[index * WORLD_ROW + axis]);
            let (world_x, world_y) = (f64::from(right), f64::from(down));
            BodyLandmark {
                image: ImagePoint {
                    x: at.x as f32,
                    y: at.y as f32,
                },
                depth: (f64::from(z) / SIDE as f64 * region.side) as f32,
                world: WorldPoint {
                    x: (cos * world_x - sin * world_y) as f32,
                    y: (sin * world_x + cos * world_y) as f32,
                    z: away,
                },
                visibility: sigmoid(visibility),
                presence: sigmoid(presence),
            }
        });
        let auxiliary = AUXILIARY.map(|index| {
            let [x, y, ..] = self.row(index);
            region.image_from_unit(self.refined(index, unit(x, y)))
        });
        const { assert!(Landmark::COUNT <= AUXILIARY[0]) };
        let body = Body {
            landmarks,
            score: self.score,
        };
        Seen {
            edges: self.mask.and_then(|mask| shoulder_edges(mask, region, &body)),
            body,
            auxiliary,
        }
    }

    pub fn row(&self, index: usize) -> [f32; ROW] {
        std::array::from_fn(|value| self.rows[index * ROW + value])
    }

    /// A landmark moved to the weighted middle of its heatmap around it. In and out: 0..1 of the region.
    pub fn refined(&self, index: usize, at: Point) -> Point {
        let side = MAP_SIDE as i32;
        // Towards zero, as in the reference: just outside on the left or above still counts as inside.
        let (column, row) = ((at.x * f64::from(side)) as i32, (at.y * f64::from(side)) as i32);
        if !(0..side).contains(&column) || !(0..side).contains(&row) {
            return at;
        }
        let window = |middle: i32| (middle - REACH).max(0)..(middle + REACH + 1).min(side);
        let (mut total, mut across, mut down, mut best) = (0.0, 0.0, 0.0, 0.0_f32);
        for row in window(row) {
            for column in window(column) {
                let logit = self.maps[(row as usize * MAP_SIDE + column as usize) * ROWS + index];
                let weight = sigmoid(logit);
                best = best.max(weight);
                total += f64::from(weight);
                across += f64::from(weight) * f64::from(column);
                down += f64::from(weight) * f64::from(row);
            }
        }
        if best < LEAST_CERTAINTY {
            return at;
        }
        Point {
            x: across / total / f64::from(side),
            y: down / total / f64::from(side),
        }
    }
}

/// From pixels of 256 to 0..1.
pub(crate) fn unit(x: f32, y: f32) -> Point {
    Point {
        x: f64::from(x) / SIDE as f64,
        y: f64::from(y) / SIDE as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fake {
        rows: Vec<f32>,
        maps: Vec<f32>,
        world: Vec<f32>,
    }

    impl Fake {
        /// All landmarks at the same place; heatmaps that are certain of nothing.
        fn at(x: f32, y: f32) -> Self {
            Self {
                rows: [x, y, 64.0, 0.0, 100.0].repeat(ROWS),
                maps: vec![-100.0; MAP_SIDE * MAP_SIDE * ROWS],
                world: [1.0, 0.0, 0.5].repeat(ROWS),
            }
        }

        fn heat(mut self, index: usize, column: usize, row: usize, logit: f32) -> Self {
            self.maps[(row * MAP_SIDE + column) * ROWS + index] = logit;
            self
        }

        fn answer(&self) -> Answer<'_> {
            Answer {
                rows: &self.rows,
                score: 0.75,
                maps: &self.maps,
                world: &self.world,
                mask: None,
            }
        }

        fn refined(&self, index: usize) -> (f64, f64) {
            let [x, y, ..] = self.answer().row(index);
            let at = self.answer().refined(index, unit(x, y));
            ((at.x * 256.0 * 1e3).round() / 1e3, (at.y * 256.0 * 1e3).round() / 1e3)
        }
    }

    #[test]
    fn certain_cells_draw_a_landmark_to_their_middle() {
        // Cell of (130, 50): column 32, row 12. Weights 1 at column 34, 0.5 at column 36: the middle is 34 + 2/3.
        let fake = Fake::at(130.0, 50.0).heat(0, 34, 12, 100.0).heat(0, 36, 12, 0.0);
        assert_eq!(fake.refined(0), (138.667, 48.0));
        assert_eq!(fake.refined(1), (130.0, 50.0), "another landmark's map is another map");
    }

    #[test]
    fn the_window_reaches_four_cells() {
        assert_eq!(Fake::at(130.0, 50.0).heat(0, 36, 16, 100.0).refined(0), (144.0, 64.0));
        assert_eq!(Fake::at(130.0, 50.0).heat(0, 37, 12, 100.0).refined(0), (130.0, 50.0));
        assert_eq!(
            Fake::at(255.9, 0.0).heat(0, 63, 3, 100.0).refined(0),
            (252.0, 12.0),
            "cut at the map's edge"
        );
    }

    #[test]
    fn uncertain_cells_leave_a_landmark_alone() {
        assert_eq!(Fake::at(130.0, 50.0).heat(0, 34, 12, -0.1).refined(0), (130.0, 50.0));
        assert_eq!(
            Fake::at(256.0, 50.0).heat(0, 63, 12, 100.0).refined(0),
            (256.0, 50.0),
            "outside"
        );
    }

    #[test]
    fn a_row_is_read_in_pixels_of_the_picture() {
        let region = Region {
            center: Point { x: 100.0, y: 200.0 },
            side: 512.0,
            rotation: std::f64::consts::FRAC_PI_2,
        };
        let fake = Fake::at(128.0 + 10.0, 128.0);
        let seen = fake.answer().in_picture(&region);
        let nose = seen.body.landmark(Landmark::Nose);
        // Ten pixels of the input to its right are twenty of the picture, down.
        assert!(
            (nose.image.x - 100.0).abs() < 1e-4 && (nose.image.y - 220.0).abs() < 1e-4,
            "{nose:?}"
        );
        assert!(
            nose.world.x.abs() < 1e-6 && (nose.world.y - 1.0).abs() < 1e-6 && nose.world.z == 0.5,
            "{nose:?}"
        );
        assert_eq!(
            (nose.depth, nose.visibility, nose.presence, seen.body.score),
            (128.0, 0.5, 1.0, 0.75)
        );
        assert!((seen.auxiliary[1].y - 220.0).abs() < 1e-9);
    }
}
