//! Finds the people in a whole picture: BlazePose's detector, its anchors, and one detection per person.

use body::ImageSize;
use infer::{Engine, Threads};

use crate::crop::{Border, Values, crop};
use crate::geometry::{Bounds, Point, sigmoid};
use crate::image::Image;
use crate::model::{PoseError, Shape, load};
use crate::region::Region;

const SIDE: usize = 224;
/// Grids over the picture, coarser and coarser: cells along a side, anchors in each cell.
const GRIDS: [(usize, usize); 3] = [(28, 2), (14, 2), (7, 6)];
const ANCHORS: usize = 28 * 28 * 2 + 14 * 14 * 2 + 7 * 7 * 6;
/// Values of a row: box centre x, y, width, height, and four points x, y.
const ROW: usize = 12;
const SHAPE: Shape = Shape {
    name: "detector",
    side: SIDE,
    outputs: &[(0, ANCHORS * ROW), (1, ANCHORS)],
    on_request: &[],
};

/// Least score of a detection.
const LEAST_SCORE: f32 = 0.5;
/// Logits are cut to +-100 before the sigmoid.
const LOGIT_LIMIT: f32 = 100.0;
/// Boxes that overlap more than this are the same person.
const SAME_PERSON_OVERLAP: f64 = 0.3;

/// One person in the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Detection {
    /// Around the whole body, with the middle of the hips in its middle: what the landmark model will look at.
    pub region: Region,
    /// 0.5..=1.
    pub score: f32,
}

/// The detector with its anchors.
pub(crate) struct Detector {
    engine: Engine,
    anchors: Vec<Point>,
}

impl Detector {
    pub fn new(tflite: &[u8]) -> Result<Self, PoseError> {
        Ok(Self {
            engine: load(tflite, SHAPE)?,
            anchors: anchors(),
        })
    }

    /// Shares the model's runs among these threads.
    pub fn share_among(&mut self, threads: &Threads) {
        self.engine.share_among(threads);
    }

    /// The people in `image`, best score first.
    pub fn find(&mut self, image: &Image<'_>) -> Vec<Detection> {
        let square = Region::letterbox(image.size());
        crop(
            image,
            &square,
            SIDE,
            Border::Zero,
            Values::SIGNED,
            self.engine.input_mut(),
        );
        self.engine.run();
        let candidates = decode(self.engine.output(0), self.engine.output(1), &self.anchors);
        one_per_person(candidates)
            .iter()
            .map(|person| person.in_picture(image.size()))
            .collect()
    }
}

/// A row of the model, in 0..1 of its square input.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    bounds: Bounds,
    hips: Point,
    on_circle: Point,
    score: f32,
}

impl Candidate {
    fn in_picture(&self, size: ImageSize) -> Detection {
        let square = Region::letterbox(size);
        let region = Region::of_body(
            square.image_from_unit(self.hips),
            square.image_from_unit(self.on_circle),
        );
        Detection {
            region,
            score: self.score,
        }
    }
}

/// The anchors' centres, 0..1, in the order of the model's rows. All have the size 1.
fn anchors() -> Vec<Point> {
    let mut anchors = Vec::with_capacity(ANCHORS);
    for (cells, in_each) in GRIDS {
        for row in 0..cells {
            for column in 0..cells {
                let center = |cell: usize| (cell as f64 + 0.5) / cells as f64;
                anchors.extend(std::iter::repeat_n(
                    Point {
                        x: center(column),
                        y: center(row),
                    },
                    in_each,
                ));
            }
        }
    }
    anchors
}

/// Rows `[2254, 12]` and logits `[2254]` to the candidates that are certain enough, best first.
fn decode(rows: &[f32], logits: &[f32], anchors: &[Point]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = rows
        .chunks_exact(ROW)
        .zip(logits)
        .zip(anchors)
        .filter_map(|((row, logit), anchor)| {
            let score = sigmoid(logit.clamp(-LOGIT_LIMIT, LOGIT_LIMIT));
            let unit = |value: f32| f64::from(value) / SIDE as f64;
            let point = |index: usize| Point {
                x: unit(row[index]) + anchor.x,
                y: unit(row[index + 1]) + anchor.y,
            };
            let (center, half_width, half_height) = (point(0), unit(row[2]) / 2.0, unit(row[3]) / 2.0);
            (score >= LEAST_SCORE).then(|| Candidate {
                bounds: Bounds {
                    least: Point {
                        x: center.x - half_width,
                        y: center.y - half_height,
                    },
                    most: Point {
                        x: center.x + half_width,
                        y: center.y + half_height,
                    },
                },
                hips: point(4),
                on_circle: point(6),
                score,
            })
        })
        .collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    candidates
}

