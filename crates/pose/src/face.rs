//! The face mesh: found from the body's landmarks, then followed by itself for as long as the two agree.

use body::{Body, Face, FacePoint};
use infer::{Engine, Threads};

use crate::crop::{Border, Values, crop};
use crate::geometry::{Bounds, Point, sigmoid};
use crate::image::Image;
use crate::model::{PoseError, Shape, load};
use crate::region::Region;

/// Side of the model's input, pixels; its x, y and z count in these.
const SIDE: usize = 192;
const SHAPE: Shape = Shape {
    name: "face",
    side: SIDE,
    outputs: &[(0, Face::COUNT * 3), (1, 1)],
    on_request: &[],
};

/// Least score of a face.
const LEAST_SCORE: f32 = 0.5;
/// The region of the next frame is the mesh's longer side times this.
const MESH_MARGIN: f64 = 1.5;
/// Outer corner of the person's right eye and of the left eye, in the canonical mesh.
const MESH_EYES: [usize; 2] = [33, 263];
/// The body's landmarks of the face: nose to mouth.
const BODY_FACE: std::ops::RangeInclusive<usize> = 0..=10;
/// The first region is their longer side times this: 2.0 to 2.4 work; the mesh's own region then has 1.98 in the
/// median.
const BODY_MARGIN: f64 = 2.2;
/// Longer side of the mesh, in longer sides of the body's face landmarks: 1.98 / [`MESH_MARGIN`].
const EXPECTED_SIDE: f64 = 1.98 / MESH_MARGIN;
/// The middles of mesh and body's face may be this far apart, in expected sides of the mesh.
const FARTHEST: f64 = 0.5;
/// The mesh may be this many times larger or smaller than expected.
const LARGEST_RATIO: f64 = 2.0;

/// The face model and where it looks next.
pub(crate) struct FaceMesh {
    engine: Engine,
    /// Where to look in the next frame, by the mesh of the last one; `None` when it has to be found from the body.
    followed: Option<Region>,
}

impl FaceMesh {
    pub fn new(tflite: &[u8]) -> Result<Self, PoseError> {
        Ok(Self {
            engine: load(tflite, SHAPE)?,
            followed: None,
        })
    }

    /// Shares the model's runs among these threads.
    pub fn share_among(&mut self, threads: &Threads) {
        self.engine.share_among(threads);
    }

    /// Forgets the face that was followed.
    pub fn reset(&mut self) {
        self.followed = None;
    }

    /// Looks where the face was in the last frame: all that can be done before the body is known.
    pub fn look_ahead(&mut self, image: &Image<'_>) -> Option<Face> {
        let region = self.followed?;
        self.look(image, &region)
    }

    /// The face of `body`; `None` when it is hidden, turned away, or not where the body has its face. `ahead` is what
    /// [`Self::look_ahead`] found in the same picture.
    // The model follows whatever it once took for a face: over an empty room it keeps a large false one. Hence
    // the body has the last word.
    pub fn track(&mut self, image: &Image<'_>, body: &Body, ahead: Option<Face>) -> Option<Face> {
        let expected = Expected::of(body)?;
        let face = ahead
            .filter(|face| expected.agrees(face))
            .or_else(|| self.found(image, &expected));
        self.followed = face.as_ref().map(next_region);
        face
    }

    /// Looks where the body has its face, then once more where the mesh puts it.
    fn found(&mut self, image: &Image<'_>, expected: &Expected) -> Option<Face> {
        let first = self.look(image, &expected.region)?;
        self.look(image, &next_region(&first))
            .filter(|face| expected.agrees(face))
    }

    /// The face in `region`.
    fn look(&mut self, image: &Image<'_>, region: &Region) -> Option<Face> {
        if !region.is_sound(image.size()) {
            return None;
        }
        crop(
            image,
            region,
            SIDE,
            Border::Replicate,
            Values::UNIT,
            self.engine.input_mut(),
        );
        self.engine.run();
        decode(self.engine.output(0), self.engine.output(1)[0], region)
    }
}

/// Mesh `[468, 3]` in pixels of 192 and the logit of a face, to pixels of the picture.
fn decode(mesh: &[f32], logit: f32, region: &Region) -> Option<Face> {
    let score = sigmoid(logit);
    if score < LEAST_SCORE {
        return None;
    }
    let unit = |value: f32| f64::from(value) / SIDE as f64;
    let points = mesh
        .chunks_exact(3)
        .map(|point| {
            let at = region.image_from_unit(Point {
                x: unit(point[0]),
                y: unit(point[1]),
            });
            FacePoint {
                x: at.x as f32,
                y: at.y as f32,
                z: (unit(point[2]) * region.side) as f32,
            }
        })
        .collect();
    Some(Face { points, score })
}

