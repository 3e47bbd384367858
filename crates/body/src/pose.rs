//! What was seen of a person in one picture.

use crate::Landmark;

/// Size of a picture in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// A place in the picture, in pixels: x to the right, y down, (0, 0) at the top left corner. May lie outside.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ImagePoint {
    /// Right, pixels.
    pub x: f32,
    /// Down, pixels.
    pub y: f32,
}

/// A place in the world, in metres, from the middle of the hips: x to the picture's right, y down, z away from the
/// camera.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WorldPoint {
    /// To the picture's right, metres.
    pub x: f32,
    /// Down, metres.
    pub y: f32,
    /// Away from the camera, metres.
    pub z: f32,
}

/// One landmark of the body.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BodyLandmark {
    /// In the picture.
    pub image: ImagePoint,
    /// Depth relative to the hips, in pixels of the picture, away from the camera +. A guess of the model.
    pub depth: f32,
    /// In the world.
    pub world: WorldPoint,
    /// The model's own word for "not hidden", 0..=1. It says 0.99 for hidden joints too: no proof of seeing.
    pub visibility: f32,
    /// The model's own word for "inside the picture", 0..=1.
    pub presence: f32,
}

/// The body of the person, raw from the model: nothing is smoothed.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// In the order of [`Landmark`].
    pub landmarks: [BodyLandmark; Landmark::COUNT],
    /// The model's word for "there is a person", 0..=1.
    pub score: f32,
}

impl Body {
    /// One landmark by its name.
    pub fn landmark(&self, name: Landmark) -> &BodyLandmark {
        &self.landmarks[name as usize]
    }
}

/// One point of the face mesh, in pixels of the picture; z away from the camera, in the same scale.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FacePoint {
    /// Right, pixels.
    pub x: f32,
    /// Down, pixels.
    pub y: f32,
    /// Away from the camera, pixels.
    pub z: f32,
}

/// The face mesh of the person.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// 468 points in the order of Google's canonical face mesh.
    pub points: Vec<FacePoint>,
    /// The model's word for "there is a face", 0..=1.
    pub score: f32,
}

impl Face {
    /// Points in a mesh.
    pub const COUNT: usize = 468;
}

/// Where the person's outline has its upper edge over each shoulder.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShoulderEdges {
    /// Over the outer left shoulder.
    pub left: ImagePoint,
    /// Over the outer right shoulder.
    pub right: ImagePoint,
}

/// All that one picture shows of the one person who is watched.
///
/// ```
/// use body::{ImageSize, Pose};
///
/// let empty = Pose {
///     image_size: ImageSize { width: 640, height: 480 },
///     body: None,
///     face: None,
///     shoulder_edges: None,
///     frozen: false,
///     brightness: None,
/// };
/// assert!(empty.body.is_none(), "nobody sits there");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Pose {
    /// Size of the picture.
    pub image_size: ImageSize,
    /// The body; `None` when nobody is seen.
    pub body: Option<Body>,
    /// The face; `None` when it is hidden or turned away. Never there without a body.
    pub face: Option<Face>,
    /// The outline's edge over the shoulders; only when it was asked for and seen.
    pub shoulder_edges: Option<ShoulderEdges>,
    /// The picture has stood still for a second: what it shows is not what the person does.
    pub frozen: bool,
    /// Mean luma of the head, or of the picture where no head is seen, 0..=1; `None` when it was not looked at.
    pub brightness: Option<f32>,
}