/// Merges the candidates of one person into their mean, weighted by score. `candidates` and the answer: best first.
///
/// Source: weighted non-maximum suppression as in Bazarevsky et al., "BlazeFace", 2019.
fn one_per_person(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut people = Vec::new();
    while let Some(best) = candidates.first().copied() {
        let (same, others): (Vec<_>, Vec<_>) = candidates
            .iter()
            .copied()
            .partition(|candidate| candidate.bounds.overlap(&best.bounds) > SAME_PERSON_OVERLAP);
        // A box without area overlaps not even itself.
        if same.is_empty() {
            candidates.remove(0);
            continue;
        }
        let total: f64 = same.iter().map(|candidate| f64::from(candidate.score)).sum();
        let mean = |value: &dyn Fn(&Candidate) -> Point| {
            let sum = same.iter().fold(Point::default(), |sum, candidate| {
                let (point, weight) = (value(candidate), f64::from(candidate.score));
                Point {
                    x: sum.x + point.x * weight,
                    y: sum.y + point.y * weight,
                }
            });
            Point {
                x: sum.x / total,
                y: sum.y / total,
            }
        };
        people.push(Candidate {
            bounds: Bounds {
                least: mean(&|candidate| candidate.bounds.least),
                most: mean(&|candidate| candidate.bounds.most),
            },
            hips: mean(&|candidate| candidate.hips),
            on_circle: mean(&|candidate| candidate.on_circle),
            score: best.score,
        });
        candidates = others;
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(x: f64, score: f32) -> Candidate {
        Candidate {
            bounds: Bounds {
                least: Point { x, y: 0.0 },
                most: Point { x: x + 1.0, y: 1.0 },
            },
            hips: Point { x, y: 0.5 },
            on_circle: Point { x, y: 0.1 },
            score,
        }
    }

    #[test]
    fn anchors_are_counted_row_by_row() {
        let anchors = anchors();
        assert_eq!(anchors.len(), 2254);
        assert_eq!(anchors[0], anchors[1]);
        assert_eq!(
            anchors[2],
            Point {
                x: 1.5 / 28.0,
                y: 0.5 / 28.0
            }
        );
        assert_eq!(
            anchors[1568],
            Point {
                x: 0.5 / 14.0,
                y: 0.5 / 14.0
            }
        );
        assert_eq!(
            anchors[2253],
            Point {
                x: 6.5 / 7.0,
                y: 6.5 / 7.0
            }
        );
    }

    #[test]
    fn a_row_is_read_from_its_anchor() {
        let mut row = [0.0; ROW];
        row[..8].copy_from_slice(&[22.4, 0.0, 44.8, 89.6, 0.0, 22.4, 0.0, -22.4]);
        let rows = [row, row].concat();
        let found = decode(&rows, &[0.0, -0.1], &[Point { x: 0.5, y: 0.5 }; 2]);
        assert_eq!(found.len(), 1, "a score under 0.5 is nobody");
        let near = |point: Point, x: f64, y: f64| point.distance(Point { x, y }) < 1e-6;
        assert!(
            near(found[0].bounds.least, 0.5, 0.3) && near(found[0].bounds.most, 0.7, 0.7),
            "{:?}",
            found[0]
        );
        assert!(
            near(found[0].hips, 0.5, 0.6) && near(found[0].on_circle, 0.5, 0.4),
            "{:?}",
            found[0]
        );
    }

    #[test]
    fn boxes_of_one_person_become_their_weighted_mean() {
        // 0 and 0.25 overlap by 0.75 / 1.25; 5 is somebody else.
        let people = one_per_person(vec![candidate(0.0, 0.75), candidate(5.0, 0.7), candidate(0.25, 0.5)]);
        assert_eq!(people.len(), 2);
        assert!((people[0].hips.x - 0.25 * 0.5 / 1.25).abs() < 1e-12, "{:?}", people[0]);
        assert_eq!((people[0].score, people[1].hips.x), (0.75, 5.0));
    }

    #[test]
    fn boxes_that_touch_little_are_two_people() {
        // Shared 0.4, joint 1.6: 0.25.
        assert_eq!(one_per_person(vec![candidate(0.0, 0.9), candidate(0.6, 0.8)]).len(), 2);
    }

    #[test]
    fn a_box_without_area_is_nobody() {
        let mut flat = candidate(0.0, 0.9);
        flat.bounds.most = flat.bounds.least;
        assert_eq!(one_per_person(vec![flat]), []);
    }

    #[test]
    fn the_letterbox_is_undone() {
        let found = candidate(0.5, 0.9).in_picture(ImageSize {
            width: 640,
            height: 480,
        });
        assert_eq!(found.region.center, Point { x: 320.0, y: 240.0 });
        assert!((found.region.side - 2.0 * 0.4 * 640.0 * 1.25).abs() < 1e-9);
    }
}