/// Where to look next by this mesh: in the next frame, or once more in the same one.
fn next_region(face: &Face) -> Region {
    let [right_eye, left_eye] = MESH_EYES.map(|index| point(&face.points[index]));
    Region::of_face(&mesh_bounds(face), right_eye, left_eye, MESH_MARGIN)
}

fn mesh_bounds(face: &Face) -> Bounds {
    Bounds::around(face.points.iter().map(point)).expect("a mesh has 468 points")
}

fn point(point: &FacePoint) -> Point {
    Point {
        x: f64::from(point.x),
        y: f64::from(point.y),
    }
}

/// Where the body's landmarks put the face.
#[derive(Debug, Clone, Copy)]
struct Expected {
    region: Region,
    center: Point,
    side: f64,
}

impl Expected {
    fn of(body: &Body) -> Option<Self> {
        use body::Landmark::{LeftEye, RightEye};
        let bounds = Bounds::around(body.landmarks[BODY_FACE].iter().map(|landmark| landmark.image.into()))?;
        let eye = |name| Point::from(body.landmark(name).image);
        Some(Self {
            region: Region::of_face(&bounds, eye(RightEye), eye(LeftEye), BODY_MARGIN),
            center: bounds.center(),
            side: bounds.longer_side() * EXPECTED_SIDE,
        })
    }

    fn agrees(&self, face: &Face) -> bool {
        let bounds = mesh_bounds(face);
        let ratio = bounds.longer_side() / self.side;
        bounds.center().distance(self.center) <= FARTHEST * self.side
            && (1.0 / LARGEST_RATIO..=LARGEST_RATIO).contains(&ratio)
    }
}

#[cfg(test)]
mod tests {
    use body::{BodyLandmark, ImagePoint, Landmark};

    use super::*;

    /// A body whose face landmarks lie in a box of 100 x 40 pixels around (300, 200).
    fn body() -> Body {
        let mut landmarks = [BodyLandmark::default(); Landmark::COUNT];
        for (index, landmark) in landmarks.iter_mut().enumerate() {
            landmark.image = ImagePoint {
                x: 250.0 + 10.0 * (index % 11) as f32,
                y: 180.0 + 4.0 * (index % 11) as f32,
            };
        }
        landmarks[Landmark::RightEye as usize].image = ImagePoint { x: 270.0, y: 190.0 };
        landmarks[Landmark::LeftEye as usize].image = ImagePoint { x: 330.0, y: 190.0 };
        Body { landmarks, score: 1.0 }
    }

    /// A mesh of this longer side around (x, y).
    fn mesh(x: f32, y: f32, side: f32) -> Face {
        let points = (0..Face::COUNT)
            .map(|index| {
                let along = index as f32 / (Face::COUNT - 1) as f32 - 0.5;
                FacePoint {
                    x: x + side * along,
                    y: y + side / 2.0 * along,
                    z: 0.0,
                }
            })
            .collect();
        Face { points, score: 1.0 }
    }

    #[test]
    fn the_body_says_where_the_face_is() {
        let expected = Expected::of(&body()).unwrap();
        assert_eq!(expected.region.center, Point { x: 300.0, y: 200.0 });
        assert!((expected.region.side - 220.0).abs() < 1e-9 && expected.region.rotation == 0.0);
    }

    #[test]
    fn a_mesh_must_agree_with_the_body() {
        let expected = Expected::of(&body()).unwrap();
        assert!(expected.agrees(&mesh(300.0, 195.0, 130.0)));
        assert!(!expected.agrees(&mesh(300.0, 195.0, 400.0)), "too large");
        assert!(!expected.agrees(&mesh(300.0, 195.0, 60.0)), "too small");
        assert!(!expected.agrees(&mesh(380.0, 195.0, 130.0)), "elsewhere");
        assert!(!expected.agrees(&mesh(f32::NAN, 195.0, 130.0)), "nowhere");
    }

    #[test]
    fn a_mesh_is_read_in_pixels_of_the_picture() {
        let region = Region {
            center: Point { x: 50.0, y: 60.0 },
            side: 384.0,
            rotation: 0.0,
        };
        let face = decode(&[96.0, 106.0, -5.0].repeat(Face::COUNT), 0.1, &region).unwrap();
        assert_eq!(
            face.points[7],
            FacePoint {
                x: 50.0,
                y: 80.0,
                z: -10.0
            }
        );
        assert_eq!(decode(&[0.0; Face::COUNT * 3], -0.1, &region), None);
    }
}
